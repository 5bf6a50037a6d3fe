"""In which of its type's modes an event is: by the sense of its trigger, else by its word, else by the words of its phrase."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache
from typing import Any

from spacy.tokens import Token

from onrecord.data import table
from onrecord.events.grammar import lemma
from onrecord.events.lexicon import Sense, nouns, verbs, words
from onrecord.events.party import Roles
from onrecord.events.setting import weapon_nouns
from onrecord.events.trigger import Trigger

Modes = tuple[str, ...]
_SPEECH = ("REQUEST", "REJECT", "THREATEN")
_FIXED = frozenset(("abduct", "torture", "sexual", "beat", "suicide-attack", "targeted", "crowd-control", "destroy"))
"""Modes that no weapon changes."""
_MANY = 3
"""Parties from which a meeting is multilateral."""


def modes(trigger: Trigger, sense: Sense, near: Sequence[Token], roles: Roles, beneath: str | None) -> Modes:
    """The modes of the event; `beneath` is the type of the act asked for, refused or threatened."""
    own = lemma(trigger.token)
    held = frozenset(lemma(t) for t in near if t.i != trigger.token.i and not _names_a_thing(t, trigger.token))
    return (
        _by_sense(trigger, sense, own, held, roles)
        or _by_content(sense.type, held, beneath)
        or _by_word(sense, own, held)
        or _by_parties(sense.type, roles)
    )


def _by_sense(trigger: Trigger, sense: Sense, own: str, held: Set[str], roles: Roles) -> Modes:
    if own in sense.modes_by_lemma:
        return sense.modes_by_lemma[own]
    for cue, given in sense.modes_with.items():
        if cue in held:
            return given
    if sense.type == "ASSAULT":
        return _by_weapon(trigger, sense, own, held, roles)
    if sense.type == "MOBILIZE" and sense.modes:
        return (_force(held),)
    return sense.modes


def _by_weapon(trigger: Trigger, sense: Sense, own: str, held: Set[str], roles: Roles) -> Modes:
    doc = trigger.token.doc
    arms = {*held, *(lemma(t) for s, e in roles.actor.spans for t in doc[s:e])}
    exact = next((mode for mode, cues in _weapon_modes() if cues & arms), None)
    if exact is None and not sense.modes:
        exact = next((mode for mode, cues in _weapon_modes() if own in cues), None)
    return (exact,) if exact is not None and not (_FIXED & set(sense.modes)) else sense.modes


def _by_content(name: str, held: Set[str], beneath: str | None) -> Modes:
    # 'urged them to meet', 'called for a truce', 'threatened to strike'
    if name not in _SPEECH:
        return ()
    told = _table()["beneath"][name].get(beneath)
    if told is not None:
        return (str(told),)
    asked = _table()["asked"]
    return tuple(mode for mode in asked["order"] if held & set(asked[mode]))[:1] if name != "THREATEN" else ()


def _by_word(sense: Sense, own: str, held: Set[str]) -> Modes:
    """By the trigger's word or its phrase, where the sense found asks nothing of them: the encoder's alone, or an open one."""
    # 'arrested' without an object, 'a truce', 'being held in prison'
    by_word, near = _words("word", sense.type), _words("near", sense.type)
    if own in by_word:
        return (by_word[own],)
    found = next((near[word] for word in near if word in held), None)
    return (found,) if found is not None else _by_other_senses(sense.type, own, is_bare=not sense.lemmas)


def _by_other_senses(name: str, own: str, *, is_bare: bool) -> Modes:
    """The mode that all senses of the word with this type agree on, but for those that ask for words around it."""
    # 'took the town' is not 'took hostages'
    if not is_bare:
        return ()
    open_ = (s for senses in (verbs(), nouns()) for s in senses.get(own, ()) if s.type == name and not s.weight)
    told = {s.modes_by_lemma.get(own, s.modes) for s in open_}
    return told.pop() if len(told) == 1 else ()


def _by_parties(name: str, roles: Roles) -> Modes:
    # 'Russia, Iran and Turkey met'
    return ("multilateral",) if name == "CONSULT" and len({*roles.actor.ids, *roles.recipient.ids}) >= _MANY else ()


def _force(held: Set[str]) -> str:
    force = _table()["force"]
    return next((str(kind) for kind in force["order"] if held & set(force[kind])), str(force["else"]))


def _names_a_thing(token: Token, trigger: Token) -> bool:
    """'a gas field', 'an air base': the first noun says what sort of thing, not with what the act was done."""
    return token.dep_ == "compound" and token.head.i != trigger.i and lemma(token.head) not in (weapon_nouns() | words("weapon"))


@cache
def _weapon_modes() -> tuple[tuple[str, frozenset[str]], ...]:
    weapons = table("events")["weapons"]
    return tuple((mode, frozenset(weapons["mode"][mode])) for mode in weapons["order"])


@cache
def _words(part: str, name: str) -> dict[str, str]:
    """Words and their mode; the first mode of the file that has a word."""
    found: dict[str, str] = {}
    for mode, lemmas in _table()[part].get(name, {}).items():
        for word in lemmas:
            found.setdefault(word, mode)
    return found


def _table() -> dict[str, Any]:
    found: dict[str, Any] = table("events")["modes"]
    return found
