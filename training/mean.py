"""The mean of several checkpoints' weights: `python -m training.mean A.pt B.pt --out C.pt`.

Weights of before and after a stage, averaged, read unseen text better than either (Wortsman et al. 2022, "Robust fine-tuning of
zero-shot models").
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor


def mean(paths: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of like-named weights of the same shape; whatever differs in shape is the first one's."""
    return mean_of([torch.load(path, weights_only=True) for path in paths])


def mean_of(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The same of weights in memory."""
    found: dict[str, Tensor] = {}
    for name, value in states[0].items():
        like = [s[name] for s in states if name in s and s[name].shape == value.shape]
        found[name] = torch.stack(like).mean(0) if value.dtype.is_floating_point and len(like) == len(states) else value
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.save(mean(options.weights), options.out)


if __name__ == "__main__":
    main()
