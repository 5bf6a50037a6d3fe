"""Time expressions of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from spacy.tokens import Token

from onrecord.grounding.times.atoms import read_atoms
from onrecord.grounding.times.grammar import find
from onrecord.grounding.times.interval import Context, Interval
from onrecord.grounding.times.tense import tense_of
from onrecord.grounding.times.word import Word, has, words_of
from onrecord.language import Document
from onrecord.model import Precision, TimeMention, When

_LED_BY = ("IN", "ON", "OVER", "AT", "COMMA", "OPEN")
_MEASURES = frozenset(
    ("pound", "lb", "kilo", "kilogram", "kg", "mile", "km", "kilometre", "kilometer", "metre", "meter", "foot", "ft", "ton",
     "man", "strong", "seat", "acre", "hectare", "euro", "dollar", "percent", "watt", "word", "bed", "square", "tonne")
)  # fmt: skip
_BACK = 2
"""Sentences back that "that year" may look (chosen)."""
_DATELINE = 300
"""Characters at the head of a report in which a full date may be its own."""


def find_times(document: Document) -> tuple[TimeMention, ...]:
    """Every expression of the text that says when, as an interval, or open with the reason.

    Relative expressions are counted from the day of publication; where that is not given, from a full date printed
    at the head of the report (the rule then ends in ", dateline"). "The day before" is counted from the last day
    that the same or the sentence before has named.
    """
    words = list(words_of(document.text))
    starts = [token.idx for token in document.doc]
    if not starts:
        return ()
    anchor, suffix = _anchor(document, words)
    mentions: list[TimeMention] = []
    narrative: tuple[int, date] | None = None
    spoken: tuple[int, tuple[date, Precision]] | None = None
    sentence_of = _sentences(document)
    for found in find(words):
        stretch = words[found.first : found.last]
        lead = 0
        while lead + 1 < len(stretch) and has(stretch[lead : lead + 1], *_LED_BY):
            lead += 1
        first = max(bisect_right(starts, stretch[lead].start) - 1, 0)
        last = max(bisect_right(starts, stretch[-1].end - 1), first + 1)
        token = document.doc[last - 1]
        if _is_name(document, first, last) or _is_repeated(words, found.first, stretch):
            continue
        sentence = sentence_of[token.i]
        told = narrative[1] if narrative is not None and sentence - narrative[0] <= 1 else None
        last_spoken = spoken[1] if spoken is not None and sentence - spoken[0] <= _BACK else None
        interval = found.reader(stretch, Context(anchor, tense_of(document.doc, first, last), told, last_spoken))
        if found.rule in ("after", "before", "by", "until") and _is_modifier(token):
            # 'after Friday prayers', 'before the April 7 strike': the day of that other thing
            inner = read_atoms(stretch, Context(anchor, "past", told))
            interval = inner[-1] if inner else None
            first = max(first, last - 1) if last - first == 2 else first
        if interval is None or _is_count(interval, document.doc[first:last].root):
            continue
        if interval.precision is not None and interval.start is not None:
            spoken = (sentence, (interval.start, interval.precision))
        if interval.precision == "day" and interval.start is not None:
            narrative = (sentence, interval.start)
        mentions.append(TimeMention(first, last, _when(document, first, last, interval, suffix)))
    return tuple(mentions)


def _when(document: Document, first: int, last: int, interval: Interval, suffix: str) -> When:
    rule = interval.rule + (suffix if interval.anchor else "")
    evidence = document.of_tokens(first, last)
    return When(interval.start, interval.end, interval.precision, evidence, rule, interval.anchor, interval.reason)


def _anchor(document: Document, words: Sequence[Word]) -> tuple[date | None, str]:
    """The day of publication, else a full date at the head of the text ('Sun 22 Feb 2015', 'DAMASCUS, 12 April 2017')."""
    if document.report.published is not None:
        return document.report.published, ""
    head = [word for word in words[:80] if word.start < _DATELINE]
    for found in find(head):
        interval = found.reader(head[found.first : found.last], Context(None))
        if found.rule in ("dmy", "mdy", "iso", "slashed") and interval is not None and interval.start is not None:
            if found.first < 4 or document.cleaned.region_at(head[found.first].start) in ("title", "dateline", "byline"):
                return interval.start, ", dateline"
            return None, ""
    return None, ""


def _sentences(document: Document) -> list[int]:
    """The number of its sentence for each token."""
    numbers, number = [], -1
    for token in document.doc:
        number += bool(token.is_sent_start) or number < 0
        numbers.append(number)
    return numbers


def _is_name(document: Document, first: int, last: int) -> bool:
    """'Theresa May said', 'the March 14 Alliance': a name, not a date."""
    doc = document.doc
    if last - first == 1 and doc[first].ent_type_ in ("PERSON", "ORG", "WORK_OF_ART", "FAC"):
        return True
    follower = doc[last].lower_ if last < len(doc) else ""
    return follower in ("alliance", "coalition", "movement", "bloc", "brigade", "battalion") and doc[first].is_title


def _is_repeated(words: Sequence[Word], first: int, stretch: Sequence[Word]) -> bool:
    """'every Friday', 'each year', 'each last week of the month': a habit, not a date."""
    return first > 0 and has(words[first - 1 : first], "EVERY")


def _is_modifier(token: Token) -> bool:
    """Does the last word of the expression say of which noun after it the time is?"""
    return token.dep_ in ("compound", "nmod", "amod", "poss", "nummod") and token.head.i > token.i


def _is_count(interval: Interval, root: Token) -> bool:
    """'of 2000 people', 'a 2000 pound bomb': a number that only looks like a year; 'a 2013 gas attack' is one."""
    if interval.rule != "year" or root.i + 1 >= len(root.doc):
        return False
    before, after = root.doc[root.i - 1].lower_ if root.i else "", root.doc[root.i + 1]
    if before in ("a", "an"):
        return after.tag_ not in ("NN", "NNP", "JJ") or after.lemma_.lower() in _MEASURES
    return root.dep_ == "nummod" and before != "the" and after.tag_ in ("NNS", "JJ")
