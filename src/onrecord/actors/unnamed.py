"""Sources without a name: 'a monitoring group', 'one of the officials', 'the Observatory', 'a Pentagon statement'.

Whoever speaks gets an actor, named as printed; nobody is made somebody. A definite noun goes back to a name only where exactly
one organisation so far bears that noun ("the Observatory", "the agency"); a paper speaks for the one who made it.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.actors.bearer import OUTLETS, bearer
from onrecord.actors.described import called
from onrecord.actors.name import pieces, word_list
from onrecord.actors.paper import Said, note_document
from onrecord.actors.scene import Scene, id_of
from onrecord.actors.speaking import SUBJECTS, WEEKDAYS, country_in, determiner, is_speaking, left_of
from onrecord.model import Actor, Mention

INSTITUTIONS = word_list("institutions")
HUMANS = word_list("humans")
HUMAN_GROUPS = word_list("human_groups")
DOCUMENTS = word_list("documents")
COUNTS = word_list("counts")
FORMAL = frozenset(
    {"administration", "agency", "association", "bureau", "center", "centre", "commission", "committee", "council", "department"}
) | {"directorate", "institute", "mission", "office", "secretariat", "union"}
"""Offices, whose names go on after the noun."""


def find_unnamed(scene: Scene) -> None:
    """Note the speakers that carry no name, after everything with a name is noted."""
    heads = {mention.head: mention for mention in scene.mentions}
    said: Said = {}
    seen = len(scene.mentions)
    for number, sent in enumerate(scene.doc.sents):
        papers = []
        for token in sent:
            for mention in scene.mentions[seen:]:
                heads.setdefault(mention.head, mention)
            seen = len(scene.mentions)
            if token.i in heads or token.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ", "PRON", "DET", "VERB"):
                continue
            word = token.lower_
            noun = token.lemma_.lower() if token.tag_ in ("NNS", "NNPS") else word
            if token.tag_ in ("NNP", "NNPS") and word.endswith("s"):
                noun = word[:-1]  # 'NGOs', 'Yazidis': the parser keeps the s of a name
            if word in DOCUMENTS and (token.dep_ in SUBJECTS or token.dep_ in ("pobj", "dep", "dobj")):
                papers.append(token)
            elif noun in INSTITUTIONS and (is_speaking(token) or _is_the_name(token)):
                note_body(scene, token, noun)
            elif is_speaking(token):
                _note_human(scene, token, noun, heads)
        heads.update((mention.head, mention) for mention in scene.mentions[seen:] if mention.head not in heads)
        for token in papers:  # after all that the sentence names: 'a statement issued by the brigade'
            note_document(scene, token, heads, said, number)


def _is_the_name(token: Token) -> bool:
    """'the Observatory', 'The Coalition' inside a sentence: the short form of a name."""
    return token.tag_ == "NNP" and token.i > 0 and token.nbor(-1).lower_ == "the" and token.dep_ in SUBJECTS


def note_body(scene: Scene, token: Token, noun: str) -> None:
    """Note 'the Observatory', 'a monitoring group': whoever bears the noun, else the words as printed."""
    start = left_of(scene, token)
    inside = [m for m in scene.mentions if start <= m.start and m.end <= token.i]
    if start > 0 and scene.doc[start - 1].tag_ in ("PRP$", "POS") and noun in ("office", "team"):
        return  # 'his office' speaks for him
    inside.extend(_bracketed(scene, token))
    named = next((m for m in inside if scene.actors[m.actor].kind in ("group", "organisation") and m.end >= token.i - 5), None)
    if named is not None and noun in ("group", "movement", "organisation", "organization", "militia"):
        scene.add(min(start, named.start), token.i + 1, scene.actors[named.actor], "name")  # 'the Islamic State (IS) group'
        return
    if named is not None and noun in OUTLETS and named.end >= token.i - 1 and scene.actors[named.actor].sector == "JRN":
        scene.add(named.start, token.i + 1, scene.actors[named.actor], "name")  # 'the Amaq news outlet'
        return
    if (own := _called_next(scene, token)) is not None:
        scene.add(start, token.i + 1, scene.actors[own.actor], "role")
        return
    words = [piece for part in scene.doc[start : token.i + 1] for piece in pieces(part.text)]
    is_the = determiner(scene, start) in ("the", "this", "that")
    if is_the and (named is None or scene.actors[named.actor].id == "un") and token.tag_ not in ("NNS", "NNPS"):
        actor = bearer(scene, token, noun, words)
        if actor is not None:
            scene.add(start, token.i + 1, actor, "short")
            return
    end = _whole(scene, token) if noun in FORMAL else token.i + 1
    printed = scene.printed(start, end)
    country = country_in(scene, start, token.i)
    kind = "group" if token.tag_ in ("NNS", "NNPS") else "organisation"
    scene.add(
        start,
        end,
        Actor(id_of(printed.lower()), printed, "group" if kind == "group" else "organisation", country),
        "role",
    )


def _whole(scene: Scene, token: Token) -> int:
    """The end of an office's whole name: 'directorate of education in Idlib province', 'committee on human rights'."""
    end = token.i + 1
    while end + 1 < len(scene.doc) and scene.doc[end].dep_ == "prep" and scene.doc[end].lower_ in ("of", "on", "for", "in"):
        objects = [child for child in scene.doc[end].rights if child.dep_ == "pobj"]
        if (
            not objects
            or (scene.doc[end].lower_ == "in" and objects[0].tag_ not in ("NNP", "NNPS", "NN"))
            or _is_time(objects[0])
        ):
            break
        last = objects[0].i + 1
        if last - token.i > 9 or any(part.is_punct and part.text != "-" for part in scene.doc[end:last]):
            break
        end = last
    return end


def _is_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME") or token.lower_ in WEEKDAYS


def _called_next(scene: Scene, token: Token) -> Mention | None:
    """'the charity Doctors Without Borders', 'an umbrella group known as the Shura Council': the name that follows the noun."""
    at = token.i + 1
    while (
        at < len(scene.doc) and at < token.i + 5 and scene.doc[at].lower_ in ("known", "called", "named", "dubbed", "as", "the")
    ):
        at += 1
    for mention in scene.mentions:
        if mention.start == at and mention.kind == "name" and scene.actors[mention.actor].kind in ("group", "organisation"):
            return mention
    return None


def _bracketed(scene: Scene, token: Token) -> list[Mention]:
    """'the Islamic State (IS) group': the name in and before the brackets."""
    if token.i < 3 or token.nbor(-1).text not in (")", "]"):
        return []
    return [m for m in scene.mentions if m.end == token.i - 1 or m.end == token.i - 3]


def _note_human(scene: Scene, token: Token, noun: str, heads: dict[int, Mention]) -> None:
    """'relatives', 'one friend', 'one of the officials', 'critics of the plan', 'Western countries', 'Yazidis'."""
    start = left_of(scene, token)
    if any(i in scene.used for i in range(start, token.i + 1)):
        start = token.i
    is_plural = token.tag_ in ("NNS", "NNPS") or noun != token.lower_
    if noun in HUMANS and token.pos_ in ("NOUN", "PROPN"):
        article = determiner(scene, start)
        printed = scene.printed(start, token.i + 1)
        country = country_in(scene, start, token.i)
        is_group = is_plural or noun in HUMAN_GROUPS
        if article in ("his", "her", "their", "its", "my", "our"):
            start -= 1  # 'his mother' is nobody else's
            printed = scene.printed(start, token.i + 1)
        person = None if is_group else _beside(scene, token, heads) or called(scene, token, start, country)
        actor = Actor(id_of(printed.lower()), printed, "group" if is_group else "person", country)
        scene.add(start, token.i + 1, person or actor, "role")
    elif token.lower_ in COUNTS:
        _note_some(scene, token, heads)
    elif (
        token.tag_ in ("NNPS", "NNP") and token.ent_type_ == "NORP" and token.text.endswith("s") and token.i not in scene.name_at
    ):
        printed = scene.printed(start, token.i + 1)
        scene.add(start, token.i + 1, Actor(id_of(printed), printed, "group"), "name")


def _beside(scene: Scene, token: Token, heads: dict[int, Mention]) -> Actor | None:
    """The person named right beside: 'the coroner Ana Torres', 'his mother, Lina', 'Omar Haddad head of the group'."""
    for child in token.children:
        if (
            child.i in heads
            and child.dep_ in ("appos", "compound", "nmod")
            and scene.actors[heads[child.i].actor].id in scene.people
        ):
            return scene.actors[heads[child.i].actor]
    for mention in scene.mentions:
        if (
            mention.actor in scene.people
            and mention.kind != "possessive"
            and (mention.end == token.i or mention.start == token.i + 1)
        ):
            return scene.actors[mention.actor]
    return None


def _note_some(scene: Scene, token: Token, heads: dict[int, Mention]) -> None:
    """'one of the officials said': an unnamed one of them."""
    of = next((child for child in token.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    of_whom = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    mention = heads.get(of_whom.i) if of_whom is not None else None
    if of_whom is None or of_whom.tag_ not in ("NNS", "NNPS", "NN"):
        return
    if mention is None and of_whom.lemma_.lower() not in HUMANS:
        return
    country = scene.actors[mention.actor].country if mention is not None else ""
    sector = scene.actors[mention.actor].sector if mention is not None else ""
    printed = scene.printed(token.i, of_whom.i + 1)
    kind = "person" if token.lower_ in ("one", "another") else "group"
    actor = Actor(id_of(printed.lower()), printed, "person" if kind == "person" else "group", country, sector)
    scene.add(token.i, of_whom.i + 1, actor, "role")
