"""Quotations, paragraphs and regions of small texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.clean import clean
from onrecord.clean.quotations import UNCLOSED


def quoted(text: str) -> list[str]:
    cleaned = clean(text)
    return [cleaned.text[quotation.inner_start : quotation.inner_end] for quotation in cleaned.quotations]


def regions(text: str) -> list[tuple[str, str]]:
    cleaned = clean(text)
    return [(region.kind, cleaned.text[region.start : region.end]) for region in cleaned.regions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” he said. “Now.”", ["We go,", "Now."]),
        ("‘We go,’ he said.", ["We go,"]),
        ("He called it 'a trap' and left.", ["a trap"]),
        ("The men's car and the girls' school, '90s style.", []),
        ("‘The girls’ school was hit,’ he said.", ["The girls' school was hit,"]),
        ("“It is ‘over’ now,” he said.", ["It is ‘over’ now,"]),
        ("‘He said “no” to me,’ she said.", ["He said “no” to me,"]),
        ("We will go,” he said.", ["We will go,"]),
        ("“We go, he said. They left. “They stay”.", ["We go, he said.", "They stay"]),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_over_paragraphs() -> None:
    cleaned = clean("“We went.\n\n“We saw.\n\n“We left,” he said.")
    assert [(q.is_open, q.continues) for q in cleaned.quotations] == [(True, False), (True, True), (False, True)]


def test_a_spoken_paragraph_whose_break_was_lost() -> None:
    cleaned = clean("“We saw it. We ran. “Then it fell,” he said.")
    assert [(q.end, q.is_open, q.continues) for q in cleaned.quotations] == [(19, True, False), (35, False, True)]


def test_an_unclosed_quotation_swallows_little() -> None:
    cleaned = clean("He said “we go. " + "They left the town. " * 300)
    (quotation,) = cleaned.quotations
    assert quotation.is_open
    assert quotation.end - quotation.start <= UNCLOSED


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    assert quoted("He said “we go.\nThey left.") == ["we go."]


def test_wrapped_lines_are_joined_and_paragraphs_kept() -> None:
    wrapped = (
        "The convoy left the town at dawn on the road that leads to the\n"
        "border, and its drivers said that they had seen no soldiers on\nthe way to the crossing."
    )
    cleaned = clean(f"{wrapped}\n\nIt came back.\nNobody was hurt.")
    assert "the border" in cleaned.text
    assert len(cleaned.paragraphs) == 3
    assert set(cleaned.paragraphs[1:]) <= set(cleaned.breaks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Envoy leaves town\n\nThe envoy left the town.", ("title", "Envoy leaves town")),
        ("GENEVA, April 12 (Reuters) — The envoy left.", ("dateline", "GENEVA, April 12 (Reuters) —")),
        ("DAMASCUS, Syria (AP) - The envoy left.", ("dateline", "DAMASCUS, Syria (AP) -")),
        ("MOSCOW. April 12. TASS: The envoy left.", ("dateline", "MOSCOW. April 12. TASS:")),
        ("MOSCOW, April 12. /TASS/. The envoy left.", ("dateline", "MOSCOW, April 12. /TASS/.")),
        ("Sun 22 Feb 2015 Bomber hits town hall. A bomber hit it.", ("dateline", "Sun 22 Feb 2015")),
        ("By Jane Roe\nThe envoy left.", ("byline", "By Jane Roe")),
        (
            "The envoy left. (Reporting by Jane Roe; Editing by Ali Noor)",
            ("byline", "(Reporting by Jane Roe; Editing by Ali Noor)"),
        ),
        ("The envoy left. (AFP)", ("credit", "(AFP)")),
        ("The envoy left.\nRead more: the talks\nHe came back.", ("boilerplate", "Read more: the talks")),
    ],
)
def test_regions(text: str, expected: tuple[str, str]) -> None:
    assert expected in regions(text)


def test_a_repeated_sentence_is_marked() -> None:
    sentence = "The envoy left the town on the northern road with forty of his men at dawn."
    assert regions(f"{sentence} He said little. {sentence}") == [("repeat", sentence)]


@pytest.mark.parametrize("text", ["QUESTION: Did you go?\n\nI did.", "NATO said it left. It did.", "By noon the town was quiet."])
def test_prose_is_no_region(text: str) -> None:
    assert regions(text) == []


@pytest.mark.slow
def test_the_founding_report_is_parted_and_quoted(shared: Path) -> None:
    (path,) = shared.glob("seed/*.txt")
    cleaned = clean(path.read_text(encoding="utf-8"))
    assert len(cleaned.quotations) == 15
    assert not any(quotation.is_open for quotation in cleaned.quotations)
    assert len(cleaned.breaks) > 20
