"""Where and when an event was, who did it where the noun does not say, and the same act named again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.actors import find_cast
from onrecord.events import find_events
from onrecord.grounding import find_places, find_times, find_tolls
from onrecord.language import Document
from onrecord.model import Event
from onrecord.statements import find_statements

pytestmark = pytest.mark.model
Reader = Callable[..., Document]


def events_of(read: Reader, text: str) -> tuple[Event, ...]:
    """Read a text of 13 April 2017 to the end of the events step."""
    document = read(text, published=date(2017, 4, 13))
    cast = find_cast(document)
    times, places, tolls = find_times(document), find_places(document, cast), find_tolls(document)
    return find_events(document, cast, find_statements(document, cast), times, places, tolls)


def the(events: tuple[Event, ...], trigger: str) -> Event:
    """The one event of that trigger."""
    return next(e for e in events if e.trigger[0].text == trigger)


PLACED = [
    ("Rebels struck the town of Saraqeb on Tuesday.", "struck", "Saraqeb"),
    ("Government jets bombed a clinic in a village near Idlib.", "bombed", "Idlib"),
    ("In Aleppo on Tuesday, rebels fired mortars at a school.", "fired", "Aleppo"),
    ("Soldiers clashed with militants in Homs.", "clashed", "Homs"),
    ("Jets shelled the market in Homs, killing five people.", "shelled", "Homs"),
    ("Norway held talks with Sudan in Geneva.", "held", "Geneva"),
    ("A soldier was killed by a bomb in Gao.", "killed", "Gao"),
    ("Officials from Nairobi condemned the raid in Homs.", "raid", "Homs"),
]


@pytest.mark.parametrize(("text", "trigger", "place"), PLACED, ids=[p[0][:40] for p in PLACED])
def test_an_event_is_placed_by_the_words_it_hangs_on(text: str, trigger: str, place: str, read_document: Reader) -> None:
    found = the(events_of(read_document, text), trigger).place
    assert found is not None
    assert found.evidence.text == place


UNPLACED = [
    ("The minister spoke to reporters in Geneva of the raid.", "raid"),
    ("Rebels shelled the road from Homs to Damascus.", "shelled"),
    ("Kenya condemned the attack at a meeting in Geneva.", "attack"),
]


@pytest.mark.parametrize(("text", "trigger"), UNPLACED, ids=[p[0][:40] for p in UNPLACED])
def test_a_place_of_something_else_is_left_out(text: str, trigger: str, read_document: Reader) -> None:
    assert all(e.place is None for e in events_of(read_document, text) if e.trigger[0].text == trigger)


def test_a_date_that_opens_the_sentence_is_shared(read_document: Reader) -> None:
    events = events_of(read_document, "On Friday, rebels shelled a base and killed nine soldiers.")
    assert {e.when.start for e in events if e.when is not None} == {date(2017, 4, 7)}
    assert all(e.when is not None for e in events)


def test_a_date_between_clause_and_verb_of_saying_is_the_clauses(read_document: Reader) -> None:
    events = events_of(read_document, "A rocket hit a clinic in Idlib on Tuesday, an aid group said.")
    assert the(events, "hit").when is not None


DOERS = [
    ("France accused Russia of attacks on hospitals.", "attacks", ("RUS",), "alleged"),
    ("Kenya was behind the attack.", "attack", ("KEN",), "happened"),
    ("Villagers died in a series of strikes by Chad.", "strikes", ("TCD",), "happened"),
    ("The Russian-backed offensive killed dozens of people.", "offensive", (), "happened"),
    ("Sudan used chemical weapons against the rebels.", "used", ("SDN",), "happened"),
    ("Nine people were killed in Syrian and Russian air strikes.", "strikes", ("SYR", "RUS"), "happened"),
    ("Isis claimed two attacks in Baghdad.", "attacks", ("isis",), "alleged"),
    ("Fears of an attack on Homs grew.", "attack", (), "hypothetical"),
]


@pytest.mark.parametrize(("text", "trigger", "actor", "status"), DOERS, ids=[d[0][:40] for d in DOERS])
def test_the_doer_is_the_one_the_text_names(
    text: str, trigger: str, actor: tuple[str, ...], status: str, read_document: Reader
) -> None:
    event = the(events_of(read_document, text), trigger)
    assert (event.actor, event.status) == (actor, status)


def test_an_act_named_again_takes_what_it_was_told_with(read_document: Reader) -> None:
    events = events_of(read_document, "The Kenyan raid on a camp in Homs began at dawn. The raid killed six soldiers.")
    raids = [e for e in events if e.trigger[0].text == "raid"]
    assert [e.actor for e in raids] == [("KEN",), ("KEN",)]
    assert raids[1].place == raids[0].place


def test_an_act_named_again_takes_nothing_where_two_fit(read_document: Reader) -> None:
    text = "The Kenyan raid on a camp failed. The Ugandan raid on a base succeeded. The raid killed six soldiers."
    raids = [e for e in events_of(read_document, text) if e.trigger[0].text == "raid"]
    assert raids[-1].actor == ()


def test_words_between_politicians_are_no_assault(read_document: Reader) -> None:
    events = events_of(read_document, "Donald Trump attacked Hillary Clinton for her support of the law.")
    assert [e.type for e in events if e.trigger[0].text == "attacked"] == ["ACCUSE"]
    assert not any(e.type == "ASSAULT" for e in events_of(read_document, "Peter Kaisen shot himself last month."))


def test_the_first_to_do_it_did_it(read_document: Reader) -> None:
    event = the(events_of(read_document, "Boris Johnson became the first British foreign secretary to visit Iran."), "visit")
    assert event.status == "happened"
