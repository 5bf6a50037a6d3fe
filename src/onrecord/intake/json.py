"""JSON: an array of reports, or a single one."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from onrecord.intake import jsonl
from onrecord.intake.decode import HEAD, Encoding, encoding_of
from onrecord.intake.file import MAX_LINE, File
from onrecord.intake.format import Format, Given
from onrecord.intake.jsonl import Rows, parses, plain_error
from onrecord.intake.notice import Notice, RefusalError
from onrecord.intake.text import told
from onrecord.model import Report


def read(file: File, given: Given) -> Iterator[Report | Notice]:
    """Reports of a .json file: an array of objects, one object, or (mislabelled) one object a line; rows count from 1."""
    head = file.handle.peek(HEAD)
    encoding = encoding_of(head, file.where, is_whole=False)
    if not head.strip():
        raise RefusalError(file.where, "empty", "empty")
    if _has_lines(head, encoding):
        yield from jsonl.read(file, given)
        return
    yield from told(encoding, file.where)
    file.handle.read(encoding.mark)
    stream = io.TextIOWrapper(file.handle, encoding.name, errors="replace", newline="")
    rows = Rows(file, given)
    number = 0
    try:
        for number, row in enumerate(values(stream), 1):
            yield from rows.report(row, number)
    except (ValueError, RecursionError) as error:
        what = f"the JSON breaks off after {number} {'row' if number == 1 else 'rows'}: {plain_error(error)}"
        yield Notice(file.where, what, "broken", "mend it from there, or give one object a line as .jsonl")
    finally:
        stream.detach()


def values(stream: io.TextIOBase, size: int = HEAD) -> Iterator[Any]:
    """The elements of an array, or the one value, read bit by bit: memory holds one element, not the file.

    Raises ValueError where the text is not JSON or ends too early.
    """
    decoder = json.JSONDecoder()
    buffer, at, is_end = stream.read(size), 0, False
    at = _skip(buffer, 0)
    is_array = buffer[at : at + 1] == "["
    at += is_array
    while True:
        at = _skip(buffer, at)
        value, end = None, -1
        error: ValueError | None = None
        if at < len(buffer) and not (is_array and buffer[at] == "]"):
            try:
                value, end = decoder.raw_decode(buffer, at)
            except ValueError as caught:
                error = caught
        elif at < len(buffer):
            return
        after = _skip(buffer, end) if end >= 0 else 0
        if end < 0 or (after >= len(buffer) and not is_end):  # the element may go on beyond the buffer
            more = "" if is_end else stream.read(max(size, len(buffer) - at))
            if more:
                buffer, at = buffer[at:] + more, 0
                if len(buffer) > MAX_LINE * 2:
                    raise ValueError(f"one element is longer than {MAX_LINE:,} characters")
                continue
            is_end = True
            if end < 0:
                raise error or ValueError("it ends before its array does")
        yield value
        if not is_array:
            if after < len(buffer):
                raise ValueError("there is more after the first value")
            return
        if buffer[after : after + 1] not in (",", "]"):
            what = "a comma is missing between two elements"
            raise ValueError(what if after < len(buffer) else "it ends before its array does")
        at = after + (buffer[after] == ",")


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n\ufeff":
        at += 1
    return at


def _has_lines(head: bytes, encoding: Encoding) -> bool:
    """Does a .json file hold one object a line? Then its first line is whole by itself and another follows."""
    first, newline, rest = head[encoding.mark :].decode(encoding.name, "replace").lstrip().partition("\n")
    return bool(newline) and rest.lstrip().startswith("{") and parses(first)


FORMAT = Format("json", (".json",), read)
