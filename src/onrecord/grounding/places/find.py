"""Places: stretches that name a place used as a place."""

from __future__ import annotations

from onrecord.language import Document
from onrecord.model import Cast, Place, PlaceMention


def find_places(document: Document, cast: Cast) -> tuple[PlaceMention, ...]:
    """Place names used as places; for now without coordinates."""
    found = []
    for span in document.doc.ents:
        if span.label_ in ("GPE", "LOC", "FAC") and span.root.dep_ not in ("nsubj", "agent"):
            place = Place(document.of(span), span.text, reason="not looked up")
            found.append(PlaceMention(span.start, span.end, place))
    return tuple(found)
