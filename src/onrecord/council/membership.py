"""Who sat on the Security Council on a day."""

from __future__ import annotations

from datetime import date

from onrecord.data import table

FIFTEEN = date(1966, 1, 1)
"""From this day the Council has fifteen members and needs nine votes; before, eleven and seven."""
KNOWN_FROM = 1992
"""The first year whose elected members are all in data/council/members.toml."""


def permanent() -> frozenset[str]:
    """The permanent members, alpha-3; before 24 December 1991 the Soviet Union held what is RUS here."""
    return frozenset(table("council")["members"]["permanent"])


def members(day: date) -> frozenset[str] | None:
    """All members on a day, alpha-3; None where the elected ones of that year are not known here."""
    terms = table("council")["members"]["term"]
    elected = frozenset(iso for term in terms if term["from"] <= day.year <= term["to"] for iso in term["members"])
    if day.year < KNOWN_FROM or not elected or day.year > max(term["to"] for term in terms) - 1:
        return None
    return permanent() | elected


def size(day: date | None) -> int:
    """How many members the Council has on a day; today's number where no day is known."""
    return 11 if day is not None and day < FIFTEEN else 15


def threshold(day: date | None) -> int:
    """How many affirmative votes a draft needs on a day."""
    return 7 if day is not None and day < FIFTEEN else 9
