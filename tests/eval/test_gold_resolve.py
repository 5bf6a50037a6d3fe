"""Quoted words become offsets, and what is missing, ambiguous or outside the lists is refused with a way out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.gold.draw import draw
from eval.gold.find import locate, occurrences
from eval.gold.reports import SHARED, GoldError, cut, digest, sample, sentences, text_of
from eval.gold.resolve import check, resolve, spans_of, write

TEXT = (
    "Foreign Minister Anna Brandt said the rebels had shelled the crossing on Tuesday. “We will not wait,” she said, “for "
    "another attack.” The rebels denied the attack, in which at least 12 people were killed."
)


def draft(**changes: Any) -> dict[str, Any]:
    """A draft of TEXT that fits, with changes to its first statement."""
    first = {
        "id": "s1", "source": "Foreign Minister Anna Brandt", "cue": "said",
        "content": ["the rebels had shelled the crossing on Tuesday"],
        "passage": "Foreign Minister Anna Brandt said the rebels had shelled the crossing on Tuesday", "kind": "accuse",
        "form": "indirect", "speaker": "Anna Brandt", "speaker_country": "", "within": None, "addressee": None,
    }  # fmt: skip
    second = {
        "id": "s2", "source": "she", "cue": "said", "content": ["We will not wait", "for another attack"], "kind": "warn",
        "passage": "“We will not wait,” she said, “for another attack", "form": "direct", "speaker": "Anna Brandt",
    }  # fmt: skip
    event = {
        "id": "e1", "trigger": ["shelled", "attack"],
        "passage": ["had shelled the crossing on Tuesday", "denied the attack, in which"],
        "type": "ASSAULT", "modes": ["heavy-weapons"], "status": "disputed", "actor": ["rebels"], "recipient": [],
        "when": {"from": "2017-04-04", "to": "2017-04-04", "precision": "day", "text": "Tuesday"}, "place": None,
        "killed": {"low": 12, "high": None, "text": "at least 12"}, "injured": None, "according_to": "s1",
    }  # fmt: skip
    return {"statements": [{**first, **changes}, second], "events": [event], "disputes": []}


def quoted(spans: list[dict[str, int]]) -> list[str]:
    """The words of spans of TEXT."""
    return [TEXT[s["start"] : s["end"]] for s in spans]


def test_a_draft_becomes_offsets_without_text() -> None:
    out = resolve(draft(), TEXT, "r")
    assert quoted(out["statements"][1]["content"]) == ["We will not wait", "for another attack"]
    assert quoted(out["events"][0]["trigger"]) == ["shelled", "attack"]
    assert out["events"][0]["trigger"][1]["start"] > TEXT.index("denied")
    assert quoted(out["events"][0]["when"]["span"]) == ["Tuesday"]
    assert all(set(s) == {"start", "end"} for s in spans_of(out))
    assert "shelled" not in json.dumps(out)
    assert check(out, "r", TEXT) is out


def test_the_shape_of_marks_and_spaces_is_forgiven() -> None:
    assert occurrences("He said “no\n  way” — twice", '"no way" - twice') == [(8, 26)]


def test_whole_words_only() -> None:
    assert locate(TEXT, "she", None, "source") == (TEXT.index(" she ") + 1, TEXT.index(" she ") + 4)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"content": ["the rebels had bombed the crossing on Tuesday"]},
            "nearest: 'the rebels had shelled the crossing on Tuesday'",
        ),
        ({"passage": "said"}, "stands 2 times in the report"),
        ({"kind": "state"}, "'state' is none of assert"),
        ({"speaker": None}, "an open speaker needs a reason"),
        ({"within": "s9"}, "within 's9' is no other statement"),
        ({"colour": "red"}, "unknown key 'colour'"),
    ],
)
def test_what_is_wrong_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(GoldError, match=message):
        resolve(draft(**changes), TEXT, "r")


def test_words_that_stand_twice_are_told_apart() -> None:
    text = "He said he had said so."
    with pytest.raises(GoldError, match="stands 2 times"):
        locate(text, "said", None, "cue")
    assert locate(text, {"text": "said", "in": "had said"}, None, "cue") == (15, 19)
    assert locate(text, {"text": "said", "nth": 1}, None, "cue") == (3, 7)
    assert locate(text, "said", None, "cue", avoid=[(8, 22)]) == (3, 7)


def test_the_reports_own_words_are_not_kept_as_an_account() -> None:
    bad = draft()
    account = {"account": "the rebels had shelled the crossing on Tuesday. “We will", "holders": ["x"], "statements": []}
    bad["disputes"] = [{"question": "Who?", "event": "e1", "accounts": [account, {**account, "account": "others"}]}]
    with pytest.raises(GoldError, match="own words"):
        resolve(bad, TEXT, "r")


def test_open_items_are_refused() -> None:
    with pytest.raises(GoldError, match="open items"):
        resolve({**draft(), "open": {"events": [{}]}}, TEXT, "r")


def test_another_text_or_a_span_outside_is_refused(tmp_path: Path) -> None:
    out = resolve(draft(), TEXT, "r")
    write(out, tmp_path / "r.json")
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8")) == out
    with pytest.raises(GoldError, match="another text"):
        check(out, "r", TEXT + " ")
    out["events"][0]["trigger"][0]["end"] = 9999
    with pytest.raises(GoldError, match="does not fit"):
        check(out, "r", TEXT)


def test_a_text_is_cut_at_a_sentence_and_not_at_a_title() -> None:
    assert cut("Mr. Orlov met U.S. envoys. They spoke for hours.", 40) == "Mr. Orlov met U.S. envoys."
    assert [TEXT[a:b].split()[0] for a, b in sentences(TEXT)] == ["Foreign", "“We", "The"]


def test_the_sample_is_what_the_seed_draws() -> None:
    if not SHARED.exists():
        pytest.skip("../shared/data/reports is not there")
    drawn = [e for e in sample().values() if e.split != "examples"]
    assert draw() == drawn
    assert [sum(e.split == split for e in drawn) for split in ("tune", "test")] == [20, 40]
    assert all(digest(text_of(e.id)) == e.sha256 and e.length == len(text_of(e.id)) for e in drawn)
