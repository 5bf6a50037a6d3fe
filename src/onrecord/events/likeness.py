"""How likely two words of one report tell one act: a small logistic model over what stands around them.

Its weights are data/events/same.toml; `python -m training.same` makes them again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from onrecord.data import table
from onrecord.events.telling import Telling

LAST = 30
"""Earlier tellings that one is held against, beside those of the opening: a long report costs no more a telling (chosen)."""
OPENING = 5
"""First tellings of a report, which headline and lead hold."""
LED = 0.2
"""Probability of the encoder's pointer that has words of two types compared (chosen)."""
HINT = 0.045
"""The same for two words of one type that nothing else ties; of those below it, one pair in forty tells one act."""
_LEAD = 6.0
"""Most that a pointer's lead over nobody may be, as a log."""
_FLOOR = 0.01
"""Least probability the logarithms see."""
_VERBAL = frozenset(("ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN"))
_MANY = 3
"""More tellings than these count as so many: the stretches that the weights come from are shorter than reports."""
_REAL = frozenset(("happened", "ongoing", "alleged", "disputed", "denied", "historical"))


@cache
def weights() -> Mapping[str, float]:
    """The logistic model's weights by the names of `features`."""
    return {str(name): float(value) for name, value in table("events")["same"]["weight"].items()}


def pairs(found: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """(earlier, later) numbers of the tellings to compare; all others are taken for different acts."""
    for j in range(len(found)):
        first = max(0, j - LAST)
        for i in (*range(min(OPENING, first)), *range(first, j)):
            if _may_be_one(found[i], found[j]):
                yield i, j


def _may_be_one(one: Telling, other: Telling) -> bool:
    is_tied = one.lemma == other.lemma or bool(one.families & other.families)
    if one.event.type != other.event.type:
        return is_tied or _led(one, other) > LED
    return (
        is_tied
        or other.is_definite
        or other.sentence - one.sentence < 2
        or one.sentence == 0
        or one.event.is_headline != other.event.is_headline
        or one.lemma[:4] == other.lemma[:4]
        or _led(one, other) > HINT
        or _lead(one, other) > 0
    )


def _led(one: Telling, other: Telling) -> float:
    """Probability that the later word's pointer leads to the earlier; -1: out of its window."""
    if other.again is None or one.piece < 0:
        return -1.0
    at = one.piece - other.again.first + 1
    return math.exp(float(other.again.logs[at])) if 0 < at < len(other.again.logs) else -1.0


def _lead(one: Telling, other: Telling) -> float:
    """How much likelier than nobody the later word's pointer finds the earlier one, as a log, at any distance."""
    if one.again is None or other.again is None:
        return -_LEAD
    return max(-_LEAD, min(_LEAD, other.again.lead(one.again)))


def likeness(one: Telling, other: Telling) -> float:
    """Probability that the two tell one act; `one` stands earlier."""
    known = weights()
    score = sum(known.get(name, 0.0) * value for name, value in features(one, other))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def features(one: Telling, other: Telling) -> list[tuple[str, float]]:
    """What speaks for or against one act, each name once at most; what is not there is 0."""
    found = [("bias", 1.0)]
    _pointer(one, other, found)
    _words(one, other, found)
    _standing(one, other, found)
    _shared(one, other, found)
    _cells(one, other, found)
    return found


Features = list[tuple[str, float]]


def _pointer(one: Telling, other: Telling, found: Features) -> None:
    if one.piece >= 0 and other.piece >= 0:
        found.append(("types", float(one.types @ other.types)))
        found.append(("statuses", float(one.statuses @ other.statuses)))
    led = _led(one, other)
    if one.again is not None and other.again is not None:
        found.append(("lead far" if led < 0 else "lead", _lead(one, other) / _LEAD))
    if led < 0 or other.again is None:
        found.append(("far", 1.0))
        return
    found.append(("again", math.log(max(_FLOOR, led) / _FLOOR)))
    found.append(("again nowhere", max(0.0, float(other.again.logs[0]) - math.log(_FLOOR))))


def _words(one: Telling, other: Telling, found: Features) -> None:
    found.append((_SHAPES[one.is_verb, other.is_verb], 1.0))
    if one.lemma == other.lemma:
        found.append(("same word", 1.0))
    elif one.lemma[:4] == other.lemma[:4]:
        found.append(("kin", 1.0))
    elif one.families & other.families:
        found.append(("family", 1.0))
    else:
        found.append(("other word", 1.0))
    if other.is_definite:
        found.append(("definite", 1.0))
        if one.lemma == other.lemma or one.families & other.families:
            found.append(("definite of the family", 1.0))
        if other.is_bare:
            found.append(("bare", 1.0))
    if other.is_indefinite:
        found.append(("indefinite", 1.0))
        if one.lemma == other.lemma:
            found.append(("indefinite, same word", 1.0))
    if other.is_other:
        found.append(("another", 1.0))
    if one.is_definite:
        found.append(("definite before", 1.0))
    if one.is_general:
        found.append(("general before", 1.0))
    if other.is_general:
        found.append(("general", 1.0))
    if not one.is_verb and not other.is_verb and (one.is_plural or other.is_plural):
        found.append(("both plural" if one.is_plural and other.is_plural else "one plural", 1.0))
    harm = ("harm" in one.families or "destroy" in one.families, "harm" in other.families or "destroy" in other.families)
    if harm[0] != harm[1]:
        act = one if harm[1] else other
        if "strike" in act.families or "fight" in act.families:
            found.append(("harm and act", 1.0))
    elif harm[0] and one.lemma != other.lemma:
        found.append(("harm and harm", 1.0))


_SHAPES = {(a, b): ("verb " if a else "noun ") + ("verb" if b else "noun") for a in (True, False) for b in (True, False)}


def _standing(one: Telling, other: Telling, found: Features) -> None:
    apart = other.sentence - one.sentence
    found.append(("same sentence" if apart == 0 else "next sentence" if apart == 1 else "further", 1.0))
    if one.event.is_headline != other.event.is_headline:
        found.append(("headline", 1.0))
    if one.sentence == 0:
        found.append(("opening", 1.0))
    if one.event.type == other.event.type:
        found.append(("same type", 1.0))
        found.append(("between", math.log1p(min(_MANY, other.like - one.like - 1))))
        if other.event.type in _VERBAL:
            found.append(("verbal", 1.0))
            if apart == 0:
                found.append(("verbal, same sentence", 1.0))
            if one.lemma == other.lemma:
                found.append(("verbal, same word", 1.0))
    if apart == 0:
        if one.lemma == other.lemma:
            found.append(("same sentence, same word", 1.0))
        a, b = one.token, other.token
        if b.head.i == a.i or a.head.i == b.i:
            found.append(("joined" if "conj" in (a.dep_, b.dep_) else "beneath", 1.0))
        elif a.is_ancestor(b) or b.is_ancestor(a):
            found.append(("far beneath", 1.0))
        if other.tie:
            found.append(("tied " + other.tie, 1.0))


def _shared(one: Telling, other: Telling, found: Features) -> None:
    """Words of the two phrases and sentences."""
    own = (one.own & other.own) - {one.lemma, other.lemma}
    if own:
        found.append(("own words", min(2.0, len(own))))
    if one.sentence == other.sentence:
        return
    across = ((one.own & other.around) | (other.own & one.around)) - own
    if across:
        found.append(("words across", min(3, len(across)) / 2))
    names = one.names & other.names
    if names:
        found.append(("names", min(4, len(names)) / 2))
        if any(name.isdigit() for name in names):
            found.append(("number", 1.0))
    elif one.names and other.names:
        found.append(("other names", 1.0))


def _cells(one: Telling, other: Telling, found: Features) -> None:
    a, b = one.event, other.event
    found.append(("actor " + _party(a.actor, b.actor, one.doers, other.doers), 1.0))
    found.append(("recipient " + _party(a.recipient, b.recipient, one.undergoers, other.undergoers), 1.0))
    if any(i in b.recipient for i in a.actor) or any(i in b.actor for i in a.recipient):
        found.append(("turned round", 1.0))
    if a.place is not None and b.place is not None:
        found.append(("place same" if a.place.name == b.place.name else "place differs", 1.0))
    if a.when is not None and b.when is not None and a.when.start is not None and b.when.start is not None:
        ends = a.when.end or a.when.start, b.when.end or b.when.start
        meets = a.when.start <= ends[1] and b.when.start <= ends[0]
        found.append(("when meets" if meets else "when differs", 1.0))
    tolls = [((x.low, x.high) == (y.low, y.high)) for x in a.tolls for y in b.tolls if x.kind == y.kind]
    if tolls:
        found.append(("toll same" if any(tolls) else "toll differs", 1.0))
    if a.status == b.status:
        found.append(("status same", 1.0))
    if a.status not in _REAL and b.status not in _REAL:
        is_tied = one.lemma == other.lemma or bool(one.families & other.families)
        found.append(("both unreal" if is_tied else "both unreal, other word", 1.0))
    elif (a.status in _REAL) != (b.status in _REAL):
        found.append(("real and not", 1.0))
    elif "historical" in (a.status, b.status):
        found.append(("background and not", 1.0))


def _party(one: Sequence[str], other: Sequence[str], mine: frozenset[str], its: frozenset[str]) -> str:
    if not (mine or one) or not (its or other):
        return "open"
    if any(i in other for i in one):
        return "same"
    if mine & its:
        return "alike"
    return "differs" if one and other else "unlike"
