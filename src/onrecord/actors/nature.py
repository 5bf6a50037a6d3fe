"""Is a capitalised name a person's or a place's? The parser's label is often wrong; the whole report is asked.

Rule: a name without a title is a person's only if something human happens to it somewhere in the report (it speaks, has an age,
a mother, an honorific); a name that stands anywhere as a place ("in X", "the town of X", "X province") is none, unless it speaks.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from onrecord.actors import title
from onrecord.actors.lexicon import title_words
from onrecord.actors.name import pieces, word_list
from onrecord.actors.scene import Scene
from onrecord.data import table

LOCATING = frozenset({"in", "near", "around", "inside", "outside", "into", "across", "throughout", "at"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
SPEAKS = word_list("speech") | word_list("human_verbs")
PLACE_NOUNS = word_list("place_nouns")
PLACE_SIDES = word_list("place_sides")
KIN = word_list("kin")
RUBBISH = word_list("rubbish")
DESCRIBED = KIN | frozenset(
    {"man", "woman", "boy", "girl", "mother", "father", "student", "teacher", "doctor", "nurse", "fighter", "farmer"}
)
PLACE_STARTS = word_list("place_starts")


@cache
def known_places() -> frozenset[tuple[str, ...]]:
    """Names of sites and regions of the places' supplement."""
    found: set[tuple[str, ...]] = set()
    for rows in table("places")["supplement"].values():
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and "name" in row:
                found.update(pieces(name) for name in (row["name"], *row.get("names", ())))
    return frozenset(found)


def is_person(scene: Scene, start: int, end: int, label: str) -> bool:
    """Can tokens [start, end), which carry no title, be a person's name? `label`: the parser's for them."""
    doc = scene.doc
    words = tuple(piece for token in doc[start:end] for piece in pieces(token.text))
    if not words or any(word in RUBBISH for word in words):
        return False
    at = occurrences(scene, start, end)
    if any(is_human(scene, first, last) for first, last in at):
        return True
    if words[0] in PLACE_STARTS or words in known_places() or any(is_place(scene, first, last) for first, last in at):
        return False
    if end - start == 1 or label != "PERSON":
        return False
    if _is_headline(scene, start):
        return False
    return not any(doc[first].ent_type_ in PLACE_LABELS for first, _ in at)


def occurrences(scene: Scene, start: int, end: int) -> list[tuple[int, int]]:
    """Where the report prints these very tokens, itself included; at most twelve."""
    wanted = scene.texts[start:end]
    size = end - start
    places = scene.places_of(wanted[0])
    return [(i, i + size) for i in places if size == 1 or scene.texts[i : i + size] == wanted][:12] or [(start, end)]


def is_human(scene: Scene, start: int, end: int) -> bool:
    """Does something human happen to the name here?"""
    doc = scene.doc
    last = doc[end - 1]
    head = _head(scene, start, end)
    if head.dep_ in SUBJECTS and head.head.lemma_ in SPEAKS:
        return True  # 'Elyas said'
    before = doc[start - 1] if start > 0 and not doc[start].is_sent_start else None
    if before is not None:
        word = before.lower_.rstrip(".")
        if word in title.HONORIFICS and word not in ("sheikh", "king", "lady", "lord", "prince", "queen"):
            return True
        if word in ("named", "called", "nicknamed") and last.dep_ in ("oprd", "dobj", "attr") and last.ent_type_ == "PERSON":
            return True
        if before.lemma_ in SPEAKS and before.tag_ in ("VBD", "VBZ") and head.head.i == before.i and not doc[start].is_sent_start:
            return True  # '… also said Elyas'
        if before.text == "," and start > 1 and doc[start - 2].lower_ in KIN:
            return True  # 'his mother, Lina'
        if word in KIN and last.ent_type_ == "PERSON":
            return True
    if end + 1 < len(doc):
        after, beyond = doc[end], doc[end + 1]
        if after.text == "," and beyond.text.isdigit() and len(beyond.text) == 2:
            return True  # 'Elyas, 25,'
        if after.tag_ == "POS" and beyond.lower_ in KIN:
            return True  # "Elyas's mother"
        if after.lower_ == "who" and last.ent_type_ == "PERSON":
            return True
        if after.text == "," and beyond.lower_ in ("a", "an", "the") and last.ent_type_ == "PERSON":
            return any(token.lower_ in title_words() for token in doc[end + 2 : min(end + 8, last.sent.end)])
    return False


def is_described(scene: Scene, start: int, end: int) -> bool:
    """'Hevda, a woman in her 30s', 'Elyas, 25,': described as a person, whatever the parser's label."""
    doc = scene.doc
    if end + 2 >= len(doc) or doc[end].text != ",":
        return False
    beyond = doc[end + 1]
    if beyond.text.isdigit() and len(beyond.text) == 2:
        return True
    return beyond.lower_ in ("a", "an") and any(
        token.lower_ in DESCRIBED for token in doc[end + 2 : min(end + 5, doc[start].sent.end)]
    )


def is_place(scene: Scene, start: int, end: int) -> bool:
    """Does the name stand as a place here?"""
    doc = scene.doc
    before = doc[start - 1] if start > 0 and not doc[start].is_sent_start else None
    if before is not None and before.text == "-" and start > 1 and doc[start - 2].lower_ in ("al", "el"):
        before = doc[start - 3] if start > 2 else None
    if before is not None:
        if before.lower_ in LOCATING and before.tag_ == "IN":
            return True
        if before.lower_ in PLACE_NOUNS or before.lower_ in PLACE_SIDES:
            return True
        if before.lower_ == "of" and start > 1 and doc[start - 2].lower_ in PLACE_NOUNS:
            return True
    after = doc[end] if end < len(doc) else None
    return after is not None and not after.is_sent_start and after.lower_ in PLACE_NOUNS


def _head(scene: Scene, start: int, end: int) -> Token:
    doc = scene.doc
    for token in doc[start:end]:
        if token.dep_ in SUBJECTS:
            return token
    return doc[scene.head(start, end)]


def _is_headline(scene: Scene, at: int) -> bool:
    """'Warplane Crashes Near Town': in a line where most words have a capital a label means little."""
    words = [token.text for token in scene.doc[at].sent if token.is_alpha and len(token.text) > 3]
    return 4 <= len(words) <= 40 and sum(word[:1].isupper() for word in words) > 0.75 * len(words)
