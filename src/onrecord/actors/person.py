"""Named people: their spans, their titles, and which short name goes back to whom."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

from onrecord.actors import title
from onrecord.actors.lexicon import lexicon, titles
from onrecord.actors.name import pieces, slug, word_list
from onrecord.actors.registry import PARTICLES, Registered, registered, surnames
from onrecord.actors.scene import Person, Scene
from onrecord.data import table
from onrecord.model import Actor, MentionKind

NOT_NAMES = word_list("not_names")
# Family names so common that alone they prove nothing about who is meant.
COMMON = word_list("common")
NEAR = 0.86
"""Likeness of two full names with one surname: two spellings of Zarif's have .91, two brothers Rajapaksa .74."""
RANK = (
    "President", "Prime Minister", "Chancellor", "King", "Supreme Leader", "Crown Prince", "Emir", "Leader", "Secretary of State",
    "Foreign Minister", "Foreign Secretary", "UN Secretary-General",
)  # fmt: skip


@cache
def genders() -> dict[str, str]:
    """First names whose gender is plain."""
    names = table("actors")["firstnames"]
    return {pieces(name)[0]: gender for gender in ("m", "f") for name in names[gender]}


def find_people(scene: Scene) -> None:
    """Note every named person: full names first, over the whole report, then the short ones."""
    spans = list(_spans(scene))
    by_token = {i: span for span in spans for i in range(*span)}
    short = []
    for span in spans:
        words = _words(scene, *span)
        if len(words) > 1 and not (len(words) == 2 and words[0] in PARTICLES):
            _note_full(scene, *span, words, by_token)
        else:
            short.append((span, words))
    for span, words in short:
        _note_short(scene, *span, words, by_token)


def _spans(scene: Scene) -> Iterator[tuple[int, int]]:
    """Spans of people's names, left to right: the registry's, the parser's, and surnames known from either."""
    found: dict[int, int] = {}
    taken: set[int] = set()

    def put(start: int, end: int) -> None:
        if start < end and not any(i in taken for i in range(start, end)):
            found[start] = end
            taken.update(range(start, end))

    for hit in scene.names:
        if hit.entry.kind == "person":
            put(_without_titles(scene, hit.start, hit.end), hit.end)
    for ent in scene.doc.ents:
        if ent.label_ == "PERSON":
            put(*_trimmed(scene, ent.start, ent.end))
    for start, end in _titled(scene):
        put(start, end)
    known = _known_surnames(scene, found)
    for token in scene.doc:
        if token.i not in taken and token.text[:1].isupper() and token.tag_ in ("NNP", "NNPS", "NN", "JJ", "NNS"):
            at = scene.name_at.get(token.i)
            if at is None and (pieces(token.text) in known or _lost(scene, token.i) in known):
                start = token.i
                while start > 1 and scene.doc[start - 1].text == "-" and scene.doc[start - 2].lower_ in ("al", "el"):
                    start -= 2  # 'al-Assad'
                put(start, token.i + 1)
    yield from sorted(found.items())


def _titled(scene: Scene) -> Iterator[tuple[int, int]]:
    """Capitalised words after 'Mr', 'President', 'foreign minister,' that the parser did not take for a person."""
    doc = scene.doc
    ends = _title_ends()
    for i, text in enumerate(scene.texts):
        word = text.lower().rstrip(".")
        if word not in ends or i + 1 >= len(doc):
            continue
        is_office = word not in title.HONORIFICS
        start = i + 1
        if is_office and text[0].islower():
            if doc[start].text != ",":
                continue
            start += 1  # "Peru's foreign minister, Ana Torres, ..."
        end = start
        while end < len(doc) and end - start < 3 and doc[end].tag_ in ("NNP", "NNPS") and not doc[end].is_sent_start:
            if (
                end in scene.name_at
                or doc[end].lower_ in title.MODIFIERS
                or (pieces(doc[end].text)[-1:] and pieces(doc[end].text)[-1] in ends)
            ):
                break
            end += 1
        if (
            end - start > (start == i + 2)
            and doc[start].text[:1].isupper()
            and doc[start].ent_type_ not in ("GPE", "LOC", "ORG", "DATE")
        ):
            yield _trimmed(scene, start, end)


@cache
def _title_ends() -> frozenset[str]:
    """Last words of the offices that one person holds, and honorifics."""
    offices = {key[-1] for key, office in titles().items() if office.is_single or office.sector in ("GOV", "MIL")}
    return frozenset(
        offices - {"un", "nations", "general", "private", "major", "pilot", "soldier", "staff", "state"}
    ) | frozenset(title.HONORIFICS)


def _known_surnames(scene: Scene, found: dict[int, int]) -> set[tuple[str, ...]]:
    known: set[tuple[str, ...]] = set()
    for start, end in found.items():
        words = _words(scene, start, end)
        if len(words) > 1 and len(words[-1]) > 2 and words[-1] not in NOT_NAMES:
            known.add(words[-1:])
    for short, ids in surnames().items():
        if len(short) == 1 and short[0] not in COMMON and _by_registry(scene, short, ids) is not None:
            known.add(short)
    return known


def _lost(scene: Scene, i: int) -> tuple[str, ...]:
    """'Assads' in a text that lost its apostrophes: the name without its s."""
    words = pieces(scene.doc[i].text)
    if not scene.run.has_apostrophes and len(words) == 1 and len(words[0]) > 4 and words[0].endswith("s"):
        return (words[0][:-1],)
    return ()


def _words(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    words = tuple(piece for token in scene.doc[start:end] for piece in pieces(token.text))
    if not scene.run.has_apostrophes and words and words[-1].endswith("s") and len(words[-1]) > 4:
        base = (*words[:-1], words[-1][:-1])
        if base[-1:] in surnames() or any(True for _ in scene.people_named(base[-1:])):
            return base
    return words


def _without_titles(scene: Scene, start: int, end: int) -> int:
    """'King Salman' keeps King; 'Mr Assad' does not keep Mr."""
    while start < end - 1 and scene.doc[start].lower_.rstrip(".") in ("mr", "mrs", "ms", "dr"):
        start += 1
    return start


def _trimmed(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """A person's name without titles, demonyms and marks around it; start == end where it is no name."""
    doc = scene.doc
    words = titles()
    while start < end:
        token = doc[start]
        found = pieces(token.text)
        hit = scene.name_at.get(start)
        if (
            hit is not None
            and hit.end < end
            and hit.entry.kind != "person"
            and hit.start == start
            and not _is_first_name(scene, start, end)
        ):
            start = hit.end
        elif (
            not found
            or token.tag_ == "POS"
            or token.lower_ in ("the", "a", "an")
            or (token.lower_.rstrip(".") in title.HONORIFICS and end - start > 1)
            or (end - start > 1 and (found in words or found[0] in title.MODIFIERS))
        ):
            start += 1
        else:
            break
    stop = start
    while stop < end:
        token = doc[stop]
        is_name = token.text[:1].isupper() or (
            stop > start and (token.text in ("-", "–") or (pieces(token.text)[:1] and pieces(token.text)[0] in PARTICLES))
        )
        if not is_name or any(c.isdigit() for c in token.text) or token.tag_ == "POS" or (stop > start and token.is_sent_start):
            break
        stop += 1
    while stop > start and not doc[stop - 1].text[:1].isupper():
        stop -= 1
    return (start, stop) if _is_name(scene, start, stop) else (start, start)


def _is_first_name(scene: Scene, start: int, end: int) -> bool:
    """'Israel Katz', 'Jordan Peterson': a country's name as a first name, where all that follows is one capitalised name."""
    rest = pieces(scene.doc[start + 1].text) if end - start == 2 else ()
    return (
        bool(rest) and scene.name_at[start].entry.kind in ("name", "capital") and rest not in surnames() and rest not in titles()
    )


def _is_name(scene: Scene, start: int, end: int) -> bool:
    if not start < end <= start + 6:
        return False
    doc = scene.doc
    words = [piece for token in doc[start:end] for piece in pieces(token.text)]
    if not words or any(word in NOT_NAMES for word in words) or len("".join(words)) < 3:
        return False
    hits = {id(scene.name_at[i]) for i in range(start, end) if i in scene.name_at and scene.name_at[i].entry.kind != "person"}
    if end - start == 1:
        token = doc[start]
        is_shout = token.text.isupper() and len(token.text) > 2 and not scene.run.is_upper[start]
        return not hits and not is_shout and token.tag_ in ("NNP", "NNPS", "NN", "JJ", "NNS") and token.pos_ != "VERB"
    if hits and not _is_first_name(scene, start, end):
        return False
    return not (
        all(token.text.isupper() for token in doc[start:end] if len(token.text) > 2)
        and any(len(t.text) > 3 for t in doc[start:end])
        and not scene.run.is_upper[start]
    )


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
        entry = _by_registry(scene, words, surnames().get(words, ()), beside) if words else None
        if entry is not None and (words[-1] not in COMMON or (beside is not None and _fits(entry, beside))):
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


def _by_registry(
    scene: Scene, words: tuple[str, ...], ids: tuple[str, ...], beside: title.Beside | None = None
) -> Registered | None:
    """The one registered person whom this short name means on the day of the report; None where not exactly one."""
    entries = [registered()[id] for id in ids]
    if beside is not None and beside.title is not None:
        fitting = [entry for entry in entries if _fits(entry, beside)]
        if len(fitting) == 1:
            return fitting[0]
    day = scene.document.report.published
    if day is not None:
        active = [entry for entry in entries if entry.office_on(day) is not None]
        if not active and len(entries) == 1:
            return entries[0]  # 'Kerry' in 2018
    else:
        active = [e for e in entries if any(o.until is None or o.until.year >= 2011 for o in e.offices)]
    if len(active) > 1:
        active = [
            entry for entry in active if any((day is None or o.held_on(day)) and o.title in RANK for o in entry.offices)
        ] or active
    return active[0] if len(active) == 1 else None


def _fits(entry: Registered, beside: title.Beside) -> bool:
    if beside.country and beside.country != entry.country:
        return False
    return beside.title is not None and any(
        office.title == beside.title.name or office.title.startswith(beside.title.name) or beside.title.name == "Leader"
        for office in entry.offices
    )


def _note(scene: Scene, start: int, end: int, person: Person, by_token: dict[int, tuple[int, int]]) -> None:
    """Note the mention with its title, and learn office, country and gender from what stands beside it."""
    doc = scene.doc
    person.first = min(person.first, start)
    low = start
    kind: MentionKind = "name" if len(_words(scene, start, end)) > 1 else "short"
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
