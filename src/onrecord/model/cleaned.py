"""Cleaned: a repaired text that never forgets where each of its characters came from."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

RegionKind = Literal["title", "dateline", "byline", "credit", "repeat", "boilerplate"]
RepairKind = Literal["encoding", "entity", "mark", "joint", "space", "control"]


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A stretch of the cleaned text that is not prose of the story; kept, never lost."""

    start: int
    end: int
    kind: RegionKind


@dataclass(frozen=True, slots=True, order=True)
class Repair:
    """One thing mended, at a stretch of the text as received."""

    start: int
    end: int
    kind: RepairKind
    what: str


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """A stretch between quotation marks in the cleaned text.

    `start`/`end` take in the marks, `inner_start`/`inner_end` do not. `is_open`: one of its marks is missing.
    `is_single`: single marks. `continues`: the stretch goes on from the quotation before it (the news habit of
    opening each paragraph of a long quotation anew).
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_open: bool = False
    is_single: bool = False
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text a parser reads, with the map back.

    Character i of `text` stands for [starts[i], ends[i]) of the text as received; an inserted character has
    starts[i] == ends[i]. Both arrays never decrease.
    """

    text: str
    starts: array[int]
    ends: array[int]
    breaks: tuple[int, ...] = ()
    """Offsets of `text` at which a new sentence must begin (mended joints, paragraph starts)."""
    paragraphs: tuple[int, ...] = (0,)
    """Offsets of `text` at which a paragraph begins."""
    quotations: tuple[Quotation, ...] = ()
    regions: tuple[Region, ...] = ()
    repairs: tuple[Repair, ...] = ()

    def received(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text as received that [start, end) of the cleaned text stands for."""
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no stretch [{start}, {end}) in a cleaned text of {len(self.text)} characters")
        if start == end:
            at = self.starts[start] if start < len(self.text) else (self.ends[-1] if self.text else 0)
            return at, at
        return self.starts[start], max(self.starts[start], self.ends[end - 1])

    def at(self, received: int) -> int:
        """The first cleaned offset that stands at or after an offset of the text as received."""
        return bisect_left(self.starts, received)

    def region_at(self, offset: int) -> RegionKind | None:
        """What kind of region, if any, the cleaned offset lies in."""
        for region in self.regions:
            if region.start <= offset < region.end:
                return region.kind
        return None

    def is_quoted(self, offset: int) -> bool:
        """Does the cleaned offset lie inside quotation marks?"""
        return any(quotation.start <= offset < quotation.end for quotation in self.quotations)


def uncleaned(text: str) -> Cleaned:
    """A Cleaned that changes nothing: for tests and for texts known to be sound."""
    return Cleaned(text, array("I", range(len(text))), array("I", range(1, len(text) + 1)))
