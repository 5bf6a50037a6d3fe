"""Rules and encoder together: what is told again, what only one of them sees, whose party and status stand."""

from __future__ import annotations

import pytest

from onrecord import read_text
from onrecord.model import Event

pytestmark = pytest.mark.model


def events(text: str) -> tuple[Event, ...]:
    return read_text(text, published="2017-04-08").events


def of_type(text: str, name: str) -> list[Event]:
    return [e for e in events(text) if e.type == name]


def test_a_statement_is_no_act_without_a_word_for_one() -> None:
    assert events("The river rose by a metre. Farmers sold their cattle at the market in spring.") == ()


def test_told_twice_is_one_event() -> None:
    found = of_type("Rebels shelled the town of Azaz on Friday. The shelling lasted an hour.", "ASSAULT")
    assert len(found) == 1
    assert [span.text for span in found[0].trigger][:1] == ["shelled"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The army denied that it had shelled the town.", "denied"),
        ("The draft would have condemned the government of Chad.", "counterfactual"),
    ],
)
def test_what_the_grammar_makes_plain_stands(text: str, status: str) -> None:
    assert status in {e.status for e in events(text)}


def test_what_was_done_to_a_thing_does_not_wait_for_what_may_be() -> None:
    found = events("Uganda plans to rebuild the villages shelled by Kenyan troops.")
    assert {e.status for e in found if e.trigger[0].text == "shelled"} <= {"happened", "ongoing", "historical"}


def test_who_did_it_is_the_noun_before_who() -> None:
    text = "The minister said the army would protect villagers from the rebels who attacked Syrian civilians."
    assert [e.actor for e in of_type(text, "ASSAULT")] == [("rebels",)]


def test_the_named_side_stands() -> None:
    found = of_type("Moscow suspended the air safety agreement after a US strike on the base.", "ASSAULT")
    assert found and found[0].actor == ("USA",)


def test_daily_acts_of_people_nobody_knows_are_none() -> None:
    assert events("Villagers sold their goats at the fair.") == ()
    assert events("Villagers sold their goats at the fair. Chad sold two ships to Norway on Monday.") != ()
