"""The same act named again: "the attack" takes what the one earlier act of that name in the report was told with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.events.grammar import lemma, modifiers, prepositions
from onrecord.model import Event

_POINTING = frozenset(("the", "this", "that", "these", "those"))
_ANOTHER = frozenset(
    ("other", "new", "another", "latest", "first", "second", "third", "last", "next", "earlier", "later", "previous", "more",
     "further", "similar", "separate", "subsequent", "recent", "worst", "deadliest", "past")
)  # fmt: skip
_TOLD = frozenset(("happened", "ongoing", "historical", "alleged"))
_TYPES = frozenset(("ASSAULT", "PROTEST", "CONSULT", "MOBILIZE", "RETREAT"))


@dataclass(frozen=True, slots=True)
class Told:
    """An event and the word it was read from, and whether that is a noun without a light verb."""

    event: Event
    token: Token
    is_noun: bool


def with_earlier(told: Sequence[Told]) -> list[Event]:
    """The events in order; a bare definite noun takes what it lacks from the one earlier event it can mean.

    An actor or recipient is taken only from what the report itself tells, never from somebody's claim.
    """
    earlier: dict[str, list[Told]] = {}
    found: list[Event] = []
    for one in told:
        event, token = one.event, one.token
        if event.type not in _TYPES or event.is_headline:
            found.append(event)
            continue
        name = token.lower_ if one.is_noun else lemma(token)
        if one.is_noun and _is_bare(event, token):
            same = _meant(event, token, earlier.get(name, ()))
            if same is not None:
                event = _filled(event, same)
        elif event.status in _TOLD:
            earlier.setdefault(name, []).append(one)
        found.append(event)
    return found


def _is_bare(event: Event, noun: Token) -> bool:
    """A definite noun that names neither doer nor place, and no number or order; those it hurt may stand in its clause."""
    if event.actor_evidence or event.place is not None or event.status not in _TOLD:
        return False
    if not any(k.dep_ == "det" and k.lower_ in _POINTING for k in noun.lefts):
        return False
    if any(lemma(m) in _ANOTHER or m.dep_ == "nummod" or m.pos_ == "PROPN" for m in modifiers(noun)):
        return False
    return not any(p in ("on", "against", "by", "in", "at", "of", "near", "with", "between") for p, _ in prepositions(noun))


def _meant(event: Event, noun: Token, earlier: Sequence[Told]) -> Event | None:
    """The earlier event, if all that fit agree; they fit where each modifier of the repetition was said of them too."""
    said = {lemma(m) for m in modifiers(noun)}
    fits = [t.event for t in earlier if said <= {lemma(m) for m in modifiers(t.token)}]
    if not fits:
        return None
    places = {e.place.name for e in fits if e.place is not None}
    days = {(e.when.start, e.when.end) for e in fits if e.when is not None and e.when.start is not None}
    if event.when is not None and event.when.start is not None:
        days.add((event.when.start, event.when.end))
    parties = {e.actor for e in fits if e.actor}
    victims = {e.recipient for e in fits if e.recipient and not event.recipient_evidence}
    if max(len(places), len(days), len(parties), len(victims)) > 1:
        return None
    return max(fits, key=lambda e: (e.according_to is None, bool(e.actor) + bool(e.recipient) + bool(e.place)))


def _filled(event: Event, same: Event) -> Event:
    if event.place is None and same.place is not None:
        event = replace(event, place=same.place)
    if event.when is None and same.when is not None:
        event = replace(event, when=same.when, when_reason=None)
    if same.status == "alleged":
        return event
    if same.actor and not event.actor:
        event = replace(event, actor=same.actor, actor_evidence=same.actor_evidence)
    if same.recipient and not event.recipient_evidence:
        event = replace(event, recipient=same.recipient, recipient_evidence=same.recipient_evidence)
    return event
