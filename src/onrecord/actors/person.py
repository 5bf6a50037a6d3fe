"""Named people: their spans, their titles, and which short name goes back to whom."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache

from onrecord.actors import title
from onrecord.actors.described import learn, note_leads
from onrecord.actors.lead import trailing_names
from onrecord.actors.lexicon import lexicon
from onrecord.actors.name import pieces, slug
from onrecord.actors.registry import PARTICLES, Registered, registered, surnames
from onrecord.actors.scene import Person, Scene
from onrecord.actors.span import name_spans, name_words
from onrecord.actors.surname import COMMON, RANK, by_registry, fits
from onrecord.data import table
from onrecord.model import Actor, MentionKind

# Family names so common that alone they prove nothing about who is meant.
NEAR = 0.86
"""Likeness of two full names with one surname: two spellings of Zarif's have .91, two brothers Rajapaksa .74."""


@cache
def genders() -> dict[str, str]:
    """First names whose gender is plain."""
    names = table("actors")["firstnames"]
    return {pieces(name)[0]: gender for gender in ("m", "f") for name in names[gender]}


def find_people(scene: Scene) -> None:
    """Note every named person: full names first, over the whole report, then the short ones."""
    leads = list(trailing_names(scene))
    spans = list(name_spans(scene, [(start, end) for _, start, end in leads]))
    by_token = {i: span for span in spans for i in range(*span)}
    short = []
    for span in spans:
        words = name_words(scene, *span)
        if len(words) > 1 and not (len(words) == 2 and words[0] in PARTICLES):
            _note_full(scene, *span, words, by_token)
        else:
            short.append((span, words))
    for span, words in short:
        _note_short(scene, *span, words, by_token)
    note_leads(scene, {start: role for role, start, _ in leads})
    learn(scene)


def _note_full(scene: Scene, start: int, end: int, words: tuple[str, ...], by_token: dict[int, tuple[int, int]]) -> None:
    entry = _entry_of(words) or _near_entry(words)
    person: Person | None
    if entry is not None:
        person = scene.people.get(entry.id)
    else:
        person = next((p for p in scene.people.values() if p.words == words or _is_same(p.words, words)), None)
    if person is None:
        id = entry.id if entry else slug(scene.printed(start, end))
        if not id:
            return
        person = Person(
            id, entry.name if entry else scene.printed(start, end), pieces(entry.name) if entry else words, start, entry=entry
        )
        person.gender = entry.gender if entry else genders().get(words[0], "")
        _fill(scene, person)
        scene.people[id] = person
    elif person.entry is None and len(words) > len(person.words):
        person.name, person.words = scene.printed(start, end), words
    _note(scene, start, end, person, by_token)


def _entry_of(words: tuple[str, ...]) -> Registered | None:
    """The registered person of exactly these words."""
    for key, entry in lexicon().get(words[0], ()):
        if key == words and entry.kind == "person":
            return registered()[entry.id]
    return None


def _near_entry(words: tuple[str, ...]) -> Registered | None:
    """The registered person whose name is spelt nearly so: 'Abdrabbuh Mansour Hadi', 'Mohamed Javad Zarif'."""
    for id in surnames().get(words[-1:], ()):
        entry = registered()[id]
        for name in (entry.name, *entry.names):
            other = pieces(name)
            if (
                len(other) > 1
                and other[-1] == words[-1]
                and SequenceMatcher(None, "".join(other), "".join(words)).ratio() >= NEAR
            ):
                return entry
    return None


def _is_same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """First and last word agree, and the shorter has two words: 'John Smith' and 'John A. Smith'."""
    return a[0] == b[0] and a[-1] == b[-1] and min(len(a), len(b)) == 2


def _fill(scene: Scene, person: Person) -> None:
    """Country, sector and office of a registered person on the day of the report; without a day the office stays open."""
    if person.entry is None:
        return
    day = scene.document.report.published
    person.country, person.sector = person.entry.country, person.entry.sector
    for office in person.entry.offices:
        if day is None or office.held_on(day):
            person.titles.add(office.title)
    if day is not None:
        office_now = person.entry.office_on(day)
        person.office = office_now.title if office_now else None
        if office_now is None and person.entry.offices and person.sector in ("GOV", "LEG"):
            person.sector = "ELI"


def _note_short(scene: Scene, start: int, end: int, words: tuple[str, ...], by_token: dict[int, tuple[int, int]]) -> None:
    beside = title.before(scene, start)
    person = _person_of_short(scene, words, start, beside)
    if person is None:
        entry = by_registry(scene, words, surnames().get(words, ()), beside) if words else None
        if entry is not None and (words[-1] not in COMMON or (beside is not None and fits(entry, beside))):
            person = scene.people.get(entry.id) or Person(
                entry.id, entry.name, pieces(entry.name), start, entry=entry, gender=entry.gender
            )
            if entry.id not in scene.people:
                _fill(scene, person)
                scene.people[entry.id] = person
        elif slug(scene.printed(start, end)):
            id = slug(scene.printed(start, end))
            person = scene.people.get(id)
            if person is None:
                person = scene.people[id] = Person(
                    id, scene.printed(start, end), words, start, gender=genders().get(words[0], "") if words else ""
                )
        else:
            return
    _note(scene, start, end, person, by_token)


def _person_of_short(scene: Scene, words: tuple[str, ...], start: int, beside: title.Beside | None) -> Person | None:
    """The one person of the report whose full name ends so; of a family, the one whose title fits or whose rank stands out."""
    if not words:
        return None
    options = list(scene.people_named(words))
    if not options and len(words) == 1 and words[0] not in PARTICLES and words not in surnames():
        # 'Lina Haddad … Lina said'
        options = [p for p in scene.people.values() if len(p.words) > 1 and p.words[0] == words[0] and p.entry is None]
        return options[0] if len(options) == 1 else None
    if len(options) <= 1:
        return options[0] if options else None
    if beside is not None and beside.title is not None:
        fitting = [p for p in options if beside.title.name in p.titles]
        if len(fitting) == 1:
            return fitting[0]
    ranked = [p for p in options if p.titles & set(RANK)]
    if len(ranked) == 1:
        return ranked[0]
    known = [p for p in options if p.entry is not None]
    return known[0] if len(known) == 1 else None


def _note(scene: Scene, start: int, end: int, person: Person, by_token: dict[int, tuple[int, int]]) -> None:
    """Note the mention with its title, and learn office, country and gender from what stands beside it."""
    doc = scene.doc
    person.first = min(person.first, start)
    low = start
    kind: MentionKind = "name" if len(name_words(scene, start, end)) > 1 else "short"
    honorific = doc[start - 1].lower_.rstrip(".") if start > 0 else ""
    beside = title.before(scene, start)
    if beside is not None and (beside.title is not None):
        low, kind = beside.start, "title"
        _learn(person, beside)
    elif honorific in title.HONORIFICS:
        low = start - 1
        person.gender = person.gender or title.HONORIFICS[honorific]
    if beside is None and start > 1 and doc[start - 1].text == "," and len(person.words) > 1 and end - start > 1:
        ahead = title.before(scene, start - 1)  # 'the Russian foreign minister, Sergei Lavrov'
        if ahead is not None and _is_apposed(scene, ahead, end):
            _learn(person, ahead)
            scene.assigned.update((i, (person.id, ahead.last)) for i in range(ahead.first, ahead.last + 1))
    behind = title.after(scene, end, by_token)
    if behind is not None and _agrees(person, behind):
        _learn(person, behind)
        scene.assigned.update((i, (person.id, behind.last)) for i in range(behind.first, behind.last + 1))
    after = doc[end] if end < len(doc) else None
    if kind in ("short", "name") and after is not None and after.tag_ == "POS":
        kind = "possessive"
    scene.used.update(range(low, end))
    scene.add(low, end, Actor(person.id, person.name, "person"), kind)


def _is_apposed(scene: Scene, ahead: title.Beside, end: int) -> bool:
    doc = scene.doc
    is_definite = ahead.start in scene.name_at or (
        ahead.start > 0 and doc[ahead.start - 1].lower_ in ("the", "a", "an", "his", "her", "its", "their")
    )
    return ahead.title is not None and is_definite and (end >= len(doc) or doc[end].tag_ not in ("NN", "NNS", "NNP"))


def _agrees(person: Person, beside: title.Beside) -> bool:
    return not (person.country and beside.country and person.country != beside.country and person.entry is not None)


def _learn(person: Person, beside: title.Beside) -> None:
    """What the text says goes before what the registry says."""
    if beside.title is None or (person.entry is not None and not _agrees(person, beside)):
        return
    if beside.country and not person.country:
        person.country = beside.country
    is_specific = beside.title.name not in (
        "Leader",
        "Minister",
        "Diplomat",
        "Representative",
        "Special Envoy",
        "Director-General",
        "Ambassador",
    )
    if not beside.is_former:
        person.titles.add(beside.title.name)
    if person.office is None or (is_specific and person.entry is None and not beside.is_former):
        person.office = beside.office
    if not person.sector:
        sector = beside.title.sector
        if beside.body:
            own = registered()[beside.body].sector
            if not sector or (beside.title.name in ("Spokesperson", "Leader", "Commander", "Diplomat") and own):
                sector = own or sector
        elif beside.title.name == "Leader" and beside.country:
            sector = "GOV"
        person.sector = "ELI" if beside.is_former and sector in ("GOV", "LEG", "") else sector
