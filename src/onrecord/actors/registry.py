"""The registry: states, organisations, groups and people with their names, codes and tenures, from data/actors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from onrecord.actors.name import pieces, slug, word_list
from onrecord.data import table
from onrecord.errors import DataFileError, NotFound


@dataclass(frozen=True, slots=True)
class Country:
    """A state or a territory that news treats as one, with its code in each scheme (None: the scheme has none)."""

    iso3: str
    iso2: str
    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str = ""
    metonyms: tuple[str, ...] = ()
    cow: int | None = None
    cowc: str | None = None
    gw: int | None = None
    fips: str | None = None
    cameo: str | None = None
    m49: int | None = None
    sector: str = ""
    is_member: bool = False
    """Member of the United Nations."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office held from `since` to the day before `until`; None: not known, or not ended when last checked."""

    title: str
    since: date | None = None
    until: date | None = None

    def held_on(self, day: date) -> bool:
        """Was the office held on that day?"""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Registered:
    """An organisation, an armed group or a person of the registry."""

    id: str
    name: str
    kind: Literal["organisation", "group", "person"]
    names: tuple[str, ...] = ()
    country: str = ""
    sector: str = ""
    gender: str = ""
    offices: tuple[Office, ...] = ()
    is_lower: bool = False
    """Also printed in lower case ("the foreign office")."""

    def office_on(self, day: date) -> Office | None:
        """The office held on that day, the one begun last where there are several."""
        held = [office for office in self.offices if office.held_on(day)]
        return max(held, key=lambda office: office.since or date.min) if held else None


def as_day(text: str) -> date:
    """ "2017", "2017-04" or "2017-04-13" as its first day."""
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


@cache
def countries() -> dict[str, Country]:
    """All countries by alpha-3."""
    found: dict[str, Country] = {}
    for row in table("actors")["countries"]["country"]:
        found[row["iso3"]] = Country(
            iso3=row["iso3"], iso2=row["iso2"], name=row["name"], names=tuple(row.get("names", ())),
            demonyms=tuple(row.get("demonyms", ())), capital=row.get("capital", ""), metonyms=tuple(row.get("metonyms", ())),
            cow=row.get("cow"), cowc=row.get("cowc"), gw=row.get("gw"), fips=row.get("fips"), cameo=row.get("cameo"),
            m49=row.get("m49"), sector=row.get("sector", ""), is_member=row.get("un", False),
        )  # fmt: skip
    return found


def country(iso3: str) -> Country:
    """The country of an alpha-3 code; NotFound where there is none."""
    try:
        return countries()[iso3]
    except KeyError:
        raise NotFound(f"no country {iso3!r} in data/actors/countries.toml") from None


@cache
def registered() -> dict[str, Registered]:
    """Organisations, groups and people by id."""
    found: dict[str, Registered] = {}
    for entry in _entries():
        if entry.id in found:
            raise DataFileError(f"data/actors: two entries have the id {entry.id!r}")
        found[entry.id] = entry
    return found


def _entries() -> Iterator[Registered]:
    data = table("actors")
    for row in data["organisations"]["organisation"]:
        yield _body(row, "organisation")
    for row in data["groups"]["group"]:
        yield _body(row, "group")
    for row in data["people"]["person"]:
        offices = tuple(
            Office(o["title"], as_day(o["since"]) if "since" in o else None, as_day(o["until"]) if "until" in o else None)
            for o in row.get("offices", ())
        )
        yield Registered(
            slug(row["name"]), row["name"], "person", tuple(row.get("names", ())), row["country"],
            row.get("sector", "GOV"), row.get("gender", ""), offices,
        )  # fmt: skip


def _body(row: dict[str, Any], kind: Literal["organisation", "group"]) -> Registered:
    return Registered(
        row["id"], row["name"], kind, tuple(row.get("names", ())), row.get("country", ""), row.get("sector", ""),
        is_lower=row.get("lower", False),
    )  # fmt: skip


@cache
def surnames() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Ids of people by the pieces of the short form of their names ("assad", "al assad", "de mistura", "xi")."""
    found: dict[tuple[str, ...], list[str]] = {}
    for entry in registered().values():
        if entry.kind != "person":
            continue
        for name in (entry.name, *entry.names):
            for short in short_forms(pieces(name)):
                ids = found.setdefault(short, [])
                if entry.id not in ids:
                    ids.append(entry.id)
    return {short: tuple(ids) for short, ids in found.items()}


PARTICLES = word_list("particles")
FAMILY_FIRST = word_list("family_first")


def short_forms(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What a later mention of a full name may say: its last word, and that with its particles before it."""
    if len(words) < 2 or words[-1] in {"ii", "iii", "xvi", "xiv", "jr"}:
        return
    if words[0] in FAMILY_FIRST and len(words) in (2, 3) and words[0] != words[-1]:
        yield words[:1]  # 'Xi said'
        return
    if len(words[-1]) < 2:
        return
    if len(words[-1]) > 2 or len(words) == 2:
        yield words[-1:]
    i = len(words) - 1
    while i > 1 and words[i - 1] in PARTICLES:
        i -= 1
        yield words[i:]


def holder(iso3: str, title: str, day: date) -> Registered | None:
    """The one person who held that office of that country on that day; None where unknown or not exactly one."""
    ids = [
        entry.id
        for entry in offices_by_country().get(iso3, ())
        if any(office.title == title and office.held_on(day) for office in entry.offices)
    ]
    return registered()[ids[0]] if len(ids) == 1 else None


@cache
def offices_by_country() -> dict[str, tuple[Registered, ...]]:
    """People of the registry by country."""
    found: dict[str, list[Registered]] = {}
    for entry in registered().values():
        if entry.kind == "person":
            found.setdefault(entry.country, []).append(entry)
    return {iso3: tuple(people) for iso3, people in found.items()}
