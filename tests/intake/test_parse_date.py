"""parse_date: what it takes, what it refuses, and that it never guesses."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DateError
from onrecord.intake import parse_date

DAY = date(2017, 4, 13)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime(2017, 4, 13, 23, 59, tzinfo=UTC),
        20170413,
        "2017-04-13",
        " 2017-4-13 ",
        "2017/04/13",
        "2017.04.13",
        "20170413",
        "20170413T101500Z",
        "2017-04-13T23:30:00-05:00",
        "2017-04-13 00:00:00+00:00",
        "2017-04-13T10:15:00.123456789Z",
        "13 April 2017",
        "13 Apr. 2017",
        "13th of April, 2017",
        "13-Apr-2017",
        "Thursday 13 April 2017 14:05 BST",
        "Thu, 13 Apr 2017 10:00:00 GMT",
        "April 13, 2017",
        "Apr. 13th 2017",
        "APRIL 13, 2017 Thursday",
        "April 13, 2017, 4:05 p.m.",
        "13/04/2017",
        "04/13/2017",
        "13.04.2017",
        "13-4-2017 09:00",
    ],
)
def test_ways_to_write_one_day(value: object) -> None:
    assert parse_date(value) == DAY


def test_the_same_number_twice_is_not_ambiguous() -> None:
    assert parse_date("04/04/2017") == date(2017, 4, 4)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("2017-02-30", "not in the calendar"),
        ("31 April 2017", "not in the calendar"),
        ("13/13/2017", "not in the calendar"),
        ("29 February 2017", "not in the calendar"),
        ("04/05/2017", "could be 2017-05-04 or 2017-04-05"),
        ("April 2017", "does not say the day"),
        ("2017", "does not say the day"),
        ("2017-04", "does not say the day"),
        ("13/04/17", "understood"),
        ("yesterday", "understood"),
        ("13 Brumaire 2017", "understood"),
        ("1492041600", "understood"),
        ("", "understood"),
        ("9" * 10_000, "understood"),
        (1492041600, "not a date"),
        (1.5, "not a date"),
        (True, "not a date"),
        (None, "not a date"),
        ("0001-01-01", "newspapers"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(value: object, says: str) -> None:
    with pytest.raises(DateError, match=says) as caught:
        parse_date(value)
    assert len(str(caught.value)) < 200
    assert caught.value.exit_code == 2


@given(st.dates(min_value=date(1700, 1, 1)))
def test_every_day_comes_back(day: date) -> None:
    month = day.strftime("%B")
    for written in (
        day.isoformat(),
        f"{day.day} {month} {day.year:04}",
        f"{month[:3]} {day.day}, {day.year:04}",
        f"{day:%Y%m%d}",
    ):
        assert parse_date(written) == day


@given(st.text(max_size=80))
def test_any_string_is_a_day_or_a_date_error(text: str) -> None:
    with suppress(DateError):
        assert isinstance(parse_date(text), date)
