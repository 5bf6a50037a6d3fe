"""Interval: what an expression means in days; Context: what it is counted from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from onrecord.grounding.times.calendar import Days, month_of, quarter_of, season_of, shift_days, shift_months, week_of, year_of
from onrecord.model import Precision

Tense = Literal["past", "future"]

NO_DATE = "no publication date"
_IN_A_MONTH: tuple[Precision, ...] = ("day", "weekend", "month", "month-part")
_AS_EXACT: dict[str, tuple[Precision, ...]] = {
    "month": _IN_A_MONTH, "year": (*_IN_A_MONTH, "week", "quarter", "season", "year", "year-part"),
}  # fmt: skip
"""How exact a time must be for "that month", "that year" to be its own."""


@dataclass(frozen=True, slots=True)
class Context:
    """What relative expressions are counted from."""

    anchor: date | None
    """The day of publication."""
    tense: Tense | None = None
    """That of the governing verb, where there is one that says."""
    narrative: date | None = None
    """The day the story last spoke of: "the day before" is counted from it."""
    spoken: tuple[date, Precision] | None = None
    """The first day of the time last spoken of, and how exact it was: "that year" is its year."""

    def same(self, unit: str) -> date | None:
        """A day of the unit ("year", "month", "day") last spoken of; None where nothing so exact was."""
        if self.spoken is not None and self.spoken[1] in _AS_EXACT.get(unit, ()):
            return self.spoken[0]
        return self.narrative


@dataclass(frozen=True, slots=True)
class Interval:
    """Both ends inside. Both None: open, with the reason."""

    start: date | None
    end: date | None
    precision: Precision | None
    rule: str
    anchor: date | None = None
    reason: str | None = None

    def named(self, rule: str) -> Interval:
        """The same under another rule's name."""
        return replace(self, rule=rule)


def over(days: Days, precision: Precision, rule: str, anchor: date | None = None) -> Interval:
    """An interval that is known."""
    return Interval(days[0], days[1], precision, rule, anchor)


def unknown(rule: str, reason: str = NO_DATE) -> Interval:
    """An expression that cannot be counted out, and why."""
    return Interval(None, None, None, rule, None, reason)


# A count of units that only says "more than one": how far back it reaches at most, in that unit.
VAGUE_REACH = {"minute": 1, "hour": 24, "day": 7, "weekend": 4, "week": 6, "fortnight": 4, "month": 6, "quarter": 4, "year": 5,
               "decade": 5, "century": 5}  # fmt: skip


def shift(day: date, count: int, unit: str) -> date:
    """`count` units on (negative: back)."""
    if unit in ("minute", "hour"):
        per_day = 24 if unit == "hour" else 24 * 60
        return shift_days(day, -(-abs(count) // per_day) * (1 if count > 0 else -1))
    if unit in ("day", "week", "weekend", "fortnight"):
        return shift_days(day, count * {"day": 1, "fortnight": 14}.get(unit, 7))
    return shift_months(day, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit, 1200))


def around(day: date, unit: str) -> tuple[Days, Precision]:
    """The whole unit a day lies in: its week, its month, its year …"""
    if unit in ("week", "fortnight"):
        return week_of(day), "week"
    if unit == "weekend":
        monday, sunday = week_of(day)
        return (shift_days(monday, 5), sunday), "weekend"
    if unit == "month":
        return month_of(day.year, day.month), "month"
    if unit == "quarter":
        return quarter_of(day.year, (day.month + 2) // 3), "quarter"
    if unit == "year":
        return year_of(day.year), "year"
    if unit == "decade":
        first = day.year - day.year % 10
        return (date(max(first, 1), 1, 1), date(first + 9, 12, 31)), "decade"
    if unit == "century":
        first = max(day.year - day.year % 100, 1)
        return (date(first, 1, 1), date(min(first + 99, 9999), 12, 31)), "interval"
    return (day, day), "day"


def counted(day: date, count: int, unit: str, rule: str) -> Interval:
    """The unit `count` units from a day: "two weeks ago" is a week, "three years ago" a year, "two days ago" a day."""
    target = shift(day, count, unit)
    if unit == "decade":
        unit = "year"
    days, precision = around(target, unit)
    if unit in ("hour", "minute") and abs(count) < 24:
        return over((min(day, target), max(day, target)), "interval", rule, day)
    return over(days, precision, rule, day)


def latest_month(month: int, context: Context, strict: bool = False) -> Days | None:
    """The latest such month not after that of the anchor; with a future verb, the first not before it."""
    anchor = context.anchor
    if anchor is None:
        return None
    if context.tense == "future":
        is_next = month < anchor.month or (strict and month == anchor.month)
        return month_of(min(anchor.year + is_next, 9999), month)
    is_earlier = month > anchor.month or (strict and month == anchor.month)
    return month_of(max(anchor.year - is_earlier, 1), month)


def latest_season(first_month: int, context: Context) -> Days | None:
    """The latest season that has begun by the anchor, or with a future verb the next to begin."""
    if context.anchor is None:
        return None
    anchor = context.anchor
    has_begun = season_of(anchor.year, first_month)[0] <= anchor
    if context.tense == "future":
        return season_of(anchor.year + has_begun, first_month)
    return season_of(anchor.year - (not has_begun), first_month)
