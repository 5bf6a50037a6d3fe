"""The plain rule, which the benchmark sets beside the statements room."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bench.plain_rule import attributions
from onrecord.language import Document

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The envoy said that the talks had failed.", ("The envoy", "said", "that the talks had failed")),
        ("The governor has vowed to rebuild the bridge.", ("The governor", "has vowed", "to rebuild the bridge")),
    ],
)
def test_the_three_parts(text: str, parts: tuple[str, ...], read_document: Callable[..., Document]) -> None:
    doc = read_document(text).doc
    [found] = attributions(doc)
    got = [" ".join(doc.text[start:end] for start, end in found[role]) for role in ("source", "cue", "content")]
    assert got == list(parts)


@pytest.mark.parametrize("text", ["", "The envoy left the hall.", "“Nobody came,” was all there was to hear."])
def test_nothing_without_subject_and_complement(text: str, read_document: Callable[..., Document]) -> None:
    assert list(attributions(read_document(text).doc)) == []
