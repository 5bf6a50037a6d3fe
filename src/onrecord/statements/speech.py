"""Speech as a whole: a quotation belongs to its speaker from mark to mark, and so do the quotations that go on from it.

The tagger may mark the first sentence of a quotation alone; what stands between the same marks, and in a paragraph that
opens with marks right after, was said in the same breath. A speech that a press release gives after "said:" and a line
break, without marks, runs on to the end of the text or to its footer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.data import table
from onrecord.language import Document
from onrecord.statements.attribution import Attribution, Range, Ranges, inside, ranges, size

SPACE = " \n\t\r"
"""What may stand between one quotation and the next that goes on from it."""


def whole(document: Document, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with their quotations in full; those without a cue that are part of one are taken up in it."""
    chains = _chains(document)
    first_cue = min((a.cue[0][0] for a in found if a.cue), default=0)
    out = []
    for attribution in found:
        content = _quoted(document.doc, attribution, chains) if attribution.cue else attribution.content
        if attribution.cue and content == attribution.content:
            content = _after_colon(document, attribution, first_cue)
        out.append(replace(attribution, content=content) if content != attribution.content else attribution)
    grown = [a for a, before in zip(out, found, strict=True) if a.content != before.content]
    return [a for a in out if a.cue or not any(_holds(b.content, a.content) for b in grown)]


def _chains(document: Document) -> dict[int, list[Range]]:
    """Token ranges of the quotations from each token's own on, as long as nothing but space stands between them."""
    doc, text = document.doc, document.text
    spans: list[tuple[int, int, Range]] = []
    for quotation in document.cleaned.quotations:
        span = None if quotation.is_single else doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if span is not None and len(span) > 2:
            start = span.start + 1 if doc[span.start].is_quote else span.start
            end = span.end - 1 if doc[span.end - 1].is_quote else span.end
            spans.append((quotation.start, quotation.end, (start, end)))
    spans.sort()
    chains: dict[int, list[Range]] = {}
    for k in range(len(spans) - 1, -1, -1):
        start, end = spans[k][2]
        goes_on = (
            k + 1 < len(spans)
            and not text[spans[k][1] : spans[k + 1][0]].strip(SPACE)
            and "\n" in text[spans[k][1] - 1 : spans[k + 1][0]]
        )
        chain = [(start, end), *(chains.get(spans[k + 1][2][0], []) if goes_on else [])]
        for i in range(start, end):
            chains[i] = chain
    return chains


def _quoted(doc: Doc, attribution: Attribution, chains: dict[int, list[Range]]) -> Ranges:
    """The content, each stretch that lies between marks taken to be all that lies there."""
    kept: set[int] = set()
    for start, end in attribution.content:
        kept.update(range(start, end))
        chain = chains.get(start)
        if chain is None or not any(a <= start and end <= b + 1 for a, b in chain[:1]):
            continue
        if any(inside(i, tuple(chain)) for a, b in (*attribution.cue, *attribution.source) for i in range(a, b)):
            continue  # its cue stands between the same marks: one statement within another
        for a, b in chain:
            kept.update(range(a, b))
    return ranges(kept)


def _after_colon(document: Document, attribution: Attribution, first_cue: int) -> Ranges:
    """'The minister said:⏎We stand by …⏎We will …': the rest of a release, where this is the first thing anybody says."""
    doc = document.doc
    cue_end, start = attribution.cue[-1][1], attribution.content[0][0]
    if attribution.cue[0][0] > first_cue + 40 or start < cue_end or document.cleaned.is_quoted(doc[start].idx):
        return attribution.content
    between = document.text[doc[cue_end - 1].idx : doc[start].idx]
    if ":" not in between or "\n" not in between:
        return attribution.content
    end = start
    for sentence in doc.sents:
        if sentence.end <= start:
            continue
        if sentence.start > start and sentence[0].lower_ in _footers():
            break
        end = sentence.end
    while end > start and doc[end - 1].is_space:
        end -= 1
    return ranges(range(start, end))


def _footers() -> frozenset[str]:
    return frozenset(table("cues")["statements"]["words"]["footers"])


def _holds(outer: Ranges, inner: Ranges) -> bool:
    return size(inner) > 0 and all(inside(i, outer) for a, b in inner for i in range(a, b))
