"""Table: the flat shape in which findings leave onrecord, whichever file or store they go to."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

ColumnType = Literal["text", "id", "date", "int", "float", "bool", "list"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type, what it means, and the values it may take where they are a closed list."""

    name: str
    type: ColumnType
    meaning: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: its name, what a row stands for, its columns in order."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table; `rows` may be read once only."""

    spec: TableSpec
    rows: Iterable[Row]


def number_of(id: str) -> int:
    """The integer alias of an id: 1 to 2^31 - 1, the same on every machine; two ids may, very rarely, share one."""
    return int.from_bytes(hashlib.sha256(id.encode("utf-8", "surrogatepass")).digest()[:4], "big") % (2**31 - 1) + 1


class Rows(Sequence[Row]):
    """What a query gives: plain dicts in order, with the names of the columns and what was left out.

    `total`: how many rows match without the limit. `undated`: how many were left out because a span of time was asked
    for and they have no date; None where none was asked for.
    """

    __slots__ = ("_rows", "spec", "total", "undated")

    def __init__(self, spec: TableSpec, rows: Iterable[Row], *, total: int | None = None, undated: int | None = None) -> None:
        self._rows = tuple(rows)
        self.spec = spec
        self.total = len(self._rows) if total is None else total
        self.undated = undated

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return self.spec.names

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Rows: ...
    def __getitem__(self, index: int | slice) -> Row | Rows:
        if isinstance(index, slice):
            return Rows(self.spec, self._rows[index], total=self.total, undated=self.undated)
        return self._rows[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and self.spec == other.spec and self._rows == other._rows

    __hash__ = None  # type: ignore[assignment]  # rows are dicts

    def __repr__(self) -> str:
        left_out = f", {self.undated} undated left out" if self.undated else ""
        return f"<{len(self)} of {self.total} {self.spec.name}{left_out}>"

    def _repr_html_(self) -> str:
        """An HTML table of the first 20 rows; every cell is escaped, so that hostile text is inert."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(plain(row.get(name)))}</td>" for name in self.columns) + "</tr>"
            for row in self._rows[:20]
        )
        return f"<p>{html.escape(repr(self))}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def to_arrow(self) -> pa.Table:
        """A pyarrow Table, typed by the columns: dates are date32, lists are lists."""
        return to_arrow(self.spec, self._rows)

    def to_pandas(self) -> pd.DataFrame:
        """A pandas DataFrame: ISO dates as text, lists as lists, whole numbers as Int64."""
        import pandas as pd

        kinds = {"int": "Int64", "float": "Float64", "bool": "boolean"}
        data = {
            column.name: pd.Series([row.get(column.name) for row in self._rows], dtype=kinds.get(column.type, "object"))
            for column in self.spec.columns
        }
        return pd.DataFrame(data, columns=list(self.columns))


def plain(value: object) -> str:
    """A cell as text: nothing is "", lists are joined by "; "."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "; ".join(str(part) for part in value)
    return str(value)


def arrow_schema(spec: TableSpec) -> pa.Schema:
    """The pyarrow schema of a table."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "id": pa.string(),
        "date": pa.date32(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "list": pa.list_(pa.string()),
    }
    return pa.schema([pa.field(column.name, types[column.type]) for column in spec.columns])


def to_arrow(spec: TableSpec, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows as a pyarrow Table. Lone surrogates, which Arrow cannot hold, become U+FFFD."""
    from datetime import date

    import pyarrow as pa

    def cell(value: Any, type: ColumnType) -> Any:
        if value is None:
            return None
        if type == "date":
            return date.fromisoformat(value)
        if type in ("text", "id"):
            return sound(value)
        return [sound(part) for part in value] if type == "list" else value

    arrays = [
        pa.array([cell(row.get(column.name), column.type) for row in rows], type=field.type)
        for column, field in zip(spec.columns, arrow_schema(spec), strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(spec))


def sound(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot hold, as U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
