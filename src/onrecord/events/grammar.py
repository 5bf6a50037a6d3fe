"""Who does and who undergoes, read off the parse: subjects through control, passives, relatives, conjunctions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from onrecord.data import table

_DOCUMENTS = frozenset(
    (
        "resolution",
        "statement",
        "letter",
        "bill",
        "report",
        "declaration",
        "motion",
        "decree",
        "lawsuit",
        "suit",
        "tweet",
        "order",
    )
)
_HARM = frozenset(("kill", "wound", "injure", "destroy", "leave"))
_DEPTH = 8
"""How far a subject is looked for upwards; deeper than this, real sentences go wrong in the parse first."""


@cache
def object_control() -> frozenset[str]:
    """Verbs whose infinitive has their object as its subject."""
    return frozenset(table("events")["status"]["object_control"]["lemmas"])


def lemma(token: Token) -> str:
    """The lemma in lower case."""
    return str(token.lemma_).lower()


def child(token: Token, *deps: str) -> Token | None:
    """The first child that hangs by one of the labels."""
    for kid in token.children:
        if kid.dep_ in deps:
            return kid
    return None


def is_passive(verb: Token) -> bool:
    """Is the verb's surface subject the one that undergoes?"""
    for kid in verb.children:
        if kid.dep_ in ("auxpass", "nsubjpass"):
            return True
        if kid.dep_ == "nsubj" and lemma(verb) not in _HARM:
            return False
    if lemma(verb) in _HARM - {"leave"} and verb.tag_ in ("VBN", "VBD") and child(verb, "dobj") is None:
        return True  # '40 killed and 110 others wounded'
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl":
        return True
    if verb.dep_ in ("advcl", "amod"):
        return child(verb, "dobj") is None
    if verb.dep_ == "relcl":
        return True
    return verb.dep_ == "conj" and verb.head.tag_ == "VBN" and verb.i > verb.head.i and is_passive(verb.head)


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; the token itself where it is none."""
    # 'the air base that the navy attacked'
    if token.tag_ not in ("WDT", "WP"):
        return token
    verb = token
    for _ in range(_DEPTH):
        if verb.dep_ == "relcl":
            return verb.head
        if verb.head.i == verb.i:
            break
        verb = verb.head
    return token


def surface_subject(verb: Token, depth: int = _DEPTH) -> Token | None:
    """The token in subject position, found upwards where the verb has none of its own."""
    own = child(verb, "nsubj", "nsubjpass")
    if own is not None:
        return antecedent(own)
    if depth == 0 or verb.head.i == verb.i:
        return None
    head, dep = verb.head, verb.dep_
    if dep == "conj":
        return surface_subject(head, depth - 1) if head.pos_ in ("VERB", "AUX") else None
    if dep in ("xcomp", "ccomp"):
        if dep == "ccomp" and child(verb, "mark") is not None:
            return None
        return _controller(head, depth)
    if dep == "advcl":
        if verb.tag_ in ("VBG", "VBN", "VB") and child(verb, "mark") is None:
            return surface_subject(head, depth - 1)
        return None
    if dep in ("acl", "relcl"):
        return _of_noun(verb, head, depth)
    if dep == "pcomp":
        return _of_gerund(head, depth)
    return None


def _controller(head: Token, depth: int) -> Token | None:
    # 'Oslo urged Juba to free them' → Juba; 'Oslo agreed to free them' → Oslo
    if head.pos_ not in ("VERB", "AUX"):
        return surface_subject(head.head, depth - 1) if head.pos_ == "ADJ" and head.head.i != head.i else None
    if lemma(head) in object_control():
        controlled = child(head, "dobj")
        if controlled is not None:
            return antecedent(controlled)
        for kid in head.children:  # 'called on Juba to free them'
            if kid.dep_ == "prep" and kid.lower_ in ("on", "upon", "to"):
                return child(kid, "pobj")
    return surface_subject(head, depth - 1)


def _of_noun(verb: Token, noun: Token, depth: int) -> Token | None:
    if verb.tag_ in ("VBG", "VBN"):  # 'soldiers guarding the gate', 'a depot hit by a rocket'
        if verb.tag_ == "VBG" and lemma(noun) in _DOCUMENTS and noun.dep_ == "dobj":
            return surface_subject(noun.head, depth - 1)  # 'the assembly passed a resolution condemning it'
        if verb.tag_ == "VBG" and lemma(verb) in _HARM and noun.dep_ == "dobj":
            return surface_subject(noun.head, depth - 1)  # 'shelled the town killing five'
        return noun
    if verb.dep_ == "relcl":  # 'the first to sign'
        return noun if child(verb, "aux") is not None and verb.tag_ == "VB" else None
    owner = child(noun, "poss")  # 'Kenya's plan to attack'
    if owner is not None:
        return owner
    if noun.dep_ in ("dobj", "pobj", "attr", "oprd"):  # 'Kenya made a plan to attack'
        above = noun.head if noun.dep_ != "pobj" else noun.head.head
        if above.pos_ in ("VERB", "AUX"):
            return surface_subject(above, depth - 1)
    return None


def _of_gerund(preposition: Token, depth: int) -> Token | None:
    # 'accused Kenya of shelling' → Kenya; 'Kenya's response in bombing' → Kenya; 'used it for hitting' → the user
    above = preposition.head
    if above.pos_ in ("VERB", "AUX"):
        if lemma(above) in object_control() and preposition.lower_ in ("of", "for", "from", "with", "into"):
            if is_passive(above):
                return surface_subject(above, depth - 1)
            return child(above, "dobj")
        return surface_subject(above, depth - 1)
    if above.pos_ in ("NOUN", "PROPN"):
        owner = child(above, "poss", "nmod") or next(
            (k for k in above.children if k.dep_ == "compound" and k.pos_ == "PROPN"), None
        )
        if owner is not None:
            return owner
        if above.dep_ == "pobj" and above.head.head.pos_ == "VERB":
            return surface_subject(above.head.head, depth - 1)
        if above.dep_ == "dobj" and above.head.pos_ == "VERB":
            return surface_subject(above.head, depth - 1)
    return None


def agent(verb: Token) -> Token | None:
    """The noun of a passive's by-phrase, or of "at the hands of"."""
    for kid in verb.children:
        if kid.dep_ == "prep" and kid.lower_ == "at":
            hands = child(kid, "pobj")
            of = child(hands, "prep") if hands is not None and hands.lower_ in ("hands", "hand") else None
            if of is not None and of.lower_ == "of":
                return child(of, "pobj")
        if kid.dep_ == "agent" or (kid.dep_ == "prep" and kid.lower_ == "by"):
            noun = child(kid, "pobj")
            if noun is not None:
                return noun
    return None


def doer(verb: Token) -> Token | None:
    """The logical subject."""
    return agent(verb) if is_passive(verb) else surface_subject(verb)


def undergoer(verb: Token) -> Token | None:
    """The logical object, through passive, relative clause and shared objects of joined verbs."""
    if is_passive(verb):
        return surface_subject(verb)
    own = child(verb, "dobj")
    if own is not None:
        return antecedent(own)
    if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN"):
        subject = child(verb, "nsubj")  # 'the base the navy attacked'
        if subject is not None and subject.tag_ not in ("WDT", "WP"):
            return verb.head
    for kid in verb.children:  # 'attacked and destroyed the base': the object hangs on the last verb
        if kid.dep_ == "conj" and kid.pos_ == "VERB" and child(kid, "nsubj", "nsubjpass") is None:
            shared = child(kid, "dobj")
            if shared is not None and all(k.i < kid.i for k in verb.children if k.dep_ != "punct"):
                return shared
    return None


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, its noun) for each phrase on the token; "out of" and "from" chains are followed one step."""
    for kid in token.children:
        if kid.dep_ in ("prep", "agent", "dative") and kid.pos_ in ("ADP", "SCONJ", "PART"):
            noun = child(kid, "pobj")
            if noun is not None:
                yield kid.lower_, noun
            else:
                nested = child(kid, "prep")  # 'from inside the camp'
                inner = child(nested, "pobj") if nested is not None else None
                if nested is not None and inner is not None:
                    yield kid.lower_, inner
                    yield nested.lower_, inner
        elif kid.dep_ == "prt" or (kid.dep_ == "advmod" and kid.lower_ in ("out", "back", "over")):
            for kid2 in kid.children:
                noun = child(kid2, "pobj") if kid2.dep_ == "prep" else None
                if noun is not None:
                    yield kid2.lower_, noun


def infinitive(verb: Token) -> Token | None:
    """The verb's infinitive complement: 'agreed to open', 'urged Juba to free'."""
    for kid in verb.children:
        if kid.dep_ in ("xcomp", "ccomp", "advcl") and kid.pos_ in ("VERB", "AUX") and kid.i > verb.i:
            for k in kid.children:
                if k.dep_ == "aux" and k.tag_ == "TO":
                    return kid
        if kid.dep_ == "dobj":  # the infinitive is often hung on the object
            for k in kid.children:
                if k.dep_ in ("acl", "relcl") and k.tag_ == "VB" and any(a.tag_ == "TO" for a in k.children):
                    return k
    return None


def complement(verb: Token) -> Token | None:
    """The head of the verb's clause complement, finite or not."""
    for kid in verb.children:
        if kid.dep_ in ("xcomp", "ccomp") and kid.i > verb.i:
            return kid
    return None


def modifiers(noun: Token) -> Iterator[Token]:
    """Adjectives and nouns that stand before the noun, those of the compound's parts included."""
    for kid in noun.lefts:
        if kid.dep_ in ("amod", "compound", "nmod", "nummod", "npadvmod", "quantmod"):
            yield kid
            yield from (k for k in kid.lefts if k.dep_ in ("amod", "compound", "nmod", "npadvmod", "punct"))
