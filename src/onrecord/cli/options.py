"""Options several verbs share, and what their words mean."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

Published = Annotated[str | None, typer.Option(metavar="DATE", help="Publication date of reports that do not state their own.")]
Outlet = Annotated[str | None, typer.Option(help="Outlet of reports that do not name their own.")]
Columns = Annotated[
    str | None, typer.Option(metavar="text=COLUMN,…", help="Columns of a table: text=body,published=date,outlet=paper,title=…")
]
RecordFile = Annotated[
    Path, typer.Option("--record", metavar="FILE", help="The record, one SQLite file.", envvar="ONRECORD_RECORD")
]
DEFAULT_RECORD = Path("onrecord.db")


def day_of(word: str | None) -> date | None:
    """A date from the command line; DateError says what was expected."""
    if word is None:
        return None
    from onrecord.intake import parse_date

    return parse_date(word)


def columns_of(words: str | None) -> dict[str, str] | None:
    """`text=body,published=date` as a mapping."""
    if words is None:
        return None
    pairs = [pair.partition("=") for pair in words.split(",") if pair.strip()]
    for name, sign, column in pairs:
        if not sign or not name.strip() or not column.strip():
            raise typer.BadParameter(f"--columns takes name=column pairs, such as text=body,published=date; not {words!r}")
    return {name.strip(): column.strip() for name, _, column in pairs}
