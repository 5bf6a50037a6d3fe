"""Third stage: did it happen? What tense, modality, negation and the words above an event say of it.

The error to avoid at all costs is "happened" for what was planned, threatened, denied, asked for or only claimed; where
the words above an event are not known, a clause in the infinitive is taken as not yet done.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.data import table
from onrecord.events.clause import FACTUAL, NEGATED, NO, NOT_AFTER, clause_status, combine, effects, own_status
from onrecord.events.grammar import child, lemma, modifiers
from onrecord.events.lexicon import consequence_verbs, words
from onrecord.events.trigger import Trigger

_DEPTH = 12
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_DURING = frozenset(("during", "after", "since", "following", "amid", "despite"))
_ALLEGING = frozenset(("allegation", "accusation", "claim", "assertion", "suggestion", "theory"))
_PLANNING = frozenset(("plan", "proposal", "preparation", "bid", "plot", "readiness", "willingness"))
_ACCUSING = frozenset(("accuse", "suspect", "charge", "blame"))
_HEADED_FOR = frozenset(
    ("use", "repurpose", "gather", "arrive", "leave", "fly", "travel", "go", "head", "prepare", "gear", "ready", "deploy",
     "mass", "plan", "train", "arm", "equip", "search", "look", "brace")
)  # fmt: skip
_AFTERMATH = frozenset(("after", "since", "following"))


def find_status(trigger: Trigger) -> str:
    """The status the words around the trigger give, or NEGATED; statements and dates are seen to later."""
    token = trigger.token
    if trigger.light is not None:
        own = _noun_words(token)
        above = clause_status(trigger.light)
        return above if own is None else combine(own, above)
    if trigger.senses[0].is_noun:
        return _noun(token, _DEPTH)
    return clause_status(token)


def is_presupposed(trigger: Trigger) -> bool:
    """Is the event a definite noun that whoever speaks takes for granted: "the chemical attack", "last week's raid"?"""
    if trigger.light is not None or not trigger.senses[0].is_noun:
        return False
    if _noun_words(trigger.token) is not None:
        return False
    if trigger.token.dep_ == "pobj" and trigger.token.head.lower_ in _DURING:
        return True  # 'asked her during talks'
    return _is_definite(trigger.token) and _noun(trigger.token, _DEPTH) in FACTUAL


def is_relative(trigger: Trigger) -> bool:
    """Does the event stand in a clause on a definite noun, which the speaker takes for granted: "the base they bombed"?"""
    node = trigger.node
    for _ in range(4):
        if node.dep_ == "relcl" or (node.dep_ == "acl" and node.tag_ == "VBN"):  # 'the towns seized in May'
            return _is_definite(node.head)
        if node.head.i == node.i:
            break
        node = node.head
    return False


def _is_definite(noun: Token) -> bool:
    for kid in noun.lefts:
        if kid.dep_ == "poss" or (kid.dep_ == "det" and kid.lower_ in _DEFINITE):
            return True
        if kid.dep_ in ("compound", "nmod") and kid.pos_ == "PROPN" and noun.tag_ == "NN":
            return True  # headlines: 'Syria attack'
    return False


def _noun_words(noun: Token) -> str | None:
    """What stands on the noun itself: "alleged", "planned", "no"."""
    known = effects("adjective")
    for kid in noun.lefts:
        if kid.dep_ == "det" and kid.lower_ in NO:
            return NEGATED
        if kid.dep_ == "det" and kid.lower_ == "any":
            return "hypothetical"
    for kid in modifiers(noun):
        if lemma(kid) in known or kid.lower_ in known:
            if kid.lower_ == "next" and child(noun, "poss") is not None:
                continue
            return known.get(kid.lower_) or known[lemma(kid)]
    return None


def _noun(noun: Token, depth: int) -> str:
    """Status of an event told by a noun without a light verb."""
    own = _noun_words(noun)
    if own is not None:
        return own
    if depth == 0:
        return "hypothetical"
    for kid in noun.children:  # 'the assault that would follow'
        if kid.dep_ == "relcl" and any(k.dep_ == "nsubj" and k.tag_ == "WDT" for k in kid.children):
            modal = next((k.lower_ for k in kid.children if k.dep_ == "aux" and k.tag_ == "MD"), None)
            if modal is not None:
                return own_status(kid) if own_status(kid) not in FACTUAL else "hypothetical"
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and lemma(noun.head.head) in words("container"):
        return _noun(noun.head.head, depth - 1)  # 'a series of strikes'
    head, dep = noun.head, noun.dep_
    if dep in ("conj", "appos") and head.pos_ in ("NOUN", "PROPN"):
        return _noun(head, depth - 1)
    if dep == "pobj":
        preposition, head = head, head.head
        while head.pos_ in ("ADP", "SCONJ") and head.head.i != head.i:
            preposition, head = head, head.head
        if preposition.lower_ in _AFTERMATH:
            return "happened"
        if preposition.lower_ in NOT_AFTER:
            return "hypothetical"
        if head.pos_ in ("NOUN", "PROPN"):
            effect = effects("noun").get(lemma(head))
            if effect is not None and preposition.lower_ in ("of", "for", "about", "to", "against", "on", "over", "with"):
                return _softened(effect, noun, preposition.lower_) if effect in (NEGATED, "planned", "alleged") else effect
            return "happened" if _is_definite(noun) else _noun_above(head, depth - 1)
        return _under_verb(noun, head, preposition.lower_)
    if dep in ("dobj", "nsubj", "nsubjpass", "attr", "dative", "oprd"):
        return _under_verb(noun, head, dep)
    if dep in ("compound", "poss", "nmod"):
        return "happened"
    return "happened"


def _noun_above(noun: Token, depth: int) -> str:
    """An indefinite event noun under another noun shares that noun's fate: "calls for a resumption of talks"."""
    if depth <= 0:
        return "hypothetical"
    if noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN"):
        effect = effects("noun").get(lemma(noun.head.head))
        if effect in ("planned", "threatened", "called_for", "hypothetical"):
            return effect
    if noun.dep_ in ("dobj", "pobj") and not _is_definite(noun):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.pos_ == "VERB":
            return _under_verb(noun, verb, "dobj" if noun.dep_ == "dobj" else noun.head.lower_)
    return "happened"


def _softened(effect: str, noun: Token, preposition: str) -> str:
    """'reports of an attack', 'allegations of the massacre' are alleged, 'reports on the attack' takes it for granted."""
    if effect == "alleged" and preposition in ("of", "for") and noun.head.head.lemma_ in _ALLEGING:
        return effect
    if effect == "planned" and preposition == "for" and noun.head.head.lemma_ in _PLANNING:
        return effect
    return "happened" if _is_definite(noun) and effect != NEGATED else effect


def _under_verb(noun: Token, verb: Token, by: str) -> str:
    """An event noun that stands as argument of a verb that is not light."""
    if verb.pos_ not in ("VERB", "AUX"):
        return "happened"
    word = lemma(verb)
    if by == "nsubj" and word == "be" and any(k.lower_ in ("will", "shall") for k in verb.children):
        return "planned"  # 'this meeting will be a chance'
    if by == "nsubj":
        if word in consequence_verbs():
            return clause_status(verb)
        return "happened" if _is_definite(noun) else _clause_if_open(verb)
    if word in _ACCUSING and by in ("of", "with"):
        return "alleged"  # 'accused of attacks on hospitals'
    if by == "for" and word in _HEADED_FOR and not _is_definite(noun):
        return "planned"
    definite = table("events")["status"]["definite"]
    if word in definite["brings_about"]:
        return _clause_if_open(verb)
    if _is_definite(noun) and word not in definite["not_yet"]:
        return "happened"
    effect = effects("verb").get(word)
    if effect in ("planned", "threatened", "called_for", "hypothetical", NEGATED, "denied"):
        if effect == NEGATED and word in ("stop", "halt", "reject", "oppose", "abandon"):
            return "happened" if _is_definite(noun) else "hypothetical"
        if effect == "called_for" and by not in ("for", "dobj", "nsubjpass"):
            return "happened"
        if effect == "planned" and word in ("agree", "approve", "set", "move", "look"):
            return "planned"
        return combine(effect, "happened")
    return _clause_if_open(verb)


def _clause_if_open(verb: Token) -> str:
    """An indefinite event noun shares its verb's modality: "they may attend talks"."""
    status = clause_status(verb)
    return status if status != NEGATED else "hypothetical"
