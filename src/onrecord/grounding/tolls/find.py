"""Tolls of a document: counts of people joined to the word that says what befell them."""

from __future__ import annotations

from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from onrecord.data import table
from onrecord.grounding.tolls.count import Count, find_counts
from onrecord.language import Document
from onrecord.model import Toll, TollMention

Befell = Literal["killed", "injured", "displaced", "arrested"]
_KINDS: tuple[Befell, ...] = ("killed", "injured", "displaced", "arrested")
# Verbs whose subject, not object, is who it befell.
_SELF = frozenset({"die", "perish", "flee"})


@cache
def _words(form: str) -> dict[str, Befell]:
    """Lemma or word of that form ("verbs", "nouns", "states") → what befell."""
    return {word: kind for kind in _KINDS for word in table("cues")["tolls"][kind].get(form, ())}


@cache
def _people() -> frozenset[str]:
    return frozenset(word.lower() for word in table("cues")["tolls"]["people"]["nouns"])


def find_tolls(document: Document) -> tuple[TollMention, ...]:
    """Every count of people killed, injured, displaced or arrested.

    A range as the text gives it: 'almost 90' 80–90, 'at least 58' from 58, 'dozens' from 24, 'no casualties' 0. Numbers of
    other things ('50 attacks', 'killed in 2013', '$5m', 'aged 30') are not tolls.
    """
    doc = document.doc
    found = []
    for count in find_counts(doc):
        if not _may_count_people(doc, count):
            continue
        befell = _befell(doc, count)
        end = _noun_end(doc, count)
        for kind, trigger in befell:
            low, hedge = count.low, count.hedge
            if len(befell) > 1 and count.high != 0:  # 'killed or wounded 4,315': how many of each is not said
                low, hedge = None, " or ".join(other.lower_ for _, other in befell)
            if low is None and count.high is None:
                continue  # 'killed or wounded dozens'
            toll = Toll(kind, low, count.high, hedge, document.of_tokens(count.start, end))
            found.append(TollMention(count.start, end, trigger.i, toll))
    return tuple(found)


def _number(doc: Doc, count: Count) -> Token:
    """The token the number hangs by."""
    return doc[count.start : count.end].root if count.end > count.start else doc[count.start]


def _may_count_people(doc: Doc, count: Count) -> bool:
    """Not money, percent, ages, dates, times, distances."""
    number = doc[count.end - 1]
    before = doc[count.start - 1].lower_ if count.start else ""
    after = doc[count.end].lower_ if count.end < len(doc) else ""
    if before in ("$", "€", "£", "aged", "age", "#", "no.") or after in (
        "%",
        "percent",
        "per",
        "years",
        "year",
        "-",
        "km",
        "miles",
        "days",
        "months",
    ):
        return False
    if number.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"):
        noun = _noun(doc, count)  # the parser takes 'between 20 and 30 soldiers' for a date
        return number.ent_type_ == "DATE" and noun is not None and _is_person_noun(noun)
    if before == "in" and count.low is not None and 1900 <= count.low <= 2099 and number.is_digit:
        return False
    return not (number.dep_ == "appos" and number.head.ent_type_ == "PERSON")  # 'Ahmed, 30, was killed'


def _noun(doc: Doc, count: Count) -> Token | None:
    """The noun that is counted: 'two children', 'dozens of civilians', '20 Syrian soldiers'; None where there is none."""
    number = _number(doc, count)
    for token in (doc[count.end - 1], number):  # 'dozens of people', '58 of them', 'tens of thousands of people'
        for child in token.children:
            if child.lower_ == "of" and child.i >= count.end:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return inner
    last = doc[count.end - 1]
    if last.head.i >= count.end and last.dep_ == "nummod" and last.head.pos_ in ("NOUN", "PROPN"):
        return last.head  # 'between 20 and 30 soldiers'
    if (
        number.dep_ in ("nummod", "quantmod", "det", "compound", "amod")
        and number.head.i >= count.start
        and number.head.pos_ in ("NOUN", "PROPN")
    ):
        return number.head
    return None


def _is_person_noun(token: Token) -> bool:
    return token.lemma_.lower() in _people() or token.lower_ in _people() or token.ent_type_ == "NORP"


def _noun_end(doc: Doc, count: Count) -> int:
    noun = _noun(doc, count)
    return max(count.end, noun.i + 1) if noun is not None and noun.i - count.end < 6 else count.end


def _befell(doc: Doc, count: Count) -> list[tuple[Befell, Token]]:
    """What befell those counted, with the word that says so; several where several are said ('killed or injured 50')."""
    number = _number(doc, count)
    noun = _noun(doc, count)
    phrase = noun if noun is not None else number
    return (
        _as_noun(phrase)
        or _after_phrase(doc, count, noun)
        or _of_lives(phrase)
        or (_by_verb(phrase) or _by_verb(number) if noun is None or _is_person_noun(noun) else [])
        or _toll_rose(number)
    )


def _as_noun(noun: Token) -> list[tuple[Befell, Token]]:
    """'11 deaths', 'no casualties', 'two dead', '30 wounded'."""
    lemma, lower = noun.lemma_.lower(), noun.lower_
    if lemma == "casualty":
        return [("killed", noun), ("injured", noun)] if any(child.lower_ in ("no", "zero") for child in noun.lefts) else []
    kind = _words("nouns").get(lemma) if noun.pos_ == "NOUN" and lemma != "refugee" else None
    kind = kind or (_words("states").get(lower) if noun.pos_ in ("NOUN", "ADJ", "VERB") and noun.dep_ not in ("amod",) else None)
    return [(kind, noun)] if kind else []


def _after_phrase(doc: Doc, count: Count, noun: Token | None) -> list[tuple[Befell, Token]]:
    """'six people dead and 30 wounded', '18 civilians killed': the word right after the phrase, a participle or a state."""
    at = max(count.end, noun.i + 1 if noun is not None else 0)
    if noun is not None and (not _is_person_noun(noun) or noun.i - count.end > 6):
        return []
    while at < len(doc) and doc[at].lower_ in (
        "were",
        "was",
        "have",
        "has",
        "been",
        "are",
        "others",
        "other",
        "people",
        "also",
        "reportedly",
        "left",
    ):
        at += 1
    if at >= len(doc):
        return []
    word = doc[at]
    kind = _words("states").get(word.lower_) or (_words("verbs").get(word.lemma_.lower()) if word.tag_ == "VBN" else None)
    if kind is None or (word.dep_ == "amod" and word.head.i > at):
        return []
    if word.tag_ == "VBN" and any(child.dep_ in ("nsubj", "nsubjpass") and child.i > count.end for child in word.children):
        return []
    found: list[tuple[Befell, Token]] = [(kind, word)]
    second = _words("states").get(doc[at + 2].lower_) if at + 2 < len(doc) and doc[at + 1].lower_ in ("or", "and", "/") else None
    if second is not None and second != kind:
        found.append((second, doc[at + 2]))
    return found


def _by_verb(phrase: Token) -> list[tuple[Befell, Token]]:
    """'killed 11 people', 'two children were killed', 'some 400,000 people have died'."""
    head, steps = phrase, 0
    while head.dep_ in ("conj", "appos", "compound", "nummod", "quantmod") and steps < 4 and head.head is not head:
        if head.dep_ == "conj" and head.head.pos_ == "VERB":
            break
        head, steps = head.head, steps + 1
    if head is not phrase and not (_is_person_noun(head) or head.like_num or head.pos_ == "NUM"):
        return []
    verb = head.head
    kind = _words("verbs").get(verb.lemma_.lower()) if verb.pos_ == "VERB" else None
    if kind is None and verb.pos_ == "VERB" and _is_person_noun(head):
        kind = _words("of_people").get(verb.lemma_.lower())  # 'destroyed over 60 rebels'
    if kind is None or any(child.dep_ == "neg" for child in verb.children):
        return []
    is_self = verb.lemma_.lower() in _SELF
    is_passive = any(child.dep_ == "auxpass" for child in verb.children)
    fits = (
        (head.dep_ in ("dobj", "obj") and not is_self)
        or head.dep_ == "nsubjpass"
        or (head.dep_ == "nsubj" and (is_self or is_passive or verb.tag_ == "VBN"))
        or (verb.dep_ in ("acl", "relcl") and verb.head is head and (verb.tag_ == "VBN" or is_self))
    )
    if not fits:
        return []
    found: list[tuple[Befell, Token]] = [(kind, verb)]
    for other in (*verb.conjuncts,):  # 'killed or injured 50 people'
        second = _words("verbs").get(other.lemma_.lower())
        if second and second != kind and abs(other.i - verb.i) == 2 and head.dep_ in ("dobj", "obj", "nsubjpass"):
            found.append((second, other))
    return sorted(found, key=lambda pair: pair[1].i)


def _of_lives(phrase: Token) -> list[tuple[Befell, Token]]:
    """'claimed the lives of 30 people', 'the deaths of 12 soldiers', 'the arrest of five men'."""
    if phrase.dep_ != "pobj" or phrase.head.lower_ not in ("of", "to"):
        return []
    above = phrase.head.head
    if above.lower_ == "lives" and above.head.lemma_ in ("claim", "take", "cost"):
        return [("killed", above.head)]
    if phrase.head.lower_ == "of":
        kind = _words("nouns").get(above.lemma_.lower())
        if kind and above.pos_ == "NOUN" and above.lemma_ != "refugee":
            return [(kind, above)]
    return []


def _toll_rose(number: Token) -> list[tuple[Befell, Token]]:
    """'the death toll rose to 87', 'a toll of 20 dead', 'claimed 30 lives'."""
    if number.dep_ in ("nummod",) and number.head.lower_ == "lives" and number.head.head.lemma_ in ("claim", "take", "cost"):
        return [("killed", number.head.head)]
    token = number
    for _ in range(4):
        for child in (token, *token.children):
            if child.lower_ == "toll" and any(part.lower_ == "death" for part in child.children) and child.i < number.i:
                return [("killed", child)]
        if token.head is token or token.dep_ in ("nsubj", "conj", "nummod"):
            break
        token = token.head
    return []
