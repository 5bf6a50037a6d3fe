"""resolve_phrase on phrases by themselves."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.actors import resolve_phrase


@pytest.mark.parametrize(
    ("phrase", "day", "expected"),
    [
        ("Syrian rebels", None, ("SYR", "REB")),
        ("the Pentagon", None, ("USA", "MIL")),
        ("Warsaw police", None, ("POL", "COP")),
        ("a former Kremlin official", None, ("RUS", "ELI")),
        ("Emmanuel Macron", date(2018, 1, 1), ("FRA", "GOV")),
        ("Obama", date(2012, 1, 1), ("USA", "GOV")),
        ("Barack Obama", date(2018, 1, 1), ("USA", "ELI")),
        ("Kenyan farmers", None, ("KEN", "AGR")),
        ("Hamas", None, ("PSE", "REB")),
        ("Italy's Ministry of Health", None, ("ITA", "GOV")),
        ("she", None, ("", "UNK")),
        ("", None, ("", "")),
    ],
)
def test_phrases(phrase: str, day: date | None, expected: tuple[str, str]) -> None:
    assert resolve_phrase(phrase, "", day) == expected


def test_context_gives_the_country_only_where_the_phrase_has_none() -> None:
    assert resolve_phrase("the police", "unrest in Peru") == ("PER", "COP")
    assert resolve_phrase("Chilean police", "unrest in Peru") == ("CHL", "COP")
