"""What must hold of every reading, on any text whatever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.exporters import from_json, to_json
from onrecord.model import Evidence, Reading, Report
from onrecord.reading import STEPS, Step, check, read, read_text

pytestmark = pytest.mark.model
ROOT = Path(__file__).resolve().parents[2]
PIECES = st.sampled_from(
    [
        "Moscow denied that its jets had bombed the town", ".", "”", "“", '"', "Trump said", ", he said", ".The envoy left",
        "\n\n", "\n", "S/2017/315", "vetoed a draft resolution", "at least 58 people were killed", "on Friday", "â€œ", "\u200b",
        "U.S.", "’s", "Assad", "according to the ministry", "would have condemned", "in Idlib province", " ", "—", "ما", "\ud800",
        "🙂", "the attack", "accused",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=300)


def evidence_in(thing: object) -> Iterator[Evidence]:
    """Every piece of evidence anywhere in a finding."""
    if isinstance(thing, Evidence):
        yield thing
    elif isinstance(thing, Report):
        return
    elif isinstance(thing, tuple):
        for part in thing:
            yield from evidence_in(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from evidence_in(getattr(thing, field.name))


def sound(reading: Reading) -> None:
    """Quotations are the report's text at their offsets, references lead somewhere, no step failed."""
    text = reading.report.text
    for evidence in evidence_in(reading):
        assert text[evidence.start : evidence.end] == evidence.text
        assert evidence.report == reading.report.id
    actors = {actor.id for actor in reading.actors}
    statements = {statement.id for statement in reading.statements}
    events = {event.id for event in reading.events}
    assert (len(actors), len(statements)) == (len(reading.actors), len(reading.statements))
    assert len(events) == len(reading.events)
    for statement in reading.statements:
        assert statement.speaker is None or statement.speaker in actors
        assert statement.speaker is not None or statement.reason
        assert statement.within is None or statement.within in statements - {statement.id}
        assert statement.about is None or statement.about in events
        assert statement.content
    for event in reading.events:
        assert set(event.actor) | set(event.recipient) <= actors
        assert event.according_to is None or event.according_to in statements
        assert event.trigger
    assert not reading.issues


@settings(max_examples=120)
@given(TEXTS)
def test_any_text_is_read_soundly(text: str) -> None:
    reading = read_text(text, published="2017-04-13")
    sound(reading)
    assert from_json(json.loads(json.dumps(to_json(reading)))) == reading


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n" * 50,
        "a" * 20_000,
        "“" * 500,
        "said " * 2_000,
        "(" * 1_000,
        "1 " * 3_000,
        "Assad said " * 500,
        "\u202e" * 100,
    ],
    ids=["empty", "space", "lines", "long-word", "marks", "said", "brackets", "numbers", "speaker", "bidi"],
)
def test_odd_texts(text: str) -> None:
    sound(read_text(text))


def test_same_bytes_in_same_reading_out_whatever_the_hash_seed() -> None:
    path = ROOT / "examples" / "05-sample-atlantic-post.txt"
    command = [sys.executable, "-m", "onrecord", "inspect", "--json", str(path)]
    out = {
        subprocess.run(command, capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert len(out) == 1


def test_a_failing_step_costs_its_own_findings_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*needs: object) -> None:
        raise RuntimeError("no tolls today")

    steps = tuple(Step(s.gives, s.needs, broken, s.without) if s.gives == "tolls" else s for s in STEPS)
    monkeypatch.setattr("onrecord.reading.STEPS", steps)
    reading = read(Report("Moscow denied on Friday that its jets had bombed the town of Idlib."))
    assert [issue.step for issue in reading.issues] == ["tolls"] and "no tolls today" in reading.issues[0].reason
    assert reading.statements


def test_steps_are_checked_at_start_up() -> None:
    from onrecord.errors import StepError

    with pytest.raises(StepError, match="needs nothing-gives-this"):
        check((Step("x", ("nothing-gives-this",), tuple),))
    with pytest.raises(StepError, match="two steps"):
        check((Step("x", ("text",), tuple), Step("x", ("text",), tuple)))


def test_without_a_date_relative_days_stay_open() -> None:
    reading = read_text("Moscow vetoed the draft resolution of the Security Council on Wednesday.")
    assert all(time.start is None and time.reason for time in reading.times)
    assert all(event.when is None or event.when.start is None for event in reading.events)


def test_some_real_reports_are_read_soundly(shared: Path) -> None:
    """About eight of each file of the 941; `python -m eval.corpus` reads them all."""
    for file in ("re3d", "syria_2011_2018", "guardian_syria_2017_2019"):
        lines = (shared / f"data/reports/{file}.jsonl").read_text(encoding="utf-8").splitlines()
        for line in lines[:: max(1, len(lines) // 8)]:
            row = json.loads(line)
            sound(read(Report(row["text"], name=str(row["id"]), title=row["title"])))
