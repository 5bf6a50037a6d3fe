"""Places and dates that no climb of the parse reaches: the nearest free date, the place the encoder points to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.actors import find_cast
from onrecord.events import find_events
from onrecord.events.hang import Setting
from onrecord.events.near import Near, free_times
from onrecord.grounding import find_places, find_times, find_tolls
from onrecord.language import Document
from onrecord.language.tagger import mark
from onrecord.model import Event
from onrecord.statements import find_statements

pytestmark = pytest.mark.model
Reader = Callable[..., Document]


def _token(document: Document, word: str) -> int:
    return next(t.i for t in document.doc if t.text == word)


FREE = [
    ("Troops freed the village from the gangs on March 2.", ("freed",), "freed"),
    ("He recalled the bloody raids in 2015 with horror.", ("raids",), "raids"),
    ("On Sunday the army in hours of heavy battle took the hill.", ("battle", "took"), "battle"),
    ("He flew to Mali in 2014 and is being held in a cell.", ("held",), None),
    ("Clashes in Gao, an official said on Monday.", ("Clashes",), None),
    ("They were beaten by the group, which in June declared a state.", ("beaten",), None),
    ("Since 2011, when the uprising began, nothing has changed.", ("uprising",), None),
    ("The minister announced earlier this year that a truce would hold.", ("truce",), None),
]


@pytest.mark.parametrize(("text", "triggers", "dated"), FREE, ids=[f[0][:40] for f in FREE])
def test_a_free_date_goes_to_the_nearest_event(
    text: str, triggers: tuple[str, ...], dated: str | None, read_document: Reader
) -> None:
    document = read_document(text, published=date(2017, 4, 13))
    held = {_token(document, t): None for t in triggers}
    found = free_times(document.doc, find_times(document), held, frozenset(held))
    assert [document.doc[i].text for i in found] == ([dated] if dated else [])


def test_a_date_that_an_event_holds_is_not_free(read_document: Reader) -> None:
    document = read_document("The raid in Gao on Monday killed two.", published=date(2017, 4, 13))
    times = find_times(document)
    raid, killed = _token(document, "raid"), _token(document, "killed")
    assert free_times(document.doc, times, {raid: times[0], killed: None}, frozenset((raid, killed))) == {}


def _events(read: Reader, text: str) -> tuple[Event, ...]:
    document = read(text, published=date(2017, 4, 13))
    cast, marks = find_cast(document), mark(document)
    times, places, tolls = find_times(document), find_places(document, cast), find_tolls(document)
    return find_events(document, cast, find_statements(document, cast, marks), times, places, tolls, marks)


def test_every_place_stands_in_the_text(read_document: Reader) -> None:
    text = (
        "Government jets bombed a clinic in the Salam quarter of Homs. Militants from the group stormed a police station "
        "on Monday. Soldiers freed Palmyra in March. The envoy paid a visit to an air base near the coast."
    )
    found = _events(read_document, text)
    assert found
    for event in found:
        if event.place is not None:
            assert text[event.place.evidence.start : event.place.evidence.end] == event.place.evidence.text
            assert event.place.evidence.text


def test_a_town_before_a_noun_of_force_is_where_it_was(read_document: Reader) -> None:
    document = read_document("She spoke of the Brussels bombings and of the Moscow airstrikes.", published=date(2017, 4, 13))
    near = Near(document, Setting(document.doc, (), (), ()), None, None)
    found = {t.text: near.place(t, None) for t in document.doc if t.text in ("bombings", "airstrikes")}
    assert found["bombings"] is not None and found["bombings"].evidence.text == "Brussels"
    assert found["airstrikes"] is None


def test_without_a_word_of_place_the_rules_stand(read_document: Reader) -> None:
    document = read_document("Rebels attacked the army.")
    near = Near(document, Setting(document.doc, (), (), ()), None, None)
    assert all(near.place(t, None) is None for t in document.doc)


NARROW = [
    ("The raids targeted the hamlet of Zorvat in Mopti region, the army said.", "Zorvat", ""),
    ("Gunmen killed four farmers in Orsund village in Darfur on Monday.", "Orsund", ""),
    # a namesake in another country is not the place
    ("Troops shelled Cordoba district in Manila on Sunday, killing two people.", "Cordoba", "PHL"),
    # of two tellings, the one that names more than the country
    (
        "French jets struck militants in Mali on Monday, officials said. The strikes on Kidal killed nine fighters.",
        "Kidal",
        "MLI",
    ),
]


@pytest.mark.parametrize(("text", "name", "country"), NARROW, ids=[n[1] for n in NARROW])
def test_the_narrower_place_counts(text: str, name: str, country: str, read_document: Reader) -> None:
    place = _events(read_document, text)[0].place
    assert place is not None
    assert (place.name, place.country) == (name, country)


def test_the_town_is_the_one_named_before(read_document: Reader) -> None:
    text = "Rebels captured Gao on Monday. Jets bombed the town on Tuesday."
    found = {e.trigger[0].text: e.place for e in _events(read_document, text)}
    place = found["bombed"]
    assert place is not None
    assert (place.name, place.evidence.text) == ("Gao", "Gao")


OPENED = [
    ("Last month rebels shelled the base and abducted two officers.", {"shelled": "2017-03-01", "abducted": "2017-03-01"}),
    ("On Monday the army freed a town it had lost after an attack.", {"freed": "2017-04-10", "attack": None}),
    ("On Monday the minister said that rebels had burned a school.", {"burned": None}),
]


@pytest.mark.parametrize(("text", "dates"), OPENED, ids=[o[0][:30] for o in OPENED])
def test_a_date_that_opens_a_sentence_is_its_acts(text: str, dates: dict[str, str | None], read_document: Reader) -> None:
    found = {e.trigger[0].text: e.when and str(e.when.start) for e in _events(read_document, text)}
    assert {word: found[word] for word in dates} == dates
