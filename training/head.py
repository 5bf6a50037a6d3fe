"""Teach the head for a given pair alone, the encoder as it is: `python -m training.head W.pt --shared ../shared --out V.pt`.

Averaging weights serves the encoder but blurs this head; its rounds over the marked sentences cost seconds once the encoder's
states are at hand.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from training.model import Tagger
from training.pairs import Pair, batch_of_pairs, read_pairs
from training.train import load, start_model, start_tokenizer
from training.written import written

EPOCHS, RATE, BATCH = 8, 1e-3, 16
"""Of 8 rounds at 3e-4 and 1e-3 and 16 at 5e-4 on two folds, these gave the best root macro-F1, by half a point."""


def states_of(model: Tagger, rows: Sequence[Pair]) -> list[tuple[Tensor, ...]]:
    """Each batch's states with mask, parties and types, the encoder without dropout."""
    model.eval()
    found = []
    ordered = sorted(rows, key=lambda r: len(r.pieces))
    with torch.no_grad():
        for k in range(0, len(ordered), BATCH):
            ids, segments, mask, source, target, types = batch_of_pairs(ordered[k : k + BATCH])
            hidden = model(ids, segments, mask).hidden.float()
            found.append((hidden, mask.float(), source.float(), target.float(), types))
    return found


def teach_head(model: Tagger, rows: Sequence[Pair], *, seed: int = 17) -> None:
    """Rounds over the rows by the head alone."""
    batches, rng = states_of(model, rows), random.Random(seed)
    optimiser = torch.optim.AdamW(model.pair.parameters(), lr=RATE, weight_decay=0.05)
    steps = EPOCHS * len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda k: max(0.02, 1 - k / steps))
    model.pair.train()
    for _ in range(EPOCHS):
        rng.shuffle(batches)
        for hidden, mask, source, target, types in batches:
            scores = model.pair(nn.functional.dropout(hidden, 0.2), mask, source, target)
            nn.functional.cross_entropy(scores, types, label_smoothing=0.05).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
    model.eval()


def main() -> None:
    """Teach and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=17)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    folder, encoder = start_model()
    tokenizer = start_tokenizer(folder)
    model = Tagger(encoder)
    load(model, options.weights)
    rows = read_pairs(options.shared / "data" / "plv" / "train.tsv", tokenizer)
    teach_head(model, [*rows, *written(tokenizer)[1]], seed=options.seed)
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()
