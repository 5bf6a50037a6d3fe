"""A phrase by itself, without a document: whose it is and what sector it is."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from onrecord.actors.lexicon import Entry, Lexicon, lexicon, role_lexicon, titles
from onrecord.actors.name import pieces, word_list
from onrecord.actors.registry import Registered, registered, surnames
from onrecord.actors.surname import RANK

FORMER = frozenset({"former", "ex"})
PERSONAL = frozenset({"he", "she", "they", "him", "her", "them", "i", "we", "who"})
WORD = re.compile(r"[^\s,;:()\"“”]+")


def resolve_phrase(phrase: str, context: str = "", day: date | None = None) -> tuple[str, str]:
    """(country, sector) of a phrase such as "Syrian rebels" or "the Kyiv police"; "" where the phrase does not say.

    `context` is looked at for a country only where the phrase has none; `day` chooses among the offices of a person,
    and without it the last office counts.
    """
    printed = WORD.findall(phrase)
    words = [(piece, word) for word in printed for piece in pieces(word)]
    names = _found(words, lexicon(), is_name=True)
    bodies = {i for end, entry, start in names if entry.kind == "body" for i in range(start, end)}
    roles = [role for role in _found(words, role_lexicon(), is_name=False) if role[0] - 1 not in bodies]
    is_former = any(piece in FORMER for piece, _ in words)
    for _, entry, _start in names:
        if entry.kind == "person":
            return _of_person(registered()[entry.id], day, is_former=is_former)
    person = _by_surname(words, day)
    country, body_sector = _owner(names)
    if person is not None and not roles:
        return _of_person(person, day, is_former=is_former)
    sector = _sector(words, roles)
    if is_former and sector in ("GOV", "LEG", "", "MIL"):
        sector = "ELI"
    if not sector or (sector == "GOV" and body_sector in ("LEG", "JUD") and not is_former):
        sector = body_sector or sector
    if not country and context:
        country = _owner(_found([(p, w) for w in WORD.findall(context) for p in pieces(w)], lexicon(), is_name=True))[0]
    if not sector and not country and words:
        sector = "UNK"
    return country, sector


def _found(words: list[tuple[str, str]], table: Lexicon, *, is_name: bool) -> list[tuple[int, Entry, int]]:
    """Entries in the words, with the places where each ends and starts."""
    found: list[tuple[int, Entry, int]] = []
    p = 0
    while p < len(words):
        step = 1
        for key, entry in table.get(words[p][0], ()):
            if tuple(word for word, _ in words[p : p + len(key)]) != key:
                continue
            form = words[p][1]
            if is_name and entry.is_capitals and not form.replace(".", "").rstrip("'s’").isupper():
                continue
            if is_name and not form[:1].isupper() and not entry.is_lower and form[:2] not in ("al", "el"):
                continue
            found.append((p + len(key), entry, p))
            step = len(key)
            break
        p += step
    return found


def _of_person(person: Registered, day: date | None, *, is_former: bool) -> tuple[str, str]:
    if is_former:
        return person.country, "ELI"
    if day is not None and person.sector in ("GOV", "LEG") and person.offices and person.office_on(day) is None:
        started = [office for office in person.offices if office.since is not None and office.since <= day]
        return person.country, "ELI" if started and person.sector == "GOV" else person.sector
    return person.country, person.sector


def _by_surname(words: list[tuple[str, str]], day: date | None) -> Registered | None:
    """The one person a bare surname can mean: in office on the day, or the only one of that name."""
    for piece, form in words:
        if not form[:1].isupper():
            continue
        entries = [registered()[id] for id in surnames().get((piece,), ())]
        active = [entry for entry in entries if day is not None and entry.office_on(day) is not None]
        first = [entry for entry in active if any(office.title in RANK for office in entry.offices)]
        if len(active) == 1 or len(first) == 1:
            return first[0] if len(first) == 1 else active[0]
        if len(entries) == 1 and piece not in word_list("common"):
            return entries[0]
    return None


def _owner(names: list[tuple[int, Entry, int]]) -> tuple[str, str]:
    """Country and, of a body, sector: a state's own name goes before a body's country."""
    country = sector = body = ""
    for _, entry, _start in names:
        if entry.kind == "body":
            sector = sector or registered()[entry.id].sector
            body = body or registered()[entry.id].country
        elif entry.kind != "person":
            country = country or entry.id
    return country or body, sector


def _sector(words: list[tuple[str, str]], roles: list[tuple[int, Entry, int]]) -> str:
    """The head's sector: the last role word before 'of', 'in', 'from'; a rebel's force is no state's."""
    if not words:
        return ""
    if len(words) == 1 and words[0][0] in PERSONAL:
        return "UNK"
    stop = next((k for k, (piece, _) in enumerate(words) if k and piece in ("in", "from", "who", "near", "at")), len(words))
    inside = [(end, entry) for end, entry, _start in roles if end <= stop]
    plain = {piece for piece, _ in words}
    if inside:
        sectors = [entry.id for _, entry in inside if entry.id != "UNK"]
        if plain & {"rebel", "rebels", "opposition", "insurgent"} and sectors and sectors[-1] in ("MIL", "UAF"):
            return "REB"
        heads = [s for s in sectors if s != "CVL"] or sectors
        if sectors and not (plain & {"group", "team"} and sectors[0] == "CVL"):
            return heads[-1] if not plain & {"of"} else heads[0]
    for size in (4, 3, 2, 1):
        for p in range(len(words) - size + 1):
            title = titles().get(tuple(piece for piece, _ in words[p : p + size]))
            if title is not None and title.sector:
                return title.sector
    return next(
        (more()[piece] for piece, _ in reversed(words[:stop]) if piece in more()),
        "UNK" if plain & {"group", "men", "man"} else "",
    )


@cache
def more() -> dict[str, str]:
    """Further words that tell a sector, from words.toml."""
    return {word: name.removeprefix("sector_").upper() for name in SECTOR_LISTS for word in word_list(name)}


SECTOR_LISTS = (
    "sector_agr", "sector_bus", "sector_cop", "sector_cvl", "sector_edu", "sector_jrn", "sector_jud", "sector_med", "sector_mil",
    "sector_pre", "sector_rel",
)  # fmt: skip
