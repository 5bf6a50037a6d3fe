"""Agreement, adjudication and scoring on a small invented report."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import eval.gold.__main__ as gold_main
from eval.gold.adjudication import merge, side_by_side
from eval.gold.agreement import Agreement
from eval.gold.compare import kappa, same_name
from eval.gold.page import page
from eval.gold.reports import Entry, digest
from eval.gold.resolve import resolve, write
from eval.gold.score import interval, score, total

TEXT = (
    "Anna Brandt said the rebels had shelled the crossing. Activists denied it. Paris may send troops next week. "
    "The sun shone. Nobody was there to see it."
)
DRAFT: dict[str, Any] = {
    "statements": [
        {"id": "s1", "source": "Anna Brandt", "cue": "said", "content": ["the rebels had shelled the crossing"], "kind": "accuse",
         "form": "indirect", "speaker": "Anna Brandt"},
        {"id": "s2", "source": "Activists", "cue": "denied", "content": ["it"], "passage": "Activists denied it", "kind": "deny",
         "form": "indirect", "speaker": None, "reason": "unnamed"},
    ],
    "events": [
        {"id": "e1", "trigger": ["shelled"], "type": "ASSAULT", "status": "disputed", "actor": ["rebels"], "recipient": [],
         "according_to": "s1"},
        {"id": "e2", "trigger": ["send"], "type": "MOBILIZE", "status": "hypothetical", "actor": ["FRA"], "recipient": []},
    ],
    "disputes": [
        {"question": "Did they fire?", "event": "e1", "accounts": [
            {"account": "they did", "holders": ["Anna Brandt"], "statements": ["s1"]},
            {"account": "they did not", "holders": ["activists"], "statements": ["s2"]}]},
    ],
}  # fmt: skip
GOLD = resolve(DRAFT, TEXT, "r")


def span(words: str) -> dict[str, Any]:
    """The first place of some words, as a reading has it."""
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def reading() -> dict[str, Any]:
    """A reading of TEXT that is right throughout."""
    return {
        "actors": [
            {"id": "anna-brandt", "name": "Anna Brandt", "country": "", "mentions": [span("Anna Brandt")]},
            {"id": "rebels", "name": "rebels", "country": "", "mentions": []},
            {"id": "activists", "name": "activists", "country": "", "mentions": [span("Activists")]},
            {"id": "FRA", "name": "France", "country": "FRA", "mentions": [span("Paris")]},
        ],
        "statements": [
            {"id": "s1", "kind": "accuse", "form": "indirect", "speaker": "anna-brandt", "source": [span("Anna Brandt")],
             "cue": [span("said")], "content": [span("the rebels had shelled the crossing")], "within": None},
            {"id": "s2", "kind": "deny", "form": "indirect", "speaker": "activists", "source": [span("Activists")],
             "cue": [span("denied")], "content": [span("it.")], "within": None},
        ],
        "events": [
            {"id": "e1", "type": "ASSAULT", "status": "disputed", "actor": ["rebels"], "recipient": [],
             "trigger": [span("shelled")], "when": None, "place": None, "killed": None, "injured": None},
            {"id": "e2", "type": "MOBILIZE", "status": "hypothetical", "actor": ["FRA"], "recipient": [],
             "trigger": [span("send")], "when": None, "place": None, "killed": None, "injured": None},
        ],
        "disputes": [{"question": "?", "event": "e1", "accounts": [
            {"account": "a", "holders": ["anna-brandt"], "statements": ["s1"]},
            {"account": "b", "holders": ["activists"], "statements": ["s2"]}]}],
    }  # fmt: skip


def test_a_right_reading_scores_full_marks() -> None:
    counts = score(GOLD, reading(), TEXT).counts
    for key, (hits, of) in counts.items():
        if any(word in key for word in ("invented", "wrong", "false")):
            assert hits == 0, key
        else:
            assert hits == of, key
    assert counts["false alarms per 1,000 sentences: events"] == (0, 5)


def test_mistakes_are_counted_where_they_belong() -> None:
    wrong = reading()
    wrong["statements"][1]["speaker"] = "FRA"
    wrong["statements"][0]["kind"] = "assert"
    wrong["events"][1]["status"] = "happened"
    wrong["events"].append({**wrong["events"][1], "id": "e3", "type": "PROTEST", "trigger": [span("shone")]})
    scored = score(GOLD, wrong, TEXT)
    counts = scored.counts
    assert counts["invented speakers, of found statements that are open"] == (1, 1)
    assert counts["statements, right kind, recall"] == (1, 2)
    assert counts["happened, wrongly"] == (1, 1)
    assert counts["events, precision"] == (2, 3)
    assert counts["events, right type and status, recall"] == (1, 2)
    assert counts["false alarms per 1,000 sentences: events"] == (1, 5)
    assert "kind wrong" in {what for what, _ in scored.faults}
    html = page([scored], {"r": TEXT})
    assert "<mark>shone</mark>" in html and "happened, wrongly" in html


def test_a_person_is_not_right_for_a_state_but_a_states_person_is() -> None:
    other = reading()
    other["actors"][0]["country"] = "DEU"
    gold = deepcopy(GOLD)
    gold["statements"][0]["speaker"] = "DEU"
    assert score(gold, other, TEXT).counts["statements, right speaker, recall"] == (2, 2)
    other["statements"][0]["speaker"] = "FRA"
    assert score(gold, other, TEXT).counts["wrong speaker, of found statements with one"] == (1, 1)


def test_a_repeat_of_a_found_event_is_told_apart_from_a_false_one() -> None:
    twice = reading()
    twice["events"].append({**twice["events"][0], "id": "e9"})
    counts = score(GOLD, twice, TEXT).counts
    assert counts["events, precision"] == (2, 3)
    assert counts["events, precision, repeats forgiven"] == (3, 3)


def test_an_empty_reading_is_scored_too() -> None:
    counts = score(GOLD, {"actors": [], "statements": [], "events": [], "disputes": []}, TEXT).counts
    assert counts["statements, recall"] == (0, 2) and counts["statements, precision"] == (0, 0)


def test_intervals_hold_the_figure_and_repeat() -> None:
    ratios = [(1, 2), (2, 2), (0, 1), (3, 4)]
    between = interval(ratios)
    assert between is not None and between[0] <= 6 / 9 <= between[1] and between == interval(ratios)
    assert interval([(0, 0)]) is None
    assert total([score(GOLD, reading(), TEXT)])["statements, recall"] == (2, 2, (1.0, 1.0))


def test_names() -> None:
    assert same_name("Anna Brandt", "Brandt") and same_name("UN", "the United Nations") and same_name(None, None)
    assert not same_name("Free Syrian Army", "Iraqi army") and not same_name("RUS", "USA") and not same_name("Brandt", None)


def test_kappa() -> None:
    assert kappa([("a", "a"), ("b", "b")]) == pytest.approx(1.0)
    assert kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == pytest.approx(0.0)
    assert kappa([]) is None


def other_draft() -> dict[str, Any]:
    """DRAFT by a second reader: one kind and one status differ, one event is missing, ids are others."""
    b = deepcopy(DRAFT)
    b["statements"] = [{**b["statements"][1], "id": "s7", "kind": "reject"}, {**b["statements"][0], "id": "s8"}]
    b["events"] = [{**b["events"][0], "according_to": "s8"}]
    b["disputes"] = []
    return b


def test_agreement_counts_what_both_found() -> None:
    agreement = Agreement()
    agreement.add(GOLD, resolve(other_draft(), TEXT, "r"), TEXT)
    text = "\n".join(agreement.lines())
    assert agreement.hits["statements (content ≥ .5)"] == 2 and agreement.a["events (trigger)"] == 2
    assert (agreement.same["statement: kind"], agreement.of["statement: kind"]) == (1, 2)
    assert "kind: deny / reject  1" in text


def test_the_merged_draft_holds_what_agrees_and_lists_the_rest() -> None:
    merged = merge(DRAFT, other_draft(), TEXT, "r")
    assert [s["id"] for s in merged["statements"]] == ["s1"] and [e["id"] for e in merged["events"]] == ["e1"]
    assert [(x["id"], x["differs"]) for x in merged["open"]["statements"]] == [("s2", ["kind"])]
    assert [(x["id"], x["differs"]) for x in merged["open"]["events"]] == [("e2", ["only A"])]
    shown = "\n".join(side_by_side(merged))
    assert '≠ kind             A "deny"' in shown
    done = {**merged, "open": {}}
    done["statements"].append(merged["open"]["statements"][0]["A"])
    assert len(resolve(done, TEXT, "r")["statements"]) == 2


def run_main(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> int:
    """`python -m eval.gold` on the invented report, read by a stand-in for the program."""
    entry = Entry("r", "none", None, None, None, len(TEXT), digest(TEXT), "test")
    monkeypatch.setattr(gold_main, "sample", lambda: {"r": entry})
    monkeypatch.setattr(gold_main, "text_of", lambda _: TEXT)
    monkeypatch.setattr(gold_main, "reading_of", lambda *_: reading())
    monkeypatch.setattr(gold_main, "LOG", folder / "log.csv")
    monkeypatch.setattr(gold_main, "commit", lambda: "abc")
    monkeypatch.setattr("sys.argv", ["eval.gold", "--gold", str(folder), "--html", str(folder / "page.html"), *arguments])
    return gold_main.main()


def test_every_scoring_of_the_test_split_is_logged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(GOLD, tmp_path / "r.json")
    with pytest.raises(SystemExit):
        run_main(monkeypatch, tmp_path, "--split", "test")
    assert not (tmp_path / "log.csv").exists()
    for _ in range(2):
        assert run_main(monkeypatch, tmp_path, "--split", "test", "--date", "2026-11-22", "--classes") == 0
    shown = capsys.readouterr().out
    assert "test: 1 of 1 reports are annotated" in shown and "event ASSAULT" in shown
    logged = (tmp_path / "log.csv").read_text(encoding="utf-8").splitlines()
    assert logged.count('2026-11-22,abc,1,"statements, recall",2,2,1.0000,1.0000') == 2
    assert run_main(monkeypatch, tmp_path) == 1
