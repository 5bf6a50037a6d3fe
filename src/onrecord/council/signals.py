"""Signals: what one sentence says of a motion, each kind by a small named rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Span, Token

from onrecord.data import table
from onrecord.language import Document
from onrecord.model import Cast, Evidence

SignalKind = Literal["veto", "vote", "count", "fate", "sponsor", "ask", "instrument", "symbol"]
Side = Literal["for", "against", "abstain", "absent"]
NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        ("no none nil", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen")
    )
    for word in words.split()
}  # fmt: skip
NUMBER = r"(\d{1,2}|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + ")"
SYMBOL = re.compile(r"\bS/(?:RES/\d{1,4}(?: ?\(\d{4}\))?|PRST/\d{4}/\d+|\d{4}/\d{1,4})\b|\b[Rr]esolution (\d{3,4})\b(?! ?of)")
BODIES = frozenset({"UNO", "IGO", "EUR", "NGO"})
"""Codes that are no state's: a body casts no veto ("UNITED NATIONS - Russia vetoed")."""
BODY = r"of|the|15|fifteen|un|security|council|council's|members|countries|nations|states"
AND = r",?(?: with| and)?"
COUNTS = tuple(
    (re.compile(pattern, re.I), sides)
    for pattern, sides in (
        # 'by 10 votes to 2, with 3 abstentions'
        (rf"\b{NUMBER} (?:votes? )?(?:in favou?r )?to {NUMBER}{AND} {NUMBER} abst", ("for", "against", "abstain")),
        # 'Ten members voted in favour, two against and three abstained'
        (
            rf"\b{NUMBER}(?: \w+){{0,3}} (?:in favou?r|for)\b{AND} {NUMBER}(?: \w+){{0,2}} against\b"
            rf"{AND} {NUMBER}(?: \w+){{0,2}} abst",
            ("for", "against", "abstain"),
        ),
        # 'the vote was 10-2-3', '10-2 with three abstentions'
        (rf"\bvote[ds]?(?: \w+){{0,3}} (\d{{1,2}})-(\d{{1,2}})(?:-|,? with ){NUMBER}\b", ("for", "against", "abstain")),
        # 'adopted by 15 votes to none', 'passed 15-0'
        (rf"\bby {NUMBER} votes? to {NUMBER}\b", ("for", "against")),
        (r"\b(?:adopted|passed|approved|vote[ds]?)(?: \w+){0,4} (\d{1,2})-(\d{1,2})\b(?!-)", ("for", "against")),
        # 'Ten members of the Security Council voted in favour'
        (rf"\b{NUMBER}(?: (?:{BODY})){{1,6}} (?:voted|were) (?:in favou?r|for|yes)\b", ("for",)),
        (rf"\b{NUMBER}(?: (?:{BODY})){{0,5}} voted against\b", ("against",)),
        (rf"\b{NUMBER}(?: (?:{BODY})){{0,5}} abstained\b", ("abstain",)),
        (r"\b(unanimous(?:ly)?)\b", ("for",)),
    )
)


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing a sentence says of a motion."""

    kind: SignalKind
    evidence: Evidence
    actors: tuple[str, ...] = ()
    what: str = ""
    vote: Side | None = None
    numbers: tuple[tuple[str, int], ...] = ()


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("council")["words"][name])


def speaks_of_council(sentence: Span) -> bool:
    """Does the sentence name the Council, or an instrument of the United Nations?"""
    text = sentence.text.lower()
    if any(name in text for name in _words("council")):
        return True
    words = {token.lower_ for token in sentence}
    un = "united nations" in text or bool(words & {"un", "u.n.", "council"})
    return un and bool(words & {"resolution", "draft", "veto", "vetoed", "vetoes", "abstained", "abstain", "resolutions"})


def names_instrument(sentence: Span) -> bool:
    """Does the sentence name a resolution, in a report that speaks of the Council elsewhere?"""
    return any(token.lower_ in ("resolution", "resolutions") for token in sentence)


def is_fact(verb: Token) -> bool:
    """Is the act of this verb told as done? Not under a modal, a negation, a condition, or a verb of wanting."""
    if any(
        child.dep_ == "neg" or (child.lower_ in _words("modals") and child.dep_ in ("aux", "auxpass")) for child in verb.children
    ):
        return False
    if any(child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether") for child in verb.children):
        return False
    head = verb.head
    if verb.dep_ in ("xcomp", "ccomp", "acl", "advcl", "pcomp", "conj") and head is not verb:
        if verb.dep_ != "conj" and (head.lemma_.lower() in _words("unreal") or verb.tag_ == "VB"):
            return False
        return head.pos_ not in ("VERB", "AUX") or verb.dep_ not in ("xcomp", "conj") or is_fact(head) or verb.tag_ == "VBD"
    return True


def subjects(verb: Token) -> list[Token]:
    """The doers of a verb: subject or by-agent with what is joined to them, also over a joined verb."""
    found = [child for child in verb.children if child.dep_ == "nsubj"]
    found += [obj for child in verb.children if child.dep_ == "agent" for obj in child.children if obj.dep_ == "pobj"]
    if not found and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return subjects(verb.head)
    if not found and verb.dep_ in ("relcl", "acl"):
        found = [verb.head]
    return [token for first in found for token in [first, *first.conjuncts]]


def states(cast: Cast, tokens: list[Token]) -> tuple[str, ...]:
    """The countries behind noun phrases: 'Russia', 'Moscow', 'Russia's Deputy Ambassador Vladimir Safronkov'."""
    found: dict[str, None] = {}
    for token in tokens:
        mention = cast.headed(token.i) or next(iter(cast.covering(token.i)), None)
        if mention is not None:
            actor = cast.actor(mention.actor)
            found.setdefault(actor.country or actor.id)
    return tuple(found)


def vetoes(document: Document, cast: Cast, sentence: Span) -> Iterator[Signal]:
    """'Russia vetoed a draft resolution'; 'the text was vetoed by Moscow'; 'Russia used its veto'."""
    for token in sentence:
        if token.lemma_.lower() == "veto" and token.pos_ in ("VERB", "AUX") and is_fact(token):
            doers = tuple(doer for doer in states(cast, subjects(token)) if doer not in BODIES)
            if doers:
                yield Signal("veto", document.of(token), doers, vote="against")
        elif (
            token.lower_ == "veto"
            and token.pos_ != "VERB"
            and token.head.lemma_ in ("cast", "use", "exercise", "wield", "veto")
            and is_fact(token.head)
        ):
            doers = states(cast, subjects(token.head))
            if doers and token.dep_ in ("dobj", "obj"):
                yield Signal("veto", document.of(token), doers, vote="against")


def named_votes(document: Document, cast: Cast, sentence: Span) -> Iterator[Signal]:
    """'Bolivia and Russia voted against'; 'China, Ethiopia and Kazakhstan abstained'."""
    for token in sentence:
        if token.pos_ != "VERB" or token.lemma_.lower() not in ("vote", "abstain") or not is_fact(token):
            continue
        side: Side | None = "abstain" if token.lemma_.lower() == "abstain" else _side(token)
        doers = tuple(actor for actor in states(cast, subjects(token)) if len(actor) == 3 and actor.isupper())
        if side and doers:
            yield Signal("vote", document.of(token), doers, vote=side)


def _side(verb: Token) -> Side | None:
    after = {t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 5]}
    if "against" in after or "no" in after:
        return "against"
    return "for" if after & {"favour", "favor", "for", "yes"} else None


def counts(document: Document, cast: Cast, sentence: Span) -> Iterator[Signal]:
    """'by 10 votes to 2, with 3 abstentions'; 'Ten members voted in favour'."""
    taken: set[str] = set()
    for pattern, sides in COUNTS:
        match = pattern.search(sentence.text)
        if match is None or taken & set(sides):
            continue
        start = sentence.start_char + match.start()
        numbers = tuple((side, _number(match[k])) for k, side in enumerate(sides, 1))
        if all(number <= 15 for _, number in numbers):
            taken |= set(sides)
            yield Signal("count", document.evidence(start, start + len(match[0])), numbers=numbers)


def _number(word: str) -> int:
    word = word.lower()
    if word.startswith("unanimous"):
        return 15
    return int(word) if word.isdigit() else NUMBER_WORDS[word]


def fates(document: Document, cast: Cast, sentence: Span) -> Iterator[Signal]:
    """'The Council adopted resolution 2118'; 'the draft was withdrawn'; 'the council rejected a rival text'."""
    fate_of = (
        dict.fromkeys(_words("adopt_verbs"), "adopted")
        | dict.fromkeys(_words("fail_verbs"), "not adopted")
        | dict.fromkeys(_words("withdraw_verbs"), "withdrawn")
    )
    for token in sentence:
        fate = fate_of.get(token.lemma_.lower())
        if token.pos_ != "VERB" or fate is None:
            continue
        object_ = next((c for c in token.children if c.dep_ in ("dobj", "obj", "nsubjpass")), None)
        name = _instrument(object_) if object_ is not None else None
        if name is None and token.tag_ == "VBN" and token.dep_ in ("acl", "relcl"):
            name = _instrument(token.head)
        if name is None:
            continue
        yield Signal("instrument", document.of(object_ if object_ is not None else token.head), what=name)
        doer = " ".join(t.lower_ for s in subjects(token) for t in s.subtree)
        if is_fact(token) and (fate != "not adopted" or "council" in doer):
            yield Signal("fate", document.of(token), what=fate)


def _instrument(noun: Token) -> str | None:
    """The instrument a noun phrase names: 'a Western-backed draft resolution' → 'draft resolution'."""
    phrase = noun.doc[noun.left_edge.i : noun.i + 1].text.lower()
    if noun.lemma_.lower() not in ("resolution", "draft", "text", "statement", "amendment", "measure", "motion"):
        return None
    for name in table("council")["words"]["instruments"]:
        if phrase.endswith(name):
            return "draft resolution" if name in ("draft", "text", "measure", "motion") else str(name)
    return "draft resolution" if "draft" in phrase else None


def backers(document: Document, cast: Cast, sentence: Span) -> Iterator[Signal]:
    """'drafted by France and Britain'; 'a French-drafted text'; 'a Western-backed resolution'."""
    verbs = _words("sponsor_verbs")
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.dep_ not in ("ROOT", "acl", "relcl", "conj", "amod", "nsubjpass") and token.pos_ != "VERB":
            if (name := _instrument(token)) is not None and token.lower_ in ("resolution", "draft"):
                yield Signal("instrument", document.of(token), what=name)
            continue
        if lemma in verbs and token.pos_ == "VERB" and token.tag_ in ("VBN", "VBD") and is_fact(token):
            noun = (
                token.head
                if token.dep_ in ("acl", "relcl")
                else next((c for c in token.children if c.dep_ in ("dobj", "nsubjpass")), None)
            )
            if noun is not None and _instrument(noun) and (doers := states(cast, subjects_of_making(token))):
                yield Signal("sponsor", document.of(token), doers)
        if (
            token.lower_ in ("backed", "drafted", "sponsored", "proposed", "led", "written")
            and token.i >= 2
            and token.nbor(-1).text == "-"
        ):
            first = token.nbor(-2)
            if any(_instrument(t) for t in sentence if token.i < t.i <= token.i + 5):
                yield Signal("sponsor", document.of(first), states(cast, [first]) or (first.text,))


def subjects_of_making(verb: Token) -> list[Token]:
    """Who drafted: the agent, or the subject of an active verb; never the draft itself."""
    agents = [
        obj
        for child in verb.children
        if child.dep_ in ("agent", "prep") and child.lower_ == "by"
        for obj in child.children
        if obj.dep_ == "pobj"
    ]
    found = agents or [child for child in verb.children if child.dep_ == "nsubj" and child.lower_ not in ("that", "which")]
    return [token for first in found for token in [first, *first.conjuncts]]


def asks(document: Document, cast: Cast, sentence: Span) -> Iterator[Signal]:
    """'that would have condemned the attack and demanded an inquiry'; 'calling for a ceasefire'."""
    for token in sentence:
        if token.dep_ not in ("relcl", "acl") or _instrument(token.head) is None:
            continue
        for verb in [token, *(c for c in token.conjuncts if c.pos_ == "VERB")]:
            if verb.lemma_.lower() in (
                "condemn",
                "demand",
                "call",
                "urge",
                "require",
                "establish",
                "impose",
                "extend",
                "ask",
                "authorise",
                "authorize",
                "express",
                "request",
                "seek",
                "create",
                "order",
                "threaten",
            ):
                end = verb.right_edge.i + 1
                joined = [
                    c for c in verb.children if c.dep_ in ("cc", "conj") and c.i > verb.i and (c.dep_ == "cc" or c.pos_ == "VERB")
                ]
                if joined:
                    end = min(end, joined[0].i)
                yield Signal("ask", document.of_tokens(verb.i, end))


def symbols(document: Document, sentence: Span) -> list[Signal]:
    """'S/2017/315', 'S/RES/2118 (2013)', 'Resolution 2336'."""
    found = []
    for match in SYMBOL.finditer(sentence.text):
        start = sentence.start_char + match.start()
        what = f"S/RES/{match[1]}" if match[1] else match[0].replace(" ", "")
        found.append(Signal("symbol", document.evidence(start, start + len(match[0])), what=what))
    return found
