"""The simple expressions: rules over the classes of words, each a name, a pattern and a function that reads it.

A text becomes a string of one letter a word, and a rule a pattern over letters. Where two rules could begin at a
word, the earlier one in the table wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from onrecord.grounding.times import point, relative
from onrecord.grounding.times.interval import Context, Interval
from onrecord.grounding.times.word import Word, pattern_of

Reader = Callable[[Sequence[Word], Context], Interval | None]

MON = "(?:MONTH|MONTH_WORD)DOT?"
WDAY = "(?:WEEKDAY|WEEKDAY_SHORT DOT?)"
DOM = "(?:DAY|NTH)"
QTY = "(?:A VAGUE OF?|VAGUE|NUMBER DASH?|DAY DASH?|A)"
STOP = "(?=COMMA|DOT|$)"
CUT = "(?:EARLY|LATE|MID DASH?)"
OF_UNIT = "(?:OF|IN)(?:THE|THIS|LAST|NEXT|COMING)UNIT"
WHICH = "(?:LAST|THIS|NEXT|PAST|COMING|PREVIOUS|FOLLOWING)"
# A bare year is a number unless one of these words stands before it.
YEAR_AFTER = "(?<=[IN SINCE BY UNTIL BEFORE AFTER OVER OF FROM TO BETWEEN AND EARLY LATE MID THE OPEN AT FOLLOWING DASH])"
MAY_AFTER = "(?<=[IN SINCE BY UNTIL BEFORE AFTER OVER FROM TO BETWEEN LAST THIS NEXT EARLY LATE COMING AND DASH])"

ATOMS: tuple[tuple[str, str, Reader], ...] = (
    ("iso", "ISO", point.iso),
    ("slashed", "SLASHED", point.slashed),
    ("eleven", "ELEVEN", point.nine_eleven),
    # 'Wednesday, 12 April 2017', 'the 4th of April', 'the first of May'
    ("dmy", f"(?:{WDAY}COMMA?THE?)?(?:{DOM}|THE ORDINAL(?=OF))OF?{MON}(?:COMMA?YEAR)?", point.day_month),
    # 'Aug. 21, 2013', 'Friday March 27 2015'
    ("mdy", f"(?:{WDAY}COMMA?)?{MON}{DOM}(?!DASH?UNIT)(?:COMMA?YEAR)?", point.day_month),
    # 'in early March 2013', 'at the end of April 2017', 'mid-March'
    ("month_year", f"(?:{CUT}|(?:THE)?(?:BEGINNING|END|MID)OF)?{MON}(?:COMMA|OF)?YEAR", point.month),
    # 'the first quarter of 2017', 'Q1 2017', 'the second half of last year', 'the first week of April'
    ("nth_of", f"THE?(?:ORDINAL|LAST)DASH?(?:(?:NUMBER|DAY|VAGUE)?UNIT|HALF)OF(?:{MON}YEAR?|YEAR|(?:THE|THIS|LAST|NEXT)UNIT)"
     "|QUARTER OF?YEAR",
     point.nth_of),
    ("nth_quarter", "THE?ORDINAL DASH?UNIT|QUARTER", point.quarter_alone),
    # 'by the end of the year', 'the start of 2013', 'the end of last week'
    ("edge", f"THE?(?:BEGINNING|END|MID)OF(?:{MON}|YEAR|(?:THE|THIS|LAST|NEXT|COMING)UNIT)", point.edge),
    # 'early in the week', 'earlier in the day', 'late last month', 'early next week'
    ("part_of_unit", f"(?:EARLY|EARLIER|LATE|LATER|MID DASH?)(?:(?:IN|ON)(?:THE|THIS)|{WHICH})UNIT", relative.part_of_unit),
    ("so_far", "SO FAR THIS UNIT", relative.so_far),
    # 'Friday of last week', 'Monday this week', 'last week on Tuesday'
    ("day_of_week", f"WEEKDAY OF?{WHICH}UNIT|{WHICH}UNIT(?:ON)?WEEKDAY", relative.weekday_of_week),
    # 'last Wednesday', 'late on Tuesday', 'early Friday', 'Thursday night', 'Wednesday'
    ("weekday", f"(?:EARLY|EARLIER|LATE|LATER)?(?:ON)?{WHICH}?WEEKDAY(?:PART)?", relative.weekday),
    # 'over the past three days', 'the last two years', 'the coming weeks', 'the next 48 hours'
    ("rolling", "THE?(?:LAST|PAST|NEXT|COMING|PREVIOUS|RECENT)(?:VAGUE|NUMBER|DAY)DASH?UNIT(?!OF)", relative.rolling),
    ("recent", "THE?(?:RECENT|COMING)UNIT", relative.rolling),
    ("rolling_one", "THE(?:LAST|PAST)UNIT(?!OF)", relative.rolling_one),
    # 'the previous day', 'the following week', 'the same day', 'that day'
    ("told", "(?:LATER|EARLIER)?(?:THE(?:PREVIOUS|FOLLOWING|SAME|NEXT)UNIT|THAT(?:SAME)?UNIT"
     f"|THE UNIT(?:EARLIER|LATER|BEFORE{STOP}|AFTER{STOP}))", relative.told),
    # 'last week', 'this month', 'next year'
    ("unit", f"(?<!THE){WHICH}UNIT(?!OF)", relative.unit),
    ("weekend", "(?:OVER|AT|ON|IN)THE UNIT", relative.the_weekend),
    # 'three years ago', 'weeks ago'
    ("ago", f"(?:{QTY})?UNIT AGO", relative.ago),
    # 'in two weeks' time'
    ("ahead", f"IN {QTY}UNIT MARK?(?:TIME)?", relative.ahead),
    # 'eight days earlier', 'a year later', 'Five months on', 'hours after'
    ("told_count", f"(?:{QTY})?UNIT(?:EARLIER|LATER|(?:BEFORE|AFTER|ON){STOP})", relative.told_count),
    # 'hours after Tillerson's warning', 'the day before the vote', 'five weeks before leaving'
    ("hanging", f"(?:THE|{QTY})?UNIT(?:AFTER|BEFORE|FOLLOWING)", relative.hanging),
    # 'this morning', 'last night', 'yesterday evening', 'earlier today'
    ("today", "(?:EARLY|EARLIER|LATE|LATER)?(?:TODAY|YESTERDAY|TOMORROW)PART?|(?:THIS|LAST)PART", relative.today),
    ("overnight", "PART", relative.overnight),
    # 'last summer', 'the spring of 2013', 'in the autumn'
    ("season", f"(?:{CUT}|THE){{0,2}}(?:{WHICH}SEASON(?:OF?YEAR)?|SEASON OF?YEAR"
     "|SEASON(?:OF)?(?:THIS|LAST|NEXT)UNIT|(?<=IN THE)SEASON(?!OF))",
     point.season),
    # 'the late 1990s'
    ("decade", f"{CUT}?DECADE", point.decade),
    # 'last September', 'in April this year', 'in August that year', 'early April', 'in May'
    ("month_unit", f"{CUT}?{MON}(?:OF)?(?:THIS|LAST|NEXT|(?:THE)?SAME|THAT(?:SAME)?)UNIT", point.month),
    ("month", f"(?:{CUT}|{WHICH}){{0,2}}(?:MONTH|{MAY_AFTER}MONTH_WORD)", point.month),
    ("year_span", f"{YEAR_AFTER}YEAR DASH(?:DAY|YEAR)", point.year_span),
    ("the_year", "THE UNIT YEAR", point.year),
    ("year", f"{CUT}(?:IN)?YEAR|{YEAR_AFTER}YEAR|(?<=MARK x)YEAR|(?<=A)YEAR(?=x)", point.year),
)  # fmt: skip

ANY = "(?:" + "|".join(f"(?:{pattern})" for _, pattern, _ in ATOMS) + ")"


_BEGINS = "(?![x COMMA DOT OF AND TO DASH AGO MARK OPEN])"
"""No expression begins with these: most words of a text are passed over at one look."""


def compiled(rules: tuple[tuple[str, str, Reader], ...]) -> re.Pattern[str]:
    """All rules of a table as one pattern, each a named group."""
    return re.compile(pattern_of(_BEGINS) + "(?:" + "|".join(f"(?P<{name}>{pattern_of(rule)})" for name, rule, _ in rules) + ")")


@cache
def _atoms() -> tuple[re.Pattern[str], dict[str, Reader]]:
    return compiled(ATOMS), {name: reader for name, _, reader in ATOMS}


def read_atoms(words: Sequence[Word], context: Context) -> list[Interval]:
    """What the simple expressions among these words mean, in order: a frame asks for its parts."""
    pattern, readers = _atoms()
    read = []
    for match in pattern.finditer("".join(word.letter for word in words)):
        interval = readers[match.lastgroup or ""](words[match.start() : match.end()], context)
        if interval is not None:
            read.append(interval)
    return read
