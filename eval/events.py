"""Code events on a table of sentences: `python -m eval.events TABLE.tsv > pred.jsonl`.

Reads the columns row (or uid) and marked_sentence, nothing else. "given" is the type of the event between the marked
stretches, "found" what is read from the bare sentence; both are folded (events/fold.py), because such tables have one
type for "aid" and "promised aid".
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.marked import Stretch, bare
from onrecord.actors import find_cast
from onrecord.clean import clean
from onrecord.events import find_events, fold
from onrecord.grounding import find_places, find_times, find_tolls
from onrecord.language import parse_all
from onrecord.language.pair import type_between
from onrecord.language.tagger import mark
from onrecord.language.windows import quoted_mask
from onrecord.model import Event, Report
from onrecord.statements import find_statements

MUTUAL = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE")
"""Types whose place is where the two sides met."""


def predictions(rows: Sequence[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """One prediction a row, in order."""
    texts = [bare(row["marked_sentence"]) for row in rows]
    reports = [Report(text) for text, _, _ in texts]
    documents = parse_all((report, clean(report.text)) for report in reports)
    for row, report, document, (_, source, target) in zip(rows, reports, documents, texts):
        cast = find_cast(document)
        times, places, tolls = find_times(document), find_places(document, cast), find_tolls(document)
        marks = mark(document)
        events = find_events(document, cast, find_statements(document, cast, marks), times, places, tolls, marks)
        yield {
            "row": int(row.get("row") or row["uid"]),
            "given": between(report.text, source, target) or given(events, source, target),
            "found": [found(event) for event in events],
        }


def found(event: Event) -> dict[str, Any]:
    """One event as the scorer reads it.

    Such tables have no column for the place: what was bombed, entered or helped is marked as the recipient, be it a town
    ("captured *three cities*", "troops left *the zone*"). The place of an act of one side therefore stands beside its recipient.
    """
    recipient = [[s.start, s.end] for s in event.recipient_evidence]
    if event.place is not None and event.type not in MUTUAL:
        recipient.append([event.place.evidence.start, event.place.evidence.end])
    return {
        "type": fold(event.type, event.status),
        "actor": [[s.start, s.end] for s in event.actor_evidence],
        "recipient": recipient,
    }


def between(text: str, source: list[Stretch], target: list[Stretch]) -> str | None:
    """The likeliest type of the act between two marked parties (language/pair.py)."""
    spans = [[(a, b) for a, b in stretches] for stretches in (source, target)]
    chances = type_between(text, quoted_mask(text), spans[0], spans[1])
    best = max(chances, key=lambda name: chances[name], default=None)
    return "RETREAT" if best == "YIELD" else best


def given(events: Sequence[Event], source: list[Stretch], target: list[Stretch]) -> str | None:
    """The type of the event that fits the marked stretches best: both parties, else one, else the nearest trigger."""
    best: tuple[float, str] | None = None
    for event in events:
        worth = _worth(event, source, target)
        if best is None or worth > best[0]:
            best = (worth, fold(event.type, event.status))
    return best[1] if best else None


def _worth(event: Event, source: list[Stretch], target: list[Stretch]) -> float:
    actor = [[s.start, s.end] for s in event.actor_evidence]
    recipient = [[s.start, s.end] for s in event.recipient_evidence]
    worth = 4.0 * _overlap(actor, source) + 3.0 * (_overlap(recipient, target) or _overlap(actor, target))
    at = event.trigger[0].start
    if source and target:
        low, high = min(source[0][0], target[0][0]), max(source[0][1], target[0][1])
        worth += 1.0 if low <= at < high else 0.0
        worth -= abs(at - source[0][1]) / 1000
    return worth


def _overlap(one: list[Stretch], other: list[Stretch]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def main(path: str) -> None:
    """Write one JSON line a row of the table to standard output."""
    csv.field_size_limit(10**8)
    with Path(path).open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    for prediction in predictions(rows):
        print(json.dumps(prediction))


if __name__ == "__main__":
    main(sys.argv[1])
