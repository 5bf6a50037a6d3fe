"""Our labels that are kept from training: `python -m eval.held`.

training/held.jsonl: 93 stretches of the shared reports, labelled as training/labels.jsonl is (by language models, one reading
each), which the encoder is not taught on. They hold five times as many events as the gold's tune part, so thresholds are looked
at here too. Offsets only; a party is right where it covers part of the labelled one, unlike in eval.gold, which compares names.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from eval.gold.compare import Json, pair_events, pair_statements, touching
from onrecord.exporters import to_json
from onrecord.model import Report
from onrecord.reading import read
from training.own import HELD, stretches

SHARED = Path(__file__).resolve().parents[2] / "shared"
REAL = ("happened", "ongoing", "historical")


def held(shared: Path = SHARED) -> Iterator[tuple[Report, Json]]:
    """Each stretch as a report, and its labels in the gold's shape."""
    published: dict[str, str] = {}
    for entry, text in stretches(shared, HELD):
        if entry["id"] not in published:
            lines = (shared / "data" / "reports" / entry["file"]).read_text(encoding="utf-8").splitlines()
            published |= {row["id"]: row.get("published") or "" for row in map(json.loads, lines)}
        day = published[entry["id"]][:10]
        yield Report(text, published=date.fromisoformat(day) if day else None), gold_like(entry)


def gold_like(entry: Json) -> Json:
    """Labels of one stretch: an event for each act with the words of all its tellings."""
    events: dict[str, Json] = {}
    for e in entry["events"]:
        known = {key: _spans(e[key]) for key in ("actor", "recipient")}
        act = events.setdefault(e["id"], {"type": e["type"], "status": e["status"], "trigger": [], **known})
        act["trigger"] += _spans([e["trigger"]])
    statements = [{"content": _spans(s["content"]), "cue": _spans(s["cue"]), "kind": s["kind"]} for s in entry["statements"]]
    return {"events": list(events.values()), "statements": statements}


def _spans(pairs: Iterable[Sequence[int]]) -> list[Json]:
    return [{"start": start, "end": end} for start, end in pairs]


def count(gold: Json, found: Json, text: str) -> Counter[str]:
    """What of one stretch is right."""
    events, got = gold["events"], found["events"]
    pairs = [(events[i], got[j]) for i, j in pair_events(events, got)]
    of = Counter(labelled=len(events), found=len(got), paired=len(pairs))
    of["touching"] = sum(any(touching(e["trigger"], g["trigger"]) for e in events) for g in got)
    for e, g in pairs:
        of["type"] += e["type"] == g["type"]
        of["status"] += e["status"] == g["status"]
        of["happened"] += g["status"] == "happened"
        of["happened, wrongly"] += g["status"] == "happened" and e["status"] not in REAL
        for role in ("actor", "recipient"):
            told = g["evidence"][role]
            of[f"{role} told"] += bool(e[role] or told)
            of[role] += touching(e[role], told) > 0
    said = pair_statements(gold["statements"], found["statements"], text)
    of.update({"said": len(gold["statements"]), "heard": len(found["statements"]), "heard right": len(said)})
    of["kind"] = sum(gold["statements"][i]["kind"] == found["statements"][j]["kind"] for i, j in said)
    return of


def figures(of: Counter[str]) -> dict[str, float]:
    """Shares, three places."""
    shares = {
        "events, precision": ("paired", "found"),
        "events, precision, repeats forgiven": ("touching", "found"),
        "events, recall": ("paired", "labelled"),
        "events, right type, precision": ("type", "found"),
        "events, right type, recall": ("type", "labelled"),
        "of found events: status": ("status", "paired"),
        "happened, wrongly": ("happened, wrongly", "happened"),
        "of found events: actor, where either has one": ("actor", "actor told"),
        "of found events: recipient, where either has one": ("recipient", "recipient told"),
        "statements, precision": ("heard right", "heard"),
        "statements, recall": ("heard right", "said"),
        "of found statements: kind": ("kind", "heard right"),
    }
    return {name: round(of[a] / max(1, of[b]), 3) for name, (a, b) in shares.items()}


def scores(shared: Path = SHARED) -> dict[str, float]:
    """The figures over all stretches, with how many acts are labelled."""
    total: Counter[str] = Counter()
    for report, gold in held(shared):
        total.update(count(gold, to_json(read(report)), report.text))
    return {"acts": total["labelled"], **figures(total)}


if __name__ == "__main__":
    print(json.dumps(scores(), indent=1))
