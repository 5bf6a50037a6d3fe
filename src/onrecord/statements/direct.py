"""Candidates from quotation marks: what stands between them, and the cue beside them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.data import table
from onrecord.language import Document
from onrecord.statements.attribution import Attribution, Ranges, ranges
from onrecord.statements.lexicon import Use, Uses
from onrecord.statements.phrases import child, cue_words, source_words, subject

_REACH = 25
"""Tokens between a quotation and the verb that gives it; the longest of fifty looked at was 19."""
_GLUED = 3
"""Mended sentence joints from which a text counts as stitched; sound texts have none or one."""
_CUTS = frozenset({"” → “", "a sentence begins with its first words lost"})
"""Repairs that show a cut: 7 in the founding report; of 40 texts with half of their spaces deleted 2 have a turned mark."""
_CUT = 2
_ENDS = frozenset({".", "!", "?", "…", "..."})
_ASSERT = Use("clause", "assert")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation as tokens: outer [start, end) with its marks, inner without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_open: bool
    continues: bool


def quoted(document: Document) -> list[Quoted]:
    """The document's quotations as tokens, in order."""
    doc = document.doc
    starts = [token.idx for token in doc]
    out: list[Quoted] = []
    for mark in sorted(document.cleaned.quotations):
        first, last = bisect_left(starts, mark.start), bisect_left(starts, mark.end)
        inner_first, inner_last = bisect_left(starts, mark.inner_start), bisect_left(starts, mark.inner_end)
        if inner_first < inner_last and (not out or first >= out[-1].start):
            out.append(Quoted(first, max(last, inner_last), inner_first, inner_last, mark.is_open, mark.continues))
    return out


def marked(quotes: list[Quoted]) -> dict[int, int]:
    """Token → index of the outermost quotation it stands in."""
    out: dict[int, int] = {}
    for k, quote in enumerate(quotes):
        for i in range(quote.start, quote.end):
            out.setdefault(i, k)
    return out


def direct_attributions(document: Document, quotes: list[Quoted], words: Mapping[str, Uses]) -> Iterator[Attribution]:
    """Every quotation that is speech in its own right, in order; later ones may continue earlier ones."""
    doc = document.doc
    is_glued = is_stitched(document)
    made: list[tuple[Attribution, Quoted]] = []
    for k, quote in enumerate(quotes):
        if k and quote.start < quotes[k - 1].end:
            continue  # a quotation within a quotation
        before_end = quotes[k - 1].end if k else 0
        after_start = quotes[k + 1].start if k + 1 < len(quotes) else len(doc)
        if made and made[-1][1] is quotes[k - 1] and _goes_on(doc, made[-1], quote, is_glued):
            last, _ = made.pop()
            joined = Attribution(
                last.rule,
                ranges(i for s, e in (*last.content, (quote.start, quote.end)) for i in range(s, e)),
                last.cue,
                last.source,
                last.use,
                last.cue_at,
                last.content_at,
                last.source_at,
                last.hearer_at,
            )
            made.append((joined, quote))
            continue
        found = _with_cue(doc, quote, before_end, after_start, words) or _alone(doc, quote)
        if found is not None:
            made.append((found, quote))
    yield from (attribution for attribution, _ in made)


def is_stitched(document: Document) -> bool:
    """Was this page put together from pieces of several stories, so that neighbours may not belong together?

    Glued joints alone are only lost spaces; marks turned the wrong way at them, or sentences without their first words,
    show that something was cut out between.
    """
    cleaned = document.cleaned
    glued = sum(1 for at in cleaned.breaks if 0 < at <= len(cleaned.text) and cleaned.starts[at - 1] == cleaned.ends[at - 1])
    cut = sum(1 for repair in cleaned.repairs if repair.what in _CUTS)
    return glued >= _GLUED and cut >= _CUT


def _with_cue(doc: Doc, quote: Quoted, before_end: int, after_start: int, words: Mapping[str, Uses]) -> Attribution | None:
    verb = _cue_after(doc, quote, after_start, words) or _cue_before(doc, quote, before_end, words)
    if verb is None:
        return None
    source = _speaker(verb, quote)
    use = words[verb.lemma_.lower()]["clause"][0] if "clause" in words.get(verb.lemma_.lower(), {}) else _ASSERT
    start = quote.start
    if verb.i >= quote.end and start > before_end:  # 'In doing so he “made a mistake,” Orlov said': the clause is his too
        before = doc[start - 1]
        if not (before.is_space or before.text in _ENDS or before.is_quote or doc[start].is_sent_start):
            start = max(before.sent.start, before_end)
    content: Ranges = ((start, quote.end),)
    person = child(verb, "dobj", "dative")
    hearer = (
        person
        if person is not None
        and person.lemma_.lower() not in _messages()
        and (source is None or person.i != source.i)
        and not quote.start <= person.i < quote.end
        else None
    )
    return Attribution(
        "direct",
        content,
        cue_words(verb),
        source_words(source) if source is not None else (),
        use,
        verb.i,
        _root(doc, quote).i,
        source.i if source is not None else None,
        hearer.i if hearer is not None else None,
    )


def _cue_after(doc: Doc, quote: Quoted, limit: int, words: Mapping[str, Uses]) -> Token | None:
    # '“The evidence is thin,” Orlov said.' / '“…”, said Orlov, who …'
    i = quote.end
    last = doc[quote.inner_end - 1]
    has_comma = last.text in (",", "—", "–", "-", "?", "!")
    if i < limit and doc[i].text in (",", "—", "–"):
        has_comma = True
        i += 1
    if not has_comma:
        return None
    stop = min(limit, i + _REACH)
    while i < stop:
        token = doc[i]
        if (
            token.dep_ == "cc"
            and i > quote.end + 1 - (1 if i == quote.end else 0) - 1
            and token.nbor(1).tag_ not in ("VBD", "VBZ", "RB")
        ):
            return None  # '“…,” and he vowed to': another clause
        if token.text in (".", ";", ":") or (token.is_space and "\n" in token.text):
            return None
        if _is_cue(token, words):
            return token
        if token.pos_ == "VERB" and token.dep_ not in ("relcl", "acl", "amod", "pcomp"):
            return None
        i += 1
    return None


def _cue_before(doc: Doc, quote: Quoted, limit: int, words: Mapping[str, Uses]) -> Token | None:
    # 'Orlov told reporters: “The evidence is thin.”' / 'Delattre said “…”'
    i = quote.start - 1
    while i > limit and doc[i].is_space and doc[i - 1].text == ":":
        i -= 1
    if i < limit:
        return None
    if doc[i].text not in (",", ":", "that") and not _is_cue(doc[i], words):
        return None
    if doc[i].text == "that":
        return None
    stop = max(limit, i - _REACH)
    while i >= stop:
        token = doc[i]
        if token.text in (".", ";", "?", "!") or (token.is_space and "\n" in token.text):
            return None
        if _is_cue(token, words) or _gives_message(token):
            return token
        i -= 1
    return None


@cache
def _messages() -> frozenset[str]:
    return frozenset(table("cues")["statements"]["words"]["messages"])


def _gives_message(verb: Token) -> bool:
    """'released the following statement:'."""
    return verb.pos_ == "VERB" and any(part.dep_ == "dobj" and part.lemma_.lower() in _messages() for part in verb.rights)


def _is_cue(token: Token, words: Mapping[str, Uses]) -> bool:
    if token.pos_ not in ("VERB", "AUX"):
        return False
    if token.lemma_ == "go" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "on":
        return True  # '“…,” she goes on.'
    uses = words.get(token.lemma_.lower())
    return uses is not None and ("clause" in uses or "hearer" in uses)


def _speaker(verb: Token, quote: Quoted) -> Token | None:
    for part in verb.children:
        if part.dep_ in ("nsubj", "nsubjpass") and not quote.inner_start <= part.i < quote.inner_end:
            return part
    for part in verb.rights:  # 'said Orlov', read as an object
        if part.dep_ in ("dobj", "attr", "npadvmod", "oprd") and part.i == min(p.i for p in verb.rights) and part.i >= quote.end:
            return part
    found = subject(verb)
    return found if found is not None and not quote.inner_start <= found.i < quote.inner_end else None


def _root(doc: Doc, quote: Quoted) -> Token:
    root: Token = doc[quote.inner_start : quote.inner_end].root
    return root


def _goes_on(doc: Doc, last: tuple[Attribution, Quoted], quote: Quoted, is_glued: bool) -> bool:
    """Does the speaker of the last quotation go on in this one?"""
    attribution, before = last
    if quote.continues:
        return True
    gap = doc[before.end : quote.start]
    words = [t for t in gap if not t.is_space]
    if any("\n" in t.text for t in gap if t.is_space):
        return False
    if (
        words
        and words[-1].text in (",", "—", "–")
        and attribution.cue_at is not None
        and before.end <= attribution.cue_at < quote.start
    ):
        return not any(t.text in _ENDS for t in words)  # 'split, Orlov insisted, by its cue'
    if is_glued or attribution.cue_at is None or not before.end <= attribution.cue_at < quote.start:
        return False
    stops = [t for t in words if t.text in _ENDS]
    return len(stops) == 1 and words[-1] is stops[0] and doc[quote.inner_end - 1].text in _ENDS | {",", "”", '"'}


def _alone(doc: Doc, quote: Quoted) -> Attribution | None:
    """A whole sentence between marks with nobody named beside it: kept, its speaker open."""
    # '“We will not sign a paper nobody intends to keep.”'
    if quote.inner_end - quote.inner_start < 4:
        return None
    before = doc[quote.start - 1] if quote.start else None
    opens = (
        before is None
        or before.is_space
        or before.text in _ENDS
        or before.is_quote
        or bool(doc[quote.inner_start].is_sent_start or doc[quote.start].is_sent_start)
    )
    after = doc[quote.end] if quote.end < len(doc) else None
    closes = doc[quote.inner_end - 1].text in _ENDS or after is None or after.text in _ENDS or after.is_space
    if not (opens and closes and any(t.pos_ in ("VERB", "AUX") for t in doc[quote.inner_start : quote.inner_end])):
        return None
    return Attribution("direct alone", ((quote.start, quote.end),), content_at=_root(doc, quote).i)
