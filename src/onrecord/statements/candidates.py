"""Stage 1 by rules: every attribution the parse and the quotation marks show."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise

from spacy.tokens import Token

from onrecord.data import table
from onrecord.language import Document
from onrecord.statements.attribution import Attribution
from onrecord.statements.direct import direct_attributions, quoted
from onrecord.statements.lexicon import Uses, lexicon
from onrecord.statements.nouns import according_to, colon, cue_noun, tail
from onrecord.statements.verbs import verb_attributions

_PERSON_ENDINGS = ("er", "or", "ist", "ian", "man", "ident", "dent", "ant", "people")
"""Of nouns that name people: 'reporter', 'activist', 'resident'."""


def candidates(document: Document) -> tuple[Attribution, ...]:
    """Attributions in the order of their cues; spans are token ranges of the document."""
    words = lexicon()
    quotes = quoted(document)
    out = list(direct_attributions(document, quotes, words))
    taken = {a.cue_at for a in out if a.cue_at is not None}
    in_quotes = {i for quote in quotes for i in range(quote.start, quote.end)}
    for attribution in _from_words(document, words, taken):
        if attribution.cue_at in in_quotes and _is_own_voice(document, attribution):
            continue
        checked = _checked(document, attribution)
        if checked is not None:
            out.append(checked)
    out.extend(a for start, end in _paragraphs(document) for a in colon(document.doc, start, end) if a.cue_at not in taken)
    return tuple(sorted((a for a in out if a.content), key=_order))


def _from_words(document: Document, words: Mapping[str, Uses], taken: set[int]) -> Iterator[Attribution]:
    """What each cue word of the document gives."""
    for token in document.doc:
        pos = token.pos_
        if pos not in ("VERB", "AUX", "NOUN") or token.i in taken:
            continue
        if token.lower_ == "according":
            yield from according_to(token)
            continue
        uses = words.get(token.lemma_.lower())
        if uses is not None:
            if pos == "NOUN":
                yield from cue_noun(token, uses)
                yield from tail(token, uses)
            else:
                yield from verb_attributions(token, uses)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("cues")["statements"]["words"][name])


def silent() -> frozenset[str]:
    """Cues that say nothing when negated: 'did not say whether'."""
    return _words("silent")


def _is_mere_thing(source: Token) -> bool:
    """'this crime', 'the sanctions': neither a person or body nor a document."""
    if source.pos_ not in ("NOUN", "NUM", "VERB") or source.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return False
    return source.lemma_.lower() not in _words("documents") and not source.lemma_.lower().endswith(
        ("er", "or", "ist", "ian", "man", "ent", "ant", "ple")
    )


def _checked(document: Document, attribution: Attribution) -> Attribution | None:
    """The attribution with its negation marked; None where nothing was said or nobody holds it."""
    if attribution.cue_at is None or attribution.rule == "according to":
        return attribution
    cue = document.doc[attribution.cue_at]
    if (
        attribution.use is not None
        and attribution.use.is_weak
        and not attribution.rule.startswith("passive")
        and not _has_holder(cue, attribution)
    ):
        return None
    if _is_idle(document, cue, attribution):
        return None
    governor = cue.head if cue.dep_ == "xcomp" else None
    negated = any(part.dep_ == "neg" or (part.dep_ == "det" and part.lower_ == "no") for part in cue.children)
    negated = negated or (governor is not None and any(part.dep_ == "neg" for part in governor.children))
    if not negated:
        return attribution
    if cue.lemma_.lower() in _words("silent") or cue.pos_ == "NOUN":
        return None  # 'did not say whether', 'no suggestion that'
    return replace(attribution, is_negated=True)


def _is_idle(document: Document, cue: Token, attribution: Attribution) -> bool:
    """A cue word at which nobody says anything: no subject to be found, a mere possibility, a plan, a thing that 'shows'.

    Each part was kept because fewer than a fifth of such finds in 157 PolNeAR texts (train) were statements.
    """
    if cue.pos_ == "NOUN" or attribution.rule == "tail" or attribution.rule.startswith("passive"):
        return False
    is_clause = attribution.rule in ("clause", "hearer", "parenthetical")
    if attribution.source_at is None or document.doc[attribution.source_at].lower_ in ("that", "this", "there", "these", "those"):
        return (
            document.doc[attribution.source_at].dep_ == "nsubj" if attribution.source_at is not None and not is_clause else True
        )
    auxiliaries = {part.lower_ for part in cue.lefts if part.dep_ == "aux"}
    if auxiliaries & {"might", "may", "should", "must"} or (not is_clause and auxiliaries & {"can", "could"}):
        return True
    if cue.lemma_ in _words("evidence") and _is_mere_thing(document.doc[attribution.source_at]):
        return True
    if is_clause:
        return cue.lemma_ == "claim" and any(
            t.lemma_ == "life" for t in document.doc[cue.i + 1 : cue.i + 4]
        )  # 'claimed the lives of'
    if cue.dep_ in ("acl", "relcl") and "to" in auxiliaries:
        return True
    return cue.tag_ == "VBG" and cue.dep_ in ("ccomp", "xcomp") and cue.sent.root.i != cue.i


def _has_holder(verb: Token, attribution: Attribution) -> bool:
    """A finite verb with a subject of its own that is somebody: not 'people who believe', not 'I think'."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN", "VBG") or verb.dep_ not in ("ROOT", "ccomp", "conj", "parataxis"):
        return False
    holder = next((part for part in verb.lefts if part.dep_ == "nsubj"), None)
    if holder is None and verb.dep_ == "conj" and attribution.source_at is not None:
        holder = verb.doc[attribution.source_at]
    if holder is None or holder.lower_ in (
        "i",
        "we",
        "you",
        "it",
        "that",
        "this",
        "which",
        "who",
        "what",
        "people",
        "everyone",
        "one",
    ):
        return False
    return holder.tag_ not in ("WP", "WDT") and not (verb.dep_ == "ccomp" and holder.pos_ == "PRON")


def _order(attribution: Attribution) -> tuple[int, int]:
    return attribution.cue_at if attribution.cue_at is not None else attribution.content[0][0], attribution.content[0][0]


def _is_own_voice(document: Document, attribution: Attribution) -> bool:
    """'“I think that …”': the speaker's own hedge inside the quotation, not a second statement."""
    at = attribution.source_at
    if at is not None and any(part.dep_ == "conj" and part.lower_ in ("i", "we") for part in document.doc[at].rights):
        return True  # '“Brandt and I agreed …”'
    return at is None or document.doc[at].lower_ in ("i", "we", "you", "it", "one", "that", "this", "what", "which")


def _paragraphs(document: Document) -> Iterator[tuple[int, int]]:
    doc = document.doc
    bounds = sorted({*document.cleaned.paragraphs, len(document.text)})
    tokens = [token.idx for token in doc]
    for start, end in pairwise(bounds):
        yield bisect_left(tokens, start), bisect_left(tokens, end)
