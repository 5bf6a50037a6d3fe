"""Fit which found events tell one act: `python -m training.same` (again after every new model of the encoder).

The weights in the table are fitted anew, drawn to what they are (CLOSE), on text that the encoder was not taught on: the gold's
tune part and training/held.jsonl. Found events take the act of the labelled word they overlap, and each two of a stretch are an
example. Logistic regression by Newton's steps; what it gives on new text is told by five folds.

`--first` begins from nothing: the product reads every labelled stretch of training/labels.jsonl that is longer than a sentence,
and every report written for training. The encoder was taught on those, so its "again" pointer is surer there than on new text:
hence the second fit. Writes [join] and [weight] of src/onrecord/data/events/same.toml; run twice, it moves twice.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.gold.reports import FINAL, sample, text_of
from onrecord.events import find
from onrecord.events.acts import Acts
from onrecord.events.again import Told
from onrecord.events.likeness import features, pairs
from onrecord.events.likeness import weights as standing
from onrecord.events.same import clusters
from onrecord.events.telling import tellings
from onrecord.language import Document
from onrecord.language.tagger import tagger_version
from onrecord.model import Event, Report
from onrecord.reading import STEPS
from training.own import HELD, LABELS, entries, stretches

TABLE = Path(__file__).parents[1] / "src" / "onrecord" / "data" / "events" / "same.toml"
L2 = 5.0
"""Of 1, 3, 10 and 30 the held-out log loss differs by less than a hundredth."""
RARE = 30
"""Examples a feature needs."""
CLOSE = 30.0
"""How strongly the second fit is drawn to the first: of 1, 3, 10, 30 and 100, 10 and 30 tell the held labels best, by folds."""
FOLDS = 5
SHORT = "plv/"
"""Files whose stretches are single sentences."""
LONG = 800
"""Characters from which a written text is a report, not a sentence or two."""


@dataclass(frozen=True)
class Stretch:
    """One labelled stretch as read: the labelled act of each found event (None: none), and what each two share."""

    is_left_out: bool
    acts: list[str | None]
    pairs: list[tuple[int, int, dict[str, float]]]


def read_stretches(shared: Path, labels: Path) -> Iterator[Stretch]:
    """Run the product over every labelled stretch and hold its events against the labels."""
    labelled = ((entry["events"], text) for entry, text in stretches(shared, labels) if not entry["file"].startswith(SHORT))
    yield from _read(labelled)


def read_written() -> Iterator[Stretch]:
    """The same of every report written for the project."""
    yield from _read((entry["events"], entry["text"]) for entry in entries() if len(entry["text"]) >= LONG)


def _read(labelled: Iterable[tuple[Sequence[dict[str, Any]], str]]) -> Iterator[Stretch]:
    for events, text in labelled:
        number = int(sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:4], 16)
        for told, acts, document in _found(Report(text)):
            yield _stretch(number % 4 == 0, events, told, acts, document)


def read_gold() -> Iterator[Stretch]:
    """The same of the gold's tune part."""
    for entry in sample().values():
        path = FINAL / f"{entry.id}.json"
        if entry.split == "tune" and path.exists():
            gold = json.loads(path.read_text(encoding="utf-8"))["events"]
            labelled = [{"id": e["id"], "trigger": (t["start"], t["end"])} for e in gold for t in e["trigger"]]
            published = date.fromisoformat(entry.published) if entry.published else None
            report = Report(text_of(entry.id), name=entry.id, outlet=entry.outlet, published=published, title=entry.title)
            for told, acts, document in _found(report):
                yield _stretch(True, labelled, told, acts, document)


def _found(report: Report) -> list[tuple[list[Told], Acts, Document]]:
    """What the product is about to join in one report; empty where it got no further."""
    seen: list[tuple[list[Told], Acts, Document]] = []

    def record(told: Sequence[Told], acts: Acts, document: Document) -> list[Event]:
        seen.append((list(told), acts, document))
        return [one.event for one in told]

    find.together, kept = record, find.together
    try:
        values: dict[str, Any] = {"report": report, "text": report.text}
        for step in STEPS[: 1 + [s.gives for s in STEPS].index("events")]:
            values[step.gives] = step.run(*(values[need] for need in step.needs))
    finally:
        find.together = kept
    return seen


def _stretch(is_left_out: bool, labels: Sequence[dict[str, Any]], told: list[Told], acts: Acts, document: Document) -> Stretch:
    found = tellings(told, acts, document)
    labelled = [_act(one.event, labels) for one in told]
    compared = [(i, j, dict(features(found[i], found[j]))) for i, j in pairs(found)]
    return Stretch(is_left_out, labelled, compared)


def _act(event: Event, labelled: Sequence[dict[str, Any]]) -> str | None:
    """The labelled act whose word overlaps the event's most."""
    span = event.trigger[0]
    shared = [(min(span.end, e["trigger"][1]) - max(span.start, e["trigger"][0]), e["id"]) for e in labelled]
    return max((s for s in shared if s[0] > 0), default=(0, None))[1]


def examples(read: Sequence[Stretch], names: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Rows (pairs whose two events are labelled, names) and whether they are one act."""
    number = {name: k for k, name in enumerate(names)}
    rows, same = [], []
    for stretch in read:
        for i, j, values in stretch.pairs:
            if stretch.acts[i] is not None and stretch.acts[j] is not None:
                row = np.zeros(len(names))
                for name, value in values.items():
                    if name in number:
                        row[number[name]] = value
                rows.append(row)
                same.append(stretch.acts[i] == stretch.acts[j])
    return np.array(rows), np.array(same, np.float64)


def fit(
    rows: NDArray[np.float64], same: NDArray[np.float64], l2: float, toward: NDArray[np.float64], steps: int = 25
) -> NDArray[np.float64]:
    """Weights of the logistic model, drawn to `toward`; the first column, the bias, is free."""
    w = toward.copy()
    ridge = np.full(len(w), l2)
    ridge[0] = 1e-6
    for _ in range(steps):
        p = 1 / (1 + np.exp(-(rows @ w)))
        slope = rows.T @ (same - p) - ridge * (w - toward)
        curve = (rows * (p * (1 - p))[:, None]).T @ rows + np.diag(ridge)
        move = np.linalg.solve(curve, slope)
        w += move
        if np.abs(move).max() < 1e-6:
            break
    return w


def model(read: Sequence[Stretch], names: Sequence[str], l2: float, toward: dict[str, float]) -> dict[str, float]:
    """Weights by name."""
    start = np.array([toward.get(name, 0.0) for name in names])
    return dict(zip(names, fit(*examples(read, names), l2, start).tolist(), strict=True))


def by_folds(new: Sequence[Stretch], base: dict[str, float], least: float) -> tuple[float, Counted]:
    """Mean log loss and what joining makes of each fifth of the new text by weights refitted on the other four."""
    total, losses = Counted(), []
    for k in range(FOLDS):
        weights = model([s for i, s in enumerate(new) if i % FOLDS != k], list(base), CLOSE, base)
        part = [s for i, s in enumerate(new) if i % FOLDS == k]
        total.add(count(part, weights, least))
        losses.append(loss(part, weights))
    return float(np.mean(losses)), total


def loss(read: Sequence[Stretch], weights: dict[str, float]) -> float:
    """Mean log loss of the pairs whose two events are labelled."""
    rows, same = examples(read, list(weights))
    score = rows @ np.array(list(weights.values()))
    return float(np.mean(np.logaddexp(0, score) - same * score))


def paired(read: Sequence[Stretch], weights: dict[str, float]) -> tuple[float, float]:
    """Precision and recall of the pairs at one half."""
    rows, same = examples(read, list(weights))
    said = rows @ np.array(list(weights.values())) >= 0
    hits = float((said & (same == 1)).sum())
    return hits / max(1.0, float(said.sum())), hits / max(1.0, float(same.sum()))


@dataclass
class Counted:
    """Found events of labelled acts, and what joining makes of them."""

    events: int = 0
    acts: int = 0
    left: int = 0
    """Repeats still there."""
    lost: int = 0
    """Acts that stand only within the event of another one."""

    def add(self, other: Counted) -> None:
        """Take in the counts of other stretches."""
        self.events, self.acts = self.events + other.events, self.acts + other.acts
        self.left, self.lost = self.left + other.left, self.lost + other.lost

    def __str__(self) -> str:
        was = self.events - self.acts
        return f"{self.events} events of {self.acts} acts: repeats {was} → {self.left}, acts lost in another's event {self.lost}"


def count(read: Sequence[Stretch], weights: dict[str, float], least: float) -> Counted:
    """Join the events of each stretch and count."""
    total = Counted()
    for s in read:
        groups = clusters(len(s.acts), {(i, j): chance(values, weights) for i, j, values in s.pairs}, least)
        inside = [[a for k in g if (a := s.acts[k]) is not None] for g in groups]
        known = [a for a in s.acts if a is not None]
        heads = {Counter(g).most_common(1)[0][0] for g in inside if g}
        total.events += len(known)
        total.acts += len(set(known))
        total.left += sum(map(bool, inside)) - len(heads)
        total.lost += len(set(known) - heads)
    return total


def chance(values: dict[str, float], weights: dict[str, float]) -> float:
    """The model's probability for one pair."""
    score = sum(weights.get(name, 0.0) * value for name, value in values.items())
    return float(1 / (1 + np.exp(-np.clip(score, -30, 30))))


def first_fit(read: Sequence[Stretch]) -> dict[str, float]:
    """Weights from what the encoder was taught on; a quarter, drawn by the digest of the text, is left out and told of."""
    taught, left_out = [s for s in read if not s.is_left_out], [s for s in read if s.is_left_out]
    counted = Counter(n for s in taught for i, j, values in s.pairs if s.acts[i] and s.acts[j] for n in values)
    weights = model(taught, ["bias", *sorted(n for n, k in counted.items() if k >= RARE and n != "bias")], L2, {})
    precision, recall = paired(left_out, weights)
    print(f"first fit: {len(taught)} stretches; left out {len(left_out)}: pairs, precision {precision:.3f}, recall {recall:.3f}")
    return weights


def write(weights: dict[str, float], least: float, note: Sequence[str]) -> None:
    """Put [join] and [weight] in the place of those of the table, the note as a comment above."""
    text = re.split(r"^# How \[join\]|^\[join\]", TABLE.read_text(encoding="utf-8"), maxsplit=1, flags=re.M)[0]
    lines = ["# How [join] and [weight] were got: `python -m training.same`, which says:", *(f"# {line}" for line in note)]
    lines += ["[join]", f"least = {least}", "", "[weight]", *(f'"{name}" = {value:.3f}' for name, value in weights.items())]
    TABLE.write_text(text + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read, fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--least", type=float, default=0.45, help="how likely one act must be for two events to be joined")
    parser.add_argument("--first", action="store_true", help="begin from the taught texts, not from the weights that stand")
    options = parser.parse_args()
    new = [*read_gold(), *read_stretches(options.shared, HELD)]
    base = first_fit([*read_stretches(options.shared, options.labels), *read_written()]) if options.first else dict(standing())
    weights = model(new, list(base), CLOSE, base)
    folds, joined = by_folds(new, base, options.least)
    note = [
        f"model {tagger_version()}; {sum(len(s.pairs) for s in new)} pairs of {len(new)} new stretches",
        f"log loss {loss(new, base):.3f} by the weights before, {folds:.3f} by folds of these; by folds",
        f"{joined}",
    ]
    print("\n".join(note))
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
        print(f"  from {least}: {by_folds(new, base, least)[1]}")
    write(weights, options.least, note)


if __name__ == "__main__":
    main()
