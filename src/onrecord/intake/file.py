"""Reading files within bounds: a whole small file, or lines of one of any size."""

from __future__ import annotations

import codecs
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from onrecord.intake.decode import HEAD, Encoding, encoding_of
from onrecord.intake.notice import RefusalError

MAX_LINE = 16_000_000
"""Bytes of one line of a table: 200,000 characters escaped as \\uXXXX are 1.2 million, and there are other columns."""


@dataclass(frozen=True, slots=True)
class File:
    """An open file as a format sees it."""

    handle: io.BufferedReader
    where: str
    """Path as the user gave it: for messages and Report.origin."""
    stem: str
    """File name without its ending: the name of a single report."""
    size: int | None = None
    """Bytes, where the system knows."""


@contextmanager
def opened(path: Path, where: str) -> Iterator[File]:
    """The file, open for bytes; what the system refuses becomes a RefusalError, also while it is read."""
    try:
        with path.open("rb") as handle:
            status = os.fstat(handle.fileno())
            size = status.st_size if stat.S_ISREG(status.st_mode) else None
            yield File(handle, where, path.stem, size)
    except FileNotFoundError:
        raise RefusalError(where, "no such file", "missing", "check the path") from None
    except PermissionError:
        raise RefusalError(where, "the system does not let this user read it", "unreadable", "check its permissions") from None
    except OSError as error:
        raise RefusalError(where, f"cannot be read: {error.strerror or error}", "unreadable") from None


def read_whole(file: File, limit: int) -> bytes:
    """All bytes of a file of at most `limit`; its size is looked at before anything is read."""
    if file.size is not None and file.size > limit:
        raise too_large(file.where, file.size, limit)
    data = file.handle.read(limit + 1)
    if len(data) > limit:
        raise too_large(file.where, len(data), limit)
    if not data.strip():
        raise RefusalError(file.where, "empty", "empty")
    return data


def too_large(where: str, size: int, limit: int) -> RefusalError:
    """The refusal of a file that cannot be one report."""
    what = f"{size:,} bytes or more: no single report is longer than {limit:,}"
    return RefusalError(where, what, "long", "split it into its reports")


def read_lines(file: File) -> Iterator[tuple[str, Encoding]]:
    """The lines of a file with their ends, each with the encoding it was read in.

    A line that is not UTF-8 in a file that began so is read as Windows-1252. A line longer than MAX_LINE comes cut and
    its rest is passed over, so that memory stays bounded.
    """
    handle = file.handle
    head = handle.peek(HEAD)
    encoding = encoding_of(head, file.where, is_whole=False)
    handle.read(encoding.mark)
    if encoding.name.startswith(("utf-16", "utf-32")):
        for line in _wide_lines(handle, encoding.name):
            yield line, encoding
        return
    while data := handle.readline(MAX_LINE):
        if len(data) == MAX_LINE and not data.endswith(b"\n"):
            while (rest := handle.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
        try:
            yield data.decode(encoding.name), encoding
        except UnicodeDecodeError:
            yield data.decode("cp1252", "replace"), Encoding("cp1252", is_guess=True)


def _wide_lines(handle: io.BufferedReader, encoding: str) -> Iterator[str]:
    """Lines of UTF-16 or UTF-32, whose line ends are not one byte."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    rest = ""
    while data := handle.read(HEAD):
        *lines, rest = (rest + decoder.decode(data)).split("\n")
        rest = rest[:MAX_LINE]
        for line in lines:
            yield line + "\n"
    if rest := rest + decoder.decode(b"", final=True):
        yield rest
