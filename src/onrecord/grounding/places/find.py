"""Places of a document: names used as places."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from onrecord.grounding.places.fold import fold
from onrecord.grounding.places.gazetteer import gazetteer
from onrecord.grounding.places.names import ADMIN, Named, capitals, countries, is_struck
from onrecord.grounding.places.resolve import UNKNOWN, Resolved, resolve
from onrecord.language import Document
from onrecord.model import Cast, Place, PlaceMention, PlacePrecision

_ARTICLES = frozenset(
    ("al", "el", "ar", "as", "ash", "az", "ad", "at", "tal", "tel", "deir", "dayr", "kafr", "jabal", "umm", "um")
)
_BUILT = frozenset(("road", "street", "square", "plant", "dam", "field", "station", "roundabout", "highway", "castle", "tower"))
_LONGEST = 5
"""Tokens of an unknown name at most."""
COUNTRY = "a country: its centre is not a place"
_WHERE = frozenset(
    (
        "in at near around outside inside across throughout within into from through over along off towards toward onto "
        "beyond via"
    ).split()
)
# Verbs whose object is where something happens, even when it is a country: 'left Syria', 'bombed Libya'.
_GOES = frozenset(
    (
        "enter leave flee reach visit invade bomb strike hit shell cross occupy tour attack capture seize retake "
        "recapture besiege control hold liberate storm surround"
    ).split()
)
# Nouns that make the country before or after them an actor or a title.
_ROLES = frozenset(
    (
        "president minister government ambassador envoy spokesman spokeswoman army military regime leader king "
        "parliament forces officials official allies ally foreign senator governor mayor republican democrat "
        "congressman secretary chancellor premier"
    ).split()
)


_TAILS = frozenset(("based led supplied backed held controlled supported trained run made born brokered sponsored").split())

# 'the bombing of Aleppo', 'parts of Syria'; not 'the view of Moscow'.
_OF_PLACES = frozenset(
    (
        "part half rest most much swathe swath outskirt edge centre center heart invasion bombing bombardment "
        "shelling annexation siege occupation liberation capture recapture fall battle destruction countryside "
        "people population resident inhabitant control side northeast northwest southeast southwest kilometre kilometer mile km "
        "town village district quarter street gate"
    ).split()
)
# Verbs only an actor can do.
_SPEECH = frozenset(
    (
        "say accuse deny tell claim insist warn announce reject agree want call urge vow threaten argue condemn decide "
        "refuse demand veto vote"
    ).split()
)
# What goes 'to' a place.
_MOTION = frozenset(
    (
        "travel go return flee fly come move trip visit send bring get head deploy spread journey close access way road "
        "drive take transfer escape deliver"
    ).split()
)
# Nouns of places: a name before them says where.
_SITES = frozenset(
    (
        "border airport airbase base camp suburb outskirts coast north south east west area capital port hospital "
        "prison market mosque desert mountains suburbs enclave crossing embassy bridge"
    ).split()
)


def find_places(document: Document, cast: Cast) -> tuple[PlaceMention, ...]:
    """Every name used as a place, with coordinates where it is known which place is meant.

    'Moscow said', 'Russia's foreign minister', 'the mayor of London, Sadiq Khan' locate nothing and are left out.
    A country has its code and no coordinates.
    """
    found = []
    for resolved in resolve(document.doc):
        if is_location(document.doc, resolved, cast):
            named = resolved.named
            found.append(PlaceMention(named.start, named.end, place_of(document, resolved)))
    return tuple(found)


def place_at(document: Document, token: Token, names: Sequence[Resolved]) -> Place:
    """The place that the name at a token means, whatever the grammar makes of it: somebody else knows it to be one.

    `names`: all of the document, from `resolve`.
    """
    for resolved in names:
        if resolved.named.start <= token.i < resolved.named.end:
            return place_of(document, resolved)
    start, end = _printed(token)
    country = countries().get(fold(token.text[:-1])) if token.lower_.endswith("s") else None
    if country is not None and end - start == 1:  # 'Syrias war'
        return Place(document.of_tokens(start, end), country[1], country[0], "country", reason=COUNTRY)
    return Place(document.of_tokens(start, end), document.doc[start:end].text, reason=UNKNOWN)


def _printed(token: Token) -> tuple[int, int]:
    """Tokens of an unknown name: 'Al Maleh', 'al-Rashidin', 'Castello Road'; one that the gazetteer has stands alone."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > 1 and _is_hyphen(doc, start - 1) and end - start < _LONGEST:
        start -= 2
    if start > 0 and not _is_article(doc[start]) and _is_article(doc[start - 1]):
        start -= 1
    while _is_hyphen(doc, end) and doc[end + 1].pos_ in ("PROPN", "NOUN") and end - start < _LONGEST:
        end += 2
    is_site = end < len(doc) and doc[end].pos_ == "PROPN" and (doc[end].lower_ in _SITES or doc[end].lower_ in _BUILT)
    if is_site:
        return start, end + 1  # 'Castello Road'
    if doc[start:end].text.lower() in _ARTICLES or not gazetteer().named(doc[start:end].text):
        while end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].dep_ != "ROOT" and end - start < _LONGEST:
            if doc[end].head.i not in range(start, end + 2) and doc[end - 1].head.i != end:
                break
            end += 1
            if _is_hyphen(doc, end) and doc[end + 1].pos_ in ("PROPN", "NOUN"):
                end += 2
    return start, end


def _is_article(token: Token) -> bool:
    """The first part of a name: 'Al Maleh', 'Tal Abyad'; not 'as Aleppo'."""
    return token.lower_ in _ARTICLES and token.text[:1].isupper()


def _is_hyphen(doc: Doc, at: int) -> bool:
    """A hyphen within a word: 'al-Waer'."""
    return 0 < at < len(doc) - 1 and doc[at].text == "-" and not doc[at].whitespace_ and not doc[at - 1].whitespace_


def place_of(document: Document, resolved: Resolved) -> Place:
    """What is known of a name, as a Place."""
    named, candidate = resolved.named, resolved.candidate
    evidence = document.of_tokens(named.start, named.end)
    if candidate is None:
        return Place(evidence, named.text, reason=resolved.reason)
    precision: PlacePrecision = candidate.kind  # type: ignore[assignment]
    reason = COUNTRY if precision == "country" else None if candidate.lat is not None else "too wide for one point"
    return Place(
        evidence, candidate.name, candidate.country, precision, candidate.lat, candidate.lon, candidate.geonameid, reason
    )


def is_location(doc: Doc, resolved: Resolved, cast: Cast) -> bool:
    """Is the name used as a place here, not as an actor or in a title?"""
    named, candidate = resolved.named, resolved.candidate
    if named.end + 1 < len(doc) and doc[named.end].text in ("-", "–") and doc[named.end + 1].lower_ in _TAILS:
        return False  # 'the UK-based monitor', 'US-led strikes'
    root = doc[named.start : named.end].root
    if root.dep_ in ("compound", "nmod", "amod", "poss") and root.head.lower_ in _ROLES:
        return False  # 'the Tennessee senator'
    mentions = cast.covering(root.i)
    if any(m.start < named.start or m.end > named.end for m in mentions if _is_other(m.kind, m.head, named)):
        return False
    if _is_under_preposition(root):
        return not _is_title(root)
    is_country = candidate is not None and candidate.kind == "country"
    is_actor = is_country or any(m.kind in ("metonym", "name", "short") for m in mentions) or fold(named.text) in capitals()
    if not is_actor:
        return root.dep_ not in ("nsubj",) or root.head.pos_ not in ("VERB",) or not _speaks(root.head)
    if root.dep_ in ("dobj", "nsubjpass", "obj"):
        return root.head.lemma_ in _GOES
    if (
        root.dep_ in ("npadvmod", "ROOT")
        or (root.dep_ == "appos" and root.head.ent_type_ in ("GPE", "LOC", "FAC"))
        or (root.dep_ in ("poss", "compound", "nmod", "amod") and _is_place_word(root.head))
    ):
        return root.dep_ != "ROOT" or named.start == 0 or doc[named.start - 1].text == ","
    is_after_place = (
        named.start > 1 and doc[named.start - 1].text == "," and doc[named.start - 2].ent_type_ in ("GPE", "LOC", "FAC")
    )
    return is_after_place and root.dep_ not in ("nsubj", "conj", "compound", "poss")


def _is_other(kind: str, head: int, named: Named) -> bool:
    """A mention of somebody else, of whose name or title the place is a part: 'Aleppo Media Centre', 'the mayor of London'."""
    return kind in ("name", "title", "role", "short") and not named.start <= head < named.end


def _is_under_preposition(root: Token) -> bool:
    head = root
    for _ in range(3):
        if head.dep_ == "pobj" and is_struck(head.doc, head.head):
            return True
        if head.dep_ == "pobj":
            return head.head.lower_ in _WHERE or (head.head.lower_ == "to" and _moves(head.head.head)) or _is_of_place(head.head)
        if head.dep_ not in ("conj", "compound", "appos", "nmod"):
            return False
        if head.dep_ in ("compound", "nmod") and not _is_place_word(head.head):
            return False
        head = head.head
    return False


def _is_of_place(preposition: Token) -> bool:
    """'the city of Homs', 'north of Aleppo', 'the bombing of Aleppo', 'parts of Syria'."""
    return preposition.lower_ == "of" and (_is_place_word(preposition.head) or preposition.head.lemma_.lower() in _OF_PLACES)


def _is_title(root: Token) -> bool:
    """'the mayor of London', 'ambassador to Syria'."""
    above = root.head.head if root.dep_ == "pobj" else root.head
    return above.lower_ in _ROLES and root.head.lower_ in ("of", "to", "from", "for")


def _moves(token: Token) -> bool:
    return token.lemma_ in _MOTION


def _is_place_word(token: Token) -> bool:
    return token.lower_ in ADMIN or token.ent_type_ in ("GPE", "LOC", "FAC") or token.lower_ in _SITES


def _speaks(verb: Token) -> bool:
    """Verbs only an actor can do."""
    return verb.lemma_ in _SPEECH
