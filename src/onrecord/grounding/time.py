"""Times: expressions that say when."""

from __future__ import annotations

from onrecord.language import Document
from onrecord.model import TimeMention


def find_times(document: Document) -> tuple[TimeMention, ...]:
    """Nothing yet."""
    return ()
