"""Where a place is named: the parser's names, capitalised words after a preposition of place, and the supplement's names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from onrecord.data import table
from onrecord.grounding.places.fold import fold
from onrecord.grounding.places.gazetteer import Candidate

LABELS = frozenset({"GPE", "LOC", "FAC"})
PREPOSITIONS = frozenset({
    "in", "at", "near", "around", "outside", "inside", "across", "throughout", "within", "towards", "toward", "into", "from",
    "to", "through", "over", "above", "along", "between", "beyond", "off", "reach", "of",
})  # fmt: skip
ADMIN = {
    "province": "province", "governorate": "province", "state": "province", "oblast": "province", "region": "province",
    "district": "district", "county": "district", "prefecture": "province", "countryside": "province",
    "city": "city", "town": "city", "village": "city", "suburb": "city", "neighbourhood": "city", "neighborhood": "city",
}  # fmt: skip
BLOWS = frozenset({
    "attack", "strike", "airstrike", "raid", "assault", "offensive", "bombing", "bombardment", "shelling", "siege", "massacre",
    "advance", "operation",
})  # fmt: skip
STRIKES = frozenset({
    "bomb", "shell", "strike", "hit", "storm", "besiege", "pound", "bombard", "capture", "retake", "recapture", "raid",
})  # fmt: skip
_LONGEST = 4
_DIRECTION = re.compile(r"(?:north|south|east|west|central)(?:ern|-?east(?:ern)?|-?west(?:ern)?)?$")


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens [start, end) that may name a place; `kind` is what an admin word beside it calls it."""

    start: int
    end: int
    text: str
    kind: str = ""
    has_label: bool = True
    """The parser took it for a place."""
    supplement: tuple[Candidate, ...] = ()


@cache
def countries() -> dict[str, tuple[str, str]]:
    """Folded name → alpha-3 and name of the country."""
    found: dict[str, tuple[str, str]] = {}
    for country in table("actors")["countries"]["country"]:
        for name in (country["name"], *country.get("names", ())):
            found.setdefault(fold(name), (country["iso3"], country["name"]))
    for short in ("us", "usa", "united states", "uk", "britain", "great britain", "uae", "drc", "russian federation"):
        iso3 = {"us": "USA", "usa": "USA", "united states": "USA", "uae": "ARE", "drc": "COD", "russian federation": "RUS"}.get(
            short, "GBR"
        )
        found.setdefault(short, (iso3, next(c["name"] for c in table("actors")["countries"]["country"] if c["iso3"] == iso3)))
    return found


@cache
def demonyms() -> dict[str, str]:
    """Lower-case demonym → alpha-3."""
    return {
        word.lower(): country["iso3"]
        for country in table("actors")["countries"]["country"]
        for word in country.get("demonyms", ())
    }


@cache
def _organisations() -> frozenset[str]:
    """Folded names of groups and organisations, which a parser often takes for places ("Daesh")."""
    found: set[str] = set()
    for stem in ("groups", "organisations"):
        for entries in table("actors").get(stem, {}).values():
            for entry in entries if isinstance(entries, list) else ():
                if isinstance(entry, dict):
                    found.update(fold(str(name)) for name in (entry.get("name", ""), *entry.get("names", ())))
    return frozenset(found)


@cache
def capitals() -> dict[str, str]:
    """Folded name of a capital → alpha-3."""
    return {fold(c["capital"]): c["iso3"] for c in table("actors")["countries"]["country"] if c.get("capital")} | {
        "washington": "USA"
    }


@cache
def supplement() -> dict[str, dict[tuple[str, ...], tuple[Candidate, ...]]]:
    """First folded word → folded words of a name → places, from data/places."""
    found: dict[str, dict[tuple[str, ...], tuple[Candidate, ...]]] = {}
    for entry in table("places")["supplement"]["place"]:
        candidate = _of_entry(entry)
        for name in dict.fromkeys((entry["name"], *entry.get("names", ()))):
            words = tuple(word for word in fold(name).split())
            words = words[1:] if words[0] in ("the", "al") and len(words) > 1 else words
            known = found.setdefault(words[0], {})
            known[words] = (*known.get(words, ()), candidate)
    return found


def _of_entry(entry: dict[str, Any]) -> Candidate:
    return Candidate(
        entry.get("geonameid"), entry["name"], entry.get("country", ""), entry.get("lat"), entry.get("lon"), 0, entry["precision"]
    )


def find_names(doc: Doc) -> Iterator[Named]:
    """Place names in the order of the text, none within another; the supplement's longest names come first."""
    taken = bytearray(len(doc))
    found = list(_of_supplement(doc, taken))
    for span in doc.ents:
        if span.label_ in LABELS:
            found.extend(_trimmed(doc, span.start, span.end, taken, True))
    found.extend(_after_preposition(doc, taken))
    found.extend(_again(doc, taken, _seen(doc, found)))
    yield from sorted(found, key=lambda named: named.start)


def _of_supplement(doc: Doc, taken: bytearray) -> Iterator[Named]:
    """'Shayrat airfield', 'eastern Ghouta': in any place of the text, at least one word with a capital."""
    known = supplement()
    i = 0
    while i < len(doc):
        token = doc[i]
        first = fold(token.text) if token.is_alpha or token.is_title else ""
        if first in known and not token.is_stop:
            best = _longest(doc, i, known[first])
            if best is not None and not _is_of_person(doc, i, best.end):
                taken[i : best.end] = b"\1" * (best.end - i)
                yield best
                i = best.end
                continue
        i += 1


def _longest(doc: Doc, start: int, names: dict[tuple[str, ...], tuple[Candidate, ...]]) -> Named | None:
    words: list[str] = []
    best: Named | None = None
    for end in range(start, min(start + 7, len(doc))):
        folded = fold(doc[end].text).split()
        if not folded and doc[end].text != "-":
            break
        words.extend(folded)
        if not folded:
            continue
        candidates = names.get(tuple(words))
        if candidates and any(doc[k].text[:1].isupper() for k in range(start, end + 1)):
            begin = start - 2 if start > 1 and doc[start - 1].text == "-" and doc[start - 2].lower_ == "al" else start
            best = Named(begin, end + 1, doc[begin : end + 1].text, supplement=candidates)
    return best


def _is_of_person(doc: Doc, start: int, end: int) -> bool:
    """Is it part of a longer name of a person or an organisation?"""
    token = doc[start]
    if token.ent_type_ not in ("PERSON", "ORG"):
        return False
    before = start > 0 and doc[start - 1].ent_type_ == token.ent_type_ and token.ent_iob_ == "I"
    after = end < len(doc) and doc[end].ent_iob_ == "I"
    return before or after


def _trimmed(doc: Doc, start: int, end: int, taken: bytearray, has_label: bool) -> Iterator[Named]:
    """A name without its article, possessive and admin word: "the Idlib province's" → "Idlib", a province."""
    if any(taken[start:end]):
        return
    kind = ""
    while start < end and (
        doc[start].lower_ in ("the", "nearby", "neighbouring", "neighboring") or doc[start].is_punct or doc[start].is_space
    ):
        start += 1
    while start < end and (
        doc[end - 1].tag_ == "POS" or doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].lower_ in ("'s", "’s")
    ):
        if doc[end - 1].text.endswith("."):
            break
        end -= 1
    if end - start > 1 and doc[end - 1].lower_ == "county":
        kind = "district"
    elif end - start > 1 and doc[end - 1].lower_ in ADMIN and doc[end - 1].lower_ not in ("state", "city"):
        kind, end = ADMIN[doc[end - 1].lower_], end - 1
    elif end - start > 2 and doc[start].lower_ in ADMIN and doc[start + 1].lower_ == "of":
        kind, start = ADMIN[doc[start].lower_], start + 2
    if end - start > 1 and _DIRECTION.match(doc[start].lower_) and fold(doc[start + 1 : end].text) in countries():
        start += 1  # 'northern Syria'
    if start >= end or not any(doc[k].text[:1].isupper() for k in range(start, end)):
        return
    taken[start:end] = b"\1" * (end - start)
    if any("0" <= c <= "9" for c in doc[start].text) or doc[start].like_url:
        return
    if (end - start == 1 and doc[start].lower_ in demonyms()) or fold(doc[start:end].text) in _organisations():
        return
    yield Named(start, end, doc[start:end].text, kind or _admin_word(doc, start, end), has_label)


def _admin_word(doc: Doc, start: int, end: int) -> str:
    """'Idlib province' or 'the city of Homs': what the words beside the name call it."""
    if end < len(doc) and doc[end].lower_ in ADMIN and doc[end].dep_ not in ("nsubj",):
        return ADMIN[doc[end].lower_]
    if start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in ADMIN:
        return ADMIN[doc[start - 2].lower_]
    if start > 0 and doc[start - 1].lower_ in ADMIN:  # 'the Syrian town Khan Sheikhoun'
        return ADMIN[doc[start - 1].lower_]
    return ""


def _after_preposition(doc: Doc, taken: bytearray) -> Iterator[Named]:
    """'in Khan Sheikhoun', 'the attack on Khan Sheikhoun', 'shelled Homs', where the parser saw no place."""
    for token in doc:
        if not (_leads_to_place(doc, token) or is_struck(doc, token)):
            continue
        start = token.i + 1
        while start < len(doc) and doc[start].lower_ in (
            "the",
            "nearby",
            "central",
            "northern",
            "southern",
            "eastern",
            "western",
        ):
            start += 1
        end = start
        while end < len(doc) and end - start < _LONGEST * 2 and (_is_part(doc[end]) or (doc[end].text == "-" and end > start)):
            end += 1
        while end > start and doc[end - 1].text == "-":
            end -= 1
        if (
            end > start
            and not any(taken[start:end])
            and all(doc[k].ent_type_ in ("", "PERSON", "ORG", "NORP", "PRODUCT") for k in range(start, end))
        ):
            yield from _trimmed(doc, start, end, taken, False)


def _leads_to_place(doc: Doc, token: Token) -> bool:
    if token.lower_ == "of":
        return token.i > 0 and doc[token.i - 1].lower_ in ADMIN
    return token.lower_ in PREPOSITIONS


def is_struck(doc: Doc, token: Token) -> bool:
    """Is what follows where a blow falls? 'the attack on …', 'the shelling of …', 'warplanes bombed …'."""
    if token.lower_ in ("on", "of", "against"):
        return token.i > 0 and doc[token.i - 1].lemma_.lower() in BLOWS
    return token.pos_ == "VERB" and token.lemma_.lower() in STRIKES


def _seen(doc: Doc, found: list[Named]) -> frozenset[str]:
    """Names of one word that the parser takes for a place at least as often as for somebody."""
    votes: dict[str, int] = {}
    for named in found:
        if named.end - named.start == 1 and named.has_label:
            votes[named.text] = votes.get(named.text, 0) + 1
    for span in doc.ents:
        if span.label_ in ("PERSON", "ORG") and span.end - span.start == 1 and span.text in votes:
            votes[span.text] -= 1
    return frozenset(text for text, count in votes.items() if count >= 0)


def _again(doc: Doc, taken: bytearray, known: frozenset[str]) -> Iterator[Named]:
    """A name seen as a place elsewhere in the report, or a capital or country, and here not part of a longer name."""
    for token in doc:
        text = token.text
        if taken[token.i] or not text[:1].isupper() or token.pos_ != "PROPN":
            continue
        if text not in known and fold(text) not in countries() and fold(text) not in capitals():
            continue
        is_inside = token.ent_iob_ == "I" or (token.i + 1 < len(doc) and doc[token.i + 1].ent_iob_ == "I")
        if not (is_inside and token.ent_type_ in ("PERSON", "ORG", "FAC", "WORK_OF_ART", "PRODUCT", "LAW")):
            taken[token.i] = 1
            yield Named(token.i, token.i + 1, text, _admin_word(doc, token.i, token.i + 1))


def _is_part(token: Token) -> bool:
    return (token.text[:1].isupper() and token.is_alpha and token.pos_ in ("PROPN", "NOUN", "ADJ", "X")) or token.lower_ in (
        "al", "el", "ez", "ad", "ar", "as",
    )  # fmt: skip
