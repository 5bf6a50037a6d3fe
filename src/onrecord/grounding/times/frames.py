"""Frames around simple expressions: since, until, by, before, after, between … and, from … to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.grounding.times.atoms import ANY, DOM, MON, QTY, Reader, read_atoms
from onrecord.grounding.times.calendar import safe_date
from onrecord.grounding.times.interval import NO_DATE, Context, Interval, counted, over, shift, unknown
from onrecord.grounding.times.point import without_year
from onrecord.grounding.times.word import Word, first, has, unit_of


def days_of_month(words: Sequence[Word], context: Context) -> Interval | None:
    """'from 4 to 7 April 2017', 'October 25-26, 2016'."""
    month = first(words, "MONTH", "MONTH_WORD")
    days = [word.value for word in words if has([word], "DAY", "NTH")]
    if month is None or len(days) < 2 or days[0] > days[1]:
        return None
    year = first(words, "YEAR")
    if year is not None:
        start, end = safe_date(year.value, month.value, days[0]), safe_date(year.value, month.value, days[1])
        return over((start, end), "interval", "days-of-month") if start and end else None
    last = without_year(month.value, days[1], context)
    if last is None:
        return unknown("days-of-month") if context.anchor is None else None
    return over((last.replace(day=days[0]), last), "interval", "days-of-month", context.anchor)


def between(words: Sequence[Word], context: Context) -> Interval | None:
    """'between 2011 and 2013', 'from April 4 to April 7', 'Monday to Wednesday'."""
    parts = read_atoms(words, context)
    if len(parts) < 2:
        return parts[0] if parts else None
    left: Interval | None = parts[0]
    right = parts[-1]
    assert left is not None
    if left.start is None or right.end is None:
        years = [word for word in words if has([word], "YEAR")]
        if len(years) == 1 and right.end is not None:  # 'from April to June 2017': the year is said once
            left = _left_of(words, right.end)
        if left is None or left.start is None or right.end is None:
            return unknown("between", (left.reason if left else None) or right.reason or NO_DATE)
    elif len([word for word in words if has([word], "YEAR")]) == 1 and has(words, "MONTH", "MONTH_WORD") and right.anchor is None:
        left = _left_of(words, right.end) or left
    start, end = left.start, right.end
    if start is not None and end is not None and start > end:
        if right.anchor is None or left.anchor is None or (start - end).days > 366:
            return None
        moved = shift(end, 1, "week") if has(words, "WEEKDAY") else shift(end, 1, "year")
        end = moved if moved >= start else end
    if start is None or end is None or start > end:
        return None
    return over((start, end), "interval", "between", left.anchor or right.anchor)


def _left_of(words: Sequence[Word], end: date) -> Interval | None:
    """The left part, which says no year, as the latest such time before the right part's end."""
    parts = read_atoms(words, Context(end))
    return parts[0] if parts else None


def since(words: Sequence[Word], context: Context) -> Interval | None:
    """'since 2011': from its first day to the day of publication."""
    inner = _inner(words, Context(context.anchor, None, context.narrative))
    if inner is None or inner.start is None:
        return inner and inner.named("since")
    if context.anchor is not None and inner.start > context.anchor:
        return None
    return Interval(inner.start, context.anchor, "open-interval", "since", context.anchor)


def until(words: Sequence[Word], context: Context) -> Interval | None:
    """'until Friday': to its last day, from no day that is said."""
    tense = context.tense or "future"
    inner = _inner(words, Context(context.anchor, tense, context.narrative))
    if inner is None or inner.end is None:
        return inner and inner.named("until")
    return Interval(None, inner.end, "open-interval", "until", inner.anchor)


def by(words: Sequence[Word], context: Context) -> Interval | None:
    """'by the end of the year': its last day; 'by Friday': that day, ahead unless the verb is past."""
    inner = _inner(words, Context(context.anchor, context.tense or "future", context.narrative))
    if inner is not None and inner.end is not None and has(words, "END") and inner.rule == "edge":
        return over((inner.end, inner.end), "day", "by-end", inner.anchor)
    return inner


def before(words: Sequence[Word], context: Context) -> Interval | None:
    """'before 2011': up to the day before its first."""
    inner = _inner(words, context)
    if inner is None or inner.start is None:
        return inner and inner.named("before")
    return Interval(None, shift(inner.start, -1, "day"), "open-interval", "before", inner.anchor)


def after(words: Sequence[Word], context: Context) -> Interval | None:
    """'after 2011': from its first day on; when it ended is not said."""
    inner = _inner(words, context)
    if inner is None or inner.start is None:
        return inner and inner.named("after")
    return Interval(inner.start, None, "open-interval", "after", inner.anchor)


def count_from(words: Sequence[Word], context: Context) -> Interval | None:
    """'two days after April 4': counted from the date that is named."""
    inner = _inner(words, context)
    number = first(words, "NUMBER", "DAY", "A")
    if inner is None or inner.start is None or inner.precision != "day" or number is None or has(words, "VAGUE"):
        return unknown("count-from", "counted from something not known here")
    sign = -1 if has(words, "BEFORE") else 1
    return counted(inner.start, sign * (number.value or 1), unit_of(words), "count-from")


def _inner(words: Sequence[Word], context: Context) -> Interval | None:
    """The expression a frame holds."""
    parts = read_atoms(words, context)
    return replace(parts[-1]) if parts else None


FRAMES: tuple[tuple[str, str, Reader], ...] = (
    # 'from 4 to 7 April 2017', '4-7 April'
    ("days_of_month", f"(?:(?:BETWEEN|FROM)(?:THE)?{DOM}(?:AND|TO|UNTIL|DASH)|{DOM}(?:TO|DASH))"
     f"(?:THE)?{DOM}OF?{MON}(?:COMMA?YEAR)?",
     days_of_month),
    # 'October 25-26, 2016', 'between April 4 and 7'
    ("month_days", f"(?:BETWEEN|FROM)?{MON}{DOM}(?:TO|DASH|(?:(?<=BETWEEN MONTH DAY)AND)){DOM}(?!DASH?UNIT)(?:COMMA?YEAR)?",
     days_of_month),
    # 'between March and May', 'from April 4 to April 7', 'Monday to Wednesday'
    ("between", f"BETWEEN THE?{ANY}AND THE?{ANY}", between),
    ("from_to", f"FROM {ANY}COMMA?(?:TO|UNTIL|DASH){ANY}|{ANY}(?:TO|DASH){ANY}", between),
    ("since", f"SINCE(?:OVER|ON|IN|AT)?{ANY}", since),
    ("until", f"UNTIL(?:OVER|ON|IN|AT)?{ANY}", until),
    ("by", f"BY {ANY}", by),
    ("before", f"BEFORE {ANY}(?!MARK)|PRE DASH{ANY}", before),
    ("after", f"(?:AFTER|FOLLOWING){ANY}(?!MARK)|POST DASH{ANY}", after),
    # 'two days after April 4'
    ("count_from", f"(?:{QTY})UNIT(?:AFTER|BEFORE|FOLLOWING){ANY}", count_from),
)  # fmt: skip
