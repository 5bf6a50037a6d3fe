"""Stage 1 by rules: every attribution the parse and the quotation marks show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from onrecord.language import Document
from onrecord.statements.attribution import Attribution
from onrecord.statements.direct import Quoted, direct_attributions, quoted
from onrecord.statements.lexicon import lexicon
from onrecord.statements.nouns import according_to, colon, cue_noun
from onrecord.statements.verbs import verb_attributions


def candidates(document: Document) -> tuple[Attribution, ...]:
    """Attributions in the order of their cues; spans are token ranges of the document."""
    words = lexicon()
    quotes = quoted(document)
    out = list(direct_attributions(document, quotes, words))
    taken = {a.cue_at for a in out if a.cue_at is not None}
    own_words = _first_person(quotes)
    for token in document.doc:
        lower = token.lower_
        if lower == "according":
            out.extend(according_to(token))
            continue
        pos = token.pos_
        if pos not in ("VERB", "AUX", "NOUN") or token.i in taken:
            continue
        uses = words.get(token.lemma_.lower())
        if uses is None:
            continue
        found = cue_noun(token, uses) if pos == "NOUN" else verb_attributions(token, uses)
        for attribution in found:
            if token.i in own_words and _is_own_voice(document, attribution):
                continue
            out.append(attribution)
    out.extend(a for start, end in _paragraphs(document) for a in colon(document.doc, start, end) if a.cue_at not in taken)
    return tuple(sorted((a for a in out if a.content), key=_order))


def _order(attribution: Attribution) -> tuple[int, int]:
    return attribution.cue_at if attribution.cue_at is not None else attribution.content[0][0], attribution.content[0][0]


def _first_person(quotes: list[Quoted]) -> set[int]:
    return {i for quote in quotes for i in range(quote.start, quote.end)}


def _is_own_voice(document: Document, attribution: Attribution) -> bool:
    """'“I think that …”': the speaker's own hedge inside the quotation, not a second statement."""
    at = attribution.source_at
    return at is None or document.doc[at].lower_ in ("i", "we", "you", "it", "one", "that", "this", "what", "which")


def _paragraphs(document: Document) -> Iterator[tuple[int, int]]:
    doc = document.doc
    bounds = sorted({*document.cleaned.paragraphs, len(document.text)})
    tokens = [token.idx for token in doc]
    from bisect import bisect_left

    for start, end in pairwise(bounds):
        yield bisect_left(tokens, start), bisect_left(tokens, end)
