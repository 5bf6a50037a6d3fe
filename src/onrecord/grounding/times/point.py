"""Expressions that name their own day, month, season, quarter, year or decade."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from onrecord.grounding.times.calendar import (
    Days,
    month_of,
    part_of_month,
    part_of_year,
    quarter_of,
    safe_date,
    season_of,
    shift_days,
    year_of,
)
from onrecord.grounding.times.interval import Context, Interval, around, latest_month, latest_season, over, shift, unknown
from onrecord.grounding.times.word import Word, first, has, unit_of


def iso(words: Sequence[Word], context: Context) -> Interval | None:
    """'2017-04-12'."""
    year, month, day = (int(part) for part in words[0].text.split("-"))
    found = safe_date(year, month, day) if year else None
    return over((found, found), "day", "iso-date") if found else None


def slashed(words: Sequence[Word], context: Context) -> Interval | None:
    """'25/12/2017': only where one order of day and month can be meant."""
    a, b, year = (int(part) for part in re.split("[./-]", words[0].text))
    readings = {safe_date(year, b, a), safe_date(year, a, b)} if year else set()
    days = sorted(day for day in readings if day is not None)
    if not days:
        return None
    if len(days) > 1:
        return unknown("slashed-date", "day and month cannot be told apart")
    return over((days[0], days[0]), "day", "slashed-date")


def nine_eleven(words: Sequence[Word], context: Context) -> Interval | None:
    """'9/11'."""
    day = date(2001, 9, 11)
    return over((day, day), "day", "named-day")


def without_year(month: int, day: int, context: Context) -> date | None:
    """The latest such day up to the anchor; with a future verb the first from it on."""
    if context.anchor is None:
        return None
    step = 1 if context.tense == "future" else -1
    for years in range(9):  # 29 February comes every fourth year, with gaps of eight
        year = context.anchor.year + step * years
        found = safe_date(year, month, day) if 1 <= year <= 9999 else None
        if found is not None and (found - context.anchor).days * step >= 0:
            return found
    return None


def day_month(words: Sequence[Word], context: Context) -> Interval | None:
    """'4 April', 'Aug. 21, 2013', 'Wednesday 12 April'."""
    month, day, year = first(words, "MONTH", "MONTH_WORD"), first(words, "DAY", "NTH", "ORDINAL"), first(words, "YEAR")
    if month is None or day is None:
        return None
    if year is not None:
        found = safe_date(year.value, month.value, day.value)
        return over((found, found), "day", "full-date") if found else None
    if context.anchor is None:
        return unknown("day-month")
    found = without_year(month.value, day.value, context)
    weekday = first(words, "WEEKDAY", "WEEKDAY_SHORT")
    if weekday is not None:  # the year in which the weekday fits, nearest to the anchor
        years = sorted(range(context.anchor.year - 6, context.anchor.year + 2), key=lambda y: abs(y - context.anchor.year))  # type: ignore[union-attr]
        fitting = [d for y in years if (d := safe_date(y, month.value, day.value)) and d.weekday() == weekday.value]
        found = fitting[0] if fitting else found
    return over((found, found), "day", "day-month", context.anchor) if found else None


def _cut(words: Sequence[Word]) -> str:
    """ "early", "mid" or "late", or "" where the expression means the whole."""
    if has(words, "EARLY", "BEGINNING"):
        return "early"
    if has(words, "MID"):
        return "mid"
    return "late" if has(words, "LATE", "END") else ""


def _month_days(words: Sequence[Word], context: Context) -> tuple[Days, date | None] | None:
    """The month that is meant, and the anchor where one was used."""
    month, year = first(words, "MONTH", "MONTH_WORD"), first(words, "YEAR")
    if month is None:
        return None
    if year is not None:
        return month_of(year.value, month.value), None
    if has(words, "SAME", "THAT"):  # 'in August that year'
        same = context.same("year")
        return (month_of(same.year, month.value), same) if same is not None else None
    if context.anchor is None:
        return None
    if has(words, "UNIT"):  # 'in April last year'
        years = -1 if has(words, "LAST") else 1 if has(words, "NEXT") else 0
        return month_of(context.anchor.year + years, month.value), context.anchor
    if has(words, "LAST", "PAST", "PREVIOUS"):
        days = latest_month(month.value, Context(context.anchor), strict=True)
    elif has(words, "NEXT", "COMING", "FOLLOWING"):
        days = latest_month(month.value, Context(context.anchor, "future"), strict=True)
    elif has(words, "THIS"):
        days = month_of(context.anchor.year, month.value)
    else:
        days = latest_month(month.value, context)
    return (days, context.anchor) if days else None


def month(words: Sequence[Word], context: Context) -> Interval | None:
    """'April 2017', 'in September', 'early March', 'at the end of April 2017', 'last May'."""
    found = _month_days(words, context)
    if found is None:
        return unknown("month")
    days, anchor = found
    cut = _cut(words)
    if cut:
        return over(part_of_month(days, cut), "month-part", "month-part", anchor)
    return over(days, "month", "month", anchor)


def _year_meant(words: Sequence[Word], context: Context) -> tuple[int, date | None] | None:
    """The year an 'of …' names: '2017', 'this year', 'last year'."""
    year = first(words, "YEAR")
    if year is not None:
        return year.value, None
    if context.anchor is None:
        return None
    shift = -1 if has(words, "LAST") else 1 if has(words, "NEXT") else 0
    return context.anchor.year + shift, context.anchor


def nth_of(words: Sequence[Word], context: Context) -> Interval | None:
    """'the first quarter of 2017', 'the second half of last year', 'the first week of April', 'the first months of 2017'."""
    split = next((i for i, word in enumerate(words) if has([word], "OF")), None)
    quarter = first(words, "QUARTER")
    if split is None:
        if quarter is None:
            return None
        split = 1
    head, rest = words[:split], words[split:]
    rank = first(head, "ORDINAL", "QUARTER")
    unit = unit_of(head)
    if has(rest, "MONTH", "MONTH_WORD"):
        found = _month_days(rest, context)
        return unknown("part-of-month") if found is None else _nth_of_month(rank.value if rank else 0, head, *found)
    if not has(rest, "YEAR") and unit_of(rest) != "year":
        return None
    meant = _year_meant(rest, context)
    if meant is None:
        return unknown("part-of-year")
    year, anchor = meant
    if quarter is not None or unit == "quarter":
        n = rank.value if rank else 4
        return over(quarter_of(year, n), "quarter", "quarter", anchor) if 1 <= n <= 4 else None
    if has(head, "HALF"):
        days = (date(year, 1, 1), date(year, 6, 30)) if rank and rank.value == 1 else (date(year, 7, 1), date(year, 12, 31))
        return over(days, "year-part", "half-year", anchor)
    count = first(head, "NUMBER", "DAY")
    if unit == "month" and rank and rank.value == 1:
        last = min(count.value if count else 1, 12)
        return over((date(year, 1, 1), month_of(year, max(last, 1))[1]), "year-part", "first-months", anchor)
    if unit == "month" and rank is None:
        start = 13 - min(count.value if count else 1, 12)
        return over((date(year, start, 1), date(year, 12, 31)), "year-part", "last-months", anchor)
    return None


def _nth_of_month(rank: int, head: Sequence[Word], days: Days, anchor: date | None) -> Interval | None:
    """'the first week of April'; rank 0 is the last."""
    start, end = days
    unit = unit_of(head)
    if has(head, "HALF"):
        days = (start, start.replace(day=15)) if rank == 1 else (start.replace(day=16), end)
        return over(days, "month-part", "half-month", anchor)
    if has(head, "NUMBER", "DAY", "VAGUE"):
        count = first(head, "NUMBER", "DAY")
        length = min((count.value if count else 7) * (7 if unit == "week" else 1), 28)
        days = (start, shift_days(start, length - 1)) if rank else (shift_days(end, 1 - length), end)
        return over(days, "month-part", "days-in-month", anchor) if rank < 2 and length > 0 else None
    if unit == "week" and rank <= 4:
        days = (shift_days(end, -6), end) if rank == 0 else (shift_days(start, 7 * rank - 7), shift_days(start, 7 * rank - 1))
        return over(days, "week", "week-of-month", anchor)
    if unit == "day" and rank <= 1:
        day = start if rank == 1 else end
        return over((day, day), "day", "day-of-month", anchor)
    return None


def quarter_alone(words: Sequence[Word], context: Context) -> Interval | None:
    """'the third quarter', 'Q3': the latest that has begun."""
    rank = first(words, "ORDINAL", "QUARTER")
    if rank is None or not 1 <= rank.value <= 4 or (unit_of(words) not in ("", "quarter")):
        return None
    if context.anchor is None:
        return unknown("quarter")
    days = quarter_of(context.anchor.year, rank.value)
    if days[0] > context.anchor and context.tense != "future":
        days = quarter_of(context.anchor.year - 1, rank.value)
    return over(days, "quarter", "quarter", context.anchor)


def edge(words: Sequence[Word], context: Context) -> Interval | None:
    """'the end of the year': its last day; 'the start of 2013': its first third."""
    cut = _cut(words)
    rest = words[next(i for i, word in enumerate(words) if has([word], "OF")) :]
    if has(rest, "MONTH", "MONTH_WORD"):
        found = _month_days(rest, context)
        if found is None:
            return unknown("edge")
        return over(part_of_month(found[0], cut), "month-part", "edge", found[1])
    unit = "year" if has(rest, "YEAR") else unit_of(rest)
    if has(rest, "YEAR"):
        meant = first(rest, "YEAR")
        assert meant is not None
        return over(part_of_year(meant.value, cut), "year-part", "edge")
    if context.anchor is None:
        return unknown("edge")
    steps = -1 if has(rest, "LAST") else 1 if has(rest, "NEXT", "COMING") else 0
    days, precision = around(shift(context.anchor, steps, unit), unit)
    return part_of_unit(days, precision, cut, unit, context.anchor, "edge")


def part_of_unit(days: Days, precision: str, cut: str, unit: str, anchor: date | None, rule: str) -> Interval | None:
    """The early, middle or late part of a week, month or year."""
    if unit == "month":
        return over(part_of_month(days, cut), "month-part", rule, anchor)
    if unit == "year":
        return over(part_of_year(days[0].year, cut), "year-part", rule, anchor)
    if unit == "week":
        offsets = {"early": (0, 1), "mid": (2, 3)}.get(cut, (4, 6))
        return over((shift_days(days[0], offsets[0]), shift_days(days[0], offsets[1])), "interval", rule, anchor)
    if unit in ("day", "weekend"):
        return over(days, "weekend" if unit == "weekend" else "day", rule, anchor)
    return None


def season(words: Sequence[Word], context: Context) -> Interval | None:
    """'last summer', 'the spring of 2013'."""
    word, year = first(words, "SEASON"), first(words, "YEAR")
    if word is None:
        return None
    if year is not None:
        return over(season_of(year.value, word.value), "season", "season")
    if context.anchor is None:
        return unknown("season")
    if has(words, "UNIT"):
        meant = _year_meant(words, context)
        return over(season_of(meant[0], word.value), "season", "season", context.anchor) if meant else None
    if has(words, "NEXT", "COMING"):
        days = latest_season(word.value, Context(context.anchor, "future"))
    elif has(words, "THIS"):
        days = season_of(context.anchor.year, word.value)
    else:
        days = latest_season(word.value, Context(context.anchor, None if has(words, "LAST", "PAST") else context.tense))
        if days and has(words, "LAST") and days[0] <= context.anchor <= days[1]:
            days = season_of(days[0].year - 1, word.value)
    return over(days, "season", "season", context.anchor) if days else None


def decade(words: Sequence[Word], context: Context) -> Interval | None:
    """'the 1990s', 'the late 1980s', 'the 90s'."""
    value = next(word.value for word in words if has([word], "DECADE"))
    value += 1900 if value < 100 else 0
    first_year, last_year = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(_cut(words), (0, 9))
    days = (date(value + first_year, 1, 1), date(value + last_year, 12, 31))
    return over(days, "interval" if _cut(words) else "decade", "decade")


def year(words: Sequence[Word], context: Context) -> Interval | None:
    """'in 2013', 'late 2016', 'the year 2013'."""
    value = next(word.value for word in words if has([word], "YEAR"))
    if unit_of(words) not in ("", "year"):
        return None
    cut = _cut(words)
    if cut:
        return over(part_of_year(value, cut), "year-part", "year-part")
    return over(year_of(value), "year", "year")


def year_span(words: Sequence[Word], context: Context) -> Interval | None:
    """'2013-14', '2011–2013'."""
    start = next(word.value for word in words if has([word], "YEAR"))
    end = words[-1].value
    if end < 100:
        end += start - start % 100
    return over((date(start, 1, 1), date(end, 12, 31)), "interval", "year-span") if start < end else None
