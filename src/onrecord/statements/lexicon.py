"""Cue words and their frames, as data/cues/statements.toml gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from onrecord.data import table
from onrecord.errors import DataFileError
from onrecord.model import Kind

FRAMES = ("clause", "hearer", "infinitive", "gerund", "urge", "phrase", "label", "preposition", "object", "noun")
_POLARITIES = ("affirms", "denies")


@dataclass(frozen=True, slots=True)
class Use:
    """One way a cue word takes its content, and what the statement then is."""

    frame: str
    kind: Kind
    polarity: str = "affirms"
    prepositions: frozenset[str] = frozenset()
    is_weak: bool = False
    """An attitude: counts only as a finite verb whose holder stands beside it."""


Uses = Mapping[str, tuple[Use, ...]]
"""Frame name → the uses of one word in that frame."""


@cache
def lexicon() -> Mapping[str, Uses]:
    """Lemma → its uses by frame; raises DataFileError where the file breaks its rules."""
    words: dict[str, dict[str, tuple[Use, ...]]] = {}
    for row in table("cues")["statements"]["frame"]:
        use = _use(row)
        for word in row["words"]:
            uses = words.setdefault(word, {})
            uses[use.frame] = (*uses.get(use.frame, ()), use)
    return words


def _use(row: Mapping[str, Any]) -> Use:
    frame, kind, polarity = row["name"], row["kind"], row.get("polarity", "affirms")
    if frame not in FRAMES or kind not in get_args(Kind) or polarity not in _POLARITIES:
        raise DataFileError(
            f"data/cues/statements.toml: frame {frame!r}, kind {kind!r}, polarity {polarity!r}: one of them is unknown"
        )
    return Use(frame, kind, polarity, frozenset(row.get("prepositions", ())), row.get("weak", False))
