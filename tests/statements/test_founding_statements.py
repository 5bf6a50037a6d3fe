"""The founding report: what a careful person finds in it, found; and no speaker where the text names none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from onrecord.actors import find_cast
from onrecord.language import Document
from onrecord.statements import find_statements

pytestmark = pytest.mark.model


def _words(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {start + match.start() for start, end in spans for match in re.finditer(r"\w+", text[start:end])}


def test_founding_report(shared: Path, read_document: Callable[..., Document]) -> None:
    text = next((shared / "seed").glob("*.txt")).read_text(encoding="utf-8")
    expected = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))["statements"]
    document = read_document(text, published=date(2017, 4, 13))
    found = find_statements(document, find_cast(document))
    contents = [_words(text, ((span.start, span.end) for span in statement.content)) for statement in found]
    hits = kinds = invented = 0
    for one in expected:
        at = text.index(one["passage"])
        start = text.find(one["content"], max(0, at - 5))
        gold = _words(text, [(start, start + len(one["content"]))])
        best = max(range(len(found)), key=lambda k: len(gold & contents[k]) / len(gold | contents[k]))
        if len(gold & contents[best]) / len(gold | contents[best]) < 0.5:
            continue
        hits += 1
        kinds += found[best].kind == one["kind"]
        invented += one["speaker"] is None and "speaker_country" not in one and found[best].speaker is not None
    assert hits >= 27
    assert kinds >= 25
    assert invented == 0
    assert all(
        text[s.start : s.end] == s.text for statement in found for s in (*statement.source, *statement.cue, *statement.content)
    )
