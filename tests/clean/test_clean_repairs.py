"""What clean() mends, one small text each."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.clean import clean
from onrecord.data import examples


@pytest.mark.parametrize("example", [example for stem, example in examples("cues") if stem == "clean"], ids=lambda e: e["rule"])
def test_examples_of_the_data_file(example: dict[str, Any]) -> None:
    assert clean(example["text"]).text == example["mended"]


@pytest.mark.parametrize("broken", ["The “truce” at Café".encode().decode("latin-1"), "The â€œtruceâ€\x9d at CafÃ©"])
def test_utf8_read_as_a_western_encoding(broken: str) -> None:
    cleaned = clean(broken)
    assert cleaned.text == "The “truce” at Café"
    at = cleaned.text.index("é")
    assert broken[slice(*cleaned.received(at, at + 1))] == "Ã©"


@pytest.mark.parametrize(("word", "encoding"), [("الجزيرة", "cp1256"), ("الشرق الأوسط", "cp1256"), ("Москва", "cp1251")])
def test_utf8_read_as_an_eastern_encoding(word: str, encoding: str) -> None:
    text = f"The paper {word.encode().decode(encoding)} wrote"
    cleaned = clean(text)
    assert cleaned.text == f"The paper {word} wrote"


@pytest.mark.parametrize(
    "text", ["Binali Yıldırım and Erdoğan", "الجزيرة", "Москва", "naïve café, Ødegård", "São Tomé: £5m – €6m", "ظل ظاهرا"]
)
def test_sound_letters_are_left_alone(text: str) -> None:
    assert clean(text).text == text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Arms &amp; men &quot;held&quot; on&#8217;s", "Arms & men “held” on's"),
        ("soft\u00adly the\u200b war\xa0ended\u2009here", "softly the war ended here"),
        ("ﬁre in the oﬃce", "fire in the office"),
        ("a\ud800b\x00c", "a\ufffdbc"),
        ("  two   words \r\n\r\n\r\n more ", "two words\n\nmore"),
    ],
)
def test_characters(text: str, mended: str) -> None:
    assert clean(text).text == mended


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("It was „quiet“, he said.", "It was “quiet”, he said."),
        ("The «truce» held.", "The “truce” held."),
        ("``Go,'' he said.", "“Go,” he said."),
        ("''Go!'' she said. ''Now.''", "“Go!” she said. “Now.”"),
        ('""We saw it,"" he said.', "“We saw it,” he said."),
        (
            'It began.\n"""We saw it,"" he said. ""Then we ran,"" said a clerk."',
            "It began.\n“We saw it,” he said. “Then we ran,” said a clerk.",
        ),
        ('He said: "Go." Then "stop".', "He said: “Go.” Then “stop”."),
        ('They left."We stay."', "They left. “We stay.”"),
        ("The men’s cars and the girls’ school", "The men's cars and the girls' school"),
        ('A 12" shell fell', 'A 12" shell fell'),
    ],
)
def test_marks(text: str, mended: str) -> None:
    assert clean(text).text == mended


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("They agreed.The envoy left.", "The envoy"),
        ("It was “the opposite”.Orlov said so.", "Orlov"),
        ("He counted on it.”That could be, or not”, he said.", "“That"),
        ("“We go.”Then they went.", "Then"),
        ("Who knew?Nobody did.", "Nobody"),
        ("It hit ISIS.Ankara denied it.", "Ankara"),
        ("It was ready for the U.S.The talks began.", "The talks"),
        ("They saw the attack.29 people died.", "29 people"),
        ("He notes. -Russian ties were cold.", "-Russian"),
        ("He asked for help.E.U. states came.", "E.U."),
    ],
)
def test_glued_sentences_are_parted(text: str, start: str) -> None:
    cleaned = clean(text)
    at = cleaned.text.index(start)
    assert at in cleaned.breaks
    assert cleaned.text[at - 1] == " "


@pytest.mark.parametrize(
    "text",
    [
        "the U.S. envoy",
        "the U.N. said",
        "S/2017/315 failed",
        "3.5 km",
        "at 5 a.m. they left",
        "see bbc.co.uk and Amazon.Com",
        "a Ph.D thesis",
        "room No.10 there",
        "the camp.[1] Then",
        "J.K. Rowling",
        "U.S.-backed forces",
        "https://x.org/A.B?C.Dance now",
        "write to A.Smith@Mail.Org now",
        "W.Va. towns",
    ],
)
def test_what_is_not_glued_stays(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.text == text
    assert cleaned.breaks == ()


@pytest.mark.parametrize(
    "text", ["St.Petersburg fell", "Mr.Brown left", "George W.Bush spoke", "the U.S.Army moved", "J.K.Rowling wrote"]
)
def test_an_abbreviation_gets_its_space_and_no_break(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.text.replace(". ", ".") == text
    assert cleaned.breaks == ()


def test_a_torn_hyphen_is_joined() -> None:
    assert clean("The USA -led effort failed").text == "The USA-led effort failed"
