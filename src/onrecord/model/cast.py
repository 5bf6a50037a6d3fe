"""Cast: who is meant where, for the steps that come after the actors'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from onrecord.model.findings import Actor, Place, Toll, When

MentionKind = Literal["name", "short", "title", "role", "demonym", "metonym", "possessive", "pronoun"]


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Tokens [start, end) of the document that name an actor; `head` is the token the phrase hangs on.

    "Russia's Deputy Foreign Minister Sergei Ryabkov" is one mention (head "Ryabkov") of the person, and holds a
    second, smaller one of kind "possessive" ("Russia") of the state. A demonym before a noun that is itself a mention
    ("the Russian politician") belongs to the larger mention.
    """

    start: int
    end: int
    head: int
    actor: str
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Tokens [start, end) that name a place used as a place."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Tokens [start, end) of a time expression."""

    start: int
    end: int
    when: When


@dataclass(frozen=True, slots=True)
class TollMention:
    """Tokens [start, end) of a count of people, and the token that says what befell them ("killed", "deaths")."""

    start: int
    end: int
    trigger: int
    toll: Toll


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of one report and where they are mentioned."""

    actors: Mapping[str, Actor]
    mentions: tuple[Mention, ...]
    _by_token: dict[int, list[Mention]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            for i in range(mention.start, mention.end):
                table.setdefault(i, []).append(mention)
        for mentions in table.values():
            mentions.sort(key=lambda m: (m.start - m.end, m.start))  # widest first
        object.__setattr__(self, "_by_token", table)

    def covering(self, token: int) -> tuple[Mention, ...]:
        """All mentions that take in the token, widest first."""
        return tuple(self._by_token.get(token, ()))

    def headed(self, token: int) -> Mention | None:
        """The widest mention that hangs on this token: what a noun phrase with this head denotes."""
        for mention in self._by_token.get(token, ()):
            if mention.head == token:
                return mention
        return None

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions that lie wholly in tokens [start, end), in order, each once."""
        return tuple(m for m in self.mentions if start <= m.start and m.end <= end)

    def actor(self, id: str) -> Actor:
        """The actor of that id; KeyError where there is none."""
        return self.actors[id]


def cast_of(actors: Iterable[Actor], mentions: Iterable[Mention]) -> Cast:
    """A Cast from loose parts: actors by id in their order, mentions in the order of the text."""
    return Cast({actor.id: actor for actor in actors}, tuple(sorted(mentions)))
