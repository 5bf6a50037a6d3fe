"""One thing of a record, by its id, with all it rests on and stands in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, cast, literal_column, or_, select

from onrecord.errors import NotFound
from onrecord.model.column import EVIDENCE
from onrecord.model.table import Column, Row, Rows, TableSpec
from onrecord.record.query import SPECS, begins
from onrecord.record.schema import aliases, found, readings, reports

CONTEXT = 160
"""Characters of the report shown on either side of a quotation: about a sentence of news."""

CONTEXT_SPEC = TableSpec(
    "evidence",
    EVIDENCE.meaning,
    (
        *EVIDENCE.columns,
        Column("before", "text", "What stands before it in the report"),
        Column("after", "text", "What stands after it in the report"),
    ),
)
_THINGS = ("statements", "events", "motions", "disputes", "actors")
_LIMIT = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What `Record.get` gives: the table it stands in, its row, its report, its evidence in context, what belongs to it."""

    table: str
    id: str
    row: Row
    report: Row | None
    """The row of its report with the whole text under "text"; None for what goes over several reports."""
    evidence: Rows
    more: Mapping[str, Rows] = field(default_factory=dict)
    """Rows of other tables that belong to it: parties, tolls, votes, accounts, statements, events."""


def get(connection: Connection, id: str) -> Found:
    """The thing of that id, integer alias, beginning of an id that only one has, or report name; NotFound otherwise."""
    candidates = _candidates(connection, id)
    hits = [hit for candidate in candidates if (hit := _locate(connection, candidate))]
    if not hits:
        raise NotFound(
            f"there is nothing by the id {id!r} in this record; `onrecord show statements`, `show events` and so on list ids"
        )
    exact = [hit for hit in hits if hit[0] == id] or hits
    if len(exact) > 1:
        some = ", ".join(hit[0] for hit in exact[:_LIMIT]) + (" …" if len(exact) > _LIMIT else "")
        raise NotFound(f"{id!r} begins more than one id: {some}; give more of it")
    return _found(connection, *exact[0])


def _candidates(connection: Connection, id: str) -> list[str]:
    if not id:
        return []
    exact = connection.execute(select(aliases.c.id).where(aliases.c.id == id)).scalars().all()
    if exact:
        return list(exact)
    if id.isascii() and id.isdigit() and len(id) < 11:
        by_number = connection.execute(select(aliases.c.id).where(aliases.c.number == int(id))).scalars().all()
        if by_number:
            return list(by_number)
    begun = (
        connection.execute(select(aliases.c.id).where(begins(aliases.c.id, id)).order_by(aliases.c.id).limit(50)).scalars().all()
    )
    named = connection.execute(select(reports.c.id).where(reports.c.name == id).order_by(reports.c.id)).scalars().all()
    return list(named or begun)


def _locate(connection: Connection, id: str) -> tuple[str, str, int | None] | None:
    """Id, table and key of the reading: the current one, else the newest that has it."""
    if connection.execute(select(reports.c.id).where(reports.c.id == id)).first():
        key = connection.execute(select(readings.c.key).where(readings.c.report == id, readings.c.is_current)).scalar()
        return id, "reports", key
    for name in _THINGS:
        table = found[name]
        row = connection.execute(
            select(table.c.reading)
            .outerjoin(readings, readings.c.key == table.c.reading)
            .where(table.c.id == id)
            .order_by(readings.c.is_current.desc(), readings.c.key.desc())
            .limit(1)
        ).first()
        if row:
            return id, name, row.reading
    return None


def _found(connection: Connection, id: str, name: str, reading: int | None) -> Found:
    if name == "reports":
        return _report(connection, id, reading)
    table = found[name]
    mine = table.c.reading == reading if reading is not None else table.c.reading.is_(None)
    row = dict(connection.execute(select(*_columns(name)).where(table.c.id == id, mine)).mappings().one())
    report = _report_row(connection, row["report"]) if row.get("report") else None
    evidence = Rows(CONTEXT_SPEC, ())
    if report is not None:
        evidence = _evidence(connection, id, name, reading, report["text"])
    return Found(name, id, row, report, evidence, dict(_more(connection, name, row, reading)))


def _more(connection: Connection, name: str, row: Row, reading: int | None) -> Iterator[tuple[str, Rows]]:
    """The rows of other tables that belong to a thing."""

    def those(other: str, *wheres: ColumnElement[bool], here: bool = True) -> tuple[str, Rows]:
        table = found[other]
        if here:
            place = table.c.reading == reading if reading is not None else table.c.reading.is_(None)
        else:
            place = table.c.reading.in_(select(readings.c.key).where(or_(readings.c.is_current, readings.c.key == reading)))
        query = select(*_columns(other)).where(place, or_(*wheres)).order_by(literal_column(f"{other}.rowid"))
        return other, Rows(SPECS[other], [dict(got) for got in connection.execute(query).mappings()])

    events, statements, accounts = found["events"], found["statements"], found["accounts"]
    if name in ("statements", "events", "motions"):
        yield those("parties", found["parties"].c.thing == row["id"])
    if name == "statements":
        yield those("events", events.c.id == row["about"], events.c.according_to == row["id"])
        yield those("statements", statements.c.id == row["within"], statements.c.within == row["id"])
        yield _disputes(connection, accounts.c.statements, row["id"])
    elif name == "events":
        yield those("statements", statements.c.about == row["id"], statements.c.id == row["according_to"])
        yield those("tolls", found["tolls"].c.event == row["id"])
        yield _disputes(connection, found["disputes"].c.events, row["id"])
    elif name == "motions":
        yield those("votes", found["votes"].c.motion == row["id"])
    elif name == "disputes":
        sides = those("accounts", accounts.c.dispute == row["id"])
        yield sides
        said = [statement for account in sides[1] for statement in account["statements"]]
        yield those("statements", statements.c.id.in_(said), here=False)
        yield those("events", events.c.id.in_([row["event"] or "", *row["events"]]), here=False)
    elif name == "actors":
        yield those("parties", found["parties"].c.actor == row["id"], here=False)


def _disputes(connection: Connection, column: Any, id: str) -> tuple[str, Rows]:
    """The disputes that name a statement in an account, or an event; ids of ours need no escaping in JSON."""
    disputes, accounts = found["disputes"], found["accounts"]
    held = cast(column, Text).contains(json.dumps(id), autoescape=True)
    where: ColumnElement[bool]
    if column.table is accounts:
        where = disputes.c.id.in_(select(accounts.c.dispute).where(held))
    else:
        where = or_(held, disputes.c.event == id)
    current = or_(disputes.c.reading.is_(None), disputes.c.reading.in_(select(readings.c.key).where(readings.c.is_current)))
    query = select(*_columns("disputes")).where(where, current).order_by(disputes.c.report, disputes.c.id)
    return "disputes", Rows(SPECS["disputes"], [dict(got) for got in connection.execute(query).mappings()])


def _report(connection: Connection, id: str, reading: int | None) -> Found:
    row = _report_row(connection, id)
    more: dict[str, Rows] = {}
    for name in ("statements", "events", "motions", "disputes", "actors", "places", "times", "tolls", "regions", "issues"):
        query = select(*_columns(name)).where(found[name].c.reading == reading).order_by(literal_column(f"{name}.rowid"))
        more[name] = Rows(SPECS[name], [dict(got) for got in connection.execute(query).mappings()])
    head = connection.execute(select(readings).where(readings.c.key == reading)).mappings().one()
    front = {name: row[name] if name in row else head[name] for name in SPECS["reports"].names}
    evidence = connection.execute(
        select(*_columns("evidence")).where(found["evidence"].c.reading == reading).order_by(literal_column("evidence.rowid"))
    ).mappings()
    return Found("reports", id, front, row, Rows(SPECS["evidence"], [dict(got) for got in evidence]), more)


def _report_row(connection: Connection, id: str) -> Row:
    return dict(connection.execute(select(reports).where(reports.c.id == id)).mappings().one())


def _columns(name: str) -> list[Any]:
    return [found[name].c[column] for column in SPECS[name].names]


def _evidence(connection: Connection, id: str, name: str, reading: int | None, words: str) -> Rows:
    table = found["evidence"]
    rows = connection.execute(
        select(*_columns("evidence"))
        .where(table.c.reading == reading, table.c.thing == id, table.c["table"] == name)
        .order_by(literal_column("evidence.rowid"))
    ).mappings()
    return Rows(
        CONTEXT_SPEC,
        [
            {
                **row,
                "before": words[max(0, row["start"] - CONTEXT) : row["start"]],
                "after": words[row["end"] : row["end"] + CONTEXT],
            }
            for row in rows
        ],
    )
