"""Drafts of events, and which of them are one act: verbs of harm and their cause, nouns and the verb that tells them."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.events.cause import find_cause
from onrecord.events.grammar import agent, is_passive, lemma, prepositions
from onrecord.events.hang import inner_acts
from onrecord.events.lexicon import Sense, words
from onrecord.events.party import Party, Roles
from onrecord.events.trigger import Trigger
from onrecord.model import TollMention


@dataclass(slots=True)
class Draft:
    """An event in the making."""

    trigger: Trigger
    sense: Sense
    roles: Roles
    status: str
    type: str = ""
    tolls: list[TollMention] = field(default_factory=list)
    also: tuple[Token, ...] = ()
    """Nouns that tell the same act: their dates and places are its own."""


def joined_to_causes(drafts: list[Draft]) -> list[Draft]:
    """Fold a verb of harm into the act that did it: "the attack that killed 90" is one event."""
    by_token = {d.trigger.token.i: d for d in drafts}
    left: list[Draft] = []
    for draft in drafts:
        cause = find_cause(draft.trigger, draft.sense, {i: d.sense.type for i, d in by_token.items()})
        if cause is None:
            left.append(draft)
            continue
        act = by_token[cause]
        act.also = (*act.also, draft.trigger.token)
        if not act.roles.recipient.ids:
            harmed = draft.roles.recipient
            if any(start <= cause < end for start, end in harmed.spans):
                continue
            if harmed and (harmed.ids or not act.roles.recipient):
                act.roles.recipient = harmed
        if not act.roles.actor and cause not in (s for s, _ in draft.roles.actor.spans):
            doers = [(i, s) for i, s in zip(draft.roles.actor.ids, draft.roles.actor.spans) if not s[0] <= cause < s[1]]
            act.roles.actor = Party([i for i, _ in doers], [s for _, s in doers])
    return left


def share_doers(drafts: list[Draft]) -> None:
    """A verb of harm that names no doer takes the one of the act in its own clause of time."""
    # 'killed when jets bombed the clinic'
    by_token = {d.trigger.token.i: d for d in drafts if d.sense.type == "ASSAULT"}
    for draft in by_token.values():
        if draft.roles.actor:
            continue
        for token in inner_acts(draft.trigger, frozenset(by_token)):
            if token.dep_ == "advcl" and not by_token[token.i].sense.is_noun:
                draft.roles.actor.take(by_token[token.i].roles.actor)
                break
    _share_joined(by_token)


def _share_joined(by_token: dict[int, Draft]) -> None:
    for draft in by_token.values():
        for kid in draft.trigger.token.children:
            other = by_token.get(kid.i) if kid.dep_ == "conj" else None
            if other is None:
                continue
            if draft.sense.is_noun and other.sense.is_noun:  # 'Russian air raids and shelling', 'raids and shelling by Chad'
                if not other.roles.actor and not any(k.dep_ in ("det", "poss") for k in kid.lefts):
                    other.roles.actor.take(draft.roles.actor)
                elif not draft.roles.actor and any(p == "by" for p, _ in prepositions(kid)):
                    draft.roles.actor.take(other.roles.actor)
            elif not draft.roles.actor and is_passive(draft.trigger.token) and is_passive(kid) and agent(kid) is None:
                draft.roles.actor.take(other.roles.actor)  # 'killed and wounded when jets bombed'


def told_once(drafts: list[Draft]) -> list[Draft]:
    """Fold a noun into the verb that tells the same act, and give a bare noun the parties of its verb."""
    # 'would host the ministers for a meeting'; 'asked her during talks'
    by_token = {d.trigger.token.i: d for d in drafts}
    left: list[Draft] = []
    for draft in drafts:
        token = draft.trigger.token
        holder = token.head.head if token.dep_ == "pobj" else token.head if token.dep_ == "dobj" else None
        verb = by_token.get(holder.i) if holder is not None and draft.sense.is_noun and draft.trigger.light is None else None
        if verb is None or verb.sense.is_noun:
            left.append(draft)
        elif verb.sense.type == draft.sense.type and (draft.sense.type == "CONSULT" or _is_same_act(verb, token)):
            verb.also = (*verb.also, token)
            if not verb.roles.recipient.ids and draft.roles.recipient and draft.sense.type != "CONSULT":
                verb.roles.recipient = draft.roles.recipient
        else:
            if draft.sense.type == "CONSULT" and not draft.roles.actor and token.dep_ == "pobj":
                draft.roles.actor.take(verb.roles.actor)
                draft.roles.actor.take(verb.roles.recipient)
            left.append(draft)
    return left


def _is_same_act(verb: Draft, noun: Token) -> bool:
    """Is a noun under a verb of the same type the same act: 'staged protests', 'attacked it in a raid'?"""
    return noun.dep_ == "dobj" or (
        noun.dep_ == "pobj" and noun.head.lower_ in ("in", "with") and lemma(verb.trigger.token) in words("act_verb")
    )
