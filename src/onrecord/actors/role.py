"""Role phrases: 'the Syrian army', 'US officials', 'the secretary of state', 'the regime'."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.actors.described import called
from onrecord.actors.name import pieces, word_list
from onrecord.actors.office import holder_of, title_of
from onrecord.actors.registry import countries, registered
from onrecord.actors.scan import Hit
from onrecord.actors.scene import Person, Scene, id_of
from onrecord.actors.speaking import WEEKDAYS, is_speaking
from onrecord.actors.whose import USUAL, Owners, owners_of
from onrecord.model import Actor, ActorKind, MentionKind

LEFT = frozenset({"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "HYPH", "POS", "RB", "AFX"})
MOST_LEFT = 8
"""Tokens before the noun that may belong to its phrase."""
DEFINITE = frozenset({"the", "this", "that", "his", "her", "its", "their", "our", "these", "those"})
INDEFINITE = frozenset({"a", "an", "one", "another", "some", "any", "every", "each", "no"})
QUANTITIES = word_list("quantities")
"""How many, not who: left out of a group's name."""
PLAIN = word_list("plain")
KURDS = "kurdish"
STATE_AGENCIES = word_list("state_agencies")
BEAR_NAMES = word_list("bears_a_name")


@dataclass(slots=True)
class Phrase:
    """A role phrase as read: its tokens and what stands before its noun."""

    start: int
    end: int
    hit: Hit
    country: str = ""
    body: str = ""
    person: str = ""
    has_possessor: bool = False
    is_former: bool = False
    determiner: str = ""


def find_roles(scene: Scene) -> None:
    """Note every role phrase that no person's title has taken."""
    owners = owners_of(scene)
    for hit in scene.roles:
        token = scene.doc[hit.end - 1]
        if any(i in scene.used for i in range(hit.start, hit.end)) or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            continue
        if any(i in scene.name_at for i in range(hit.start, hit.end)) or _is_modifier(scene, hit):
            continue
        phrase = _read(scene, hit)
        if hit.entry.kind == "state":
            _note_state(scene, phrase, owners)
        elif hit.entry.kind == "organ":
            _note_organ(scene, phrase, owners)
        elif hit.entry.is_plural:
            _note_people(scene, phrase, owners)
        else:
            _note_person(scene, phrase, owners)


def _is_modifier(scene: Scene, hit: Hit) -> bool:
    """'army base', 'government-held': the noun only says what kind of thing follows."""
    doc = scene.doc
    if hit.is_modifier:
        return True
    if hit.end < len(doc) and doc[hit.end].tag_ in ("NN", "NNS") and doc[hit.end - 1].dep_ in ("compound", "amod", "nmod"):
        return True
    return doc[hit.end - 1].dep_ == "amod" and doc[hit.end - 1].pos_ == "ADJ"


def _read(scene: Scene, hit: Hit) -> Phrase:
    """Look left over modifiers and a possessor, right over 'of Syria'."""
    doc = scene.doc
    phrase = Phrase(hit.start, hit.end, hit)
    i = hit.start - 1
    floor = max(doc[hit.start].sent.start, hit.start - MOST_LEFT)
    while i >= floor:
        name = scene.name_at.get(i)
        token = doc[i]
        if name is not None:
            if name.entry.kind == "capital" and not name.is_possessive and name.end != hit.start:
                break
            if not phrase.country and not phrase.body and not name.is_modifier:
                phrase.country, phrase.body = scene.owner(name)
                phrase.has_possessor = name.is_possessive
            phrase.start, i = name.start, name.start - 1
            if name.is_possessive or doc[name.end].tag_ == "POS":
                break
            continue
        if token.lower_ in QUANTITIES:
            break
        if token.lower_ in WEEKDAYS:
            break  # 'in Raqqa on Saturday police said'
        if token.tag_ in ("DT", "PRP$"):
            phrase.determiner = token.lower_
            break
        if (
            token.tag_ not in LEFT
            or (phrase.start in scene.name_at and token.tag_ not in ("JJ", "JJS", "HYPH", "RB"))
            or (token.tag_ == "VBG" and token.dep_ not in ("amod", "compound"))
        ):
            break
        if i in scene.used:
            owner = next((m.actor for m in reversed(scene.mentions) if m.start <= i < m.end), "")
            if owner in scene.people and not phrase.country:
                phrase.person, phrase.country = owner, scene.people[owner].country
                phrase.start = i
            break
        if token.tag_ == "POS" and i - 1 not in scene.name_at and i - 1 not in scene.used:
            break
        phrase.is_former = phrase.is_former or token.lower_ in ("former", "ex", "then")
        if token.tag_ != "POS":
            phrase.start = i
        i -= 1
    while doc[phrase.start].text in ("-", "'s", "’s", "'", "’"):
        phrase.start += 1
    _look_right(scene, phrase)
    return phrase


def _look_right(scene: Scene, phrase: Phrase) -> None:
    """'the president of Iran', 'a spokesman for the UN', 'the regime of Bashar al-Assad', 'the government in Kyiv'."""
    doc = scene.doc
    at = phrase.end
    if phrase.country or at + 1 >= len(doc) or doc[at].lower_ not in ("of", "for", "from", "in", "at", "with"):
        return
    j = at + 1
    while j < len(doc) and j < at + 3 and doc[j].lower_ in ("the", "president"):
        j += 1
    name = scene.name_at.get(j)
    if name is not None and name.is_possessive and doc[at].lower_ == "in":
        return  # 'authorities in Syria's Kurdish region' are not Syria's
    if name is not None and name.start == j and name.entry.kind != "demonym":
        is_in = doc[at].lower_ in ("in", "at")
        if is_in and not (
            (phrase.hit.entry.kind == "state" and name.entry.kind in ("capital", "name"))
            or (name.entry.kind == "capital" and doc[phrase.hit.end - 1].lower_ == "ministry")
        ):
            return
        country, body = scene.owner(name)
        if doc[at].lower_ == "from" and phrase.hit.entry.kind == "state":
            return
        phrase.country, phrase.body = country, body
        if not is_in:
            phrase.end = name.end
    elif doc[at].lower_ == "of" and phrase.hit.entry.kind == "state" and j < len(doc) and j in scene.used:
        owner = next((m.actor for m in scene.mentions if m.start <= j < m.end), "")
        if owner in scene.people:
            phrase.person, phrase.country = owner, scene.people[owner].country


def _add(scene: Scene, phrase: Phrase, actor: Actor, kind: MentionKind = "role") -> None:
    scene.add(phrase.start, phrase.end, actor, kind)
    scene.used.update(range(phrase.start, phrase.end))


def _note_state(scene: Scene, phrase: Phrase, owners: Owners) -> None:
    """'the Syrian regime' is Syria; 'the regime' the one spoken of before; else words without a country."""
    word = scene.doc[phrase.end - 1 if phrase.end == phrase.hit.end else phrase.hit.end - 1].lower_
    if phrase.country in countries():
        owners.note(word, "", phrase.country, phrase.start)
        if not phrase.body or (registered()[phrase.body].kind == "organisation" and registered()[phrase.body].sector == "GOV"):
            _add(scene, phrase, scene.state(phrase.country))
            return
    if phrase.body:
        _add(scene, phrase, scene.body(phrase.body))
        return
    if word == "leadership" or (word == "administration" and phrase.determiner not in DEFINITE):
        return
    if phrase.determiner == "the" and phrase.start == phrase.hit.start and (country := owners.of(word, "", phrase.start)):
        _add(scene, phrase, scene.state(country))
        return
    _add(
        scene,
        phrase,
        Actor(id_of(scene.printed(phrase.start, phrase.end)), scene.printed(phrase.start, phrase.end), "group", "", "GOV"),
    )


def _sector(scene: Scene, phrase: Phrase) -> str:
    """The sector of the noun, or of the words before it: 'rebel forces', 'opposition officials', 'Isis fighters'."""
    words = {piece for token in scene.doc[phrase.start : phrase.hit.start] for piece in pieces(token.text)}
    sector = phrase.hit.entry.id
    if sector in ("MIL", "UAF", "GOV"):
        if words & {"rebel", "rebels", "opposition", "insurgent", "antigovernment"}:
            return "OPP" if sector == "GOV" else "REB"
        if "separatist" in words:
            return "PRE"
    if sector == "MIL" and words & {KURDS, "tribal", "militia", "paramilitary"} and "iraqi" not in words:
        return "PRM"
    if sector in ("GOV", "UNK") and words & {"military", "defence", "defense", "army"}:
        return "MIL"
    if sector in ("GOV", "CVL", "EDU") and words & {"intelligence"}:
        return "SPY"
    if phrase.is_former and sector in ("GOV", "LEG"):
        return "ELI"
    return sector


def _note_organ(scene: Scene, phrase: Phrase, owners: Owners) -> None:
    """'the Syrian army' is syr-mil; 'the army' the one spoken of before; 'Hamas police' belongs to Hamas."""
    sector = _sector(scene, phrase)
    printed = scene.printed(phrase.start, phrase.end)
    follows = scene.name_at.get(phrase.hit.end)
    if follows is not None and follows.entry.kind == "body" and scene.doc[phrase.hit.end - 1].lower_ in BEAR_NAMES:
        phrase.end = follows.end  # 'the paramilitary group Hezbollah', 'state-run news agency SANA'
        _add(scene, phrase, scene.body(follows.entry.id))
        return
    if phrase.body:
        body = registered()[phrase.body]
        if body.kind == "group" or (body.sector == "JRN" and sector == "JRN"):
            _add(scene, phrase, scene.body(body.id))
            return
        _add(scene, phrase, Actor(id_of(body.id, sector), printed, "organisation", body.country, sector))
        return
    if phrase.country and phrase.country in countries():
        noun = _noun(scene, phrase)
        owners.note(noun, sector, phrase.country, phrase.start)
        if noun != "ministry" and noun.endswith("ministry"):
            owners.note("ministry", sector, phrase.country, phrase.start)
        tail = (
            "" if sector in ("MIL", "COP", "SPY", "LEG", "REB", "OPP", "PRM") else scene.printed(phrase.hit.start, phrase.hit.end)
        )
        _add(scene, phrase, Actor(id_of(phrase.country, sector, tail), printed, _kind_of(sector), phrase.country, sector))
        return
    if (agency := _state_agency(scene, phrase)) is not None:
        _add(scene, phrase, agency)
        return
    if country := _bare_owner(scene, phrase, sector, owners):
        tail = "" if sector in ("MIL", "LEG", "REB", "OPP", "PRM") else scene.printed(phrase.hit.start, phrase.hit.end)
        known = [a for id, a in scene.actors.items() if id.startswith(id_of(country, sector)) and id.endswith(id_of(tail or "-"))]
        if _noun(scene, phrase) == "ministry" and len(known) == 1:
            _add(scene, phrase, known[0])  # 'the defence ministry in Moscow … the ministry'
            return
        _add(scene, phrase, Actor(id_of(country, sector, tail), printed, _kind_of(sector), country, sector))
        return
    if (
        phrase.hit.entry.id == "GOV"
        and (phrase.start < phrase.hit.start or phrase.determiner != "the")
        and not (_noun(scene, phrase) in USUAL and is_speaking(scene.doc[phrase.hit.end - 1]))
    ):
        return  # 'a big mission' is nobody's
    if sector == "JRN" and phrase.determiner == "the" and phrase.start == phrase.hit.start:
        return  # 'the news agency': left to whoever bears the noun
    if sector in ("MED", "EDU", "BUS"):
        return  # a hospital without an owner is a place
    if sector in ("JRN", "PTY", "SPY") and phrase.determiner not in DEFINITE | INDEFINITE and phrase.start == phrase.hit.start:
        return
    _add(scene, phrase, Actor(id_of(printed), printed, "organisation", "", sector))


def _state_agency(scene: Scene, phrase: Phrase) -> Actor | None:
    """'state-run news agency' of a report that names one state's agency, and only one."""
    if _noun(scene, phrase) not in ("state news agency", "state-run news agency", "official news agency"):
        return None
    named = {hit.entry.id for hit in scene.names if hit.entry.kind == "body" and hit.entry.id in STATE_AGENCIES}
    return scene.body(next(iter(named))) if len(named) == 1 else None


def _kind_of(sector: str) -> ActorKind:
    return "group" if sector in ("REB", "UAF", "PRM", "OPP", "CRM") else "organisation"


def _noun(scene: Scene, phrase: Phrase) -> str:
    return scene.printed(phrase.hit.start, phrase.hit.end).lower()


def _bare_owner(scene: Scene, phrase: Phrase, sector: str, owners: Owners) -> str:
    """Whose 'the army', 'government forces', 'state television' is, where the phrase does not say."""
    noun = _noun(scene, phrase)
    if phrase.start != phrase.hit.start or (
        phrase.determiner not in ("the", "") if noun in USUAL else phrase.determiner != "the"
    ):
        return ""
    if phrase.hit.end < len(scene.doc) and scene.doc[phrase.hit.end].lower_ in ("of", "in", "from"):
        return ""  # 'the forces of the regime'
    if noun not in USUAL and sector not in ("MIL", "REB", "OPP", "LEG") and not noun.endswith("ministry"):
        return ""
    if noun in ("army", "military", "opposition", "parliament", "government") and phrase.determiner != "the":
        return ""
    return owners.of(noun, sector, phrase.start)


def _note_people(scene: Scene, phrase: Phrase, owners: Owners) -> None:
    """'Syrian civilians' is syr-cvl; 'Isis fighters' is Isis; 'US officials' a group of the USA."""
    sector = _sector(scene, phrase)
    printed = scene.printed(phrase.start, phrase.end)
    noun = scene.printed(phrase.hit.start, phrase.hit.end).lower()
    if phrase.body:
        body = registered()[phrase.body]
        if body.kind == "group" and sector in ("UAF", "REB", "MIL", "PRM", "GOV"):
            _add(scene, phrase, scene.body(body.id))
            return
        own = body.sector if sector == "GOV" and body.sector else sector
        _add(scene, phrase, Actor(id_of(body.id, noun), printed, "group", body.country, own))
        return
    if phrase.country:
        tail = "" if noun in PLAIN and sector != "GOV" else noun
        owners.note(noun, sector, phrase.country, phrase.start)
        _add(scene, phrase, Actor(id_of(phrase.country, sector, tail), printed, "group", phrase.country, sector))
        return
    if (
        sector == "REB"
        and noun == "rebels"
        and phrase.start == phrase.hit.start
        and (country := owners.of(noun, sector, phrase.start))
    ):
        _add(scene, phrase, Actor(id_of(country, sector), printed, "group", country, sector))
        return
    _add(scene, phrase, Actor(id_of(printed.lower()), printed, "group", "", sector))


def _note_person(scene: Scene, phrase: Phrase, owners: Owners) -> None:
    """'the secretary of state' goes back to its one holder; 'a Western official' stays unnamed."""
    doc = scene.doc
    last_token = phrase.hit.end - 1
    printed = scene.printed(phrase.start, phrase.end)
    assigned = scene.assigned.get(last_token)
    if assigned is not None:
        id, title_end = assigned
        phrase.end = max(phrase.end, title_end + 1)  # 'the US ambassador to the UN'
        _add(scene, phrase, Actor(id, scene.people[id].name, "person"))
        return
    person = _named_beside(scene, phrase)
    if person is not None:
        _add(scene, phrase, Actor(person.id, person.name, "person"))
        return
    title = title_of(scene, phrase.start, phrase.hit.end)
    is_definite = phrase.determiner in DEFINITE or phrase.has_possessor or (phrase.country != "" and phrase.determiner == "")
    is_definite = is_definite and not phrase.body  # 'president of the Syrian Coalition' is not Syria's
    if title is not None and title.is_single and is_definite and not phrase.is_former and phrase.determiner in ("", "the"):
        person = holder_of(scene, title, phrase.country, phrase.start)
        if person is not None:
            _add(scene, phrase, Actor(person.id, person.name, "person"))
            return
    if phrase.determiner == "the" and not phrase.body and not phrase.is_former:
        named = called(scene, doc[last_token], phrase.start, phrase.country)
        if named is not None:
            _add(scene, phrase, named)
            return
    sector = _sector(scene, phrase)
    if phrase.country in countries() and sector == "MIL":
        owners.note("", sector, phrase.country, phrase.start)  # 'a Syrian military source … the army'
    if phrase.body and registered()[phrase.body].sector and sector == "GOV":
        sector = registered()[phrase.body].sector
    noun = scene.printed(phrase.hit.start, phrase.hit.end).lower()
    if doc[last_token].tag_ in ("NNP",) and noun in ("general", "marine", "justice", "speaker", "guard", "prince", "major"):
        return
    id = id_of(phrase.body or phrase.country, noun) if (phrase.body or phrase.country) else id_of(printed.lower())
    _add(scene, phrase, Actor(id, printed, "person", phrase.country, sector, title.name if title and sector != "ELI" else None))


def _named_beside(scene: Scene, phrase: Phrase) -> Person | None:
    """'his mother Diane', 'his mother, Lina Haddad, said', and without commas 'Omar Haddad president of the club'."""
    doc, end = scene.doc, phrase.end
    if end == phrase.hit.end and end + 1 < len(doc):
        comma = doc[end].text == ","
        at = end + 1 if comma else end
        for mention in scene.mentions:
            if mention.start == at and mention.actor in scene.people and mention.kind in ("name", "short"):
                stop = doc[mention.end] if mention.end < len(doc) else None
                is_apposed = phrase.determiner not in INDEFINITE or doc[mention.head].head.i == phrase.hit.end - 1
                if not comma or (stop is not None and stop.text in (",", ".", "–", "—") and is_apposed):
                    return scene.people[mention.actor]
    if scene.has_commas:
        return None
    left = phrase.hit.start - 1
    if phrase.person and doc[left].tag_ != "POS" and (left in scene.used or left in scene.name_at):
        return scene.people[phrase.person]
    at = phrase.start - (1 if phrase.determiner else 0)
    if phrase.determiner in ("", "a", "an", "the") and at - 1 in scene.used and not doc[at].is_sent_start:
        return next((scene.people[m.actor] for m in scene.mentions if m.end == at and m.actor in scene.people), None)
    return None
