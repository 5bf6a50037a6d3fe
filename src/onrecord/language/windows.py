"""Windows of word pieces: what the encoder sees of a text, the same in training and in reading.

A window holds up to `SIZE` word pieces, longer than a sentence, since a speaker stands sentences back. Marks are folded
(every double mark is `"`, every apostrophe `'`), a paragraph break is a piece of its own, and the segment of a piece says
whether it stands between quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

SIZE = 256
"""Word pieces a window, the two that frame it included."""
OVERLAP = 48
"""Word pieces two windows share: each piece is read where it has the longer context."""
CLS, SEP, BREAK = 101, 102, 2
"""Ids of the frame pieces and of the piece that stands for a paragraph break ([unused1])."""

_FOLD = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛`´", "'") | {"–": "-", "—": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Pieces:
    """A whole text as word pieces: ids, and the characters [start, end) each stands for (a break stands for none)."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    quoted: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


def fold_marks(text: str) -> str:
    """The same length, one form a mark: `''` and ` `` ` become `" `."""
    return text.replace("''", '" ').replace("``", '" ').translate(_FOLD)


def pieces(tokenizer: Tokenizer, text: str, quoted: Sequence[bool] | bytearray) -> Pieces:
    """Word pieces of a text; `quoted` says of each character whether it stands between marks."""
    encoding = tokenizer.encode(fold_marks(text), add_special_tokens=False)
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    inside: list[int] = []
    last = 0
    for id_, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
        if ids and "\n" in text[last:start]:
            ids.append(BREAK)
            starts.append(last)
            ends.append(last)
            inside.append(0)
        ids.append(id_)
        starts.append(start)
        ends.append(end)
        inside.append(int(bool(quoted[start])) if start < len(quoted) else 0)
        last = end
    return Pieces(*(np.asarray(values, dtype=np.int64) for values in (ids, starts, ends, inside)))


def quoted_mask(text: str) -> bytearray:
    """1 where a character stands between double marks; a stretch left open ends with its paragraph."""
    mask = bytearray(len(text))
    for paragraph in re.finditer(r"[^\n]+", text):
        open_at = None
        for mark in re.finditer(r"''|``|[“”„«»\"]", paragraph.group()):
            at = paragraph.start() + mark.start()
            if open_at is None:
                open_at = at
            else:
                mask[open_at : at + len(mark.group())] = b"\x01" * (at + len(mark.group()) - open_at)
                open_at = None
        if open_at is not None:
            mask[open_at : paragraph.end()] = b"\x01" * (paragraph.end() - open_at)
    return mask


def windows(length: int, *, size: int = SIZE, overlap: int = OVERLAP) -> Iterator[tuple[int, int, int, int]]:
    """(start, end, keep_start, keep_end) of each window over `length` pieces.

    What a window says counts within [keep_start, keep_end): those parts join without gap or overlap.
    """
    inner = size - 2
    if length <= inner:
        if length:
            yield 0, length, 0, length
        return
    step = inner - overlap
    count = -(-(length - overlap) // step)
    starts = [min(k * step, length - inner) for k in range(count)]
    for k, start in enumerate(starts):
        keep_start = 0 if k == 0 else (start + starts[k - 1] + inner) // 2
        keep_end = length if k == count - 1 else (starts[k + 1] + start + inner) // 2
        yield start, start + inner, keep_start, keep_end
