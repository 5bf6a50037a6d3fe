"""Is a noun the source of a statement, and which tokens are its phrase?"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from onrecord.actors.name import word_list
from onrecord.actors.scene import Scene
from onrecord.data import table

DOCUMENTS = word_list("documents")
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
LEFT = frozenset({"amod", "compound", "nmod", "poss", "npadvmod", "advmod", "nummod", "punct", "appos"})
MADE_BY = frozenset(
    {
        "release",
        "publish",
        "issue",
        "write",
        "prepare",
        "post",
        "provide",
        "compile",
        "commission",
        "produce",
        "carry",
        "approve",
        "adopt",
        "pass",
    }
)
"""Verbs by which a paper comes from somebody."""
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


@cache
def speech_verbs() -> frozenset[str]:
    """Every verb that gives speech or belief as somebody's."""
    return frozenset(
        word for row in table("cues")["statements"]["frame"] if row["name"] != "noun" for word in row["words"]
    ) | word_list("speech")


def is_speaking(token: Token) -> bool:
    """Is the noun the source of a statement: subject of a verb of speech, 'according to X', 'said by X'?"""
    for _ in range(4):
        if token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
    head = token.head
    for part in token.rights:
        if (
            part.dep_ == "relcl"
            and part.lemma_ in speech_verbs()
            and any(c.lower_ == "who" and c.dep_ == "nsubj" for c in part.lefts)
        ):
            return True  # 'the Kurds, who say'
    if token.dep_ in SUBJECTS:
        verb = head
        for _ in range(3):
            if verb.lemma_ in speech_verbs():
                return True
            if verb.dep_ != "aux":
                break
            verb = verb.head
        return (
            head.lemma_ in speech_verbs()
            or makes_paper(head)
            or any(
                part.dep_ in ("conj", "advcl")
                and part.lemma_ in speech_verbs()
                and not any(c.dep_ in SUBJECTS for c in part.lefts)
                for part in head.rights
            )
        )
    if token.dep_ == "pobj" and head.dep_ == "prep":
        return head.lower_ == "to" and head.head.lower_ == "according"
    if token.dep_ == "pobj" and head.dep_ == "agent":
        verb = head.head  # 'said by X', 'a statement issued by X'
        return verb.lemma_ in speech_verbs() or (verb.lemma_ in MADE_BY and verb.dep_ == "acl" and verb.head.lower_ in DOCUMENTS)
    return token.dep_ == "dep" and head.lemma_ in ("say", "tell", "add")


def makes_paper(verb: Token) -> bool:
    """'issued a statement', 'passed a resolution'."""
    return verb.lemma_ in MADE_BY and any(part.dep_ == "dobj" and part.lower_ in DOCUMENTS for part in verb.rights)


def left_of(scene: Scene, token: Token) -> int:
    """First token of the noun's phrase, without its article."""
    start = token.i
    floor = max(token.sent.start, token.i - 8)
    while start > floor:
        before = scene.doc[start - 1]
        if before.dep_ not in LEFT or (before.is_punct and before.text != "-") or not _is_below(before, token):
            break
        if before.tag_ in ("DT", "PRP$") or before.lower_ in WEEKDAYS:
            break  # 'in Raqqa on Saturday police said'
        start -= 1
    return start


def _is_below(token: Token, top: Token) -> bool:
    for _ in range(6):
        token = token.head
        if token.i == top.i:
            return True
    return False


def determiner(scene: Scene, start: int) -> str:
    return scene.doc[start - 1].lower_ if start > 0 and scene.doc[start - 1].tag_ in ("DT", "PRP$") else ""


def country_in(scene: Scene, start: int, end: int) -> str:
    """The state whose name or demonym stands in the phrase."""
    for i in range(start, end):
        hit = scene.name_at.get(i)
        if hit is not None and hit.entry.kind in ("name", "demonym", "metonym") and not hit.is_modifier:
            return scene.owner(hit)[0]
    return ""
