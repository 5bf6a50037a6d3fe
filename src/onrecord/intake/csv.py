"""Tables as text: one report a row, comma, semicolon, bar or tab between the cells, names in the first row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from onrecord.intake.column import find_columns, report_of
from onrecord.intake.decode import HEAD, encoding_of
from onrecord.intake.file import MAX_LINE, File, read_lines
from onrecord.intake.format import Format, Given
from onrecord.intake.notice import Notice, RefusalError
from onrecord.intake.text import told
from onrecord.model import Report

DELIMITERS = ",\t;|"
_SAMPLE = 16_384
_OPENING = re.compile(r'(?:^|\t)"', re.MULTILINE)
_QUOTED = re.compile(r'(?:^|\t)"(?:[^"]|"")*+"(?=\t|\r?$)', re.MULTILINE)


def read(file: File, given: Given) -> Iterator[Report | Notice]:
    """Reports of a delimited table; a row that breaks the rules of quoting is refused, the others are read.

    A cell keeps its line ends. A row with more cells than there are names is refused: somewhere a text was cut at a
    comma. Missing cells at the end are empty.
    """
    head = file.handle.peek(HEAD)
    if not head.strip():
        raise RefusalError(file.where, "empty", "empty")
    encoding = encoding_of(head, file.where, is_whole=False)
    yield from told(encoding, file.where)
    sample = head[encoding.mark :].decode(encoding.name, "replace")[:_SAMPLE]
    rows = _rows(file, sample)
    names = next((row for row in rows if isinstance(row, list) and any(row)), None)
    if names is None:
        raise RefusalError(file.where, "no row of column names", "broken")
    fields = find_columns(names, given, file.where)
    number = 0
    for row in rows:
        if isinstance(row, list) and not any(row):
            continue
        number += 1
        where = f"{file.where}:{number}"
        if not isinstance(row, list):
            yield Notice(where, f"the row breaks the rules of quoting: {row}", "broken", "mend the quotation marks around it")
        elif len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
            what = f"{len(row)} cells under {len(names)} names"
            yield Notice(where, what, "broken", "put the text between quotation marks")
        else:
            yield from report_of(dict(zip(names, row, strict=False)), fields, given, where, f"{file.stem}:{number}")


def _rows(file: File, sample: str) -> Iterator[list[str] | csv.Error]:
    """Rows of cells; an error stands in the place of a row that could not be read."""
    csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE))
    first = next((line for line in sample.splitlines() if line.strip()), "")
    delimiter = _delimiter(first)
    lines = (line for line, _ in read_lines(file))
    dialect: dict[str, Any] = {"delimiter": delimiter, "strict": True}
    if delimiter == "\t" and not _is_quoted(sample):
        dialect |= {"quoting": csv.QUOTE_NONE, "quotechar": None}
    reader = csv.reader(chain(lines), **dialect)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield error


def _delimiter(names: str) -> str:
    """The sign that parts the column names, counted outside quotation marks; a comma when there is a single column."""
    bare = re.sub(r'"[^"]*"', "", names)
    return max(DELIMITERS, key=lambda sign: (bare.count(sign), -DELIMITERS.index(sign)))


def _is_quoted(sample: str) -> bool:
    """Are quotation marks at the start of a cell the table's own? Not where any of them is left open in its cell:
    then they are the text's ('"We deny it," he said.'), and must stay."""
    whole = sample[: sample.rfind("\n") + 1] or sample
    return len(_QUOTED.findall(whole)) == len(_OPENING.findall(whole))


def count(handle: Iterable[bytes]) -> int:
    """Lines below the first: a little too many where cells have line ends in them."""
    return max(0, sum(1 for line in handle if not line.isspace()) - 1)


FORMAT = Format("csv", (".csv", ".tsv", ".tab"), read, count)
