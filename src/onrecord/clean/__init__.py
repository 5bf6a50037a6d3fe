"""Broken text in, repaired text out, with the map back."""

from onrecord.model import Cleaned, uncleaned


def clean(text: str) -> Cleaned:
    """Stand-in: changes nothing."""
    return uncleaned(text)
