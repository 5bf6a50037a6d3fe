"""Every [[example]] of data/events/*.toml: what must come out and what must not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from onrecord.actors import find_cast
from onrecord.data import examples
from onrecord.events import find_events
from onrecord.grounding import find_places, find_times, find_tolls
from onrecord.language import Document
from onrecord.model import Event
from onrecord.statements import find_statements

pytestmark = pytest.mark.model
CASES = examples("events")


def read_events(document: Document) -> tuple[tuple[Event, ...], dict[str, str]]:
    """All steps before events, then events; and the country of each actor."""
    cast = find_cast(document)
    times, places, tolls = find_times(document), find_places(document, cast), find_tolls(document)
    events = find_events(document, cast, find_statements(document, cast), times, places, tolls)
    return events, {actor.id: actor.country for actor in cast.actors.values()}


def answers(event: Event, wanted: dict[str, Any], countries: dict[str, str]) -> bool:
    """Does the event hold everything the example asks for? An army answers for its country."""
    actor = {*event.actor, *(countries[i] for i in event.actor)}
    recipient = {*event.recipient, *(countries[i] for i in event.recipient)}
    return (
        event.type == wanted["type"]
        and event.status == wanted.get("status", event.status)
        and event.trigger[0].text == wanted.get("trigger", event.trigger[0].text)
        and set(event.modes) >= set(wanted.get("modes", ()))
        and actor >= set(wanted.get("actor", ()))
        and recipient >= set(wanted.get("recipient", ()))
    )


def show(event: Event) -> str:
    """One event in a line, for a failing test's message."""
    return f"{event.type}/{event.status} {event.trigger[0].text!r} {event.modes} {event.actor} -> {event.recipient}"


@pytest.mark.parametrize(("stem", "example"), CASES, ids=[f"{stem}-{e['text'][:30]}" for stem, e in CASES])
def test_example(stem: str, example: dict[str, Any], read_document: Callable[..., Document]) -> None:
    published = example.get("published")
    events, countries = read_events(
        read_document(example["text"], published=date.fromisoformat(str(published)) if published else None)
    )
    shown = [show(event) for event in events]
    for wanted in example["events"]:
        assert any(answers(event, wanted, countries) for event in events), f"{stem}: wanted {wanted}, found {shown}"
    for never in example.get("never", ()):
        name, _, status = never.partition("/")
        assert not any(e.type == name and (not status or e.status == status) for e in events), f"{stem}: {never} in {shown}"
