"""Format: what a module of this package must offer to read one kind of file, and how they are found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from onrecord.intake.file import File
from onrecord.intake.notice import Notice
from onrecord.model import Report
from onrecord.settings import DEFAULT, Settings


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says of all reports; used where a report does not say it itself."""

    published: date | None = None
    outlet: str | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Our name → the table's name."""
    latest: date | None = None
    """A publication date after this one cannot be right."""
    settings: Settings = DEFAULT


def one(handle: BinaryIO) -> int:
    """How many reports there are in a file that holds one."""
    return 1


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. A module of this package that has a `FORMAT` is found by itself."""

    name: str
    endings: tuple[str, ...]
    """With the dot, lower case."""
    read: Callable[[File, Given], Iterator[Report | Notice]]
    count: Callable[[BinaryIO], int] = one
    """About how many reports the open file holds, cheaply: for a progress bar."""


@cache
def formats() -> Mapping[str, Format]:
    """Every format in this package, by name."""
    package = Path(__file__).parent
    found: dict[str, Format] = {}
    for module in sorted(pkgutil.iter_modules([str(package)]), key=lambda module: module.name):
        form = getattr(importlib.import_module(f"{__package__}.{module.name}"), "FORMAT", None)
        if isinstance(form, Format):
            found[form.name] = form
    return MappingProxyType(found)


@cache
def endings() -> Mapping[str, Format]:
    """Ending → format; no ending belongs to two."""
    found: dict[str, Format] = {}
    for form in formats().values():
        for ending in form.endings:
            if ending in found:
                raise AssertionError(f"{ending} is claimed by {found[ending].name} and {form.name}")
            found[ending] = form
    return MappingProxyType(found)
