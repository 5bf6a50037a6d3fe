"""Speakers that are described: roles and names that stand apart, offices with long names, papers, nouns that go back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.actors import find_cast
from onrecord.language import Document

pytestmark = pytest.mark.model
Read = Callable[..., Document]


def by_head(read: Read, text: str) -> dict[str, str]:
    """The actor of each mention by the word it hangs on (the last one where words recur)."""
    document = read(text, date(2017, 4, 13))
    return {document.doc[m.head].text: m.actor for m in find_cast(document).mentions}


@pytest.mark.parametrize(
    ("text", "head", "actor"),
    [
        ("Head of the Lima Press center Abu Yusuf said that the road was shut.", "Head", "abu-yusuf"),
        ("The head of the port union, Ana Torres, said no.", "head", "ana-torres"),
        ("Ana Torres, a surgeon, said it hurt. Ben Hill left. The surgeon said more.", "surgeon", "ana-torres"),
        ("Staff Colonel Omar Haddad said no. Shops closed. The colonel added that it rained.", "colonel", "omar-haddad"),
        (
            "The directorate of education in Lima province announced a strike.",
            "directorate",
            "directorate-of-education-in-lima-province",
        ),
        ("The defence ministry in Moscow said no. The ministry said more.", "ministry", "rus-gov-defence-ministry"),
        ("Ten died, the Turkish army statement added.", "statement", "TUR"),
        ("The Hawran Brigade freed him, according to a statement issued by the brigade.", "statement", "hawran-brigade"),
        ("Peru issued a statement on Monday. The statement said it rained.", "statement", "PER"),
        ("A resolution was passed. The Security Council passed a resolution. The draft demands calm.", "draft", "unsc"),
        ("State television said a bomb went off.", "television", "state-television"),
        ("The refugee agency urged calm. UNHCR said more.", "agency", "unhcr"),
        ("The Amaq news outlet said so.", "outlet", "amaq"),
        ("The charity Oxfam said so.", "charity", "oxfam"),
        ("US-led jets struck. The coalition said it hit two posts.", "coalition", "us-led-coalition"),
        ("A bomb killed two in Lima on Saturday police said.", "police", "police"),
        ("Ana Torres of the Sudan Nurses Council said no. The SNC met.", "SNC", "sudan-nurses-council"),
        ("One Canadian living in Lima said it was late.", "Canadian", "can-one"),
    ],
)
def test_who_is_described(text: str, head: str, actor: str, read_document: Read) -> None:
    found = by_head(read_document, text)
    assert found.get(head) == actor, found


@pytest.mark.parametrize(
    ("text", "head", "actor"),
    [
        ("Colonel Omar Haddad said no. A colonel was shot. The colonel said more.", "colonel", "omar-haddad"),
        ("Ana Torres, a surgeon, and Ben Hill, a surgeon, met. The surgeon said more.", "surgeon", "ana-torres"),
        ("The lawyer of the late Omar Haddad said no.", "lawyer", "omar-haddad"),
        ("A spokesman for the president, Bashar al-Assad, said no.", "spokesman", "bashar-al-assad"),
        ("Authorities in Syria's Kurdish north said no.", "Authorities", "SYR"),
        ("Peru said so in a statement. Shops closed. A statement said it rained.", "statement", "PER"),
    ],
)
def test_who_is_not(text: str, head: str, actor: str, read_document: Read) -> None:
    found = by_head(read_document, text)
    assert found.get(head) != actor, found
