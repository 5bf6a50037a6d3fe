"""CSV: one file a table, UTF-8, a header, lists joined by "; ".

A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage return, or with
apostrophes before one of these) is given an apostrophe in front; `unquoted` takes it away again. Numbers are left alone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from onrecord.model.table import Table, plain, sound

NAME = "csv"
MEANING = "CSV files, one a table, lists joined by '; '"
SUFFIX = ".csv"
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_SPECIAL = re.compile(r'[",\r\n]')


def write(table: Table, path: Path) -> None:
    """Write one table to one file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(table.spec.names) + "\n")
        for row in table.rows:
            file.write(",".join(cell(row.get(name)) for name in table.spec.names) + "\n")


def cell(value: Any) -> str:
    """A value as a cell, quoted where need be."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    text = sound(plain(value))
    if _FORMULA.match(text):
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def unquoted(text: str) -> str:
    """A text cell without the apostrophe that keeps spreadsheets from running it."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
