"""Same event: which of many event findings tell of one act. A score is a visible list of weighted features."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from onrecord.linking.words import keywords, stem
from onrecord.model import Actor, Event, Judgement, Reading

SLACK = timedelta(days=1)
"""Reports of one act differ by a day through time zones and night hours."""
WEIGHTS = {"place": 2.0, "date": 2.0, "trigger": 1.0, "mode": 1.0, "actor": 1.0, "recipient": 1.0, "toll": 1.0}
ENOUGH = {"one report": 3.0, "two reports": 4.0}
"""Set by looking at the sample reports and a hundred pairs of real ones: two features and a half within a report, place and
date (or one of them with what was done and by whom) across reports."""
WIDEST = 31
"""Days: a date wider than a month says nothing about sameness."""
UNREAL = frozenset({"planned", "threatened", "called_for", "hypothetical", "counterfactual"})


@dataclass(frozen=True, eq=False)
class Told:
    """An event with what is needed to compare it: who its actors are, and the report it stands in."""

    event: Event
    reading: Reading

    @cached_property
    def actors(self) -> Mapping[str, Actor]:
        return {actor.id: actor for actor in self.reading.actors}

    @cached_property
    def doers(self) -> frozenset[str]:
        return countries(self.event.actor, self.actors)

    @cached_property
    def sufferers(self) -> frozenset[str]:
        return countries(self.event.recipient, self.actors)

    @cached_property
    def triggers(self) -> frozenset[str]:
        return frozenset(stem(word) for span in self.event.trigger for word in span.text.lower().split())

    @cached_property
    def words(self) -> frozenset[str]:
        """Keywords around the trigger: what the event is about."""
        at = self.event.trigger[0]
        return keywords(self.reading.report.text[max(0, at.start - 90) : at.end + 90])


def countries(ids: Iterable[str], actors: Mapping[str, Actor]) -> frozenset[str]:
    """The countries of actors, or their own ids where they have none."""
    return frozenset((actors[id].country or id) if id in actors else id for id in ids)


def features(a: Told, b: Told) -> dict[str, float] | None:
    """The features two events share, weighted; None where something sets them apart."""
    x, y = a.event, b.event
    if x.type != y.type or (x.status in UNREAL) != (y.status in UNREAL):
        return None
    found: dict[str, float] = {}
    near = _date(a, b)
    if near is False or ((x.status == "historical") != (y.status == "historical") and not near):
        return None
    if near:
        found["date"] = WEIGHTS["date"]
    placed = _place(a, b)
    if placed is False:
        return None
    if placed:
        found["place"] = WEIGHTS["place"]
    for name, one, two in (("actor", a.doers, b.doers), ("recipient", a.sufferers, b.sufferers)):
        if one & two:
            found[name] = WEIGHTS[name]
        elif one and two and not placed:
            return None
    if a.triggers & b.triggers:
        found["trigger"] = WEIGHTS["trigger"]
    if set(x.modes) & set(y.modes) or set(x.contexts) & set(y.contexts) & {"cbrn", "terrorism"}:
        found["mode"] = WEIGHTS["mode"]
    if {(t.kind, t.low) for t in x.tolls if t.low} & {(t.kind, t.low) for t in y.tolls if t.low}:
        found["toll"] = WEIGHTS["toll"]
    return found


def _date(a: Told, b: Told) -> bool | None:
    """True: the days overlap; False: they cannot; None: one of them is not known closely enough."""
    one, two = a.event.when, b.event.when
    if one is None or two is None or one.start is None or two.start is None:
        return None
    first_end, second_end = one.end or one.start, two.end or two.start
    if one.start > second_end + SLACK or two.start > first_end + SLACK:
        return False
    wide = max((first_end - one.start).days, (second_end - two.start).days) > WIDEST
    return None if wide else True


def _place(a: Told, b: Told) -> bool | None:
    one, two = a.event.place, b.event.place
    if one is None or two is None:
        return None
    if (one.geonameid is not None and one.geonameid == two.geonameid) or one.name.lower() == two.name.lower():
        return None if one.precision == "country" else True
    if one.precision in ("country", "province", "region") or two.precision in ("country", "province", "region"):
        return None if not one.country or not two.country or one.country == two.country else False
    return False


def same_events(readings: Sequence[Reading]) -> list[tuple[Told, ...]]:
    """Groups of events held to be one act, of two or more, in the order of the readings.

    An event joins a group when it shares enough features with one of its members and nothing sets it apart from any.
    """
    groups: list[list[Told]] = []
    by_key: dict[object, list[int]] = defaultdict(list)
    for reading in readings:
        for event in reading.events:
            told = Told(event, reading)
            best = _best_group(told, groups, by_key)
            if best is None:
                best = len(groups)
                groups.append([])
            groups[best].append(told)
            for key in _keys(told):
                if best not in by_key[key][-1:]:
                    by_key[key].append(best)
    return [tuple(group) for group in groups]


def _keys(told: Told) -> list[object]:
    """Where to look for the same event: its place, its day, its report, with its type."""
    event = told.event
    keys: list[object] = [(event.type, told.reading.report.id)]
    if event.place is not None and event.place.precision != "country":
        keys.append((event.type, event.place.name.lower()))
    when = event.when
    if when is not None and when.start is not None and ((when.end or when.start) - when.start).days <= WIDEST:
        keys += [(event.type, when.start + timedelta(days=k)) for k in (-1, 0, 1)]
    return keys


def _best_group(told: Told, groups: list[list[Told]], by_key: Mapping[object, list[int]]) -> int | None:
    best, most = None, 0.0
    for k in dict.fromkeys(k for key in _keys(told) for k in by_key.get(key, ())):
        shared = [features(told, other) for other in groups[k][:12]]
        if any(f is None for f in shared):
            continue
        for f, other in zip(shared, groups[k][:12], strict=True):
            score = sum((f or {}).values())
            enough = ENOUGH["one report" if other.reading.report.id == told.reading.report.id else "two reports"]
            if score >= enough and score > most:
                best, most = k, score
    return best


def judgements(groups: Iterable[Sequence[Told]]) -> list[Judgement]:
    """Each group as judgements "same" of its first event with each other one, with the features that led to it."""
    found = []
    for group in groups:
        for other in group[1:]:
            shared = features(group[0], other) or {}
            a, b = sorted((group[0].event.id, other.event.id))
            if a != b:
                found.append(Judgement(a, b, "same", "rule:same_event", ", ".join(sorted(shared)) or "through a third"))
    return found
