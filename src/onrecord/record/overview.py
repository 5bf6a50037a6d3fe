"""The wider questions: reports with their counts, disputes of both kinds, actors over all reports, whole tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, and_, cast, exists, false, func, literal_column, or_, select, text, tuple_
from sqlalchemy.sql import FromClause

from onrecord.model.column import ACTORS
from onrecord.model.table import Column, Row, Rows, TableSpec
from onrecord.record.connection import folded
from onrecord.record.query import SPECS, Span, equals_any, escaped, fetch, in_report, is_called, phrases
from onrecord.record.schema import drops, found, readings, reports

CAST = TableSpec(
    "actors",
    "An actor over all reports",
    (
        *(column for column in ACTORS.columns if column.name in ("number", "id", "name", "kind", "country", "sector", "office")),
        Column("reports", "int", "How many reports mention the actor"),
        Column("mentions", "int", "How often they do"),
        Column("statements", "int", "How many statements the actor makes"),
        Column("events", "int", "How many events the actor does or suffers"),
    ),
)
DROPS = TableSpec(
    "drops",
    "An input that was left out",
    (
        Column("where", "text", "The file, and the row in it"),
        Column("kind", "text", "What kind of drop"),
        Column("reason", "text", "Why it was left out"),
    ),
)
_AT_ONCE = 2000


def key(table: Any) -> Any:
    """(reading, id) of a table."""
    return tuple_(table.c.reading, table.c.id)


def current_reports() -> FromClause:
    """Reports with their current reading."""
    return reports.join(readings, and_(readings.c.report == reports.c.id, readings.c.is_current))


def report_columns() -> list[Any]:
    """The columns of a report and the counts of its current reading."""
    return [reports.c[name] if name in reports.c else readings.c[name] for name in SPECS["reports"].names]


def rows(connection: Connection, spec: TableSpec) -> Iterator[Row]:
    """All current rows of a table, by report, start, and the order in which they were found."""
    if spec.name == "reports":
        query = select(*report_columns()).select_from(current_reports()).order_by(reports.c.id)
    else:
        table = found[spec.name]
        query = (
            select(*(table.c[name] for name in spec.names))
            .outerjoin(readings, readings.c.key == table.c.reading)
            .where(or_(table.c.reading.is_(None), readings.c.is_current))
        )
        start = [func.coalesce(table.c.start, 0)] if "start" in table.c else []
        query = query.order_by(func.coalesce(table.c.report, ""), *start, literal_column(f"{spec.name}.rowid"))
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(query).mappings():
        yield dict(row)


def disputes(
    connection: Connection,
    *,
    actor: str | None,
    event: str | None,
    words: str | None,
    report: str | None,
    limit: int | None,
    offset: int,
) -> Rows:
    """Disputes over several reports, then those within one report whose event is in none of the former."""
    table, accounts = found["disputes"], found["accounts"]
    source = table.outerjoin(readings, readings.c.key == table.c.reading)
    apart = text(
        "disputes.event NOT IN "
        "(SELECT whole.value FROM disputes AS wide, json_each(wide.events) AS whole WHERE wide.reading IS NULL)"
    )
    wheres: list[ColumnElement[bool]] = [or_(table.c.reading.is_(None), readings.c.is_current)]
    if report is None:
        wheres.append(or_(table.c.reading.is_(None), table.c.event.is_(None), apart))
    wheres += in_report(table.c.report, report)
    if event is not None:
        wheres.append(or_(table.c.event == event, _holds(table.c.events, lambda one: one == event)))
    if actor is not None:
        cast_row = found["actors"]
        ids = select(cast_row.c.id).where(or_(cast_row.c.country == actor.upper(), is_called(cast_row.c.name, actor)))
        codes = sorted({actor, actor.upper(), actor.lower()})
        wheres.append(_holds(table.c.holders, lambda one: or_(one.in_(codes), one.in_(ids))) if actor else false())
    for part in phrases(words or ""):
        like = f"%{escaped(folded(part))}%"
        told = select(accounts.c.dispute).where(func.folded(accounts.c.account).like(like, escape="\\"))
        wheres.append(or_(func.folded(table.c.question).like(like, escape="\\"), table.c.id.in_(told)))
    spec = SPECS["disputes"]
    columns = [table.c[name] for name in spec.names]
    order = [table.c.reading.is_not(None), table.c.report, literal_column("disputes.rowid")]
    return fetch(connection, spec, columns, source, wheres, span=Span(), dates=None, order=order, limit=limit, offset=offset)


def _holds(column: Any, is_it: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """The condition that something holds of one of the strings of a list."""
    each = func.json_each(cast(column, Text)).table_valued("value")
    return exists(select(each.c.value).where(is_it(each.c.value)).correlate(column.table))


def named(table: Any, actor: str) -> ColumnElement[bool]:
    """The condition that an actor is the one of an id, a country code, or a name that holds these words."""
    like = func.folded(table.c.name).like(f"%{escaped(folded(actor))}%", escape="\\")
    return or_(table.c.id.in_(sorted({actor, actor.upper(), actor.lower()})), table.c.country == actor.upper(), like)


def actors(
    connection: Connection,
    *,
    actor: str | None,
    kind: str | Sequence[str] | None,
    country: str | Sequence[str] | None,
    sector: str | Sequence[str] | None,
    report: str | None,
    limit: int | None,
    offset: int,
) -> Rows:
    """Actors over all reports, as the report that mentions them most has them, by number of reports."""
    table, parties = found["actors"], found["parties"]
    current = select(readings.c.key).where(readings.c.is_current)
    wheres = [
        table.c.reading.in_(current),
        *([named(table, actor)] if actor is not None else []),
        *equals_any(table.c.kind, kind),
        *equals_any(table.c.country, country),
        *equals_any(table.c.sector, sector),
        *in_report(table.c.report, report),
    ]
    # The bare columns beside max() are those of the row that has it: SQLite's rule.
    most = func.max(table.c.mentions * 1_000_000 - table.c.reading)
    bare = [table.c[name] for name in CAST.names if name in table.c and name != "mentions"]
    in_reports = func.count(table.c.report.distinct()).label("reports")
    grouped = select(*bare, in_reports, func.sum(table.c.mentions).label("mentions"), most).where(*wheres).group_by(table.c.id)
    total = connection.execute(select(func.count()).select_from(grouped.subquery())).scalar_one()
    ordered = grouped.order_by(in_reports.desc(), literal_column("mentions").desc(), table.c.id)
    paged = ordered.limit(-1 if limit is None else limit).offset(offset)
    some = [{name: row[name] for name in CAST.names if name in row} for row in connection.execute(paged).mappings()]
    for column, roles in (("statements", ("speaker", "also_speaker")), ("events", ("actor", "recipient"))):
        counts: dict[str, int] = {}
        for at in range(0, len(some), 500):
            query = (
                select(parties.c.actor, func.count(parties.c.thing.distinct()).label("n"))
                .where(parties.c.actor.in_([row["id"] for row in some[at : at + 500]]), parties.c.role.in_(roles))
                .where(parties.c.reading.in_(current))
                .group_by(parties.c.actor)
            )
            counts |= {row.actor: row.n for row in connection.execute(query)}
        for row in some:
            row[column] = counts.get(row["id"], 0)
    return Rows(CAST, some, total=total)


def drops_noted(connection: Connection) -> Rows:
    """The inputs left out, in the order they were noted."""
    query = select(drops.c.where, drops.c.kind, drops.c.reason).order_by(drops.c.key)
    return Rows(DROPS, [dict(row) for row in connection.execute(query).mappings()])
