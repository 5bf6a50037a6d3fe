"""Parquet tables: one report a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from onrecord.intake.column import find_columns, report_of
from onrecord.intake.file import File
from onrecord.intake.format import Format, Given
from onrecord.intake.notice import Notice, RefusalError
from onrecord.model import Report

BATCH = 256
"""Rows held at a time: some 2 MB of news."""


def read(file: File, given: Given) -> Iterator[Report | Notice]:
    """Reports of a Parquet table, a few rows in memory at a time; rows count from 1."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if file.size == 0:
        raise RefusalError(file.where, "empty", "empty")
    try:
        table = pq.ParquetFile(file.handle)
        fields = find_columns(table.schema_arrow.names, given, file.where)
        number = 0
        for batch in table.iter_batches(batch_size=BATCH, columns=sorted(set(fields.values())), use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield from report_of(row, fields, given, f"{file.where}:{number}", f"{file.stem}:{number}")
    except (pa.ArrowException, OSError, ValueError) as error:
        first = str(error).strip().partition("\n")[0]
        raise RefusalError(file.where, f"not a sound Parquet table: {first}", "broken", "write it again") from None


def count(handle: BinaryIO) -> int:
    """The number of rows the table says it has; 0 where it cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return int(pq.read_metadata(handle).num_rows)
    except (pa.ArrowException, OSError, ValueError):
        return 0


FORMAT = Format("parquet", (".parquet", ".pq"), read, count)
