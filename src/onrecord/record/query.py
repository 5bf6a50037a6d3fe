"""Questions to the record: filters as SQL conditions, answers as Rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, false, func, literal_column, or_, select, text, true, tuple_
from sqlalchemy.sql import FromClause

from onrecord.intake.dates import parse_date
from onrecord.model.column import TABLES
from onrecord.model.table import Row, Rows, TableSpec, sound
from onrecord.record.connection import folded
from onrecord.record.schema import found, has_full_text, passages, readings, reports

Where = ColumnElement[bool]
SPECS = {spec.name: spec for spec in TABLES}


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days to keep to, both ends inside; None: open."""

    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, since: date | str | None, until: date | str | None) -> Span:
        """A span from days or their usual spellings; DateError where one is none."""
        return cls(*(parse_date(day) if isinstance(day, str) else day for day in (since, until)))

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None


def ask(
    connection: Connection,
    name: str,
    wheres: Sequence[Where],
    *,
    span: Span,
    dates: tuple[str, str],
    order: Sequence[Any],
    limit: int | None,
    offset: int,
) -> Rows:
    """The current rows of a table that meet all conditions; `dates` names its columns of first and last day."""
    table = found[name]
    spec = SPECS[name]
    source = table.join(readings, and_(readings.c.key == table.c.reading, readings.c.is_current))
    columns = [table.c[column] for column in spec.names]
    return fetch(
        connection,
        spec,
        columns,
        source,
        wheres,
        span=span,
        dates=(table.c[dates[0]], table.c[dates[1]]),
        order=order,
        limit=limit,
        offset=offset,
    )


def fetch(
    connection: Connection,
    spec: TableSpec,
    columns: Sequence[Any],
    source: FromClause,
    wheres: Sequence[Where],
    *,
    span: Span,
    dates: tuple[Any, Any] | None,
    order: Sequence[Any],
    limit: int | None,
    offset: int,
) -> Rows:
    """Rows of a source with the count without limit, and how many an asked-for span of time left out as undated."""
    base = and_(true(), *wheres)
    undated: int | None = None
    if span and dates is not None:
        first, last = dates
        nothing = and_(first.is_(None), last.is_(None))
        undated = connection.execute(select(func.count()).select_from(source).where(base, nothing)).scalar_one()
        base = and_(base, ~nothing)
        if span.since is not None:
            base = and_(base, or_(last.is_(None), last >= span.since.isoformat()))
        if span.until is not None:
            base = and_(base, or_(first.is_(None), first <= span.until.isoformat()))
    query = select(*columns).select_from(source).where(base).order_by(*order)
    paged = query.limit(-1 if limit is None else limit).offset(offset) if limit is not None or offset else query
    rows = [plain_row(row) for row in connection.execute(paged).mappings()]
    is_whole = limit is None and not offset
    total = len(rows) if is_whole else connection.execute(select(func.count()).select_from(source).where(base)).scalar_one()
    return Rows(spec, rows, total=total, undated=undated)


def plain_row(row: Any) -> Row:
    """A database row as a plain dict."""
    return dict(row)


def oldest_first(table: Any, column: str) -> list[Any]:
    """Order: by a date, what has none last, then by report and place in it."""
    return [table.c[column].is_(None), table.c[column], table.c.report, table.c.start, literal_column(f"{table.name}.rowid")]


def equals_any(column: Any, values: str | Sequence[str] | None) -> list[Where]:
    """The condition that a column is the value, or one of several."""
    if values is None:
        return []
    return [column == values] if isinstance(values, str) else [column.in_(list(values))]


def in_report(column: Any, report: str | None) -> list[Where]:
    """The condition that a thing stands in a report, named by id, beginning of an id, or name."""
    if report is None:
        return []
    return [
        column.in_(
            select(reports.c.id).where(or_(reports.c.id == report, reports.c.name == report, begins(reports.c.id, report)))
        )
    ]


def begins(column: Any, start: str) -> Where:
    """The condition that a column begins with some text; uses the index."""
    return and_(column >= start, column < start + "\U0010ffff")


def party(connection: Connection, table: Any, actor: str | None, roles: Sequence[str]) -> list[Where]:
    """The condition that an actor stands in one of some roles: by id or country code, else by a name or part of one."""
    if actor is None:
        return []
    if not actor:
        return [false()]
    parties = found["parties"]
    codes = sorted({actor, actor.upper(), actor.lower()})
    by_code = or_(parties.c.actor.in_(codes), parties.c.country == actor.upper())
    if connection.execute(select(parties.c.thing).where(by_code).limit(1)).first():
        who: Where = by_code
    else:
        who = is_called(parties.c.name, actor)
    things = select(parties.c.reading, parties.c.thing).where(parties.c.role.in_(list(roles)), who)
    return [tuple_(table.c.reading, table.c.id).in_(things)]


def is_called(column: Any, name: str) -> Where:
    """The condition that a name is this one, or holds it as whole words: "Lavrov" finds "Sergei Lavrov", "Muallem" al-Muallem."""
    known, words = func.folded(column), escaped(folded(name))
    return or_(
        known == folded(name),
        *(known.like(shape, escape="\\") for shape in (f"{words} %", f"% {words}", f"% {words} %", f"%-{words}", f"%-{words} %")),
    )


def escaped(words: str) -> str:
    """Text for a LIKE with the escape character \\."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def says(connection: Connection, kind: str, thing: Any, words: str | None) -> list[Where]:
    """The condition that the passage of a thing holds all the words; words in double quotes must follow each other.

    `thing`: the id column of `reports`, or (reading, id) of another table.
    """
    if words is None:
        return []
    key = (passages.c.thing,) if kind == "reports" else (passages.c.reading, passages.c.thing)
    things = select(*key).where(passages.c.kind == kind)
    asked = full_text(words)
    if asked is not None and has_full_text(connection):
        hits = text("SELECT rowid FROM words WHERE words MATCH :asked").bindparams(asked=asked)
        things = things.where(passages.c.key.in_(hits))
    else:
        things = things.join(reports, reports.c.id == passages.c.report)
        passage = func.substr(reports.c.text, passages.c.start + 1, passages.c.end - passages.c.start)
        for part in phrases(words):
            things = things.where(func.folded(passage).like(f"%{escaped(folded(part))}%", escape="\\"))
    return [thing.in_(things)]


def phrases(words: str) -> list[str]:
    """Words and "phrases in double quotes" of a search, in order."""
    parts: list[str] = []
    for at, piece in enumerate(words.split('"')):
        parts += [piece.strip()] if at % 2 else piece.split()
    return [part for part in parts if part]


def full_text(words: str) -> str | None:
    """A search as FTS5 understands it, every part taken literally; None where no part holds a letter or digit."""
    parts = [sound(part).replace("\x00", " ") for part in phrases(words)]
    if not parts or not all(any(character.isalnum() for character in part) for part in parts):
        return None
    return " ".join(f'"{part}"' for part in parts)
