"""Sources: paths, folders, globs and standard input, opened out into an ordered list of files to read."""

from __future__ import annotations

import glob
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from onrecord.intake import json, jsonl
from onrecord.intake.column import check_columns
from onrecord.intake.decode import HEAD, decoded, encoding_of
from onrecord.intake.file import File, opened, read_whole
from onrecord.intake.format import Format, Given, endings, formats
from onrecord.intake.notice import Notice, RefusalError
from onrecord.intake.text import BYTES_A_CHARACTER, text_report, told
from onrecord.model import Report
from onrecord.settings import DEFAULT, Settings

STDIN = "-"
_ONE_VALUE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*\{|\{\s*\n)")
_FIRST_LINES = 5
"""Lines of standard input that must all be JSON objects for it to be taken as JSON lines."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file that will be read, and how; `path` None is standard input."""

    path: Path | None
    format: str
    where: str
    """As messages name it."""

    def rows(self) -> int:
        """About how many reports it holds, cheaply (lines, or the table's own word), for a progress bar; 0 where it
        cannot be read. Standard input counts as one."""
        if self.path is None:
            return 1
        try:
            with opened(self.path, self.where) as file:
                return formats()[self.format].count(file.handle)
        except RefusalError:
            return 0


def sources(paths: Iterable[str | Path | Source | Notice] | str | Path) -> tuple[Source | Notice, ...]:
    """The files that `paths` stand for, in the order given and by name within a folder or glob; reads none of them.

    A path is a file, a folder (with all its folders; hidden files are passed over), a glob ("archive/**/*.txt"), or "-"
    for standard input. A Notice stands where there is nothing to read: a missing path, a file of no known format, a
    file that came before. What is a Source or Notice already is passed on.
    """
    found: list[Source | Notice] = []
    seen: set[str] = set()
    for path in [paths] if isinstance(paths, str | Path) else paths:
        if isinstance(path, Source | Notice):
            found.append(path)
            continue
        for item in _expanded(path):
            if isinstance(item, Source):
                real = STDIN if item.path is None else os.path.realpath(item.path)
                if real in seen:
                    item = Notice(item.where, "given more than once; read once", "repeat", is_dropped=False)
                seen.add(real)
            found.append(item)
    return tuple(found)


def reports_in(
    paths: Iterable[str | Path | Source | Notice] | str | Path,
    *,
    published: date | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    latest: date | None = None,
    settings: Settings = DEFAULT,
) -> Iterator[Report | Notice]:
    """Every report the paths hold, in order, one at a time, and a Notice for everything that is not read or not sound.

    `published` and `outlet` stand in where a report does not say. `columns` says which column of a table holds what,
    as {"text": "body"}; keys are text, published, outlet, title, url, id. A publication date after `latest` is dropped
    with a Notice. A file that cannot be read costs that file, a row that row; only a wrong `columns` key raises
    (ColumnError). The same path, rows and settings give the same items in the same order.
    """
    check_columns(columns or {})
    given = Given(published=published, outlet=outlet, columns=dict(columns or {}), latest=latest, settings=settings)
    return _items(sources(paths), given)


def _items(found: Iterable[Source | Notice], given: Given) -> Iterator[Report | Notice]:
    for item in found:
        if isinstance(item, Notice):
            yield item
            continue
        has_any = False
        for one in _read(item, given):
            has_any = has_any or isinstance(one, Report) or one.is_dropped
            yield one
        if not has_any:
            yield Notice(item.where, "no report in it", "empty")


def _read(source: Source, given: Given) -> Iterator[Report | Notice]:
    """What one source gives; a refusal of the whole becomes its last Notice."""
    try:
        if source.path is None:
            yield from _standard_input(given)
        else:
            with opened(source.path, source.where) as file:
                yield from formats()[source.format].read(file, given)
    except RefusalError as refused:
        yield refused.notice()


def _expanded(path: str | Path) -> Iterator[Source | Notice]:
    where = str(path)
    if where == STDIN:
        yield Source(None, "stdin", "standard input")
        return
    try:
        given = Path(path)
        if given.is_dir():
            yield from _folder(given)
            return
        if given.exists():
            yield _source(given, is_asked_for=True)
            return
        names = sorted(_glob(where)) if glob.has_magic(where) else []
    except (OSError, ValueError) as error:  # a name too long, a NUL in it
        yield Notice(where, f"no path: {error}", "missing", "check the path")
        return
    files = [path for path in map(Path, names) if not path.is_dir()]
    if not files:
        what = "no file matches" if glob.has_magic(where) else "no such file or folder"
        yield Notice(where, what, "missing", "check the path")
    for file in files:
        yield _source(file, is_asked_for=False)


def _glob(pattern: str) -> list[str]:
    return glob.glob(pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern


def _folder(folder: Path) -> Iterator[Source | Notice]:
    """The files of a folder and of its folders, by name."""
    has_any = False
    failed: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith(".") or not path.is_file():
                continue
            item = _source(path, is_asked_for=False)
            has_any = has_any or isinstance(item, Source)
            yield item
    for error in failed:
        yield Notice(str(error.filename), f"cannot be read: {error.strerror}", "unreadable", "check its permissions")
    if not has_any and not failed:
        yield Notice(str(folder), "no report in this folder", "empty", f"files it reads: {', '.join(endings())}")


def _source(path: Path, *, is_asked_for: bool) -> Source | Notice:
    """How a file is to be read, by its ending. A file without one that was asked for by name is taken as plain text."""
    form: Format | None = endings().get(path.suffix.lower())
    if form is None and is_asked_for and not path.suffix:
        form = formats()["text"]
    if form is None:
        what = f"files ending in {path.suffix!r} are not read" if path.suffix else "files without an ending are not read"
        todo = f"reports come in {', '.join(endings())}"
        return Notice(str(path), what, "format", todo, is_dropped=is_asked_for)
    return Source(path, form.name, str(path))


def _standard_input(given: Given) -> Iterator[Report | Notice]:
    """Plain text; JSON lines when its first lines are JSON objects; JSON when it begins like an array of objects."""
    if sys.stdin is None:
        raise RefusalError("standard input", "there is none", "missing", "give a file")
    buffer = sys.stdin.buffer
    handle = buffer if isinstance(buffer, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, buffer))
    file = File(handle, "standard input", "stdin")
    head = file.handle.peek(HEAD)
    if head.lstrip()[:1] == b"{":
        encoding = encoding_of(head, file.where, is_whole=False)
        lines = head.decode(encoding.name, "replace").lstrip().splitlines(keepends=True)
        whole = [line for line in lines if line.endswith("\n") and line.strip()][:_FIRST_LINES]
        if all(map(jsonl.parses, whole)) if whole else True:
            yield from jsonl.read(file, given)
            return
    if _ONE_VALUE.match(head):
        yield from json.read(file, given)
        return
    text, encoding = decoded(read_whole(file, given.settings.max_characters * BYTES_A_CHARACTER), file.where)
    yield from told(encoding, file.where)
    yield from text_report(text, file, given)
