"""The codebook: every table and column of an export, its type, meaning, and the values it may take."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from onrecord.exporters.csv import cell
from onrecord.model.table import TableSpec

INTRODUCTION = """\
# Codebook

Every finding is a stretch of a report: `start` and `end` count code points of the text of the report as received, the
end not included, and `quotation` is exactly that stretch. What the text does not say is empty; a column ending in
`reason` says why. An event that is known only through what somebody said names that statement in `according_to` and the
speaker in `holder`; `status` says how real the report makes it. Days are ISO 8601, both ends of an interval inside.
In CSV files a list is joined by "; ", and a text that a spreadsheet would take for a formula (it begins with = + - @, a
tab or a carriage return) has an apostrophe in front. `number` is the integer alias of `id`; tables are joined by `id`.
"""


def write(specs: Iterable[TableSpec], folder: Path) -> list[Path]:
    """Write codebook.md and codebook.csv into a folder."""
    specs = tuple(specs)
    page, sheet = folder / "codebook.md", folder / "codebook.csv"
    page.write_text(markdown(specs), encoding="utf-8", newline="")
    lines = ["table,column,type,meaning,values"]
    for spec in specs:
        for column in spec.columns:
            cells = (spec.name, column.name, column.type, column.meaning, list(column.values))
            lines.append(",".join(cell(value) for value in cells))
    sheet.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    return [page, sheet]


def markdown(specs: Iterable[TableSpec]) -> str:
    """The codebook as one page."""
    parts = [INTRODUCTION]
    for spec in specs:
        parts.append(f"\n## {spec.name}\n\n{spec.meaning}.\n\n| column | type | meaning |\n|---|---|---|\n")
        for column in spec.columns:
            values = f". One of: {', '.join(column.values)}" if column.values else ""
            parts.append(f"| {column.name} | {column.type} | {column.meaning}{values} |\n")
    return "".join(parts)
