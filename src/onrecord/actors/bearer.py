"""Which organisation 'the Observatory', 'the agency', 'the group' is: the only one so far that can bear the noun."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from onrecord.actors.name import pieces
from onrecord.actors.registry import countries, registered
from onrecord.actors.scene import Scene
from onrecord.actors.speaking import SUBJECTS, is_speaking
from onrecord.model import Actor, Mention

BEARERS = {"monitor": "observatory", "monitoring": "observatory", "watchdog": "observatory"}
"""Nouns by which news calls the observatories of a war."""
BODIES = frozenset(
    {"agency", "body", "charity", "group", "organisation", "organization", "watchdog", "programme", "program", "fund"}
)
OUTLETS = frozenset({"agency", "outlet", "broadcaster", "channel", "newspaper", "paper", "website", "station"})
LED = frozenset({("us", "led"), ("american", "led")})
EMPTY = frozenset(
    "un us u s uk based global international main new news own state the of for and world syrian medical group agency".split()
)
"""Words before the noun that tell nothing of whose it is."""


def bearer(scene: Scene, token: Token, noun: str, words: list[str]) -> Actor | None:
    """The one organisation or group so far whose name holds the noun or what stands before it; None where not exactly one."""
    before = [m for m in scene.mentions if m.start < token.i and m.kind != "pronoun"]
    wanted = {noun, *(BEARERS[word] for word in (noun, *words) if word in BEARERS)} - {"group"}
    more = {_stem(word) for word in words[:-1] if word not in EMPTY}
    holders: set[str] = set()
    likely: set[str] = set()
    for mention in before:
        actor = scene.actors[mention.actor]
        if actor.kind not in ("group", "organisation") or (actor.country in countries() and actor.sector in ("MIL", "REB")):
            continue
        head = scene.doc[mention.head]
        is_name = actor.id in registered() or head.text[:1].isupper() or head.lower_ == noun
        if (wanted & {*pieces(actor.name), head.lower_} and is_name) or (noun == "agency" and _is_agency(scene, mention, actor)):
            holders.add(actor.id)
        if noun in BODIES and more & _stems(actor) and actor.id in registered():
            likely.add(actor.id)  # 'the refugee agency', 'the rights group'
        elif (noun in OUTLETS and actor.sector == "JRN" and actor.id in registered() and _is_agency(scene, mention, actor)) or (
            noun in ("charity", "ngo") and actor.country == "NGO"
        ):
            likely.add(actor.id)
    if len(holders) == 1:
        return scene.actors[next(iter(holders))]
    if len(likely) == 1 and not holders:
        return scene.actors[next(iter(likely))]
    if not holders and not likely and noun in BODIES:  # named only later: 'the refugee agency … the UNHCR said'
        later = {m.actor for m in scene.mentions if m.start > token.i and m.actor in registered() and more & _stems_of(m.actor)}
        if len(later) == 1 and registered()[next(iter(later))].kind == "organisation":
            return scene.actors[next(iter(later))]
    if noun == "coalition" and not holders and any(w in LED for w in zip(scene.run.words, scene.run.words[1:], strict=False)):
        return scene.body("us-led-coalition")
    if holders or noun != "group" or len(words) > 1:
        return None
    return _last_group(scene, token, before)


def _last_group(scene: Scene, token: Token, before: list[Mention]) -> Actor | None:
    """'the group': the only named one of this sentence and the last, or the only one of them that speaks there."""
    floor = token.sent.start
    floor = scene.doc[floor - 1].sent.start if floor > 0 else floor
    near = [m for m in before if m.start >= floor and scene.actors[m.actor].kind in ("group", "organisation")]
    named = {m.actor for m in near if m.actor in registered() or scene.doc[m.head].text[:1].isupper()}
    named -= {id for id in named if scene.actors[id].country in ("UNO", "IGO") or scene.actors[id].sector in ("JRN", "GOV")}
    if len(named) == 1 and (len({m.actor for m in near}) == 1 or not named.isdisjoint(registered())):
        return scene.actors[next(iter(named))]
    speaking = {m.actor for m in near if m.actor in named and is_speaking(scene.doc[m.head])}
    return scene.actors[next(iter(speaking))] if len(speaking) == 1 else None


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") else word


@cache
def _stems_of(id: str) -> frozenset[str]:
    entry = registered()[id]
    return frozenset(_stem(word) for name in (entry.name, *entry.names) for word in pieces(name)) - EMPTY


def _stems(actor: Actor) -> frozenset[str]:
    return _stems_of(actor.id) if actor.id in registered() else frozenset()


def _is_agency(scene: Scene, mention: Mention, actor: Actor) -> bool:
    """A news agency that itself speaks, not one that is spoken to ('told AFP')."""
    return actor.sector == "JRN" and actor.id in registered() and scene.doc[mention.head].dep_ in (*SUBJECTS, "poss", "pobj")
