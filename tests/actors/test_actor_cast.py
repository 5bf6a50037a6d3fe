"""find_cast on sentences of our own: who is meant where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.actors import find_cast
from onrecord.language import Document
from onrecord.model import Actor, Cast

pytestmark = pytest.mark.model
Read = Callable[..., Document]


def cast(read: Read, text: str, day: date | None = date(2017, 4, 13)) -> tuple[Cast, dict[str, str]]:
    """The cast, and the actor of each mention by its words (the last one where words recur)."""
    document = read(text, day)
    found = find_cast(document)
    return found, {document.doc[m.start : m.end].text: m.actor for m in found.mentions}


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        (
            "Russia's Deputy Foreign Minister Sergei Ryabkov left.",
            "Russia's Deputy Foreign Minister Sergei Ryabkov",
            "sergei-ryabkov",
        ),
        ("The Russian foreign minister, Sergei Lavrov, said no.", "Russian foreign minister", "sergei-lavrov"),
        ("Sergey Lavrov, the Russian foreign minister, said no.", "Russian foreign minister", "sergei-lavrov"),
        ("US Secretary of State Rex Tillerson arrived in Rome.", "US Secretary of State Rex Tillerson", "rex-tillerson"),
        ("Moscow said the talks had failed.", "Moscow", "RUS"),
        ("The Kremlin denied the report.", "Kremlin", "RUS"),
        ("Ties with Tehran were strained.", "Tehran", "IRN"),
        ("Syria's government rejected the offer.", "Syria's government", "SYR"),
        ("The Syrian regime rejected the offer.", "Syrian regime", "SYR"),
        ("The Trump administration said it would wait.", "Trump administration", "USA"),
        ("The Iraqi army entered the town.", "Iraqi army", "irq-mil"),
        ("Syrian rebels shelled the road.", "Syrian rebels", "syr-reb"),
        ("Isis fighters fled the town.", "Isis fighters", "isis"),
        ("Hezbollah and the IDF exchanged fire.", "IDF", "idf"),
        ("The US president spoke on Monday.", "US president", "donald-trump"),
        ("Britain's foreign secretary spoke on Monday.", "Britain's foreign secretary", "boris-johnson"),
        ("Foreign Minister Ana Torres of Peru said so. Torres left.", "Torres", "ana-torres"),
        ("A resolution was vetoed by Russia in the U.N. Security Council.", "U.N. Security Council", "unsc"),
        ("Mr Putin spoke. The Russian president left.", "Russian president", "vladimir-putin"),
        ("The plan was rejected by the US and its allies.", "allies", "usa-allies"),
        ("Nikki Haley, the US ambassador to the UN, walked out.", "US ambassador to the UN", "nikki-haley"),
        ("A Russian politician called it wrong.", "Russian politician", "rus-politician"),
        ("Vladimir Putin spoke on Monday. He said little.", "He", "vladimir-putin"),
        ("Theresa May said she would go.", "she", "theresa-may"),
        ("Russia moved its troops on Monday.", "its", "RUS"),
    ],
)
def test_who_is_meant(text: str, words: str, actor: str, read_document: Read) -> None:
    _, by_words = cast(read_document, text)
    assert by_words.get(words) == actor, by_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Putin met Erdogan on Monday. He said the talks went well.", "He"),
        ("Rain fell on Monday. He said little.", "He"),
        ("Theresa May met the envoy. He said little.", "He"),
        ("He said little.", "He"),
        ("Theresa Hill spoke on Monday. “He is tired,” she said.", "He"),
        ("Alex Hill spoke on Monday. “He is tired,” the driver said.", "He"),
        ("Russia asked the group to move its troops.", "its"),
        ("They met in Moscow on Monday.", "Moscow"),
        ("The train to Damascus was late.", "Damascus"),
        ("He told us that the china broke.", "us"),
        ("The army base was hit.", "army"),
    ],
)
def test_what_stays_open(text: str, words: str, read_document: Read) -> None:
    _, by_words = cast(read_document, text)
    assert words not in by_words, by_words


def test_office_country_and_sector_from_the_text(read_document: Read) -> None:
    found, _ = cast(read_document, "Peru's foreign minister, Ana Torres, said so. France's U.N. Ambassador Jean Petit agreed.")
    torres, petit = found.actor("ana-torres"), found.actor("jean-petit")
    assert (torres.country, torres.sector, torres.office) == ("PER", "GOV", "Foreign Minister")
    assert (petit.country, petit.sector, petit.office) == ("FRA", "GOV", "Ambassador to the United Nations")


def test_office_by_date(read_document: Read) -> None:
    then, _ = cast(read_document, "John Kerry spoke in Boston.", date(2016, 5, 1))
    later, _ = cast(read_document, "John Kerry spoke in Boston.", date(2018, 5, 1))
    never, _ = cast(read_document, "John Kerry spoke in Boston.", None)
    assert then.actor("john-kerry").office == "Secretary of State"
    assert later.actor("john-kerry").office is None and later.actor("john-kerry").sector == "ELI"
    assert never.actor("john-kerry").office is None


def test_short_name_in_a_family(read_document: Read) -> None:
    _, by_words = cast(read_document, "Bashar al-Assad spoke. His wife, Asma al-Assad, was in London. Assad then left.")
    assert by_words["Assad"] == "bashar-al-assad"


def test_the_regime_spoken_of_before(read_document: Read) -> None:
    _, by_words = cast(read_document, "The Syrian regime denied it. On Monday the regime bombed the road.")
    assert by_words["regime"] == "SYR"


def test_a_regime_nobody_named(read_document: Read) -> None:
    found, by_words = cast(read_document, "On Monday the regime bombed the road.")
    assert found.actor(by_words["regime"]).country == ""


def test_hyphened_names(read_document: Read) -> None:
    _, by_words = cast(read_document, "The U.S.-backed group and an Iran-backed militia met the US-led coalition.")
    assert "usa" in {actor.lower() for actor in by_words.values()} or any("us" in actor for actor in by_words.values())
    assert by_words["US-led coalition"] == "us-led-coalition"


def test_lost_apostrophes(read_document: Read) -> None:
    _, by_words = cast(
        read_document, "Fighting raged in Syrias north on Monday. Assads forces shelled the town and Russias jets flew."
    )
    assert by_words["Syrias"] == "SYR"
    assert by_words["Assads"] == "bashar-al-assad"


def test_the_office_of_a_person(read_document: Read) -> None:
    _, by_words = cast(read_document, "Putin was silent on Monday. His office said he would travel.")
    assert by_words["His office"] == "vladimir-putin"


def test_possessives_lie_inside(read_document: Read) -> None:
    document = read_document("Russia's Foreign Minister Sergei Lavrov spoke.", date(2017, 4, 13))
    found = find_cast(document)
    assert {(m.kind, m.actor) for m in found.mentions} == {("title", "sergei-lavrov"), ("possessive", "RUS")}
    head = next(m.head for m in found.mentions if m.kind == "title")
    assert document.doc[head].text == "Lavrov"


def test_mentions_carry_their_evidence(read_document: Read) -> None:
    document = read_document("Moscow denied it. Russia’s envoy walked out, and the Russian army stayed.", None)
    found = find_cast(document)
    for actor in found.actors.values():
        assert isinstance(actor, Actor) and actor.mentions
        for span in actor.mentions:
            assert document.report.text[span.start : span.end] == span.text


def test_same_text_same_cast(read_document: Read) -> None:
    text = "Syrian troops and Isis fighters fought near Homs, Syria's president said. He blamed Turkey and its allies."
    one, other = find_cast(read_document(text)), find_cast(read_document(text))
    assert one.mentions == other.mentions and dict(one.actors) == dict(other.actors)


@pytest.mark.parametrize(
    "text", ["", ".", "''", "- - -", "THE US", "a" * 5000, "'s 's of of the", "President President President", "Mr", "U.S.-"]
)
def test_odd_texts_do_no_harm(text: str, read_document: Read) -> None:
    find_cast(read_document(text))


@given(
    st.lists(
        st.sampled_from(
            [
                "Russia",
                "'s",
                "the",
                "Foreign",
                "Minister",
                ",",
                "Lavrov",
                "Sergei",
                "he",
                "said",
                "-",
                "US",
                "of",
                "regime",
                ".",
                "al",
                "\n",
            ]
        ),
        max_size=14,
    )
)
@settings(max_examples=40)
def test_any_order_of_words_gives_a_cast(words: list[str]) -> None:
    from onrecord.language import parse
    from onrecord.model import Report, uncleaned

    text = " ".join(words)
    document = parse(Report(text), uncleaned(text))
    found = find_cast(document)
    for mention in found.mentions:
        assert 0 <= mention.start <= mention.head < mention.end <= len(document.doc)
        assert mention.actor in found.actors
