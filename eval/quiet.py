"""False alarms where nothing political happens: `python -m eval.quiet`.

Reads every fifth line of training/quiet_1.txt and quiet_2.txt, paragraphs of sport, business, private crime, weather, science
and culture written for this project, which the encoder was not taught on (the other lines it was). Prints events found per
1,000 sentences; every one is false.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from eval.gold.reports import sentences
from onrecord.model import Report
from onrecord.reading import read

QUIET = Path(__file__).resolve().parents[1] / "training"
KEPT = 5
"""Every how manyth line is not taught."""


def kept() -> list[str]:
    """The paragraphs that were not taught."""
    lines = [
        line
        for name in ("quiet_1.txt", "quiet_2.txt")
        for line in (QUIET / name).read_text(encoding="utf-8").splitlines()[::KEPT]
    ]
    return [line for line in lines if line.strip()]


def alarms(*, shown: bool = False) -> dict[str, float]:
    """Events found and the sentences read."""
    count = of = 0
    for text in kept():
        of += len(sentences(text))
        for event in read(Report(text)).events:
            count += 1
            if shown:
                print(event.type, event.status, "|", event.trigger[0].text, "|", text[:100], file=sys.stderr)
    return {"events": count, "sentences": of, "per 1,000 sentences": round(1000 * count / max(1, of), 1)}


if __name__ == "__main__":
    print(json.dumps(alarms(shown="--show" in sys.argv)))
