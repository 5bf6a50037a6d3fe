"""List the reports: `python -m eval.gold.ids [--split tune|test|examples|drawn] [--part K --of N]` (parts count from 1)."""

from __future__ import annotations

import argparse

from eval.gold.reports import sample


def part(ids: list[str], k: int, n: int) -> list[str]:
    """Every n-th id from the k-th on: parts of like size and like mixture."""
    return ids[k - 1 :: n]


def main() -> None:
    """One id a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("tune", "test", "examples", "drawn"))
    parser.add_argument("--part", type=int, default=1)
    parser.add_argument("--of", type=int, default=1)
    args = parser.parse_args()
    wanted = {None: ("tune", "test", "examples"), "drawn": ("tune", "test")}.get(args.split, (args.split,))
    print("\n".join(part([e.id for e in sample().values() if e.split in wanted], args.part, args.of)))


if __name__ == "__main__":
    main()
