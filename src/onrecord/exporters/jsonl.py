"""JSON Lines: one file a table, one object a row, lists as arrays, null for what is empty."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from onrecord.model.table import Table

NAME = "jsonl"
MEANING = "JSON Lines files, one a table, one object a row"
SUFFIX = ".jsonl"


def write(table: Table, path: Path) -> None:
    """Write one table to one file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for row in table.rows:
            file.write(line({name: row.get(name) for name in table.spec.names}) + "\n")


def line(row: dict[str, Any]) -> str:
    """A row as one line; lone surrogates, which UTF-8 cannot hold, are escaped."""
    text = json.dumps(row, ensure_ascii=False, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(row, allow_nan=False)
    return text
