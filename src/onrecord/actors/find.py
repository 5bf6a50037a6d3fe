"""find_cast: the actors of one report and where they are mentioned."""

from __future__ import annotations

from onrecord.actors.crowd import find_crowds
from onrecord.actors.name import pieces, word_list
from onrecord.actors.person import find_people
from onrecord.actors.pronoun import find_pronouns
from onrecord.actors.registry import countries, registered
from onrecord.actors.role import find_roles
from onrecord.actors.scan import Hit, name_hits, role_hits, run_of
from onrecord.actors.scene import Scene, id_of
from onrecord.actors.span import NOT_NAMES
from onrecord.actors.speaking import is_speaking
from onrecord.actors.unnamed import INSTITUTIONS, find_unnamed
from onrecord.language import Document
from onrecord.model import Actor, Cast, MentionKind

WITHOUT_ACTORS = frozenset({"byline", "credit", "boilerplate", "dateline"})
"""Regions whose names are the paper's, not the story's."""
AFTER_COMPASS = frozenset({"america", "american", "americans", "england", "mexico", "wales", "guinea", "jersey"})
NOT_THE_STATE = word_list("not_the_state")
"""'New Mexico', 'Latin America', 'South America' are not the states."""
RELATIONS = word_list("relations")
PLACE_VERBS = word_list("place_verbs")
TAKES_ACTOR = word_list("takes_actor")
TIES = word_list("ties")
PARTISANS = frozenset(("ally", "backer", "critic", "enemy", "foe", "guarantor", "opponent", "patron", "rival", "sponsor"))
"""What a state may be to others: a city is none of these."""


def find_cast(document: Document) -> Cast:
    """The actors of the report and their mentions, in the order of the text; a text without any gives an empty Cast."""
    doc = document.doc
    run = run_of(doc)
    names = _outside_regions(document, name_hits(doc, run))
    scene = Scene(document, run, [], _outside_regions(document, role_hits(doc, run)), [token.text for token in doc])
    scene.names = [hit for hit in names if _is_meant(scene, hit)]
    for hit in scene.names:
        scene.name_at.update((i, hit) for i in range(hit.start, hit.end))
    find_people(scene)
    _find_organisations(scene)
    find_roles(scene)
    _find_names(scene)
    _find_allies(scene)
    find_unnamed(scene)
    find_pronouns(scene)
    _find_offices(scene)
    find_crowds(scene)
    return scene.cast()


def _outside_regions(document: Document, hits: list[Hit]) -> list[Hit]:
    regions = [region for region in document.cleaned.regions if region.kind in WITHOUT_ACTORS]
    if not regions:
        return hits
    doc = document.doc
    return [hit for hit in hits if not any(region.start <= doc[hit.start].idx < region.end for region in regions)]


def _is_meant(scene: Scene, hit: Hit) -> bool:
    """Is the name used as an actor's, not as part of another name or, for a capital, as a place?"""
    doc = scene.doc
    before = doc[hit.start - 1] if hit.start > 0 else None
    is_after_capital = before is not None and before.text[:1].isupper() and not before.is_sent_start
    after_word = before.lower_ if before is not None and is_after_capital else ""
    if hit.entry.kind in ("name", "demonym") and after_word in NOT_THE_STATE and doc[hit.start].lower_ in AFTER_COMPASS:
        return False
    if hit.entry.kind == "capital":
        return _is_capital_acting(scene, hit)
    if (
        hit.entry.kind == "metonym"
        and before is not None
        and before.dep_ == "prep"
        and before.lower_ in ("in", "inside", "outside", "near", "at", "around")
    ):
        return False
    if hit.entry.kind in ("name", "capital") and hit.end < len(doc) and before is not None:
        # 'Michael Jordan', 'Chad Smith': a person's name by the parser, with no title in it
        token = doc[hit.start]
        if (
            token.ent_type_ == "PERSON"
            and token.ent_iob_ == "I"
            and before.ent_type_ == "PERSON"
            and before.tag_ == "NNP"
            and hit.end - hit.start == 1
        ):
            return len(pieces(before.text)) == 1 and before.text.isupper()
    return True


def _is_capital_acting(scene: Scene, hit: Hit) -> bool:
    """'Moscow said', 'ties with Moscow', 'backed by Tehran', "Moscow's ally": the state; 'in Moscow', 'Moscow trip': the city."""
    doc = scene.doc
    head = doc[hit.end - 1]
    after = doc[hit.end] if hit.end < len(doc) else None
    if after is not None and after.tag_ in ("VBG", "VBD", "VBZ") and after.lemma_ in SAYING:
        return True  # 'with Moscow saying'
    while head.dep_ == "conj" and head.head.i != head.i and head.head.ent_type_ in ("GPE", "ORG", "PERSON", "LOC", "NORP", ""):
        head = head.head
    if hit.is_modifier:
        after = doc[hit.end + 1] if hit.end + 1 < len(doc) else None
        return after is not None and after.lower_ in (
            "backed",
            "led",
            "supported",
            "allied",
            "brokered",
            "controlled",
            "aligned",
            "friendly",
            "sponsored",
        )
    if head.dep_ == "nsubj":
        if head.head.lemma_ == "be" and any(c.dep_ == "attr" and c.lemma_.lower() in PARTISANS for c in head.head.rights):
            return True  # 'Ankara has been a backer of the rebels'
        return head.head.pos_ in ("VERB", "AUX") and head.head.lemma_ not in PLACE_VERBS
    if head.dep_ == "nsubjpass":
        return head.head.lemma_ in TAKES_ACTOR
    if head.dep_ in ("dobj", "dative", "iobj"):
        return head.head.lemma_ in TAKES_ACTOR
    if head.dep_ == "poss":
        return head.head.ent_type_ not in ("FAC", "GPE", "LOC") and head.head.lemma_.lower() not in PLACES_IN_TOWN
    if head.dep_ == "pobj":
        preposition = head.head
        if preposition.dep_ == "agent":
            return True
        governor = preposition.head
        return preposition.lower_ in RELATIONS and (
            governor.lemma_.lower() in TIES or preposition.lower_ == "between" or governor.lemma_ in TAKES_ACTOR
        )
    return False


PLACES_IN_TOWN = word_list("places_in_town")


def _find_organisations(scene: Scene) -> None:
    """Organisations the parser names and the registry does not know; a state's name inside one says its country."""
    doc = scene.doc
    regions = [region for region in scene.document.cleaned.regions if region.kind in WITHOUT_ACTORS]
    for ent in doc.ents:
        if ent.label_ != "ORG" or any(i in scene.used for i in range(ent.start, ent.end)):
            continue
        start, end = ent.start, ent.end
        while start < end and (doc[start].lower_ in ("the", "a", "an") or not pieces(doc[start].text)):
            start += 1
        while end > start and (doc[end - 1].tag_ == "POS" or not pieces(doc[end - 1].text)):
            end -= 1
        if start >= end or not _is_organisation(scene, start, end) or any(r.start <= doc[start].idx < r.end for r in regions):
            continue
        inner = {id(scene.name_at[i]): scene.name_at[i] for i in range(start, end) if i in scene.name_at}
        if any(hit.start <= start and hit.end >= end for hit in inner.values()) or any(
            hit.entry.kind == "body" for hit in inner.values()
        ):
            continue
        if any(hit.start >= start and hit.end <= end for hit in scene.roles if hit.end == end and hit.entry.kind != "people"):
            continue  # 'Foreign Ministry', 'Syrian Army': a role phrase, read with its owner
        country = next((scene.owner(hit)[0] for hit in inner.values() if hit.entry.kind in ("name", "demonym")), "")
        printed = scene.printed(start, end)
        scene.add(start, end, Actor(id_of(printed), printed, "organisation", country), "name")
        scene.used.update(range(start, end))


def _is_organisation(scene: Scene, start: int, end: int) -> bool:
    doc = scene.doc
    words = [piece for token in doc[start:end] for piece in pieces(token.text)]
    if not words or end - start > 8 or any(word in NOT_NAMES for word in words) or len("".join(words)) < 2:
        return False
    if len(words) == 1 and (words[0] in INSTITUTIONS or words[0] in NO_BODIES):
        return False
    if not doc[end - 1].text[:1].isupper() or not doc[start].text[:1].isupper():
        return False
    is_plain = (
        words[-1] in ORGANISATION_WORDS or words[0] in ORGANISATION_WORDS or (end - start == 1 and doc[start].text.isupper())
    )
    head = doc[end - 1]
    return is_plain or (
        head.dep_ in ("nsubj", "nsubjpass")
        and head.head.lemma_ not in PLACE_VERBS
        and head.tag_ in ("NNP", "NNPS")
        and len(words[0]) > 2
    )


SAYING = frozenset({"say", "insist", "announce", "deny", "accuse", "warn", "claim", "vow", "urge"})
NO_BODIES = word_list("no_bodies")
ORGANISATION_WORDS = word_list("organisation_words")


def _find_names(scene: Scene) -> None:
    """States, organisations and groups by name, demonym or metonym, where no larger mention has taken them."""
    spelt = _spelt_out(scene)
    for hit in scene.names:
        if hit.entry.kind == "person":
            continue
        is_inside = any(i in scene.used for i in range(hit.start, hit.end))
        if is_inside and not hit.is_possessive:
            continue
        if hit.entry.kind == "demonym" and (one := _national(scene, hit)) is not None:
            scene.add(hit.start, hit.end, one, "role")
            continue
        actor = scene.body(hit.entry.id) if hit.entry.kind == "body" else scene.state(hit.entry.id)
        if hit.entry.is_capitals and hit.end - hit.start == 1:
            actor = spelt.get(scene.texts[hit.start], actor)
        scene.add(hit.start, hit.end, actor, _kind(hit))


def _spelt_out(scene: Scene) -> dict[str, Actor]:
    """Letters to the organisation that the report itself spells out with them ('Sudan Nurses Council … the SNC'), where the
    report does not also print the long name of the registry's bearer of the letters."""
    found: dict[str, Actor] = {}
    for mention in scene.mentions:
        actor = scene.actors[mention.actor]
        letters = "".join(word[0] for word in actor.name.split() if word[:1].isupper())
        if actor.kind == "organisation" and actor.id not in registered() and mention.kind == "name" and len(letters) > 2:
            found.setdefault(letters, actor)
    long = {hit.entry.id for hit in scene.names if hit.entry.kind == "body" and hit.end - hit.start > 1}
    short = {scene.texts[hit.start]: hit.entry.id for hit in scene.names if hit.entry.is_capitals and hit.end - hit.start == 1}
    return {letters: actor for letters, actor in found.items() if short.get(letters) not in long}


def _national(scene: Scene, hit: Hit) -> Actor | None:
    """'one Syrian living in Raqqa said', 'Most Germans say': somebody of that country; 'the Russians': the state."""
    token = scene.doc[hit.end - 1]
    if token.dep_ == "nsubjpass" or not is_speaking(token) or hit.is_modifier or hit.is_possessive:
        return None
    before = {child.lower_ for child in token.lefts}
    printed = scene.printed(hit.start, hit.end)
    if token.tag_ in ("NN", "NNP", "JJ") and before & {"a", "an", "one", "another"}:
        return Actor(id_of(hit.entry.id, "one"), printed, "person", hit.entry.id, "CVL")
    if token.tag_ in ("NNS", "NNPS") and "the" not in before:
        return Actor(id_of(hit.entry.id, printed), printed, "group", hit.entry.id, "CVL")
    return None


def _kind(hit: Hit) -> MentionKind:
    if hit.is_possessive:
        return "possessive"
    if hit.entry.kind == "demonym":
        return "demonym"
    return "metonym" if hit.entry.kind in ("metonym", "capital") else "name"


def _find_allies(scene: Scene) -> None:
    """'the US and its allies': the USA and a group without names."""
    doc = scene.doc
    ends = {mention.end: mention for mention in scene.mentions if mention.actor in countries() or mention.actor in registered()}
    for token in doc:
        if token.lower_ not in ("allies", "partners", "backers", "proxies", "supporters") or token.i < 2 or token.i in scene.used:
            continue
        i = token.i - 1
        while i > token.i - 4 and i > 0 and doc[i].tag_ in ("JJ", "NN", "NNP"):
            i -= 1
        if doc[i].lower_ in ("its", "their", "his") and doc[i - 1].lower_ in ("and", "or") and i - 1 in ends:
            mention = ends[i - 1]
        elif doc[i].tag_ == "POS" and i in ends:
            mention = ends[i]
        else:
            continue
        owner = scene.actors[mention.actor]
        of = owner.id if owner.kind == "state" else owner.name
        actor = Actor(
            id_of(owner.id, token.lower_), f"{token.lower_} of the {of}" if of in THE else f"{token.lower_} of {of}", "group"
        )
        scene.add(i + 1 if doc[i].tag_ != "POS" else token.i, token.i + 1, actor, "role")


def _find_offices(scene: Scene) -> None:
    """'his office announced', "Putin's office": the person's own."""
    by_start = {mention.start: mention for mention in scene.mentions if mention.actor in scene.people}
    by_end = {mention.end: mention for mention in scene.mentions if mention.actor in scene.people}
    for token in scene.doc:
        if (
            token.lower_ != "office"
            or token.i < 2
            or token.i in scene.used
            or token.dep_ not in ("nsubj", "nsubjpass", "pobj", "poss")
        ):
            continue
        owner = by_start.get(token.i - 1) if scene.doc[token.i - 1].tag_ == "PRP$" else None
        if owner is None and scene.doc[token.i - 1].tag_ == "POS":
            owner = by_end.get(token.i - 1)
        if owner is not None and token.dep_ != "pobj":
            scene.add(owner.start, token.i + 1, scene.actors[owner.actor], "role")


THE = frozenset({"USA", "GBR", "UAE", "European Union", "United Nations"})
