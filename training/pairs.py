"""Sentences whose two parties are marked: what the act between them is, whichever word tells it."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from eval.marked import bare
from onrecord.events import fold
from onrecord.language.pair import FOLDED, within
from onrecord.language.tagger import STATUSES, TYPES
from onrecord.language.windows import CLS, SEP, Pieces, pieces, quoted_mask

LIKE = 0.4
"""Share of the shorter sentence's runs of three words that make two sentences near-duplicates (chosen, not measured)."""


@dataclass(frozen=True)
class Pair:
    """One row: pieces, which of them are the source's and the target's, and the type (index into FOLDED; -1 unknown)."""

    row: int
    text: str
    pieces: Pieces
    source: NDArray[np.bool_]
    target: NDArray[np.bool_]
    type: int


def read_pairs(path: Path, tokenizer: Tokenizer) -> list[Pair]:
    """The rows of a table with row (or uid), marked_sentence and gold_root."""
    csv.field_size_limit(10**8)
    found = []
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            text, source, target = bare(row["marked_sentence"])
            p = pieces(tokenizer, text, quoted_mask(text))
            gold = row.get("gold_root", "")
            found.append(
                Pair(
                    int(row.get("row") or row["uid"]), text, p, within(p, source), within(p, target),
                    FOLDED.index(gold) if gold in FOLDED else -1,
                )
            )  # fmt: skip
    return found


def folded() -> torch.Tensor:
    """types x statuses x folded types: 1 where a type with a status folds into it (onrecord.events.fold)."""
    table = torch.zeros(len(TYPES), len(STATUSES), len(FOLDED))
    for t, name in enumerate(TYPES):
        for s, status in enumerate(STATUSES):
            to = fold(name, status)
            table[t, s, FOLDED.index("YIELD" if to in ("CONCEDE", "RETREAT") else to)] = 1
    return table


def batch_of_pairs(rows: list[Pair]) -> tuple[torch.Tensor, ...]:
    """ids, segments, mask, source, target (batch, pieces), types (batch)."""
    n = max(len(r.pieces) for r in rows) + 2
    ids, segments, mask, source, target = (np.zeros((len(rows), n), np.int64) for _ in range(5))
    for k, row in enumerate(rows):
        m = len(row.pieces)
        ids[k, : m + 2] = [CLS, *row.pieces.ids, SEP]
        segments[k, 1 : m + 1] = row.pieces.quoted
        mask[k, : m + 2] = 1
        source[k, 1 : m + 1], target[k, 1 : m + 1] = row.source, row.target
    return tuple(torch.as_tensor(x) for x in (ids, segments, mask, source, target, np.array([r.type for r in rows])))


def groups(texts: list[str]) -> list[int]:
    """A number a text, the same for near-duplicates (and whatever they chain together)."""
    runs = []
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        runs.append(frozenset(zip(words, words[1:], words[2:])))
    parent = list(range(len(texts)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i] = parent[parent[i]]
        return i

    holders: dict[tuple[str, str, str], list[int]] = {}
    for i, own in enumerate(runs):
        shared: dict[int, int] = {}
        for run in own:
            for j in holders.get(run, ()):
                shared[j] = shared.get(j, 0) + 1
            holders.setdefault(run, []).append(i)
        for j, count in shared.items():
            if count > LIKE * min(len(own), len(runs[j])):
                parent[root(i)] = root(j)
    return [root(i) for i in range(len(texts))]


def folds(found: list[Pair], k: int = 5) -> list[int]:
    """Which of k parts each row is in; near-duplicates are in one part."""
    group = groups([pair.text for pair in found])
    sizes: dict[int, int] = {}
    for g in group:
        sizes[g] = sizes.get(g, 0) + 1
    load, part = [0] * k, {}
    order = np.random.default_rng(0).permutation(sorted(sizes))
    for g in sorted(order.tolist(), key=lambda g: -sizes[g]):
        part[g] = load.index(min(load))
        load[part[g]] += sizes[g]
    return [part[g] for g in group]
