"""Position: what a statement holds on a contested matter: whom it blames, whom it clears, what it turns down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.linking.same_event import countries
from onrecord.linking.words import keywords
from onrecord.model import Actor, Event, Reading, Statement

GRAVE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "RETREAT", "AID"})
"""Types of acts whose doer parties differ over."""
STANDS = frozenset({"assert", "accuse", "deny", "reject", "speculate", "warn", "announce"})
"""Kinds of statements that take a stand on what was. A demand or a promise is about what shall be."""


@dataclass(frozen=True, slots=True)
class Position:
    """One statement as a stand: `holders` are actor ids of its report, `sides` their countries."""

    reading: Reading
    statement: Statement
    holders: tuple[str, ...]
    sides: frozenset[str]
    blames: frozenset[str]
    clears: frozenset[str]
    is_against: bool
    """Turns something down: denies or rejects it."""
    events: frozenset[str]
    doers: Mapping[str, frozenset[str]]
    """Event id → the countries the statement has do it."""
    words: frozenset[str]

    @property
    def text(self) -> str:
        """The content, as printed."""
        return " … ".join(span.text for span in self.statement.content)


def positions(reading: Reading) -> list[Position]:
    """The stands a report tells of, in its order. A statement whose speaker is open has no holder and takes none."""
    actors = {actor.id: actor for actor in reading.actors}
    inside: dict[str, list[Event]] = {}
    for event in reading.events:
        if event.according_to:
            inside.setdefault(event.according_to, []).append(event)
    found = []
    for statement in reading.statements:
        if statement.kind not in STANDS or (statement.speaker is None and not statement.also_speakers):
            continue
        events = _events_of(statement, reading.events, inside.get(statement.id, []))
        found.append(_position(reading, statement, events, actors))
    return found


def _events_of(statement: Statement, events: Iterable[Event], known: list[Event]) -> list[Event]:
    """Events told within the statement's content, and the one it is about."""
    ids = {event.id for event in known} | ({statement.about} if statement.about else set())
    return [
        event for event in events
        if event.id in ids or any(s.start <= t.start and t.end <= s.end for t in event.trigger for s in statement.content)
    ]  # fmt: skip


def _position(reading: Reading, statement: Statement, events: list[Event], actors: Mapping[str, Actor]) -> Position:
    holders = tuple(dict.fromkeys([*([statement.speaker] if statement.speaker else []), *statement.also_speakers]))
    is_against = statement.kind in ("deny", "reject") or statement.polarity == "denies"
    named = countries(_named(statement, actors.values()), actors)
    doers = frozenset(side for e in events if e.type in GRAVE for side in countries(e.actor, actors))
    targets = countries(statement.targets, actors)
    blames = frozenset() if is_against else (targets | doers if statement.kind == "accuse" else doers)
    clears = (doers | named) if is_against else frozenset()
    text = " ".join(span.text for span in statement.content)
    return Position(
        reading, statement, holders, countries(holders, actors), blames, clears, is_against,
        frozenset(event.id for event in events), {e.id: countries(e.actor, actors) for e in events if e.type in GRAVE},
        keywords(text),
    )  # fmt: skip


def _named(statement: Statement, actors: Iterable[Actor]) -> list[str]:
    """Actors mentioned in the content."""
    return [
        actor.id for actor in actors
        if any(s.start <= m.start and m.end <= s.end for m in actor.mentions for s in statement.content)
    ]  # fmt: skip
