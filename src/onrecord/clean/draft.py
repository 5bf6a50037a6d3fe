"""Draft: the text under repair. Every pass hands it edits; it alone moves the map back to the text as received."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import NamedTuple

from onrecord.model import Repair
from onrecord.model.cleaned import RepairKind


class Edit(NamedTuple):
    """Put `new` in the place of [start, end) of the draft's text; `start == end` inserts, an empty `new` deletes."""

    start: int
    end: int
    new: str
    kind: RepairKind
    what: str


class Draft:
    """The text so far, and for each of its characters the stretch of the text as received it stands for."""

    __slots__ = ("ends", "repairs", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = array("I", range(len(text)))
        self.ends = array("I", range(1, len(text) + 1))
        self.repairs: list[Repair] = []

    def apply(self, edits: Iterable[Edit]) -> list[int]:
        """Make the edits (in order of start, not overlapping: one that overlaps its forerunner is left out).

        Returns, for each edit made, the offset in the new text right after what it put there. Linear in text and edits.
        A replacement of equal length maps character by character, any other maps whole to whole.
        """
        text, old_starts, old_ends = self.text, self.starts, self.ends
        pieces: list[str] = []
        starts, ends, after = array("I"), array("I"), list[int]()
        done = 0
        for start, end, new, kind, what in edits:
            if start < done:
                continue
            pieces.append(text[done:start])
            starts += old_starts[done:start]
            ends += old_ends[done:start]
            low, high = self._stretch(start, end)
            if len(new) == end - start:
                starts += old_starts[start:end]
                ends += old_ends[start:end]
            else:
                starts.extend([low] * len(new))
                ends.extend([high] * len(new))
            pieces.append(new)
            done = end
            after.append(len(starts))
            self.repairs.append(Repair(min(low, high), max(low, high), kind, what))
        if not pieces:
            return after
        pieces.append(text[done:])
        starts += old_starts[done:]
        ends += old_ends[done:]
        self.text, self.starts, self.ends = "".join(pieces), starts, ends
        return after

    def _stretch(self, start: int, end: int) -> tuple[int, int]:
        """What [start, end) of the draft stands for; for an insertion the empty stretch before `start`.

        Between two characters that share one received stretch there is no empty stretch: the insertion shares theirs.
        """
        if start < end:
            return self.starts[start], self.ends[end - 1]
        if start == 0:
            at = self.starts[0] if self.text else 0
            return at, at
        before = self.ends[start - 1]
        if start < len(self.starts) and self.starts[start] < before:
            return self.starts[start], before
        return before, before
