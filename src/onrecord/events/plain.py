"""The parties that the plain grammar names of a word no rule takes for an event, and those it names beyond doubt."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.events.grammar import agent, child, doer, is_passive, lemma, prepositions, surface_subject, undergoer
from onrecord.events.lexicon import light_verbs, stands_for
from onrecord.events.party import Party, Roles
from onrecord.events.roles import denote, phrase
from onrecord.model import Cast

_THINGS = frozenset(
    ("REJECT", "CONCEDE", "AGREE", "SUPPORT", "REQUEST", "SANCTION", "COOPERATE", "RETREAT", "THREATEN", "PROTEST")
)
"""Types whose verb's object is rather what it is about than whom it is done to."""
_DOING = frozenset(
    (
        "order",
        "authorise",
        "authorize",
        "approve",
        "try",
        "attempt",
        "plan",
        "pursue",
        "broker",
        "suspend",
        "resume",
        "expand",
        "reach",
        "rage",
    )
)
"""Verbs whose subject does what their object tells, beside the light verbs."""
_BETWEEN_TWO = frozenset(
    (
        "clash",
        "battle",
        "fighting",
        "skirmish",
        "gunfight",
        "firefight",
        "gunbattle",
        "shootout",
        "confrontation",
        "hostility",
        "talk",
        "negotiation",
    )
)
_HARM = frozenset(("kill", "wound", "injure", "hurt"))
"""Verbs that headlines print without their auxiliary: '3 civilians killed'."""
_JOINT = frozenset(("work", "cooperate", "collaborate", "conspire", "team", "partner", "ally"))
_PACTS = frozenset(("deal", "agreement", "pact", "accord", "talk", "negotiation", "meeting", "summit"))
_TOWARD = frozenset(("against", "to", "with", "on", "into", "from", "of", "for"))
_HELP = frozenset(("SUPPORT", "AID", "COOPERATE"))
_BACKING = frozenset(("support", "help", "backing", "assistance", "aid", "cover"))
_BACKED = frozenset(("back", "support", "fund", "finance", "arm", "train", "equip", "supply", "sponsor"))


def plain_roles(token: Token, name: str, cast: Cast, *, is_noun: bool) -> Roles:
    """Subject and object of a verb; owner, by-phrase and what it is against of a noun. Only known actors count."""
    if is_noun:
        actor = denote(child(token, "poss"), cast)
        for preposition, noun in prepositions(token):
            if preposition == "by" and not actor.ids:
                actor = denote(noun, cast)
        if not actor.ids and (verb := _governor(token)) is not None:
            actor = denote(doer(verb), cast)
        recipient = next((denote(n, cast, loose=True) for p, n in prepositions(token) if p in ("against", "on")), Party())
    else:
        actor = denote(doer(token), cast)
        thing = undergoer(token)
        recipient = denote(thing, cast, loose=name not in _THINGS) if thing is not None else Party()
    return Roles(actor if actor.ids else Party(), recipient if recipient.ids else Party())


def _governor(noun: Token) -> Token | None:
    """The verb whose subject does what the noun tells: 'ordered a strike', 'has tried truces, pauses and talks'."""
    for _ in range(6):
        if noun.dep_ != "conj":
            break
        noun = noun.head
    verb = noun.head
    if noun.dep_ == "dobj" and verb.pos_ == "VERB" and (lemma(verb) in _DOING or lemma(verb) in light_verbs()):
        return verb
    return None


def both_sides(token: Token, cast: Cast, *, is_noun: bool) -> Party:
    """Both sides of a fight or a talk: 'clashes between the army and rebels', 'the army clashed with rebels'; empty: not told."""
    is_pact = is_noun and lemma(token) in _PACTS
    if lemma(token) not in _BETWEEN_TWO and not is_pact:
        return Party()
    party = Party() if is_noun else denote(doer(token), cast)
    if is_pact and (verb := _governor(token)) is not None:
        party = denote(doer(verb), cast)  # 'reached a deal with Kampala'
    elif is_pact:
        party = denote(child(token, "poss"), cast)
    first = len(party.ids)
    for preposition, noun in prepositions(token):
        if preposition == "between" or (preposition == "with" and first and (is_pact or not is_noun)):
            party.take(denote(noun, cast))
    return party if len(party.ids) > max(1, first) else Party()


def partners(noun: Token, cast: Cast) -> Party:
    """With whom a pact or a talk is: 'a deal with Damascus and Moscow'."""
    party = Party()
    if lemma(noun) in _PACTS:
        for preposition, other in prepositions(noun):
            if preposition == "with":
                party.take(denote(other, cast))
    return party if party.ids else Party()


def sure_roles(token: Token, name: str, cast: Cast, *, is_noun: bool) -> Roles:
    """Parties that the grammar names beyond doubt; those of the others are empty."""
    if is_noun:
        return _supported(token, cast) if name in _HELP else Roles(Party(), Party())
    if token.tag_ == "VBN" and lemma(token) in _BACKED and (backed := _hyphened(token, cast)) is not None:
        return backed
    who = _who(token, cast)
    if who is not None:
        return Roles(denote(who, cast, loose=True) or Party([], [phrase(who)]), Party())
    by = agent(token)
    actor = denote(by, cast) if by is not None else _together(token, cast)
    return Roles(actor if actor.ids else Party(), Party())


def _who(verb: Token, cast: Cast) -> Token | None:
    """'the rebels who shelled the town', 'the force that took it': the noun right before is who did it."""
    if verb.dep_ != "relcl" or is_passive(verb):
        return None
    subject, noun = child(verb, "nsubj"), verb.head
    if subject is None or noun.pos_ not in ("NOUN", "PROPN") or noun.i != subject.i - 1:
        return None
    is_doer = subject.lower_ == "who" or cast.headed(noun.i) is not None or lemma(noun) in stands_for()
    return noun if is_doer and subject.lower_ in ("who", "that", "which") else None


def _together(verb: Token, cast: Cast) -> Party:
    """'Kenya is working with Uganda to arm the militia', 'joined forces with': both do it."""
    above = verb.head
    if verb.dep_ not in ("xcomp", "advcl") or verb.tag_ != "VB" or lemma(above) not in _JOINT or above.i > verb.i:
        return Party()
    other = next((n for p, n in prepositions(above) if p == "with" and n.i < verb.i), None)
    actor, with_ = denote(surface_subject(above), cast), denote(other, cast)
    if not actor.ids or not with_.ids:
        return Party()
    actor.take(with_)
    return actor


def is_own_subject(token: Token, rule: Party, pointed: Party) -> bool:
    """Is the rule's actor the verb's own subject, and the other named only after it: 'a jet hit the camp when rebels came'?"""
    subject = child(token, "nsubj")
    if subject is None or subject.pos_ == "PRON" or is_passive(token) or lemma(token) in _HARM or not rule.ids:
        return False
    return any(a <= subject.i < b for a, b in rule.spans) and all(a > token.i for a, _ in pointed.spans)


def is_of_sentence(noun: Token, rule: Party, pointed: Party) -> bool:
    """Is the rule's actor of the noun's sentence, and the other of a later one: 'he ordered a strike. The general shrugged.'?"""
    end = noun.sent.end
    return bool(rule.ids and pointed) and all(a < end for a, _ in rule.spans) and all(a >= end for a, _ in pointed.spans)


def is_of_side_clause(verb: Token, pointed: Party) -> bool:
    """Is the party the subject or object of a clause beside the verb's: 'blocks the text as the envoy meets Putin'?"""
    if undergoer(verb) is None:
        return False
    for start, end in pointed.spans:
        root = verb.doc[start:end].root
        other = root.head
        if root.dep_ in ("nsubj", "nsubjpass", "dobj") and other.dep_ == "advcl" and other.head.i == verb.i:
            return True
    return False


def beside(token: Token, thing: Party, cast: Cast) -> Party:
    """The party told in the phrases on what is acted on, then on the word itself, where what is acted on is no party.

    'lifted a ban on Chad's beef', 'rejected an appeal by the union', 'filed a complaint against Chad'. One step down: of 'a ban
    on imports from Chad' it takes nobody.
    """
    heads = [token.doc[a:b].root for a, b in thing.spans]
    if not heads and token.pos_ == "VERB" and (other := undergoer(token)) is not None:
        heads = [other]
    if any(lemma(head) in stands_for() or head.pos_ not in ("NOUN", "PROPN") for head in heads):
        return Party()
    for head in (*heads, token):
        if head.i != token.i and (owner := denote(child(head, "poss"), cast)).ids:
            return owner
        for preposition, noun in prepositions(head):
            if preposition in _TOWARD or (preposition == "by" and head.i != token.i):
                found = denote(noun, cast, loose=True)
                if found.ids:
                    return found
    return Party()


def _hyphened(verb: Token, cast: Cast) -> Roles | None:
    """'Iranian-backed militias', 'a US-supported group': the one before the hyphen backs the noun."""
    doc = verb.doc
    if verb.i < 2 or doc[verb.i - 1].text not in ("-", "–") or verb.head.i <= verb.i:
        return None
    backer = next((m for m in cast.covering(verb.i - 2) if m.end == verb.i - 1), None)
    if backer is None:
        return None
    backed = cast.headed(verb.head.i)
    recipient = Party([backed.actor], [(backed.start, backed.end)]) if backed is not None else Party()
    return Roles(Party([backer.actor], [(backer.start, backer.end)]), recipient)


def _supported(noun: Token, cast: Cast) -> Roles:
    """'with the support of the coalition, the army took': the coalition supports the army."""
    with_ = noun.head
    if noun.dep_ != "pobj" or with_.lower_ != "with" or lemma(noun) not in _BACKING or with_.head.pos_ != "VERB":
        return Roles(Party(), Party())
    helper = next((n for p, n in prepositions(noun) if p in ("of", "from")), None)
    actor = denote(helper, cast)
    if not actor.ids:
        return Roles(Party(), Party())
    recipient = denote(doer(with_.head) or surface_subject(with_.head), cast)
    return Roles(actor, recipient if recipient.ids else Party())
