"""Long descriptions before a name: 'the head of the Hama press centre Omar Haddad', 'the chief of the union, Lina Haddad,'.

Two readings. `trailing_names` finds names the parser glued to the body before them, in texts that lost their commas. `described`
tells which role noun a noted name belongs to, so that the noun (which the verb has for its subject) means the person.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from onrecord.actors.lexicon import titles
from onrecord.actors.name import pieces, word_list
from onrecord.actors.nature import SPEAKS
from onrecord.actors.scene import Scene
from onrecord.data import table
from onrecord.model import Mention

OF = frozenset({"of", "at", "for", "in", "to", "with", "from"})
LONGEST = 16
"""Tokens a description and its name may take."""
ORGANISATION_WORDS = word_list("organisation_words")
BORNE = word_list("bears_a_name")
"""Nouns that a name may follow which is the body's own: 'the leader of the group Ahrar al-Sham'."""
PARTICLES = frozenset({"al", "el", "-", "–", "bin", "ibn", "abu", "abdul", "abdel", "de", "van", "von"})
STOPS = frozenset({",", ".", ";", ":", "(", ")", "“", "”", '"', "–", "—", "?", "!", "and", "or", "but"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@cache
def role_nouns() -> frozenset[str]:
    """Nouns of one person in an office, a profession or a kinship: the last word of each."""
    people = table("actors")["roles"]["people"]
    names = {pieces(word)[-1] for words in people.values() for word in words if pieces(word)}
    return frozenset(names | {key[-1] for key in titles()} | word_list("humans")) - word_list("human_groups") - NOBODY


NOBODY = frozenset(
    {"people", "men", "women", "children", "families", "locals", "man", "woman", "one", "state", "staff", "country"}
)


@cache
def first_names() -> frozenset[str]:
    """First names of firstnames.toml, and the words that begin names like 'Abu Yazan'."""
    names = table("actors")["firstnames"]
    return frozenset(pieces(name)[0] for gender in ("m", "f") for name in names[gender]) | {"abu", "abdul", "abdel", "umm"}


def trailing_names(scene: Scene) -> Iterator[tuple[int, int, int]]:
    """(role token, start, end) of capitalised words between the body of a description and the verb of speech after it."""
    doc = scene.doc
    for token in doc:
        if token.lower_ not in role_nouns() or token.i + 3 >= len(doc) or doc[token.i + 1].lower_ not in OF:
            continue
        limit = min(len(doc), token.i + LONGEST, token.sent.end)
        stop = token.i + 2
        while stop < limit and doc[stop].text not in STOPS and doc[stop].tag_ not in FINITE:
            stop += 1
        end = stop
        while end > token.i and doc[end - 1].tag_ == "RB":
            end -= 1
        if stop >= limit or doc[stop].lemma_ not in SPEAKS:
            continue
        start = _name_start(scene, token.i + 2, end)
        if start < end:
            yield token.i, start, end


def _name_start(scene: Scene, floor: int, end: int) -> int:
    """Where the name that ends at `end` begins; `end` where nothing shows it."""
    doc = scene.doc
    start = end
    while start > floor and end - start < 7:
        token = doc[start - 1]
        hit = scene.name_at.get(start - 1)
        found = pieces(token.text)
        is_part = token.text[:1].isupper() or token.lower_ in PARTICLES
        if (hit is not None and hit.entry.kind != "person") or not is_part or any(p in ORGANISATION_WORDS for p in found):
            break
        start -= 1
    while start < end and (doc[start].text in ("-", "–") or not doc[start].text[:1].isupper()):
        start += 1
    if start >= end or start <= floor:
        return end
    before = doc[start - 1]
    is_closed = (start - 1 in scene.name_at and scene.name_at[start - 1].entry.kind == "body") or (
        any(piece in ORGANISATION_WORDS for piece in pieces(before.text)) and before.lower_ not in BORNE
    )
    if is_closed:
        return start
    for i in range(start + 1, end):  # 'a resident of Aleppo Omar Haddad'
        if pieces(doc[i].text)[:1] and pieces(doc[i].text)[0] in first_names() and i + 1 < end:
            return i
    return end


def describing(scene: Scene, mention: Mention, trailing: dict[int, int]) -> int | None:
    """The role noun of the long description that ends with this name, or None; `trailing`: name starts to role tokens."""
    doc = scene.doc
    if mention.start in trailing:
        return trailing[mention.start]
    p = mention.start - 1
    if p < 2 or doc[p].text != "," or doc[mention.start].is_sent_start:
        return None
    behind = doc[mention.end] if mention.end < len(doc) else None
    if behind is None or not (behind.text in (",", ".", "–", "—", "”") or behind.tag_ in FINITE):
        return None
    p -= 1
    floor = max(doc[mention.start].sent.start, mention.start - LONGEST)
    has_body = False
    while p > floor:
        token = doc[p]
        if token.text in STOPS or token.tag_ in FINITE:
            return None
        if token.lower_ in role_nouns() and token.tag_ in ("NN", "NNP") and p not in scene.name_at:
            is_role = has_body and doc[p + 1].lower_ in OF and (_is_definite(scene, p) or _is_closed(scene, mention.end))
            return p if is_role else None
        has_body = has_body or token.tag_ in ("NN", "NNS", "NNP", "NNPS")
        p -= 1
    return None


def _is_definite(scene: Scene, at: int) -> bool:
    """'the head', 'its chief', 'the deputy head' or nothing at all before it: not 'a member of the council, Omar Haddad'."""
    doc = scene.doc
    i = at - 1
    while i > at - 5 and i >= doc[at].sent.start and doc[i].tag_ in ("JJ", "NN", "NNP", "HYPH", "VBN"):
        i -= 1
    is_article = doc[i].tag_ == "DT" and doc[i].lower_ not in ("a", "an", "another", "some", "any")
    return i < doc[at].sent.start or is_article or doc[i].tag_ in ("PRP$", "POS") or doc[i].is_punct


def _is_closed(scene: Scene, end: int) -> bool:
    """'a member of the council, Omar Haddad, said': the verb follows, so no list of names goes on."""
    doc = scene.doc
    at = end + 1 if doc[end].text == "," else end
    return at < len(doc) and doc[at].tag_ in FINITE
