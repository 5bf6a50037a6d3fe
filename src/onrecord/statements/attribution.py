"""Attribution: what stage 1 (rules, or a trained tagger in their place) hands to linking: who, by what words, says what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.statements.lexicon import Use

Range = tuple[int, int]
Ranges = tuple[Range, ...]
"""Half-open ranges of tokens, in order, not touching."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content as token ranges, and the tokens they hang on."""

    rule: str
    """Name of the generator that found it."""
    content: Ranges
    cue: Ranges = ()
    source: Ranges = ()
    use: Use | None = None
    cue_at: int | None = None
    content_at: int | None = None
    source_at: int | None = None
    hearer_at: int | None = None
    """Head of the phrase that names who is spoken to."""
    target_at: int | None = None
    """Head of the phrase that names who is accused, asked or threatened."""
    is_negated: bool = False
    """The cue is negated: 'does not believe that'."""


def ranges(tokens: Iterable[int]) -> Ranges:
    """Token indices as ranges."""
    out: list[list[int]] = []
    for i in sorted(set(tokens)):
        if out and out[-1][1] == i:
            out[-1][1] = i + 1
        else:
            out.append([i, i + 1])
    return tuple((start, end) for start, end in out)


def inside(token: int, parts: Ranges) -> bool:
    """Is the token in one of the ranges?"""
    return any(start <= token < end for start, end in parts)


def overlap(a: Ranges, b: Ranges) -> int:
    """How many tokens two lists of ranges share."""
    return sum(max(0, min(e, f) - max(s, t)) for s, e in a for t, f in b)


def size(parts: Ranges) -> int:
    """How many tokens the ranges hold."""
    return sum(end - start for start, end in parts)


def holders_of_cues(found: Iterable[Attribution]) -> dict[int, list[int]]:
    """Cue token → indices of the attributions whose content holds it; one walk over all contents."""
    attributions = list(found)
    cues = {a.cue_at for a in attributions if a.cue_at is not None}
    out: dict[int, list[int]] = {}
    for k, attribution in enumerate(attributions):
        for start, end in attribution.content:
            for i in range(start, end):
                if i in cues:
                    out.setdefault(i, []).append(k)
    return out


def subtree(token: Token, without: Iterable[Token] = ()) -> set[int]:
    """Indices of a token's subtree, without those of some of its parts."""
    indices = set(range(token.left_edge.i, token.right_edge.i + 1))
    for part in without:
        indices.difference_update(range(part.left_edge.i, part.right_edge.i + 1))
    return indices


def trimmed(token_ranges: Ranges, doc: Iterable[Token]) -> Ranges:
    """The ranges without punctuation (other than quotation marks and brackets) and space at their ends."""
    tokens = doc
    out = []
    for start, end in token_ranges:
        while start < end and _is_loose(tokens[start]):  # type: ignore[index]
            start += 1
        while end > start and _is_loose(tokens[end - 1]):  # type: ignore[index]
            end -= 1
        if start < end:
            out.append((start, end))
    return tuple(out)


def _is_loose(token: Token) -> bool:
    return bool(token.is_space or (token.is_punct and not token.is_quote and token.text not in "()[]?!"))
