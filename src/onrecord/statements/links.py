"""Stage 2: from loose attributions to statements: quotations whole, doubles dropped, one within another."""

from __future__ import annotations

from dataclasses import replace

from onrecord.language import Document
from onrecord.statements.attribution import Attribution, Ranges, ranges, trimmed
from onrecord.statements.direct import quoted


def link(document: Document, found: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Attributions with their content spread over the whole quotation it touches, trimmed, each once."""
    doc = document.doc
    quotes = [(q.start, q.end, q.inner_start, q.inner_end) for q in quoted(document)]
    out: list[Attribution] = []
    seen: set[Ranges] = set()
    for attribution in found:
        content = trimmed(_whole(attribution, quotes), doc)
        if not content or content in seen:
            continue
        seen.add(content)
        out.append(replace(attribution, content=content))
    return tuple(out)


def _whole(attribution: Attribution, quotes: list[tuple[int, int, int, int]]) -> Ranges:
    """Content that begins or ends inside a quotation takes in all of it."""
    indices = {i for start, end in attribution.content for i in range(start, end)}
    first, last = min(indices), max(indices)
    taken = {i for parts in (attribution.cue, attribution.source) for start, end in parts for i in range(start, end)}
    if attribution.rule == "direct" or attribution.rule == "direct alone":
        return attribution.content
    for start, end, inner_start, inner_end in quotes:
        if any(start <= i < end for i in taken):
            continue
        if inner_start <= first < inner_end and start <= first or inner_start <= last < inner_end:
            indices.update(range(start, end))
    return ranges(indices)
