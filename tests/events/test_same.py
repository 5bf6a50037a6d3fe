"""One act told several times: joined in the order of the text, with the words of all and the cells of the best telling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from onrecord.data import table
from onrecord.events.likeness import weights
from onrecord.events.same import clusters, joined
from onrecord.events.telling import families
from onrecord.language import Document
from onrecord.model import Event, Evidence, Status, When

TEXT = "Raid kills six. Jets bombed the mill on Monday, rebels said. The army confirmed the raid."


def telling(
    word: str,
    *,
    status: Status = "happened",
    actor: str = "",
    recipient: str = "",
    said: str | None = None,
    headline: bool = False,
) -> Event:
    """An event told by one word of TEXT."""
    at = TEXT.index(word)
    span = Evidence("r", at, at + len(word), word)
    return Event(
        f"e{at}", "ASSAULT", status, (span,), actor=(actor,) if actor else (), recipient=(recipient,) if recipient else (),
        according_to=said, is_headline=headline,
    )  # fmt: skip


def test_each_joins_the_likeliest_earlier_group() -> None:
    assert clusters(4, {(0, 2): 0.6, (1, 2): 0.7, (1, 3): 0.2}, 0.5) == [[0], [1, 2], [3]]


def test_a_group_counts_with_all_its_members() -> None:
    # 2 is much like 1, and not at all like 0, which 1 is
    assert clusters(3, {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.0}, 0.5) == [[0, 1], [2]]
    assert clusters(3, {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.3}, 0.5) == [[0, 1, 2]]


def test_nothing_compared_nothing_joined() -> None:
    assert clusters(3, {}, 0.5) == [[0], [1], [2]]
    assert clusters(0, {}, 0.5) == []


def test_the_words_of_all_in_the_order_of_the_text() -> None:
    event = joined([telling("Raid", headline=True), telling("bombed", actor="air-force"), telling("raid")])
    assert [span.text for span in event.trigger] == ["Raid", "bombed", "raid"]
    assert event.actor == ("air-force",)
    assert not event.is_headline


def test_what_the_report_tells_itself_is_not_alleged() -> None:
    event = joined([telling("bombed", status="alleged", said="s1", actor="air-force"), telling("raid", recipient="mill")])
    assert (event.status, event.according_to, event.recipient) == ("happened", None, ("mill",))
    assert event.actor == (), "a claim names the doer, the report does not"


def test_claims_alone_stay_claims() -> None:
    event = joined(
        [telling("bombed", status="alleged", said="s1"), telling("raid", status="alleged", said="s2", actor="air-force")]
    )
    assert (event.status, event.according_to, event.actor) == ("alleged", "s1", ("air-force",))


def test_a_headline_gives_way_to_the_body() -> None:
    event = joined([telling("Raid", headline=True), telling("bombed", status="alleged", said="s1", actor="air-force")])
    assert (event.status, event.according_to, event.actor) == ("alleged", "s1", ("air-force",))


def test_a_date_comes_from_whoever_gives_it() -> None:
    at = TEXT.index("Monday")
    when = When(date(2021, 3, 1), date(2021, 3, 1), "day", Evidence("r", at, at + 6, "Monday"), "weekday")
    told = telling("bombed")
    dated = Event(told.id, told.type, told.status, told.trigger, when=when)
    assert joined([telling("Raid", actor="air-force"), dated]).when == when


@pytest.mark.parametrize("status", ["denied", "counterfactual", "hypothetical", "historical"])
def test_what_was_not_or_long_before_lends_no_cells(status: Status) -> None:
    event = joined([telling("bombed", recipient="mill"), telling("raid", status=status, actor="air-force")])
    assert (event.status, event.recipient, event.actor) == ("happened", ("mill",), ())
    event = joined([telling("bombed", status=status, actor="air-force"), telling("raid", status=status, recipient="mill")])
    assert (event.status, event.recipient, event.actor) == (status, ("mill",), ("air-force",))


def test_a_day_goes_before_a_stretch_of_years() -> None:
    evidence = Evidence("r", TEXT.index("Monday"), TEXT.index("Monday") + 6, "Monday")
    day = When(date(2021, 3, 1), date(2021, 3, 1), "day", evidence, "weekday")
    years = When(date(2011, 1, 1), date(2021, 3, 1), "open-interval", evidence, "since")
    one, other = telling("bombed"), telling("raid", actor="air-force", recipient="mill")
    told = [replace(one, when=day), replace(other, when=years)]
    assert joined(told).when == day


def test_the_table_holds_what_the_features_name() -> None:
    assert weights()["bias"] < 0 < weights()["same word"]
    assert weights()["when differs"] < 0
    assert "strike" in families()["bombing"]
    assert 0 < table("events")["same"]["join"]["least"] < 1


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Rebels shelled the depot at Orlo on Monday. The shelling killed nine soldiers.", ("shelled", "shelling")),
        ("Jets bombed a mill near Orlo on Friday. The bombing killed six workers.", ("bombed", "bombing")),
    ],
)
def test_told_again(read_document: Callable[..., Document], text: str, one: tuple[str, str]) -> None:
    held = [e for e in events_of(read_document(text)) if {s.text for s in e.trigger} & set(one)]
    assert len(held) == 1
    assert {s.text for s in held[0].trigger} >= set(one)


@pytest.mark.model
def test_another_one_is_another(read_document: Callable[..., Document]) -> None:
    text = "On 3 May 2019 rebels shelled the depot at Orlo. On 9 June 2020 police stormed a camp at Venn and held two men."
    assert len([e for e in events_of(read_document(text)) if e.type in ("ASSAULT", "COERCE")]) > 1
    text = "Rebels seized a village near Gao on Monday. On Tuesday they stormed another village."
    assert len([e for e in events_of(read_document(text)) if e.type == "ASSAULT"]) > 1


@pytest.mark.model
def test_long_and_odd_texts(read_document: Callable[..., Document]) -> None:
    assert events_of(read_document("")) == ()
    assert events_of(read_document("Jets bombed the mill. " * 150))


def events_of(document: Document) -> tuple[Event, ...]:
    """The events of a document, by rules and encoder."""
    from onrecord.actors import find_cast
    from onrecord.events import find_events
    from onrecord.grounding import find_places, find_times, find_tolls
    from onrecord.language.tagger import mark

    cast = find_cast(document)
    times, places, tolls = find_times(document), find_places(document, cast), find_tolls(document)
    return find_events(document, cast, (), times, places, tolls, mark(document))
