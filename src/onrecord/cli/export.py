"""`onrecord export`: the record as tables other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import DEFAULT_RECORD, RecordFile


def export(
    to: Annotated[str, typer.Option("--to", help="csv, jsonl or parquet.")] = "csv",
    folder: Annotated[Path, typer.Option("-o", "--output", help="Folder to write; made where it is not there.")] = Path(
        "onrecord-export"
    ),
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Write the record as flat tables with a codebook beside them."""
    from onrecord.exporters import export as write
    from onrecord.record import Record

    with Record.open(record, create=False) as opened:
        paths = write(opened, to=to, folder=folder)
    for path in paths:
        typer.echo(path)
