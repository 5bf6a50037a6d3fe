"""Stage 3: who speaks, in what form, of what kind."""

from __future__ import annotations

from onrecord.language import Document
from onrecord.model import Cast, Statement, content_id
from onrecord.statements.attribution import Attribution, Ranges


def statements(document: Document, cast: Cast, found: tuple[Attribution, ...]) -> tuple[Statement, ...]:
    """Attributions as statements, with ids that depend on the report and the place in it only."""
    return tuple(_statement(document, cast, attribution) for attribution in found)


def _statement(document: Document, cast: Cast, attribution: Attribution) -> Statement:
    spans = lambda parts: tuple(document.of_tokens(s, e) for s, e in parts)  # noqa: E731
    content = spans(attribution.content)
    mention = cast.headed(attribution.source_at) if attribution.source_at is not None else None
    return Statement(
        id=content_id("s", document.report.id, *((e.start, e.end) for e in content)),
        form="direct" if attribution.rule.startswith("direct") else "indirect",
        kind=attribution.use.kind if attribution.use is not None else "assert",
        speaker=mention.actor if mention is not None else None,
        content=content,
        source=spans(attribution.source),
        cue=spans(attribution.cue),
        reason=None if mention is not None else "no speaker known for these words",
    )


__all__ = ["Ranges", "statements"]
