"""Sources without a name, names that are places, whose army 'the army' is, and who keeps the floor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.actors import find_cast
from onrecord.language import Document

pytestmark = pytest.mark.model
Read = Callable[..., Document]


def by_words(read: Read, text: str) -> dict[str, str]:
    """The actor of each mention by its words (the last one where words recur)."""
    document = read(text, date(2017, 4, 13))
    return {document.doc[m.start : m.end].text: m.actor for m in find_cast(document).mentions}


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("A monitoring group said two homes were hit.", "monitoring group", "monitoring-group"),
        ("Western governments say the vote was unfair.", "Western governments", "western-governments"),
        ("One of the officials said the talks had failed.", "One of the officials", "one-of-the-officials"),
        ("Relatives said the man had left.", "Relatives", "relatives"),
        ("A Pentagon statement said the raid was over.", "Pentagon statement", "pentagon"),
        ("A report by Unicef said children had died.", "report", "unicef"),
        ("Moscow said so in a statement on Monday. The statement added that jets had left.", "statement", "RUS"),
        (
            "The Syrian Observatory for Human Rights said ten died. Shops closed. The Observatory added that two were missing.",
            "Observatory",
            "sohr",
        ),
        ("The coroner Ana Torres said he died at once.", "coroner", "ana-torres"),
        ("His mother, Ana Torres, said he had left.", "mother", "ana-torres"),
        ("Talal al-Barazi told reporters the road was shut.", "Talal al-Barazi", "talal-al-barazi"),
        ("“We held the road,” said Elyas. Later Elyas slept.", "Elyas", "elyas"),
        ("A Syrian military source denied that the army had shelled the town.", "army", "syr-mil"),
        ("Iraqi troops left Mosul. Iraq said the Iraqi army had won. On Monday the army returned.", "army", "irq-mil"),
        ("Ben Hill said Tom Katz had gone. He added that it was late.", "He", "ben-hill"),
        ("Ben Hill said it was late. “We waited for hours,” he said.", "he", "ben-hill"),
        ("The ministry of Iran denied it. A woman in the crowd said she was afraid.", "she", "woman"),
    ],
)
def test_who_speaks(text: str, words: str, actor: str, read_document: Read) -> None:
    found = by_words(read_document, text)
    assert found.get(words) == actor, found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Shells fell in Khan Touman on Monday.", "Khan Touman"),
        ("The town of Kafr Zita was shelled.", "Kafr Zita"),
        ("Troops entered Sheikh Maqsoud neighbourhood.", "Sheikh Maqsoud"),
        ("A friend said he was no soldier.", "he"),
        ("Rain fell. The statement said so.", "statement"),
        ("The Moscow meeting ended early.", "Moscow"),
        ("Ben Hill and Tom Katz said so. He added that it was late.", "He"),
    ],
)
def test_what_nobody_is(text: str, words: str, read_document: Read) -> None:
    found = by_words(read_document, text)
    assert words not in found, found


def test_an_army_nobody_owns(read_document: Read) -> None:
    document = read_document("The army entered the town. Shops closed.")
    cast = find_cast(document)
    assert {cast.actor(m.actor).country for m in cast.mentions if document.doc[m.head].text == "army"} == {""}


def test_the_head_of_a_body_is_not_the_head_of_its_state(read_document: Read) -> None:
    """A bug fixed: 'president of the Syrian Coalition' became Syria's president."""
    found = by_words(read_document, "The president of the Syrian National Coalition said no. Syria did not answer.")
    assert "bashar-al-assad" not in found.values(), found
