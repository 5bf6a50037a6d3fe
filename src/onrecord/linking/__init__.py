"""Same event, rival accounts: within a report and across reports."""

from onrecord.language import Document
from onrecord.model import Cast, Dispute, Event, Statement


def attach(statements: tuple[Statement, ...], events: tuple[Event, ...]) -> tuple[Statement, ...]:
    """Nothing yet."""
    return statements


def find_disputes(document: Document, cast: Cast, linked: tuple[Statement, ...], events: tuple[Event, ...]) -> tuple[Dispute, ...]:
    """Nothing yet."""
    return ()
