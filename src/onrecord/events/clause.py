"""Third stage, verbs: tense, modality, negation and the words above a clause, and what they say of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spacy.tokens import Token

from onrecord.data import table
from onrecord.events.grammar import child, lemma
from onrecord.events.lexicon import stands_for

NEGATED = "negated"
"""Not one of the model's statuses: it was not so. Such an event is left out, or "denied" where somebody says so."""
FACTUAL = frozenset(("happened", "ongoing"))
"""Statuses told as facts."""
_DEPTH = 12
_DEPTH = 12
NO = frozenset(("no", "neither", "nobody", "none", "nothing", "nor"))
"""Words that negate a noun."""
NOT_AFTER = frozenset(("without", "instead"))
"""Prepositions after which nothing happened."""


@cache
def effects(kind: str) -> Mapping[str, str]:
    """Lemma → effect of status.toml's lists of that kind, the first list that holds it."""
    found: dict[str, str] = {}
    for effect, lemmas in table("events")["status"][kind].items():
        for word in lemmas:
            found.setdefault(word, effect)
    return found


def combine(inner: str, outer: str) -> str:
    """What an effect from further out makes of a status from further in."""
    if outer in FACTUAL:
        return inner
    if inner == NEGATED:
        return {"alleged": "denied", "denied": "alleged"}.get(outer, NEGATED if outer == NEGATED else inner)
    if outer in (NEGATED, "denied"):
        return outer
    if inner in FACTUAL:
        return outer
    if outer in ("hypothetical", "counterfactual") and inner == "alleged":
        return outer
    return inner


def clause_status(verb: Token) -> str:
    """Status of what a verb tells: its own words first, then those above it."""
    status = own_status(verb)
    node = verb
    for _ in range(_DEPTH):
        head = node.head
        if head.i == node.i:
            break
        outer, stop, next_node = _step(node, head)
        status = combine(status, outer)
        if stop:
            break
        node = next_node
    if verb.sent[-1].text == "?" and status in FACTUAL:
        status = "hypothetical"
    return status


def own_status(verb: Token) -> str:
    """Negation, modal, aspect and question words of the verb itself."""
    status = "happened"
    has_have = has_be = past = False
    modal = ""
    negated = False
    for kid in verb.children:
        dep = kid.dep_
        if dep == "neg" or (dep in ("advmod", "preconj", "cc") and kid.lower_ in ("never", "neither", "hardly")):
            negated = True
        elif dep == "advmod" and kid.lower_ in ("almost", "nearly"):
            status = "counterfactual"
        elif dep in ("aux", "auxpass"):
            if kid.tag_ == "MD":
                modal = kid.lower_
            elif lemma(kid) == "have":
                has_have = True
            elif lemma(kid) == "be":
                has_be = True
                past = past or kid.tag_ == "VBD"
        elif dep in ("nsubj", "nsubjpass", "dobj"):
            if kid.lower_ in NO or any(k.lower_ in NO for k in kid.lefts if k.dep_ in ("det", "preconj", "cc")):
                negated = True
        elif dep == "mark" and kid.lower_ in effects("mark"):
            status = "hypothetical"
        elif dep == "advmod" and kid.lower_ in (
            "allegedly",
            "reportedly",
            "apparently",
            "purportedly",
            "supposedly",
            "possibly",
            "perhaps",
            "maybe",
        ):
            status = "alleged" if kid.lower_.endswith("edly") else "hypothetical"
    if modal:
        status = combine(status, _modal(verb, modal, has_have))
    elif has_be and verb.tag_ == "VBG" and not past:
        status = "ongoing" if status in FACTUAL else status
    elif (
        verb.tag_ == "VB"
        and verb.head.i == verb.i
        and child(verb, "nsubj", "nsubjpass", "aux", "csubj") is None
        and verb.sent.start == verb.i
    ):
        status = "called_for"  # 'Stop the bombing'
    if _has_condition(verb) and modal:
        status = combine(status, "hypothetical") if status in (*FACTUAL, "planned") else status
        if status == "planned":
            status = "hypothetical"
    return NEGATED if negated and status != "counterfactual" else status


def _modal(verb: Token, modal: str, has_have: bool) -> str:
    if has_have and modal in ("would", "'d", "should", "could", "ought", "might"):
        return "counterfactual" if modal in ("would", "'d", "should", "ought") else "hypothetical"
    if modal in ("would", "'d") and verb.dep_ == "ccomp" and not _has_condition(verb):
        return "planned"  # 'said it would host talks'
    return effects("modal").get(modal, "hypothetical")


def _has_condition(verb: Token) -> bool:
    """Does an if-clause hang on the verb?"""
    for kid in verb.children:
        if kid.dep_ == "advcl" and any(k.dep_ == "mark" and k.lower_ in ("if", "unless") for k in kid.children):
            return True
        if kid.dep_ in ("prep", "mark") and kid.lower_ == "unless":
            return True
    return False


def _step(node: Token, head: Token) -> tuple[str, bool, Token]:
    """One step up: (effect, stop here, the node to go on from)."""
    dep = node.dep_
    if dep == "conj":
        return _joined(node, head), False, head
    if dep in ("xcomp", "ccomp"):
        return _governed(node, head), False, head
    if dep == "advcl":
        return _adverbial(node, head)
    if dep == "acl":
        if node.tag_ == "VB" and _is_first(head):
            return "happened", False, _verb_above(head)
        if node.tag_ == "VB":
            return effects("noun").get(lemma(head), "planned"), False, _verb_above(head)
        # 'support factions fighting for control': those who fight are there, whatever is done about them;
        # 'regain the areas seized in May': but 'a force deployed' may be asked for
        is_there = lemma(head) in stands_for() if node.tag_ == "VBG" else not any(k.lower_ in ("a", "an") for k in head.lefts)
        return "happened", node.tag_ in ("VBG", "VBN") and is_there, _verb_above(head)
    if dep == "relcl":
        infinitive = any(k.tag_ == "TO" for k in node.children if k.dep_ == "aux")
        if infinitive and _is_first(head):
            return "happened", False, _verb_above(head)
        return ("planned" if infinitive else "happened"), True, head
    if dep == "pcomp":
        return _gerund(node, head)
    if dep in ("dobj", "pobj", "nsubj", "nsubjpass", "attr", "csubj", "csubjpass", "prep", "parataxis", "dep"):
        return "happened", head.pos_ not in ("VERB", "AUX"), head
    return "happened", True, head


def _is_first(noun: Token) -> bool:
    # 'became the first minister to visit'
    return any(t.lower_ in ("first", "last", "only", "latest", "second", "third") for t in (noun, *noun.lefts))


def _joined(node: Token, head: Token) -> str:
    # 'will attack and destroy': the second verb shares the first one's modal
    if head.pos_ not in ("VERB", "AUX") or child(node, "nsubj", "nsubjpass") is not None:
        return "happened"
    if any(k.dep_ in ("aux", "auxpass") for k in node.children):
        return "happened"
    if node.tag_ in ("VB", "VBN", "VBG") or (node.tag_ == "VBD" and head.tag_ == "VBN"):
        shared = own_status(head)
        return "happened" if shared == NEGATED and node.tag_ == "VBG" else shared
    return "happened"


def _governed(node: Token, head: Token) -> str:
    """A clause complement under a verb or adjective."""
    word = lemma(head)
    is_infinitive = any(k.dep_ == "aux" and k.tag_ == "TO" for k in node.children)
    effect = effects("verb").get(word)
    if word == "be" and is_infinitive:
        return "planned"  # 'is to meet'
    if word == "go" and is_infinitive and head.tag_ == "VBG":
        return "planned"
    if is_infinitive and word == "able" and head.head.tag_ in ("VBD", "VBN"):
        return own_status(head.head)  # 'were able to leave'
    if is_infinitive:
        if effect in ("open", None) and head.pos_ in ("VERB", "AUX"):
            return own_status(head) if effect == "open" else combine("planned", "happened")
        if effect == "alleged":
            return "alleged"  # 'is believed to have fired', 'claims to have shot'
        return effect if effect and effect != "open" else "planned"
    if effect in ("alleged", "denied", "hypothetical"):
        return "denied" if effect == "alleged" and word in ("deny",) else effect
    if effect in ("called_for", "threatened"):
        return effect if node.tag_ in ("VB", "VBG") or any(k.tag_ == "MD" for k in node.children) else "alleged"
    if effect == "planned":
        return "planned" if any(k.tag_ in ("MD", "TO") for k in node.children) or node.tag_ == "VB" else "alleged"
    if effect == NEGATED and node.tag_ == "VBG":
        return "happened" if word in ("stop", "halt") else NEGATED
    above = own_status(head)
    if effect == "open":
        return above
    if above == "called_for" and word in ("confirm", "admit", "acknowledge", "say", "report", "announce"):
        return "happened"  # 'we must confirm that a soldier was killed'
    return "happened" if above in FACTUAL else "hypothetical"  # 'could not confirm that it had attacked'


def _adverbial(node: Token, head: Token) -> tuple[str, bool, Token]:
    mark = child(node, "mark")
    if mark is not None and mark.lower_ in effects("mark"):
        return "hypothetical", False, head
    if any(k.dep_ == "aux" and k.tag_ == "TO" for k in node.children):
        effect = effects("verb").get(lemma(head))
        if effect in ("threatened", "called_for", NEGATED):
            return effect, False, head
        return "planned", False, head  # purpose
    if mark is not None or child(node, "advmod") is not None:
        return "happened", False, head
    return own_status(head), False, head  # 'shelled the town, killing five'


def _gerund(node: Token, preposition: Token) -> tuple[str, bool, Token]:
    above = preposition.head
    word = preposition.lower_
    if word in NOT_AFTER or (word == "of" and above.lower_ == "instead"):
        return NEGATED, False, _verb_above(above)
    if above.lower_ in ("close", "short", "near"):
        return "counterfactual", False, _verb_above(above)  # 'came close to attacking'
    if above.pos_ in ("NOUN", "PROPN"):
        return effects("noun").get(lemma(above), "happened"), False, _verb_above(above)
    if above.pos_ in ("ADP", "SCONJ"):
        above = above.head
    effect = effects("verb").get(lemma(above))
    if word in ("of", "for") and effect in ("alleged", "hypothetical"):
        return "alleged", False, above
    if word == "from" and effect == NEGATED:
        return NEGATED, False, above
    if word == "for" and lemma(above) in (
        "condemn",
        "criticise",
        "criticize",
        "denounce",
        "blast",
        "slam",
        "convict",
        "arrest",
        "detain",
        "sue",
        "indict",
    ):
        return "alleged", False, above
    if word in ("about", "on", "with") and effect in ("planned", "hypothetical", "threatened", "called_for"):
        return effect, False, above
    return "happened", False, above


def _verb_above(noun: Token) -> Token:
    """The verb that the noun is an argument of, else the noun."""
    node = noun
    for _ in range(4):
        if node.pos_ in ("VERB", "AUX") or node.head.i == node.i:
            return node
        node = node.head
    return node
