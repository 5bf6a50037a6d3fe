"""Country and sector of phrases: `python -m eval.actors cases.jsonl > pred.jsonl` for shared/eval/score_actors.py."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from onrecord.actors import resolve_phrase


def main(path: str) -> None:
    """Print one prediction a line, in the order of the cases."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        day = date.fromisoformat(case["date"]) if case.get("date") else None
        country, sector = resolve_phrase(case["phrase"], case.get("context", ""), day)
        print(json.dumps({"country": country, "sector": sector}))


if __name__ == "__main__":
    main(sys.argv[1])
