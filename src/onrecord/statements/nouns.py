"""Candidates that have no verb for a cue: 'according to', cue nouns, a colon."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.data import table
from onrecord.statements.attribution import Attribution, ranges, subtree
from onrecord.statements.lexicon import Use, Uses
from onrecord.statements.phrases import child, cue_words, source_words, subject

_ASSERT = Use("clause", "assert")
_LIGHT = frozenset(
    "make issue express have voice raise give repeat share level face deny reject renew reiterate hold offer send".split()
)
_MAX_COLON_SOURCE = 8


def according_to(word: Token) -> Iterator[Attribution]:
    # 'According to the Kremlin, the jets had landed first.'
    if word.lower_ != "according":
        return
    to = child(word, "prep")
    source = child(to, "pobj") if to is not None and to.lower_ == "to" else None
    if to is None or source is None:
        return
    head = word.head
    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
        head = head.head
    if head.i == word.i:
        return
    while head.dep_ == "relcl" and word.i > head.i and word.head.i == head.i:  # 'a blast that hit the hall, according to …'
        head = head.head
        while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
            head = head.head
    while head.dep_ == "conj" and head.head.pos_ in ("VERB", "AUX") and child(head, "nsubj", "nsubjpass") is None:
        head = head.head
    content = subtree(head)
    start, end = word.left_edge.i, max(word.right_edge.i, source.right_edge.i) + 1
    if start - min(content) > max(content) - end and start > min(content):  # at the end: what follows is not said by it
        content = {i for i in content if i < start}
    content.difference_update(range(start, end))
    if content:
        yield Attribution(
            "according to", ranges(content), ranges((word.i, to.i)), source_words(source), _ASSERT, word.i, head.i, source.i
        )


def cue_noun(noun: Token, uses: Uses) -> Iterator[Attribution]:
    # "The ministry's claim that the depot held only fertiliser …" / 'accusations of fraud'
    if "noun" not in uses:
        return
    use = uses["noun"][0]
    part = None
    cue_more: tuple[Token, ...] = ()
    for right in noun.rights:
        if right.dep_ in ("acl", "ccomp") and (child(right, "mark") is not None or any(t.tag_ == "TO" for t in right.lefts)):
            part = right
            break
        if right.dep_ == "prep" and right.lower_ in use.prepositions:
            thing = child(right, "pobj", "pcomp")
            if thing is not None:
                part, cue_more = thing, (right,)
                break
    if part is None:
        return
    source, light = _holder(noun)
    if source is None and cue_more and noun.head.lower_ not in ("be", "amid"):
        return
    words = {noun.i, *(t.i for t in cue_more)}
    for left in noun.lefts:
        if left.dep_ in ("amod", "det") and light is not None:
            words.add(left.i)
    if light is not None and light.i < noun.i and noun.left_edge.i - light.i <= 1:
        words.update(i for start, end in cue_words(light) for i in range(start, end))
        words.update(range(light.i, noun.i))
    content = _without_main_clause(part)
    yield Attribution(
        "noun",
        ranges(content - words),
        ranges(words),
        source_words(source) if source is not None else (),
        use,
        noun.i,
        part.i,
        source.i if source is not None else None,
    )


def _without_main_clause(part: Token) -> set[int]:
    """'The claim that the silo held grain was dismissed': the parse takes 'was dismissed' for the claim's verb."""
    mark, own = child(part, "mark"), child(part, "nsubjpass")
    verb = child(own, "acl") if own is not None else None
    if part.tag_ == "VBN" and mark is not None and verb is not None and verb.tag_ == "VBD":
        return set(range(mark.i, verb.right_edge.i + 1))
    return subtree(part)


def _holder(noun: Token) -> tuple[Token | None, Token | None]:
    """Whose claim it is, and the light verb that says so ('issued a warning that')."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner, None
    for left in noun.lefts:
        if left.dep_ in ("compound", "nmod", "amod") and left.ent_type_ in ("GPE", "ORG", "NORP", "PERSON"):
            return left, None
    for right in noun.rights:
        if right.dep_ == "prep" and right.lower_ in ("by", "from"):
            return child(right, "pobj"), None
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX") and noun.head.lemma_ in _LIGHT:
        return subject(noun.head), noun.head
    return None, None


def tail(token: Token, uses: Uses) -> Iterator[Attribution]:
    """A cue at the end of its sentence that the tagger took for a noun."""
    # 'The depot had been empty for years, Orlov notes.'
    if token.tag_ != "NNS" or "clause" not in uses or token.i + 1 >= len(token.doc) or token.i < 3 or not token.nbor(1).is_punct:
        return
    doc = token.doc
    first = token.i - 1
    while first > 0 and (doc[first].pos_ == "PROPN" or doc[first].is_title):
        first -= 1
    sentence = token.sent
    if doc[first].text != "," or first == token.i - 1 or first <= sentence.start + 2 or token.nbor(1).text not in (".", ","):
        return
    if not any(t.pos_ in ("VERB", "AUX") for t in doc[sentence.start : first]):
        return
    yield Attribution(
        "tail",
        ((sentence.start, first),),
        ((token.i, token.i + 1),),
        ((first + 1, token.i),),
        uses["clause"][0],
        token.i,
        doc[sentence.start : first].root.i,
        token.i - 1,
    )


@cache
def _labels() -> frozenset[str]:
    return frozenset(table("cues")["statements"]["words"]["labels"])


def _is_name(doc: Doc, start: int, end: int) -> bool:
    """Could the words before the colon name a speaker?"""
    words = [t for t in doc[start:end] if not t.is_space and not t.is_punct]
    if not words or len(doc[start:end].text.strip()) < 3 or any(t.lower_ in _labels() for t in words):
        return False
    return any(t.pos_ == "PROPN" or t.ent_type_ in ("PERSON", "ORG", "GPE") for t in words) or (
        len(words) <= 3 and all(t.is_title for t in words)
    )


def colon(doc: Doc, start: int, end: int) -> Iterator[Attribution]:
    """A line that opens with a name and a colon; tokens [start, end) are one paragraph or title."""
    # 'Orlov: we never had the shells'
    for i in range(start, min(end, start + _MAX_COLON_SOURCE)):
        token = doc[i]
        if token.text != ":":
            if token.pos_ in ("VERB", "AUX") or token.text in (",", "."):
                return
            continue
        if i == start or i + 1 >= end or not _is_name(doc, start, i):
            return
        rest = doc[i + 1 : end]
        if not any(t.pos_ in ("VERB", "AUX") for t in rest):
            return
        head = doc[i - 1]
        while head.head.i != head.i and start <= head.head.i < i:
            head = head.head
        yield Attribution("colon", ((i + 1, end),), ((i, i + 1),), ((start, i),), _ASSERT, i, rest.root.i, head.i)
        return
