"""Scene: what is known of a document while its cast is being found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from onrecord.actors.name import slug
from onrecord.actors.registry import FAMILY_FIRST, Registered, countries, registered
from onrecord.actors.scan import Hit, Run
from onrecord.language import Document
from onrecord.model import Actor, Cast, Mention, MentionKind, cast_of


@dataclass(slots=True)
class Person:
    """A named person of the report, as far as read."""

    id: str
    name: str
    words: tuple[str, ...]
    first: int
    country: str = ""
    sector: str = ""
    office: str | None = None
    gender: str = ""
    titles: set[str] = field(default_factory=set)
    entry: Registered | None = None


@dataclass(slots=True)
class Scene:
    """The document, its hits, and the actors and mentions found so far."""

    document: Document
    run: Run
    names: list[Hit]
    roles: list[Hit]
    texts: list[str] = field(default_factory=list)
    """The tokens as printed."""
    actors: dict[str, Actor] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    name_at: dict[int, Hit] = field(default_factory=dict)
    """Name hit by each of its tokens."""
    assigned: dict[int, tuple[str, int]] = field(default_factory=dict)
    """Tokens of a title to the person it stands beside ("the foreign minister, Sergei Lavrov") and the title's last token."""
    called: dict[str, dict[str, int]] = field(default_factory=dict)
    """Nouns the report gives to people it names ("colonel") to their ids and the first token of each."""
    used: set[int] = field(default_factory=set)
    """Tokens already inside a larger mention."""
    _places: dict[str, list[int]] = field(default_factory=dict)

    @property
    def doc(self) -> Doc:
        """The parse."""
        return self.document.doc

    @property
    def has_commas(self) -> bool:
        """Texts that lost their commas lost the marks of apposition too."""
        return "," in self._index()

    def places_of(self, text: str) -> list[int]:
        """The tokens printed so."""
        return self._index().get(text, [])

    def _index(self) -> dict[str, list[int]]:
        if not self._places:
            for i, word in enumerate(self.texts):
                self._places.setdefault(word, []).append(i)
        return self._places

    def add(self, start: int, end: int, actor: Actor, kind: MentionKind) -> None:
        """Note a mention, and the actor where it is new."""
        self.actors.setdefault(actor.id, actor)
        self.mentions.append(Mention(start, end, self.head(start, end), actor.id, kind))

    def head(self, start: int, end: int) -> int:
        """The token of [start, end) that the phrase hangs on."""
        outer = [
            token
            for token in self.doc[start:end]
            if not start <= token.head.i < end or token.head.i == token.i
            if not token.is_punct and token.tag_ != "POS"
        ]
        if len(outer) > 1:  # 'Bashar al-Assad said' fell apart: the first that is subject is what the verb has
            outer = [token for token in outer if token.dep_ in ("nsubj", "nsubjpass")][:1] or outer
        return outer[-1].i if outer else end - 1

    def state(self, iso3: str) -> Actor:
        """The actor of a state."""
        return Actor(iso3, countries()[iso3].name, "state", iso3, countries()[iso3].sector)

    def body(self, id: str) -> Actor:
        """The actor of a registered organisation or group."""
        entry = registered()[id]
        return Actor(entry.id, entry.name, entry.kind, entry.country, entry.sector)

    def owner(self, hit: Hit) -> tuple[str, str]:
        """(country, body id) of a name hit: either may be ""."""
        if hit.entry.kind == "body":
            entry = registered()[hit.entry.id]
            return entry.country, entry.id
        if hit.entry.kind == "person":
            return registered()[hit.entry.id].country, ""
        return hit.entry.id, ""

    def printed(self, start: int, end: int) -> str:
        """Tokens [start, end) as printed, in one line."""
        return " ".join(self.doc[start:end].text.split())

    def people_named(self, words: tuple[str, ...]) -> Iterator[Person]:
        """People of the report whose full name ends, or (family name first) begins, with these words."""
        size = len(words)
        for person in self.people.values():
            if len(person.words) > size and (person.words[-size:] == words or (size == 1 and _first(person) == words[0])):
                yield person

    def cast(self) -> Cast:
        """The finished cast: people's offices filled in, every actor with its evidence, those without a mention dropped."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for mention in self.mentions:
            spans.setdefault(mention.actor, []).append((mention.start, mention.end))
        done: list[Actor] = []
        for id, actor in self.actors.items():
            if id not in spans:
                continue
            person = self.people.get(id)
            if person is not None:
                actor = replace(actor, name=person.name, country=person.country, sector=person.sector, office=person.office)
            evidence = tuple(self.document.of_tokens(start, end) for start, end in sorted(set(spans[id])))
            done.append(replace(actor, mentions=evidence))
        unique = sorted(set(self.mentions))
        return cast_of(done, unique)


def _first(person: Person) -> str:
    return person.words[0] if person.words[0] in FAMILY_FIRST else person.words[-1]


def id_of(*parts: str) -> str:
    """A slug from several parts, empty ones left out."""
    return "-".join(slug(part) for part in parts if part)
