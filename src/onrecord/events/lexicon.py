"""The trigger lexicon: the [[verb]] and [[noun]] senses of the event files, compiled to look-ups by lemma."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from onrecord.data import table
from onrecord.errors import DataFileError

TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE",
    "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sense:
    """One way in which a word tells an event: what must and must not stand around it, and where its parties stand.

    All word lists hold lemmas; "@name" in a file is a class of classes.toml.
    """

    type: str
    is_noun: bool
    lemmas: frozenset[str]
    modes: tuple[str, ...] = ()
    modes_by_lemma: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    modes_with: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A word in the trigger's own phrase and the modes it gives."""
    contexts: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    """Nouns: where the actor may stand: poss, demonym, between, subject, or a preposition."""
    to: tuple[str, ...] = ("obj",)
    """Where the recipient may stand, best first: obj, dative, poss, inside, clause_object, subject_of_clause, a
    preposition, "object.PREP", "PREP.PREP"."""
    objects: frozenset[str] = _NONE
    not_objects: frozenset[str] = _NONE
    object_with: frozenset[str] = _NONE
    not_with_object: frozenset[str] = _NONE
    of_objects: frozenset[str] = _NONE
    subjects: frozenset[str] = _NONE
    not_subjects: frozenset[str] = _NONE
    not_by: frozenset[str] = _NONE
    particle: str = ""
    not_particles: frozenset[str] = _NONE
    preps: frozenset[str] = _NONE
    not_preps: frozenset[str] = _NONE
    prep_objects: frozenset[str] = _NONE
    not_prep_objects: frozenset[str] = _NONE
    clause: str = ""
    """"inf": an infinitive must follow; "act": the verb's own infinitive, without an object between."""
    acts: frozenset[str] = _NONE
    not_acts: frozenset[str] = _NONE
    adjectives: frozenset[str] = _NONE
    oprd: frozenset[str] = _NONE
    purpose: frozenset[str] = _NONE
    """One of these must stand somewhere under the verb."""
    only_with: frozenset[str] = _NONE
    not_with: frozenset[str] = _NONE
    sentence_with: frozenset[str] = _NONE
    not_sentence_with: frozenset[str] = _NONE
    """Nouns: one of these must, or must not, stand in the sentence."""
    light: frozenset[str] = _NONE
    alone: bool = True
    """A noun that is an event also without a light verb."""
    plural: bool = False
    plain: bool = False
    """Only without a direct object."""
    mutual: bool = False
    """All parties are actors."""
    mutual_if: frozenset[str] = _NONE
    swap: bool = False
    """The subject is the recipient: the host who "receives", the people who "flee"."""
    violent: bool = False
    """Counts only where the sentence holds a word of force: "hit", "target", "killed"."""
    verbal: bool = False
    """Only by persons and parties, where the sentence holds no word of force: 'attacked the senator for her vote'."""
    no_place: bool = False
    """The object is no place: towns are not released."""
    forces: bool = False
    """The actor must be a known actor or a noun of people and forces."""
    official: bool = False
    civilian: bool = False
    negated: bool = False
    """Only under "will not": 'will not accept refugees' is a refusal."""
    own: bool = False
    """The thing is the subject's own."""
    actors_only: bool = False
    """Actor and recipient must both be known actors."""
    needs: str = ""
    """"actor", "recipient", "both" or "any": which parties the text must name."""

    @property
    def weight(self) -> int:
        """How much the sense asks for: the more, the earlier it is tried."""
        asked = (self.objects, self.object_with, self.subjects, self.particle, self.preps, self.prep_objects, self.clause,
                 self.acts, self.adjectives, self.oprd, self.only_with, self.official, self.of_objects,
                 self.negated, self.sentence_with, self.verbal)  # fmt: skip
        return sum(map(bool, asked)) + 3 * bool(self.purpose)


_KEYS = frozenset(f.name for f in fields(Sense)) - {"type", "is_noun"}


@cache
def words(name: str) -> frozenset[str]:
    """A word class of classes.toml."""
    classes = table("events")["classes"]["class"]
    if name not in classes:
        raise DataFileError(f"data/events/classes.toml: no class {name!r}")
    return frozenset(classes[name])


@cache
def verbs() -> dict[str, tuple[Sense, ...]]:
    """Senses of each verb lemma, those that ask for most first."""
    return _by_lemma("verb")


@cache
def nouns() -> dict[str, tuple[Sense, ...]]:
    """Senses of each noun lemma, those that ask for most first."""
    return _by_lemma("noun")


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that carry a noun's event."""
    return frozenset(table("events")["light"]["light"]["happened"])


@cache
def consequence_verbs() -> frozenset[str]:
    """Verbs whose subject is the act itself: the attack "killed"."""
    return frozenset(table("events")["light"]["consequence"]["verbs"])


@cache
def stands_for() -> frozenset[str]:
    """Nouns of people, forces and arms that stand for their owner."""
    return frozenset(table("events")["light"]["stands_for"]["nouns"])


def _by_lemma(kind: str) -> dict[str, tuple[Sense, ...]]:
    found: dict[str, list[Sense]] = {}
    for name in TYPES:
        for entry in table("events")[name].get(kind, []):
            sense = _sense(name, kind == "noun", entry)
            for word in sorted(sense.lemmas):
                found.setdefault(word, []).append(sense)
    return {word: tuple(sorted(senses, key=lambda s: -s.weight)) for word, senses in found.items()}


def _sense(name: str, is_noun: bool, entry: Mapping[str, Any]) -> Sense:
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise DataFileError(f"data/events/{name}.toml: {entry.get('lemmas')}: unknown key {', '.join(unknown)}")
    made: dict[str, Any] = {}
    for key, value in entry.items():
        if key in ("modes", "contexts", "to", "actor"):
            made[key] = tuple(value)
        elif key in ("modes_by_lemma", "modes_with"):
            made[key] = {word: tuple(modes) for word, modes in value.items()}
        elif isinstance(value, list):
            made[key] = _spelled_out(value)
        else:
            made[key] = value
    return Sense(type=name, is_noun=is_noun, **made)


def _spelled_out(values: list[str]) -> frozenset[str]:
    out: set[str] = set()
    for value in values:
        out |= words(value[1:]) if value.startswith("@") else {value}
    return frozenset(out)
