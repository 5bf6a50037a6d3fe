"""Who has the floor: pronouns and quotations that go on, in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.actors import find_cast
from onrecord.language import Document
from onrecord.model import Cast, Statement
from onrecord.statements import find_statements
from onrecord.statements.speaker import AMBIGUOUS, OPEN_PRONOUN

pytestmark = pytest.mark.model

Read = Callable[[str, str], tuple[Statement, str | None]]


@pytest.fixture(scope="module")
def said(read_document: Callable[..., Document]) -> Read:
    """The smallest statement whose content holds some words, and its speaker's name."""

    def run(text: str, words: str) -> tuple[Statement, str | None]:
        document = read_document(text)
        cast: Cast = find_cast(document)
        fits = [s for s in find_statements(document, cast) if words in " ".join(span.text for span in s.content)]
        assert fits, "no such statement"
        found = min(fits, key=lambda s: sum(len(span) for span in s.content))
        return found, cast.actor(found.speaker).name if found.speaker is not None else None

    return run


GOES_BACK = [
    # whoever spoke last goes on, past a rival who was only spoken of
    ("Marta Lindqvist said the board had ignored Ana Torres. She added that the quay would reopen.", "quay would", "Lindqvist"),
    # the subject of the sentence before, though others stand in it
    (
        "Peter Hill, who runs the mill, met Boris Katz of the union. Work stopped at noon. “We ran out of flour,” he said.",
        "ran out of flour",
        "Hill",
    ),
    # a list of first names knows who is 'she'
    ("Helen Marsh walked out with Peter Hill on Friday. “The talks were a farce,” she said.", "talks were", "Marsh"),
    # an interview with one woman: sentences of her own between
    (
        "Helen Marsh has baked here for years. “It was a quiet street,” she says. The ovens are cold now. "
        "Flour lies on the floor. “I still come every day,” she says.",
        "still come",
        "Marsh",
    ),
    # what is quoted neither counts nor fades
    (
        "Peter Hill opened the hearing. “Boris Katz lied to us. Katz lied to the town. Katz lied to the court,” he said.",
        "lied to us",
        "Hill",
    ),
    ("France said the convoy was late. It also said the road was mined.", "road was mined", "France"),
    # two named together are the two
    (
        "The mayor wrote down what was said between Peter Hill and Helen Marsh. The two leaders agreed that the bridge was safe. "
        "They agreed that the town had nothing to fear.",
        "nothing to fear",
        "Hill",
    ),
    (
        "Peter Hill and Helen Marsh opened a bakery in the old mill. Sales are slow. The couple said the mill was cold.",
        "was cold",
        "Hill",
    ),
    ("Peter Hill and Helen Marsh said the bridge was safe. They said the town had nothing to fear.", "nothing to fear", "Hill"),
]


@pytest.mark.parametrize(("text", "words", "name"), GOES_BACK)
def test_goes_back_to_whoever_has_the_floor(said: Read, text: str, words: str, name: str) -> None:
    found, speaker = said(text, words)
    assert speaker is not None and name in speaker
    assert found.reason is None


STAYS_OPEN = [
    # two men, neither ahead of the other
    ("Peter Hill met Boris Katz on Monday. Boris Katz met Peter Hill again on Friday. He said the price was fair.", "price was"),
    # a newer subject the cast cannot name
    ("Peter Hill said the mill was sold. A neighbour came to the gate. He said the owner had fled.", "owner had fled"),
    # organisations are 'they' only where nobody else is
    (
        "The Harbour Union said that rebel groups had told people to leave the houses which they said would be shelled.",
        "would be shelled",
    ),
    # nobody of that gender
    ("Peter Hill said the mill was sold. She said the owner had fled.", "owner had fled"),
    # too far back
    (
        "France sent a convoy. Rain fell on the hills. Roads were closed. Schools stayed shut. It said the bridge was lost.",
        "bridge was lost",
    ),
]


@pytest.mark.parametrize(("text", "words"), STAYS_OPEN)
def test_stays_open_with_the_reason(said: Read, text: str, words: str) -> None:
    found, speaker = said(text, words)
    assert speaker is None
    assert found.reason in (OPEN_PRONOUN, AMBIGUOUS)


def test_nobody_is_found_in_what_is_said(said: Read) -> None:
    _, speaker = said("Marta Lindqvist runs the port. Ana Torres must resign, she said.", "must resign")
    assert speaker is None or "Torres" not in speaker


def test_a_release_speaks_for_its_body(said: Read) -> None:
    text = "The Harbour Union condemns the raid on the port. Dozens were held. We call on the council to free them."
    _, speaker = said(text, "free them")
    assert speaker is not None and "Union" in speaker


def test_we_stays_open_where_two_take_a_stand(said: Read) -> None:
    text = "France condemns the raid. Germany condemns the siege. We call on the council to free them."
    assert said(text, "free them")[1] is None


def test_a_quotation_opened_anew(said: Read) -> None:
    text = "“The first boat left at dawn,” Peter Hill said. “Nobody came to meet it.\n\n“We waited for two days on the pier.”"
    _, speaker = said(text, "waited for two days")
    assert speaker is not None and "Hill" in speaker
