"""The whole grammar in one pass: frames before simple expressions, from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.grounding.times.atoms import ATOMS, Reader, compiled
from onrecord.grounding.times.frames import FRAMES
from onrecord.grounding.times.word import Word


@dataclass(frozen=True, slots=True)
class Found:
    """Words [first, last) of a text are one expression; `reader` says what it means."""

    first: int
    last: int
    rule: str
    reader: Reader


@cache
def _grammar() -> tuple[re.Pattern[str], dict[str, Reader]]:
    return compiled(FRAMES + ATOMS), {name: reader for name, _, reader in FRAMES + ATOMS}


def find(words: Sequence[Word]) -> Iterator[Found]:
    """The expressions of a text, none within another."""
    pattern, readers = _grammar()
    for match in pattern.finditer("".join(word.letter for word in words)):
        name = match.lastgroup or ""
        yield Found(match.start(), match.end(), name, readers[name])
