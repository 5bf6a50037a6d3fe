"""Phrases with a reference date in, intervals out: `python -m eval.times cases.tsv > pred.jsonl`.

Reads only the columns `text` and `reference_date`; one JSON object a line, {} where the phrase says no date.
"""

from __future__ import annotations

import csv
import json
import sys
from datetime import date
from pathlib import Path

from onrecord.grounding import normalise


def main(path: str) -> None:
    """Print one prediction a phrase, in the order of the file."""
    with Path(path).open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            interval = normalise(row["text"], date.fromisoformat(row["reference_date"]))
            answer: dict[str, str] = {}
            if interval is not None and interval.precision is not None:
                answer = {
                    "start": interval.start.isoformat() if interval.start else "",
                    "end": interval.end.isoformat() if interval.end else "",
                    "precision": interval.precision,
                }
            print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
