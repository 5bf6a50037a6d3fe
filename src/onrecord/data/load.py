"""Finds, checks and compiles the TOML under data/."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.errors import DataFileError

ROOT = Path(__file__).parent


def files(kind: str) -> tuple[Path, ...]:
    """The TOML files of one kind ("actors", "events", …), in the order of their names."""
    found = tuple(sorted((ROOT / kind).glob("*.toml")))
    if not found:
        raise DataFileError(f"data/{kind}: no .toml file there; is onrecord installed whole?")
    return found


@cache
def digest(kind: str) -> str:
    """SHA-256 over names and bytes of the files of one kind, first 16 hex digits: the version of that code table."""
    sha = hashlib.sha256()
    for path in files(kind):
        sha.update(path.name.encode())
        sha.update(path.read_bytes())
    return sha.hexdigest()[:16]


def cache_folder() -> Path:
    """Where compiled data lies: $XDG_CACHE_HOME/onrecord or ~/.cache/onrecord, else a folder for temporary files."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "onrecord"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir()) / f"onrecord-{os.getuid() if hasattr(os, 'getuid') else 0}"
        folder.mkdir(parents=True, exist_ok=True)
    return folder


@cache
def table(kind: str) -> dict[str, Any]:
    """Every file of one kind, parsed: {file stem: content}. Raises DataFileError naming file and line."""
    compiled = cache_folder() / f"{kind}-{digest(kind)}.json"
    if compiled.exists():
        try:
            loaded: dict[str, Any] = json.loads(compiled.read_text(encoding="utf-8"))
            return loaded
        except (OSError, ValueError):
            pass  # a torn or unreadable cache is only a cache: parse the sources again, below
    parsed = {path.stem: _parse(path) for path in files(kind)}
    _write_whole(compiled, json.dumps(parsed, ensure_ascii=False, default=str))
    return parsed


def examples(kind: str) -> list[tuple[str, dict[str, Any]]]:
    """The `[[example]]` tables of one kind, each with the stem of its file."""
    return [(stem, example) for stem, content in table(kind).items() for example in content.get("example", [])]


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"data/{path.parent.name}/{path.name}: {error}") from error


def _write_whole(path: Path, text: str) -> None:
    """Write or do not: a reader never sees half a file. A cache that cannot be written is done without."""
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as handle:
            handle.write(text)
        Path(handle.name).replace(path)
    except OSError:
        return
