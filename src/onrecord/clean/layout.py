"""Lines and paragraphs: a newline inside hard-wrapped prose is a space, any other begins a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.clean.draft import Edit

NARROWEST, WIDEST = 40, 100
"""Characters of a full line in hard-wrapped mail and wire copy (usually 64 to 80)."""


def unwrap(text: str) -> Iterator[Edit]:
    """Newlines that only end a line of wrapped prose become spaces. Needs spaces mended."""
    at = 0
    for block in text.split("\n\n"):
        lines = block.split("\n")
        is_wrapped = _is_wrapped(lines)
        for line, following in pairwise(lines):
            at += len(line)
            if (is_wrapped and len(line) >= NARROWEST) or _runs_on(line, following):
                yield Edit(at, at + 1, " ", "space", "a wrapped line")
            at += 1
        at += len(lines[-1]) + 2


def find_paragraphs(text: str) -> tuple[int, ...]:
    """Where each paragraph begins; the first at 0."""
    found = [0]
    found.extend(match.end() for match in re.finditer(r"\n+", text) if match.end() < len(text))
    return tuple(found)


def _is_wrapped(lines: list[str]) -> bool:
    """At least three lines, of nearly one length, most of them broken in mid-sentence."""
    full = lines[:-1]
    if len(full) < 2 or max(map(len, lines)) > WIDEST:
        return False
    wide = sum(len(line) >= NARROWEST for line in full)
    broken = sum(line[-1] not in ".!?:”\"'’" for line in full)
    return wide >= 0.8 * len(full) and broken >= 0.6 * len(full)


def _runs_on(line: str, following: str) -> bool:
    """A sentence cut in two: a full line without a stop, and the next goes on in a small letter."""
    return NARROWEST <= len(line) <= WIDEST and following[0].islower() and (line[-1].isalnum() or line[-1] == ",")
