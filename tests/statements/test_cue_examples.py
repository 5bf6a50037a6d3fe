"""The examples beside the cue words, and the rules their file must keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.actors import find_cast
from onrecord.data import examples, table
from onrecord.language import Document
from onrecord.model import Spans
from onrecord.statements import find_statements
from onrecord.statements.lexicon import lexicon

EXAMPLES = [example for stem, example in examples("cues") if stem == "statements"]


def _text(spans: Spans) -> str:
    return " … ".join(span.text for span in spans)


@pytest.mark.model
@pytest.mark.parametrize("example", EXAMPLES, ids=[example["text"][:50] for example in EXAMPLES])
def test_example(example: dict[str, Any], read_document: Callable[..., Document]) -> None:
    document = read_document(example["text"])
    found = find_statements(document, find_cast(document))
    if example.get("none"):
        assert found == ()
        return
    seen = [
        {"kind": s.kind, "source": _text(s.source), "cue": _text(s.cue), "content": _text(s.content), "polarity": s.polarity}
        for s in found
    ]
    wanted = {key: example[key] for key in ("kind", "source", "cue", "content", "polarity") if key in example}
    assert any(wanted.items() <= one.items() for one in seen), seen


def test_lexicon_is_rich_and_sound() -> None:
    words = lexicon()
    assert 250 <= len(words) <= 800
    assert all(word == word.lower().strip() for word in words)
    for row in table("cues")["statements"]["frame"]:
        assert len(row["words"]) == len(set(row["words"])), (row["name"], row["kind"])
        assert row["name"] not in ("phrase", "preposition") or row["prepositions"], row
