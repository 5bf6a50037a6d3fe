"""Who says so: events inside statements, and statements that are themselves events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from onrecord.events.clause import NEGATED
from onrecord.events.party import is_party
from onrecord.language import Document
from onrecord.model import Actor, Cast, Event, Statement, content_id

_FACTUAL = frozenset(("happened", "ongoing"))
_ACTS = {"accuse": ("ACCUSE", "allege"), "threaten": ("THREATEN", ""), "demand": ("REQUEST", ""), "praise": ("SUPPORT", "")}
"""Kinds of statement that are PLOVER events where they have a target. A denial is a statement only."""


class Said:
    """The statements of a report by the stretch of their content, narrowest first."""

    __slots__ = ("_document", "_stretches")

    def __init__(self, document: Document, statements: Sequence[Statement]) -> None:
        self._document = document
        found = [(span.end - span.start, span.start, span.end, i) for i, s in enumerate(statements) for span in s.content]
        self._stretches = [(start, end, statements[i]) for _, start, end, i in sorted(found)]

    def around(self, token: Token) -> Statement | None:
        """The narrowest statement whose content holds the token, its own cue left out."""
        if not self._stretches:
            return None
        at = self._document.of(token).start
        for start, end, statement in self._stretches:
            if start <= at < end and not any(cue.start <= at < cue.end for cue in statement.cue):
                return statement
        return None

    def status(self, statement: Statement, status: str, *, presupposed: bool, relative: bool) -> str:
        """The status of an event that stands in a statement; `relative`: in a clause that describes a definite thing."""
        denies = statement.polarity == "denies" or statement.kind == "deny"
        if status == NEGATED and statement.kind in _NOT_DENIALS:
            return status  # 'refused to meet', 'hopes that nobody attacks': nobody claims that there was none
        if status == NEGATED:
            return "alleged" if denies and statement.polarity == "denies" else "denied"
        if presupposed or (relative and statement.kind not in _CLAIMS):
            return status
        if status in _FACTUAL or status == "alleged":
            if denies and statement.polarity == "denies":
                return "denied"
            if status == "alleged" and statement.kind in _NOT_CLAIMS:
                return status  # 'wants evidence of massacres to be heard'
            return _BY_KIND.get(statement.kind, "alleged")
        return status


def _is_named_in(statement: Statement, actor: Actor) -> bool:
    """Does what was said name the one it is about? 'It is very sad,' she said: nobody is accused."""
    return any(s.start <= m.start and m.end <= s.end for m in actor.mentions for s in statement.content)


_NEUTRAL = frozenset(("said", "says", "say", "told", "added", "adds", "tells", "wrote", "writes"))
_NOT_CLAIMS = frozenset(("reject", "demand", "promise", "threaten", "ask"))
_NOT_DENIALS = _NOT_CLAIMS | {"speculate", "warn", "praise"}
_CLAIMS = frozenset(("assert", "accuse", "deny", "speculate"))
_BY_KIND = {
    "speculate": "hypothetical",
    "demand": "called_for",
    "ask": "called_for",
    "promise": "planned",
    "threaten": "threatened",
}


def acts_of_speech(statements: Sequence[Statement], events: Sequence[Event], cast: Cast) -> Iterator[Event]:
    """Statements that are acts between two actors and that no trigger has told yet."""
    # 'Delattre said “the regime has plumbed new depths of horror”' is France accusing Syria
    told = {(span.start, span.end) for event in events for span in event.trigger}
    for statement in statements:
        act = _ACTS.get(statement.kind)
        if (
            act is None
            or statement.speaker is None
            or not statement.cue
            or not statement.targets
            or statement.polarity == "denies"
        ):
            continue
        cue = statement.cue[0]
        if any(start < cue.end and cue.start < end for start, end in told):
            continue
        targets = tuple(t for t in statement.targets if t != statement.speaker and is_party(cast.actors.get(t)))
        if cue.text.lower().strip(" :,") in _NEUTRAL:
            targets = tuple(t for t in targets if _is_named_in(statement, cast.actors[t]))
        if not targets or statement.speaker not in cast.actors or statement.within is not None:
            continue
        name, mode = act
        yield Event(
            id=content_id("e", cue.report, name, cue.start),
            type=name,
            status="happened",
            trigger=(cue,),
            modes=(mode,) if mode else (),
            actor=(statement.speaker,),
            recipient=targets,
            actor_evidence=statement.source,
            when_reason="its clause names no date",
        )
