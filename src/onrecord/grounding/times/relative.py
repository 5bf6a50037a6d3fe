"""Expressions counted from the day of publication, or from a day the story has named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.grounding.times.calendar import shift_days, week_of
from onrecord.grounding.times.interval import VAGUE_REACH, Context, Interval, around, counted, over, shift, unknown
from onrecord.grounding.times.point import part_of_unit as cut_unit
from onrecord.grounding.times.word import Word, first, has, unit_of

FROM_AN_EVENT = "counted from something the text does not date"
_BACK = ("LAST", "PAST", "PREVIOUS")
_AHEAD = ("NEXT", "COMING", "FOLLOWING")


def weekday(words: Sequence[Word], context: Context) -> Interval | None:
    """'Wednesday': the latest, that of publication included; with a future verb the next.

    'last Wednesday': the latest before the day of publication. 'next Friday': the Friday of next week.
    'this Friday': the Friday of this week.
    """
    day = first(words, "WEEKDAY")
    if day is None:
        return None
    if context.anchor is None:
        return unknown("weekday")
    anchor = context.anchor
    back = (anchor.weekday() - day.value) % 7
    if has(words, "THIS"):
        return _day(shift_days(week_of(anchor)[0], day.value), "weekday-this", anchor)
    if has(words, *_BACK):
        return _day(shift_days(anchor, -(back or 7)), "weekday-last", anchor)
    if has(words, "NEXT"):
        return _day(shift_days(week_of(anchor)[0], 7 + day.value), "weekday-next", anchor)
    if has(words, "COMING", "FOLLOWING"):
        return _day(shift_days(anchor, (day.value - anchor.weekday()) % 7 or 7), "weekday-next", anchor)
    if context.tense == "future":
        return _day(shift_days(anchor, (day.value - anchor.weekday()) % 7), "weekday-future", anchor)
    return _day(shift_days(anchor, -back), "weekday-past", anchor)


def _day(day: date, rule: str, anchor: date | None) -> Interval:
    return over((day, day), "day", rule, anchor)


def _steps(words: Sequence[Word]) -> int:
    return -1 if has(words, *_BACK) else 1 if has(words, *_AHEAD) else 0


def weekday_of_week(words: Sequence[Word], context: Context) -> Interval | None:
    """'Friday of last week', 'last week on Tuesday'."""
    day = first(words, "WEEKDAY")
    if day is None or unit_of(words) != "week":
        return None
    if context.anchor is None:
        return unknown("weekday-of-week")
    monday = week_of(shift_days(context.anchor, 7 * _steps(words)))[0]
    return _day(shift_days(monday, day.value), "weekday-of-week", context.anchor)


def unit(words: Sequence[Word], context: Context) -> Interval | None:
    """'last week', 'this month', 'next year'; 'recent' and plural units are read elsewhere."""
    name = unit_of(words)
    if context.anchor is None:
        return unknown("unit")
    if has(words, "COMING", "PAST", "FOLLOWING", "PREVIOUS"):
        return rolling(words, context) if has(words, "COMING", "PAST") else told(words, context)
    if name in ("hour", "minute"):
        return over((shift(context.anchor, min(_steps(words), 0), name), context.anchor), "interval", "unit", context.anchor)
    if words[-1].text.lower().endswith("s"):
        return None  # 'these days', 'last days'
    if name == "day":
        return None  # 'this day'
    if name == "weekend":
        return _weekend(words, context)
    days, precision = around(shift(context.anchor, _steps(words), name), name)
    return over(days, precision, "unit", context.anchor)


def _weekend(words: Sequence[Word], context: Context) -> Interval | None:
    """'last weekend': the latest that is over; 'this weekend', 'over the weekend' as the verb says."""
    anchor = context.anchor
    assert anchor is not None
    saturday = shift_days(week_of(anchor)[0], 5)
    if has(words, "NEXT"):
        saturday = shift_days(saturday, 7)
    elif (
        has(words, *_BACK)
        or (not has(words, "THIS") and context.tense != "future" and anchor < saturday)
        or (has(words, "THIS") and context.tense == "past" and anchor < saturday)
    ):
        saturday = shift_days(saturday, -7)
    return over((saturday, shift_days(saturday, 1)), "weekend", "weekend", anchor)


def the_weekend(words: Sequence[Word], context: Context) -> Interval | None:
    """'over the weekend', 'at the weekend'."""
    if unit_of(words) != "weekend":
        return None
    return _weekend(words, context) if context.anchor else unknown("weekend")


def part_of_unit(words: Sequence[Word], context: Context) -> Interval | None:
    """'earlier this week': up to the day of publication; 'late last month': the last third."""
    name = unit_of(words)
    if context.anchor is None:
        return unknown("part-of-unit")
    anchor = context.anchor
    days, precision = around(shift(anchor, _steps(words), name), name)
    if name == "day":  # 'earlier in the day': the day the story is at
        day = context.narrative
        return _day(day, "told", day) if day else unknown("told", FROM_AN_EVENT)
    part = {"year": "year-part", "month": "month-part"}.get(name, precision)
    if has(words, "EARLIER"):
        end = min(anchor, days[1])
        return Interval(days[0], end, part, "earlier-in-unit", anchor)  # type: ignore[arg-type]
    if has(words, "LATER"):
        return Interval(max(anchor, days[0]), days[1], part, "later-in-unit", anchor)  # type: ignore[arg-type]
    cut = "early" if has(words, "EARLY") else "mid" if has(words, "MID") else "late"
    return cut_unit(days, precision, cut, name, anchor, "part-of-unit")


def so_far(words: Sequence[Word], context: Context) -> Interval | None:
    """'so far this year': from its first day to the day of publication."""
    if context.anchor is None:
        return unknown("so-far")
    name = unit_of(words)
    days, _ = around(context.anchor, name)
    return Interval(days[0], context.anchor, "year-part" if name == "year" else "interval", "so-far", context.anchor)


def rolling(words: Sequence[Word], context: Context) -> Interval | None:
    """'over the past three days': that many units back from the day of publication; 'in recent days' up to seven."""
    name = unit_of(words)
    if context.anchor is None:
        return unknown("rolling")
    number = first(words, "NUMBER", "DAY")
    is_plural = first(words, "UNIT") is not None and words[-1].text.lower().endswith("s")
    count = number.value if number else VAGUE_REACH[name] if has(words, "VAGUE", "RECENT") or is_plural else 1
    there = shift(context.anchor, count if has(words, *_AHEAD) else -count, name)
    days = (min(there, context.anchor), max(there, context.anchor))
    return over(days, "interval", "rolling" if number else "rolling-vague", context.anchor)


def rolling_one(words: Sequence[Word], context: Context) -> Interval | None:
    """'over the past week': one unit back; 'the last days' of something are not counted from here."""
    if words[-1].text.lower().endswith("s") and not has(words, "PAST"):
        return None
    return rolling(words, context)


def ago(words: Sequence[Word], context: Context) -> Interval | None:
    """'two days ago': that day; 'two weeks ago': that week; 'three years ago': that year; 'weeks ago': a stretch."""
    name = unit_of(words)
    if context.anchor is None:
        return unknown("ago")
    count = _count(words)
    if count is not None:
        return counted(context.anchor, -count, name, "ago")
    if name in ("decade", "century"):
        return unknown("ago-vague", "how long ago is not said")
    start = shift(context.anchor, -VAGUE_REACH[name], name)
    end = shift(context.anchor, -1 if name in ("minute", "hour") else -2, name)
    return over((start, max(start, end)), "interval", "ago-vague", context.anchor)


def _count(words: Sequence[Word]) -> int | None:
    """How many units; None where it is only said that they are several."""
    number = first(words, "NUMBER", "DAY")
    if number is not None:
        return number.value
    return 1 if has(words, "A") and not has(words, "VAGUE") else None


def ahead(words: Sequence[Word], context: Context) -> Interval | None:
    """'will meet in two weeks': only with a future verb, else it is a duration."""
    if context.tense != "future":
        return None
    count = _count(words)
    if context.anchor is None:
        return unknown("ahead")
    return None if count is None else counted(context.anchor, count, unit_of(words), "ahead")


def told(words: Sequence[Word], context: Context) -> Interval | None:
    """'the day before', 'the following week', 'the same day': counted from the day the story last spoke of."""
    name = unit_of(words)
    if has(words, "SAME", "THAT"):
        same = context.same(name)
        return over(*around(same, name), "told", same) if same is not None else unknown("told", FROM_AN_EVENT)
    if context.narrative is None:
        return unknown("told", FROM_AN_EVENT)
    steps = -1 if has(words, "PREVIOUS", "BEFORE", "EARLIER") else 1
    days, precision = around(shift(context.narrative, steps, name), name)
    return over(days, precision, "told", context.narrative)


def told_count(words: Sequence[Word], context: Context) -> Interval | None:
    """'eight days earlier', 'a year later', 'Five months on', 'hours after'."""
    count = _count(words)
    if context.narrative is None or count is None or has(words, "ON"):
        return unknown("told-count", FROM_AN_EVENT)
    sign = -1 if has(words, "EARLIER", "BEFORE") else 1
    return counted(context.narrative, sign * count, unit_of(words), "told-count")


def hanging(words: Sequence[Word], context: Context) -> Interval | None:
    """'hours after Tillerson's warning', 'the day before the vote': counted from an event, so left open."""
    return unknown("hanging", FROM_AN_EVENT)


def today(words: Sequence[Word], context: Context) -> Interval | None:
    """'today', 'this morning', 'last night', 'yesterday evening', 'tomorrow'."""
    if context.anchor is None:
        return unknown("today")
    steps = -1 if has(words, "YESTERDAY", "LAST") else 1 if has(words, "TOMORROW") else 0
    return _day(shift_days(context.anchor, steps), "today", context.anchor)


def overnight(words: Sequence[Word], context: Context) -> Interval | None:
    """'overnight': the night before the day of publication; other parts of a day say no date."""
    if words[0].text.lower() != "overnight":
        return None
    if context.anchor is None:
        return unknown("overnight")
    return over((shift_days(context.anchor, -1), context.anchor), "interval", "overnight", context.anchor)
