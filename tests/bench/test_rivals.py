"""What the benchmark says where a rival is absent or cannot read a text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from bench import rivals
from bench.plain_rule import Attribution


def _raises(doc: Doc) -> Iterable[Attribution]:
    raise ValueError("an odd number of marks")


def test_a_text_it_raises_on_is_counted_and_costs_nothing() -> None:
    rival = rivals.Rival("one that raises", _raises)
    assert rival.run(spacy.blank("en")("One two.")) == []
    assert (rival.raised, rival.words, rival.seconds) == (1, 0, 0.0)


def test_an_absent_rival_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(rivals, "has_textacy", lambda: False)
    rivals.print_times(rivals.rivals(), 100.0, 120.0, 220.0, 700)
    assert "pip install -r bench/requirements.txt" in capsys.readouterr().out


def test_no_score_without_the_corpus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(rivals, "DEV", tmp_path / "absent")
    rivals.print_scores(spacy.blank("en"))
    assert "not scored" in capsys.readouterr().out
