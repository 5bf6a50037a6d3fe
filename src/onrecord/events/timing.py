"""What a date says of a status: still to come, long past."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from spacy.tokens import Doc

from onrecord.model import TimeMention

BACKGROUND = timedelta(days=180)
"""An event this much older than its report is background; the manual's "historical" auxiliary gives no number."""
_LONG = frozenset(("years", "year", "decade", "decades", "century", "centuries"))


def newest(times: Sequence[TimeMention]) -> date | None:
    """The newest date of the text: what stands in for the day of publication where that is not known."""
    return max((t.when.end for t in times if t.when.end is not None and t.when.precision == "day"), default=None)


def is_past(time: TimeMention, reference: date | None, doc: Doc) -> bool:
    """Is the time half a year or more before the report?"""
    if time.when.end is not None and reference is not None:
        return reference - time.when.end >= BACKGROUND
    tokens = {t.lower_ for t in doc[time.start : time.end]}
    return bool(tokens & _LONG) and "ago" in tokens


def is_future(time: TimeMention, reference: date | None) -> bool:
    """Does the time lie wholly after the report?"""
    return time.when.start is not None and reference is not None and time.when.start > reference
