"""A reading as JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.exporters import from_json, to_json
from onrecord.model import (
    Actor,
    Event,
    Evidence,
    Issue,
    Place,
    Reading,
    Report,
    Statement,
    Toll,
    When,
)
from onrecord.record import Record
from tests.record.readings import made

WORDS = st.text(max_size=12)
MAYBE = st.none() | WORDS
LISTS = st.lists(WORDS, max_size=3).map(tuple)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
NUMBERS = st.none() | st.integers(0, 10**6)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Readings of any text with findings anywhere in it."""
    report = Report(
        draw(st.text(min_size=1, max_size=60)),
        draw(WORDS),
        draw(MAYBE),
        draw(DAYS),
        draw(MAYBE),
        draw(MAYBE),
        draw(MAYBE),
        draw(WORDS),
    )

    def span() -> Evidence:
        start = draw(st.integers(0, len(report.text)))
        return report.evidence(start, draw(st.integers(start, len(report.text))))

    def spans() -> tuple[Evidence, ...]:
        return tuple(span() for _ in range(draw(st.integers(0, 2))))

    def when() -> When:
        return When(
            draw(DAYS), draw(DAYS), draw(st.sampled_from([None, "day", "week"])), span(), draw(WORDS), draw(DAYS), draw(MAYBE)
        )

    def place() -> Place:
        degrees = st.none() | st.floats(-90, 90)
        return Place(
            span(),
            draw(WORDS),
            draw(WORDS),
            draw(st.sampled_from([None, "city"])),
            draw(degrees),
            draw(degrees),
            draw(NUMBERS),
            draw(MAYBE),
        )

    def toll() -> Toll:
        return Toll(draw(st.sampled_from(["killed", "injured"])), draw(NUMBERS), draw(NUMBERS), draw(MAYBE), span())

    actors = tuple(
        Actor(f"a{at}", draw(WORDS), "state", draw(WORDS), draw(WORDS), draw(MAYBE), spans())
        for at in range(draw(st.integers(0, 2)))
    )
    statements = tuple(
        Statement(
            f"s{at}",
            "direct",
            "deny",
            draw(MAYBE),
            spans(),
            spans(),
            spans(),
            draw(MAYBE),
            draw(LISTS),
            draw(MAYBE),
            draw(LISTS),
            "denies",
            draw(MAYBE),
            draw(MAYBE),
            draw(MAYBE),
        )
        for at in range(draw(st.integers(0, 2)))
    )
    events = tuple(
        Event(
            f"e{at}",
            "ASSAULT",
            "alleged",
            spans(),
            draw(LISTS),
            draw(LISTS),
            draw(LISTS),
            draw(LISTS),
            spans(),
            spans(),
            when() if draw(st.booleans()) else None,
            draw(MAYBE),
            place() if draw(st.booleans()) else None,
            tuple(toll() for _ in range(draw(st.integers(0, 2)))),
            spans(),
            draw(MAYBE),
            draw(st.booleans()),
        )
        for at in range(draw(st.integers(0, 2)))
    )
    return Reading(
        report,
        draw(WORDS),
        actors,
        statements,
        events,
        (),
        (place(),),
        (when(),),
        (toll(),),
        (),
        (Issue(draw(WORDS), draw(WORDS), span() if draw(st.booleans()) else None),),
        ((draw(WORDS), span()),),
    )


@given(readings())
def test_back_without_loss(reading: Reading) -> None:
    assert from_json(json.loads(json.dumps(to_json(reading)))) == reading


@settings(max_examples=25)
@given(st.lists(readings(), min_size=1, max_size=3))
def test_a_record_gives_back_any_reading(tmp_path_factory: pytest.TempPathFactory, given: list[Reading]) -> None:
    with Record.open(tmp_path_factory.mktemp("any") / "record.db") as record:
        record.add_all(given)
        last = {reading.report.id: reading for reading in given}
        assert list(record.readings()) == [last[id] for id in sorted(last)]


def test_an_example_with_everything_comes_back() -> None:
    assert from_json(json.loads(json.dumps(to_json(made())))) == made()


def test_the_names_others_depend_on() -> None:
    data = to_json(made())
    assert {"report", "actors", "statements", "events", "motions", "places", "times", "disputes", "issues"} <= set(data)
    assert {"name", "id", "outlet", "title", "url", "published", "language", "text"} <= set(data["report"])
    denied = data["events"][1]
    assert denied["killed"] == {"low": 80, "high": 90, "text": "almost 90 people"}
    assert denied["when"] is None
    assert set(denied["evidence"]) == {"actor", "recipient", "when", "place", "killed"}
    assert denied["evidence"]["killed"][0]["text"] == "almost 90 people"
    first = data["events"][0]["when"]
    assert (first["from"], first["to"], first["precision"], first["text"]) == ("2021-03-01", "2021-03-01", "day", "Monday")
    votes = data["motions"][0]["votes"]
    assert (votes["for"], votes["against"], votes["abstain"], votes["absent"]) == (10, 2, 3, None)
    assert votes["members"][0]["member"] == "RUR"
    assert data["statements"][1]["speaker"] is None


def test_every_span_fits_the_text() -> None:
    data = to_json(made())
    stack: list[object] = [data]
    seen = 0
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            if {"start", "end", "text"} <= set(part):
                assert data["report"]["text"][part["start"] : part["end"]] == part["text"]
                seen += 1
            stack += part.values()
        elif isinstance(part, list):
            stack += part
    assert seen > 20


def test_what_does_not_fit_is_refused() -> None:
    data = to_json(made())
    with pytest.raises(InputError, match="no key 'events'"):
        from_json({key: value for key, value in data.items() if key != "events"})
    with pytest.raises(InputError, match="does not fit"):
        from_json(data | {"report": data["report"] | {"text": "another text"}})
    moved = json.loads(json.dumps(data))
    moved["statements"][0]["content"][0]["start"] += 1
    with pytest.raises(InputError, match="does not fit"):
        from_json(moved)
    assert from_json(data | {"report": to_json(replace(made(), version="9"))["report"]}) == made()
