"""Parquet: one file a table, typed: dates are dates, lists are lists. The same rows give the same bytes."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from onrecord.model.table import Table, arrow_schema, to_arrow

NAME = "parquet"
MEANING = "Parquet files, one a table, with types"
SUFFIX = ".parquet"
_AT_ONCE = 20_000
"""Rows held in memory at once, and in one row group."""


def write(table: Table, path: Path) -> None:
    """Write one table to one file."""
    import pyarrow.parquet as pq

    rows = iter(table.rows)
    with pq.ParquetWriter(path, arrow_schema(table.spec), compression="zstd") as writer:
        while some := list(islice(rows, _AT_ONCE)):
            writer.write_table(to_arrow(table.spec, some))
