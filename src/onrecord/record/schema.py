"""The tables of a record, made from the flat tables of the model, and the migrations between versions of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.types import TypeDecorator, TypeEngine

from onrecord.model.column import TABLES
from onrecord.model.table import ColumnType

APPLICATION_ID: Final = 0x6F6E7263  # "onrc", in the header of the file: what `file` and we know a record by


class Words(TypeDecorator[str]):
    """Text exactly as received: lone surrogates, which SQLite refuses as text, are kept as bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        if value is None or value.isascii():
            return value
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogatepass")
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


class Listed(TypeDecorator[list[str]]):
    """A list of strings, kept as a JSON array."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> str | None:
        return "[]" if not value else json.dumps(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> list[str]:
        return json.loads(value) if value and value != "[]" else []


_TYPES: dict[ColumnType, type[TypeEngine[Any]]] = {
    "text": Words, "id": Words, "date": Text, "int": Integer, "float": Float, "bool": Boolean, "list": Listed,
}  # fmt: skip
_OF_READING: Final = ("version", "statements", "events", "motions", "disputes", "issues")
UNIQUE: Final[dict[str, tuple[str, ...]]] = {
    "statements": ("id",), "events": ("id",), "motions": ("id",), "actors": ("id",), "disputes": ("id",),
    "parties": ("thing", "role", "ord"), "votes": ("motion", "ord"), "accounts": ("dispute", "ord"), "tolls": ("event", "ord"),
    "places": ("ord",), "times": ("ord",), "regions": ("ord",), "issues": ("ord",), "evidence": ("thing", "table", "role", "ord"),
}  # fmt: skip
_MORE: Final[dict[str, tuple[str, ...]]] = {"events": ("when_reason", "own_reason")}
_INDEXED: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "statements": (("id",), ("speaker",), ("report",)),
    "events": (("id",), ("type",), ("date_from",), ("report",)),
    "motions": (("id",),),
    "actors": (("id",), ("country",)),
    "disputes": (("id",),),
    "parties": (("actor",), ("country",)),
}

metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    *(
        Column(column.name, _TYPES[column.type], primary_key=column.name == "id")
        for column in TABLES[0].columns
        if column.name not in _OF_READING
    ),
    Column("text", Words, nullable=False),
)
readings = Table(
    "readings",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    Column("report", Words, ForeignKey("reports.id"), nullable=False, index=True),
    Column("version", Words, nullable=False),
    Column("digest", Text, nullable=False),
    Column("is_current", Boolean, nullable=False, index=True),
    *(Column(name, Integer, nullable=False) for name in _OF_READING[1:]),
    UniqueConstraint("report", "version"),
    sqlite_autoincrement=True,
)


def _table(name: str, columns: list[Column[Any]]) -> Table:
    return Table(
        name,
        metadata,
        Column("reading", Integer, ForeignKey("readings.key", ondelete="CASCADE")),
        *columns,
        *(Column(more, Words) for more in _MORE.get(name, ())),
        # `checked` sees to it that no two rows share their key; the two longest tables have a shorter index for it.
        Index(f"{name}_by_reading", "reading", "thing")
        if name in ("evidence", "parties")
        else UniqueConstraint("reading", *UNIQUE[name]),
        *(Index(f"{name}_by_{'_'.join(names)}", *names) for names in _INDEXED.get(name, ())),
    )


found: dict[str, Table] = {
    spec.name: _table(spec.name, [Column(column.name, _TYPES[column.type]) for column in spec.columns]) for spec in TABLES[1:]
}
"""The tables filled from a reading, by name; each has a `reading` column: the key in `readings`."""

passages = Table(
    "passages",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("reading", Integer, ForeignKey("readings.key", ondelete="CASCADE"), index=True),
    Column("report", Words, nullable=False),
    Column("kind", Text, nullable=False),
    Column("thing", Words, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)
"""The stretch of a report in which a finding is searched for; the full-text table `words` has the same keys."""

aliases = Table(
    "aliases", metadata, Column("number", Integer, primary_key=True), Column("id", Words, nullable=False, unique=True)
)
drops = Table(
    "drops",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("where", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("reason", Words, nullable=False),
    UniqueConstraint("where", "kind", "reason"),
)
judgements = Table(
    "judgements",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("a", Words, nullable=False),
    Column("b", Words, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("by", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("made", Text),
    Column("taken_back", Text),
    Index("judgements_by_a", "a"),
    Index("judgements_by_b", "b"),
)
notes = Table("notes", metadata, Column("name", Text, primary_key=True), Column("value", Text))
"""What the record knows of itself."""


def has_full_text(connection: Connection) -> bool:
    """Does this record have the full-text table? It has none where SQLite was built without FTS5."""
    return connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'words'").first() is not None


def _first(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        connection.execute(CreateTable(table))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            connection.execute(CreateIndex(index))
    if connection.exec_driver_sql("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").first():
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE words USING fts5(passage, content='', tokenize=\"unicode61 remove_diacritics 2\")"
        )


MIGRATIONS: Final[tuple[Callable[[Connection], None], ...]] = (_first,)
"""One step a version, never changed once released: a record of version n is brought up by MIGRATIONS[n:]."""
VERSION: Final = len(MIGRATIONS)
