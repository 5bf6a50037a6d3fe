"""First stage: words that may tell an event, each with the senses that the words around it allow.

A trained tagger can take this stage's place: what comes after needs a token, its senses and its light verb, no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.events.grammar import agent, child, infinitive, is_passive, lemma, modifiers, prepositions, undergoer
from onrecord.events.lexicon import Sense, light_verbs, nouns, verbs, words

_HAPPEN = frozenset(("begin", "start", "continue", "resume", "happen", "occur", "take", "hold", "come", "end", "open", "go"))
"""Verbs whose subject is the act: "the talks will begin"."""
_MONEY = frozenset(("$", "%", "€", "£"))


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may tell an event."""

    token: Token
    senses: tuple[Sense, ...]
    """Best first."""
    light: Token | None = None
    """The verb that carries the noun: "carried out" for "strike"."""

    @property
    def node(self) -> Token:
        """The word whose tense and modality are the event's."""
        return self.light if self.light is not None else self.token


def find_triggers(doc: Doc) -> list[Trigger]:
    """The triggers of a document in the order of the text; an object claimed by its verb's sense is no trigger."""
    verb_senses, noun_senses = verbs(), nouns()
    found: list[Trigger] = []
    claimed: set[int] = set()
    game: dict[int, bool] = {}
    for token in doc:
        pos = token.pos_
        if pos in ("VERB", "AUX"):
            senses = verb_senses.get(lemma(token))
            if senses and token.dep_ not in ("amod", "compound", "aux", "auxpass") and not _is_game(token, game):
                trigger = _verb_trigger(token, senses, claimed)
                if trigger is not None:
                    found.append(trigger)
        elif pos in ("NOUN", "PROPN"):
            word = lemma(token)
            senses = noun_senses.get(word) or noun_senses.get(word.removesuffix("s"))
            if senses and not _is_in_name(token) and not _is_game(token, game):
                trigger = _noun_trigger(token, senses)
                if trigger is not None:
                    found.append(trigger)
    return [t for t in found if t.token.i not in claimed or not t.senses[0].is_noun]


def _is_in_name(token: Token) -> bool:
    """'Homeland Security Investigations' is an office, no act."""
    return (
        token.pos_ == "PROPN"
        and token.ent_type_ in ("ORG", "PERSON", "WORK_OF_ART", "LAW")
        and (token.ent_iob_ == "I" or (token.i + 1 < len(token.doc) and token.nbor().ent_iob_ == "I"))
    )


def _is_game(token: Token, known: dict[int, bool]) -> bool:
    """Is the sentence about sport or the stock exchange? Two words of either say so."""
    start = token.sent.start
    if start not in known:
        sport, trade = words("sport"), words("trade")
        lemmas = {lemma(t) for t in token.sent}
        known[start] = len(lemmas & sport) > 1 or len(lemmas & trade) > 1
    return known[start]


def _verb_trigger(verb: Token, senses: tuple[Sense, ...], claimed: set[int]) -> Trigger | None:
    thing = undergoer(verb)
    preps = [(p, n) for p, n in prepositions(verb) if n.ent_type_ not in ("DATE", "TIME")]
    left = tuple(sense for sense in senses if _allows(sense, verb, thing, preps))
    if not left:
        return None
    if left[0].objects and thing is not None:
        claimed.add(thing.i)
    return Trigger(verb, left)


def _allows(sense: Sense, verb: Token, thing: Token | None, preps: list[tuple[str, Token]]) -> bool:
    """Do the words around the verb allow this sense?"""
    return (
        _particle_fits(sense, verb)
        and _object_fits(sense, thing)
        and _phrases_fit(sense, preps)
        and _rest_fits(sense, verb, thing)
    )


def _particle_fits(sense: Sense, verb: Token) -> bool:
    particles = {
        k.lower_
        for k in verb.children
        if k.dep_ == "prt" or (k.dep_ in ("advmod", "prep") and k.lower_ in ("out", "down", "off", "up", "back", "over"))
    }
    if sense.particle:
        return sense.particle in particles
    return not (sense.not_particles & particles)


def _object_fits(sense: Sense, thing: Token | None) -> bool:
    if thing is None:
        return not sense.objects
    if sense.plain and thing.dep_ == "dobj":
        return False
    if sense.no_place and thing.ent_type_ in ("GPE", "LOC"):
        return False
    word = lemma(thing)
    near = (
        {word, *(lemma(m) for m in modifiers(thing)), *(lemma(n) for p, n in prepositions(thing) if p == "of")}
        if sense.objects or sense.object_with or sense.not_with_object
        else {word}
    )
    if sense.objects and not (
        word in sense.objects or (_MONEY & sense.objects and (_MONEY & near or "million" in near or "billion" in near))
    ):
        heads = {lemma(c) for c in thing.conjuncts}
        inner = {lemma(n) for p, n in prepositions(thing) if p == "of"}  # 'a set of demands', 'tonnes of food'
        if not ((heads | inner) & sense.objects):
            return False
    if word in sense.not_objects:
        return False
    if sense.object_with and not (sense.object_with & near):
        return False
    return not (sense.not_with_object & near)


def _phrases_fit(sense: Sense, preps: list[tuple[str, Token]]) -> bool:
    if sense.preps and not any(p in sense.preps for p, _ in preps):
        return False
    if sense.not_preps and any(p in sense.not_preps for p, _ in preps):
        return False
    if sense.not_prep_objects and any(lemma(n) in sense.not_prep_objects for _, n in preps):
        return False
    if sense.prep_objects:
        return any(lemma(n) in sense.prep_objects for p, n in preps if not sense.preps or p in sense.preps)
    return True


def _rest_fits(sense: Sense, verb: Token, thing: Token | None) -> bool:
    if sense.adjectives:
        adjective = child(verb, "acomp")
        if adjective is None or lemma(adjective) not in sense.adjectives:
            return False
        return infinitive(adjective) is not None
    if sense.clause:
        inner = infinitive(verb)
        if inner is None or (sense.clause == "act" and not sense.acts and child(verb, "dobj") not in (None, inner.head)):
            return False
        if sense.acts and lemma(inner) not in sense.acts:
            return False
        if lemma(inner) in sense.not_acts:
            return False
    elif sense.acts:
        return any(lemma(k) in sense.acts for p in verb.children if p.dep_ == "prep" for k in p.children)
    if sense.oprd:
        return any(
            lemma(k) in sense.oprd for k in verb.subtree if k.dep_ in ("oprd", "acomp", "amod", "dobj", "ccomp", "xcomp", "attr")
        )
    if sense.purpose and not any(lemma(k) in sense.purpose for k in verb.subtree):
        return False
    if sense.negated and not _is_refused(verb):
        return False
    if sense.own:
        return thing is not None and any(k.dep_ == "poss" and k.tag_ == "PRP$" for k in thing.children)
    if sense.not_by:
        by = agent(verb)
        if by is not None and lemma(by) in sense.not_by:
            return False
    return True


def _is_refused(verb: Token) -> bool:
    # 'will not accept refugees'
    kids = {k.lower_: k.dep_ for k in verb.children if k.dep_ in ("aux", "neg")}
    return "neg" in kids.values() and bool(kids.keys() & {"will", "wo", "would"}) and "have" not in kids


def _noun_trigger(noun: Token, senses: tuple[Sense, ...]) -> Trigger | None:
    if noun.dep_ == "compound" and noun.head.i > noun.i:
        return None  # 'attack helicopter', 'arrest warrant' are told by their heads
    if noun.tag_ == "NN" and any(c.i > noun.i and lemma(c) in words("weapon") for c in noun.conjuncts):
        return None  # 'attack, bomber and fighter aircraft'
    near = {lemma(m) for m in modifiers(noun)}
    light = light_of(noun)
    left = tuple(s for s in senses if _noun_allows(s, noun, near, light))
    return Trigger(noun, left, light) if left else None


def _noun_allows(sense: Sense, noun: Token, near: set[str], light: Token | None) -> bool:
    if sense.only_with and not (sense.only_with & near):
        return False
    if sense.not_with & near:
        return False
    if not sense.alone and (light is None or (sense.light and lemma(light) not in sense.light)):
        return False
    if sense.sentence_with or sense.not_sentence_with:
        lemmas = {lemma(t) for t in noun.sent}
        if (sense.sentence_with and not sense.sentence_with & lemmas) or sense.not_sentence_with & lemmas:
            return False
    if sense.plural and noun.tag_ not in ("NNS", "NNPS"):
        return False
    if sense.of_objects:
        of = {lemma(n) for p, n in prepositions(noun) if p in ("of", "in", "to")}
        if not ((of | near) & sense.of_objects):
            return False
    return not (sense.not_prep_objects and any(lemma(n) in sense.not_prep_objects for _, n in prepositions(noun)))


def light_of(noun: Token) -> Token | None:
    """The light verb that carries the noun, if one does."""
    # 'carried out a strike', 'a strike was launched', 'the strike carried out by', 'talks began', 'the raid that it mounted'
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and lemma(noun.head.head) in words("container"):
        noun = noun.head.head  # 'a series of meetings'
    head = noun.head
    if noun.dep_ == "conj" and head.pos_ in ("NOUN", "PROPN"):
        noun, head = head, head.head
    if head.pos_ == "VERB":
        word = lemma(head)
        if noun.dep_ in ("dobj", "nsubjpass") and word in light_verbs():
            return head
        if noun.dep_ in ("nsubj", "nsubjpass"):  # 'the talks have yet to begin', 'are expected to resume'
            for kid in head.children:
                if (
                    kid.dep_ == "xcomp"
                    and kid.pos_ == "VERB"
                    and lemma(kid) in _HAPPEN
                    and any(k.tag_ == "TO" for k in kid.children)
                ):
                    return kid
        if noun.dep_ == "nsubj" and word in _HAPPEN and child(head, "dobj") in (None, *_place(head)):
            return head
    for kid in noun.children:
        if (
            kid.dep_ in ("acl", "relcl")
            and lemma(kid) in light_verbs()
            and kid.pos_ == "VERB"
            and (is_passive(kid) or undergoer(kid) in (noun, None))
        ):
            return kid
    return None


def _place(verb: Token) -> Iterator[Token]:
    # 'took place'
    yield from (k for k in verb.children if k.lower_ == "place")
