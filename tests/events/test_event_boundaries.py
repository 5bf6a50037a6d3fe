"""The manual's boundary rules, and the statuses that must never be "happened"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.actors import find_cast
from onrecord.clean import clean
from onrecord.events import find_events
from onrecord.grounding import find_places, find_times, find_tolls
from onrecord.language import Document, parse
from onrecord.model import Cast, Event, Report
from onrecord.statements import find_statements

pytestmark = pytest.mark.model
Reader = Callable[..., Document]


def events_of(read: Reader, text: str, published: date | None = None) -> tuple[Event, ...]:
    """Read a text to the end of the events step."""
    document = read(text, published=published)
    cast = find_cast(document)
    times, places, tolls = find_times(document), find_places(document, cast), find_tolls(document)
    return find_events(document, cast, find_statements(document, cast), times, places, tolls)


BOUNDARIES = [
    ("Jordan summoned the Israeli ambassador on Sunday.", "ACCUSE", "disapprove"),
    ("Ghana held military exercises near Accra.", "MOBILIZE", "troops"),
    ("Ghana and Togo held joint military exercises near Accra.", "COOPERATE", None),
    ("Chile mobilised troops for flood relief.", "AID", None),
    ("Malian soldiers captured nine militants near Gao.", "ASSAULT", "abduct"),
    ("Commandos rescued the hostages in Nairobi.", "AID", None),
    ("Norway cancelled the debt of Liberia.", "AID", None),
    ("Laos deported a Dutch tourist on Monday.", "COERCE", "deport"),
    ("Spain expelled three Russian diplomats on Monday.", "SANCTION", "expel"),
    ("Thousands of villagers fled Boko Haram fighters.", "SANCTION", "expel"),
    ("A judge issued an arrest warrant for the exiled general.", "THREATEN", "arrest"),
    ("A court in Cairo ordered the bank to compensate the farmers.", "SANCTION", "convict"),
]


@pytest.mark.parametrize(("text", "name", "mode"), BOUNDARIES, ids=[b[0][:40] for b in BOUNDARIES])
def test_boundary(text: str, name: str, mode: str | None, read_document: Reader) -> None:
    events = events_of(read_document, text)
    told = [(e.type, e.modes) for e in events]
    assert any(e.type == name and (mode is None or mode in e.modes) for e in events), told


NOT_HAPPENED = [
    "Kenya plans to bomb the camp.",
    "Kenya may attack the camp.",
    "Kenya will attack the camp on Friday.",
    "Kenya threatened to shell the camp.",
    "Kenya denied that its jets bombed the camp.",
    "Kenya failed to capture the town.",
    "Kenya refused to attack the camp.",
    "If Kenya attacks the camp, the talks will end.",
    "Kenya would attack the camp if it were provoked.",
    "Kenya would have bombed the camp.",
    "Somalia said that Kenya had bombed the camp.",
    "Somalia accused Kenya of bombing the camp.",
    "Kenya is believed to have bombed the camp.",
    "Kenya has never bombed the camp.",
    "Neither Kenya nor Somalia bombed the camp.",
    "The council called on Kenya to bomb the camp.",
    "There is a risk of an attack on Kenya.",
    "Kenya prevented an attack on the camp.",
    "There were fears that Kenya might bomb the camp.",
    "Did Kenya bomb the camp?",
    "Without bombing the camp, Kenya left.",
    "Kenya tried to bomb the camp.",
    "A planned Kenyan attack on the camp was put off.",
    "Kenya vowed to retaliate and bomb the camp.",
    "Kenya almost attacked the camp.",
    "In the event of an attack on Kenya, Uganda would respond.",
    "Kenya was on the brink of an attack by Somalia.",
    "Uganda could not confirm that Kenya had attacked the camp.",
    "Kenya came close to attacking the camp.",
    "Kenya is considering strikes on the camp.",
    "The alleged Kenyan attack on the camp never took place.",
    "Uganda asked Kenya to stop bombing the camp.",
    "It is unclear whether Kenya bombed the camp.",
    "Had Kenya attacked the camp, Uganda would have responded.",
]


@pytest.mark.parametrize("text", NOT_HAPPENED)
def test_assault_did_not_happen(text: str, read_document: Reader) -> None:
    wrong = [
        (e.trigger[0].text, e.status) for e in events_of(read_document, text) if e.type == "ASSAULT" and e.status == "happened"
    ]
    assert not wrong


HAPPENED = [
    "Kenya bombed the camp on Monday.",
    "Kenya managed to capture the town.",
    "Kenyan troops were able to capture the town.",
    "The camp was bombed by Kenyan jets.",
    "Kenya attacked and destroyed the camp.",
    "Kenyan troops carried out a raid on the camp.",
    "The officials condemned the Kenyan attack on the camp.",
]


@pytest.mark.parametrize("text", HAPPENED)
def test_assault_happened(text: str, read_document: Reader) -> None:
    assert any(e.type == "ASSAULT" and e.status == "happened" for e in events_of(read_document, text))


def test_an_old_event_is_background(read_document: Reader) -> None:
    events = events_of(read_document, "Kenya bombed the camp in March 2011.", date(2019, 5, 2))
    assert [e.status for e in events if e.type == "ASSAULT"] == ["historical"]


def test_a_negated_act_is_left_out_and_a_denied_one_is_kept(read_document: Reader) -> None:
    assert not [e for e in events_of(read_document, "Kenya did not bomb the camp.") if e.type == "ASSAULT"]
    denied = [e for e in events_of(read_document, "Kenya denied that its jets had bombed the camp.") if e.type == "ASSAULT"]
    assert [e.status for e in denied] == ["denied"]
    assert denied[0].according_to is not None


def test_the_attack_that_killed_is_one_event_with_its_toll(read_document: Reader) -> None:
    events = events_of(read_document, "The attack that killed 90 people shocked Kenya.")
    assaults = [e for e in events if e.type == "ASSAULT"]
    assert len(assaults) == 1
    assert [(t.low, t.high) for t in assaults[0].tolls] == [(90, 90)]


def test_meeting_has_all_parties_as_actors(read_document: Reader) -> None:
    events = events_of(read_document, "Norway held talks with Sudan in Geneva.")
    consult = next(e for e in events if e.type == "CONSULT")
    assert set(consult.actor) == {"NOR", "SDN"}
    assert consult.recipient == ()
    assert consult.place is not None
    assert consult.place.name == "Geneva"


def test_will_not_give_is_a_refusal(read_document: Reader) -> None:
    events = events_of(read_document, "Kenya will not lift its ban on flights.")
    assert [(e.type, e.status) for e in events] == [("REJECT", "happened")]


def test_sport_is_no_assault(read_document: Reader) -> None:
    text = "The striker attacked down the left and shot the goal that beat Kenya in the league."
    assert events_of(read_document, text) == ()


def test_trigger_and_parties_are_stretches_of_the_report(read_document: Reader) -> None:
    text = "Kenya bombed a camp in Somalia on Monday, killing 12 people."
    for event in events_of(read_document, text):
        for span in (*event.trigger, *event.actor_evidence, *event.recipient_evidence):
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text", ["", " ", "…", "attack", "attack " * 200, "“", "x" * 5000, "killed by by by", "To attack or not to attack?"]
)
def test_odd_input_never_raises(text: str) -> None:
    document = parse(Report(text), clean(text))
    assert isinstance(find_events(document, Cast({}, ())), tuple)
