"""Who speaks: the source of an attribution as an actor of the cast, or as printed with the reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.data import table
from onrecord.language import Document
from onrecord.model import Cast, Mention
from onrecord.statements.attribution import Attribution, Ranges
from onrecord.statements.phrases import child, source_words

NO_SOURCE = "the text names no source"
NO_SPEAKER = "a quotation with nobody named beside it"
OPEN_PRONOUN = "pronoun without a sure antecedent"
AMBIGUOUS = "a pronoun that fits more than one"
UNNAMED = "the source is not named"
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_OWN = frozenset({"i", "we", "me", "us"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """An actor's id, the words that stand for the speaker, others who speak too, and why the id is open."""

    actor: str | None
    text: str | None
    also: tuple[str, ...] = ()
    reason: str | None = None


@cache
def _papers() -> frozenset[str]:
    return frozenset(table("cues")["statements"]["words"]["papers"])


@cache
def _organs() -> frozenset[str]:
    return frozenset(table("cues")["statements"]["words"]["organs"])


def find_speaker(document: Document, cast: Cast, attribution: Attribution) -> Speaker:
    """The speaker of one attribution; nobody is guessed."""
    if attribution.source_at is None:
        return Speaker(None, None, reason=NO_SOURCE if attribution.cue else NO_SPEAKER)
    head = antecedent(document.doc[attribution.source_at])
    words = source_words(head) if head.i != attribution.source_at else attribution.source
    text = " ".join(document.of_tokens(start, end).text for start, end in words) or None
    source = attribution.source
    actor = _named_at_end(document, cast, source) or actor_of(cast, head) or _named_at_start(document, cast, source)
    also = tuple(name for other in _joined(head) if (name := _name(document, cast, other)) and name != actor)
    if (pair := _pair(document, cast, attribution.source)) is not None:
        actor, also = pair[0], (pair[1], *also)
    elif actor is not None and cast.actor(actor).kind == "group" and (people := _people(cast, head)):
        actor, also = people[0], (*people[1:], *also)
    if actor is not None:
        return Speaker(actor, text, also)
    return Speaker(None, text, also, OPEN_PRONOUN if head.pos_ == "PRON" else UNNAMED)


def _people(cast: Cast, head: Token) -> list[str]:
    """'His parents, Anna Brandt and Peter Hill': the people that a plural is said to be."""
    first = child(head, "appos")
    if first is None or head.tag_ != "NNS":
        return []
    found = [mention.actor for one in (first, *_joined(first)) if (mention := _mention(cast, one)) is not None]
    return found if len(found) > 1 and all(cast.actor(name).kind == "person" for name in found) else []


def _named_at_end(document: Document, cast: Cast, source: Ranges) -> str | None:
    """The person a long description ends with: 'Minister for the Middle East Anna Brandt', 'a nurse at the clinic Mona Haddad'.

    Not 'a spokesman for Anna Brandt': a name after a preposition belongs to somebody else's description.
    """
    if not source or source[-1][1] - source[-1][0] < 4:
        return None
    start, end = source[-1]
    doc = document.doc
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    for mention in cast.covering(end - 1):
        before = doc[mention.start - 1] if mention.start > start else None
        if mention.end != end or mention.kind not in ("name", "title") or cast.actor(mention.actor).kind != "person":
            continue
        if before is not None and before.tag_ not in ("IN", "TO", "POS", "CC", ",") and mention.end - mention.start >= 2:
            return mention.actor
    return None


def _pair(document: Document, cast: Cast, source: Ranges) -> tuple[str, str] | None:
    """'Norway Denmark say' in a text that lost its commas: both, the first first."""
    if not source or "," in document.doc.text:
        return None
    start, end = source[0]
    if document.doc[start].tag_ == "DT":
        start += 1
    first, second = cast.covering(start), cast.covering(end - 1)
    for one in first:
        for other in second:
            is_pair = one.start == start and one.end == other.start and other.end == end
            are_states = all(cast.actor(mention.actor).kind == "state" and mention.kind == "name" for mention in (one, other))
            if is_pair and are_states and one.actor != other.actor:
                return one.actor, other.actor
    return None


def _named_at_start(document: Document, cast: Cast, source: Ranges) -> str | None:
    """The person a description follows on: 'Kenyan Anna Brandt, one of a handful who stayed,'."""
    if not source:
        return None
    start, end = source[0]
    for first in (start, start + 1):
        for mention in cast.covering(first) if first < end else ():
            is_whole = mention.start == first and mention.end - mention.start >= 2 and mention.kind in ("name", "title")
            if (
                is_whole
                and cast.actor(mention.actor).kind == "person"
                and mention.end < end
                and document.doc[mention.end].text == ","
            ):
                return mention.actor
    return None


def antecedent(token: Token) -> Token:
    """'the envoy, who said': from 'who' to 'envoy'."""
    if token.lower_ not in _RELATIVE:
        return token
    at = token.head
    for _ in range(4):
        if at.dep_ == "relcl":
            return at.head
        if at.head.i == at.i:
            break
        at = at.head
    return token


def actor_of(cast: Cast, head: Token) -> str | None:
    """The actor a noun phrase with this head denotes, or None."""
    mention = _mention(cast, head)
    if mention is not None:
        return mention.actor
    if head.lemma_.lower() in _organs():  # 'his office', "Ankara's ministry": it speaks for whoever it belongs to
        for part in head.lefts:
            if part.dep_ == "poss" and (mention := _mention(cast, part)) is not None:
                return mention.actor
    if head.lemma_.lower() in _papers():  # 'a Security Council resolution', 'an Observatory toll': whoever made it
        for part in head.lefts:
            mention = _mention(cast, part) if part.dep_ in ("compound", "nmod", "poss", "amod") else None
            if mention is not None and cast.actor(mention.actor).kind in ("organisation", "state") and mention.end <= head.i:
                return mention.actor
    for part in head.rights:  # 'the envoy, Pavel Orlov,'
        if part.dep_ == "appos" and (mention := _mention(cast, part)) is not None and cast.actor(mention.actor).kind == "person":
            return mention.actor
    return None


def _mention(cast: Cast, head: Token) -> Mention | None:
    mention = cast.headed(head.i)
    if mention is not None:
        return mention
    for wider in cast.covering(head.i):  # the cast may hang a name on another of its words
        if wider.kind in ("name", "title", "short") and head.left_edge.i <= wider.start and wider.end <= head.right_edge.i + 1:
            return wider
    return None


def _joined(head: Token) -> list[Token]:
    """'London, Paris and Berlin': the others."""
    out: list[Token] = []
    at: Token | None = head
    while at is not None and len(out) < 6:
        at = next((part for part in at.rights if part.dep_ == "conj" and part.pos_ in ("NOUN", "PROPN", "PRON")), None)
        if at is not None:
            out.append(at)
    return out


def _name(document: Document, cast: Cast, token: Token) -> str:
    actor = actor_of(cast, token)
    if actor is not None:
        return actor
    start = token.left_edge.i
    end = next((part.left_edge.i for part in token.rights if part.dep_ in ("cc", "conj", "punct")), token.right_edge.i + 1)
    return document.of_tokens(start, max(end, token.i + 1)).text


def is_own_voice(token: Token) -> bool:
    """'I', 'we': the speaker of the words they stand in."""
    return token.pos_ == "PRON" and token.lower_ in _OWN  # not 'US'
