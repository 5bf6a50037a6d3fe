"""Tolls: how many people were killed, injured, displaced or arrested."""

from __future__ import annotations

from onrecord.language import Document
from onrecord.model import TollMention


def find_tolls(document: Document) -> tuple[TollMention, ...]:
    """Nothing yet."""
    return ()
