"""find_events: triggers, roles, status and setting, one stage after the other."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.language import Document
from onrecord.model import Cast, Event, PlaceMention, Statement, TimeMention, TollMention


def find_events(
    document: Document,
    cast: Cast,
    statements: Sequence[Statement] = (),
    times: Sequence[TimeMention] = (),
    places: Sequence[PlaceMention] = (),
    tolls: Sequence[TollMention] = (),
) -> tuple[Event, ...]:
    """The events a report tells of, in the order of their triggers."""
    return ()
