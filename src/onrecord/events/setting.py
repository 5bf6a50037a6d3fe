"""Fourth stage, second half: with what, with how many victims, in which context."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from onrecord.data import table
from onrecord.events.grammar import lemma, modifiers
from onrecord.events.hang import Setting
from onrecord.events.lexicon import Sense, words
from onrecord.events.ontology import contexts
from onrecord.events.party import Roles
from onrecord.events.trigger import Trigger
from onrecord.model import TollMention


def tolls_of(setting: Setting, trigger: Trigger) -> list[TollMention]:
    """The tolls told with the event: its own verb's, a clause's that hangs on it, or one it is the cause of."""
    # 'the attack that killed 90', 'shelled the town, killing five', '20 died in the strike'
    if not setting.tolls:
        return []
    found = list(setting.tolls.get(trigger.token.i, ()))
    for holder in (trigger.token, trigger.light):
        if holder is None:
            continue
        for kid in holder.children:
            if kid.dep_ in ("relcl", "acl", "advcl", "conj", "dobj"):
                found += setting.tolls.get(kid.i, ())
    if trigger.senses[0].is_noun:
        token = trigger.token
        head = token.head if token.dep_ != "pobj" else token.head.head
        if token.dep_ in ("nsubj", "pobj", "dobj", "conj"):
            found += setting.tolls.get(head.i, ())
    return list(dict.fromkeys(found))


@cache
def weapon_nouns() -> frozenset[str]:
    """Nouns of arms."""
    return frozenset(table("events")["weapons"]["noun"]["lemmas"])


def clause_tokens(trigger: Trigger) -> list[Token]:
    """The trigger's own words: its modifiers, objects and phrases, no finite clause under it but one of light parts."""
    found: list[Token] = []
    stack = [trigger.token] if trigger.light is None else [trigger.token, trigger.light]
    if trigger.light is None and trigger.senses[0].is_noun is False and trigger.token.dep_ == "pcomp":
        stack = [trigger.token]
    seen: set[int] = set()
    while stack and len(found) < 60:
        token = stack.pop()
        if token.i in seen:
            continue
        seen.add(token.i)
        found.append(token)
        for kid in token.children:
            if kid.dep_ in ("ccomp", "conj", "parataxis", "nsubj", "nsubjpass", "mark", "punct", "advcl", "relcl"):
                if kid.dep_ == "advcl" and kid.tag_ == "VBG" and lemma(kid) == "use":
                    stack.append(kid)  # 'attacked the town using chlorine'
                continue
            stack.append(kid)
    return sorted(found, key=lambda t: t.i)


def weapons(trigger: Trigger, near: Sequence[Token]) -> list[Token]:
    """The weapons named in the event's own words."""
    kinds = weapon_nouns()
    return [t for t in near if t.pos_ in ("NOUN", "PROPN") and t.i != trigger.token.i and lemma(t) in kinds
            and (lemma(t) != "agent" or any(lemma(m) in ("nerve", "toxic", "chemical") for m in modifiers(t)))]  # fmt: skip


@cache
def _context_words() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, cues in sorted(contexts().items()):
        for cue in sorted(cues):
            found.setdefault(cue, []).append(name)
    return found


def find_contexts(sense: Sense, near: Sequence[Token], roles: Roles) -> tuple[str, ...]:
    """The contexts that the event's own words and its parties' words give."""
    table_ = _context_words()
    found = list(sense.contexts)
    doc = near[0].doc
    tokens = [*near, *(t for party in (roles.actor, roles.recipient) for s, e in party.spans for t in doc[s:e])]
    for token in tokens:
        for name in table_.get(lemma(token), ()):
            if name not in found:
                found.append(name)
    if sense.type == "ASSAULT" and "military" not in found and {lemma(t) for t in near} & (words("weapon") | {"airstrike"}):
        found.append("military")
    return tuple(sorted(found))
