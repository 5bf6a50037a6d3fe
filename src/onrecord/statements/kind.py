"""What a statement does, how it is given, and whether its content is held or denied."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spacy.tokens import Token

from onrecord.data import table
from onrecord.language import Document
from onrecord.model import Cast, Form, Kind
from onrecord.statements.attribution import Attribution, inside
from onrecord.statements.phrases import child
from onrecord.statements.speaker import actor_of

_OPEN_KINDS = frozenset({"assert"})
"""Kinds of neutral cues ('said'): the content may say more."""
_SELF = frozenset({"i", "we", "he", "she", "it", "they"})
_NOBODY = frozenset({"nobody", "no", "none", "neither", "nothing"})


@cache
def _words() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in table("cues")["statements"]["words"].items()}


def form_of(document: Document, attribution: Attribution, marks: dict[int, int]) -> Form:
    """direct: wholly between marks; mixed: in part; indirect: not, or in the same marks as its own cue."""
    around = marks.get(attribution.cue_at) if attribution.cue_at is not None else None
    total = marked = 0
    for start, end in attribution.content:
        for i in range(start, end):
            if document.doc[i].is_punct or document.doc[i].is_space:
                continue
            total += 1
            marked += i in marks and marks[i] != around
    if not marked:
        return "indirect"
    return "direct" if marked == total else "mixed"


def kind_of(document: Document, cast: Cast, attribution: Attribution, speaker: str | None) -> tuple[Kind, str | None]:
    """The kind, from the cue first and from the content where the cue is neutral; and the actor accused in the content."""
    use = attribution.use
    kind: Kind = use.kind if use is not None else "assert"
    if attribution.content_at is None:
        return kind, None
    if kind not in _OPEN_KINDS and not (kind == "accuse" and use is not None and use.frame == "clause"):
        return kind, None
    if use is not None and use.frame not in ("clause", "hearer"):
        return kind, None
    doc = document.doc
    tokens = [doc[i] for start, end in attribution.content for i in range(start, end)]
    verbs = [t for t in tokens if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass", "amod")]
    last = next((t for t in reversed(tokens) if not t.is_quote and not t.is_space), None)
    if attribution.rule.startswith("direct") and last is not None and last.text == "?":
        return "ask", None
    main = _main(doc[attribution.content_at], verbs)
    if _is_threat(tokens, main):
        return "threaten", None
    if _is_promise(cast, verbs, speaker, attribution):
        return "promise", None
    if _is_denial(cast, tokens, main, speaker, attribution):
        return "deny", None
    if _is_demand(main):
        return "demand", None
    accused = _accused(cast, verbs, speaker, attribution)
    if accused is not None:
        return "accuse", accused
    return kind, None


def _main(root: Token, verbs: list[Token]) -> Token | None:
    if root.pos_ in ("VERB", "AUX"):
        return root
    return verbs[0] if verbs else None


def _modal(verb: Token) -> str:
    for part in verb.lefts:
        if part.dep_ == "aux" and part.tag_ == "MD":
            return {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "'d": "would", "’d": "would"}.get(
                part.lower_, part.lower_
            )
    return ""


def _is_negated(verb: Token) -> bool:
    return any(part.dep_ == "neg" for part in verb.children)


def _is_self(cast: Cast, subject: Token | None, speaker: str | None, attribution: Attribution, *, is_direct: bool) -> bool:
    """Does the subject of the content stand for the speaker? 'we', or 'it' in 'Ankara said it would …'."""
    if subject is None:
        return False
    if subject.lower_ in ("i", "we"):
        return True
    if is_direct:
        return False
    actor = actor_of(cast, subject)
    if actor is not None and speaker is not None:
        return actor == speaker or cast.actor(actor).country == cast.actor(speaker).country != ""
    return subject.lower_ in _SELF and actor is None and attribution.source_at is not None


def _is_threat(tokens: list[Token], main: Token | None) -> bool:
    # 'If they shell us again, we will answer.' / 'there will be consequences'
    lowers = {t.lower_ for t in tokens}
    if "if" not in lowers and "unless" not in lowers:
        return False
    for token in tokens:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        subject = child(token, "nsubj")
        if (
            subject is not None
            and subject.lower_ in ("we", "i")
            and (_modal(token) in ("will", "would", "must") or _has_to(token))
        ):
            return not _is_negated(token) and main is not None
    return False


def _has_to(verb: Token) -> bool:
    return verb.lemma_ == "have" and child(verb, "xcomp") is not None


def _is_promise(cast: Cast, verbs: list[Token], speaker: str | None, attribution: Attribution) -> bool:
    # 'Ankara said it would open the crossing.' / '“We will not sign.”'
    is_direct = attribution.rule.startswith("direct")
    for verb in verbs[:3]:
        if _modal(verb) in ("will", "would") and not any(p.lower_ in ("have", "like") and p.dep_ == "aux" for p in verb.lefts):
            if verb.lemma_ in ("be", "like", "have", "say", "love", "hate", "see", "think", "know"):
                continue
            return _is_self(cast, child(verb, "nsubj"), speaker, attribution, is_direct=is_direct)
    return False


def _is_denial(cast: Cast, tokens: list[Token], main: Token | None, speaker: str | None, attribution: Attribution) -> bool:
    # 'We have not seen a single fact.' / 'Assad is blameless'
    words = _words()
    if main is None:
        return False
    is_direct = attribution.rule.startswith("direct")
    subject = child(main, "nsubj", "nsubjpass")
    if subject is not None and (subject.lower_ in _NOBODY or any(p.dep_ == "det" and p.lower_ == "no" for p in subject.lefts)):
        return True
    if _is_negated(main) and not _modal(main) and main.lemma_ not in ("want", "think", "know", "need", "believe"):
        if main.lemma_ == "be":
            return any(
                p.lemma_.lower() in words["denials"] or p.lemma_.lower() in ("true", "responsible", "involved")
                for p in main.rights
            )
        return _is_self(cast, subject, speaker, attribution, is_direct=is_direct)
    return main.lemma_ == "be" and any(p.dep_ in ("acomp", "attr") and p.lemma_.lower() in words["denials"] for p in main.rights)


def _is_demand(main: Token | None) -> bool:
    # 'Assad must go.'
    if main is None:
        return False
    subject = child(main, "nsubj", "nsubjpass")
    return _modal(main) in ("must", "should") and subject is not None and subject.lower_ not in ("i", "we", "it", "that", "this")


def _accused(cast: Cast, verbs: list[Token], speaker: str | None, attribution: Attribution) -> str | None:
    # 'Tillerson said the government had committed fifty attacks.'
    wrongs = _words()["wrongs"]
    for verb in verbs:
        if _is_negated(verb) or verb.dep_ not in ("ROOT", "ccomp", "conj", "parataxis", "dep"):
            continue  # 'the base that the US attacked' tells where, and accuses nobody
        subject = child(verb, "nsubj")
        if subject is None and verb.dep_ == "conj":
            subject = child(verb.head, "nsubj")
        if subject is None:
            continue
        actor = actor_of(cast, subject)
        if actor is None or actor == speaker:
            continue
        if speaker is not None and cast.actor(actor).country == cast.actor(speaker).country != "":
            continue
        if verb.lemma_.lower() in wrongs:
            return actor
        for i in range(verb.i + 1, verb.right_edge.i + 1):
            if inside(i, attribution.content) and verb.doc[i].lemma_.lower() in wrongs:
                return actor
    return None
