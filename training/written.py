"""Sentences written for this project, with their statements, events and parties: training/written.jsonl, a line a text.

Language models wrote them from the guidelines (docs/gold.md) and the ontology alone, without seeing any corpus; they stand for
types, wordings and statuses of which the labelled reports have few.
"""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer

from onrecord.language.pair import FOLDED, within
from onrecord.language.windows import SIZE, pieces, quoted_mask
from training.own import WRITTEN, Own, entries, project
from training.pairs import Pair


def written(tokenizer: Tokenizer, path: Path = WRITTEN) -> tuple[list[Own], list[Pair]]:
    """The labelled texts, and a pair for each two marked parties of a text that fits one window; rows count down from -1."""
    texts: list[Own] = []
    pairs: list[Pair] = []
    for number, entry in enumerate(entries(path)):
        text = entry["text"]
        texts.append(project(f"{path.stem}:{number}", text, {**entry, "file": path.name}, tokenizer))
        p = pieces(tokenizer, text, quoted_mask(text))
        for pair in entry["pairs"] if len(p) <= SIZE - 2 else ():
            name = "YIELD" if pair["type"] in ("CONCEDE", "RETREAT") else pair["type"]
            source, target = within(p, pair["source"]), within(p, pair["target"])
            pairs.append(Pair(-1 - len(pairs), text, p, source, target, FOLDED.index(name)))
    return texts, pairs
