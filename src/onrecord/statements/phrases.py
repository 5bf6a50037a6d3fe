"""Around one cue: its own words, its subject, the noun phrase that names a source."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.statements.attribution import Ranges, ranges

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_AUXILIARIES = frozenset({"aux", "auxpass", "neg", "prt"})
_PREMODIFIERS = frozenset({"advmod", "aux", "auxpass", "neg", "dep"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ADDING = frozenset({"add", "note", "stress", "argue", "insist", "claim", "explain"})
_REPORTING = frozenset(
    {"say", "tell", "report", "announce", "state", "write", "claim", "insist", "warn", "argue", "explain", "confirm"}
)
_MAX_CLIMB = 6


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of the labels."""
    for part in token.children:
        if part.dep_ in deps:
            return part
    return None


def cue_words(verb: Token, *more: Token) -> Ranges:
    """The cue as people mark it: the verb with its auxiliaries, particles and the adverbs between them.

    'has repeatedly said', 'did not mention', 'went on to emphasize', 'called for'.
    """
    words = {verb.i, *(token.i for token in more)}
    for part in verb.children:
        if part.dep_ in _AUXILIARIES and not part.is_punct:
            words.add(part.i)
    first = min(words)
    for i in range(first, verb.i):
        if verb.doc[i].head.i == verb.i and verb.doc[i].dep_ in _PREMODIFIERS:
            words.add(i)
    before = verb.doc[first - 1] if first else None
    while before is not None and before.head.i == verb.i and before.dep_ == "advmod" and before.pos_ == "ADV":
        words.add(before.i)
        before = verb.doc[before.i - 1] if before.i else None
    governor = verb.head
    is_lead = verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and governor.lemma_ in ("go", "proceed", "continue", "hasten"))
    if is_lead and governor.pos_ == "VERB" and 0 < min(words) - governor.i <= 2:  # 'went on to emphasize'
        words.update(range(governor.i, min(words)))
        words.update(part.i for part in governor.children if part.dep_ in ("aux", "auxpass") and part.i > governor.i - 3)
    return ranges(words)


def subject(verb: Token) -> Token | None:
    """Who does the saying: the verb's own subject, or the one it shares with the verb it hangs on.

    Conjuncts ('accused … and went on'), infinitives ('wants to ask'), participles ('…, arguing that'; 'the envoy
    branding'), gerunds ('opened by accusing'). None where the sentence has none.
    """
    at = verb
    for _ in range(_MAX_CLIMB):
        found = _own_subject(at, is_passive=at.i == verb.i and is_passive(verb))
        if found is not None:
            return found
        head = higher_clause(at) or at.head
        if head.i == at.i:
            return _beside(at) if at.i == verb.i and not is_passive(verb) else None
        if at.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
            at = head
        elif at.dep_ == "xcomp":
            object_ = child(head, "dobj")
            if object_ is not None and head.lemma_ not in ("promise", "vow", "use", "take", "have"):  # 'urged her to say'
                return object_
            at = head
        elif at.dep_ in ("advcl", "ccomp", "dep") and (at.tag_ == "VBG" or child(at, "aux") is not None or at.tag_ == "VBN"):
            at = head
        elif at.dep_ == "acl" and at.tag_ == "VBG":
            higher = _reporting(head) if at.lemma_ in _ADDING else None
            if higher is None:
                return head
            at = higher
        elif at.dep_ in ("pcomp", "prep") or (head.pos_ in ("VERB", "AUX") and at.pos_ not in ("VERB", "AUX")):
            at = head
        else:
            return None
        if at.pos_ in ("NOUN", "PROPN") and at.dep_ != "prep":
            return None
    return None


def _reporting(noun: Token) -> Token | None:
    """The verb of saying above a noun: 'said three strikes hit the market, adding that' goes on from 'said'."""
    at = noun
    for _ in range(_MAX_CLIMB):
        if at.head.i == at.i:
            return None
        at = at.head
        if at.lemma_ in _REPORTING and at.pos_ == "VERB":
            return at
    return None


def _beside(verb: Token) -> Token | None:
    """The name right before a finite verb whose subject the parse lost: 'As part of his plea, Orlov, 44, said'."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    i = verb.i - 1
    if i > 0 and verb.doc[i].text == ",":
        i -= 1
        stop = max(0, i - 12)
        while i > stop and verb.doc[i].text != ",":
            i -= 1
        i -= 1
    if i < 0:
        return None
    found = verb.doc[i]
    return found if found.pos_ == "PROPN" and found.sent.start == verb.sent.start and found.right_edge.i < verb.i else None


def higher_clause(verb: Token) -> Token | None:
    """The verb a conjunct really goes with, where the parse hung it on that verb's complement.

    'France demanded that monitors be admitted and called for a meeting': 'called' goes with 'demanded' (both finite,
    the complement is not). None where the parse stands.
    """
    if verb.dep_ != "conj" or verb.tag_ not in _FINITE or child(verb, "nsubj", "nsubjpass", "aux", "mark") is not None:
        return None
    low = verb.head
    while low.dep_ == "conj" and low.head.i != low.i:
        low = low.head
    high = low.head
    if low.dep_ not in ("ccomp", "xcomp", "pcomp", "advcl") or high.i == low.i:
        return None
    if low.dep_ == "pcomp":
        high = high.head
    first = next((part.tag_ for part in low.lefts if part.dep_ in ("aux", "auxpass")), low.tag_)
    return high if high.tag_ == verb.tag_ and first != verb.tag_ and high.i < low.i else None


def is_passive(verb: Token) -> bool:
    """'was accused', 'a theory rejected by'."""
    for part in verb.children:
        if part.dep_ in ("nsubjpass", "auxpass", "agent", "csubjpass"):
            return True
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def agent(verb: Token) -> Token | None:
    """The noun after 'by' of a passive."""
    by = child(verb, "agent")
    return child(by, "pobj") if by is not None else None


def _own_subject(verb: Token, *, is_passive: bool) -> Token | None:
    if is_passive:
        return None
    return child(verb, "nsubj", "nsubjpass")


def source_words(head: Token, cue: Token | None = None) -> Ranges:
    """A source as people mark it: the noun phrase with titles and appositions, without a clause set off by a comma."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    doc = head.doc
    for part in head.rights:
        if cue is not None and part.left_edge.i <= cue.i <= part.right_edge.i and part.dep_ in ("acl", "relcl"):
            end = min(end, part.left_edge.i)  # 'the envoy branding the vote a farce'
        if part.dep_ in ("relcl", "acl", "advcl", "prep", "punct", "ccomp", "dep", "parataxis") and part.left_edge.i > start:
            before = doc[part.left_edge.i - 1]
            if part.dep_ != "punct" and before.text in (",", "–", "—", ";", ":") and before.i > head.i:
                end = min(end, before.i)
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space) and doc[end - 1].text not in (")", "]"):
        end -= 1
    while start < end and (doc[start].is_punct or doc[start].is_space):
        start += 1
    return ((start, end),) if start < end else ()
