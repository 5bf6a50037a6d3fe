"""Does the verb that governs an expression look back or ahead?"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.grounding.times.interval import Tense

_WILL = frozenset({"will", "'ll", "’ll", "shall", "would", "may", "might", "must", "should", "wo", "ll", "'d", "’d"})
# What an infinitive after these is, is still to come: 'is expected to meet on Friday', 'due to arrive on Friday'.
_AHEAD = frozenset({
    "plan", "schedule", "expect", "set", "due", "intend", "hope", "want", "agree", "aim", "prepare", "slate", "promise", "vow",
    "pledge", "threaten", "propose", "invite", "ready", "poise", "likely", "urge", "ask", "offer", "seek", "decide", "order",
})  # fmt: skip
_PLANS = frozenset({"plan", "schedule", "await", "intend", "prepare"})
_MARKS = frozenset({"upcoming", "scheduled", "planned", "forthcoming", "ahead", "due", "expected", "slated", "deadline"})
_STEPS = 8


def tense_of(doc: Doc, first: int, last: int) -> Tense | None:
    """The tense of the verb above tokens [first, last), None where no verb says."""
    token = doc[first:last].root
    for _ in range(_STEPS):
        if token.lower_ in _MARKS or any(child.lower_ in _MARKS for child in token.lefts):
            return "future"
        if token.pos_ in ("VERB", "AUX"):
            tense = _of_verb(token)
            if tense is not None:
                return tense
        if token.head is token:
            return None
        token = token.head
    return None


def _of_verb(verb: Token) -> Tense | None:
    """'will meet' and 'is to meet' look ahead, 'met' back; an infinitive asks the word it hangs on."""
    helpers = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    words = {helper.lower_ for helper in helpers}
    if words & _WILL and "have" not in words:
        return "future"
    if "to" in words:
        head = verb.head
        if head is verb or verb.dep_ not in ("xcomp", "ccomp", "acl", "advcl"):
            return None
        if head.lemma_ in _AHEAD or (head.lemma_ == "be" and verb.dep_ == "xcomp"):
            return "future"
        return None
    if verb.tag_ == "VBG" and words & {"is", "are", "'s", "’s", "'re", "’re", "am"}:
        return (
            "future"
            if verb.lemma_ in ("meet", "visit", "travel", "arrive", "come", "go", "host", "hold", "leave", "head")
            else None
        )
    if verb.lemma_ in _PLANS and verb.tag_ in ("VBZ", "VBP", "VBG"):
        return "future"
    if verb.lemma_ in ("schedule", "expect", "slate") and verb.tag_ == "VBN":
        return "future"
    if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and words & {"was", "were", "had", "has", "have", "been"}):
        return "past"
    return None
