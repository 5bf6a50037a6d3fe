"""Writing readings: checked against their text first, then all of their rows in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, text, update

from onrecord.errors import RecordError
from onrecord.model import Reading, Report
from onrecord.model.flat import Flat, flatten
from onrecord.model.table import Row, sound
from onrecord.record.schema import UNIQUE, aliases, found, has_full_text, passages, readings, reports

_LARGEST = 2**63 - 1
_MARGIN, _WIDEST = 200, 1200
"""A passage is widened to the sentence by at most 200 characters a side, and is at most 1,200 long: news sentences and
paragraphs of 941 real reports lie well below."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of readings given to the record."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    refused: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            self.added + other.added,
            self.replaced + other.replaced,
            self.unchanged + other.unchanged,
            self.refused + other.refused,
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """A reading whose every quotation is what its report says at that place, as rows."""

    reading: Reading
    flat: Flat
    digest: str


def checked(reading: Reading) -> Checked:
    """The reading as rows; RecordError where a quotation is not in the text, or two findings share an id."""
    flat = flatten(reading)
    report = reading.report
    for table, rows in flat.items():
        for row in rows:
            quotation = row.get("quotation")
            if quotation is not None and report.text[row["start"] : row["end"]] != quotation:
                which = row.get("id") or row.get("thing") or row["ord"]
                there = report.text[row["start"] : row["end"]]
                raise RecordError(
                    f"{report.name} ({report.id}): {table} {which} quotes {quotation[:80]!r} at [{row['start']}, {row['end']}), "
                    f"where the report reads {there[:80]!r}"
                )
            for name, value in row.items():
                if isinstance(value, int) and abs(value) > _LARGEST:
                    raise RecordError(f"{report.name} ({report.id}): {table} has {name} = {value}, more than a record can hold")
    for table, key in UNIQUE.items():
        seen = set()
        for row in flat[table]:
            one = tuple(row[name] for name in key)
            if one in seen:
                raise RecordError(f"{report.name} ({report.id}): two {table} have the same id {one[0]}")
            seen.add(one)
    for row, event in zip(flat["events"], reading.events, strict=True):
        row["when_reason"], row["own_reason"] = event.when_reason, event.when.reason if event.when else None
    content = {
        table: [{name: value for name, value in row.items() if name != "report_name"} for row in rows]
        for table, rows in flat.items()
        if table != "reports"
    }
    return Checked(reading, flat, hashlib.sha256(json.dumps(content).encode()).hexdigest())


def write(connection: Connection, batch: Sequence[Checked]) -> Added:
    """Add what is new of a batch, within the transaction that is open."""
    done = Added()
    last: dict[tuple[str, str], Checked] = {}
    for one in batch:
        key = (one.reading.report.id, one.reading.version)
        if key in last:
            done += Added(unchanged=1) if last[key].digest == one.digest else Added(replaced=1)
        last[key] = one
    fresh: list[Checked] = []
    for (report, version), one in last.items():
        there = connection.execute(
            select(readings.c.key, readings.c.digest).where(readings.c.report == report, readings.c.version == version)
        ).first()
        if there is None:
            done += Added(added=1)
        elif there.digest == one.digest:
            done += Added(unchanged=1)
            continue
        else:
            done += Added(replaced=1)
            _remove(connection, there.key)
        fresh.append(one)
    if fresh:
        _insert(connection, fresh)
    return done


def _remove(connection: Connection, key: int) -> None:
    """Delete a reading; its rows go with it, its words are taken out of the full text."""
    if has_full_text(connection):
        gone = connection.execute(
            select(passages.c.key, passages.c.start, passages.c.end, reports.c.text)
            .join(reports, reports.c.id == passages.c.report)
            .where(passages.c.reading == key)
        ).all()
        if gone:
            connection.execute(
                text("INSERT INTO words (words, rowid, passage) VALUES ('delete', :key, :words)"),
                [{"key": row.key, "words": sound(row.text[row.start : row.end])} for row in gone],
            )
    connection.execute(delete(readings).where(readings.c.key == key))


def _insert(connection: Connection, fresh: Sequence[Checked]) -> None:
    ids = [one.reading.report.id for one in fresh]
    known = set(connection.execute(select(reports.c.id).where(reports.c.id.in_(ids))).scalars())
    alias = numbers(
        connection, {row["id"]: row["number"] for one in fresh for rows in one.flat.values() for row in rows if "number" in row}
    )
    first_key = (connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'readings'")).scalar() or 0) + 1
    first_passage = (connection.execute(select(func.max(passages.c.key))).scalar() or 0) + 1
    connection.execute(update(readings).where(readings.c.report.in_(ids)).values(is_current=False))
    head: list[Row] = []
    rows: dict[str, list[Row]] = {name: [] for name in found}
    stretches: list[Row] = []
    words: list[Row] = []
    new_reports: dict[str, Row] = {}
    last = {one.reading.report.id: key for key, one in enumerate(fresh, first_key)}
    for key, one in enumerate(fresh, first_key):
        report, front = one.reading.report, one.flat["reports"][0]
        head.append(
            {name: front.get(name) for name in readings.columns.keys()}  # noqa: SIM118
            | {"key": key, "report": report.id, "digest": one.digest, "is_current": last[report.id] == key}
        )
        for name, kept in rows.items():
            kept += [
                {"reading": key, **row, "number": alias[row["id"]]} if "number" in row else {"reading": key, **row}
                for row in one.flat[name]
            ]
        if report.id not in known and report.id not in new_reports:
            new_reports[report.id] = {name: front.get(name) for name in reports.columns.keys()} | {  # noqa: SIM118
                "text": report.text,
                "number": alias[report.id],
            }
            stretches.append(_stretch(report, None, "reports", report.id, 0, len(report.text)))
            words.append({"words": sound(f"{report.title or ''}\n{report.text}")})
        for table, thing, start, end in _reaches(one.flat):
            stretches.append(_stretch(report, key, table, thing, *passage(report.text, start, end)))
            words.append({"words": sound(report.text[stretches[-1]["start"] : stretches[-1]["end"]])})
    for number, (stretch, said) in enumerate(zip(stretches, words, strict=True), first_passage):
        stretch["key"] = said["key"] = number
    if new_reports:
        connection.execute(insert(reports), list(new_reports.values()))
    connection.execute(insert(readings), head)
    for name, kept in rows.items():
        if kept:
            connection.execute(insert(found[name]), kept)
    if stretches:
        connection.execute(insert(passages), stretches)
        if has_full_text(connection):
            connection.execute(text("INSERT INTO words (rowid, passage) VALUES (:key, :words)"), words)


def _stretch(report: Report, reading: int | None, kind: str, thing: str, start: int, end: int) -> Row:
    return {"reading": reading, "report": report.id, "kind": kind, "thing": thing, "start": start, "end": end}


def _reaches(flat: Flat) -> Iterable[tuple[str, str, int, int]]:
    """Table, id, first start and last end of the evidence of every statement, event and motion."""
    reach: dict[tuple[str, str], tuple[int, int]] = {}
    for row in flat["evidence"]:
        if row["table"] != "actors":
            key = (row["table"], row["thing"])
            start, end = reach.get(key, (row["start"], row["end"]))
            reach[key] = (min(start, row["start"]), max(end, row["end"]))
    for (table, thing), (start, end) in reach.items():
        yield table, thing, start, end


def passage(words: str, start: int, end: int) -> tuple[int, int]:
    """The stretch, widened to the ends of its sentences as far as full stops and line ends tell, within limits."""
    end = min(end, start + _WIDEST)
    low, high = max(0, start - _MARGIN), min(len(words), end + _MARGIN)
    left = max(
        (words.rfind(mark, low, start) + len(mark) for mark in ("\n", ". ", "? ", "! ") if words.rfind(mark, low, start) >= 0),
        default=low,
    )
    ends = [words.find(mark, end, high) for mark in ("\n", ". ", "? ", "! ")]
    right = min((at + 1 for at in ends if at >= 0), default=high)
    return left, right


def numbers(connection: Connection, wanted: dict[str, int]) -> dict[str, int]:
    """The integer alias of every id: the one it has, or the first free one from its digest upwards."""
    given: dict[str, int] = {}
    ids = sorted(wanted)
    for at in range(0, len(ids), 500):
        some = ids[at : at + 500]
        given |= {
            row.id: row.number for row in connection.execute(select(aliases.c.id, aliases.c.number).where(aliases.c.id.in_(some)))
        }
    new = [id for id in ids if id not in given]
    taken: set[int] = set()
    for at in range(0, len(new), 500):
        some_numbers = [wanted[id] for id in new[at : at + 500]]
        taken.update(connection.execute(select(aliases.c.number).where(aliases.c.number.in_(some_numbers))).scalars())
    rows: list[Row] = []
    for id in new:
        number = wanted[id]
        while number in taken:
            number = number % (2**31 - 1) + 1
            if connection.execute(select(aliases.c.number).where(aliases.c.number == number)).first():
                taken.add(number)
        taken.add(number)
        given[id] = number
        rows.append({"number": number, "id": id})
    if rows:
        connection.execute(insert(aliases), rows)
    return given
