"""A found event with what is needed to tell whether another one is the same act: see likeness.py.

The word families are data/events/same.toml.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from onrecord.data import table
from onrecord.events.acts import Acts
from onrecord.events.again import Told
from onrecord.events.grammar import lemma, undergoer
from onrecord.language import Document
from onrecord.language.tagger import POINTERS, Pointing
from onrecord.model import Event, Spans

_AGAIN = POINTERS.index("again")
_LONGEST = 80
"""Words of a sentence that are looked at."""
_NONE: frozenset[str] = frozenset()
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "such", "his", "her", "its", "their"))
_INDEFINITE = frozenset(("a", "an", "another", "any"))
_ANOTHER = frozenset(("another", "other", "more", "further", "second", "third", "additional"))
_OTHER = frozenset(
    ("other", "another", "more", "further", "new", "second", "third", "next", "separate", "similar", "additional", "subsequent",
     "earlier", "previous", "last", "latest", "also", "again", "later", "then", "meanwhile", "separately", "elsewhere", "too")
)  # fmt: skip
_EMPTY = frozenset(
    ("he", "she", "it", "they", "them", "him", "her", "we", "us", "i", "you", "who", "which", "that", "the", "a", "an", "and",
     "of", "in", "its", "his", "their", "some", "more", "than", "other", "people")
)  # fmt: skip
_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mr", "one", "two"))
_TIES = {
    **dict.fromkeys(
        ("after", "before", "following", "since", "until", "despite", "amid", "against", "over", "for", "from"), "apart"
    ),
    **dict.fromkeys(("in", "by", "with", "through", "as", "when", "of", "where"), "within"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Telling:
    """One found event with what is needed to compare it."""

    event: Event
    token: Token
    lemma: str
    families: frozenset[str]
    is_verb: bool
    is_definite: bool
    is_bare: bool
    """A definite noun without words of its own."""
    is_indefinite: bool
    is_other: bool
    """Words beside it say that it is another one."""
    is_plural: bool
    is_general: bool
    tie: str
    """Is it tied to the words above as an act of its own ("apart": 'after the raid'), as the same ("within"), or not ("")?"""
    own: frozenset[str]
    """Lemmas of the nouns that hang on it."""
    sentence: int
    around: frozenset[str]
    """Lemmas of its sentence's common nouns."""
    names: frozenset[str]
    """Its sentence's proper names and numbers, in lower case."""
    doers: frozenset[str]
    """Words of those who do it."""
    undergoers: frozenset[str]
    piece: int
    """Its first piece; -1: the encoder takes it for nothing."""
    again: Pointing | None
    types: NDArray[np.float32]
    statuses: NDArray[np.float32]
    like: int
    """How many tellings of its type stand before it."""


@cache
def families() -> Mapping[str, frozenset[str]]:
    """The families of each lemma: words that can tell one act."""
    found: dict[str, set[str]] = {}
    for name, members in table("events")["same"]["family"].items():
        for word in members:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


@cache
def general() -> frozenset[str]:
    """Nouns that can name any act: "the operation"."""
    return frozenset(table("events")["same"]["general"]["nouns"])


def tellings(told: Sequence[Told], acts: Acts, document: Document) -> list[Telling]:
    """What is compared, one for each found event, in their order."""
    doc = document.doc
    starts = [sent.start for sent in doc.sents]
    words: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
    before: Counter[str] = Counter()
    found = []
    for one in told:
        number = bisect_right(starts, one.token.i) - 1
        if number not in words:
            words[number] = _sentence(doc, starts[number], starts[number + 1] if number + 1 < len(starts) else len(doc))
        found.append(_telling(one, acts, number, words[number], before[one.event.type]))
        before[one.event.type] += 1
    return found


def _sentence(doc: Doc, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
    """Lemmas of the common nouns; proper names and numbers."""
    nouns, names = set(), set()
    for token in doc[start : min(end, start + _LONGEST)]:
        if token.pos_ == "NOUN":
            nouns.add(lemma(token))
        elif token.pos_ in ("PROPN", "NUM"):
            names.add(token.lower_)
    return frozenset(nouns), frozenset(names - _DAYS)


def _is_done_to_another(verb: Token) -> bool:
    """'stormed another village', 'killed five more people'."""
    thing = undergoer(verb)
    return thing is not None and any(t.lower_ in _ANOTHER for t in thing.subtree if t.i < thing.i)


def _telling(one: Told, acts: Acts, sentence: int, words: tuple[frozenset[str], frozenset[str]], like: int) -> Telling:
    token, event = one.token, one.event
    word = lemma(token)
    is_verb = token.pos_ in ("VERB", "AUX")
    kids = list(token.children)
    left = [] if is_verb else [k for k in kids if k.i < token.i]
    lower = {k.lower_ for k in left if k.pos_ in ("DET", "PRON")}
    own = _own(kids)
    act = acts.by_token.get(token.i)
    return Telling(
        event=event,
        token=token,
        lemma=word,
        families=families().get(word, _NONE),
        is_verb=is_verb,
        is_definite=bool(lower & _DEFINITE),
        is_bare=bool(lower & _DEFINITE) and not own and len(left) == 1,
        is_indefinite=bool(lower & _INDEFINITE),
        is_other=any(k.lower_ in _OTHER for k in kids) or (is_verb and _is_done_to_another(token)),
        is_plural=token.tag_ in ("NNS", "NNPS"),
        is_general=not is_verb and word in general(),
        tie=_tie(token, kids),
        own=own,
        sentence=sentence,
        around=words[0] - {word},
        names=words[1],
        doers=_heads(event.actor_evidence),
        undergoers=_heads(event.recipient_evidence),
        piece=act.piece if act is not None else -1,
        again=act.points[_AGAIN] if act is not None else None,
        types=act.types[1:] / max(1e-6, float(act.types[1:].sum())) if act is not None else np.zeros(1, np.float32),
        statuses=act.statuses if act is not None else np.zeros(1, np.float32),
        like=like,
    )


def _own(kids: Sequence[Token]) -> frozenset[str]:
    """Lemmas of the nouns that hang on the word, through prepositions too."""
    found = set()
    for kid in kids:
        if kid.pos_ in ("NOUN", "PROPN", "NUM"):
            found.add(lemma(kid))
        elif kid.dep_ in ("prep", "agent"):
            found |= {lemma(inner) for inner in kid.children if inner.pos_ in ("NOUN", "PROPN", "NUM")}
    return frozenset(found)


def _tie(token: Token, kids: Sequence[Token]) -> str:
    # 'fled after the raid', 'died when jets bombed it', 'killed in the raid'
    if token.dep_ in ("pobj", "pcomp") and token.head.lower_ in _TIES:
        return _TIES[token.head.lower_]
    return next((_TIES[k.lower_] for k in kids if k.dep_ in ("mark", "advmod") and k.i < token.i and k.lower_ in _TIES), "")


def _heads(spans: Spans) -> frozenset[str]:
    return frozenset(word for span in spans for word in span.text.lower().split()) - _EMPTY
