"""Adding readings: idempotent, checked, whole or not at all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.model import Evidence, Reading, Statement, Toll
from onrecord.record import Added, Record
from onrecord.record import write as writing
from tests.record.readings import TEXT, made, without_events


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


def test_a_reading_comes_back_as_it_was_given(path: Path) -> None:
    with Record.open(path) as record:
        assert record.add(made()) == Added(added=1)
        assert list(record.readings()) == [made()]
    with Record.open(path, create=False) as record:
        assert list(record.readings()) == [made()]


def test_the_same_reading_twice_adds_nothing_whatever_the_file_was_called(path: Path) -> None:
    with Record.open(path) as record:
        record.add(made())
        assert record.add(made()) == Added(unchanged=1)
        assert record.add(made(name="copy")) == Added(unchanged=1)
        assert record.status().readings == 1


def test_a_new_reading_by_the_same_version_replaces(path: Path) -> None:
    with Record.open(path) as record:
        record.add(made())
        assert len(record.events(text="bombed")) == 1
        assert record.add(without_events(made())) == Added(replaced=1)
        assert len(record.events()) == 0
        assert len(record.events(text="bombed")) == 0
        assert list(record.readings()) == [without_events(made())]
        assert record.add(made()) == Added(replaced=1)
        assert len(record.events(text="bombed")) == 1


def test_other_versions_stand_beside_and_the_newest_is_current(path: Path) -> None:
    with Record.open(path) as record:
        record.add(made())
        record.add(without_events(made(version="2")))
        assert record.status().readings == 2
        assert dict(record.status().versions) == {"1": 1, "2": 1}
        assert len(record.events()) == 0
        assert len(record.statements()) == 2
        assert record.has(made().report.id, "1")
        assert not record.has(made().report.id, "3")
        gone = made().events[0].id
        assert record.get(gone).row["id"] == gone  # an older reading still gives it


def test_two_readings_of_one_report_in_one_batch(path: Path) -> None:
    with Record.open(path) as record:
        done = record.add_all([made(), made(), without_events(made()), made(version="2")])
        assert done == Added(added=2, replaced=1, unchanged=1)
        assert [reading.version for reading in record.readings()] == ["2"]


def test_a_quotation_that_is_not_in_the_text_is_refused(path: Path) -> None:
    reading = made()
    wrong = Evidence(reading.report.id, 3, 8, "wrong")
    bad = replace(reading, statements=(replace(reading.statements[0], content=(wrong,)),))
    with Record.open(path) as record:
        with pytest.raises(RecordError, match=r"quotes 'wrong' at \[3, 8\)"):
            record.add(bad)
        assert record.status().reports == 0
        done = record.add_all([bad, made(TEXT + " More.")], on_fault="note")
        assert done == Added(added=1, refused=1)
        assert "quotes 'wrong'" in record.drops()[0]["reason"]


def test_two_findings_of_one_id_are_refused(path: Path) -> None:
    reading = made()
    twice: tuple[Statement, ...] = (reading.statements[0], reading.statements[0])
    with Record.open(path) as record, pytest.raises(RecordError, match="same id"):
        record.add(replace(reading, statements=twice))


def test_a_number_too_large_is_refused(path: Path) -> None:
    reading = made()
    toll = Toll("killed", 10**30, 10**30, None, reading.tolls[0].evidence)
    with Record.open(path) as record, pytest.raises(RecordError, match="more than a record can hold"):
        record.add(replace(reading, tolls=(toll,)))


def test_a_stopped_run_keeps_whole_batches(path: Path) -> None:
    def stopped() -> Iterator[Reading]:
        for at in range(20):
            yield made(TEXT + f" Edition {at}.")
        raise KeyboardInterrupt

    with Record.open(path) as record:
        with pytest.raises(KeyboardInterrupt):
            record.add_all(stopped(), batch=8)
        assert record.status().reports == 16
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


def test_a_killed_run_keeps_whole_batches(path: Path) -> None:
    code = (
        "import os, sys\n"
        "from onrecord.record import Record\n"
        "from tests.record.readings import TEXT, made\n"
        "def killed():\n"
        "    for at in range(20):\n"
        "        yield made(TEXT + f' Edition {at}.')\n"
        "    os._exit(9)\n"
        "Record.open(sys.argv[1]).add_all(killed(), batch=8)\n"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code, str(path)], cwd=root, check=False).returncode == 9
    with Record.open(path) as record:
        assert record.status().reports == 16
        assert record.add(made(TEXT + " Edition 17.")).added == 1


def test_a_failure_within_a_batch_leaves_none_of_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> dict[str, int]:
        raise KeyboardInterrupt

    with Record.open(path) as record:
        record.add(made())
        monkeypatch.setattr(writing, "numbers", fails)
        with pytest.raises(KeyboardInterrupt):
            record.add(without_events(made()))
        assert list(record.readings()) == [made()]
        assert len(record.events(text="bombed")) == 1


def test_numbers_are_unique_small_and_stay(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.model.flat.flatten.__defaults__", (lambda id: 2**31 - 1,))  # every id collides
    with Record.open(path) as record:
        record.add(made())
        tables = (record.reports(), record.statements(), record.events(), record.motions(), record.disputes(), record.actors())
        numbers = {row["id"]: row["number"] for rows in tables for row in rows}
        assert len(set(numbers.values())) == len(numbers) == 13 - 2
        assert all(0 < number < 2**31 for number in numbers.values())
        record.add(without_events(made()))
        record.add(made())
        assert {row["id"]: row["number"] for row in record.events()}.items() <= numbers.items()
        one = record.events()[0]
        assert record.get(str(one["number"])).id == one["id"]


@pytest.mark.parametrize(
    "odd", ["\ud800 lone", "nul \x00 inside", "line\r\nends\u2028here", "😀 é 漢字", "<script>alert(1)</script>"]
)
def test_odd_text_comes_back_to_the_character(path: Path, odd: str) -> None:
    reading = made(TEXT + odd, name=odd, outlet=odd)
    with Record.open(path) as record:
        record.add(reading)
        assert list(record.readings()) == [reading]
        assert record.get(reading.report.id).row["name"] == odd


def test_a_drop_is_noted_once(path: Path) -> None:
    with Record.open(path) as record:
        for _ in range(2):
            record.note_drop("a.html", "duplicate", "the same text as b.html")
        record.note_drop("c.txt", "language", "not English")
        assert dict(record.status().drops) == {("duplicate", "the same text as b.html"): 1, ("language", "not English"): 1}
        assert [row["where"] for row in record.drops()] == ["a.html", "c.txt"]


def test_status_counts(path: Path) -> None:
    with Record.open(path) as record:
        record.add(made())
        status = record.status()
    assert (status.reports, status.motions, status.actors, status.disputes, status.undated_events) == (1, 1, 3, 1, 2)
    assert dict(status.statements) == {"accuse": 1, "deny": 1}
    assert dict(status.events) == {"ASSAULT": 2, "REJECT": 1}
    assert dict(status.events_by_status) == {"alleged": 1, "denied": 1, "happened": 1}
    assert (status.statements_total, status.events_total, status.speakerless) == (2, 3, 1)
    assert status.size > 4096
