"""The README's demonstration, held word for word: examples/ in, tests/golden/examples.json out.

A change that is meant is written with `ONRECORD_GOLDEN=write pytest tests/golden`; read the difference before committing it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from onrecord.batch import read_into, relink
from onrecord.model import Reading
from onrecord.record import Record

pytestmark = pytest.mark.model
ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("examples.json")


def short(reading: Reading) -> dict[str, Any]:
    """The findings of a report as words."""
    names = {actor.id: actor.name for actor in reading.actors}
    return {
        "statements": [
            f"{names.get(s.speaker or '', s.speaker)} | {s.kind} | {s.form} | {' … '.join(c.text for c in s.content)}"
            for s in reading.statements
        ],
        "events": [
            f"{', '.join(e.actor)} > {', '.join(e.recipient)} | {e.type} | {e.status} | {e.trigger[0].text}"
            f" | {e.when.start if e.when else None} | {e.place.name if e.place else None}"
            for e in reading.events
        ],
        "motions": [f"{m.symbol} | {m.outcome} | {', '.join(m.vetoed_by)} | {dict(m.counts)}" for m in reading.motions],
        "disputes": [d.question for d in reading.disputes],
    }  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The sample reports, read."""
    record = Record.open(tmp_path_factory.mktemp("golden") / "samples.db")
    read_into(record, [ROOT / "examples"], workers=1)
    relink(record)
    return record


def test_examples_as_before(record: Record) -> None:
    found = {reading.report.name: short(reading) for reading in sorted(record.readings(), key=lambda r: r.report.name)}
    found["over several reports"] = {"disputes": [d.question for d in record.disputes_across()]}
    if os.environ.get("ONRECORD_GOLDEN") == "write":
        GOLDEN.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_what_the_readme_promises(record: Record) -> None:
    """Whatever else changes: the veto, the denial, the rival accounts, the planned meeting that is not told as held."""
    vetoes = [m for m in record.motions(actor="RUS") if m["outcome"] == "vetoed"]
    assert any(m["symbol"] == "S/2017/315" for m in vetoes)
    assert len(record.statements(speaker="Muallem", kind="deny")) >= 1
    assert len(record.disputes()) >= 3
    assert all(e["status"] != "happened" for e in record.events(text="meeting will be held"))
    assert record.status().reports == 15


def test_reading_again_adds_nothing(record: Record) -> None:
    before = record.status()
    tally = read_into(record, [ROOT / "examples"], workers=1)
    assert (tally.read, tally.known) == (0, 15)
    after = record.status()
    assert (before.reports, before.statements, before.events) == (after.reports, after.statements, after.events)
