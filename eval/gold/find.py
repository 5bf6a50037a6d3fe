"""Find quoted words in a text: exact but for the shape of quotation marks, dashes and spaces; refuse what is not unique."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from eval.gold.reports import GoldError

Span = tuple[int, int]
FOLD = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "})
"""One character for one, so that offsets hold."""


def occurrences(text: str, quoted: str) -> list[Span]:
    """Where the words stand, whole words only."""
    parts = quoted.translate(FOLD).split()
    if not parts:
        return []
    pattern = r"\s+".join(re.escape(part) for part in parts)
    before = r"(?<!\w)" if re.match(r"\w", parts[0]) else ""
    after = r"(?!\w)" if re.search(r"\w$", parts[-1]) else ""
    return [m.span() for m in re.finditer(before + pattern + after, text.translate(FOLD))]


def nearest(text: str, quoted: str, n: int = 2) -> list[str]:
    """The stretches of the text most like the quoted words, by words in common."""
    wanted = set(re.findall(r"\w+", quoted.lower()))
    starts = list(re.finditer(r"\w+", text))
    size = max(1, len(re.findall(r"\w+", quoted)))
    scored = []
    for i in range(0, max(1, len(starts) - size + 1)):
        words = starts[i : i + size]
        if words:
            common = len(wanted & {w.group().lower() for w in words}) / max(1, len(wanted | {w.group().lower() for w in words}))
            scored.append((common, -i, text[words[0].start() : words[-1].end()]))
    return [stretch for share, _, stretch in sorted(scored, reverse=True)[:n] if share > 0.3]


def overlaps(a: Span, b: Span) -> bool:
    """Do two stretches share a character?"""
    return a[0] < b[1] and b[0] < a[1]


def refuse(text: str, what: str, quoted: str, hits: Sequence[Span], where: str) -> GoldError:
    """The message for words that are missing or stand more than once."""
    if hits:
        shown = "; ".join(f"…{text[max(0, s - 25) : e + 25]}…".replace("\n", " ") for s, e in hits[:4])
        return GoldError(
            f"{what}: {quoted!r} stands {len(hits)} times {where} ({shown}). Give a longer passage, or write "
            '{"text": …, "in": a longer stretch} or {"text": …, "nth": 2}'
        )
    near = nearest(text, quoted)
    return GoldError(f"{what}: {quoted!r} does not stand {where}" + (f"; nearest: {' | '.join(map(repr, near))}" if near else ""))


def locate(text: str, item: Any, passage: Span | None, what: str, avoid: Sequence[Span] = ()) -> Span:
    """The one stretch that `item` (a string, or {"text", "in"?, "nth"?}) means, inside `passage` where there is one.

    Of several hits those that touch `avoid` (the content, when a source or cue is sought) are left aside.
    """
    given = {"text": item} if isinstance(item, str) else item
    if not isinstance(given, dict) or not isinstance(given.get("text"), str) or not given["text"].strip():
        raise GoldError(f"{what}: expected quoted words, got {item!r}")
    lo, hi, where = (*passage, "in its passage") if passage else (0, len(text), "in the report")
    if given.get("in"):
        outer = [s for s in occurrences(text, given["in"]) if not passage or overlaps(s, passage)] or occurrences(
            text, given["in"]
        )
        if len(outer) != 1:
            raise refuse(text, f'{what}, its "in"', given["in"], outer, "in the report")
        (lo, hi), where = outer[0], f"in {given['in']!r}"
    found = occurrences(text, given["text"])
    hits = [s for s in found if lo <= s[0] and s[1] <= hi]
    if given.get("nth"):
        if not 1 <= int(given["nth"]) <= len(hits):
            raise refuse(text, what, given["text"], hits, where)
        return hits[int(given["nth"]) - 1]
    free = [s for s in hits if not any(overlaps(s, a) for a in avoid)]
    hits = free if len(hits) > 1 and free else hits
    if not hits and len(found) == 1:
        return found[0]
    if len(hits) != 1:
        raise refuse(text, what, given["text"], hits, where)
    return hits[0]


def locate_passage(text: str, passage: str | None, what: str) -> Span | None:
    """The stretch of a passage; None where none is given."""
    if not passage:
        return None
    return locate(text, passage, None, f"{what}, passage")
