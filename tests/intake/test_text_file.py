"""Plain text comes in as it lies on the disk; only a mark and a head of `key: value` lines are taken off."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.intake import Notice, reports_in
from onrecord.model import Report

BODY = "\r\n The envoy left on Monday.\r\nNobody saw him go, the porter said.\n\n"
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


def read(data: bytes, name: str = "a.txt") -> list[Report | Notice]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        return list(reports_in([path]))


@given(st.text(LETTERS, min_size=20, max_size=400), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_round_trip(text: str, encoding: str) -> None:
    assume(len(text.strip()) >= 20 and text[0] not in "-\ufeff{%" and "<" not in text)
    (report,) = read(text.encode(encoding))
    assert isinstance(report, Report)
    assert report.text == text


@given(st.binary(max_size=300))
def test_any_bytes_under_any_name(data: bytes) -> None:
    for name in ("a.txt", "a.jsonl", "a.json", "a.csv", "a.tsv"):
        assert read(data, name)


def test_line_ends_and_spaces_are_kept() -> None:
    (report,) = read(BODY.encode())
    assert isinstance(report, Report)
    assert report.text == BODY


def test_front_matter() -> None:
    keys = ['Title: "Envoy leaves: porter"', "source: The Quay", "publication date: 13 April 2017", "link: https://q.example/1"]
    head = "\r\n".join(["---", *keys, "mood: grey", "---", ""])
    (report,) = read((head + BODY).encode())
    assert isinstance(report, Report)
    assert (report.text, report.title, report.outlet) == (BODY, "Envoy leaves: porter", "The Quay")
    assert (report.published, report.url, report.name) == (date(2017, 4, 13), "https://q.example/1", "a")


@pytest.mark.parametrize(
    "text",
    [
        "---\nThe envoy left on Monday, and nobody saw him go.\n---\nThe end of it.",
        "---\ncolour: grey\n---\nNo key that is known: so this is the story itself.",
        "---\ntitle: never closed\nThe envoy left on Monday.",
        "--- \ntitle: never closed at all",
        "----\ntitle: four hyphens\n----\nThe envoy left on Monday.",
    ],
)
def test_rule_of_hyphens_is_not_a_head(text: str) -> None:
    (report,) = read(text.encode())
    assert isinstance(report, Report)
    assert report.text == text
    assert report.title is None


def test_title_inside_the_text_is_not_taken() -> None:
    (report,) = read(b"Envoy leaves\n\nThe envoy left on Monday, the porter said.")
    assert isinstance(report, Report)
    assert report.title is None
