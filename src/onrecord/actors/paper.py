"""Papers that speak: 'a Pentagon statement said', 'the statement added', 'the resolution demands': whoever made them does."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.actors.bearer import bearer
from onrecord.actors.name import word_list
from onrecord.actors.scene import Scene
from onrecord.actors.speaking import MADE_BY, country_in, determiner, is_speaking, left_of, makes_paper, speech_verbs
from onrecord.model import Mention

INSTITUTIONS = word_list("institutions")
FAR = 3
"""Sentences back that 'the statement' may reach."""
ORGANS = frozenset({"army", "military", "ministry", "government", "intelligence", "navy", "police", "cabinet", "parliament"})
"""Organs whose paper is their state's."""
LASTING = frozenset({"resolution", "draft", "report", "study", "survey"})
"""Papers that a report speaks of from end to end."""


Said = dict[str, tuple[str | int, int]]
"""Each kind of paper to its maker (an actor, or the token that stands for it) and the number of the sentence."""


def note_document(scene: Scene, token: Token, heads: dict[int, Mention], said: Said, number: int) -> None:
    """'a Pentagon statement said', 'a report by Unicef', and 'the statement added' after 'Iran said in a statement'."""
    word = "resolution" if token.lower_ == "draft" else token.lower_
    speaking = is_speaking(token)
    start = left_of(scene, token)
    owner = _maker(scene, token, start, heads)
    if not owner and not speaking and (subject := _issuer(token)) is not None:
        said[word] = (subject.i, number)
        return
    if owner:
        said[word] = (owner, number)
    elif speaking and token.tag_ == "NN" and determiner(scene, start) in ("the", "its"):
        last = said.get(word)
        is_plain = start == token.i or (start == token.i - 1 and scene.doc[start].lower_ in ("draft", "same"))
        if last is not None and is_plain and (number - last[1] <= FAR or word in LASTING):
            owner = last[0] if isinstance(last[0], str) else heads[last[0]].actor if last[0] in heads else ""
    if owner and speaking:
        scene.add(start, token.i + 1, scene.actors[owner], "role")


def _issuer(token: Token) -> Token | None:
    """The subject of 'said in a statement', 'issued a statement', 'passed a resolution'."""
    verb = token.head
    if token.dep_ == "pobj" and verb.lower_ in ("in", "through", "via"):
        verb = verb.head
        is_maker = verb.lemma_ in speech_verbs()
    else:
        is_maker = token.dep_ == "dobj" and makes_paper(verb)
    if not is_maker:
        return None
    return next((child for child in verb.children if child.dep_ == "nsubj"), None)


def _maker(scene: Scene, token: Token, start: int, heads: dict[int, Mention]) -> str:
    """Whose paper it is: 'Moscow's statement', 'a CentCom statement', 'a report by Unicef', 'a study released by it'."""
    for mention in scene.mentions:
        if start <= mention.start and mention.end <= token.i and mention.kind != "demonym":
            is_near = all(part.tag_ in ("POS", "JJ", "JJS", "NN", "VBN", "NNP") for part in scene.doc[mention.end : token.i])
            return mention.actor if is_near else ""
    for part in scene.doc[start : token.i]:  # 'an Observatory toll'
        if part.tag_ == "NNP" and part.lower_ in INSTITUTIONS and (own := bearer(scene, part, part.lower_, [part.lower_])):
            return own.id
    country = country_in(scene, start, token.i)
    if country and any(part.lower_ in ORGANS for part in scene.doc[start : token.i]):  # 'the Turkish army statement'
        scene.actors.setdefault(country, scene.state(country))
        return country
    for child in token.rights:
        makers = [child] if child.dep_ == "prep" and child.lower_ in ("by", "from") else []
        if child.dep_ == "acl" and child.lemma_ in MADE_BY:
            makers = [part for part in child.children if part.dep_ == "agent"]
        for maker in makers:
            for part in maker.children:
                if part.dep_ == "pobj" and part.i in heads:
                    return heads[part.i].actor
    return ""
