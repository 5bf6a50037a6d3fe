"""One contract, every target: the same tables each way, and reading them back gives equal values."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from onrecord.errors import ExportError, NotFound
from onrecord.exporters import export, tables_of, targets
from onrecord.exporters.csv import cell, unquoted
from onrecord.model.column import TABLES
from onrecord.model.table import Row, TableSpec
from onrecord.record import Record
from tests.record.readings import TEXT, made

READINGS = (
    made(),
    made(TEXT + " +1 more.", name="=cmd|' /C calc'!A0", outlet='@home, "the\r\nwire"'),
    made(TEXT + "\n", name="-", published=None),
)


def read_csv(path: Path, spec: TableSpec) -> list[Row]:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False)
    assert tuple(frame.columns) == spec.names
    makers: dict[str, Callable[[str], Any]] = {
        "int": int,
        "float": float,
        "bool": lambda text: text == "true",
        "list": lambda text: unquoted(text).split("; "),
    }
    return [
        {
            column.name: makers.get(column.type, unquoted)(text) if (text := str(line[column.name])) else None
            for column in spec.columns
        }
        for line in frame.to_dict("records")
    ]


def read_jsonl(path: Path, spec: TableSpec) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def read_parquet(path: Path, spec: TableSpec) -> list[Row]:
    rows: list[Row] = pq.read_table(path).to_pylist()
    dates = [column.name for column in spec.columns if column.type == "date"]
    return [row | {name: row[name].isoformat() if row[name] else None for name in dates} for row in rows]


READERS: dict[str, Callable[[Path, TableSpec], list[Row]]] = {"csv": read_csv, "jsonl": read_jsonl, "parquet": read_parquet}


def empty_as_none(row: Row) -> Row:
    return {name: None if value in ("", []) else value for name, value in row.items()}


def test_every_target_has_a_reader_here() -> None:
    assert sorted(READERS) == list(targets())


@pytest.mark.parametrize("name", sorted(READERS))
def test_reading_back_gives_equal_values(name: str, tmp_path: Path) -> None:
    paths = export(READINGS, name, folder=tmp_path / "out")
    suffix = targets()[name].suffix
    assert sorted(path.name for path in paths) == sorted(
        [f"{spec.name}{suffix}" for spec in TABLES] + ["codebook.csv", "codebook.md"]
    )
    for table in tables_of(READINGS):
        given = [empty_as_none(row) for row in table.rows]
        assert given, f"the example has no {table.spec.name}"
        read = [empty_as_none(row) for row in READERS[name](tmp_path / "out" / f"{table.spec.name}{suffix}", table.spec)]
        assert read == [{column: row.get(column) for column in table.spec.names} for row in given]


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_record_and_its_readings_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db") as record:
        record.add_all(reversed(READINGS), batch=2)
        of_record = export(record, name, folder=tmp_path / "a")
    of_readings = export(READINGS, name, folder=tmp_path / "b")
    assert [path.name for path in of_record] == [path.name for path in of_readings]
    for one, two in zip(of_record, of_readings, strict=True):
        assert one.read_bytes() == two.read_bytes(), one.name


@pytest.mark.parametrize("name", sorted(READERS))
def test_status_and_holder_are_never_dropped(name: str, tmp_path: Path) -> None:
    export(READINGS, name, folder=tmp_path / "out")
    spec = next(spec for spec in TABLES if spec.name == "events")
    events = READERS[name](tmp_path / "out" / f"events{targets()[name].suffix}", spec)
    assert {(row["status"], row["holder_name"] or None) for row in events} == {
        ("happened", None), ("denied", "Anna Petrova"), ("alleged", "Graustark’s envoy"),
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(READERS))
def test_nothing_read_gives_tables_without_rows(name: str, tmp_path: Path) -> None:
    export([], name, folder=tmp_path / "out")
    for spec in TABLES:
        assert READERS[name](tmp_path / "out" / f"{spec.name}{targets()[name].suffix}", spec) == []


@pytest.mark.parametrize("name", sorted(READERS))
def test_lone_surrogates_do_not_stop_an_export(name: str, tmp_path: Path) -> None:
    export([made(TEXT + "\ud800", name="\udfff \x00 é")], name, folder=tmp_path / "out")


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_failure_leaves_nothing_and_keeps_the_old(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(READINGS[:1], name, folder=tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("onrecord.exporters.codebook.write", full)
    for folder in ("out", "new"):
        with pytest.raises(ExportError, match="No space left"):
            export(READINGS, name, folder=tmp_path / folder)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_an_export_beside_other_files_leaves_them(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    export(READINGS, "jsonl", folder=tmp_path)
    export(READINGS, "jsonl", folder=tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_what_cannot_be_exported_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="this is a file"):
        export(READINGS, "csv", folder=tmp_path / "file")
    with pytest.raises(ExportError):
        export(READINGS, "csv", folder=tmp_path / "file" / "below")
    with pytest.raises(NotFound, match="csv, jsonl, parquet"):
        export(READINGS, "gopher", folder=tmp_path / "out")


def test_more_codes_are_columns_of_actors_and_parties(tmp_path: Path) -> None:
    export(READINGS, "csv", folder=tmp_path / "out", codes={"cow": {"RUR": 365}.get})
    frame = pd.read_csv(tmp_path / "out" / "actors.csv", dtype=str, keep_default_na=False)
    assert frame.loc[frame["id"] == "RUR", "cow"].unique().tolist() == ["365"]
    assert frame.loc[frame["id"] == "GRA", "cow"].unique().tolist() == [""]
    assert "cow" in (tmp_path / "out" / "codebook.csv").read_text(encoding="utf-8")


def test_the_codebook_tells_of_every_column_and_its_values(tmp_path: Path) -> None:
    export(READINGS, "csv", folder=tmp_path / "out")
    book = pd.read_csv(tmp_path / "out" / "codebook.csv", keep_default_na=False)
    assert list(zip(book["table"], book["column"], strict=True)) == [
        (spec.name, column.name) for spec in TABLES for column in spec.columns
    ]
    assert book["meaning"].str.len().min() > 5
    for table in tables_of(READINGS):
        for row in table.rows:
            assert set(row) <= set(table.spec.names)
            for column in table.spec.columns:
                assert not column.values or row.get(column.name) in (*column.values, None), (table.spec.name, column.name)


@pytest.mark.parametrize("text", ["=1+1", "+49", "-5", "@me", "\tx", "\rx", "'=1", "''=1", "'s", "plain", "a=b", ""])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).strip('"')[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert unquoted(cell(text).strip('"')) == text
    assert cell(-5) == "-5"
