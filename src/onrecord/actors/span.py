"""The spans of people's names, freed of titles and marks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from onrecord.actors import title
from onrecord.actors.lexicon import title_words, titles
from onrecord.actors.name import pieces, word_list
from onrecord.actors.nature import RUBBISH, SPEAKS, is_described, is_human, is_person, is_place, occurrences
from onrecord.actors.registry import PARTICLES, surnames
from onrecord.actors.scene import Scene
from onrecord.actors.surname import COMMON, by_registry
from onrecord.data import table

NOT_NAMES = word_list("not_names")


def name_spans(scene: Scene, ends: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans of people's names, left to right: the registry's, the ends of long descriptions (`ends`), the parser's, and surnames
    known from any of them."""
    found: dict[int, int] = {}
    taken: set[int] = set()

    def put(start: int, end: int) -> None:
        start, end = _joined(scene, start, end)
        if start < end and not any(i in taken for i in range(start, end)):
            found[start] = end
            taken.update(range(start, end))

    for hit in scene.names:
        if hit.entry.kind == "person":
            put(_without_titles(scene, hit.start, hit.end), hit.end)
    for start, end in ends:
        put(start, end)
    for ent in scene.doc.ents:
        if ent.label_ == "PERSON":
            start, end = _joined(scene, *_trimmed(scene, ent.start, ent.end))
            is_known = start < end and (_is_titled(scene, start) or is_person(scene, start, end, "PERSON"))
            if is_known and not _is_sheikh_place(scene, start, end):
                put(start, end)
        elif ent.label_ == "ORG" and len(ent) < 4 and is_described(scene, ent.start, ent.end):
            put(*_trimmed(scene, ent.start, ent.end))
    for start, end in _titled(scene):
        if not _is_sheikh_place(scene, start, end):
            put(start, end)
    for start, end in _speaking(scene, taken):
        put(start, end)
    known = _known_surnames(scene, found)
    for token in scene.doc:
        if token.i not in taken and token.text[:1].isupper() and token.tag_ in ("NNP", "NNPS", "NN", "JJ", "NNS"):
            at = scene.name_at.get(token.i)
            if at is None and (pieces(token.text) in known or _lost(scene, token.i) in known):
                put(token.i, token.i + 1)
    yield from sorted(found.items())


def _joined(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """The whole of a hyphened name: 'Talal' of 'Talal al-Barazi' is cut, so is 'Assad' of 'al-Assad'."""
    doc = scene.doc
    if start >= end:
        return start, end
    for _ in range(3):
        at = end
        if at + 2 < len(doc) and doc[at].lower_ in ARTICLES and doc[at + 1].text == "-":
            at += 1
        if not (
            at + 1 < len(doc)
            and doc[at].text == "-"
            and not doc[at].whitespace_
            and not doc[at - 1].whitespace_
            and doc[at + 1].text[:1].isupper()
            and doc[at + 1].tag_ in ("NNP", "NNPS", "NN")
            and at + 1 not in scene.name_at
        ):
            break
        end = at + 2
    while start > 1 and doc[start - 1].text == "-" and doc[start - 2].lower_ in ARTICLES and not doc[start - 1].whitespace_:
        start -= 2
    return start, end


ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "ash", "at", "az", "ul"})


def _is_titled(scene: Scene, start: int) -> bool:
    beside = title.before(scene, start)
    return beside is not None and beside.title is not None and beside.last == start - 1


DOCUMENTS = word_list("documents")


def _is_sheikh_place(scene: Scene, start: int, end: int) -> bool:
    """'in Sheikh Maqsoud', 'Sheikh Saeed neighbourhood': a quarter."""
    if start == 0 or scene.doc[start - 1].lower_ not in ("sheikh", "sheik"):
        return False
    places = occurrences(scene, start - 1, end)
    return any(is_place(scene, *place) for place in places) and not any(is_human(scene, *place) for place in places)


def _speaking(scene: Scene, taken: set[int]) -> Iterator[tuple[int, int]]:
    """'Elyas said', 'Omar Haddad told': capitalised subjects of speech that the parser did not take for names."""
    doc = scene.doc
    for token in doc:
        if token.tag_ != "NNP" or token.i in taken or not _has_person_for_head(token):
            continue
        if token.i in scene.name_at or not token.text[:1].isupper() or len(token.text) < 3 or token.text.isupper():
            continue
        start = token.i
        while start > token.sent.start and doc[start - 1].tag_ == "NNP" and doc[start - 1].dep_ in ("compound", "nmod"):
            if start - 1 in scene.name_at or start - 1 in taken or not doc[start - 1].text[:1].isupper():
                break
            start -= 1
        if (start > 0 and doc[start - 1].lower_ in ("the", "a", "an", "this", "'s", "’s")) or start - 1 in scene.name_at:
            continue
        words = [piece for part in doc[start : token.i + 1] for piece in pieces(part.text)]
        if not words or any(word in ORGANISATION_WORDS or word in RUBBISH or word in NOT_NAMES for word in words):
            continue
        if words[-1] in title_words() or words[-1] in DOCUMENTS or doc[start].lower_ in title.HONORIFICS:
            continue
        if doc[start].ent_type_ in ("ORG", "GPE", "NORP", "LOC", "FAC", "DATE") and words[0] not in first_names():
            if (
                token.i == start
                and doc[start].ent_type_ == "ORG"
                and any(doc[i].ent_type_ != "ORG" for i, _ in occurrences(scene, start, start + 1))
            ):
                yield _trimmed(scene, start, token.i + 1)
            continue
        yield _trimmed(scene, start, token.i + 1)


HUMANS = word_list("humans") | word_list("kin")


def _has_person_for_head(token: Token) -> bool:
    """'Elyas said'; 'the coroner Ana Torres', 'his mother, Ana Torres,'."""
    if token.dep_ == "nsubj":
        verb = token.head  # 'Elyas showed me the bites and asked for help'
        return verb.lemma_ in SPEAKS or any(part.dep_ == "conj" and part.lemma_ in SPEAKS for part in verb.rights)
    return token.dep_ == "appos" and token.head.tag_ == "NN" and token.head.lower_ in HUMANS


@cache
def first_names() -> frozenset[str]:
    """First names of firstnames.toml."""
    names = table("actors")["firstnames"]
    return frozenset(pieces(name)[0] for gender in ("m", "f") for name in names[gender])


ORGANISATION_WORDS = word_list("organisation_words")


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
        if text.lower() == "father" and text[0].islower():
            continue
        if is_office and text[0].islower():
            if doc[start].text != ",":
                if not (start + 1 < len(doc) and all(_is_proper(scene, j) for j in (start, start + 1))):
                    continue
                start -= 1  # 'rebel commander Abu Omar'
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


def _is_proper(scene: Scene, i: int) -> bool:
    token = scene.doc[i]
    return token.tag_ == "NNP" and token.text[:1].isupper() and i not in scene.name_at and not token.is_sent_start


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
        words = name_words(scene, start, end)
        if len(words[-1:]) == 1 and len(words[-1]) > 2 and words[-1] not in NOT_NAMES:
            known.add(words[-1:])
    for short, ids in surnames().items():
        if len(short) == 1 and short[0] not in COMMON and by_registry(scene, short, ids) is not None:
            known.add(short)
    return known


def _lost(scene: Scene, i: int) -> tuple[str, ...]:
    """'Assads' in a text that lost its apostrophes: the name without its s."""
    words = pieces(scene.doc[i].text)
    if not scene.run.has_apostrophes and len(words) == 1 and len(words[0]) > 4 and words[0].endswith("s"):
        return (words[0][:-1],)
    return ()


def name_words(scene: Scene, start: int, end: int) -> tuple[str, ...]:
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
    first = scene.name_at.get(start)
    return (
        bool(rest) and first is not None and first.entry.kind in ("name", "capital")
        and rest not in surnames() and rest not in titles()
    )  # fmt: skip


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
