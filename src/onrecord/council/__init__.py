"""What is put to a council, and what became of it."""

from onrecord.language import Document
from onrecord.model import Cast, Motion, TimeMention


def find_motions(document: Document, cast: Cast, times: tuple[TimeMention, ...]) -> tuple[Motion, ...]:
    """Nothing yet."""
    return ()
