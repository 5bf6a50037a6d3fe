"""The sides of an event."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.events.doer import Named
from onrecord.model import Actor


@dataclass(slots=True)
class Party:
    """One side of an event: actor ids, and the token stretches they were read from.

    A stretch without an id is a phrase the cast does not know ("gunmen"): evidence, but no actor.
    """

    ids: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def take(self, other: Party) -> None:
        """Add another party's ids and stretches, each once."""
        self.ids += [i for i in other.ids if i not in self.ids]
        self.spans += [s for s in other.spans if s not in self.spans]

    def __bool__(self) -> bool:
        return bool(self.spans)


@dataclass(slots=True)
class Roles:
    """The two sides of an event."""

    actor: Party
    recipient: Party
    named: Named | None = None
    """Where the doer of an event noun was named beside it."""


def is_party(actor: Actor | None) -> bool:
    """A state, an organisation, a person, or a group with a name; not "people"."""
    return actor is not None and (actor.kind != "group" or bool(actor.country))
