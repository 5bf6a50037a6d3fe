"""Second stage: who acts and who undergoes, as actors of the cast and stretches of the text."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.events.doer import named_doer
from onrecord.events.grammar import (
    agent,
    antecedent,
    child,
    complement,
    doer,
    infinitive,
    lemma,
    modifiers,
    prepositions,
    surface_subject,
    undergoer,
)
from onrecord.events.lexicon import Sense, stands_for, words
from onrecord.events.listed import listed, shared
from onrecord.events.party import Party, Roles
from onrecord.events.trigger import Trigger
from onrecord.model import Cast, Mention

_OF_THINGS = frozenset(("REJECT", "CONCEDE", "AGREE", "SUPPORT", "AID", "REQUEST", "SANCTION", "CONSULT", "COOPERATE"))
"""Types whose verb often takes a thing as object ("rejected the plan"), while the other party stands elsewhere."""
_FAR = frozenset(("with", "against", "to", "on"))
_SAME_AS = frozenset(("ally", "counterpart", "partner"))
"""Nouns whose adjectives say who they are: 'Russian and Iranian allies'."""
_POINTERS = frozenset(("PRP", "WP", "WDT", "EX", "DT", "CD", "$"))


def find_roles(trigger: Trigger, sense: Sense, cast: Cast) -> Roles:
    """Actor and recipient of the trigger in this sense; either may be empty."""
    roles = _of_noun(trigger, sense, cast) if sense.is_noun else _of_verb(trigger.token, sense, cast)
    roles.recipient.ids = [i for i in roles.recipient.ids if i not in roles.actor.ids]
    if not roles.recipient.ids and roles.recipient.spans and set(roles.recipient.spans) <= set(roles.actor.spans):
        roles.recipient = Party()
    prep = next((p for p in _slots(trigger.token) if p in sense.mutual_if), None) if sense.mutual_if else None
    if sense.mutual or prep is not None:
        roles.actor.take(roles.recipient)
        roles.recipient = Party()
    return roles


def denote(token: Token | None, cast: Cast, *, loose: bool = False) -> Party:
    """Whom a noun phrase and those joined to it stand for. `loose`: any noun may stand for its owner ("Syrian base")."""
    party = Party()
    if token is None:
        return party
    token = antecedent(token)
    for one in (token, *(c for c in token.conjuncts if c.i > token.i)):
        party.take(_denote_one(one, cast, loose))
        if (sharer := shared(one, cast)) is not None:
            party.take(of_mention(sharer))
    if party.ids:
        with_listed(party, token.doc, cast)
    return party


def of_mention(mention: Mention) -> Party:
    """The party that a mention names."""
    return Party([mention.actor], [(mention.start, mention.end)])


def with_listed(party: Party, doc: Doc, cast: Cast) -> Party:
    """The party and the states that stand in one list with its first: 'Turkey, Russia and Iran'."""
    for mention in listed(party.spans[0], doc, cast):
        party.take(of_mention(mention))
    return party


def _denote_one(token: Token, cast: Cast, loose: bool) -> Party:
    if lemma(token) in _SAME_AS and token.tag_ == "NNS" and (owners := _each(token, [], cast)):
        return Party(owners, [phrase(token)])
    mention = cast.headed(token.i)
    if mention is None:
        covering = [m for m in cast.covering(token.i) if m.kind not in ("possessive", "demonym")]
        mention = covering[0] if covering else None
    if mention is not None:
        return Party([mention.actor], [(mention.start, mention.end)])
    if token.tag_ in _POINTERS:
        return _speaker(token, cast)
    if lemma(token) in words("container"):
        inner = next((n for p, n in prepositions(token) if p == "of"), None)
        if inner is not None and inner.i != token.i:
            held = cast.headed(inner.i)  # 'a number of rebels'
            return (
                Party([held.actor], [(held.start, held.end)])
                if held is not None
                else Party([], [(phrase(token)[0], inner.i + 1)])
            )
    if lemma(token) in words("not_party"):
        return Party()
    if loose or lemma(token) in stands_for():
        owners = list(_owners(token, cast))
        if owners:
            return Party(_each(token, owners, cast), [phrase(token)])
    if token.pos_ not in ("NOUN", "PROPN"):
        return Party()
    return Party([], [phrase(token)])


def _each(noun: Token, owners: list[str], cast: Cast) -> list[str]:
    """The first owner; of 'his French, Russian and Turkish counterparts' each state."""
    if lemma(noun) not in _SAME_AS:
        return owners[:1]
    named = [m for kid in modifiers(noun) for one in (kid, *kid.conjuncts) if one.i < noun.i and (m := cast.headed(one.i))]
    return list(dict.fromkeys(m.actor for m in sorted(named))) or owners[:1]


def _speaker(pronoun: Token, cast: Cast) -> Party:
    """'Kenya said it would send food': the pronoun is the speaker, where the cast has not settled it."""
    if pronoun.lower_ not in ("it", "they", "he", "she") or pronoun.dep_ not in ("nsubj", "nsubjpass"):
        return Party()
    verb = pronoun.head
    if verb.dep_ != "ccomp" or verb.head.pos_ != "VERB" or verb.head.i > pronoun.i:
        return Party()
    subject = surface_subject(verb.head)
    if subject is None or subject.tag_ in _POINTERS:
        return Party()
    return _denote_one(subject, cast, False)


def _owners(noun: Token, cast: Cast) -> Iterator[str]:
    # 'Syrian government jets', 'the Kenyan army's guns', 'the forces of Somalia', 'its ally, Chad'
    for kid in (*(k for k in noun.lefts if k.dep_ == "poss"), *modifiers(noun)):
        mention = cast.headed(kid.i)
        if mention is not None and kid.dep_ != "poss" and _is_place_like(kid, mention, cast) and lemma(noun) not in stands_for():
            continue  # 'new Syria sanctions' are not Syria's
        if mention is not None:
            yield mention.actor
        elif kid.dep_ == "poss" and kid.tag_ not in _POINTERS and kid.tag_ != "PRP$":
            yield from _owners(kid, cast)
    for preposition, inner in prepositions(noun):
        mention = cast.headed(inner.i) if preposition == "of" else None
        if mention is not None:
            yield mention.actor
    for kid in noun.children:  # 'a rocket fired by the militia'
        by = agent(kid) if kid.dep_ == "acl" and kid.tag_ == "VBN" else None
        mention = cast.headed(by.i) if by is not None else None
        if mention is not None:
            yield mention.actor
        holds = child(kid, "dobj") if kid.dep_ == "relcl" and lemma(kid) in ("include", "house", "hold", "host") else None
        if holds is not None and noun.dep_ not in ("nsubj", "agent"):  # 'the building that houses the offices of the UN'
            mention = cast.headed(holds.i)
            yield from (mention.actor,) if mention is not None else _owners(holds, cast)
    appositive = child(noun, "appos")
    mention = cast.headed(appositive.i) if appositive is not None else None
    if mention is not None:
        yield mention.actor


def phrase(noun: Token) -> tuple[int, int]:
    """The noun with what stands before it."""
    start = noun.i
    for kid in noun.lefts:
        if kid.dep_ in ("det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "advmod"):
            start = min(start, kid.left_edge.i)
    return start, noun.i + 1


def inside(head: Token | None, cast: Cast, taken: Party) -> Party:
    """The first actor named anywhere under a word, the actor itself left out: "the request of Kenya"."""
    party = Party()
    if head is None:
        return party
    start, end = head.left_edge.i, head.right_edge.i + 1
    for mention in cast.within(start, min(end, start + 60)):
        if mention.actor not in taken.ids and (mention.start, mention.end) not in taken.spans and mention.kind != "pronoun":
            return Party([mention.actor], [(mention.start, mention.end)])
    return party


def _slots(token: Token) -> list[str]:
    return [p for p, _ in prepositions(token)]


def _of_verb(verb: Token, sense: Sense, cast: Cast) -> Roles:
    subject = denote(doer(verb), cast)
    thing = undergoer(verb)
    is_thing = sense.type in _OF_THINGS and thing is not None and lemma(thing) in (sense.objects or words("demand_noun"))
    later = Party()
    other = Party()
    for slot in sense.to:
        if sense.type == "AGREE" and slot in ("inside", "clause_object") and len(subject.spans) > 1:
            break  # 'Kenya and Chad agreed to call on Mali': they agreed with one another
        party = _fill(verb, slot, cast, subject, sense)
        if not party:
            continue
        if party.ids or _is_named(verb, party) or (slot in ("obj", "dative") and not (is_thing and slot == "obj")):
            other = party
            break
        if not later and not is_thing:
            later = party  # an unnamed party gives way to a named one further down the list
    if not other:
        other = later or _nested(verb, sense, cast)
    return Roles(other, subject) if sense.swap else Roles(subject, other)


def _is_named(verb: Token, party: Party) -> bool:
    return any(verb.doc[end - 1].pos_ == "PROPN" for _, end in party.spans)


def _nested(verb: Token, sense: Sense, cast: Cast) -> Party:
    """The recipient in a phrase that the parser hung one noun too deep: "talks in Jordan with the king"."""
    thing = undergoer(verb)
    holders = [n for _, n in prepositions(verb)]
    if thing is not None and thing.i > verb.i:
        holders += [thing, *(n for _, n in prepositions(thing))]
    for slot in sense.to:
        if slot in _FAR:
            party = _at(holders, slot, cast, sense)
            if party:
                return party
    return Party()


def _fill(verb: Token, slot: str, cast: Cast, subject: Party, sense: Sense) -> Party:
    thing = undergoer(verb)
    if slot == "obj":
        return denote(thing, cast, loose=not sense.swap)
    if slot == "asked":
        return _asker(verb, cast)
    if slot == "dative":
        to = child(verb, "dative")
        if to is not None and to.pos_ == "ADP":
            to = child(to, "pobj")
        return denote(to, cast, loose=True)
    if slot == "inside":
        inner = thing if thing is not None and thing.i > verb.i else None
        found = inside(inner, cast, subject)
        if not found:
            found = inside(complement(verb), cast, subject)
        if not found:
            found = next((p for p in (inside(n, cast, subject) for _, n in prepositions(verb)) if p), Party())
        if not found and thing is not None and thing.i < verb.i:
            found = inside(thing, cast, subject)
        return found
    if slot == "poss":
        return denote(child(thing, "poss") if thing is not None else None, cast)
    if slot == "clause_object":
        inner_verb = infinitive(verb)
        return denote(undergoer(inner_verb), cast, loose=True) if inner_verb is not None else Party()
    if slot == "subject_of_clause":
        inner_verb = complement(verb)
        own = surface_subject(inner_verb) if inner_verb is not None else None
        return denote(own, cast) if own is not None and inner_verb is not None and own.head.i == inner_verb.i else Party()
    first, _, second = slot.partition(".")
    if second:
        holders = [thing] if first == "object" and thing is not None else [n for p, n in prepositions(verb) if p == first]
        return _at(holders, second, cast, sense)
    return _at([verb], slot, cast, sense)


def _asker(verb: Token, cast: Cast) -> Party:
    """Who made the request that is refused or granted: 'refused to answer a letter from the minister'."""
    asked = words("demand_noun")
    for token in verb.doc[verb.i + 1 : min(verb.right_edge.i + 1, verb.i + 26)]:
        if token.pos_ == "NOUN" and lemma(token) in asked:
            owner = denote(child(token, "poss"), cast)
            if owner:
                return owner
            for preposition, noun in prepositions(token):
                if preposition in ("from", "by"):
                    return denote(noun, cast, loose=True)
            for kid in token.children:
                if kid.dep_ == "acl" and kid.tag_ == "VBN":
                    return denote(doer(kid), cast, loose=True)
    return Party()


def _at(holders: list[Token], preposition: str, cast: Cast, sense: Sense) -> Party:
    for holder in holders:
        for found, noun in prepositions(holder):
            if found != preposition or noun.ent_type_ in ("DATE", "TIME") or lemma(noun) in sense.prep_objects:
                continue
            if sense.type == "AID" and lemma(noun) in sense.objects:
                continue
            return denote(noun, cast, loose=True)
    return Party()


def _of_noun(trigger: Trigger, sense: Sense, cast: Cast) -> Roles:
    noun, light = trigger.token, trigger.light
    actor = Party()
    if light is not None and noun.dep_ != "nsubj":
        actor = denote(doer(light), cast)
    for slot in sense.actor:
        if actor.ids:
            break
        found = _noun_slot(noun, slot, sense, cast)
        if found.ids or not actor:
            actor = found or actor
    named = named_doer(noun) if light is None and not actor and sense.type not in _OF_THINGS else None
    if named is not None:
        actor = denote(named.noun, cast)
    recipient = Party()
    for slot in sense.to:
        found = _noun_slot(noun, slot, sense, cast, loose=True)
        if not found and light is not None and "." not in slot and slot != "poss":
            found = _at([light, *(n for _, n in prepositions(light))], slot, cast, sense)
        if not found and slot in _FAR:
            found = _at([n for _, n in prepositions(noun)], slot, cast, sense)
        if found and (found.ids or not recipient):
            recipient = found
        if recipient.ids:
            break
    if not recipient and sense.type == "ASSAULT" and noun.dep_ == "nsubj" and lemma(noun.head) in words("strike_verb"):
        recipient = denote(undergoer(noun.head), cast, loose=True)  # 'two strikes engaged a tactical unit'
    return Roles(actor, recipient, named if actor else None)


def _noun_slot(noun: Token, slot: str, sense: Sense, cast: Cast, *, loose: bool = False) -> Party:
    if slot == "poss":
        owner = child(noun, "poss")
        return denote(owner, cast) if owner is not None and owner.ent_type_ not in ("DATE", "TIME") else Party()
    if slot == "demonym":
        return _demonym(noun, sense, cast)
    if slot == "subject":
        return Party()
    if slot == "by":
        for kid in noun.children:  # 'an attack claimed by'
            if kid.dep_ == "acl" and kid.tag_ == "VBN" and lemma(kid) in ("claim", "lead", "conduct", "launch", "carry"):
                return denote(doer(kid), cast)
    first, _, second = slot.partition(".")
    if second:
        return _at([n for p, n in prepositions(noun) if p == first], second, cast, sense)
    for found, inner in prepositions(noun):
        if sense.type == "ASSAULT" and lemma(inner) in words("weapon"):
            continue  # 'a barrage of mortars'
        if found == slot and inner.ent_type_ not in ("DATE", "TIME"):
            return denote(inner, cast, loose=loose)
    return Party()


def _demonym(noun: Token, sense: Sense, cast: Cast) -> Party:
    # 'US airstrikes', 'the American cruise missile strike', but not 'the Syria attack', which is an attack in Syria
    has_target = any(p in ("on", "against", "with") and cast.covering(n.i) for p, n in prepositions(noun))
    party = Party()
    before = tuple(modifiers(noun))
    joined = (c for kid in before for c in kid.conjuncts if c.i < noun.i and c not in before)  # 'Syrian and Russian raids'
    for kid in (*before, *joined):
        mention = cast.headed(kid.i)
        if mention is None or mention.kind == "possessive" or _is_backer(kid):
            continue
        if kid.pos_ == "ADJ" or kid.dep_ == "amod" or has_target or not _is_place_like(kid, mention, cast):
            party.take(Party([mention.actor], [(mention.start, mention.end)]))
    if not party and not sense.mutual:
        for kid in noun.lefts:  # 'rebel shelling', 'gunmen attack'
            if (
                kid.dep_ == "compound"
                and kid.pos_ == "NOUN"
                and lemma(kid) in stands_for()
                and lemma(kid) not in words("not_owner")
            ):
                party.take(Party([], [(kid.i, kid.i + 1)]))
    return party


def _is_backer(kid: Token) -> bool:
    """'a Russian-backed offensive' is not Russia's."""
    doc, at = kid.doc, kid.i + 1
    return at + 1 < len(doc) and doc[at].text == "-" and not kid.whitespace_ and doc[at + 1].lower_ not in ("led", "run")


def _is_place_like(kid: Token, mention: Mention, cast: Cast) -> bool:
    """A state's full name before a noun says where or about what ("Syria attack"); "US", "Syrian" say whose."""
    actor = cast.actors.get(mention.actor)
    is_named = actor is not None and actor.kind == "state" and mention.kind in ("name", "metonym")
    return is_named and kid.pos_ != "ADJ" and not kid.text.isupper() and "." not in kid.text
