"""Stage 3: attributions as statements: speaker, addressee, targets, kind, form, polarity, one within another."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from onrecord.language import Document
from onrecord.language.tagger import Marks
from onrecord.model import Cast, Kind, Spans, Statement, content_id
from onrecord.statements.attribution import Attribution, Ranges, holders_of_cues, size
from onrecord.statements.direct import marked, quoted
from onrecord.statements.floor import with_floor
from onrecord.statements.heard import kind_by, with_names
from onrecord.statements.kind import form_of, kind_of
from onrecord.statements.speaker import Speaker, actor_of, find_speaker, is_own_voice

_TARGETED = frozenset({"accuse", "threaten", "demand", "ask", "warn"})


def statements(
    document: Document, cast: Cast, found: tuple[Attribution, ...], marks: Marks | None = None
) -> tuple[Statement, ...]:
    """Statements in the order of the attributions; ids depend on the report and the place in it only."""
    quotes = quoted(document)
    holders = holders_of_cues(found)
    outer = [_outer(attribution, k, found, holders) for k, attribution in enumerate(found)]
    between = marked(quotes)
    speakers = with_floor(document, cast, found, [find_speaker(document, cast, attribution) for attribution in found])
    if marks is not None:
        speakers = with_names(document, cast, marks, found, speakers)
    ids = [_id(document, attribution) for attribution in found]
    out = []
    seen: set[str] = set()
    for k, attribution in enumerate(found):
        if ids[k] in seen:
            continue  # the same cue and content by two ways
        seen.add(ids[k])
        speaker, k_outer = speakers[k], outer[k]
        if k_outer is not None and attribution.source_at is not None and is_own_voice(document.doc[attribution.source_at]):
            holder = speakers[k_outer]  # '“We believe …,” Orlov said': 'we' speaks for Orlov
            speaker = Speaker(holder.actor, speaker.text, speaker.also, holder.reason)
        out.append(
            _statement(
                document, cast, attribution, speaker, between, marks, ids[k], ids[k_outer] if k_outer is not None else None
            )
        )
    return tuple(out)


def _id(document: Document, attribution: Attribution) -> str:
    parts = [document.of_tokens(start, end) for role in (attribution.cue, attribution.content) for start, end in role]
    return content_id("s", document.report.id, *((part.start, part.end) for part in parts))


def _statement(
    document: Document,
    cast: Cast,
    attribution: Attribution,
    speaker: Speaker,
    between: dict[int, int],
    marks: Marks | None,
    own_id: str,
    outer_id: str | None,
) -> Statement:
    kind, accused = kind_of(document, cast, attribution, speaker.actor)
    if marks is not None:
        kind = kind_by(document, marks, attribution, kind)
        accused = accused if kind == "accuse" else None
    doc = document.doc
    addressee = actor_of(cast, doc[attribution.hearer_at]) if attribution.hearer_at is not None else None
    targets = _targets(
        cast, kind, doc[attribution.target_at] if attribution.target_at is not None else None, accused, speaker.actor
    )
    return Statement(
        id=own_id,
        form=form_of(document, attribution, between),
        kind=kind,
        speaker=speaker.actor,
        content=_spans(document, attribution.content),
        source=_spans(document, attribution.source),
        cue=_spans(document, attribution.cue),
        speaker_text=speaker.text,
        also_speakers=speaker.also,
        addressee=addressee,
        targets=targets,
        polarity=_polarity(attribution),
        within=outer_id,
        reason=speaker.reason,
    )


def _spans(document: Document, parts: Ranges) -> Spans:
    return tuple(document.of_tokens(start, end) for start, end in parts)


def _polarity(attribution: Attribution) -> Literal["affirms", "denies"]:
    is_denied = attribution.use is not None and attribution.use.polarity == "denies"
    return "denies" if is_denied != attribution.is_negated else "affirms"


def _targets(cast: Cast, kind: Kind, target: Token | None, accused: str | None, speaker: str | None) -> tuple[str, ...]:
    """Who is accused, threatened, asked: the head of the phrase, else the first actor in it."""
    if accused is not None:
        return (accused,)
    if target is None or kind not in _TARGETED:
        return ()
    actor = actor_of(cast, target)
    if actor is not None:
        return (actor,)
    inner = [m.actor for m in cast.within(target.left_edge.i, target.right_edge.i + 1) if m.actor != speaker]
    return (inner[0],) if inner else ()


def _outer(attribution: Attribution, k: int, found: tuple[Attribution, ...], holders: dict[int, list[int]]) -> int | None:
    """The smallest statement whose content holds this one's cue."""
    if attribution.cue_at is None:
        return None
    best: int | None = None
    for j in holders.get(attribution.cue_at, ()):
        other = found[j]
        if j == k or size(other.content) <= size(attribution.content):
            continue
        if best is None or size(other.content) < size(found[best].content):
            best = j
    return best
