"""parse_date: a calendar day as people and tables write it, or a plain refusal; never a guess."""

from __future__ import annotations

import re
from datetime import date, datetime

from onrecord.errors import DateError

EARLIEST = date(1605, 1, 1)
"""Before the first newspaper there is no news report: such a date is a blank in disguise (0001-01-01)."""

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# '2017-04-13', '2017-04-13T21:05:00Z', '2017/04/13', '2017.04.13 21:05'
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
# '20170413', '20170413T210500Z'
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?=t|z| |$)")
# '13/04/2017', '13.4.2017', '13-04-2017'
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
# '13 April 2017', '13th of Apr. 2017', '13-Apr-2017', 'Thu, 13 Apr 2017 10:00:00 GMT'
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]*(?:of )?([a-z]{3,9})\.?,?[ -]*(\d{4})(?!\d)")
# 'April 13, 2017', 'Apr. 13th 2017', 'April 13, 2017 Thursday'
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.? *(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?!\d)")
# 'April 2017', '2017-04', '2017'
_NO_DAY = re.compile(r"(?:[a-z]{3,9}\.? )?\d{4}|\d{4}[-/.]\d{1,2}|\d{1,2}[-/.]\d{4}")
_LONGEST = 60
_HOW = "write it as 2017-04-13"


def parse_date(value: object) -> date:
    """The calendar day a value names, as written: a time of day and its zone are passed over, not converted.

    Takes dates, datetimes, and strings: ISO days and times, '20170413', '13 April 2017', 'April 13, 2017', RFC 2822,
    and '13/04/2017' where only one reading is a date. Raises DateError where the day is impossible (2017-02-30), could
    be two days (04/05/2017), or is not said (April 2017, seconds since 1970).
    """
    if isinstance(value, datetime):
        return _plausible(value.date(), value)
    if isinstance(value, date):
        return _plausible(value, value)
    if isinstance(value, int) and not isinstance(value, bool) and 1605_01_01 <= value <= 9999_12_31:
        value = str(value)
    if not isinstance(value, str):
        raise DateError(f"{_shown(value)} is not a date ({_HOW})")
    text = _plain(value)
    if len(text) <= _LONGEST:
        for pattern, read in _READERS:
            match = pattern.match(text)
            if match and (day := read(match, value)) is not None:
                return _plausible(day, value)
        if _NO_DAY.fullmatch(text):
            raise DateError(f"{_shown(value)} does not say the day ({_HOW})")
    raise DateError(f"{_shown(value)} is not a date that can be understood ({_HOW})")


def _plain(value: str) -> str:
    """Lower case, single spaces, without a weekday in front."""
    text = " ".join(value.split()).casefold()
    first, _, rest = text.partition(" ")
    stem = first.rstrip(".,")
    if len(stem) >= 3 and any(day.startswith(stem) for day in WEEKDAYS):
        return rest
    return text


def _month(word: str) -> int | None:
    """'apr', 'sept', 'april' → the month's number."""
    for number, name in enumerate(MONTHS, 1):
        if name.startswith(word) or (word == "sept" and number == 9):
            return number
    return None


def _day(year: int, month: int, day: int, value: object) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(f"{_shown(value)} is not in the calendar ({_HOW})") from None


def _from_year_first(match: re.Match[str], value: object) -> date:
    return _day(int(match[1]), int(match[3]), int(match[4]), value)


def _from_packed(match: re.Match[str], value: object) -> date:
    return _day(int(match[1]), int(match[2]), int(match[3]), value)


def _from_year_last(match: re.Match[str], value: object) -> date:
    """Day first or month first: told apart only by a number above 12, or when both are the same."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if first <= 12 and second <= 12 and first != second:
        days = f"{year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
        raise DateError(f"{_shown(value)} could be {days} ({_HOW})")
    return _day(year, first, second, value) if second > 12 else _day(year, second, first, value)


def _from_day_month(match: re.Match[str], value: object) -> date | None:
    month = _month(match[2])
    return None if month is None else _day(int(match[3]), month, int(match[1]), value)


def _from_month_day(match: re.Match[str], value: object) -> date | None:
    month = _month(match[1])
    return None if month is None else _day(int(match[3]), month, int(match[2]), value)


_READERS = (
    (_YEAR_FIRST, _from_year_first),
    (_PACKED, _from_packed),
    (_YEAR_LAST, _from_year_last),
    (_DAY_MONTH, _from_day_month),
    (_MONTH_DAY, _from_month_day),
)


def _plausible(day: date, value: object) -> date:
    if day < EARLIEST:
        raise DateError(f"{_shown(value)} is before there were newspapers ({_HOW})")
    return day


def _shown(value: object) -> str:
    text = repr(str(value))
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…'"
