"""One frozen Settings: every number a caller may change, nothing read from the environment at import."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and switches of a reading; the same Settings and the same bytes give the same reading."""

    max_characters: int = 200_000
    """A longer text is refused, not cut: the longest of 941 real reports has 58,265."""
    min_characters: int = 20
    """A shorter text holds no sentence to read."""
    min_language_share: float = 0.5
    """Below this confidence for English a report is skipped, named and counted."""
    batch_size: int = 16
    """Reports a worker takes at a time; a stop loses at most these."""


DEFAULT = Settings()
