"""Which act did the harm: "the attack that killed 90", "killed in an airstrike", "shelled the town, killing five"."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.events.grammar import agent, child, is_passive, lemma, prepositions, surface_subject
from onrecord.events.lexicon import Sense, consequence_verbs, words
from onrecord.events.trigger import Trigger

_BY = frozenset(("in", "by", "during", "from", "as", "with"))


def find_cause(trigger: Trigger, sense: Sense, types: Mapping[int, str]) -> int | None:
    """The token of the ASSAULT that did what this verb of harm tells; None where it stands for itself.

    `types`: the type each trigger token has been given.
    """
    if sense.is_noun or sense.type != "ASSAULT" or lemma(trigger.token) not in consequence_verbs():
        return None
    verb = trigger.token
    near = []
    subject = surface_subject(verb) if not is_passive(verb) else agent(verb)
    if subject is not None:
        near.append(subject)
        if lemma(subject) in words("container"):  # 'a series of strikes killed'
            near += [noun for preposition, noun in prepositions(subject) if preposition == "of"]
    if verb.dep_ in ("relcl", "acl"):
        near.append(verb.head)
    near += [noun for preposition, noun in prepositions(verb) if preposition in _BY]
    for kid in verb.children:  # 'five were killed and ten wounded in strikes'
        if kid.dep_ == "conj" and kid.pos_ == "VERB" and lemma(kid) in consequence_verbs() and is_passive(kid):
            near += [noun for preposition, noun in prepositions(kid) if preposition in ("in", "by", "during")]
    if verb.dep_ in ("advcl", "conj", "xcomp") and child(verb, "nsubj", "nsubjpass") is None and verb.head.pos_ == "VERB":
        near.append(verb.head)
        near += [k for k in verb.head.children if k.dep_ == "dobj"]
    for token in near:
        if token.i != verb.i and types.get(token.i) == "ASSAULT":
            return token.i
    return None
