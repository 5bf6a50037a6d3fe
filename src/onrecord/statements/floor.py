"""Who has the floor: the speaker a pronoun or a bare quotation goes back to, by how much each of the cast stands out there.

Every mention outside quotation marks gives its actor weight: most as subject or speaker, less as object, least as owner;
with each sentence the weight fades, and what is quoted neither counts nor fades. A pronoun goes to the one actor that
agrees with it in gender and number and stands out clearly from the next; the pronoun itself then keeps that actor in mind.
Where two come near each other the speaker stays open (salience after Lappin and Leass 1994, with few weights).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from onrecord.language import Document
from onrecord.model import Cast
from onrecord.statements.agreement import HE, IT, SHE, THEY, Agreement, Classes, class_of, two_of
from onrecord.statements.attribution import Attribution, inside
from onrecord.statements.speaker import AMBIGUOUS, NO_SPEAKER, OPEN_PRONOUN, Speaker
from onrecord.statements.voice import in_own_voice

SUBJECT, EMBEDDED, OBJECT, OWNER = 1.0, 0.8, 0.4, 0.3
SPEAKER = 0.6
"""Added where the mention is the source of a statement."""
INNER = 0.7
"""What a mention within somebody's statement counts."""
LAST = 0.6
"""Added, where the pronoun speaks, to whoever spoke last."""
FADE = 0.6
"""What is left of a weight one sentence on."""
REACH = {HE: 8, SHE: 8, IT: 2, THEY: 2}
"""Sentences a pronoun goes back."""
LEAST = {HE: 0.15, SHE: 0.1, IT: 0.5, THEY: 0.5}
CLEAR = {HE: 1.4, SHE: 1.4, IT: 1.4, THEY: 1.6}
"""How many times the weight of the next one the first needs."""
TWO = 8
"""Sentences 'the two leaders' goes back."""
KEPT = 120
"""Mentions kept in mind."""
IMPERSONAL = frozenset({"be", "seem", "appear"})
"""'It is appalling to learn that …': nobody's."""
DIRECT = frozenset({"direct", "direct alone"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention outside quotation marks."""

    at: int
    sentence: int
    who: str
    weight: float
    classes: Classes
    """The pronouns that may stand for it, and how well."""


@dataclass(slots=True)
class Floor:
    """What has been said so far, by whom."""

    seen: deque[Seen] = field(default_factory=lambda: deque(maxlen=KEPT))
    joint: dict[str, Speaker] = field(default_factory=dict)
    """Several who spoke together, by the name they are seen under."""
    last: str = ""
    """Whoever spoke last."""


def with_floor(document: Document, cast: Cast, found: Sequence[Attribution], speakers: Sequence[Speaker]) -> list[Speaker]:
    """The speakers, with open pronouns given to whoever has the floor, and quotations that go on to whoever began them."""
    out = list(speakers)
    sources = (document.doc[a.source_at] for a in found if a.source_at is not None)
    if any(speaker.reason == OPEN_PRONOUN for speaker in out) or any(two_of(source) for source in sources):
        out = _Walk(document, cast, found, out).run()
        out = in_own_voice(document, cast, found, out)
    return _going_on(document, found, out)


def _going_on(document: Document, found: Sequence[Attribution], out: list[Speaker]) -> list[Speaker]:
    """'“We were late.⏎“Nobody came,” Hill said': a quotation opened anew before the last one closed has the same speaker."""
    if not any(speaker.reason == NO_SPEAKER for speaker in out):
        return out
    quotations, doc = document.cleaned.quotations, document.doc
    holds: dict[int, Speaker] = {}
    for k, attribution in sorted(enumerate(found), key=lambda pair: pair[1].content[0][0]):
        if attribution.rule not in DIRECT:
            continue
        parts = [bisect_right(quotations, doc[i].idx, key=lambda quotation: quotation.start) - 1 for i, _ in attribution.content]
        first = parts[0]
        if out[k].reason == NO_SPEAKER and first > 0 and quotations[first].continues and first - 1 in holds:
            before = holds[first - 1]
            out[k] = Speaker(before.actor, None, before.also, before.reason)
        holds.update((n, out[k]) for n in parts)
    return out


class _Walk:
    """One walk over the tokens."""

    def __init__(self, document: Document, cast: Cast, found: Sequence[Attribution], out: list[Speaker]) -> None:
        self.document, self.cast, self.found, self.out = document, cast, found, out
        self.sources: dict[int, list[int]] = {}
        for k, attribution in enumerate(found):
            if attribution.source_at is not None:
                self.sources.setdefault(attribution.source_at, []).append(k)
        self.agreement = Agreement(document, cast)
        self.heads = {mention.head: mention for mention in reversed(cast.mentions) if mention.kind != "demonym"}
        self.floor = Floor()
        self.inner = {i for attribution in found for start, end in attribution.content for i in range(start, end)}
        self.sentence = 0

    def run(self) -> list[Speaker]:
        is_new, closes = False, 0
        quotations = iter(sorted(self.document.cleaned.quotations))
        ahead = next(quotations, None)
        for token in self.document.doc:
            is_new = is_new or bool(token.is_sent_start)
            while ahead is not None and ahead.start <= token.idx:
                closes, ahead = max(closes, ahead.end), next(quotations, None)
            if token.idx < closes or token.is_space or token.is_punct:
                continue
            if is_new:
                self.sentence, is_new = self.sentence + 1, False
            self._take(token)
        return self.out

    def _take(self, token: Token) -> None:
        """Note whoever the token names, or find whom it stands for."""
        mention, own = self.heads.get(token.i), self.sources.get(token.i, ())
        wanted = class_of(token)
        if mention is not None and mention.kind == "pronoun":
            self._see(token, mention.actor, self.agreement.of(mention.actor))
        elif wanted is not None:
            who = self._antecedent(token, wanted, own)
            if who in self.cast.actors and wanted in (HE, SHE):
                self.agreement.learn(who, wanted)  # a pronoun tells the gender of whom it stands for
            if who:
                self._see(token, who, {wanted: 1.0})
        elif two := self._two(token, own):
            self._see(token, two, {THEY: 1.0})
        elif mention is not None:
            self._see(token, self._same_as(token, mention.actor), self.agreement.of(mention.actor, token))
        elif self.cast.covering(token.i) == () and (stranger := self.agreement.stranger(token)):
            self._see(token, self._same_as(token, "?" + token.lemma_.lower()), stranger)
        self._join(token, own)

    def _same_as(self, token: Token, who: str) -> str:
        """'the head of the command, Pavel Orlov', 'Orlov, a farmer': the one named beside."""
        if who in self.cast.actors and self.agreement.is_named_person(who):
            return who
        for k in self.sources.get(token.i, ()):
            if (actor := self.out[k].actor) is not None and self.agreement.is_named_person(actor):
                return actor
        near = [part for part in token.rights if part.dep_ == "appos"]
        near += [token.head] if token.dep_ == "appos" else []
        for part in near:
            mention = self.heads.get(part.i)
            if mention is not None and self.agreement.is_named_person(mention.actor):
                return mention.actor
        return who

    def _see(self, token: Token, who: str, classes: Classes) -> None:
        if not classes:
            return
        weight = weight_of(token)
        if token.i in self.inner:
            weight *= INNER
        elif token.i in self.sources:
            weight += SPEAKER
            self.floor.last = who
        self.floor.seen.append(Seen(token.i, self.sentence, who, weight, classes))

    def _join(self, token: Token, own: Sequence[int]) -> None:
        """'Hill and Katz said': together they are 'they', 'the two men', 'the couple'."""
        pair = self._pair(token)
        together = [Speaker(pair[0], None, pair[1:])] if pair else [self.out[k] for k in own]
        for speaker in together:
            if speaker.actor is None or not speaker.also:
                continue
            who = "+".join((speaker.actor, *speaker.also))
            self.floor.joint[who] = speaker
            self._see(token, who, {THEY: 1.0})

    def _pair(self, token: Token) -> tuple[str, ...]:
        """The two people, or two states, of 'Hill and Katz'."""
        others = [part for part in token.rights if part.dep_ == "conj"]
        if len(others) != 1 or any(part.dep_ == "conj" for part in others[0].rights):
            return ()
        mentions = [self.heads.get(token.i), self.heads.get(others[0].i)]
        actors = [mention.actor for mention in mentions if mention is not None and self.agreement.is_named(mention.actor)]
        kinds = {self.cast.actor(actor).kind for actor in actors}
        return tuple(actors) if len(set(actors)) == 2 and kinds in ({"person"}, {"state"}) else ()

    def _two(self, token: Token, own: Sequence[int]) -> str:
        """'The two leaders said': the only two named together of late; its statements get them for speakers."""
        kinds = two_of(token)
        if not kinds:
            return ""
        joint = self.floor.joint
        pairs = {
            seen.who
            for seen in self.floor.seen
            if seen.who in joint and len(joint[seen.who].also) == 1 and self.sentence - seen.sentence <= TWO
        }
        pairs = {who for who in pairs if self.cast.actor(joint[who].actor or "").kind in kinds}
        if len(pairs) != 1:
            return ""
        (who,) = pairs
        for k in own:
            self.out[k] = Speaker(joint[who].actor, self.out[k].text, joint[who].also)
        return who

    def _antecedent(self, token: Token, wanted: str, own: Sequence[int]) -> str:
        """Whom a pronoun stands for, "" where that is not plain; its statements get the speaker."""
        open_ = [k for k in own if self.out[k].reason == OPEN_PRONOUN and self.out[k].actor is None]
        if open_ and (token.dep_ != "nsubj" or (wanted == IT and token.head.lemma_ in IMPERSONAL)):
            return ""
        if not open_ and wanted in (IT, THEY):
            return ""
        ranked = self._ranked(token, wanted, own)
        if not ranked:
            return ""
        (best, first), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0
        is_clear = first >= CLEAR[wanted] * second and not self._has_fresher(best, ranked, wanted)
        if open_:
            self.floor.last = ""  # whoever it is
        if first < LEAST[wanted]:
            return ""
        for k in open_:
            self.out[k] = self._speaker(self.out[k], best) if is_clear else replace(self.out[k], reason=AMBIGUOUS)
        return best if is_clear else ""

    def _has_fresher(self, best: str, ranked: Sequence[tuple[str, float]], wanted: str) -> bool:
        """Was somebody else, who agrees as well, the subject of a main clause since the best was last named?"""
        others = {who for who, _ in ranked if who != best}
        for seen in reversed(self.floor.seen):
            if seen.who == best:
                return False
            if seen.who in others and seen.weight >= SUBJECT and seen.classes.get(wanted, 0.0) == 1.0:
                return True
        return False

    def _speaker(self, speaker: Speaker, who: str) -> Speaker:
        if who in self.floor.joint:
            joint = self.floor.joint[who]
            return Speaker(joint.actor, speaker.text, joint.also)
        if who not in self.cast.actors or not self.agreement.is_named(who):
            return speaker
        return Speaker(who, speaker.text, speaker.also)

    def _ranked(self, token: Token, wanted: str, own: Sequence[int]) -> list[tuple[str, float]]:
        """Who the pronoun may stand for, with weights, the best first."""
        best: dict[tuple[str, int], float] = {}
        agrees: dict[str, float] = {}
        contents = [self.found[k].content for k in own]
        for seen in reversed(self.floor.seen):
            distance = self.sentence - seen.sentence
            if distance > REACH[wanted]:
                break
            if wanted not in seen.classes or self._is_other(seen.who, wanted):
                continue
            if any(inside(seen.at, content) for content in contents) or _is_in_clause(token, self.document.doc[seen.at]):
                continue
            key = (seen.who, seen.sentence)
            best[key] = max(best.get(key, 0.0), seen.classes[wanted] * seen.weight * FADE**distance)
            agrees.setdefault(seen.who, seen.classes[wanted])
        total: dict[str, float] = {}
        for (who, _), weight in best.items():
            total[who] = total.get(who, 0.0) + weight
        if own and self.floor.last in total:
            total[self.floor.last] += LAST * agrees[self.floor.last]
        for who in self._governing(token):
            if who in total:
                total[who] += LAST
        return sorted(total.items(), key=lambda item: (-item[1], item[0]))

    def _governing(self, token: Token) -> set[str]:
        """'Hill rejected the offer as he believes …': the subject of the verb that the pronoun's clause hangs on."""
        verb = token.head
        if token.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ not in ("advcl", "ccomp", "conj", "xcomp"):
            return set()
        subjects = {part.i for part in verb.head.children if part.dep_ in ("nsubj", "nsubjpass") and part.i < token.i}
        return {seen.who for seen in self.floor.seen if seen.at in subjects}

    def _is_other(self, who: str, wanted: str) -> bool:
        """Is it by now known to be of the other gender?"""
        gender = self.agreement.gender(who) if wanted in (HE, SHE) and who in self.cast.actors else ""
        return bool(gender) and gender != wanted


def weight_of(token: Token) -> float:
    """How much a mention stands out by its place in the sentence."""
    at = token
    while at.dep_ == "conj" and at.head.i != at.i and at.head.pos_ in ("NOUN", "PROPN", "PRON"):
        at = at.head
    if at.dep_ in ("nsubj", "nsubjpass"):
        verb = at.head
        while verb.dep_ in ("conj", "aux", "xcomp") and verb.head.i != verb.i:
            verb = verb.head
        is_main = verb.dep_ == "ROOT" or (verb.dep_ in ("ccomp", "parataxis", "advcl") and verb.head.dep_ == "ROOT")
        return SUBJECT if is_main else EMBEDDED
    if at.dep_ in ("poss", "compound", "nmod", "amod"):
        return OWNER
    return OBJECT


def _is_in_clause(pronoun: Token, other: Token) -> bool:
    """'Speaking to Hill, he said': whoever hangs on the pronoun's own verb is somebody else, unless as its subject."""
    if pronoun.dep_ not in ("nsubj", "nsubjpass") or other.dep_ in ("nsubj", "nsubjpass"):
        return False
    at = other
    for _ in range(6):
        if at.head.i == at.i:
            return False
        at = at.head
        if at.i == pronoun.head.i:
            return True
    return False
