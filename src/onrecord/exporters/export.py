"""export: readings or a record into files of some target, whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, runtime_checkable

from onrecord.errors import ExportError, NotFound
from onrecord.exporters import codebook
from onrecord.model import Dispute, Reading
from onrecord.model.column import TABLES
from onrecord.model.flat import dispute_rows, flatten, sort_key
from onrecord.model.table import Column, Row, Table

Code = Callable[[str], str | int | None]


@runtime_checkable
class HasTables(Protocol):
    """What can give the flat tables itself, as a record can, one after the other."""

    def tables(self) -> Iterator[Table]: ...


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of file: its name, what it is, the ending of its files, and what writes a table to one."""

    name: str
    meaning: str
    suffix: str
    write: Callable[[Table, Path], None]


@cache
def targets() -> Mapping[str, Target]:
    """The targets by name: every module beside this one that has a NAME and a `write`."""
    package = import_module("onrecord.exporters")
    found: dict[str, Target] = {}
    for entry in sorted(iter_modules(package.__path__), key=lambda entry: entry.name):
        module = import_module(f"onrecord.exporters.{entry.name}")
        if hasattr(module, "NAME"):
            found[module.NAME] = Target(module.NAME, module.MEANING, module.SUFFIX, module.write)
    return found


def export(
    source: HasTables | Iterable[Reading],
    to: str = "csv",
    *,
    folder: str | Path,
    codes: Mapping[str, Code] | None = None,
    disputes: Iterable[Dispute] = (),
) -> list[Path]:
    """Write all flat tables and their codebook into a folder, and give the paths of the files.

    `codes`: more columns for `actors` and `parties`, each made from a country code (for example "cow").
    `disputes`: those over several readings; a record brings its own. The files come to be all at once; where something
    fails there is nothing new in the folder. Errors: NotFound for an unknown target, ExportError for a folder that
    cannot be written.
    """
    if to not in targets():
        raise NotFound(f"there is no export to {to!r}; there are: {', '.join(targets())}")
    target, folder = targets()[to], Path(folder)
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder}: this is a file; an export goes into a folder of its own")
    tables = source.tables() if isinstance(source, HasTables) else tables_of(source, disputes)
    part = folder.parent / f".{folder.name}.{os.getpid()}.part"
    try:
        part.mkdir(parents=True)
        try:
            specs = []
            for table in tables:
                table = _coded(table, codes or {})
                specs.append(table.spec)
                target.write(table, part / f"{table.spec.name}{target.suffix}")
            codebook.write(specs, part)
            return _settle(part, folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise ExportError(
            f"{folder}: the export could not be written ({error.strerror or error}); nothing of it was kept"
        ) from error


def _settle(part: Path, folder: Path) -> list[Path]:
    names = sorted(path.name for path in part.iterdir())
    if folder.exists():
        for name in names:
            (part / name).replace(folder / name)
    else:
        part.rename(folder)
    return [folder / name for name in names]


def tables_of(readings: Iterable[Reading], disputes: Iterable[Dispute] = ()) -> Iterator[Table]:
    """The flat tables of readings, by report and start; of two readings of one report the later counts."""
    last = {reading.report.id: reading for reading in readings}
    rows: dict[str, list[Row]] = {spec.name: [] for spec in TABLES}
    names = {actor.id: actor.name for _, reading in sorted(last.items()) for actor in reading.actors}
    for dispute in sorted(disputes, key=lambda dispute: dispute.id):
        head, accounts = dispute_rows(dispute, lambda id: names.get(id, id))
        rows["disputes"].append(head)
        rows["accounts"] += accounts
    for _, reading in sorted(last.items()):
        for name, some in flatten(reading).items():
            rows[name] += some
    for spec in TABLES:
        key = (lambda row: str(row["id"])) if spec.name == "reports" else sort_key
        yield Table(spec, sorted(rows[spec.name], key=key))


def _coded(table: Table, codes: Mapping[str, Code]) -> Table:
    """The table with a column more for every code, where it has a country."""
    if not codes or table.spec.name not in ("actors", "parties"):
        return table
    more = tuple(Column(name, "text", f"The {name} code of the country") for name in codes)
    spec = type(table.spec)(table.spec.name, table.spec.meaning, (*table.spec.columns, *more))

    def coded() -> Iterator[Row]:
        for row in table.rows:
            given = {name: code(row["country"]) if row["country"] else None for name, code in codes.items()}
            yield row | {name: None if value is None else str(value) for name, value in given.items()}

    return Table(spec, coded())
