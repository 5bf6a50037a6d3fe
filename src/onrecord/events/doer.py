"""Who did it, where the text says so beside the event noun: "was behind the attack", "accused of strikes", "blamed for"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.events.grammar import child, is_passive, lemma, prepositions, surface_subject, undergoer

_ACCUSING = frozenset(("accuse", "blame", "suspect", "charge", "condemn", "criticise", "criticize", "denounce"))
_CLAIMING = frozenset(("claim", "take", "bear", "accept", "admit", "assume", "have"))
_HOLDERS = frozenset(("series", "wave", "threat", "use", "number", "spate", "string", "campaign", "resumption", "continuation"))


@dataclass(frozen=True, slots=True)
class Named:
    """The noun that names the doer, the verb that says so, and whether that makes the doing a claim."""

    noun: Token
    verb: Token | None
    is_claim: bool


def named_doer(noun: Token) -> Named | None:
    """The doer of an event noun that a word above it names."""
    if noun.dep_ == "dobj":
        return _blamed(noun, noun.head)
    if noun.dep_ != "pobj":
        return None
    preposition, head = noun.head, noun.head.head
    word = preposition.lower_
    if word == "behind" and head.pos_ in ("VERB", "AUX") and lemma(head) in ("be", "stand"):
        return _subject(head, is_claim=False)  # 'the army was behind the attack'
    if word == "for" and head.lower_ == "responsible":
        if head.dep_ == "acomp" and lemma(head.head) == "be":
            return _subject(head.head, is_claim=False)
        return Named(head.head, None, is_claim=False) if head.dep_ == "amod" and head.i > head.head.i else None
    if word == "for" and lemma(head) == "responsibility":
        verb = head.head if head.dep_ == "dobj" else None
        return _subject(verb, is_claim=True) if verb is not None and lemma(verb) in _CLAIMING else None
    if word in ("of", "for", "over", "with") and head.pos_ == "VERB" and lemma(head) in _ACCUSING:
        accused = surface_subject(head) if is_passive(head) else undergoer(head)
        return Named(accused, None, is_claim=True) if accused is not None else None
    if word == "of" and lemma(head) in _HOLDERS:  # 'a series of strikes by Chad'
        return next((Named(inner, None, is_claim=False) for p, inner in prepositions(head) if p == "by"), None)
    return None


def _subject(verb: Token, *, is_claim: bool) -> Named | None:
    subject = surface_subject(verb)
    return Named(subject, verb, is_claim) if subject is not None and subject.pos_ != "PRON" else None


def _blamed(noun: Token, verb: Token) -> Named | None:
    # 'blamed the attack on rebels', 'Isis claimed two attacks'
    if lemma(verb) == "claim" and not is_passive(verb):
        return _subject(verb, is_claim=True)
    if lemma(verb) not in ("blame", "pin"):
        return None
    on = next((k for k in verb.children if k.dep_ == "prep" and k.lower_ == "on"), None)
    blamed = child(on, "pobj") if on is not None else None
    return Named(blamed, None, is_claim=True) if blamed is not None else None
