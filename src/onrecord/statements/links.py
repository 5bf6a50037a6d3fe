"""Stage 2: from loose attributions to statements: quotations whole, doubles dropped, one within another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.language import Document
from onrecord.statements.attribution import Attribution, Ranges, holders_of_cues, ranges, trimmed
from onrecord.statements.direct import is_stitched, quoted
from onrecord.statements.phrases import higher_clause

_SPEECH = frozenset({"clause", "hearer", "parenthetical", "direct", "according to"})
_LONGEST = 2000
"""Tokens of a quotation looked for around a content."""
_LOOK_BACK = 8
"""Statements before a quotation among which the one it goes on from is sought."""
_PERSONAL = frozenset({"he", "she", "it", "they", "we", "i", "you", "who", "which", "that"})
_ATTITUDES = frozenset(
    {"believe", "think", "know", "feel", "hope", "fear", "expect", "want", "worry", "understand", "assume", "doubt"}
)


def link(document: Document, found: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Attributions with their content spread over the whole quotation it touches, trimmed, each once."""
    doc = document.doc
    if not is_stitched(document):
        found = _continued(document, found)
    found = _without_stances(document, found)
    found = _without_own_attitudes(document, found)
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


def _without_own_attitudes(document: Document, found: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """'The US said it supports the plan' is one statement: 'supports' only repeats who holds it."""
    doc = document.doc
    holders = holders_of_cues(found)
    return tuple(
        a
        for a in found
        if not (_is_own_attitude(doc, a) and any(found[k].rule in _SPEECH for k in holders.get(a.cue_at or 0, ())))
    )


def _is_own_attitude(doc: Doc, attribution: Attribution) -> bool:
    if attribution.cue_at is None or attribution.source_at is None or attribution.rule in ("hearer", "urge", "direct", "passive"):
        return False
    if attribution.rule == "clause" and doc[attribution.cue_at].lemma_ not in _ATTITUDES:
        return False
    return doc[attribution.source_at].pos_ == "PRON" and doc[attribution.source_at].lower_ in _PERSONAL


def _without_stances(document: Document, found: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """A stance set after a statement ('…, a theory rejected by London') is the report's, not part of what was said."""
    doc = document.doc
    cuts = []
    for attribution in found:
        if attribution.rule == "passive" and attribution.content_at is not None and doc[attribution.content_at].dep_ == "appos":
            start = attribution.content[0][0]
            if start > 0 and doc[start - 1].text in (",", "–", "—", "-"):
                cuts.append((start, max(end for role in (attribution.cue, attribution.source) for _, end in role)))
        if attribution.cue_at is not None and higher_clause(doc[attribution.cue_at]) is not None:
            verb = doc[attribution.cue_at]  # '… be admitted and called for a meeting'
            start = verb.left_edge.i
            while start > 1 and doc[start - 1].dep_ in ("cc", "punct"):
                start -= 1
            cuts.append((start, verb.right_edge.i + 1))
    out = found
    for start, end in cuts:
        out = tuple(_cut(a, start, end) for a in out)
    return out


def _cut(attribution: Attribution, start: int, end: int) -> Attribution:
    if not any(s < start and end <= e for s, e in attribution.content) or (attribution.cue_at or 0) >= start:
        return attribution
    return replace(attribution, content=ranges(i for s, e in attribution.content for i in range(s, e) if not start <= i < end))


def _continued(document: Document, found: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """A quotation alone goes on from the statement that ends right before it; not in a text glued together from others."""
    # 'Brandt said she was tired. “I want to go home.”'
    doc = document.doc
    out: list[Attribution] = []
    for attribution in sorted(found, key=lambda a: a.content[0][0] if a.rule == "direct alone" else _begin(a)):
        if attribution.rule != "direct alone":
            out.append(attribution)
            continue
        start = attribution.content[0][0]
        before = start - 1
        while before >= 0 and doc[before].is_space:
            before -= 1
        last = next(
            (
                a
                for a in reversed(out[-_LOOK_BACK:])
                if a.source and a.cue_at is not None and _is_right_before(document, a, before)
            ),
            None,
        )
        if last is None:
            out.append(attribution)
        elif last.rule == "direct":
            k = out.index(last)
            out[k] = replace(last, content=ranges(i for s, e in (*last.content, *attribution.content) for i in range(s, e)))
        else:
            out.append(
                replace(last, rule="direct", content=attribution.content, content_at=attribution.content_at, is_negated=False)
            )
    return tuple(out)


def _begin(attribution: Attribution) -> int:
    return min(start for role in (attribution.cue, attribution.source, attribution.content) for start, _ in role)


def _is_right_before(document: Document, attribution: Attribution, before: int) -> bool:
    """Does the sentence of this statement's cue, or its content, end at token `before`?"""
    doc = document.doc
    if attribution.cue_at is None or before < attribution.cue_at:
        return False
    main = doc[attribution.cue_at]
    if main.dep_ not in ("ROOT", "parataxis", "conj") and attribution.rule != "direct":
        return False
    end = max(main.sent.end, max(e for _, e in attribution.content)) - 1
    while end > 0 and doc[end].is_space:
        end -= 1
    return end - 1 <= before <= end + 1 and before >= attribution.cue_at


def _whole(attribution: Attribution, quotes: list[tuple[int, int, int, int]]) -> Ranges:
    """Content that begins or ends inside a quotation takes in all of it."""
    indices = {i for start, end in attribution.content for i in range(start, end)}
    first, last = min(indices), max(indices)
    taken = {i for parts in (attribution.cue, attribution.source) for start, end in parts for i in range(start, end)}
    if attribution.rule == "direct" or attribution.rule == "direct alone":
        return attribution.content
    for start, end, inner_start, inner_end in quotes[
        bisect_left(quotes, (max(0, first - _LONGEST),)) : bisect_right(quotes, (last,))
    ]:
        if any(start <= i < end for i in taken):
            continue
        if (inner_start <= first < inner_end and start <= first) or inner_start <= last < inner_end:
            indices.update(range(start, end))
    return ranges(indices)
