"""One act told several times is one event: found events joined in the order of the text, with the words of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.data import table
from onrecord.events.acts import Acts
from onrecord.events.again import Told
from onrecord.events.likeness import likeness, pairs
from onrecord.events.telling import Telling, tellings
from onrecord.language import Document
from onrecord.model import Event, Place, When, content_id

_HEDGES = frozenset(("alleged", "apparent", "claimed", "purported", "reported", "supposed", "suspected"))
_OF_THEIR_OWN = frozenset(("denied", "counterfactual", "hypothetical", "historical"))
"""Statuses whose parties, places and dates need not be those of the act as it happened."""
_BESIDE = 120
"""Characters that a place may stand from its word to say more than another telling's country (chosen)."""
_OWN_VOICE = ("happened", "ongoing", "historical")


def together(told: Sequence[Told], acts: Acts, document: Document) -> list[Event]:
    """The events, each act once, in the order of their first words."""
    found = tellings(told, acts, document)
    chances = {(i, j): likeness(found[i], found[j]) for i, j in pairs(found) if not _is_apart(found[i], found[j])}
    least = float(table("events")["same"]["join"]["least"])
    return [joined([told[k].event for k in members]) for members in clusters(len(found), chances, least)]


def _is_apart(one: Telling, other: Telling) -> bool:
    """What "would have" been is no telling of what was, nor is "the reported use" one of a use told as done."""
    if (one.event.status == "counterfactual") != (other.event.status == "counterfactual"):
        return True
    return _is_hedged(one) != _is_hedged(other) and "happened" in (one.event.status, other.event.status)


def _is_hedged(telling: Telling) -> bool:
    return any(kid.lower_ in _HEDGES for kid in telling.token.lefts)


def clusters(count: int, chances: dict[tuple[int, int], float], least: float) -> list[list[int]]:
    """Numbers 0 … count-1 in groups: each joins the likeliest earlier group, if that is likely enough.

    How likely a group is: the mean of its likeliest member and of all its members that were compared.
    """
    groups: list[list[int]] = []
    of: dict[int, int] = {}
    earlier: dict[int, list[tuple[int, float]]] = {}
    for (i, j), chance in chances.items():
        earlier.setdefault(j, []).append((i, chance))
    for j in range(count):
        by_group: dict[int, list[float]] = {}
        for i, chance in earlier.get(j, ()):
            by_group.setdefault(of[i], []).append(chance)
        best, group = max((((max(c) + sum(c) / len(c)) / 2, -g) for g, c in by_group.items()), default=(0.0, 0))
        if by_group and best >= least:
            of[j] = -group
            groups[-group].append(j)
        else:
            of[j] = len(groups)
            groups.append([j])
    return groups


def joined(events: Sequence[Event]) -> Event:
    """One event of all tellings of an act.

    Its cells are those of the telling that says most in the report's own voice, and what that lacks from the others in their
    order; a party that only somebody's claim names is not taken. What the body tells as done is done, whatever is claimed.
    """
    if len(events) == 1:
        return events[0]
    sure = next((e for e in events if _is_own(e) and not e.is_headline), None) or next(
        (e for e in events if not e.is_headline), None
    )
    order = sorted(events, key=lambda e: (not _is_own(e), sure is not None and not _is_of_a_kind(sure, e), -_told(e)))
    merged = order[0]
    if sure is not None:
        merged = replace(merged, status=sure.status, according_to=sure.according_to)
    for other in order[1:]:
        if _is_of_a_kind(merged, other):
            merged = _filled(merged, other)
            if other.when is not None and other.when.precision == "day" and merged.when is not None and _is_vague(merged.when):
                merged = replace(merged, when=other.when)  # 'vetoed it on Wednesday … the eighth veto since 2011'
    trigger = tuple(dict.fromkeys(span for e in events for span in e.trigger))
    return replace(
        merged,
        id=content_id("e", trigger[0].report, merged.type, trigger[0].start),
        trigger=trigger,
        modes=tuple(dict.fromkeys(m for e in events if e.type == merged.type for m in e.modes)),
        contexts=tuple(dict.fromkeys(c for e in events for c in e.contexts)),
        weapons=tuple(dict.fromkeys(w for e in events for w in e.weapons)),
        is_headline=all(e.is_headline for e in events),
    )


def _is_of_a_kind(one: Event, other: Event) -> bool:
    """May cells of another telling stand beside those of one? Not what was not, may be, or was long before."""
    # 'the strike did not target the Russians' says nothing of who made the strike
    return other.status == one.status or (other.status not in _OF_THEIR_OWN and one.status != "historical")


def _is_vague(when: When) -> bool:
    return when.precision in ("open-interval", "interval", "year", "decade")


def _is_own(event: Event) -> bool:
    return event.status in _OWN_VOICE and event.according_to is None


def _told(event: Event) -> int:
    """How many cells the telling fills; a party that is known counts twice."""
    parties = (event.actor, event.actor_evidence, event.recipient, event.recipient_evidence)
    return sum(map(bool, parties)) + (event.place is not None) + (event.when is not None)


def _word(event: Event) -> str:
    """The word that tells it, the same for one and many: "strike", "Strikes"."""
    return event.trigger[0].text.lower().removesuffix("s")


def _says_closer(event: Event, country: Place, word: str) -> bool:
    """Does a telling by the same word name, beside it, a place in the country that is all another telling names?"""
    place = event.place
    if place is None or _word(event) != word or country.precision != "country" or place.country != country.country:
        return False
    is_beside = abs(place.evidence.start - event.trigger[0].start) <= _BESIDE
    return is_beside and place.precision not in ("country", None)


def _filled(one: Event, other: Event) -> Event:
    if not one.actor and not one.actor_evidence and (other.status != "alleged" or one.status == "alleged"):
        one = replace(one, actor=other.actor, actor_evidence=other.actor_evidence)
    if not one.recipient and not one.recipient_evidence:
        free = not set(other.recipient) & set(one.actor)
        one = replace(one, recipient=other.recipient, recipient_evidence=other.recipient_evidence) if free else one
    if one.when is None and other.when is not None:
        one = replace(one, when=other.when, when_reason=None)
    if other.place is not None and (one.place is None or _says_closer(other, one.place, _word(one))):
        one = replace(one, place=other.place)
    kinds = {t.kind for t in one.tolls}
    return replace(one, tolls=(*one.tolls, *(t for t in other.tolls if t.kind not in kinds)))
