"""Where and when no climb of the parse leads: the place the encoder points to, and a date that no other event has taken.

Both come after the words an event hangs on, and only where nothing speaks against them: wrong is worse than empty.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from spacy.tokens import Doc, Token

from onrecord.events.acts import Acts
from onrecord.events.grammar import lemma
from onrecord.events.hang import Setting
from onrecord.events.lexicon import stands_for, words
from onrecord.grounding.places import UNKNOWN, Resolved, place_at, resolve
from onrecord.language import Document
from onrecord.language.tagger import POINTERS, Marks
from onrecord.model import Place, PlaceMention, TimeMention

NAME = 0.4
"""Probability of the encoder's pointer from which a name that no rule takes for a place is one. With the two below .5, .8 and .5
gave 187 right and 72 wrong places on the held labels, .4, .6 and .4 gave 201 and 77, .4, .5 and .35 gave 204 and 83."""
THING = 0.6
"""The same of a noun: "a clinic", "the camps"."""
HELD = 0.4
"""The same of a noun that hangs on the event's own word: "a visit to a barracks"."""
NARROWER = 0.6
"""The same of a place that stands right before the rules' wider one: "on the Salam quarter in Homs"."""
PART = 0.2
"""Probability of a part of a name where the encoder is sure that some place is named."""
_REACH = 12
"""How many tokens a date may stand from the word it dates."""
_DEPTH = 8
_MARKS = frozenset((";", ":", "“", "”", '"', "(", ")"))
_INNER = frozenset(("compound", "amod", "nummod", "det", "nmod", "quantmod", "poss", "case", "punct"))
_OF_DOERS = frozenset(("strike", "airstrike", "raid", "bombardment", "shelling", "force", "government", "airstrikes"))
"""Nouns before which a capital is rather the doer: "Moscow airstrikes"."""
_LEADING = frozenset(("ADP", "SCONJ", "CCONJ", "ADV", "PUNCT", "SPACE"))
"""What may stand before the date that opens a sentence: "But on", "Meanwhile, in"."""
_AFTERS = frozenset(
    ("after", "before", "since", "until", "following", "from", "of", "over", "about", "for", "if", "unless", "against")
)
"""Words whose clause or phrase is about another time, or another act."""
_THAT = frozenset(("the", "that", "this"))
_POINTING = frozenset(
    ("area", "country", "region", "city", "town", "province", "village", "place", "territory", "north", "south")
)
"""Nouns that after a bare "the" name no place but one named before."""
_SPOTS = ("site", "city", "district", None)
_NAMED_BEFORE: dict[str, tuple[str | None, ...]] = {
    "town": _SPOTS, "city": _SPOTS, "village": _SPOTS, "area": _SPOTS, "province": ("province",),
    "region": ("region", "province"), "country": ("country",),
}  # fmt: skip
"""Of those, which precision the place may have that they stand for."""
_CHAIN = 3
"""Tokens that may stand between a place and the wider one it lies in."""
_BACK = 3
"""How many sentences back such a name may stand."""
_FINE = (None, "site", "district", "city", "province", "region", "country")
"""Precisions from the narrowest; a name that no list holds is rather a village than a province."""


class Near:
    """The last word on place and date, for the events of one document."""

    def __init__(self, document: Document, setting: Setting, acts: Acts | None, marks: Marks | None) -> None:
        self._document, self._setting, self._acts, self._marks = document, setting, acts, marks

    @cached_property
    def _names(self) -> list[Resolved]:
        return resolve(self._document.doc)

    def place(self, token: Token, by_rule: PlaceMention | None) -> Place | None:
        """The place of an event told by the token: the rules' own, or the one the encoder points to."""
        rule = self._narrower(by_rule) if by_rule is not None else self._before(token)
        end, chance = self._pointed(token)
        if end is None or end.i == token.i or (rule is not None and by_rule is None):
            return rule
        mention = next((m for m in self._setting.mentions if m.start <= end.i < m.end), None)
        if by_rule is not None:
            is_before = end.i < by_rule.start <= end.i + 8 and mention is not by_rule
            if not is_before or self._over(token, end, by_rule.start) < NARROWER or not _leads(end, by_rule.start):
                return rule
        if mention is not None:
            return self._narrower(mention)
        printed = self._printed(end, token, chance)
        return _within(printed, by_rule.place) if printed is not None and by_rule is not None else printed or rule

    def _narrower(self, mention: PlaceMention) -> Place:
        """The place that stands right before a wider one: "the hamlet of Zorvat in Mopti region"."""
        every = self._setting.mentions
        at = every.index(mention)
        for other in every[max(0, at - 1) : at]:
            is_finer = _FINE.index(other.place.precision) <= _FINE.index(mention.place.precision)
            if is_finer and self._lies_in(other, mention):
                return _within(other.place, mention.place)
        for wider in every[at + 1 : at + 2]:
            if self._lies_in(mention, wider):
                return _within(mention.place, wider.place)
        return mention.place

    def _lies_in(self, one: PlaceMention, wider: PlaceMention) -> bool:
        doc = self._document.doc
        is_near = one.end < wider.start <= one.end + _CHAIN and doc[wider.start - 1].lower_ != "of"
        return is_near and _leads(doc[one.end - 1], wider.start)

    def _named_before(self, noun: Token) -> Place | None:
        """What "the town" stands for: the last place of that kind named before it."""
        wanted = _NAMED_BEFORE.get(lemma(noun), ()) if any(k.lower_ in _THAT for k in noun.lefts) else ()
        for mention in reversed(self._setting.mentions):
            if mention.end <= noun.i and mention.place.precision in wanted and self._is_kind(mention, noun):
                between = sum(1 for t in noun.doc[mention.end : noun.i] if t.is_sent_start)
                return mention.place if between <= _BACK else None
        return None

    def _is_kind(self, mention: PlaceMention, noun: Token) -> bool:
        """A village is one that no list of cities holds, or that is called so."""
        if lemma(noun) != "village" or mention.place.precision is None:
            return True
        before = noun.doc[max(0, mention.start - 2) : mention.start].text.lower()
        return before == "village of" or any(lemma(t) == "village" for t in noun.doc[mention.end : mention.end + 1])

    def _pointed(self, token: Token) -> tuple[Token | None, float]:
        """Where the encoder's pointer leads, and how sure it is; of a long name it may be sure but not of which part."""
        acts = self._acts
        if acts is None or self._marks is None or token.i not in acts.by_token:
            return None, 0.0
        piece, chance = acts.by_token[token.i].points[POINTERS.index("place")].best()
        end = acts.place(token)
        if end is not None or piece is None or chance < PART or acts.nobody(token, "place") > 0.1:
            return end, float(chance)
        found = acts.token_at(int(self._marks.pieces.starts[piece]))
        is_name = found is not None and found.pos_ == "PROPN" and found.sent.start == token.sent.start
        return (found, NAME) if is_name else (None, 0.0)

    def _over(self, token: Token, end: Token, stop: int) -> float:
        """Probability that the pointer leads to one of the tokens from one on, up to another: a name has several pieces."""
        if self._acts is None or self._marks is None:
            return 0.0
        doc, pieces = self._document.doc, self._marks.pieces
        low = int(np.searchsorted(pieces.ends, doc[end.i].idx, side="right"))
        high = int(np.searchsorted(pieces.starts, doc[stop].idx))
        return self._acts.by_token[token.i].points[POINTERS.index("place")].within(low, high)

    def _before(self, token: Token) -> Place | None:
        """'the Paris attacks', 'the Aleppo operation': a town's name right before a noun of force."""
        if token.pos_ != "NOUN" or lemma(token) in _OF_DOERS:
            return None
        for kid in token.lefts:
            if kid.dep_ == "compound" and kid.ent_type_ == "GPE" and kid.pos_ == "PROPN":
                place = place_at(self._document, kid, self._names)
                if place.precision in ("city", "district", "site"):
                    return place
        return None

    def _printed(self, end: Token, token: Token, chance: float) -> Place | None:
        """A place as printed: a name, or a thing that stands somewhere."""
        head = end
        while head.dep_ in _INNER and head.head.pos_ in ("NOUN", "PROPN") and head.head.i > head.i and head.head.i != token.i:
            head = head.head
        if end.pos_ == "PROPN":
            if chance < NAME or lemma(head) in words("weapon") or lemma(head) in stands_for():
                return None  # 'a Sukhoi jet', 'the Homs rebels'
            if self._is_body(end):
                return None  # 'the Homs Media Centre'
            return place_at(self._document, end, self._names)
        if end.pos_ != "NOUN" or not end.text.islower() or end.dep_ == "poss":
            return None
        holder = end.head.head if end.dep_ == "pobj" else end.head
        if chance < (HELD if holder.i == token.i else THING):
            return None
        if _is_named_before(end):
            return self._named_before(end)
        start = min((k.left_edge.i for k in end.lefts if k.dep_ in _INNER), default=end.i)
        return Place(self._document.of_tokens(start, end.i + 1), self._document.doc[start : end.i + 1].text, reason="no name")

    def _is_body(self, token: Token) -> bool:
        cast = self._acts.cast if self._acts is not None else None
        found = cast.covering(token.i) if cast is not None else ()
        return cast is not None and any(
            m.kind == "name" and m.end - m.start > 1 and m.actor in cast.actors and cast.actors[m.actor].kind != "state"
            for m in found
        )


def _within(place: Place, wider: Place) -> Place:
    """A place that the text puts in a wider one: a namesake in another country is not it."""
    if not place.country or not wider.country or place.country == wider.country:
        return place
    return Place(place.evidence, place.evidence.text, wider.country, reason=UNKNOWN)


def _is_named_before(noun: Token) -> bool:
    """'the area': which one was said before."""
    return (
        lemma(noun) in _POINTING
        and all(k.dep_ in ("det", "punct") for k in noun.lefts)
        and not any(k.dep_ in ("prep", "relcl", "appos") for k in noun.rights)
    )


def _leads(end: Token, to: int) -> bool:
    """'the Salam quarter in Homs': does only a preposition stand between a place and a wider one?"""
    between = [t.lower_ for t in end.doc[end.i + 1 : to] if t.pos_ in ("ADP", "VERB", "PUNCT", "CCONJ", "AUX")]
    return bool(between) and between[-1] in ("in", "near", "of", "outside", ",") and {*between[:-1]} <= {"and", ","}


def free_times(
    doc: Doc, times: Sequence[TimeMention], taken: Mapping[int, TimeMention | None], triggers: frozenset[int]
) -> dict[int, TimeMention]:
    """The nearest word of an event for each date of its sentence that no event has taken.

    `taken`: each event's word with its date so far. Nothing that tells another event and no cue of speech may stand between.
    """
    used = {t.start for t in taken.values() if t is not None}
    found: dict[int, TimeMention] = {}
    for time in times:
        if time.start in used or not 0 <= time.start < time.end <= len(doc) or time.when.start is None:
            continue
        token = _nearest(doc, time, triggers)
        if token is not None and token in taken and taken[token] is None and token not in found:
            found[token] = time
    return found


def opening_times(
    doc: Doc, times: Sequence[TimeMention], taken: Mapping[int, TimeMention | None], triggers: frozenset[int]
) -> dict[int, TimeMention]:
    """The date that opens a sentence, for its events that have none: "Last year rebels took the town and shelled the base".

    Only the sentence's sole date; not for an act reported, asked for or described in it, nor for "the attack".
    """
    alone: dict[int, TimeMention | None] = {}
    starts = [token.i for token in doc if token.is_sent_start]
    for time in times:
        if 0 <= time.start < time.end <= len(doc):
            start = starts[bisect_right(starts, time.start) - 1]
            is_first = all(t.pos_ in _LEADING for t in doc[start : time.start])
            is_open = is_first and time.when.start is not None and start not in alone
            alone[start] = time if is_open else None
    found = ((i, alone.get(starts[bisect_right(starts, i) - 1])) for i, own in taken.items() if own is None)
    return {i: time for i, time in found if time is not None and i > time.start and _is_told_plainly(doc[i], triggers)}


def _is_told_plainly(token: Token, triggers: frozenset[int]) -> bool:
    if token.pos_ == "NOUN" and any(k.lower_ in _THAT or k.dep_ == "poss" for k in token.lefts):
        return False
    while token.head.i != token.i:
        marks = {k.lower_ for k in token.children if k.dep_ == "mark"}
        if token.dep_ in ("relcl", "acl", "appos", "amod", "parataxis") or (token.dep_ == "advcl" and marks & _AFTERS):
            return False
        above = token.head
        if token.dep_ == "advcl" and any(k.lower_ == "to" for k in token.children if k.dep_ == "aux"):
            return False  # 'flew in to help'
        if token.dep_ in ("ccomp", "xcomp") and (above.i in triggers or lemma(above) in words("speech")):
            return False
        if token.dep_ == "pobj" and above.lower_ in _AFTERS:
            return False
        token = above
    return True


def _nearest(doc: Doc, time: TimeMention, triggers: frozenset[int]) -> int | None:
    """The event's word right before the date, else the one after it that the date's own verb governs."""
    sentence, root = doc[time.start].sent, doc[time.start : time.end].root
    verb = _verb_of(root)
    if root.dep_ != "pobj" and any(t.is_digit for t in doc[time.start : time.end]):
        return None  # a dateline: 'Aleppo 6 September 2016'
    if verb is not None and verb.i > time.start and verb.dep_ == "relcl":
        return None  # 'defeated by the group, which in June declared'
    for i in range(time.start - 1, max(sentence.start, time.start - _REACH) - 1, -1):
        if i in triggers:
            return None if doc[i].dep_ in ("amod", "acl") else i  # not 'the besieged town … on Sunday'
        if _parts(doc[i]):
            break
    if verb is None or doc[time.start].lower_ == "since" or lemma(verb) in words("speech"):
        return None
    for i in range(time.end, min(sentence.end, time.end + _REACH)):
        if i in triggers:
            return i if i == verb.i or _is_under(doc[i], verb) else None
        if _parts(doc[i]):
            break
    return None


def _parts(token: Token) -> bool:
    """Does a word part what stands before it from what stands after: a verb, a mark of speech?"""
    return token.text in _MARKS or token.pos_ in ("VERB", "AUX") or lemma(token) in words("speech")


def _verb_of(token: Token) -> Token | None:
    for _ in range(_DEPTH):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _is_under(token: Token, verb: Token) -> bool:
    """Does the verb govern the token, with no joined clause between?"""
    for _ in range(_DEPTH):
        if token.i == verb.i:
            return True
        if token.dep_ in ("conj", "relcl", "parataxis") or token.head.i == token.i:
            return False
        token = token.head
    return False
