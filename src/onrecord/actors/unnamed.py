"""Sources without a name: 'a monitoring group', 'one of the officials', 'the Observatory', 'a Pentagon statement'.

Whoever speaks gets an actor, named as printed; nobody is made somebody. A definite noun goes back to a name only where exactly
one organisation so far bears that noun ("the Observatory", "the agency"); a paper speaks for the one who made it.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from onrecord.actors.described import called
from onrecord.actors.name import pieces, word_list
from onrecord.actors.registry import countries, registered
from onrecord.actors.scene import Scene, id_of
from onrecord.data import table
from onrecord.model import Actor, Mention

INSTITUTIONS = word_list("institutions")
SPEECH = word_list("speech")
HUMANS = word_list("humans")
HUMAN_GROUPS = word_list("human_groups")
DOCUMENTS = word_list("documents")
COUNTS = word_list("counts")
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
LEFT = frozenset({"amod", "compound", "nmod", "poss", "npadvmod", "advmod", "nummod", "punct", "appos"})
BEARERS = {"monitor": "observatory", "monitoring": "observatory", "watchdog": "observatory"}
"""Nouns by which news calls the observatories of a war."""
MADE_BY = frozenset(
    {"release", "publish", "issue", "write", "prepare", "post", "provide", "compile", "commission", "produce", "carry"}
)
FAR = 3
"""Sentences back that 'the statement' may reach."""


@cache
def speech_verbs() -> frozenset[str]:
    """Every verb that gives speech or belief as somebody's."""
    return frozenset(
        word for row in table("cues")["statements"]["frame"] if row["name"] != "noun" for word in row["words"]
    ) | word_list("speech")


def is_speaking(token: Token) -> bool:
    """Is the noun the source of a statement: subject of a verb of speech, 'according to X', 'said by X'?"""
    for _ in range(4):
        if token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
    head = token.head
    if token.dep_ in SUBJECTS:
        verb = head
        for _ in range(3):
            if verb.lemma_ in speech_verbs():
                return True
            if verb.dep_ != "aux":
                break
            verb = verb.head
        return head.lemma_ in speech_verbs()
    if token.dep_ == "pobj" and head.dep_ in ("prep", "agent"):
        return (head.lower_ == "to" and head.head.lower_ == "according") or (head.dep_ == "agent" and head.head.lemma_ in SPEECH)
    return token.dep_ == "dep" and head.lemma_ in ("say", "tell", "add")


def find_unnamed(scene: Scene) -> None:
    """Note the speakers that carry no name, after everything with a name is noted."""
    heads = {mention.head: mention for mention in scene.mentions}
    said: dict[str, tuple[str, int]] = {}
    for number, sent in enumerate(scene.doc.sents):
        for token in sent:
            if token.i in heads or token.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ", "PRON", "DET", "VERB"):
                continue
            word = token.lower_
            noun = token.lemma_.lower() if token.tag_ in ("NNS", "NNPS") else word
            if token.tag_ in ("NNP", "NNPS") and word.endswith("s"):
                noun = word[:-1]  # 'NGOs', 'Yazidis': the parser keeps the s of a name
            if word in DOCUMENTS and (token.dep_ in SUBJECTS or token.dep_ in ("pobj", "dep", "dobj")):
                _note_document(scene, token, heads, said, number)
            elif noun in INSTITUTIONS and (is_speaking(token) or _is_the_name(token)):
                _note_institution(scene, token, noun)
            elif is_speaking(token):
                _note_human(scene, token, noun, heads)


def _is_the_name(token: Token) -> bool:
    """'the Observatory', 'The Coalition' inside a sentence: the short form of a name."""
    return token.tag_ == "NNP" and token.i > 0 and token.nbor(-1).lower_ == "the" and token.dep_ in SUBJECTS


def _left_of(scene: Scene, token: Token) -> int:
    """First token of the noun's phrase, without its article."""
    start = token.i
    floor = max(token.sent.start, token.i - 8)
    while start > floor:
        before = scene.doc[start - 1]
        if before.dep_ not in LEFT or (before.is_punct and before.text != "-") or not _is_below(before, token):
            break
        if before.tag_ in ("DT", "PRP$"):
            break
        start -= 1
    return start


def _is_below(token: Token, top: Token) -> bool:
    for _ in range(6):
        token = token.head
        if token.i == top.i:
            return True
    return False


def _determiner(scene: Scene, start: int) -> str:
    return scene.doc[start - 1].lower_ if start > 0 and scene.doc[start - 1].tag_ in ("DT", "PRP$") else ""


def _country(scene: Scene, start: int, end: int) -> str:
    """The state whose name or demonym stands in the phrase."""
    for i in range(start, end):
        hit = scene.name_at.get(i)
        if hit is not None and hit.entry.kind in ("name", "demonym", "metonym") and not hit.is_modifier:
            return scene.owner(hit)[0]
    return ""


def _note_institution(scene: Scene, token: Token, noun: str) -> None:
    start = _left_of(scene, token)
    inside = [m for m in scene.mentions if start <= m.start and m.end <= token.i]
    if start > 0 and scene.doc[start - 1].tag_ in ("PRP$", "POS") and noun in ("office", "team"):
        return  # 'his office' speaks for him
    inside.extend(_bracketed(scene, token))
    named = next((m for m in inside if scene.actors[m.actor].kind in ("group", "organisation") and m.end >= token.i - 5), None)
    if named is not None and noun in ("group", "movement", "organisation", "organization", "militia"):
        scene.add(min(start, named.start), token.i + 1, scene.actors[named.actor], "name")  # 'the Islamic State (IS) group'
        return
    words = [piece for part in scene.doc[start : token.i + 1] for piece in pieces(part.text)]
    is_the = _determiner(scene, start) in ("the", "this", "that")
    if is_the and named is None and token.tag_ not in ("NNS", "NNPS"):
        actor = _bearer(scene, token, noun, words)
        if actor is not None:
            scene.add(start, token.i + 1, actor, "short")
            return
    printed = scene.printed(start, token.i + 1)
    country = _country(scene, start, token.i)
    kind = "group" if token.tag_ in ("NNS", "NNPS") else "organisation"
    scene.add(
        start,
        token.i + 1,
        Actor(id_of(printed.lower()), printed, "group" if kind == "group" else "organisation", country),
        "role",
    )


def _bracketed(scene: Scene, token: Token) -> list[Mention]:
    """'the Islamic State (IS) group': the name in and before the brackets."""
    if token.i < 3 or token.nbor(-1).text not in (")", "]"):
        return []
    return [m for m in scene.mentions if m.end == token.i - 1 or m.end == token.i - 3]


def _bearer(scene: Scene, token: Token, noun: str, words: list[str]) -> Actor | None:
    """The one organisation or group so far whose name holds the noun; 'the group': the only one in this sentence and the last."""
    before = [m for m in scene.mentions if m.start < token.i and m.kind != "pronoun"]
    wanted = {noun, *(BEARERS[word] for word in (noun, *words) if word in BEARERS)}
    wanted -= {"group"}
    found: dict[str, int] = {}
    for mention in before:
        actor = scene.actors[mention.actor]
        if actor.kind not in ("group", "organisation") or (actor.country in countries() and actor.sector in ("MIL", "REB")):
            continue
        if wanted & set(pieces(actor.name)) or (noun == "agency" and _is_agency(scene, mention, actor)):
            found[actor.id] = mention.start
    if len(found) == 1:
        return scene.actors[next(iter(found))]
    if found or noun != "group" or len(words) > 1:
        return None
    floor = token.sent.start
    floor = scene.doc[floor - 1].sent.start if floor > 0 else floor
    near = {m.actor for m in before if m.start >= floor and scene.actors[m.actor].kind in ("group", "organisation")}
    names = near & registered().keys()
    return scene.actors[next(iter(names))] if len(names) == 1 and len(near) == 1 else None


def _is_agency(scene: Scene, mention: Mention, actor: Actor) -> bool:
    """A news agency that itself speaks, not one that is spoken to ('told AFP')."""
    return actor.sector == "JRN" and actor.id in registered() and scene.doc[mention.head].dep_ in (*SUBJECTS, "poss", "pobj")


def _note_document(scene: Scene, token: Token, heads: dict[int, Mention], said: dict[str, tuple[str, int]], number: int) -> None:
    """'a Pentagon statement said', 'a report by Unicef', and 'the statement added' after 'Iran said in a statement'."""
    word = token.lower_
    speaking = is_speaking(token)
    start = _left_of(scene, token)
    owner = _maker(scene, token, start, heads)
    if not owner and not speaking and token.dep_ == "pobj" and token.head.lower_ in ("in", "through", "via"):
        verb = token.head.head
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if verb.lemma_ in speech_verbs() and subject is not None and subject.i in heads:
            said[word] = (heads[subject.i].actor, number)
        return
    if owner:
        said[word] = (owner, number)
    elif speaking and token.tag_ == "NN" and start == token.i and _determiner(scene, start) in ("the", "its"):
        last = said.get(word)
        owner = last[0] if last is not None and number - last[1] <= FAR else ""
    if owner and speaking:
        scene.add(start, token.i + 1, scene.actors[owner], "role")


def _maker(scene: Scene, token: Token, start: int, heads: dict[int, Mention]) -> str:
    """Whose paper it is: 'Moscow's statement', 'a CentCom statement', 'a report by Unicef', 'a study released by it'."""
    for mention in scene.mentions:
        if start <= mention.start and mention.end <= token.i and mention.kind != "demonym":
            is_near = all(part.tag_ in ("POS", "JJ", "JJS", "NN", "VBN", "NNP") for part in scene.doc[mention.end : token.i])
            return mention.actor if is_near else ""
    for child in token.rights:
        makers = [child] if child.dep_ == "prep" and child.lower_ in ("by", "from") else []
        if child.dep_ == "acl" and child.lemma_ in MADE_BY:
            makers = [part for part in child.children if part.dep_ == "agent"]
        for maker in makers:
            for part in maker.children:
                if part.dep_ == "pobj" and part.i in heads:
                    return heads[part.i].actor
    return ""


def _note_human(scene: Scene, token: Token, noun: str, heads: dict[int, Mention]) -> None:
    """'relatives', 'one friend', 'one of the officials', 'critics of the plan', 'Western countries', 'Yazidis'."""
    start = _left_of(scene, token)
    if any(i in scene.used for i in range(start, token.i + 1)):
        start = token.i
    is_plural = token.tag_ in ("NNS", "NNPS") or noun != token.lower_
    if noun in HUMANS and token.pos_ in ("NOUN", "PROPN"):
        determiner = _determiner(scene, start)
        printed = scene.printed(start, token.i + 1)
        country = _country(scene, start, token.i)
        is_group = is_plural or noun in HUMAN_GROUPS
        if determiner in ("his", "her", "their", "its", "my", "our"):
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
