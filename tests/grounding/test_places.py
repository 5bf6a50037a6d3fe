"""Places: which place is meant, what is a place at all, and what stays open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.data import examples, table
from onrecord.grounding import find_places
from onrecord.grounding.places import place_at, resolve
from onrecord.grounding.places.fold import fold, skeleton
from onrecord.grounding.places.gazetteer import gazetteer
from onrecord.language import Document
from onrecord.model import Cast, Place, cast_of

Read = Callable[..., Document]
EMPTY: Cast = cast_of((), ())


def _places(document: Document) -> dict[str, Place]:
    return {m.place.evidence.text: m.place for m in find_places(document, EMPTY)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Khan Sheikhoun", "Khān Shaykhūn"), ("Saraqeb", "Saraqib"), ("al-Bab", "El Bab"), ("Raqqa", "Ar Raqqah")],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert skeleton(fold(one)) == skeleton(fold(other))


@pytest.mark.parametrize(("name", "geonameid"), [("Khan Sheikhoun", 168325), ("Khan Shaykhun", 168325), ("Aleppo", 170063)])
def test_the_gazetteer_knows(name: str, geonameid: int) -> None:
    assert geonameid in [candidate.geonameid for candidate in gazetteer().named(name)]


@pytest.mark.parametrize("name", ["", "'", "x" * 10_000, "'; DROP TABLE place; --", "\u0000"])
def test_odd_names(name: str) -> None:
    assert gazetteer().named(name) == ()


def test_every_supplement_entry_is_whole() -> None:
    precisions = {"site", "city", "district", "province", "region"}
    for entry in table("places")["supplement"]["place"]:
        assert entry["precision"] in precisions, entry
        assert ("lat" in entry) == ("lon" in entry), entry
        assert -90 <= entry.get("lat", 0) <= 90 and -180 <= entry.get("lon", 0) <= 180, entry
        assert entry["country"] == "" or len(entry["country"]) == 3, entry


@pytest.mark.model
@pytest.mark.parametrize("example", [example for _, example in examples("places")], ids=lambda example: example["name"])
def test_example(read_document: Read, example: dict[str, Any]) -> None:
    found = {place.name: place for place in _places(read_document(example["text"])).values()}
    assert example["name"] in found
    assert (found[example["name"]].country, found[example["name"]].precision) == (example["country"], example["precision"])


@pytest.mark.model
def test_country_context_decides(read_document: Read) -> None:
    assert _places(read_document("Shells fell in Tripoli, Lebanon, on Monday."))["Tripoli"].country == "LBN"
    assert _places(read_document("Libyan militias fought in Tripoli. Libya has two governments."))["Tripoli"].country == "LBY"


@pytest.mark.model
def test_a_country_has_no_point(read_document: Read) -> None:
    place = _places(read_document("Thousands of people have been killed in Syria."))["Syria"]
    assert (place.country, place.precision, place.lat, place.lon) == ("SYR", "country", None, None)
    assert place.reason


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["Moscow said the claim was false.", "Washington accused Damascus of lying.", "Russia's foreign minister resigned."]
)
def test_an_actor_is_not_a_place(read_document: Read, text: str) -> None:
    assert _places(read_document(text)) == {}


@pytest.mark.model
def test_a_capital_under_a_preposition_is_a_place(read_document: Read) -> None:
    place = _places(read_document("The ministers met in Moscow on Wednesday."))["Moscow"]
    assert (place.country, place.precision) == ("RUS", "city")


@pytest.mark.model
def test_province_and_city_of_one_name(read_document: Read) -> None:
    assert _places(read_document("Jets struck a town in Idlib province, Syria."))["Idlib"].precision == "province"
    assert _places(read_document("Jets struck the city of Idlib in Syria."))["Idlib"].precision == "city"


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " ", "\n\n", "in in in in", "(" * 500, "in " + "Aaaa " * 300])
def test_odd_text(read_document: Read, text: str) -> None:
    find_places(read_document(text), EMPTY)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The brigade freed Palmyra in spring.", "Palmyra", "Palmyra"),
        ("Rebels lost al-Qarrush to the army.", "Qarrush", "al-Qarrush"),
        ("Towns such as Aleppo suffered.", "Aleppo", "Aleppo"),
        ("Troops cut Verrano Road at noon.", "Verrano", "Verrano Road"),
        ("Many died in Syrias war.", "Syrias", "Syrias"),
    ],
)
def test_a_name_known_to_be_a_place_is_read_whole(read_document: Read, text: str, word: str, name: str) -> None:
    document = read_document(text)
    token = next(t for t in document.doc if t.text == word)
    assert place_at(document, token, resolve(document.doc)).evidence.text == name


@pytest.mark.model
@pytest.mark.parametrize("text", ["Al", "al-", "-al-", "a-b-c-d-e-f-g-h-" * 50, "Al " * 300])
def test_any_token_may_be_asked_for_its_place(read_document: Read, text: str) -> None:
    document = read_document(text)
    for token in document.doc:
        assert place_at(document, token, ()).evidence.text
