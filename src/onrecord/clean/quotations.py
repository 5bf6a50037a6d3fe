"""Quotations: the stretches between double marks, and between British single marks, in text whose double marks are oriented.

Lost marks must do no harm. An unclosed quotation that another one interrupts ends at the end of its first sentence,
unless it is a spoken paragraph whose break was lost; else it ends with its paragraph, or after `SENTENCES` sentences or
`UNCLOSED` characters, whichever comes first. A closing mark with no opening takes in at most its own sentence. Scare
quotes are quotations too: what they are is for others to say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from onrecord.clean.marks import STALE
from onrecord.model import Quotation

UNCLOSED = 900
"""Characters an unclosed quotation may take in; a spoken paragraph in the news is seldom longer."""
SENTENCES = 5
"""Sentences an unclosed quotation may take in."""
HEADLESS = 300
"""Characters a quotation that lost its opening mark may take in."""
SINGLE = 600
"""Characters between single marks."""

_SENTENCE_END = re.compile(r"[.!?…][’')]*(?= |\n|$)")
_MARK = re.compile(r"[“”]")
# ‘Yes’ or 'Yes': opening at a word's start; what closes is looked for from there.
_SINGLE_OPENS = re.compile(r"(?:(?<=[ \n(“—–\[])|\A)[‘'](?=[^\W_]|[“….])")
_SINGLE_CLOSES = re.compile(r"(?<=[^\s‘'’])[’'](?=[\s.,;:!?)”—–\]-]|\Z)|\n")
_ELISION = re.compile(r"[‘'](?:\d0s\b|em\b|til\b|tis\b|twas\b|cause\b|n\b|bout\b|round\b)", re.IGNORECASE)
_SAYS = re.compile(r"\b(?:said|says|told|added|asked|according|wrote|warned)\b")
_STRONG = frozenset(".,!?…;:")


def find_quotations(text: str, paragraphs: tuple[int, ...], singles: list[tuple[int, int]]) -> tuple[Quotation, ...]:
    """All quotations in order, none inside another. `singles`: pairs of single marks from `pair_singles`."""
    doubles = list(_doubles(text, paragraphs))
    spans = [(quotation.start, quotation.end) for quotation in doubles]
    found = list(doubles)
    k = 0
    outer: list[tuple[int, int]] = []
    for start, end in singles:
        while k < len(spans) and spans[k][1] <= start:
            k += 1
        if k < len(spans) and spans[k][0] <= start:
            continue  # inside double marks, or across their edge
        j = k
        while j < len(spans) and spans[j][0] < end:
            j += 1
        if j > k and spans[j - 1][1] > end:
            continue
        outer.append((start, end))
        found.append(Quotation(start, end, start + 1, end - 1, is_single=True))
    return tuple(sorted(quotation for quotation in found if quotation.is_single or not _is_within(quotation, outer)))


def pair_singles(text: str) -> list[tuple[int, int]]:
    """Stretches [start, end) from an opening to its closing single mark; apostrophes and possessives left out."""
    pairs: list[tuple[int, int]] = []
    openings = [match.start() for match in _SINGLE_OPENS.finditer(text) if not _ELISION.match(text, match.start())]
    for k, start in enumerate(openings):
        if pairs and start < pairs[-1][1]:
            continue
        limit = min(start + SINGLE, openings[k + 1] if k + 1 < len(openings) else len(text), len(text))
        end = _single_end(text, start, limit)
        if end is not None:
            pairs.append((start, end))
    return pairs


def _single_end(text: str, start: int, limit: int) -> int | None:
    """The mark that closes: the first after punctuation or a letter other than s, else the first after an s."""
    weak = None
    for match in _SINGLE_CLOSES.finditer(text, start + 2, limit):
        if match.group() == "\n":
            break
        before = text[match.start() - 1]
        if before != "s" or text[match.end() : match.end() + 1] in _STRONG:
            return match.end()
        weak = weak or match.end()
    return weak


def _is_within(quotation: Quotation, pairs: list[tuple[int, int]]) -> bool:
    """Does it lie inside one of the pairs (in order, none over another)?"""
    k = bisect_right(pairs, (quotation.start, quotation.start)) - 1
    return k >= 0 and quotation.end <= pairs[k][1]


def _doubles(text: str, paragraphs: tuple[int, ...]) -> Iterator[Quotation]:
    """Quotations in double marks, paragraph by paragraph."""
    is_running = False
    for k, begin in enumerate(paragraphs):
        edge = paragraphs[k + 1] if k + 1 < len(paragraphs) else len(text)
        end = edge
        while end > begin and text[end - 1] == "\n":
            end -= 1
        goes_on = edge < len(text) and text[edge] == "“"
        continues = is_running and text[begin : begin + 1] == "“"
        is_running = False
        for quotation in _paragraph(text, begin, end, goes_on):
            yield replace(quotation, continues=True) if continues and quotation.start == begin else quotation
            is_running = goes_on and quotation.is_open and quotation.end == end and text[quotation.start] == "“"


def _paragraph(text: str, begin: int, end: int, goes_on: bool) -> Iterator[Quotation]:
    opened, done, goes = -1, begin, False
    for match in _MARK.finditer(text, begin, end):
        at = match.start()
        if text[at] == "“":
            if opened >= 0:
                is_spoken = _is_spoken(text, opened, at)
                yield replace(_unclosed(text, opened, at if is_spoken else _first_sentence(text, opened, at)), continues=goes)
                done, goes = at, is_spoken
            opened = at
        elif opened >= 0 and at - opened <= STALE:
            yield Quotation(opened, at + 1, opened + 1, at, continues=goes)
            opened, done, goes = -1, at + 1, False
        else:
            if opened >= 0:
                yield _unclosed(text, opened, _limit(text, opened, at))
                done = min(at, opened + UNCLOSED)
            headless = _headless(text, done, at)
            if headless is not None:
                yield headless
            opened, done, goes = -1, at + 1, False
    if opened >= 0:
        last = end if goes_on and end - opened <= 2 * STALE else _limit(text, opened, end)
        yield replace(_unclosed(text, opened, last), continues=goes)


def _is_spoken(text: str, start: int, end: int) -> bool:
    """Is [start, end), unclosed before the next opening mark, one spoken paragraph whose break was lost?

    '“We saw it. We ran. “Then it fell,” he said': whole sentences, none of which says who speaks.
    """
    if end - start > UNCLOSED or text[end - 2 : end - 1] not in tuple(".!?…"):
        return False
    return _SAYS.search(text, start, end) is None and text[start + 1 : start + 2].isupper()


def _unclosed(text: str, start: int, end: int) -> Quotation:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return Quotation(start, end, start + 1, max(start + 1, end), is_open=True)


def _first_sentence(text: str, start: int, end: int) -> int:
    """The end of the first sentence in [start, end), or `end`."""
    found = _SENTENCE_END.search(text, start + 1, min(end, start + UNCLOSED))
    return found.end() if found else min(end, start + UNCLOSED)


def _limit(text: str, start: int, end: int) -> int:
    """How far an unclosed quotation may go, at a sentence's end where there is one."""
    far = min(end, start + UNCLOSED)
    last = far
    for k, match in enumerate(_SENTENCE_END.finditer(text, start + 1, far), 1):
        last = match.end()
        if k == SENTENCES:
            return last
    return far if far == end else last


def _headless(text: str, done: int, at: int) -> Quotation | None:
    """'We will go,” he said': from the sentence's start to the mark, where a clause plainly ends at it."""
    after = text[at + 1 : at + 2]
    if text[at - 1 : at] not in tuple(_STRONG) and after not in tuple(_STRONG):
        return None
    start = max(done, at - HEADLESS)
    is_cut = start > done
    for match in _SENTENCE_END.finditer(text, start, at - 1):
        start, is_cut = match.end(), False
    while start < at and text[start] in " \n”’)":
        start += 1
    if is_cut or at - start < 2 or not text[start].isalnum():
        return None
    return Quotation(start, at + 1, start, at, is_open=True)
