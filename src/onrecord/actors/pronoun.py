"""Pronouns, only where no reader could take them otherwise; the rest stay open.

Inventing who spoke is the worst error of a record, so a pronoun is resolved only if one person was the grammatical subject
of the same or the sentence before and no other person of fitting gender competes there; or if it is itself the subject of a
verb of speech, and the sentence before had one speaker who fits: whoever has the floor keeps it ("Hill said … She added …").
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from onrecord.actors.name import word_list
from onrecord.actors.registry import registered
from onrecord.actors.scene import Scene
from onrecord.model import Actor, Mention

MALE = frozenset({"he", "his", "him", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "their", "them"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
SPEECH = word_list("speech")
FLOOR = word_list("floor")
FEMALE_NOUNS = word_list("female_nouns")
MALE_NOUNS = word_list("male_nouns")


@dataclass(slots=True)
class Spoken:
    """Who a sentence names: people, and states or organisations, in order; and its grammatical subjects."""

    people: dict[str, int] = field(default_factory=dict)
    """Id to first token; possessors and parts of longer names do not count."""
    bodies: dict[str, int] = field(default_factory=dict)
    subject: str = ""
    """Whoever is subject of the main verb."""
    subject_head: int = -1
    """The token that stands as that subject."""
    speakers: list[str] = field(default_factory=list)
    """Whoever is subject of a main verb of speech."""
    has_strangers: bool = False
    """A singular person without a name is there."""


def find_pronouns(scene: Scene) -> None:
    """Note the pronouns that are safe to resolve, sentence by sentence."""
    breaks = set(scene.document.cleaned.breaks) - set(scene.document.cleaned.paragraphs)
    by_token: dict[int, list[Mention]] = {}
    for mention in scene.mentions:
        by_token.setdefault(mention.start, []).append(mention)
    before = Spoken()
    for sent in scene.doc.sents:
        if not len(sent) or sent.text.isspace():
            continue
        is_joint = sent.start_char in breaks
        before = _read(scene, sent, by_token, before, is_joint=is_joint)


def _read(scene: Scene, sent: Span, by_token: dict[int, list[Mention]], before: Spoken, *, is_joint: bool) -> Spoken:
    now = Spoken()
    for token in sent:
        for mention in by_token.get(token.i, ()):
            _count(scene, mention, now)
        word = token.lower_
        if word in MALE or word in FEMALE:
            gender = "m" if word in MALE else "f"
            id = _person(scene, token, gender, now, before, is_joint=is_joint) or _with_floor(scene, token, gender, now, before)
            if id and word.endswith("self") and not _is_own_verb(token, now.subject_head):
                id = ""  # 'told reporters that one of them blew himself up'
            if id and _is_quoted_apart(scene, token, now.people.get(id, before.people.get(id, token.i))):
                id = ""
            if id:
                scene.add(token.i, token.i + 1, scene.actors[id], "pronoun")
                if id in scene.people:
                    scene.people[id].gender = scene.people[id].gender or gender
                now.people.setdefault(id, token.i)
                _hear(token, id, now)
                if token.dep_ in SUBJECTS and _is_main(token) and not now.has_strangers:
                    now.subject = now.subject or id
            else:
                now.has_strangers = True
        elif word in NEUTER or word in PLURAL:
            is_plural = word in PLURAL
            id = _body(scene, token, now, before, is_plural=is_plural, is_joint=is_joint)
            id = id or _with_floor(scene, token, "them" if is_plural else "it", now, before)
            if id:
                _hear(token, id, now)
                scene.add(token.i, token.i + 1, scene.actors[id], "pronoun")
                if token.dep_ in SUBJECTS and _is_main(token):
                    now.subject = now.subject or id
    if not now.speakers and _is_quotation(scene, sent):
        now.speakers = list(before.speakers)  # a sentence of the speaker's own
    return now


def _is_quotation(scene: Scene, sent: Span) -> bool:
    """Does the sentence lie wholly in a quotation?"""
    quotations = scene.document.cleaned.quotations
    k = bisect_right(quotations, sent.start_char + 1, key=lambda quotation: quotation.start) - 1
    return k >= 0 and sent.end_char <= quotations[k].end + 1


def _hear(token: Token, id: str, now: Spoken) -> None:
    """Note the subject of a main verb of speech."""
    if token.dep_ == "nsubj" and token.head.lemma_ in FLOOR and _is_free(token) and id not in now.speakers:
        now.speakers.append(id)
        if any(child.dep_ == "conj" for child in token.children):
            now.speakers.append("")  # 'Hill and Katz said': nobody alone has the floor


def _is_free(token: Token) -> bool:
    """Does its verb stand in no relative or other modifying clause?"""
    verb = token.head
    while verb.dep_ in ("conj", "aux", "xcomp") and verb.head.i != verb.i:
        verb = verb.head
    return verb.dep_ in ("ROOT", "ccomp", "parataxis") or (verb.dep_ == "advcl" and verb.head.dep_ == "ROOT")


def _with_floor(scene: Scene, token: Token, gender: str, now: Spoken, before: Spoken) -> str:
    """'Hill said Katz had left. He added …': the one speaker of the sentence before, where the pronoun speaks too."""
    if token.dep_ != "nsubj" or token.head.lemma_ not in FLOOR or not _is_free(token) or len(before.speakers) != 1:
        return ""
    id = before.speakers[0]
    if any(other != id for other in now.speakers) or _is_in_quotation(scene, token):
        return ""
    actor = scene.actors[id]
    if gender in ("m", "f"):
        rivals = [other for other, at in now.people.items() if other != id and not _is_in_quotation(scene, scene.doc[at])]
        if actor.kind != "person" or not _fits(scene, id, gender) or rivals:
            return ""
        if id not in scene.people and not _gender_of(actor.name):
            return ""
        if any(other != id and _fits(scene, other, gender) for other in before.people):
            now.has_strangers = True  # 'He said the attack had inspired him': not himself
        return id
    if now.people or any(other != id for other in now.bodies):
        return ""
    return id if actor.kind != "person" and _matches(actor, is_plural=gender == "them") else ""


def _is_in_quotation(scene: Scene, token: Token) -> bool:
    quotations = scene.document.cleaned.quotations
    k = bisect_right(quotations, token.idx, key=lambda quotation: quotation.start) - 1
    return k >= 0 and quotations[k].start <= token.idx < quotations[k].end


def _is_quoted_apart(scene: Scene, token: Token, other: int) -> bool:
    """'Ms Hill spoke. "He is tired," she said.': whoever stands outside a quotation is most often its speaker.

    And whoever is named in a quotation is not: '"Katz lied to us," he said.'
    """
    if _is_in_quotation(scene, scene.doc[other]) and not _is_in_quotation(scene, token):
        return True
    at, there = token.idx, scene.doc[other].idx
    quotations = scene.document.cleaned.quotations
    k = bisect_right(quotations, at, key=lambda quotation: quotation.start) - 1
    return k >= 0 and quotations[k].start <= at < quotations[k].end and not quotations[k].start <= there < quotations[k].end


def _is_own_verb(token: Token, subject: int) -> bool:
    """'Russia moved its troops', not 'Russia asked the group to move its troops': is the subject that of the nearest verb?"""
    verb = token.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    for _ in range(8):
        if any(child.i == subject for child in verb.children):
            return True
        if verb.dep_ not in ("conj", "aux", "auxpass") or verb.head.i == verb.i:
            break
        verb = verb.head
    return token.head.dep_ == "conj" and token.head.head.i == subject  # 'Syria and its ally'


def _is_main(token: Token) -> bool:
    """Is its verb the main one of the sentence, or of a clause of speech beside the quotation?"""
    verb = token.head
    while verb.dep_ in ("conj", "aux", "xcomp"):
        verb = verb.head
    return bool(verb.dep_ == "ROOT" or (verb.head.dep_ == "ROOT" and verb.dep_ in ("ccomp", "parataxis", "advcl")))


def _count(scene: Scene, mention: Mention, now: Spoken) -> None:
    """Take a mention into account, unless it only modifies another noun."""
    actor = scene.actors[mention.actor]
    head = scene.doc[mention.head]
    if mention.kind in ("possessive", "demonym") or head.dep_ in ("poss", "compound", "nmod", "amod"):
        return
    if actor.kind == "person":
        if actor.id not in scene.people and head.dep_ not in SUBJECTS:
            now.has_strangers = now.has_strangers or head.dep_ in ("dobj", "pobj", "dative", "attr", "appos")
        if actor.id not in scene.people and actor.sector in ("CVL", "UNK") and not (head.dep_ == "nsubj" and _is_main(head)):
            return
        now.people.setdefault(actor.id, mention.start)
    else:
        now.bodies.setdefault(actor.id, mention.start)
    if head.dep_ in SUBJECTS and not now.subject and _is_main(head):
        now.subject, now.subject_head = actor.id, mention.head
    _hear(head, actor.id, now)


def _fits(scene: Scene, id: str, gender: str) -> bool:
    person = scene.people.get(id)
    known = person.gender if person is not None else _gender_of(scene.actors[id].name)
    return known in ("", gender)


def _gender_of(name: str) -> str:
    """'woman', 'spokesman': the gender a noun tells."""
    last = name.split()[-1].lower() if name.split() else ""
    return "f" if last in FEMALE_NOUNS or last.endswith("woman") else "m" if last in MALE_NOUNS or last.endswith("man") else ""


def _person(scene: Scene, token: Token, gender: str, now: Spoken, before: Spoken, *, is_joint: bool) -> str:
    """The one named person the pronoun can mean, or ""."""
    is_speaking = token.dep_ == "nsubj" and token.head.lemma_ in FLOOR
    if is_speaking and not now.people and before.speakers and before.subject not in before.speakers:
        return ""  # whoever has the floor goes before the subject of another clause
    here = [id for id in now.people if _fits(scene, id, gender)]
    if len(here) > 1:
        # 'Trump told Putin that he would wait': open, unless the pronoun belongs to the subject's own verb
        return ""
    if len(here) == 1:
        id = here[0]
        if now.has_strangers and now.subject != id:
            return ""
        others = [other for other in before.people if other != id and _fits(scene, other, gender)]
        if others and now.subject != id:
            return ""
        if id not in scene.people:  # 'A woman said she hoped'
            is_plain = now.speakers == [id] and token.dep_ in SUBJECTS and not before.people
            return id if is_plain and _gender_of(scene.actors[id].name) else ""
        return id if now.subject == id or not others else ""
    if now.has_strangers or (before.has_strangers and not _is_alone(scene, before, gender)):
        return ""
    there = [id for id in before.people if _fits(scene, id, gender)]
    if len(there) != 1 or there[0] not in scene.people or before.subject != there[0]:
        return ""
    if is_joint and token.dep_ not in SUBJECTS:
        return ""
    return there[0]


def _is_alone(scene: Scene, spoken: Spoken, gender: str) -> bool:
    """Is the sentence's subject a named person whose gender is known to fit?"""
    person = scene.people.get(spoken.subject)
    return person is not None and person.gender == gender


def _body(scene: Scene, token: Token, now: Spoken, before: Spoken, *, is_plural: bool, is_joint: bool) -> str:
    """'Russia said its jets …': the one state or organisation so far; 'It denied …': the subject of the sentence before."""
    is_speaking = token.dep_ in SUBJECTS and token.head.lemma_ in SPEECH
    is_own = token.dep_ == "poss"
    if not is_speaking and not is_own:
        return ""
    here = list(now.bodies)
    if is_own and is_plural and _has_plural_between(token, now.bodies.get(now.subject, token.i)):
        return ""
    if is_own and not (now.subject and _is_own_verb(token, now.subject_head)):
        return ""
    if len(here) == 1 and now.subject == here[0] and not (is_plural and now.people):
        return here[0] if _matches(scene.actors[here[0]], is_plural=is_plural) else ""
    if here or is_own or is_joint or now.people:
        return ""
    if (
        len(before.bodies) == 1
        and before.subject in before.bodies
        and _matches(scene.actors[before.subject], is_plural=is_plural)
    ):
        return before.subject
    return ""


def _has_plural_between(token: Token, start: int) -> bool:
    """'The army drove the villagers from their homes': another noun 'their' may mean."""
    between = token.doc[min(start + 3, token.i) : token.i]
    return any(other.tag_ in ("NNS", "NNPS") or other.lower_ in ("population", "people") for other in between)


def _matches(actor: Actor, *, is_plural: bool) -> bool:
    """A state is 'it'; a group of people is 'they'; an organisation may be either."""
    return actor.kind == "organisation" or actor.id in registered() or (actor.kind == "group") == is_plural
