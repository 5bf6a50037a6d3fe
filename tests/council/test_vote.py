"""The rules of the vote, on votes as they went."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from onrecord.council import check, members, outcome, permanent


def test_founding_vote() -> None:
    """12 April 2017, S/2017/315: 10 for, 2 against (Bolivia, Russia), 3 abstaining: vetoed by Russia alone."""
    found = outcome({"for": 10, "against": 2, "abstain": 3}, ["BOL", "RUS"], day=date(2017, 4, 12))
    assert (found.outcome, found.vetoed_by, found.notes) == ("vetoed", ("RUS",), ())


def test_too_few_votes_is_no_veto() -> None:
    """S/2017/968: 4-7-4, permanent members among the seven: failed for lack of votes."""
    found = outcome({"for": 4, "against": 7, "abstain": 4}, ["USA", "GBR", "FRA"], day=date(2017, 11, 16))
    assert (found.outcome, found.vetoed_by) == ("not adopted", ())


def test_abstention_of_a_permanent_member_does_not_block() -> None:
    assert outcome({"for": 10, "against": 0, "abstain": 5}, day=date(2011, 3, 17)).outcome == "adopted"


def test_no_of_an_elected_member_is_no_veto() -> None:
    found = outcome({"for": 13, "against": 1, "abstain": 1}, ["VEN"], day=date(2016, 6, 1))
    assert (found.outcome, found.vetoed_by) == ("adopted", ())


def test_procedure_knows_no_veto() -> None:
    found = outcome({"for": 9, "against": 2, "abstain": 4}, ["CHN", "RUS"], day=date(2014, 12, 22), is_procedural=True)
    assert found.outcome == "adopted"


def test_eleven_members_and_seven_votes_before_1966() -> None:
    found = outcome({"for": 7, "against": 2, "abstain": 2}, [], day=date(1950, 6, 27))
    assert found.notes == ("who voted against is not named: whether a permanent member did is open",)
    assert outcome({"for": 6, "against": 0, "abstain": 5}, day=date(1950, 6, 27)).outcome == "not adopted"


def test_unnamed_opponents_leave_the_outcome_open() -> None:
    assert outcome({"for": 11, "against": 2, "abstain": 2}, day=date(2017, 4, 12)).outcome == "unknown"


def test_numbers_that_do_not_fit_are_said() -> None:
    notes = check({"for": 10, "against": 2, "abstain": 2}, ["NOR"], day=date(2017, 4, 12))
    assert notes == ["the votes add up to 14, the Council has 15 members", "NOR was not a member on 2017-04-12"]


@pytest.mark.parametrize("year", range(1992, 2027))
def test_fifteen_members_every_year(year: int) -> None:
    found = members(date(year, 6, 1))
    assert found is not None and len(found) == 15 and permanent() < found


def test_every_recorded_veto_was_cast_by_a_permanent_member(shared: Path) -> None:
    """Against 214 vetoed drafts: the rule gives the same vetoers where each draft had the votes it needed."""
    codes = {
        "USSR": "RUS",
        "Russia": "RUS",
        "China": "CHN",
        "France": "FRA",
        "UK": "GBR",
        "USA": "USA",
        "Russian Federation": "RUS",
    }
    rows = 0
    with (shared / "data/council/vetoes_1946_2022.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            named = [row[f"member_veto{k}"].strip() for k in (1, 2, 3) if row[f"member_veto{k}"].strip()]
            cast_by = [codes[name] for name in named if name in codes]
            if not cast_by or len(cast_by) != len(named):
                continue
            day = datetime.strptime(row["date"], "%m/%d/%Y").date()
            found = outcome({"for": 9, "against": len(cast_by)}, cast_by, day=day)
            assert found.vetoed_by == tuple(sorted(set(cast_by)))
            rows += 1
    assert rows > 200
