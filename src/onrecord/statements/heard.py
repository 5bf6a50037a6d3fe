"""What the encoder says of a statement: its kind, and to whose name its parts lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from onrecord.language import Document
from onrecord.language.tagger import KINDS, POINTERS, Marks, log_softmax
from onrecord.model import Cast, Kind
from onrecord.statements.attribution import Attribution
from onrecord.statements.direct import is_stitched
from onrecord.statements.speaker import AMBIGUOUS, NO_SPEAKER, OPEN_PRONOUN, Speaker

RULE = 0.5
"""What the rules' kind adds to the encoder's probability of it: from .4 to .8 our tune part gave the same, below it less."""
NAMED = 0.6
"""Probability that a statement's parts lead to one actor from which an open speaker is taken to be that actor (chosen:
from .4 to .75 our tune part gave the same)."""
OPEN = frozenset({OPEN_PRONOUN, NO_SPEAKER, AMBIGUOUS})
"""Reasons that leave a speaker open though the text may name one."""
SPEAKER = POINTERS.index("speaker")


def with_names(
    document: Document, cast: Cast, marks: Marks, found: Sequence[Attribution], speakers: Sequence[Speaker]
) -> list[Speaker]:
    """The speakers, those still open given to the actor whose name the statement's parts lead to.

    Not in a page stitched together of torn sentences: what stands next to a quotation there need not belong to it.
    """
    if is_stitched(document):
        return list(speakers)
    out = []
    for attribution, speaker in zip(found, speakers, strict=True):
        if speaker.actor is None and speaker.reason in OPEN:
            actor, chance = led_to(document, cast, marks, attribution)
            if actor is not None and chance >= NAMED:
                speaker = replace(speaker, actor=actor, reason=None)
        out.append(speaker)
    return out


def kind_by(document: Document, marks: Marks, attribution: Attribution, by_rule: Kind) -> Kind:
    """The likeliest kind at the first words of content and cue, the rules' own a little ahead."""
    scores = [
        np.exp(log_softmax(marks.kinds[piece]))
        for piece in _firsts(document, marks, (attribution.content[:1], attribution.cue[:1]))
    ]
    if not scores:
        return by_rule
    total = np.mean(scores, axis=0)
    total[KINDS.index(by_rule)] += RULE
    return KINDS[int(total.argmax())]


def led_to(document: Document, cast: Cast, marks: Marks, attribution: Attribution) -> tuple[str | None, float]:
    """The actor whose mentions the statement's parts lead to most surely, and how surely (0 to 1)."""
    parts = (attribution.source[:1], attribution.cue[:1], attribution.content[:1])
    points = [marks.points[p][SPEAKER] for p in _firsts(document, marks, parts) if p in marks.points]
    if not points:
        return None, 0.0
    shares: dict[str, float] = {}
    starts, ends = marks.pieces.starts, marks.pieces.ends
    for point in points:
        for k in np.flatnonzero(np.exp(point.logs[1:]) > 0.01):
            at = int(k) + point.first
            span = document.doc.char_span(int(starts[at]), int(ends[at]), alignment_mode="expand")
            if span is None:
                continue
            inner = [m for m in cast.covering(span.start) if m.kind != "pronoun"]
            if inner:
                best = inner[0]
                shares[best.actor] = shares.get(best.actor, 0.0) + float(np.exp(point.logs[k + 1])) / len(points)
    if not shares:
        return None, 0.0
    actor = max(sorted(shares), key=lambda name: shares[name])
    return actor, shares[actor]


def _firsts(document: Document, marks: Marks, parts: tuple[tuple[tuple[int, int], ...], ...]) -> list[int]:
    """The pieces at which the parts begin."""
    found = []
    for part in parts:
        if part:
            piece = marks.piece_at(document.doc[part[0][0]].idx)
            if piece is not None:
                found.append(piece)
    return found
