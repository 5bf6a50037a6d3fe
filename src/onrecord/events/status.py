"""Third stage: did it happen? What tense, modality, negation and the words above an event say of it.

The error to avoid at all costs is "happened" for what was planned, threatened, denied, asked for or only claimed; where
the words above an event are not known, a clause in the infinitive is taken as not yet done.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spacy.tokens import Token

from onrecord.data import table
from onrecord.events.grammar import child, lemma, modifiers
from onrecord.events.lexicon import consequence_verbs, words
from onrecord.events.trigger import Trigger

NEGATED = "negated"
"""Not one of the model's statuses: it was not so. Such an event is left out, or "denied" where somebody says so."""
_FACTUAL = frozenset(("happened", "ongoing"))
_DEPTH = 12
_NO = frozenset(("no", "neither", "nobody", "none", "nothing", "nor"))
_NOT_AFTER = frozenset(("without", "instead"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_DURING = frozenset(("during", "after", "since", "following", "amid", "despite"))
_AFTERMATH = frozenset(("after", "since", "following"))


@cache
def _effects(kind: str) -> Mapping[str, str]:
    """Lemma → effect, the first list that holds it."""
    found: dict[str, str] = {}
    for effect, lemmas in table("events")["status"][kind].items():
        for word in lemmas:
            found.setdefault(word, effect)
    return found


def find_status(trigger: Trigger) -> str:
    """The status the words around the trigger give, or NEGATED; statements and dates are seen to later."""
    token = trigger.token
    if trigger.light is not None:
        own = _noun_words(token)
        above = _clause(trigger.light)
        return above if own is None else combine(own, above)
    if trigger.senses[0].is_noun:
        return _noun(token, _DEPTH)
    return _clause(token)


def combine(inner: str, outer: str) -> str:
    """What an effect from further out makes of a status from further in."""
    if outer in _FACTUAL:
        return inner
    if inner == NEGATED:
        return {"alleged": "denied", "denied": "alleged"}.get(outer, NEGATED if outer == NEGATED else inner)
    if outer in (NEGATED, "denied"):
        return outer
    if inner in _FACTUAL:
        return outer
    if outer in ("hypothetical", "counterfactual") and inner == "alleged":
        return outer
    return inner


def is_presupposed(trigger: Trigger) -> bool:
    """Is the event a definite noun that whoever speaks takes for granted: "the chemical attack", "last week's raid"?"""
    if trigger.light is not None or not trigger.senses[0].is_noun:
        return False
    if _noun_words(trigger.token) is not None:
        return False
    if trigger.token.dep_ == "pobj" and trigger.token.head.lower_ in _DURING:
        return True  # 'asked her during talks'
    return _is_definite(trigger.token) and _noun(trigger.token, _DEPTH) in _FACTUAL


def is_relative(trigger: Trigger) -> bool:
    """Does the event stand in a clause on a definite noun, which the speaker takes for granted: "the base they bombed"?"""
    node = trigger.node
    for _ in range(4):
        if node.dep_ == "relcl":
            return _is_definite(node.head)
        if node.head.i == node.i:
            break
        node = node.head
    return False


def _is_definite(noun: Token) -> bool:
    for kid in noun.lefts:
        if kid.dep_ == "poss" or (kid.dep_ == "det" and kid.lower_ in _DEFINITE):
            return True
        if kid.dep_ in ("compound", "nmod") and kid.pos_ == "PROPN" and noun.tag_ == "NN":
            return True  # headlines: 'Syria attack'
    return False


def _noun_words(noun: Token) -> str | None:
    """What stands on the noun itself: "alleged", "planned", "no"."""
    effects = _effects("adjective")
    for kid in noun.lefts:
        if kid.dep_ == "det" and kid.lower_ in _NO:
            return NEGATED
        if kid.dep_ == "det" and kid.lower_ == "any":
            return "hypothetical"
    for kid in modifiers(noun):
        if lemma(kid) in effects or kid.lower_ in effects:
            if kid.lower_ == "next" and child(noun, "poss") is not None:
                continue
            return effects.get(kid.lower_) or effects[lemma(kid)]
    return None


def _noun(noun: Token, depth: int) -> str:
    """Status of an event told by a noun without a light verb."""
    own = _noun_words(noun)
    if own is not None:
        return own
    if depth == 0:
        return "hypothetical"
    for kid in noun.children:  # 'the assault that would follow'
        if kid.dep_ == "relcl" and any(k.dep_ == "nsubj" and k.tag_ == "WDT" for k in kid.children):
            modal = next((k.lower_ for k in kid.children if k.dep_ == "aux" and k.tag_ == "MD"), None)
            if modal is not None:
                return _own(kid) if _own(kid) not in _FACTUAL else "hypothetical"
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and lemma(noun.head.head) in words("container"):
        return _noun(noun.head.head, depth - 1)  # 'a series of strikes'
    head, dep = noun.head, noun.dep_
    if dep in ("conj", "appos") and head.pos_ in ("NOUN", "PROPN"):
        return _noun(head, depth - 1)
    if dep == "pobj":
        preposition, head = head, head.head
        while head.pos_ in ("ADP", "SCONJ") and head.head.i != head.i:
            preposition, head = head, head.head
        if preposition.lower_ in _AFTERMATH:
            return "happened"
        if preposition.lower_ in _NOT_AFTER:
            return "hypothetical"
        if head.pos_ in ("NOUN", "PROPN"):
            effect = _effects("noun").get(lemma(head))
            if effect is not None and preposition.lower_ in ("of", "for", "about", "to", "against", "on", "over", "with"):
                return _softened(effect, noun) if effect in (NEGATED, "planned", "alleged") else effect
            return "happened" if _is_definite(noun) else _noun_above(head, depth - 1)
        return _under_verb(noun, head, preposition.lower_)
    if dep in ("dobj", "nsubj", "nsubjpass", "attr", "dative", "oprd"):
        return _under_verb(noun, head, dep)
    if dep in ("compound", "poss", "nmod"):
        return "happened"
    return "happened"


def _noun_above(noun: Token, depth: int) -> str:
    """An indefinite event noun under another noun shares that noun's fate: "calls for a resumption of talks"."""
    if depth <= 0:
        return "hypothetical"
    if noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN"):
        effect = _effects("noun").get(lemma(noun.head.head))
        if effect in ("planned", "threatened", "called_for", "hypothetical"):
            return effect
    if noun.dep_ in ("dobj", "pobj") and not _is_definite(noun):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.pos_ == "VERB":
            return _under_verb(noun, verb, "dobj" if noun.dep_ == "dobj" else noun.head.lower_)
    return "happened"


def _softened(effect: str, noun: Token) -> str:
    """'reports of an attack' is alleged, 'reports on the attack' takes it for granted."""
    return "happened" if _is_definite(noun) and effect != NEGATED else effect


def _under_verb(noun: Token, verb: Token, by: str) -> str:
    """An event noun that stands as argument of a verb that is not light."""
    if verb.pos_ not in ("VERB", "AUX"):
        return "happened"
    word = lemma(verb)
    if by == "nsubj" and word == "be" and any(k.lower_ in ("will", "shall") for k in verb.children):
        return "planned"  # 'this meeting will be a chance'
    if by == "nsubj":
        if word in consequence_verbs():
            return _clause(verb)
        return "happened" if _is_definite(noun) else _clause_if_open(verb)
    definite = table("events")["status"]["definite"]
    if word in definite["brings_about"]:
        return _clause_if_open(verb)
    if _is_definite(noun) and word not in definite["not_yet"]:
        return "happened"
    effect = _effects("verb").get(word)
    if effect in ("planned", "threatened", "called_for", "hypothetical", NEGATED, "denied"):
        if effect == NEGATED and word in ("stop", "halt", "reject", "oppose", "abandon"):
            return "happened" if _is_definite(noun) else "hypothetical"
        if effect == "called_for" and by not in ("for", "dobj", "nsubjpass"):
            return "happened"
        if effect == "planned" and word in ("agree", "approve", "set", "move", "look"):
            return "planned"
        return combine(effect, "happened")
    return _clause_if_open(verb)


def _clause_if_open(verb: Token) -> str:
    """An indefinite event noun shares its verb's modality: "they may attend talks"."""
    status = _clause(verb)
    return status if status != NEGATED else "hypothetical"


def _clause(verb: Token) -> str:
    """Status of what a verb tells: its own words first, then those above it."""
    status = _own(verb)
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
    if verb.sent[-1].text == "?" and status in _FACTUAL:
        status = "hypothetical"
    return status


def _own(verb: Token) -> str:
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
            if kid.lower_ in _NO or any(k.lower_ in _NO for k in kid.lefts if k.dep_ in ("det", "preconj", "cc")):
                negated = True
        elif dep == "mark" and kid.lower_ in _effects("mark"):
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
        status = "ongoing" if status in _FACTUAL else status
    elif (
        verb.tag_ == "VB"
        and verb.head.i == verb.i
        and child(verb, "nsubj", "nsubjpass", "aux", "csubj") is None
        and verb.sent.start == verb.i
    ):
        status = "called_for"  # 'Stop the bombing'
    if _has_condition(verb) and modal:
        status = combine(status, "hypothetical") if status in (*_FACTUAL, "planned") else status
        if status == "planned":
            status = "hypothetical"
    return NEGATED if negated and status != "counterfactual" else status


def _modal(verb: Token, modal: str, has_have: bool) -> str:
    if has_have and modal in ("would", "'d", "should", "could", "ought", "might"):
        return "counterfactual" if modal in ("would", "'d", "should", "ought") else "hypothetical"
    if modal in ("would", "'d") and verb.dep_ == "ccomp" and not _has_condition(verb):
        return "planned"  # 'said it would host talks'
    return _effects("modal").get(modal, "hypothetical")


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
        if node.tag_ == "VB":
            return _effects("noun").get(lemma(head), "planned"), False, _verb_above(head)
        return "happened", False, _verb_above(head)
    if dep == "relcl":
        infinitive = any(k.tag_ == "TO" for k in node.children if k.dep_ == "aux")
        return ("planned" if infinitive else "happened"), True, head
    if dep == "pcomp":
        return _gerund(node, head)
    if dep in ("dobj", "pobj", "nsubj", "nsubjpass", "attr", "csubj", "csubjpass", "prep", "parataxis", "dep"):
        return "happened", head.pos_ not in ("VERB", "AUX"), head
    return "happened", True, head


def _joined(node: Token, head: Token) -> str:
    # 'will attack and destroy': the second verb shares the first one's modal
    if head.pos_ not in ("VERB", "AUX") or child(node, "nsubj", "nsubjpass") is not None:
        return "happened"
    if any(k.dep_ in ("aux", "auxpass") for k in node.children):
        return "happened"
    if node.tag_ in ("VB", "VBN", "VBG") or (node.tag_ == "VBD" and head.tag_ == "VBN"):
        shared = _own(head)
        return "happened" if shared == NEGATED and node.tag_ == "VBG" else shared
    return "happened"


def _governed(node: Token, head: Token) -> str:
    """A clause complement under a verb or adjective."""
    word = lemma(head)
    is_infinitive = any(k.dep_ == "aux" and k.tag_ == "TO" for k in node.children)
    effect = _effects("verb").get(word)
    if word == "be" and is_infinitive:
        return "planned"  # 'is to meet'
    if word == "go" and is_infinitive and head.tag_ == "VBG":
        return "planned"
    if is_infinitive:
        if effect in ("open", None) and head.pos_ in ("VERB", "AUX"):
            return _own(head) if effect == "open" else combine("planned", "happened")
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
    above = _own(head)
    if effect == "open":
        return above
    return "happened" if above in _FACTUAL else "hypothetical"  # 'could not confirm that it had attacked'


def _adverbial(node: Token, head: Token) -> tuple[str, bool, Token]:
    mark = child(node, "mark")
    if mark is not None and mark.lower_ in _effects("mark"):
        return "hypothetical", False, head
    if any(k.dep_ == "aux" and k.tag_ == "TO" for k in node.children):
        effect = _effects("verb").get(lemma(head))
        if effect in ("threatened", "called_for", NEGATED):
            return effect, False, head
        return "planned", False, head  # purpose
    if mark is not None or child(node, "advmod") is not None:
        return "happened", False, _over(head)
    return _own(head), False, head  # 'shelled the town, killing five'


def _over(head: Token) -> Token:
    return head


def _gerund(node: Token, preposition: Token) -> tuple[str, bool, Token]:
    above = preposition.head
    word = preposition.lower_
    if word in _NOT_AFTER or (word == "of" and above.lower_ == "instead"):
        return NEGATED, False, _verb_above(above)
    if above.lower_ in ("close", "short", "near"):
        return "counterfactual", False, _verb_above(above)  # 'came close to attacking'
    if above.pos_ in ("NOUN", "PROPN"):
        return _effects("noun").get(lemma(above), "happened"), False, _verb_above(above)
    if above.pos_ in ("ADP", "SCONJ"):
        above = above.head
    effect = _effects("verb").get(lemma(above))
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
