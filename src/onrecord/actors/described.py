"""What the report calls somebody besides the name, so that 'the colonel', 'the retired surgeon' go back to the one it called so.

A definite noun goes back only where exactly one person so far was given that noun beside the name, and nobody unnamed has been
called so since ('a colonel', 'another surgeon').
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.actors.lead import describing, role_nouns
from onrecord.actors.name import word_list
from onrecord.actors.scene import Scene
from onrecord.model import Actor

GENERIC = word_list("generic_people")
"""Nouns that too many people of a report could be called by."""
LEFT_OF_ROLE = frozenset({"JJ", "NN", "NNP", "HYPH", "VBN"})
INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any", "each", "every"})


def note_leads(scene: Scene, trailing: dict[int, int]) -> None:
    """Note 'the head of the press centre' as the person whose name ends the phrase; `trailing`: name starts to role tokens."""
    for mention in list(scene.mentions):
        if mention.actor not in scene.people or mention.kind == "possessive":
            continue
        at = describing(scene, mention, trailing)
        if at is None or at in scene.used or at in scene.assigned:
            continue
        start = at
        while start > scene.doc[at].sent.start and at - start < 4:
            before = scene.doc[start - 1]
            if before.tag_ not in LEFT_OF_ROLE or start - 1 in scene.used or start - 1 in scene.name_at:
                break
            start -= 1
        scene.add(start, at + 1, scene.actors[mention.actor], "role")
        scene.used.update(range(start, at + 1))
        _call(scene, scene.doc[at], mention.actor)


def learn(scene: Scene) -> None:
    """Remember the nouns that stand with each name: titles, appositions before and after, 'X is a surgeon'."""
    for mention in scene.mentions:
        if mention.actor not in scene.people or mention.kind in ("pronoun", "possessive"):
            continue
        head = scene.doc[mention.head]
        for token in scene.doc[mention.start : mention.end]:
            _call(scene, token, mention.actor)
        for child in head.children:
            if child.dep_ == "appos" or (child.dep_ == "compound" and child.i < mention.start):
                _call(scene, child, mention.actor)
        if head.dep_ == "appos" and head.head.i < mention.start:
            _call(scene, head.head, mention.actor)
        if head.dep_ == "nsubj" and head.head.lemma_ == "be":
            for child in head.head.children:
                if child.dep_ == "attr":
                    _call(scene, child, mention.actor)


def _call(scene: Scene, token: Token, actor: str) -> None:
    word = token.lower_
    if token.tag_ in ("NN", "NNP") and word in role_nouns() and word not in GENERIC:
        known = scene.called.setdefault(word, {})
        known[actor] = min(known.get(actor, token.i), token.i)


def called(scene: Scene, token: Token, start: int, country: str = "") -> Actor | None:
    """The one person so far whom the report called by this noun; `start`: first token of the phrase without its article."""
    doc = scene.doc
    known = scene.called.get(token.lower_, {})
    before = [id for id, at in known.items() if at < start]
    if len(before) != 1 or start == 0 or doc[start - 1].lower_ not in ("the", "this"):
        return None
    if any(part.tag_ in ("NNP", "NNPS") for part in doc[start : token.i]) and not country:
        return None  # 'the Texas senator' may be another
    person = scene.people[before[0]]
    if country and person.country != country:
        return None
    since = known[person.id]
    for at in scene.places_of(token.text):
        if since < at < token.i and not _is_same(scene, at):
            return None
    return scene.actors[person.id]


def _is_same(scene: Scene, at: int) -> bool:
    """Is the noun there no new person's: 'the colonel', not 'a colonel', 'Colonel Haddad'?"""
    return not any(child.lower_ in INDEFINITE for child in scene.doc[at].lefts)
