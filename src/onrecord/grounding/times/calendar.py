"""Arithmetic with days, weeks, months and years. A week runs from Monday to Sunday; both ends of an interval are inside."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

Days = tuple[date, date]


def safe_date(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none ("30 February")."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_days(day: date, count: int) -> date:
    """`count` days on, held within the years a date can have."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return date.max if count > 0 else date.min


def shift_months(day: date, count: int) -> date:
    """The same day `count` months on; the last of the month where that month is shorter."""
    months = min(max(day.year * 12 + day.month - 1 + count, 12), 9999 * 12 + 11)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def week_of(day: date) -> Days:
    """Monday to Sunday around a day."""
    monday = shift_days(day, -day.weekday())
    return monday, shift_days(monday, 6)


def month_of(year: int, month: int) -> Days:
    """The first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_of(year: int) -> Days:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def quarter_of(year: int, quarter: int) -> Days:
    """The first and the last day of a quarter, 1 to 4."""
    return month_of(year, quarter * 3 - 2)[0], month_of(year, quarter * 3)[1]


def season_of(year: int, first_month: int) -> Days:
    """Three whole months; the winter of a year begins in its December."""
    start = date(min(max(year, 1), 9999), first_month, 1)
    last = shift_months(start, 2)
    return start, month_of(last.year, last.month)[1]


def part_of_month(days: Days, part: str) -> Days:
    """early: 1–10, mid: 11–20, late: 21 to the end."""
    first, last = days
    if part == "early":
        return first, first.replace(day=10)
    if part == "mid":
        return first.replace(day=11), first.replace(day=20)
    return first.replace(day=21), last


def part_of_year(year: int, part: str) -> Days:
    """early: January to March; mid: May to August; late: October to December."""
    first, last = {"early": (1, 3), "mid": (5, 8)}.get(part, (10, 12))
    return date(year, first, 1), month_of(year, last)[1]
