"""The actors' data files: counts, codes, tenures, and every example in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from onrecord.actors import countries, country, find_cast, holder, registered
from onrecord.actors.lexicon import lexicon
from onrecord.actors.registry import Office
from onrecord.data import examples
from onrecord.errors import NotFound
from onrecord.language import Document

SINGLE = (
    "President", "Prime Minister", "Foreign Minister", "Foreign Secretary", "Secretary of State", "Defence Secretary",
    "Defence Minister", "Ambassador to the United Nations", "Chancellor", "King", "Home Secretary", "White House Press Secretary",
    "National Security Adviser", "UN Secretary-General", "NATO Secretary-General", "High Commissioner for Human Rights",
    "High Representative",
)  # fmt: skip
FOREIGN = {
    "USA": "Secretary of State",
    "RUS": "Foreign Minister",
    "GBR": "Foreign Secretary",
    "FRA": "Foreign Minister",
    "CHN": "Foreign Minister",
}
SECTORS = {
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN",
    "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "",
}  # fmt: skip


def test_members_of_the_united_nations() -> None:
    assert sum(c.is_member for c in countries().values()) == 193
    assert {iso3 for iso3, c in countries().items() if not c.is_member} == {"VAT", "PSE", "KOS", "TWN", "HKG"}


@pytest.mark.parametrize("scheme", ["iso3", "iso2", "name", "cow", "cowc", "gw", "fips", "cameo", "m49"])
def test_codes_are_unique(scheme: str) -> None:
    codes = Counter(getattr(c, scheme) for c in countries().values() if getattr(c, scheme) is not None)
    assert [code for code, n in codes.items() if n > 1] == []


def test_codes_known_by_heart() -> None:
    assert (country("RUS").cow, country("RUS").cowc, country("RUS").fips, country("RUS").m49) == (365, "RUS", "RS", 643)
    assert (country("SYR").cow, country("SYR").gw, country("SYR").iso2) == (652, 652, "SY")
    assert (country("DEU").cow, country("DEU").gw, country("YEM").cow, country("YEM").gw) == (255, 260, 679, 678)
    assert (country("KOS").iso2, country("KOS").sector, country("GBR").cowc) == ("XK", "PRE", "UKG")


def test_an_unknown_country_is_not_found() -> None:
    with pytest.raises(NotFound):
        country("XXX")


def test_codes_agree_with_the_leaders_file(shared: Any) -> None:
    import csv

    path = shared / "data" / "actors" / "leaders_reign_2021-03.csv"
    with path.open(encoding="utf-8", errors="replace") as handle:
        known = {(int(row["ccode"]), row["stateabb"]) for row in csv.DictReader(handle) if row["ccode"].isdigit()}
    numbers = {number for number, _ in known}
    for c in countries().values():
        if c.cow in numbers:
            assert (c.cow, c.cowc) in known


def test_names_mean_one_thing() -> None:
    """No name of a state is also a body's: the lexicon keeps the first, silently losing the other."""
    printed = Counter(name for c in countries().values() for name in {c.name, *c.names, *c.demonyms, *c.metonyms})
    assert [name for name, n in printed.items() if n > 1] == []


def test_every_entry_has_known_codes() -> None:
    known = set(countries()) | {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC", ""}
    for entry in registered().values():
        assert entry.country in known, entry.id
        assert entry.sector in SECTORS, entry.id
    assert len(registered()) > 800


def _tenures() -> dict[tuple[str, str], list[tuple[Office, str]]]:
    found: dict[tuple[str, str], list[tuple[Office, str]]] = {}
    for entry in registered().values():
        for office in entry.offices:
            if office.title in SINGLE:
                found.setdefault((entry.country, office.title), []).append((office, entry.id))
    return found


def test_tenures_do_not_overlap() -> None:
    """One President of one state at a time; month-precise dates may meet in the same month."""
    for (where, title), held in _tenures().items():
        rows = sorted(held, key=lambda pair: pair[0].since or date.min)
        for (first, one), (second, other) in pairwise(rows):
            assert first.until is not None, (where, title, one, other)
            assert second.since is not None and first.until <= second.since, (where, title, one, other)


@pytest.mark.parametrize("where", sorted(FOREIGN))
def test_no_gap_among_the_foreign_ministers_of_the_five(where: str) -> None:
    rows = sorted((office for office, _ in _tenures()[(where, FOREIGN[where])]), key=lambda office: office.since or date.min)
    rows = [office for office in rows if office.until is None or office.until >= date(2011, 3, 1)]
    for first, second in pairwise(rows):
        assert first.until is not None and second.since is not None
        assert (second.since - first.until).days <= 31
    assert rows[-1].until is None


def test_a_tenure_ends_after_it_began() -> None:
    for entry in registered().values():
        for office in entry.offices:
            assert office.since is None or office.until is None or office.since < office.until, (entry.id, office)


def test_who_held_an_office() -> None:
    found = holder("USA", "President", date(2017, 4, 13))
    assert found is not None and found.id == "donald-trump"
    assert holder("USA", "President", date(1950, 1, 1)) is None


def test_leaders_file_agrees_on_presidents(shared: Any) -> None:
    import csv

    by_cow = {c.cow: iso3 for iso3, c in countries().items()}
    path = shared / "data" / "actors" / "leaders_reign_2021-03.csv"
    wrong = []
    checked = 0
    with path.open(encoding="utf-8", errors="replace") as handle:
        for row in csv.DictReader(handle):
            if not row["syear"].isdigit() or int(row["eyear"] or 0) < 2012:
                continue
            iso3 = by_cow.get(int(row["ccode"]))
            day = date(max(2012, int(row["syear"])), 7, 1)
            end = (int(row["eyear"]), int(row["emonth"] or 1))
            start = (int(row["syear"]), int(row["smonth"] or 1))
            if iso3 not in ("USA", "RUS", "FRA", "SYR", "TUR", "UKR", "EGY") or not start <= (day.year, 7) < end:
                continue
            checked += 1
            found = holder(iso3, "President", day) or holder(iso3, "Prime Minister", day)
            if found is None or not set(row["leader"].lower().replace("-", " ").split()) & set(found.id.split("-")):
                wrong.append((row["stateabb"], row["leader"], day, found and found.id))
    assert checked >= 6
    assert len(wrong) <= 3, wrong


def test_lexicon_holds_no_empty_name() -> None:
    assert "" not in lexicon()


@pytest.mark.model
@pytest.mark.parametrize(
    ("stem", "example"), examples("actors"), ids=lambda value: value if isinstance(value, str) else value["text"][:30]
)
def test_examples_of_the_data_files(stem: str, example: dict[str, Any], read_document: Callable[..., Document]) -> None:
    day = date.fromisoformat(example["date"]) if "date" in example else None
    cast = find_cast(read_document(example["text"], day))
    if "actor" in example:
        assert example["actor"] in cast.actors, (stem, sorted(cast.actors))
    if "kind" in example:
        assert example["kind"] in {m.kind for m in cast.mentions if m.actor == example["actor"]}
    for absent in example.get("absent", ()):
        assert absent not in cast.actors


def test_a_name_printed_in_capitals_and_not() -> None:
    """A bug fixed: "ISIS" came first and hid "Isis"."""
    for name in ("isis", "nato", "unicef"):
        assert [entry.is_capitals for key, entry in lexicon()[name] if key == (name,)] == [False]
