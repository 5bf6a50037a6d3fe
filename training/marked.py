"""Teach the model that reads a text with its parties marked: `python -m training.marked --start W.pt --out M.pt`.

First from our own labels and what was written for training, in which a sentence holds both parties of an event, beginning with
the encoder of W.pt; then with the table's marked sentences above all. What the first part leaves is kept beside M.pt as
M.first.pt: it has seen no sentence of the table (if W.pt has not), and `training.cross_validate` begins with it.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from onrecord.events import fold
from onrecord.language.pair import FOLDED, marked, within
from onrecord.language.windows import SIZE, pieces, quoted_mask
from training.mean import mean_of
from training.model import Marked
from training.own import LABELS, entries, stretches
from training.pairs import Pair, read_pairs
from training.train import HIDDEN, MASK, WORDS, Running, start_model, start_tokenizer
from training.written import written

SEEDS = (17, 23)
"""Runs of the last part whose weights are averaged: one alone gives two or three points more or less."""
BATCH = 32
AHEAD = 16
"""Batches drawn at once, so that texts of like length go together."""
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"'(])|\n+")
Lesson = tuple[Sequence[Pair], float]
"""Rows, and their share of each batch."""


@dataclass(frozen=True)
class Part:
    """Batches, rates of encoder and layers, and the shares of the table's, written and labelled rows."""

    steps: int
    rate: float
    head_rate: float
    shares: tuple[float, float, float]


FIRST = Part(1000, 1e-4, 1e-3, (0.0, 0.4, 0.6))
LAST = Part(320, 1e-4, 5e-4, (0.6, 0.2, 0.2))
"""Of 160 batches at 6e-5 and 320 at 1e-4 on two folds these gave the better figures, by two points."""


def labelled_pairs(shared: Path, tokenizer: Tokenizer, labels: Path = LABELS) -> list[Pair]:
    """A row for each labelled event whose sentence names both its parties; none from the table of marked sentences."""
    ours = ((entry["events"], text) for entry, text in stretches(shared, labels) if not entry["file"].startswith("plv/"))
    found: list[Pair] = []
    for events, text in (*ours, *((entry["events"], entry["text"]) for entry in entries())):
        bounds = [0, *(m.end() for m in _SENTENCE.finditer(text)), len(text)]
        for event in events:
            start = max(b for b in bounds if b <= event["trigger"][0])
            end = min((b for b in bounds if b > event["trigger"][0]), default=len(text))
            parties = [[(a - start, b - start) for a, b in event[r] if start <= a and b <= end] for r in ("actor", "recipient")]
            name = fold(event["type"], event["status"])
            name = "YIELD" if name in ("CONCEDE", "RETREAT") else name
            sentence = text[start:end]
            p = pieces(tokenizer, sentence, quoted_mask(sentence))
            source, target = (within(p, spans) for spans in parties)
            if source.any() and target.any() and len(p) <= SIZE - 16:
                found.append(Pair(-1 - len(found), sentence, p, source, target, FOLDED.index(name)))
    return found


def batch_of_marked(rows: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """ids, segments, mask (batch, pieces)."""
    windows = [marked(row.pieces, row.source, row.target) for row in rows]
    n = max(len(ids) for ids, _ in windows)
    ids, segments, mask = (np.zeros((len(rows), n), np.int64) for _ in range(3))
    for k, (own, quoted) in enumerate(windows):
        ids[k, : len(own)], segments[k, : len(own)], mask[k, : len(own)] = own, quoted, 1
    return torch.as_tensor(ids), torch.as_tensor(segments), torch.as_tensor(mask)


def batches(lessons: Sequence[Lesson], rng: random.Random) -> Iterator[list[Pair]]:
    """Batches without end: rows of each lesson by its share, each row once before any comes again."""
    taken = [(_in_turn(rows, rng), share) for rows, share in lessons if share]
    while True:
        chosen = rng.choices(range(len(taken)), [share for _, share in taken], k=BATCH * AHEAD)
        drawn = sorted((next(taken[i][0]) for i in chosen), key=lambda row: len(row.pieces))
        cut = [drawn[k : k + BATCH] for k in range(0, len(drawn), BATCH)]
        rng.shuffle(cut)
        yield from cut


def _in_turn(rows: Sequence[Pair], rng: random.Random) -> Iterator[Pair]:
    while True:
        yield from rng.sample(rows, len(rows))


def teach_marked(model: Marked, part: Part, rows: Sequence[Sequence[Pair]], *, seed: int = 17) -> None:
    """Teach on the table's, written and labelled rows; what is left in the model is a running mean of its weights."""
    torch.manual_seed(seed)
    groups = [
        {"params": model.encoder.parameters(), "lr": part.rate},
        {"params": model.layers.parameters(), "lr": part.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.05, fused=True)
    warm = 50
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda k: min((k + 1) / warm, max(0.02, 1 - k / part.steps)))
    running, begun = Running(model, part.steps / 8), time.time()
    lessons = list(zip(rows, part.shares, strict=True))
    model.train()
    for step, some in zip(range(1, part.steps + 1), batches(lessons, random.Random(seed))):
        ids, segments, mask = batch_of_marked(some)
        hidden = (torch.rand(ids.shape) < HIDDEN) & (ids >= WORDS)
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(ids.masked_fill(hidden, MASK), segments, mask)
        types = torch.tensor([row.type for row in some])
        loss = nn.functional.cross_entropy(scores.float(), types, label_smoothing=0.05)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        running.add(model)
        if step % 50 == 0:
            print(f"batch {step}/{part.steps} loss {loss.item():.3f} {time.time() - begun:.0f} s", flush=True)
    model.load_state_dict(running.state)
    model.eval()


def logs_of(model: Marked, rows: Sequence[Pair]) -> Tensor:
    """Log probabilities (rows, folded types)."""
    model.eval()
    with torch.no_grad():
        parts = [model(*batch_of_marked(rows[k : k + BATCH])).log_softmax(-1) for k in range(0, len(rows), BATCH)]
    return torch.cat(parts)


def start_marked(weights: Path) -> Marked:
    """A model with the encoder of these weights: a tagger's, or all of an earlier part of its own."""
    model = Marked(start_model()[1])
    known = torch.load(weights, weights_only=True)
    ours = {name: value for name, value in known.items() if name.startswith(("encoder.", "layers."))}
    model.load_state_dict(ours, strict=any(name.startswith("layers.") for name in ours))
    return model


def teach_last(first: Path, rows: Sequence[Sequence[Pair]]) -> Marked:
    """The mean of the runs of the last part, each from the weights that the first part left."""
    states = []
    for seed in SEEDS:
        model = start_marked(first)
        teach_marked(model, LAST, rows, seed=seed)
        states.append(model.state_dict())
    model.load_state_dict(mean_of(states))
    return model


def main() -> None:
    """Both parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="weights of a tagger, taught without the table")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    tokenizer = start_tokenizer(start_model()[0])
    table = read_pairs(options.shared / "data" / "plv" / "train.tsv", tokenizer)
    rows = table, written(tokenizer)[1], labelled_pairs(options.shared, tokenizer)
    first = options.out.with_suffix(".first.pt")
    if not first.exists():
        model = start_marked(options.start)
        teach_marked(model, FIRST, rows)
        torch.save(model.state_dict(), first)
    torch.save(teach_last(first, rows).state_dict(), options.out)


if __name__ == "__main__":
    main()
