"""Which event each statement is about."""

from __future__ import annotations

from dataclasses import replace

from onrecord.linking.position import GRAVE
from onrecord.model import Event, Statement


def attach(statements: tuple[Statement, ...], events: tuple[Event, ...]) -> tuple[Statement, ...]:
    """Each statement with `about` set to the event its content tells of: a grave act before others, then the first.

    The act of speaking itself ('accused', 'demanded') is not what a statement is about.
    """
    starts = sorted((trigger.start, trigger.end, k) for k, event in enumerate(events) for trigger in event.trigger)
    linked = []
    for statement in statements:
        told = [
            k for start, end, k in starts
            if any(span.start <= start and end <= span.end for span in statement.content)
        ]  # fmt: skip
        about = min(told, key=lambda k: (events[k].type not in GRAVE, told.index(k)), default=None)
        linked.append(statement if statement.about or about is None else replace(statement, about=events[about].id))
    return tuple(linked)
