"""What was written for training fits its own offsets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.language.tagger import KINDS, STATUSES, TYPES
from training.own import entries


def spans(entry: dict[str, Any]) -> Iterator[list[int]]:
    for statement in entry["statements"]:
        for part in ("source", "cue", "content"):
            yield from statement[part]
    for event in entry["events"]:
        yield event["trigger"]
        for part in ("actor", "recipient", "place"):
            yield from event[part]
    for pair in entry["pairs"]:
        yield from (*pair["source"], *pair["target"])


def test_every_stretch_holds_words_without_space_around() -> None:
    for entry in entries():
        for start, end in spans(entry):
            words = entry["text"][start:end]
            assert words and words == words.strip(), entry["text"][:60]


def test_names_are_of_the_closed_lists() -> None:
    for entry in entries():
        assert {s["kind"] for s in entry["statements"]} <= set(KINDS)
        assert {e["type"] for e in entry["events"]} | {p["type"] for p in entry["pairs"]} <= set(TYPES)
        assert {e["status"] for e in entry["events"]} <= set(STATUSES)


def test_no_text_stands_twice() -> None:
    texts = [entry["text"] for entry in entries()]
    assert len(texts) == len(set(texts))
