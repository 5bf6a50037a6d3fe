"""Rival accounts, on readings built by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.linking import attach, disputes, same_events
from onrecord.model import Actor, Event, Kind, Place, Reading, Report, Statement, When, content_id

WEST = "Washington said Damascus shelled Marrow on 4 April."
EAST = "Moscow denied that Damascus shelled Marrow on 4 April."


def actor(id: str, report: Report, word: str) -> Actor:
    at = report.text.find(word)
    return Actor(id, word, "state", id, mentions=(report.evidence(at, at + len(word)),))


def reading(
    text: str,
    speaker: str,
    kind: Kind,
    *,
    name: str,
    doer: str = "SYR",
    day: date = date(2017, 4, 4),
) -> Reading:
    """A report whose one statement tells of one shelling."""
    report = Report(text, name=name, outlet=name, published=date(2017, 4, 6))
    spans = {"USA": "Washington", "RUS": "Moscow", "SYR": "Damascus", "TUR": "Ankara"}
    content = report.evidence(text.index(spans[doer]), len(text) - 1)
    said = content_id("s", report.id, content.start)
    trigger = report.evidence(text.index("shelled"), text.index("shelled") + 7)
    place_at = report.evidence(text.index("Marrow"), text.index("Marrow") + 6)
    on = report.evidence(text.index("4 April"), text.index("4 April") + 7)
    event = Event(
        content_id("e", report.id, trigger.start), "ASSAULT", "denied" if kind == "deny" else "alleged", (trigger,),
        actor=(doer,), when=When(day, day, "day", on, "day-month"), place=Place(place_at, "Marrow", "SYR", "city"),
        according_to=said,
    )  # fmt: skip
    statement = Statement(
        said, "indirect", kind, speaker, (content,), polarity="denies" if kind == "deny" else "affirms",
    )  # fmt: skip
    actors = tuple(actor(id, report, word) for id, word in spans.items() if word in text)
    return Reading(report, "test", actors, attach((statement,), (event,)), (event,))


def test_a_statement_is_about_the_event_it_tells_of() -> None:
    told = reading(WEST, "USA", "assert", name="a")
    assert told.statements[0].about == told.events[0].id


def test_claim_against_denial_over_two_reports() -> None:
    both = [reading(WEST, "USA", "assert", name="a"), reading(EAST, "RUS", "deny", name="b")]
    (dispute,) = disputes(both)
    assert [account.holders for account in dispute.accounts] == [("USA",), ("RUS",)]
    assert set(dispute.events) == {both[0].events[0].id, both[1].events[0].id}
    assert "who did what?" in dispute.question and "Marrow" in dispute.question


def test_rival_doers_of_one_act() -> None:
    other = reading("Moscow said Ankara shelled Marrow on 4 April.", "RUS", "accuse", name="b", doer="TUR")
    (dispute,) = disputes([reading(WEST, "USA", "accuse", name="a"), other])
    assert len(dispute.accounts) == 2


def test_acts_of_different_days_are_not_one() -> None:
    later = reading("Moscow denied that Damascus shelled Marrow on 4 April.", "RUS", "deny", name="b", day=date(2017, 6, 4))
    assert all(len(group) == 1 for group in same_events([reading(WEST, "USA", "assert", name="a"), later]))


def test_agreement_is_no_dispute() -> None:
    second = reading("Ankara said Damascus shelled Marrow on 4 April.", "TUR", "assert", name="b")
    assert disputes([reading(WEST, "USA", "assert", name="a"), second]) == ()


def test_an_open_speaker_holds_nothing() -> None:
    told = reading(EAST, "RUS", "deny", name="b")
    open_ = replace(told, statements=(replace(told.statements[0], speaker=None, reason="not named"),))
    assert disputes([reading(WEST, "USA", "assert", name="a"), open_]) == ()


def test_no_word_of_a_verdict() -> None:
    (dispute,) = disputes([reading(WEST, "USA", "assert", name="a"), reading(EAST, "RUS", "deny", name="b")])
    words = dispute.question.lower().split()
    assert not {"true", "false", "liar", "really", "actually"} & set(words)
