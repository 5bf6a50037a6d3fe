"""Names in a document: one pass over its pieces against the lexicon, longest first."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.actors.lexicon import ALSO_WORDS, Entry, Lexicon, lexicon, role_lexicon
from onrecord.actors.name import pieces

CAPITAL_WORDS = frozenset({"us", "who", "is", "care", "isi", "let", "rt", "ap", "spa", "sams", "kia", "isf", "sna", "adf", "ola"})
BARRIER = ""
HYPHENS = frozenset({"-", "–", "‐", "‑"})


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens [start, end) that print a lexicon entry."""

    start: int
    end: int
    entry: Entry
    is_possessive: bool = False
    """Followed by 's, or printed with a lost apostrophe ("Syrias")."""
    is_modifier: bool = False
    """Part of a hyphenated word ("US-led")."""


@dataclass(frozen=True, slots=True)
class Run:
    """The pieces of a document with the token each comes from; BARRIER between things no name crosses."""

    words: list[str]
    tokens: list[int]
    printed: list[str]
    is_lower: list[bool]
    """Per token: does it stand in a sentence without a capital?"""
    is_upper: list[bool]
    has_apostrophes: bool


def run_of(doc: Doc) -> Run:
    """The pieces of a document."""
    words: list[str] = []
    tokens: list[int] = []
    printed: list[str] = []
    is_lower, is_upper = [False] * len(doc), [False] * len(doc)
    for sent in doc.sents:
        letters = [token.text for token in sent if token.is_alpha]
        if letters and not any(word != word.lower() for word in letters):
            is_lower[sent.start : sent.end] = [True] * (sent.end - sent.start)
        elif len(letters) > 2 and all(word.isupper() for word in letters):
            is_upper[sent.start : sent.end] = [True] * (sent.end - sent.start)
    for token in doc:
        if token.is_sent_start:
            _put(words, tokens, printed, BARRIER, token.i, "")
        if token.text in HYPHENS:
            continue
        found = pieces(token.text) if len(token.text) <= 60 else ()
        if not found:
            if not token.is_space:
                _put(words, tokens, printed, BARRIER, token.i, "")
            continue
        parts = token.text.split("-") if len(found) > 1 else [token.text]
        for k, piece in enumerate(found):
            _put(words, tokens, printed, piece, token.i, parts[k] if k < len(parts) else token.text)
    text = doc.text
    return Run(words, tokens, printed, is_lower, is_upper, "'" in text or "’" in text)


def _put(words: list[str], tokens: list[int], printed: list[str], word: str, token: int, form: str) -> None:
    words.append(word)
    tokens.append(token)
    printed.append(form)


def name_hits(doc: Doc, run: Run) -> list[Hit]:
    """States, organisations, groups, registered people and metonyms, left to right, never overlapping."""
    return _hits(doc, run, lexicon(), is_name=True)


def role_hits(doc: Doc, run: Run) -> list[Hit]:
    """Role nouns, left to right, never overlapping."""
    return _hits(doc, run, role_lexicon(), is_name=False)


def _hits(doc: Doc, run: Run, table: Lexicon, *, is_name: bool) -> list[Hit]:
    hits: list[Hit] = []
    words, n = run.words, len(run.words)
    p = 0
    while p < n:
        word = words[p]
        options = table.get(word)
        lost = False
        if options is None and is_name and not run.has_apostrophes and len(word) > 4 and word.endswith("s"):
            options, lost = table.get(word[:-1]), True  # 'Syrias' where every apostrophe was lost
        step = 1
        for key, entry in options or ():
            size = len(key)
            if size > 1 and tuple(words[p : p + size]) != key and not (lost and size == 1):
                continue
            if lost and (size > 1 or entry.kind not in ("name", "capital", "metonym")):
                continue
            if is_name and not _is_printed_so(run, p, entry):
                continue
            hits.append(_hit(doc, run, p, size, entry, lost))
            step = size
            break
        p += step
    return hits


def _is_printed_so(run: Run, p: int, entry: Entry) -> bool:
    form, token = run.printed[p], run.tokens[p]
    if entry.is_capitals:
        letters = form.replace(".", "")
        return letters.isupper() and not (run.is_upper[token] and run.words[p] in CAPITAL_WORDS)
    if form[:1].isupper() or form[:1].isdigit() or entry.is_lower:
        return True
    if form.startswith(("al", "el")) and entry.kind in ("body", "person"):
        return True  # 'al-Nusra', 'al-Qaida'
    return run.is_lower[token] and len(form) > 3 and run.words[p] not in ALSO_WORDS


def _hit(doc: Doc, run: Run, p: int, size: int, entry: Entry, lost: bool) -> Hit:
    start, end = run.tokens[p], run.tokens[p + size - 1] + 1
    after = doc[end] if end < len(doc) else None
    is_possessive = lost or (after is not None and after.text in ("'s", "’s", "'", "’", "‘s", "´s") and not after.is_sent_start)
    inside = p + size < len(run.tokens) and run.tokens[p + size] == end - 1
    hyphened = after is not None and after.text in HYPHENS and end + 1 < len(doc) and not doc[end - 1].whitespace_
    return Hit(start, end, entry, is_possessive, inside or hyphened)
