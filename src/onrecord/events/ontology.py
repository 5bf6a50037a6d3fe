"""PLOVER as typed objects: 16 types, 67 modes, 37 contexts, 25 sectors, from data/events/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.data import table
from onrecord.errors import DataFileError
from onrecord.events.lexicon import TYPES

COUNTS = {"types": 16, "modes": 67, "contexts": 37, "sectors": 25}
"""What the manual (draft 2.0, 2024-02-04) lists; `check` holds the data to it."""
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


@dataclass(frozen=True, slots=True)
class Mode:
    """One mode of a type; names repeat across types, so the key is (type, name)."""

    type: str
    name: str
    definition: str
    score: float | None
    """On the scale from -10 to 10; None where the manual gives none (PROTEST vandalize)."""


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the sixteen types."""

    name: str
    label: str
    definition: str
    quad: int
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    needs_recipient: bool
    score: float
    modes: Mapping[str, Mode]
    crosswalk: tuple[str, ...]
    """CAMEO root codes."""


@cache
def event_types() -> dict[str, EventType]:
    """The sixteen types by name."""
    return {name: _read(name) for name in TYPES}


def event_type(name: str) -> EventType:
    """The type of that name; KeyError where there is none."""
    return event_types()[name]


def quad(name: str) -> int:
    """The quad class of a type: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    return event_type(name).quad


def score(name: str, mode: str | None = None) -> float:
    """The score of a type and mode, from -10 (most conflict) to 10; a mode without one has its type's."""
    found = event_type(name)
    if mode is None:
        return found.score
    own = found.modes[mode].score
    return found.score if own is None else own


@cache
def contexts() -> dict[str, frozenset[str]]:
    """The 37 contexts, each with its cue lemmas."""
    return {name: frozenset(cues) for name, cues in table("events")["contexts"]["context"].items()}


@cache
def sectors() -> dict[str, str]:
    """The 25 sectors, each with its label."""
    return {code: str(entry["label"]) for code, entry in table("events")["sectors"]["sector"].items()}


def canonical(name: str, mode: str) -> tuple[str, str]:
    """The manual's (type, mode) for one that POLECAT or NGEC writes; mode "" where the type must stand alone."""
    alias = table("events")["aliases"]["mode"].get(f"{name}-{mode}", f"{name}-{mode}" if mode else name)
    head, _, tail = str(alias).partition("-")
    return head, tail


def check() -> None:
    """Raise DataFileError where the tables do not hold what the manual lists."""
    found = {
        "types": len(event_types()),
        "modes": sum(len(t.modes) for t in event_types().values()),
        "contexts": len(contexts()),
        "sectors": len(sectors()),
    }
    if found != COUNTS:
        raise DataFileError(f"data/events: {found}, where the manual lists {COUNTS}")
    for t in event_types().values():
        if t.quad not in QUADS:
            raise DataFileError(f"data/events/{t.name}.toml: quad {t.quad} is not one of 1 to 4")


def _read(name: str) -> EventType:
    entry = table("events").get(name)
    if entry is None:
        raise DataFileError(f"data/events/{name}.toml is missing")
    try:
        modes = {
            mode: Mode(name, mode, str(given["definition"]), given.get("score")) for mode, given in entry.get("modes", {}).items()
        }
        return EventType(
            name, entry["label"], entry["definition"], entry["quad"], entry["needs_recipient"], float(entry["score"]), modes,
            tuple(entry["crosswalk"]),
        )  # fmt: skip
    except KeyError as error:
        raise DataFileError(f"data/events/{name}.toml: no {error}") from error
