"""What holds of clean() for every text: the map is exact, nothing raises, nothing wanders."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean import clean
from onrecord.clean.draft import Draft, Edit

NEWS = st.lists(
    st.sampled_from(
        [
            "Moscow",
            "denied",
            "it",
            ".",
            ",",
            " ",
            " ",
            "\n",
            "\n\n",
            '"',
            "“",
            "”",
            "'",
            "‘",
            "’",
            "''",
            '""',
            "``",
            "U.S.",
            "Mr.",
            "…",
            "...",
            "The",
            "said",
            "-led",
            "--",
            " — ",
            "3.5",
            "(AFP)",
            "â€œ",
            "Ã©",
            "ط§ظ„",
            "&amp;",
            "\u200b",
            "\xa0",
            "«",
            "»",
            "s",
            "\ud800",
            "é",
            "ﬁ",
            "!",
        ]
    ),
    max_size=60,
).map("".join)
ANY = st.text(st.characters(), max_size=200)


@given(st.one_of(NEWS, ANY))
def test_the_map_is_exact(text: str) -> None:
    cleaned = clean(text)
    size = len(cleaned.text)
    assert len(cleaned.starts) == len(cleaned.ends) == size
    assert all(a <= b for a, b in zip(cleaned.starts, cleaned.starts[1:]))
    assert all(a <= b for a, b in zip(cleaned.ends, cleaned.ends[1:]))
    covered = {at for repair in cleaned.repairs for at in range(repair.start, repair.end)}
    for at, (start, end) in enumerate(zip(cleaned.starts, cleaned.ends)):
        assert 0 <= start <= end <= len(text)
        low, high = cleaned.received(at, at + 1)
        assert 0 <= low <= high <= len(text)
        if end == start + 1 and start not in covered:
            assert cleaned.text[at] == text[start]
    kept = set(cleaned.starts)
    assert all(at in kept or at in covered for at in range(len(text))), "a character was dropped without a repair"


@given(st.one_of(NEWS, ANY))
def test_what_is_read_off_lies_in_the_text(text: str) -> None:
    cleaned = clean(text)
    size = len(cleaned.text)
    assert all(0 < at < size for at in cleaned.breaks)
    assert cleaned.paragraphs[0] == 0
    done = 0
    for quotation in cleaned.quotations:
        assert done <= quotation.start <= quotation.inner_start <= quotation.inner_end <= quotation.end <= size
        done = quotation.end
    done = 0
    for region in cleaned.regions:
        assert done <= region.start < region.end <= size
        done = region.end
    assert cleaned == clean(text)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "'",
        '"',
        "“",
        "”",
        '"a',
        " 'a",
        ".A",
        "A.",
        "Ø§",
        "ط§",
        "\u200f",
        "\ud800",
        "\x00",
        "&amp;",
        "\n ",
        "“a. ",
        " -a",
        "a@",
        "www.",
        "(Reporting by ",
        "A, ",
        "AB ",
        "‘a ",
        "\u0301",
        "1.1",
    ],
)
def test_a_very_long_line_is_read_in_linear_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    began = time.process_time()
    clean(text)
    assert time.process_time() - began < 2.0


def test_an_empty_text_stays_empty() -> None:
    assert clean("").text == clean(" \n\t ").text == ""


def test_an_insertion_stands_for_an_empty_stretch() -> None:
    draft = Draft("ab")
    assert draft.apply([Edit(1, 1, " ", "joint", "")]) == [2]
    assert (draft.text, list(draft.starts), list(draft.ends)) == ("a b", [0, 1, 1], [1, 1, 2])


def test_an_insertion_inside_a_repaired_stretch_shares_it() -> None:
    draft = Draft("xyz")
    draft.apply([Edit(0, 3, "ab", "entity", "")])
    draft.apply([Edit(1, 1, " ", "joint", "")])
    assert (list(draft.starts), list(draft.ends)) == ([0, 0, 0], [3, 3, 3])


IDEMPOTENT = [
    "Moscow denied it.The envoy said “no”.Then he left.",
    "“We went,” he said. ‘They stayed’, she said. The men’s cars.",
    'He said: "No." The ""truce"" held.\n\nBy Jane Roe\n\nGENEVA, April 12 (Reuters) - It held.',
    "It ended in 2003.”Our aim is peace”, Brown said.“We will wait”.Smith agreed.",
    "cafÃ© â€œtruceâ€\x9d &amp; ﬁre",
]


@pytest.mark.parametrize("text", IDEMPOTENT)
def test_a_clean_text_is_left_as_it_is(text: str) -> None:
    once = clean(text)
    twice = clean(once.text)
    assert twice.text == once.text
    assert twice.quotations == once.quotations
