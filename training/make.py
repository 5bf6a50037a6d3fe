"""Make the shipped model again, stage by stage: `python -m training.make --shared ../shared --out build/tagger`.

1. statements from PolNeAR alone;
2. our own labels and what was written for training, with a quarter of PolNeAR's windows an epoch so that nothing is lost; the
   weights after this stage have seen no sentence of the table with marked parties;
3. the table's marked sentences and the unpolitical paragraphs above all, with a share of the rest: `training.cross_validate` does
   this stage on four fifths of the marked sentences at a time;
4. a short round of everything, with the unpolitical paragraphs oftener; after stages 3 and 4 the weights are averaged with those
   before;
5. the head for a given pair alone (training.head);
6. the model that reads a text with its parties marked (training.marked), from the encoder of stage 2; then export, and the model
   of tellings (training.same).
About two hours on two cores, by estimate. The shipped model was made in these stages, but with stops within the second, between
which labels and texts were added, and is a mean of two runs of the last two (docs/models/tagger.md): what this makes will not be
the same weights. It was not run from end to end.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import torch

from training.mean import mean

STAGES = (
    ("1", "--epochs 6 --without-pairs --without-own --written-share 0"),
    ("2", "--epochs 16 --polnear-share 0.2 --written-share 0.5 --without-pairs --without-marked --rate 2.5e-4"),
    ("3", "--epochs 4 --polnear-share 0.1 --own-share 0.15 --written-share 0.5 --quiet 4 --rate 2e-4"),
    ("4", "--epochs 1 --polnear-share 0.2 --own-share 0.25 --written-share 0.33 --quiet 8 --rate 1e-4"),
)
MEAN = ("3", "4")
"""The stages whose weights are averaged with those they began with."""


def main() -> None:
    """Run the stages, each from the weights of the one before."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    before: list[str] = []
    for name, arguments in STAGES:
        out = options.out / name
        command = [sys.executable, "-m", "training.train", "--shared", str(options.shared), "--out", str(out), *arguments.split()]
        subprocess.run([*command, *before], check=True)
        weights = out / "tagger.pt"
        if name in MEAN:
            weights = out / "mean.pt"
            torch.save(mean([out / "tagger.pt", Path(before[1])]), weights)
        before = ["--start", str(weights)]
    whole = options.out / "tagger.pt"
    head = [sys.executable, "-m", "training.head", before[1], "--shared", str(options.shared), "--out", str(whole)]
    subprocess.run(head, check=True)
    marked, start = options.out / "marked.pt", options.out / "2" / "tagger.pt"
    given = ["--shared", str(options.shared), "--start", str(start), "--out", str(marked)]
    subprocess.run([sys.executable, "-m", "training.marked", *given], check=True)
    models = Path("src/onrecord/models")
    subprocess.run([sys.executable, "-m", "training.export", str(whole), str(marked), str(models)], check=True)
    subprocess.run([sys.executable, "-m", "training.same", "--first"], check=True)


if __name__ == "__main__":
    main()
