"""The lexicon: every name, role noun and office title the matcher knows, by the first of its pieces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.actors.name import is_acronym, pieces, word_list
from onrecord.actors.registry import countries, registered
from onrecord.data import table

EntryKind = Literal["name", "demonym", "metonym", "capital", "body", "person", "state", "organ", "people", "title"]

# Names that are words or first names too, or places far more often than states: never taken in lower case, or as capital.
ALSO_WORDS = word_list("also_words")
NOT_AS_CAPITAL = word_list("not_as_capital")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a run of pieces can be."""

    kind: EntryKind
    id: str
    """Alpha-3, registry id, sector (state, organ, people) or title."""
    is_capitals: bool = False
    """Counts only where printed in capitals."""
    is_lower: bool = False
    """Counts in lower case too."""
    is_plural: bool = False


Lexicon = dict[str, list[tuple[tuple[str, ...], Entry]]]


@cache
def lexicon() -> Lexicon:
    """Names: first piece to (all pieces, entry), longest first."""
    found: dict[tuple[str, ...], Entry] = {}

    def add(name: str, entry: Entry) -> None:
        key = pieces(name.removeprefix("the ").removeprefix("The ") if len(name.split()) > 1 else name)
        known = found.setdefault(key, entry) if key else entry
        if known.id == entry.id and known.is_capitals and not entry.is_capitals:
            found[key] = entry  # printed both "ISIS" and "Isis"

    for entry in registered().values():
        if entry.kind == "person":
            for name in (entry.name, *entry.names):
                if len(pieces(name)) > 1 or name in ("Hemedti", "Jokowi", "MBS"):
                    add(name, Entry("person", entry.id))
    for country in countries().values():
        for name in (country.name, *country.names):
            add(name, Entry("name", country.iso3, is_acronym(name)))
        for name in country.demonyms:
            add(name, Entry("demonym", country.iso3))
        for name in country.metonyms:
            is_house = name.startswith(("the ", "No", "Number", "10")) or len(name.split()) > 1 or name in HOUSES
            add(name, Entry("metonym" if is_house else "capital", country.iso3, is_capitals=is_acronym(name)))
        if country.capital and country.capital not in NOT_AS_CAPITAL:
            add(country.capital, Entry("capital", country.iso3))
    for entry in registered().values():
        if entry.kind != "person":
            for name in (entry.name, *entry.names):
                add(name, Entry("body", entry.id, is_acronym(name), entry.is_lower))
    return _by_first(found)


HOUSES = word_list("houses")


@cache
def role_lexicon() -> Lexicon:
    """Role nouns of roles.toml, singular and plural."""
    found: dict[tuple[str, ...], Entry] = {}
    roles = table("actors")["roles"]
    irregular: dict[str, str] = roles["plurals"]
    plural_of = {singular: plural for plural, singular in irregular.items()}
    for word in roles["state"]:
        found[pieces(word)] = Entry("state", "GOV", is_lower=True)
    for sector, words in roles["people"].items():
        for word in words:
            found.setdefault(pieces(word), Entry("people", sector, is_lower=True, is_plural=word in ALREADY_PLURAL))
            head, _, last = word.rpartition(" ")
            plural = plural_of.get(last, plural_of.get(word, last + ("" if last.endswith("s") else "s")))
            found.setdefault(pieces(f"{head} {plural}"), Entry("people", sector, is_lower=True, is_plural=True))
    for sector, words in roles["organ"].items():
        for word in words:
            found.setdefault(pieces(word), Entry("organ", sector, is_lower=True))
    return _by_first(found)


ALREADY_PLURAL = word_list("already_plural")


@dataclass(frozen=True, slots=True)
class Title:
    """An office: its name, sector, and whether one person at a time holds it."""

    name: str
    sector: str
    is_single: bool


@cache
def titles() -> dict[tuple[str, ...], Title]:
    """Office titles by their pieces."""
    found: dict[tuple[str, ...], Title] = {}
    for row in table("actors")["roles"]["title"]:
        title = Title(row["title"], row["sector"], row.get("holder", False))
        for words in row["words"]:
            found.setdefault(pieces(words), title)
    return found


@cache
def title_words() -> frozenset[str]:
    """Every piece that occurs in an office title."""
    return frozenset(piece for key in titles() for piece in key)


def _by_first(found: dict[tuple[str, ...], Entry]) -> Lexicon:
    ordered: Lexicon = {}
    for key, entry in found.items():
        ordered.setdefault(key[0], []).append((key, entry))
    for options in ordered.values():
        options.sort(key=lambda option: -len(option[0]))
    return ordered
