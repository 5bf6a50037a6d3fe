"""JSON lines: one report a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from onrecord.intake.column import find_columns, report_of
from onrecord.intake.file import MAX_LINE, File, read_lines
from onrecord.intake.format import Format, Given
from onrecord.intake.notice import Notice, RefusalError
from onrecord.intake.text import told
from onrecord.model import Report


class Rows:
    """Reports from the objects of one file; remembers which keys mean what, since rows mostly look alike."""

    def __init__(self, file: File, given: Given) -> None:
        self.file, self.given = file, given
        self._fields: dict[tuple[str, ...], dict[str, str]] = {}

    def report(self, row: object, number: int) -> Iterator[Report | Notice]:
        """The report of one object, or the Notice of why not."""
        where = f"{self.file.where}:{number}"
        if not isinstance(row, dict):
            yield Notice(where, f"{_called(row)}, not an object with a text", "broken", 'one report is {"text": "…"}')
            return
        keys = tuple(row)
        try:
            if keys not in self._fields:
                if len(self._fields) > 1_000:  # rows that never look alike: do not hold all their shapes
                    self._fields.clear()
                self._fields[keys] = self._find(keys, where)
        except RefusalError as refused:
            yield refused.notice()
            return
        yield from report_of(row, self._fields[keys], self.given, where, f"{self.file.stem}:{number}")

    def _find(self, keys: tuple[str, ...], where: str) -> dict[str, str]:
        """As find_columns, but a row may leave out what it does not know, except the text."""
        columns = {ours: key for ours, key in self.given.columns.items() if key in keys or ours == "text"}
        given = Given(columns=columns, settings=self.given.settings)
        return {ours: key for ours, key in find_columns(keys, given, where).items() if self.given.columns.get(ours, key) == key}


def read(file: File, given: Given) -> Iterator[Report | Notice]:
    """Reports of a file with one JSON object a line; a line that does not parse is refused, the others are read."""
    rows = Rows(file, given)
    is_told = False
    for number, (line, encoding) in enumerate(read_lines(file), 1):
        if encoding.is_guess and not is_told:
            is_told = True
            yield from told(encoding, f"{file.where}:{number}")
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield _broken(f"{file.where}:{number}", line, error)
            continue
        yield from rows.report(row, number)


def parses(line: str) -> bool:
    """Is the line a JSON object?"""
    if not line.lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def count(handle: Iterable[bytes]) -> int:
    """Lines that are not blank."""
    return sum(1 for line in handle if not line.isspace())


def _broken(where: str, line: str, error: Exception) -> Notice:
    if len(line) >= MAX_LINE:
        return Notice(where, f"a line longer than {MAX_LINE:,} characters", "long", "give one report a line")
    return Notice(where, f"not JSON: {plain_error(error)}", "broken", "mend or take out this line; the others are read")


def plain_error(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[:1].lower()}{error.msg[1:]} at character {error.pos}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def _called(value: object) -> str:
    names = {list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}
    return "null" if value is None else names.get(type(value), type(value).__name__)


FORMAT = Format("jsonl", (".jsonl", ".ndjson"), read, count)
