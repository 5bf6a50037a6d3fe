"""Where and when: each place and date of the text climbs the parse to the words it hangs on; events ask their own words.

A place is better left out than wrong: it climbs only through words of place ("in", "near", "the town of"), never out of
a clause on a noun, and stops at the first word that may tell an event.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.events.grammar import child, lemma, undergoer
from onrecord.events.lexicon import consequence_verbs, words
from onrecord.events.trigger import Trigger
from onrecord.model import PlaceMention, TimeMention, TollMention

_PAST_ENDS = frozenset(("ago", "earlier", "week", "month", "year"))
_IN = frozenset(("in", "at", "near", "outside", "inside", "around", "across", "within", "throughout", "along", "between"))
_ON = frozenset(("on", "over", "against", "into", "of", "upon"))
_TOWARDS = frozenset(("to", "into", "towards", "toward", "from", "through"))
_SIDE = frozenset(("with", "by"))
_SIDES = frozenset(
    ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central", "province", "the")
)
_DEPTH = 8
_PRECISION = ("site", "city", "district", "province", "region", "country", None)
_SPOT = frozenset(("ASSAULT", "COERCE", "PROTEST", "RETREAT", "MOBILIZE", "AID", "SANCTION"))
"""Types that happen where the thing or people stand that they are done to."""
_MOVING = frozenset(("RETREAT", "MOBILIZE", "AID", "CONSULT"))
"""Types whose place may be where they lead: "sent troops to", "visited", "left"."""
_MOTION = frozenset(("drive", "oust", "expel", "push", "force", "clear", "evict", "eject", "flee", "march", "fire", "launch"))
_DIRECT, _INITIAL, _NOUN, _OBJECT, _TOWARD, _SUBJECT = range(6)
"""How a place stands to a word, best first."""
_TIME_NOUNS = frozenset(
    ("hour", "morning", "evening", "night", "afternoon", "day", "week", "weekend", "start", "beginning", "end", "dawn", "eve",
     "minute", "month", "anniversary", "course", "period")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hold:
    """A place that hangs on a word: how, and over how many steps."""

    kind: int
    steps: int
    word: str
    """The last preposition on the way, or ""."""
    mention: PlaceMention


class Setting:
    """Times, places and tolls of a document, each under the words it hangs on."""

    __slots__ = ("mentions", "places", "times", "tolls")

    def __init__(
        self,
        doc: Doc,
        times: Sequence[TimeMention],
        places: Sequence[PlaceMention],
        tolls: Sequence[TollMention],
        triggers: frozenset[int] = frozenset(),
    ) -> None:
        self.times = _hung_times(doc, times)
        self.mentions = tuple(m for m in places if 0 <= m.start < m.end <= len(doc) and _is_name(doc, m))
        self.places: dict[int, list[Hold]] = {}
        for mention in places:
            if 0 <= mention.start < mention.end <= len(doc) and _is_name(doc, mention):
                for token, hold in _climb(doc, mention, triggers):
                    self.places.setdefault(token, []).append(hold)
        self.tolls: dict[int, list[TollMention]] = {}
        for toll in tolls:
            self.tolls.setdefault(toll.trigger, []).append(toll)


def _is_name(doc: Doc, mention: PlaceMention) -> bool:
    """Not a bare direction ("Northern"), nor the first half of a word ("Hama-style")."""
    if mention.end < len(doc) and doc[mention.end].text == "-" and not doc[mention.end - 1].whitespace_:
        return False
    return any(t.lower_.removesuffix("ern") not in _SIDES for t in doc[mention.start : mention.end])


def _climb(doc: Doc, mention: PlaceMention, triggers: frozenset[int]) -> Iterator[tuple[int, Hold]]:
    """The words a place hangs on, from the nearest up to the first verb or event noun."""
    node, kind, word = doc[mention.start : mention.end].root, _NOUN, ""
    is_located = False
    for steps in range(1, _DEPTH + 1):
        head, dep = node.head, node.dep_
        if head.i == node.i:
            return
        if dep in ("compound", "amod", "nmod", "appos", "npadvmod") or (dep == "conj" and head.pos_ in ("NOUN", "PROPN")):
            node = head
        elif dep == "poss":
            if head.i in triggers:
                return  # 'Homs's attack on'
            node = head
        elif dep == "pobj":
            found = _through(node, head)
            if found is None:
                return
            node, how, preposition = found
            if how == _SUBJECT and not is_located:
                return  # 'with a Boston accent'
            is_located = is_located or how != _SUBJECT
            kind, word = (how if kind in (_DIRECT, _NOUN) else max(kind, how)), preposition
        elif dep in ("dobj", "nsubjpass", "attr", "dative", "oprd") and head.pos_ in ("VERB", "AUX"):
            kind, node = max(kind, _OBJECT), head
        elif dep == "nsubj" and head.pos_ in ("VERB", "AUX"):
            kind, node = _SUBJECT, head
        else:
            return
        if node.pos_ in ("VERB", "AUX"):
            owner = _told_by(node, mention.start)
            if kind == _DIRECT and mention.end <= owner.i and _is_initial(owner, mention.start):
                kind = _INITIAL
            yield owner.i, Hold(kind, steps, word, mention)
            return
        if node.pos_ in ("NOUN", "PROPN"):
            yield node.i, Hold(kind, steps, word, mention)
            if node.i in triggers:
                return


def _through(noun: Token, preposition: Token) -> tuple[Token, int, str] | None:
    """Over a preposition: the word it hangs on, how good that is, and the preposition. None: it says no place."""
    text = preposition.lower_
    holder = preposition.head
    while holder.pos_ in ("ADP", "SCONJ", "ADV") and holder.head.i != holder.i:
        text = holder.lower_ if holder.pos_ == "ADP" and holder.lower_ in _TOWARDS else text  # 'from inside the camp'
        holder = holder.head
    if text in _IN or text in _ON:
        return holder, _DIRECT if text in _IN else _NOUN, text
    if text == "including":  # 'killed ten, including two officers in Homs'
        return holder, _NOUN, "in"
    if text in _TOWARDS:
        return holder, _TOWARD, text
    if text in _SIDE and lemma(noun) in words("weapon"):
        return holder, _NOUN, "in"  # 'killed by a bomb in Gao'
    if text in _SIDE:
        return holder, _SUBJECT, text  # 'clashes with rebels in Homs'
    return None


def _told_by(verb: Token, at: int) -> Token:
    """'hit a clinic on Friday the group said': a phrase between a clause and its verb of saying is the clause's."""
    for kid in verb.children:
        if kid.dep_ == "ccomp" and kid.i < at < verb.i:
            subject = child(verb, "nsubj")
            if subject is not None and at < subject.i:
                return kid
    return verb


def _is_initial(verb: Token, at: int) -> bool:
    subject = child(verb, "nsubj", "nsubjpass")
    return subject is not None and at < subject.i


def _hung_times(doc: Doc, mentions: Sequence[TimeMention]) -> Mapping[int, list[TimeMention]]:
    found: dict[int, list[TimeMention]] = {}
    for mention in mentions:
        if not 0 <= mention.start < mention.end <= len(doc):
            continue
        root = doc[mention.start : mention.end].root
        head = root.head
        for _ in range(_DEPTH):
            is_time = head.pos_ == "NOUN" and lemma(head) in _TIME_NOUNS and head.dep_ in ("pobj", "npadvmod")
            is_name = head.ent_type_ == "DATE" and head.dep_ in ("pobj", "npadvmod", "compound", "appos")
            if head.head.i == head.i or not (head.pos_ in ("ADP", "SCONJ") or is_time or is_name):
                break
            head = head.head
        if head.pos_ in ("VERB", "AUX"):
            head = _told_by(head, mention.start)
        if not mention.start <= head.i < mention.end:
            found.setdefault(head.i, []).append(mention)
        before = doc[mention.start - 1] if mention.start else None
        if before is not None and before.dep_ == "pobj" and doc[mention.end - 1].lower_ in _PAST_ENDS:
            holder = before.head.head  # 'the annexation of Crimea three years ago'
            if holder.pos_ in ("NOUN", "PROPN"):
                found.setdefault(holder.i, []).append(mention)
    return found


def own_words(trigger: Trigger, also: Sequence[Token] = ()) -> list[Token]:
    """The words that are the event itself: its trigger, its light verb, the words that tell the same act."""
    found = [trigger.token, *([trigger.light] if trigger.light is not None else []), *also]
    if not trigger.senses[0].is_noun and trigger.senses[0].objects:
        thing = undergoer(trigger.token)  # 'held talks'
        if thing is not None and thing.i > trigger.token.i:
            found.append(thing)
    if trigger.senses[0].is_noun:  # 'air strikes targeting a school in Gao'
        found += [k for k in trigger.token.children if k.dep_ in ("acl", "relcl") and lemma(k) in consequence_verbs()
                  and k not in found]  # fmt: skip
    return found


def clause_words(trigger: Trigger, taken: frozenset[int], acts: frozenset[int]) -> list[Token]:
    """The verbs above the event that share its place and date, nearest first.

    `taken`: triggers of other events; `acts`: those of them that are force, which may be one act told twice.
    """
    found: list[Token] = []
    token = trigger.token
    node = trigger.node
    if trigger.light is None and trigger.senses[0].is_noun:
        above = token.head if token.dep_ != "pobj" else token.head.head
        is_argument = token.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") or (
            token.dep_ == "pobj" and token.head.lower_ in ("in", "during", "by", "to", "with", "under")
        )
        if not is_argument or above.pos_ not in ("VERB", "AUX") or lemma(above) in words("speech"):
            return found
        if above.i in taken and not (above.i in acts and token.i in acts):
            return found
        found.append(above)
        node = above
    for _ in range(4):
        head, dep = node.head, node.dep_
        if head.i == node.i or head.pos_ not in ("VERB", "AUX"):
            break
        is_bare = child(node, "nsubj", "nsubjpass") is None
        if dep == "conj" or (dep == "advcl" and node.tag_ in ("VBG", "VBN") and is_bare and child(node, "mark") is None):
            found.append(head)  # 'shelled the town, killing five'
        elif dep == "xcomp" and lemma(head) in words("aspect"):
            found.append(head)
        else:
            break
        if lemma(head) in words("speech"):
            found.pop()
            break
        node = head
    return found


def joined_words(trigger: Trigger) -> list[Token]:
    """Verbs joined below that share the subject: 'killed five and wounded ten in Gao'."""
    if trigger.senses[0].is_noun and trigger.light is None:
        return []
    return [
        kid
        for kid in trigger.node.children
        if kid.dep_ == "conj" and kid.pos_ == "VERB" and child(kid, "nsubj", "nsubjpass") is None and child(kid, "aux") is None
    ]


def inner_acts(trigger: Trigger, acts: frozenset[int]) -> list[Token]:
    """The acts by which this one was done: 'killed in strikes', 'wounded when jets bombed'."""
    if trigger.token.i not in acts:
        return []
    found = [k for p in trigger.token.children if p.dep_ in ("prep", "agent") and p.lower_ in ("in", "by", "during")
             for k in p.children if k.i in acts]  # fmt: skip
    for kid in trigger.token.children:
        if kid.dep_ == "advcl" and kid.i in acts and any(k.lower_ in ("when", "as", "after") for k in kid.children):
            found.append(kid)
    return found


def when(setting: Setting, hooks: Sequence[Sequence[Token]], joined: Sequence[Token], trigger: Trigger) -> TimeMention | None:
    """The time that hangs on the event's own words, else on its clause's."""
    if not setting.times:
        return None
    for rank, near in enumerate(hooks):
        found = []
        for token in near:
            for mention in setting.times.get(token.i, ()):
                # a joined clause with a subject of its own shares only what opens the sentence
                if rank == 1 and not _shares(token, mention.start, trigger):
                    continue
                found.append(mention)
        if found:
            dated = next((m for m in found if m.when.start is not None or m.when.end is not None), None)
            return dated or found[0]
    found = [m for token in joined for m in setting.times.get(token.i, ())]
    return found[0] if found else None


def _shares(token: Token, at: int, trigger: Trigger) -> bool:
    if trigger.senses[0].is_noun and trigger.light is None:
        return True
    own = child(trigger.node, "nsubj", "nsubjpass")
    if own is None:
        return at < token.i or at > trigger.node.i or trigger.node.dep_ in ("advcl", "xcomp")
    return at < token.i and _is_initial(token, at)


def where(
    setting: Setting, hooks: Sequence[Sequence[Token]], joined: Sequence[Token], trigger: Trigger, kind: str
) -> PlaceMention | None:
    """The place that hangs on the event, the nearest and most exact; a country only where nothing closer is named."""
    if not setting.places:
        return None
    found: list[tuple[tuple[bool, int, int, int, int], PlaceMention]] = []
    ranked = [*enumerate(hooks), (len(hooks), joined)]
    for rank, near in ranked:
        for token in near:
            for hold in setting.places.get(token.i, ()):
                if not _says_where(hold, token, kind, trigger, rank):
                    continue
                mention = hold.mention
                exact = _PRECISION.index(mention.place.precision)
                is_wide = mention.place.precision in ("country", None)
                found.append(((is_wide, rank, hold.kind, exact, hold.steps), mention))
    return min(found, key=lambda f: (f[0], f[1].start))[1] if found else None


def _says_where(hold: Hold, token: Token, kind: str, trigger: Trigger, rank: int) -> bool:
    """Does a place that hangs so on this word say where an event of this type was?"""
    is_country = hold.mention.place.precision in ("country", None)
    if rank == 1:
        return hold.kind in (_DIRECT, _INITIAL) and hold.word in _IN and _shares(token, hold.mention.start, trigger)
    if rank > 1:
        return hold.kind == _DIRECT and hold.word in _IN and not is_country
    if hold.kind in (_DIRECT, _INITIAL):
        return hold.word in _IN
    if hold.kind == _NOUN:
        if hold.word in _ON and kind not in _SPOT:
            return False
        return kind in _SPOT or (kind == "CONSULT" and hold.word in ("", *_IN))
    if hold.kind == _OBJECT:
        return (kind in _SPOT and kind != "SANCTION") or (kind == "CONSULT" and lemma(token) in ("visit", "tour"))
    if hold.kind == _TOWARD:
        return (kind in _MOVING or (kind == "ASSAULT" and lemma(token) in _MOTION)) and not (
            kind == "CONSULT" and hold.word == "from"
        )
    return kind in ("ASSAULT", "PROTEST", "CONSULT") and not is_country and hold.word in (*_IN, *_SIDE)
