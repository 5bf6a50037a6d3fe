"""Tolls: how many, of what, and how sure the text is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.grounding import find_tolls
from onrecord.language import Document

pytestmark = pytest.mark.model
Read = Callable[..., Document]


def _tolls(document: Document) -> list[tuple[str, int | None, int | None]]:
    return [(m.toll.kind, m.toll.low, m.toll.high) for m in find_tolls(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The attack killed almost 90 people.", [("killed", 80, 90)]),
        ("At least 58 people were killed in the raid.", [("killed", 58, None)]),
        ("More than 50 civilians were wounded on Monday.", [("injured", 51, None)]),
        ("Dozens of civilians were killed in the strikes.", [("killed", 24, None)]),
        ("Hundreds of people were arrested in the capital.", [("arrested", 200, None)]),
        ("Up to 100 people died.", [("killed", None, 100)]),
        ("Between 20 and 30 soldiers were killed in the ambush.", [("killed", 20, 30)]),
        ("Two children were killed by a shell.", [("killed", 2, 2)]),
        ("A bomb exploded in the market, killing 11 people.", [("killed", 11, 11)]),
        ("The death toll rose to 87.", [("killed", 87, 87)]),
        ("The blast left six people dead and 30 wounded.", [("killed", 6, 6), ("injured", 30, 30)]),
        ("The bombing claimed the lives of 30 people.", [("killed", 30, 30)]),
        ("About 400,000 people have died in the war.", [("killed", 360000, 440000)]),
        ("There were no casualties.", [("killed", 0, 0), ("injured", 0, 0)]),
        ("The raid killed or wounded 40 fighters.", [("killed", None, 40), ("injured", None, 40)]),
        ("Tens of thousands of people fled the city.", [("displaced", 20000, None)]),
        ("Some 40 gunmen were killed.", [("killed", 40, 40)]),
        ("The shelling killed nearly 100 villagers.", [("killed", 90, 100)]),
        ("The army destroyed over 30 militants near the dam.", [("killed", 31, None)]),
        ("Jets eliminated 15 fighters.", [("killed", 15, 15)]),
        ("The unit bombed a tunnel and killed tenths of rebels.", [("killed", 20, None)]),
        ("Police detained twenty-five protesters.", [("arrested", 25, 25)]),
    ],
)
def test_toll(read_document: Read, text: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert _tolls(read_document(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The army carried out 50 attacks.",
        "He was killed in 2013.",
        "The army destroyed 30 tanks.",
        "Nine tenths of the town lay in ruins.",
        "The group killed a deal worth 20 million dollars.",
        "Ahmed, 30, was killed.",
        "The town lies 20 kilometres from the border.",
        "",
    ],
)
def test_no_toll(read_document: Read, text: str) -> None:
    assert _tolls(read_document(text)) == []


def test_trigger_and_evidence(read_document: Read) -> None:
    document = read_document("Officials said at least 12 soldiers were killed.")
    (mention,) = find_tolls(document)
    assert document.doc[mention.trigger].text == "killed"
    assert mention.toll.evidence.text == "at least 12 soldiers"
    assert mention.toll.hedge == "at least"
