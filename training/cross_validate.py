"""What the marked pairs give by five-fold cross-validation.

`python -m training.cross_validate --shared ../shared --start W.pt --marked M.first.pt --out build/folds`: folds keep
near-duplicates together. For each fold the weights before (W.pt of the tagger, M.first.pt of training.marked, both taught without
any of these sentences) are taught on the other four as in stages 3 to 6 of training.make; the rows left out are scored in full
precision (the lines "fold" and "all"), then exported and read by `eval.events` as the product reads them, and scored by
../shared/eval/score_events.py. A fold whose weights lie in the folder is not taught again.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from eval.events import predictions
from onrecord.language import tagger
from onrecord.language.pair import FOLDED, MARKED, pair_model
from training.data import corpus
from training.export import export
from training.head import teach_head
from training.marked import labelled_pairs, logs_of, start_marked, teach_last
from training.mean import mean
from training.model import Marked, Tagger, pair_scores
from training.own import LABELS, own, quiet
from training.pairs import Pair, batch_of_pairs, folds, read_pairs
from training.train import Lessons, load, start_model, start_tokenizer, teach
from training.written import written

QUAD = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3,
    "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip


@dataclass(frozen=True)
class Stage:
    """What one stage goes through, by the names of training.train's options."""

    epochs: int
    polnear_share: float
    own_share: float
    written_share: float
    quiet: int
    rate: float


STAGES = (Stage(4, 0.1, 0.15, 0.5, 4, 2e-4), Stage(1, 0.2, 0.25, 0.33, 8, 1e-4))
"""Stages 3 and 4 of training.make; after each the weights are averaged with those before it."""


def guesses(model: Tagger, marked: Marked, rows: list[Pair]) -> list[int]:
    """The likeliest folded type of each row, by both models together."""
    model.eval()
    found: list[Tensor] = []
    with torch.no_grad():
        for k in range(0, len(rows), 16):
            ids, segments, mask, source, target, _ = batch_of_pairs(rows[k : k + 16])
            found.append(pair_scores(model, model(ids, segments, mask), mask, source, target).log_softmax(-1))
    together = (1 - MARKED) * torch.cat(found) + MARKED * logs_of(marked, rows)
    return [int(i) for i in together.argmax(-1).tolist()]


def read_rows(folder: Path, table: Path, rows: set[int]) -> list[dict[str, Any]]:
    """What `eval.events` makes of some rows of the table with a fold's models in the place of the shipped ones."""
    tagger.MODELS = folder
    tagger.model.cache_clear()
    pair_model.cache_clear()
    with table.open(encoding="utf-8", newline="") as handle:
        left_out = [row for row in csv.DictReader(handle, delimiter="\t") if int(row["row"]) in rows]
    return list(predictions(left_out))


def macro_f1(gold: list[object], got: list[object]) -> float:
    """Mean F1 over the classes of the gold."""
    total = 0.0
    labels = sorted({str(g) for g in gold})
    for label in labels:
        hits = sum(str(g) == label == str(p) for g, p in zip(gold, got, strict=True))
        of = sum(str(g) == label for g in gold) + sum(str(p) == label for p in got)
        total += 2 * hits / of if of else 0.0
    return total / len(labels)


def parse_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="weights taught without the marked pairs")
    parser.add_argument("--marked", type=Path, required=True, help="weights of the first part of training.marked")
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--out", type=Path, required=True, help="folder for each fold's weights and guesses")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folds", default="0,1,2,3,4")
    return parser.parse_args()


def main() -> None:
    """Teach and score each fold."""
    options = parse_options()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    folder, _ = start_model()
    tokenizer = start_tokenizer(folder)
    rows = read_pairs(options.shared / "data" / "plv" / "train.tsv", tokenizer)
    parts = folds(rows)
    texts, marked = written(tokenizer)
    ours, calm = [*own(options.shared, tokenizer, options.labels), *texts], quiet(tokenizer)
    labelled = labelled_pairs(options.shared, tokenizer, options.labels)
    polnear = corpus(options.shared / "data" / "polnear" / "train", tokenizer)
    gold: list[int] = []
    got: list[int] = []
    begun = time.time()
    for k in [int(k) for k in options.folds.split(",")]:
        torch.manual_seed(options.seed)
        left_out = {str(row.row) for row, part in zip(rows, parts, strict=True) if part == k}
        taught = [row for row, part in zip(rows, parts, strict=True) if part != k]
        unseen = {row.text for row, part in zip(rows, parts, strict=True) if part == k}
        kept = [o for o in ours if o.text not in unseen]
        model = Tagger(start_model()[1])
        weights = options.out / f"fold{k}.pt"
        if not weights.exists():
            before = options.start
            for stage in STAGES:
                load(model, before)
                lessons = Lessons(
                    polnear,
                    [*kept, *stage.quiet * calm],
                    taught,
                    stage.polnear_share,
                    stage.own_share,
                    marked,
                    stage.written_share,
                )
                *_, state = teach(model, lessons, argparse.Namespace(**vars(options), **vars(stage)))
                after = weights if stage is STAGES[-1] else options.out / f"before{k}.pt"
                torch.save(state, after)
                torch.save(mean([after, before]), after)
                before = after
        load(model, weights)
        teach_head(model, [*taught, *marked], seed=options.seed)
        whole = options.out / f"whole{k}.pt"
        torch.save(model.state_dict(), whole)
        beside = options.out / f"marked{k}.pt"
        if not beside.exists():
            torch.save(teach_last(options.marked, (taught, marked, labelled)).state_dict(), beside)
        marker = start_marked(beside)
        test = [row for row in rows if str(row.row) in left_out]
        found = guesses(model, marker, test)
        gold += [row.type for row in test]
        got += found
        with (options.out / f"fold{k}.jsonl").open("w", encoding="utf-8") as handle:
            export(whole, beside, options.out / f"fold{k}")
            table = options.shared / "data" / "plv" / "train.tsv"
            for prediction in read_rows(options.out / f"fold{k}", table, {row.row for row in test}):
                handle.write(json.dumps(prediction) + "\n")
        print(f"fold {k}: {figures(gold, got)} so far, {time.time() - begun:.0f} s", flush=True)
    print(f"all: {figures(gold, got)}")
    read = [p.read_text(encoding="utf-8") for p in sorted(options.out.glob("fold?.jsonl"))]
    (options.out / "all.jsonl").write_text("".join(read), encoding="utf-8")
    table = only_read(options.shared / "data" / "plv" / "train.tsv", options.out)
    scorer = options.shared / "eval" / "score_events.py"
    subprocess.run([sys.executable, str(scorer), str(table), str(options.out / "all.jsonl")], check=True)


def only_read(table: Path, out: Path) -> Path:
    """The rows of a table that were read, in a file beside the readings."""
    known = {str(json.loads(line)["row"]) for line in (out / "all.jsonl").read_text(encoding="utf-8").splitlines()}
    with table.open(encoding="utf-8", newline="") as handle, (out / "rows.tsv").open("w", encoding="utf-8", newline="") as to:
        rows = csv.DictReader(handle, delimiter="\t")
        writer = csv.DictWriter(to, rows.fieldnames or (), delimiter="\t")
        writer.writeheader()
        writer.writerows(row for row in rows if row["row"] in known)
    return out / "rows.tsv"


def figures(gold: list[int], got: list[int]) -> str:
    """Root and quad macro-F1 and accuracy."""
    quads = [[QUAD[FOLDED[i]] for i in side] for side in (gold, got)]
    right = float(np.mean(np.array(gold) == np.array(got)))
    root, quad = macro_f1(list(gold), list(got)), macro_f1(list(quads[0]), list(quads[1]))
    return f"root macro-F1 {root:.4f}, quad {quad:.4f}, accuracy {right:.4f}"


if __name__ == "__main__":
    main()
