"""Parties without a name that do or undergo something: 'his captors', 'the three countries', 'Russian sappers', 'regime raids'.

The speakers among them are noted before; here are those who stand as subject, object or after a preposition, and the sides
named before an act ("rebel shelling"). Arms and units are their owner's: without one, arms are nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.actors.name import word_list
from onrecord.actors.registry import countries
from onrecord.actors.scene import Scene, id_of
from onrecord.actors.speaking import determiner, left_of
from onrecord.actors.unnamed import note_body
from onrecord.actors.whose import Owners, owners_of
from onrecord.model import Actor, Mention

PEOPLE = word_list("crowds")
BODIES = word_list("crowd_bodies")
ARMS = word_list("crowd_arms")
SIDES = word_list("crowd_sides")
UNITS = frozenset(
    {
        "battalion",
        "commando",
        "gunner",
        "paratrooper",
        "patrol",
        "personnel",
        "sapper",
        "serviceman",
        "servicemen",
        "sniper",
        "unit",
    }
)
"""Those of them that are people."""
SAME_AS = frozenset({"allies", "counterpart", "counterparts", "partners"})
PART_OF = frozenset({"members", "supporters", "elements"})
LANDS = frozenset({"country", "state", "government", "nation", "power"})
"""Nouns that are parties in the plural: 'the three countries'."""
QUANTITIES = word_list("quantities")
WHERE = frozenset({"in", "across", "around", "throughout", "inside", "outside", "within", "near", "into", "through", "over"})
BACKED = frozenset({"backed", "supported", "funded", "armed", "trained", "sponsored", "equipped", "financed"})
PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss", "dative", "appos"})
BEFORE = frozenset({"compound", "amod", "nmod"})
OWNED = frozenset({"his", "her", "their", "its", "my", "our"})


@dataclass(slots=True)
class Named:
    """The mentions found by the steps before, by where they start and end, and by their last word."""

    starts: dict[int, list[Mention]] = field(default_factory=dict)
    ends: dict[int, list[Mention]] = field(default_factory=dict)
    words: dict[str, list[Mention]] = field(default_factory=dict)

    seen: int = 0

    def update(self, scene: Scene) -> None:
        """Take in what the scene has noted since."""
        for mention in scene.mentions[self.seen :]:
            self.starts.setdefault(mention.start, []).append(mention)
            self.ends.setdefault(mention.end, []).append(mention)
            if mention.kind in ("role", "short", "name") and scene.actors[mention.actor].kind != "person":
                self.words.setdefault(scene.doc[mention.end - 1].lower_, []).append(mention)
        self.seen = len(scene.mentions)

    def bearer(self, scene: Scene, token: Token, word: str) -> Actor | None:
        """Who was last called by the noun: 'the Syrian regime … regime bombardment', 'rebels … rebel shelling'."""
        called = sorted((*self.words.get(word, ()), *self.words.get(word + "s", ())))
        earlier = [m for m in called if m.start < token.i]
        if word in ("regime", "government"):
            state = next((m for m in called if scene.actors[m.actor].kind == "state"), None)
            if state is not None:
                return scene.actors[state.actor]
        one = earlier[-1] if earlier else called[0] if called else None
        return scene.actors[one.actor] if one is not None else None


def find_crowds(scene: Scene) -> None:
    """Note the unnamed parties that no step before has taken."""
    taken: set[int] = set()
    for mention in scene.mentions:
        if mention.kind in ("demonym", "possessive"):
            taken.add(mention.head)
        else:
            taken.update(range(mention.start, mention.end))
    owners = owners_of(scene)
    _note_backers(scene)
    named = Named()
    for token in scene.doc:
        if token.i in taken or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            continue
        if named.seen < len(scene.mentions):
            named.update(scene)
        word = token.lower_
        is_plural = token.tag_ in ("NNS", "NNPS")
        noun = token.lemma_.lower() if is_plural else word
        if noun in SIDES and _is_holder(scene, token):
            _note_side(scene, token, noun, owners, named)
            continue
        if token.dep_ in BEFORE and (word if not is_plural else noun) in SIDES:
            if token.head.pos_ in ("NOUN", "PROPN") and token.head.i > token.i:
                _note_side(scene, token, noun, owners, named)
            continue
        if token.dep_ in BEFORE or token.dep_ == "npadvmod":
            continue
        if token.dep_ not in PARTS or token.pos_ == "ADJ":
            continue
        if noun in ARMS:
            _note_arms(scene, token, noun, named)
        elif noun in LANDS:
            if is_plural and not (token.dep_ == "pobj" and token.head.lower_ in WHERE):
                _note_people(scene, token, named)
        elif noun in BODIES:
            note_body(scene, token, noun)
        elif word == "west" and token.i > 0 and token.dep_ != "pobj" and token.nbor(-1).lower_ == "the":
            scene.add(token.i, token.i + 1, Actor("the-west", "the West", "group"), "name")
        elif noun in PEOPLE or _is_people_named(scene, token):
            _note_people(scene, token, named)


def _note_backers(scene: Scene) -> None:
    """'Iranian-backed militias', 'US-supported groups': the backer inside a larger mention."""
    noted = {mention.start for mention in scene.mentions}
    for hit in scene.names:
        at = hit.end
        if hit.start in noted and not scene.doc[hit.start].head.i > at:
            continue
        if at + 1 < len(scene.doc) and scene.doc[at].text == "-" and scene.doc[at + 1].lower_ in BACKED:
            country, body = scene.owner(hit)
            if body or country in countries():
                scene.add(hit.start, hit.end, scene.body(body) if body else scene.state(country), "demonym")


def _is_people_named(scene: Scene, token: Token) -> bool:
    """'the Kurds', 'Yazidis': a people that is no state's."""
    return (
        token.tag_ in ("NNPS", "NNP")
        and token.ent_type_ == "NORP"
        and token.text.endswith("s")
        and token.i not in scene.name_at
        and len(token.text) > 3
    )


def _note_people(scene: Scene, token: Token, named: Named) -> None:
    start = left_of(scene, token)
    if any(i in scene.used for i in range(start, token.i)):
        start = token.i
    while start < token.i and _is_count(scene.doc[start]):
        start += 1
    article = determiner(scene, start)
    if article in OWNED and _is_allies(scene, token, start - 1, named):
        return
    if article in OWNED:
        start -= 1  # 'his captors' are nobody else's
    elif (
        token.tag_ in ("NN", "NNP")
        and article not in ("a", "an", "another", "one")
        and not any(c.dep_ == "poss" for c in token.lefts)
    ):
        return  # 'the son': whose?
    printed = scene.printed(start, token.i + 1)
    kind = "group" if token.tag_ in ("NNS", "NNPS") or token.text.endswith("s") else "person"
    owner = _owner(scene, named, start, token.i)
    if token.lower_ in SAME_AS and any(k.i in scene.name_at and k.dep_ in BEFORE for k in token.lefts):
        return  # 'Russian allies', 'his Turkish counterparts' are those states
    if token.lower_ in PART_OF and token.i + 1 < len(scene.doc) and scene.doc[token.i + 1].lower_ == "of":
        return  # 'members of the militia' are the militia
    country = scene.actors[owner.actor].country if owner is not None else ""
    known = scene.actors.get(id_of(printed.lower()))
    actor = known or Actor(id_of(printed.lower()), printed, "group" if kind == "group" else "person", country)
    if actor.id:
        scene.add(start, token.i + 1, actor, "role")


def _is_count(token: Token) -> bool:
    """'at least 9', 'some': how many, not who."""
    return (
        token.tag_ == "CD"
        or token.dep_ in ("quantmod", "advmod")
        or token.lower_ in QUANTITIES
        or token.is_punct
        or token.lower_ == "at"
    )


def _is_allies(scene: Scene, token: Token, owned: int, named: Named) -> bool:
    """Note 'its allies' as the allies of whom the pronoun means, where it is settled."""
    if token.lower_ not in ("allies", "backers", "partners", "proxies", "supporters"):
        return False
    pronoun = next((m for m in named.starts.get(owned, ()) if m.end == owned + 1), None)
    if pronoun is None:
        return False
    owner = scene.actors[pronoun.actor]
    of = owner.id if owner.kind == "state" else owner.name
    scene.add(owned, token.i + 1, Actor(id_of(owner.id, token.lower_), f"{token.lower_} of {of}", "group"), "role")
    return True


def _owner(scene: Scene, named: Named, start: int, end: int) -> Mention | None:
    """The state or group named in the phrase before its noun, not as 'Syria-based' or 'US-backed'."""
    found = None
    for mention in (m for i in range(start, end) for m in named.starts.get(i, ())):
        if mention.end <= end:
            after = scene.doc[mention.end] if mention.end < len(scene.doc) else None
            if after is None or after.text != "-":
                found = mention
    return found


def _note_arms(scene: Scene, token: Token, noun: str, named: Named) -> None:
    """'Russian sappers', 'two US drones': the forces of that state; 'Isis tanks': Isis; 'special units': themselves."""
    start = left_of(scene, token)
    owner = _owner(scene, named, max(start - 3, 0), token.i)
    if owner is None or not _stands_before(scene, owner, token):
        if noun in UNITS:
            _note_people(scene, token, named)
        return
    actor = scene.actors[owner.actor]
    start = min(start, owner.start)
    if actor.id in countries():
        own = Actor(id_of(actor.id, "MIL"), scene.printed(start, token.i + 1), "organisation", actor.id, "MIL")
        scene.add(start, token.i + 1, own, "role")
    elif actor.kind in ("group", "organisation"):
        scene.add(start, token.i + 1, actor, "role")


def _stands_before(scene: Scene, owner: Mention, token: Token) -> bool:
    """Does the owner's word hang on the noun?"""
    head = scene.doc[owner.head]
    for _ in range(4):
        if head.i == token.i:
            return True
        head = head.head
    return False


def _is_holder(scene: Scene, token: Token) -> bool:
    """'rebel-held districts', 'government-controlled areas': whoever stands there."""
    doc, at = scene.doc, token.i
    return at + 2 < len(doc) and doc[at + 1].text == "-" and doc[at + 2].lower_ in ("held", "controlled")


def _note_side(scene: Scene, token: Token, word: str, owners: Owners, named: Named) -> None:
    """'regime bombardment', 'rebel shelling', 'coalition airstrikes': the side that bears the noun elsewhere, or the words."""
    after = scene.doc[token.i + 1]
    if (after.text in ("-", "–") and not _is_holder(scene, token)) or (token.i > 0 and scene.doc[token.i - 1].text == "-"):
        return  # 'rebel-held', 'anti-government'
    before = [m for m in named.ends.get(token.i, ()) if m.kind in ("demonym", "name", "possessive", "metonym")]
    owner = scene.actors[before[0].actor] if before else None
    if owner is not None and owner.id in countries():
        sector = {"army": "MIL", "police": "COP", "rebel": "REB", "opposition": "OPP"}.get(word)
        actor = scene.state(owner.id) if word in ("regime", "government") else None
        if sector is not None:
            actor = scene.actors.get(id_of(owner.id, sector))
        if actor is not None:
            scene.add(before[0].start, token.i + 1, actor, "demonym")
        return
    if owner is not None:
        return
    actor = named.bearer(scene, token, word)
    if actor is None and word in ("regime", "government", "army"):
        country = owners.of(word, "MIL" if word == "army" else "", token.i)
        if not country:
            return
        army = Actor(id_of(country, "MIL"), token.text, "organisation", country, "MIL")
        actor = army if word == "army" else scene.state(country)
    if actor is None and word in ("police", "opposition", "coalition"):
        actor = Actor(id_of(word), word, "organisation")
    scene.add(token.i, token.i + 1, actor or Actor(id_of(word + "s"), word + "s", "group"), "demonym")
