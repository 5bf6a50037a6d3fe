"""A phrase and a reference date in, an interval out."""

from __future__ import annotations

from datetime import date

from onrecord.grounding.times.grammar import find
from onrecord.grounding.times.interval import Context, Interval, Tense
from onrecord.grounding.times.word import words_of

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "would", "upcoming", "scheduled", "due", "planned"})


def normalise(text: str, reference_date: date | None, *, tense: Tense | None = None) -> Interval | None:
    """What the first time expression of a phrase means, counted from a reference date; None where there is none.

    Without a parse the tense is taken from the words of the phrase ("will meet on Friday"), unless it is given.
    """
    words = list(words_of(text))
    if tense is None and any(word.text.lower() in _FUTURE for word in words):
        tense = "future"
    context = Context(reference_date, tense, reference_date)
    for found in find(words):
        interval = found.reader(words[found.first : found.last], context)
        if interval is not None:
            return interval
    return None
