"""Fourth stage: when, where, with what, with how many victims, in which mode and context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.data import table
from onrecord.events.grammar import child, lemma, modifiers, prepositions, undergoer
from onrecord.events.lexicon import Sense, words
from onrecord.events.ontology import contexts
from onrecord.events.roles import Roles
from onrecord.events.trigger import Trigger
from onrecord.model import PlaceMention, TimeMention, TollMention

_PAST_ENDS = frozenset(("ago", "earlier", "week", "month", "year"))
_LOCATIVE = frozenset(
    ("in", "at", "near", "outside", "inside", "around", "across", "on", "over", "along", "of", "against", "into", "within")
)
_PRECISION = ("site", "city", "district", "province", "region", "country", None)


class Setting:
    """Times, places and tolls of a document, each under the word it hangs on."""

    __slots__ = ("places", "times", "tolls")

    def __init__(
        self, doc: Doc, times: Sequence[TimeMention], places: Sequence[PlaceMention], tolls: Sequence[TollMention]
    ) -> None:
        self.times = _hung(doc, times)
        self.places = _hung_places(doc, places)
        self.tolls: dict[int, list[TollMention]] = {}
        for toll in tolls:
            self.tolls.setdefault(toll.trigger, []).append(toll)


def _hung(doc: Doc, mentions: Sequence[TimeMention]) -> Mapping[int, TimeMention]:
    found: dict[int, TimeMention] = {}
    for mention in mentions:
        if not 0 <= mention.start < mention.end <= len(doc):
            continue
        head = doc[mention.start : mention.end].root.head
        while head.pos_ in ("ADP", "SCONJ") and head.head.i != head.i:
            head = head.head
        if not mention.start <= head.i < mention.end:
            found.setdefault(head.i, mention)
        before = doc[mention.start - 1] if mention.start else None
        if before is not None and before.dep_ == "pobj" and doc[mention.end - 1].lower_ in _PAST_ENDS:
            holder = before.head.head  # 'the annexation of Crimea three years ago'
            if holder.pos_ in ("NOUN", "PROPN"):
                found.setdefault(holder.i, mention)
    return found


def _hung_places(doc: Doc, mentions: Sequence[PlaceMention]) -> Mapping[int, list[PlaceMention]]:
    found: dict[int, list[PlaceMention]] = {}
    for mention in mentions:
        if not 0 <= mention.start < mention.end <= len(doc):
            continue
        node = doc[mention.start : mention.end].root
        if node.dep_ in ("compound", "amod", "nmod"):
            found.setdefault(node.head.i, []).append(mention)
            continue
        for _ in range(5):
            if node.dep_ == "appos":
                node = node.head
            if node.dep_ != "pobj" or node.head.lower_ not in _LOCATIVE:
                break
            holder = node.head.head
            if holder.pos_ in ("ADP", "ADV"):
                holder = holder.head
            found.setdefault(holder.i, []).append(mention)
            if lemma(holder) not in words("place_noun"):
                break
            node = holder
    return found


def anchors(trigger: Trigger, taken: frozenset[int]) -> list[Token]:
    """The words on which the time, place or toll of the event may hang: the trigger, its verb, its nearest arguments."""
    token, light = trigger.token, trigger.light
    found = [token]
    if light is not None:
        found.append(light)
    elif trigger.senses[0].is_noun:
        node = token.head if token.dep_ != "pobj" else token.head.head
        if node.pos_ == "VERB" and node.i not in taken and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj"):
            found.append(node)
    for holder in tuple(found):
        thing = undergoer(holder) if holder.pos_ == "VERB" else None
        if thing is not None and thing.i not in taken and thing.i != token.i:
            found.append(thing)
        for preposition, noun in prepositions(holder):
            if preposition in _LOCATIVE and noun.i not in taken:
                found.append(noun)
    return found


def when(setting: Setting, near: Sequence[Token]) -> TimeMention | None:
    """The time that hangs on the event."""
    found = [setting.times[t.i] for t in near if t.i in setting.times]
    return next((m for m in found if m.when.start is not None or m.when.end is not None), found[0] if found else None)


def where(setting: Setting, near: Sequence[Token]) -> PlaceMention | None:
    """The place that hangs on the event: the most exact one."""
    found = [m for t in near for m in setting.places.get(t.i, ())]
    return min(found, key=lambda m: _PRECISION.index(m.place.precision)) if found else None


def tolls_of(setting: Setting, trigger: Trigger) -> list[TollMention]:
    """The tolls told with the event: its own verb's, a clause's that hangs on it, or one it is the cause of."""
    # 'the attack that killed 90', 'shelled the town, killing five', '20 died in the strike'
    if not setting.tolls:
        return []
    found = list(setting.tolls.get(trigger.token.i, ()))
    for holder in (trigger.token, trigger.light):
        if holder is None:
            continue
        for kid in holder.children:
            if kid.dep_ in ("relcl", "acl", "advcl", "conj", "dobj"):
                found += setting.tolls.get(kid.i, ())
    if trigger.senses[0].is_noun:
        token = trigger.token
        head = token.head if token.dep_ != "pobj" else token.head.head
        if token.dep_ in ("nsubj", "pobj", "dobj", "conj"):
            found += setting.tolls.get(head.i, ())
    return list(dict.fromkeys(found))


@cache
def _weapon_modes() -> tuple[tuple[str, frozenset[str]], ...]:
    weapons = table("events")["weapons"]
    return tuple((mode, frozenset(weapons["mode"][mode])) for mode in weapons["order"])


@cache
def _weapon_nouns() -> frozenset[str]:
    return frozenset(table("events")["weapons"]["noun"]["lemmas"])


def clause_tokens(trigger: Trigger) -> list[Token]:
    """The trigger's own words: its modifiers, objects and phrases, no finite clause under it but one of light parts."""
    found: list[Token] = []
    stack = [trigger.token] if trigger.light is None else [trigger.token, trigger.light]
    if trigger.light is None and trigger.senses[0].is_noun is False and trigger.token.dep_ == "pcomp":
        stack = [trigger.token]
    seen: set[int] = set()
    while stack and len(found) < 60:
        token = stack.pop()
        if token.i in seen:
            continue
        seen.add(token.i)
        found.append(token)
        for kid in token.children:
            if kid.dep_ in ("ccomp", "conj", "parataxis", "nsubj", "nsubjpass", "mark", "punct", "advcl", "relcl"):
                if kid.dep_ == "advcl" and kid.tag_ == "VBG" and lemma(kid) == "use":
                    stack.append(kid)  # 'attacked the town using chlorine'
                continue
            stack.append(kid)
    return sorted(found, key=lambda t: t.i)


def weapons(trigger: Trigger, near: Sequence[Token]) -> list[Token]:
    """The weapons named in the event's own words."""
    kinds = _weapon_nouns()
    return [t for t in near if t.pos_ in ("NOUN", "PROPN") and t.i != trigger.token.i and lemma(t) in kinds
            and (lemma(t) != "agent" or any(lemma(m) in ("nerve", "toxic", "chemical") for m in modifiers(t)))]  # fmt: skip


def modes(trigger: Trigger, sense: Sense, near: Sequence[Token], roles: Roles, beneath: str | None) -> tuple[str, ...]:
    """The modes of the event; `beneath` is the type of the act asked for, refused or threatened."""
    word = lemma(trigger.token)
    if word in sense.modes_by_lemma:
        return sense.modes_by_lemma[word]
    lemmas = [lemma(t) for t in near if t.i != trigger.token.i and not _names_a_thing(t, trigger.token)]
    for cue, given in sense.modes_with.items():
        if cue in lemmas:
            return given
    if sense.type == "ASSAULT":
        doc = trigger.token.doc
        held = {*lemmas, *(lemma(t) for s, e in roles.actor.spans for t in doc[s:e])}
        exact = next((mode for mode, cues in _weapon_modes() if cues & held), None)
        if exact is None and not sense.modes:
            exact = next((mode for mode, cues in _weapon_modes() if word in cues), None)
        fixed = {"abduct", "torture", "sexual", "beat", "suicide-attack", "targeted", "crowd-control", "destroy"}
        if exact is not None and not (fixed & set(sense.modes)):
            return (exact,)
        return sense.modes
    if sense.type == "MOBILIZE" and sense.modes:
        return (_force(lemmas),)
    if sense.type in ("REQUEST", "REJECT", "THREATEN") and not sense.modes and beneath is not None:
        given_mode = _BENEATH[sense.type].get(beneath)
        return (given_mode,) if given_mode else ()
    if sense.type in ("REQUEST", "REJECT") and not sense.modes:
        return _asked(sense.type, set(lemmas))
    return sense.modes


def _names_a_thing(token: Token, trigger: Token) -> bool:
    """'a gas field', 'an air base': the first noun says what sort of thing, not with what the act was done."""
    return token.dep_ == "compound" and token.head.i != trigger.i and lemma(token.head) not in (_weapon_nouns() | words("weapon"))


_BENEATH: dict[str, dict[str, str]] = {
    "THREATEN": {"ASSAULT": "violence", "MOBILIZE": "violence", "SANCTION": "relations", "COERCE": "restrict"},
    "REQUEST": {
        "CONSULT": "meet",
        "RETREAT": "yield",
        "CONCEDE": "yield",
        "AID": "assist",
        "COOPERATE": "assist",
        "SUPPORT": "change",
    },
    "REJECT": {
        "CONSULT": "meet",
        "RETREAT": "yield",
        "CONCEDE": "yield",
        "AID": "assist",
        "COOPERATE": "assist",
        "SUPPORT": "change",
    },
}


def _force(lemmas: Sequence[str]) -> str:
    held = set(lemmas)
    if held & {"police", "gendarme"}:
        return "police"
    if held & {"militia", "militiaman"}:
        return "militia"
    if held & {"missile", "warship", "ship", "carrier", "frigate", "submarine", "jet", "warplane", "aircraft", "bomber", "drone",
               "tank", "battery", "fleet", "rocket", "system"}:  # fmt: skip
        return "weapons"
    return "troops"


def _asked(name: str, held: set[str]) -> tuple[str, ...]:
    if held & {"talk", "meeting", "negotiation", "dialogue", "meet", "session", "summit", "mediation", "visit"}:
        return ("meet",)
    if held & {
        "ceasefire",
        "truce",
        "withdrawal",
        "withdraw",
        "release",
        "free",
        "end",
        "stop",
        "halt",
        "cease",
        "leave",
        "restraint",
        "resolution",
    }:
        return ("yield",)
    if held & {"aid", "help", "assistance", "support", "cooperate", "cooperation", "money", "investigation", "extradition"}:
        return ("assist",)
    if held & {"change", "reform", "law", "resign", "resignation", "policy", "election", "sanction"}:
        return ("change",)
    return ()


@cache
def _context_words() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, cues in sorted(contexts().items()):
        for cue in sorted(cues):
            found.setdefault(cue, []).append(name)
    return found


def find_contexts(sense: Sense, near: Sequence[Token], roles: Roles) -> tuple[str, ...]:
    """The contexts that the event's own words and its parties' words give."""
    table_ = _context_words()
    found = list(sense.contexts)
    doc = near[0].doc
    tokens = [*near, *(t for party in (roles.actor, roles.recipient) for s, e in party.spans for t in doc[s:e])]
    for token in tokens:
        for name in table_.get(lemma(token), ()):
            if name not in found:
                found.append(name)
    if sense.type == "ASSAULT" and "military" not in found and {lemma(t) for t in near} & (words("weapon") | {"airstrike"}):
        found.append("military")
    return tuple(sorted(found))


def hanging_clause(token: Token) -> Token | None:
    """The clause that hangs on the word, if any."""
    return child(token, "relcl", "acl", "advcl")
