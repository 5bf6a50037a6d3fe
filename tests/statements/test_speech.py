"""Speech as a whole: from mark to mark, over paragraphs, and after a colon without marks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.actors import find_cast
from onrecord.language import Document
from onrecord.language.tagger import mark
from onrecord.model import Statement
from onrecord.statements import find_statements

pytestmark = pytest.mark.model


@pytest.fixture
def said(read_document: Callable[..., Document]) -> Callable[[str], list[Statement]]:
    def run(text: str) -> list[Statement]:
        document = read_document(text)
        return list(find_statements(document, find_cast(document), mark(document)))

    return run


def words(statement: Statement) -> str:
    return " ".join(span.text for span in statement.content)


def test_all_between_the_marks(said: Callable[[str], list[Statement]]) -> None:
    text = "Anna Brandt, the minister, said: “The bridge is open. Trucks cross it every hour. We will keep it so until winter.”"
    found = [s for s in said(text) if s.within is None]
    assert len(found) == 1
    assert "bridge is open" in words(found[0]) and "until winter" in words(found[0])


def test_over_paragraphs(said: Callable[[str], list[Statement]]) -> None:
    text = (
        "The foreign minister Anna Brandt said:\n\n“The border stays closed for now.\n\n“Nobody was asked about it before.”\n\n"
        "The talks go on next week."
    )
    found = [s for s in said(text) if s.within is None and "closed" in words(s)]
    assert len(found) == 1 and "Nobody was asked" in words(found[0])


def test_two_speakers_stay_two(said: Callable[[str], list[Statement]]) -> None:
    text = "“The road is safe,” Anna Brandt said. “It is mined,” Peter Hill said."
    found = [s for s in said(text) if s.within is None]
    assert [words(s).strip("“”,") for s in found] == ["The road is safe", "It is mined"]


def test_a_release_without_marks(said: Callable[[str], list[Statement]]) -> None:
    text = (
        "Minister comments on the crossing\n\nForeign Office Minister Anna Brandt said:\n\n"
        "The opening of the crossing is welcome. It will help many families this winter.\n\nNotes to editors\n\nCall the desk."
    )
    found = [s for s in said(text) if "welcome" in words(s)]
    assert len(found) == 1
    assert "many families" in words(found[0]) and "desk" not in words(found[0])


def test_a_plural_and_the_people_it_is(said: Callable[[str], list[Statement]]) -> None:
    found = said("Her parents, Peter Hill and Helen Marsh, said the mill was cold.")
    assert [(s.speaker, s.also_speakers) for s in found] == [("peter-hill", ("helen-marsh",))]


def test_another_sentence_is_no_part_of_it(said: Callable[[str], list[Statement]]) -> None:
    found = said("Kenya called for an inquiry into the raid. The raid on the market lasted an hour.")
    assert all("lasted" not in words(s) for s in found)


def test_what_nobody_says_aloud(said: Callable[[str], list[Statement]]) -> None:
    assert said("Rebels backed by Chad held the bridge. The ministry declined to comment.") == []


def test_a_headline_with_single_marks(said: Callable[[str], list[Statement]]) -> None:
    found = said("Anna Brandt warns of 'grave consequences' over the raid")
    assert [(s.form, s.speaker) for s in found] == [("mixed", "anna-brandt")]
    assert found[0].kind in ("warn", "threaten")
    assert "grave consequences" in words(found[0])


def test_a_paper_speaks_for_who_made_it(said: Callable[[str], list[Statement]]) -> None:
    found = said("UN Security Council resolution 9254 calls for an end to all attacks.")
    assert [s.speaker for s in found] == ["unsc"]


def test_a_name_before_its_description(said: Callable[[str], list[Statement]]) -> None:
    found = said("Canadian Anna Brandt, one of a handful of women to have joined the militia, said she came by bus.")
    assert [s.speaker for s in found] == ["anna-brandt"]
