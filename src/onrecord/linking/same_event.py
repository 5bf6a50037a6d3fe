"""Same event: which of many event findings tell of one act. A score is a visible list of weighted features."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from onrecord.linking.words import keywords, stem
from onrecord.model import Actor, Event, Judgement, Place, Reading

SLACK = timedelta(days=1)
"""Reports of one act differ by a day through time zones and night hours."""
WEIGHTS = {"place": 2.0, "date": 2.0, "lemma": 3.0, "words": 1.0, "mode": 1.0, "actor": 1.0, "recipient": 1.0, "toll": 2.0}
"""A lemma counts within one report only, where the words before it point back: "the attack" is the attack told before."""
ENOUGH = 3.0
"""Place with what was done, or date with who and what. Set by looking at the sample reports; not yet measured on pairs."""
SHARED_WORDS = 3
"""Topic words around two triggers that make them one topic."""
RARE = frozenset({"unconventional", "cbrn"})
"""Modes and contexts so rare that place and weeks are enough to know the act by."""
WIDEST = 7
"""Days: a date wider than a week says nothing about sameness."""
NEAR = timedelta(days=21)
"""Reports further apart tell of one act only where both give its day."""
POINTER = re.compile(r"\b(?:the|this|that|these|those|its|their)\s+(?:[\w-]+\s+){0,3}$", re.I)
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


@dataclass(slots=True)
class Act:
    """Tellings held to be of one act, with all they say of it."""

    told: list[Told]

    def days(self) -> list[tuple[date, date]]:
        """The first interval its tellings give that is no wider than WIDEST: an act never grows by what joins it."""
        for telling in self.told:
            when = telling.event.when
            if when is not None and when.start is not None and ((when.end or when.start) - when.start).days <= WIDEST:
                return [(when.start, when.end or when.start)]
        return []

    def places(self) -> dict[str, Place]:
        """The first place closer than a province, by id or folded name."""
        for telling in self.told:
            place = telling.event.place
            if place is not None and place.precision not in ("country", "province", "region"):
                return {str(place.geonameid or place.name.lower()): place}
        return {}

    def of(self, name: str) -> frozenset[str]:
        """The union of one attribute over the tellings: doers, sufferers, triggers, words."""
        return frozenset().union(*(getattr(telling, name) for telling in self.told))

    def points_back(self) -> bool:
        """Does "the", "this" or "that" stand before a trigger?"""
        return any(
            POINTER.search(t.reading.report.text[max(0, t.event.trigger[0].start - 40) : t.event.trigger[0].start])
            for t in self.told
        )

    def published(self) -> list[date]:
        """When its reports were published."""
        return [telling.reading.report.published for telling in self.told if telling.reading.report.published]


def features(a: Act, b: Act) -> dict[str, float] | None:
    """The features two acts share, weighted; None where something sets them apart."""
    x, y = a.told[0].event, b.told[0].event
    if x.type != y.type or (x.status in UNREAL) != (y.status in UNREAL):
        return None
    is_one_report = {t.reading.report.id for t in a.told} == {t.reading.report.id for t in b.told}
    found: dict[str, float] = {}
    days = _days_meet(a.days(), b.days())
    if days is False or ((x.status == "historical") != (y.status == "historical") and not days):
        return None
    if not days and not is_one_report and not (_published_near(a, b) and (_tolls(a) & _tolls(b) or _modes(a) & _modes(b) & RARE)):
        return None  # over reports a shared day makes one act, or a shared toll, or a rare kind of act at one place
    places = _places_meet(a.places(), b.places())
    if places is False:
        return None
    found |= {name: WEIGHTS[name] for name, meets in (("date", days), ("place", places)) if meets}
    for name, attribute in (("actor", "doers"), ("recipient", "sufferers")):
        one, two = a.of(attribute), b.of(attribute)
        if one & two:
            found[name] = WEIGHTS[name]
        elif one and two and not places:
            return None
    if is_one_report and a.of("triggers") & b.of("triggers") and (a.points_back() or b.points_back()):
        found["lemma"] = WEIGHTS["lemma"]
    if len(a.of("words") & b.of("words")) >= SHARED_WORDS:
        found["words"] = WEIGHTS["words"]
    if _modes(a) & _modes(b):
        found["mode"] = WEIGHTS["mode"]
    if _tolls(a) & _tolls(b):
        found["toll"] = WEIGHTS["toll"]
    return found


def _days_meet(one: Sequence[tuple[date, date]], two: Sequence[tuple[date, date]]) -> bool | None:
    """True: some days meet; False: none can; None: one side gives no day."""
    if not one or not two:
        return None
    return any(a <= d + SLACK and c <= b + SLACK for a, b in one for c, d in two)


def _places_meet(one: Mapping[str, Place], two: Mapping[str, Place]) -> bool | None:
    if not one or not two:
        return None
    return bool(one.keys() & two.keys()) or bool({p.name.lower() for p in one.values()} & {p.name.lower() for p in two.values()})


def _published_near(a: Act, b: Act) -> bool:
    one, two = a.published(), b.published()
    return not one or not two or min(abs(x - y) for x in one for y in two) <= NEAR


def _modes(act: Act) -> set[str]:
    return {m for t in act.told for m in t.event.modes} | {
        c for t in act.told for c in t.event.contexts if c in ("cbrn", "terrorism")
    }


def _tolls(act: Act) -> set[tuple[str, int]]:
    return {(toll.kind, toll.low) for t in act.told for toll in t.event.tolls if toll.low}


def same_events(readings: Sequence[Reading]) -> list[tuple[Told, ...]]:
    """All events in groups held to be one act each, in the order of the readings.

    First within each report, then over reports: an act joins the earlier one it shares most features with, where these are
    enough and nothing sets the two apart.
    """
    acts: list[Act] = []
    by_key: dict[object, list[int]] = defaultdict(list)
    for reading in readings:
        here: list[Act] = []
        for event in reading.events:
            _join(Act([Told(event, reading)]), here, range(len(here)))
        for act in here:
            near = dict.fromkeys(k for key in _keys(act) for k in by_key.get(key, ()))
            at = _join(act, acts, near)
            for key in _keys(act):
                if at not in by_key[key][-1:]:
                    by_key[key].append(at)
    return [tuple(act.told) for act in acts]


def _join(act: Act, acts: list[Act], near: Iterable[int]) -> int:
    """Put an act to the one it fits best among `near`, or at the end; its index."""
    best, most = None, ENOUGH
    for k in near:
        score = sum((features(acts[k], act) or {}).values())
        if score > most or (score == most and best is None):
            best, most = k, score
    if best is None:
        acts.append(act)
        return len(acts) - 1
    acts[best].told += act.told
    return best


def _keys(act: Act) -> list[object]:
    """Where to look for the same act: its type with a place, or with a day."""
    type_ = act.told[0].event.type
    keys: list[object] = [(type_, name) for name in sorted(act.places())]
    return keys + [(type_, start + timedelta(days=k)) for start, _ in act.days() for k in (-1, 0, 1)]


def judgements(groups: Iterable[Sequence[Told]]) -> list[Judgement]:
    """Each group as judgements "same" of its first event with each other one, with the features that led to it."""
    found = []
    for group in groups:
        for other in group[1:]:
            shared = features(Act([group[0]]), Act([other])) or {}
            a, b = sorted((group[0].event.id, other.event.id))
            if a != b:
                found.append(Judgement(a, b, "same", "rule:same_event", ", ".join(sorted(shared)) or "through a third"))
    return found
