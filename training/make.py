"""Make the shipped model again, stage by stage: `python -m training.make --shared ../shared --out build/tagger`.

1. statements from PolNeAR alone;
2. our own labels on reports, with a fifth of PolNeAR's windows an epoch so that nothing is forgotten; the weights after this
   stage have seen no sentence with marked parties: `training.cross_validate` starts from them;
3. the same with the marked sentences and our labels on them;
4. the marked sentences and the unpolitical paragraphs above all, with a share of the rest; then export, and the model of
   tellings (training.same).
About three hours on two cores, by estimate. The shipped model was made in these stages, with stops between them, labels that came
in two lots, and a mean of three checkpoints before the last stage: what this makes will not be the same weights. It was not run
from end to end.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

STAGES = (
    ("1", "--epochs 6 --without-pairs --without-own"),
    ("2", "--epochs 4 --polnear-share 0.2 --without-pairs --without-marked"),
    ("3", "--epochs 5 --polnear-share 0.2"),
    ("4", "--epochs 6 --polnear-share 0.05 --own-share 0.4 --quiet 5 --rate 1e-4"),
)


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
        before = ["--start", str(out / "tagger.pt")]
    models = Path("src/onrecord/models")
    subprocess.run([sys.executable, "-m", "training.export", before[1], str(models)], check=True)
    subprocess.run([sys.executable, "-m", "training.same"], check=True)


if __name__ == "__main__":
    main()
