"""Whose voice a text is in: 'we condemn' outside quotation marks in a release of an organisation or a state."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.data import table
from onrecord.language import Document
from onrecord.model import Cast
from onrecord.statements.attribution import Attribution
from onrecord.statements.speaker import OPEN_PRONOUN, Speaker

_WE = frozenset({"we", "our", "us"})
_PRESENT = frozenset({"VBZ", "VBP"})


@cache
def _stances() -> frozenset[str]:
    return frozenset(table("cues")["statements"]["words"]["stances"])


def in_own_voice(document: Document, cast: Cast, found: Sequence[Attribution], speakers: list[Speaker]) -> list[Speaker]:
    """The speakers, with every open 'we' outside quotation marks given to the one body that takes a stand in the text itself.

    'The Harbour Union condemns the raid. … We call on the council to …': the union. Not where two such take a stand, nor
    where no verb that only a body's own paper has in the present ('condemns', 'reaffirms') has one for its subject.
    """
    doc, cleaned = document.doc, document.cleaned
    ours = [
        k
        for k, attribution in enumerate(found)
        if speakers[k].reason == OPEN_PRONOUN
        and attribution.source_at is not None
        and doc[attribution.source_at].lower_ in _WE
        and not cleaned.is_quoted(doc[attribution.source_at].idx)
    ]
    if not ours:
        return speakers
    bodies = set()
    for mention in cast.mentions:
        head = doc[mention.head]
        verb = head.head
        is_stance = head.dep_ == "nsubj" and verb.lemma_ in _stances() and verb.tag_ in _PRESENT and verb.dep_ in ("ROOT", "conj")
        if is_stance and cast.actor(mention.actor).kind in ("state", "organisation") and not cleaned.is_quoted(head.idx):
            bodies.add(mention.actor)
    if len(bodies) != 1:
        return speakers
    (body,) = bodies
    for k in ours:
        speakers[k] = Speaker(body, speakers[k].text, speakers[k].also)
    return speakers
