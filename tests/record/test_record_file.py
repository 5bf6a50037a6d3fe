"""Opening files that are not what they should be."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.errors import NewerRecord, NotARecord, NotFound, RecordError, RecordLocked
from onrecord.record import Record, schema
from tests.record.readings import TEXT, made


def test_a_text_file_is_not_a_record(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("a report, not a record")
    with pytest.raises(NotARecord):
        Record.open(path)
    assert path.read_text() == "a report, not a record"


def test_a_database_of_another_program_is_not_a_record(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE mine (a)")
        database.commit()
    with pytest.raises(NotARecord, match="another program"):
        Record.open(path)


def test_a_file_that_only_begins_like_a_database(tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    with pytest.raises(RecordError):
        Record.open(path)


def test_a_folder_is_not_a_record(tmp_path: Path) -> None:
    with pytest.raises(NotARecord, match="folder"):
        Record.open(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no folder"):
        Record.open(tmp_path / "none" / "record.db")


def test_a_missing_record_is_not_made_unasked(tmp_path: Path) -> None:
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(RecordError, match="no record here"):
            Record.open(tmp_path / "record.db", **options)
    assert not list(tmp_path.iterdir())


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    path.touch()
    with Record.open(path) as record:
        assert record.status().reports == 0


def test_a_newer_record_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Record.open(path).close()
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(NewerRecord, match="upgrade"):
        Record.open(path)


def test_a_locked_record_says_so(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record.open(path, wait=0.05) as record, closing(sqlite3.connect(path, isolation_level=None)) as other:
        record.add(made())
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordLocked, match="another program"):
            record.add(made(TEXT + " More."))
        assert len(record.events()) == 3  # reading goes on meanwhile
        other.execute("ROLLBACK")
        record.add(made(TEXT + " More."))


def test_a_full_disk_keeps_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    connect = sqlite3.connect

    def small(*args: object, **options: object) -> sqlite3.Connection:
        database: sqlite3.Connection = connect(*args, **options)  # type: ignore[call-overload]
        database.execute("PRAGMA max_page_count = 150")
        return database

    monkeypatch.setattr("onrecord.record.connection.sqlite3.connect", small)
    with Record.open(path) as record:
        record.add(made())
        with pytest.raises(RecordError, match="disk is full"):
            record.add_all(made(TEXT + "x" * 3000 + str(at)) for at in range(100))
        assert made() in list(record.readings())
        assert record.status().reports % 16 == 1


def test_a_record_opened_for_reading_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record.open(path) as record:
        record.add(made())
    with Record.open(path, read_only=True) as record:
        assert len(record.statements(text="never")) == 1
        with pytest.raises(RecordError, match="only be read"):
            record.note_drop("a", "b", "c")
    assert [file.name for file in tmp_path.iterdir()] == ["record.db"]


def test_a_read_only_folder_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    with Record.open(path) as record:
        record.add(made())
    monkeypatch.setattr("onrecord.record.connection.os.access", lambda *_: False)
    with Record.open(path, read_only=True) as record:
        assert len(record.events()) == 3
    assert [file.name for file in tmp_path.iterdir()] == ["record.db"]


def test_a_strange_path_is_taken_literally(tmp_path: Path) -> None:
    path = tmp_path / "what? 100% #1.db"
    with Record.open(path) as record:
        record.add(made())
    with Record.open(path, read_only=True) as record:
        assert record.status().reports == 1


def test_a_migration_that_fails_leaves_no_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> None:
        raise NotFound("half way")

    path = tmp_path / "record.db"
    monkeypatch.setattr("onrecord.record.connection.MIGRATIONS", (schema.MIGRATIONS[0], fails))
    with pytest.raises(NotFound):
        Record.open(path)
    monkeypatch.undo()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    with Record.open(path) as record:  # and the next run makes it
        assert record.add(made()).added == 1


def test_importing_the_record_loads_neither_pandas_nor_pyarrow_nor_spacy() -> None:
    code = "import sys, onrecord.record; print([m for m in ('pandas', 'pyarrow', 'spacy', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
