"""Scores on the labels that are kept from training."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from eval.held import count, figures, gold_like
from training.own import HELD, LABELS


def labels(path: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def event(
    trigger: list[int], name: str, status: str = "happened", actor: list[list[int]] | None = None, id: str = "E1"
) -> dict[str, Any]:
    return {"id": id, "trigger": trigger, "type": name, "status": status, "actor": actor or [], "recipient": []}


def found(start: int, end: int, name: str, status: str, actor: tuple[int, int] | None) -> dict[str, Any]:
    party = [{"start": actor[0], "end": actor[1]}] if actor else []
    evidence = {"actor": party, "recipient": []}
    return {"trigger": [{"start": start, "end": end}], "type": name, "status": status, "evidence": evidence}


def test_no_held_stretch_is_taught() -> None:
    taught = {(e["file"], e["id"], at) for e in labels(LABELS) for at in range(e["start"], e["end"])}
    for entry in labels(HELD):
        assert not any((entry["file"], entry["id"], at) in taught for at in range(entry["start"], entry["end"]))


def test_an_act_is_one_event_with_the_words_of_all_its_tellings() -> None:
    entry = {"events": [event([0, 3], "AID"), event([9, 12], "AID"), event([20, 25], "AID", id="E2")], "statements": []}
    first, second = gold_like(entry)["events"]
    assert [s["start"] for s in first["trigger"]] == [0, 9] and [s["start"] for s in second["trigger"]] == [20]


def test_repeats_types_statuses_and_parties_are_counted() -> None:
    gold = gold_like(
        {"events": [event([0, 3], "AID", "planned", [[5, 8]]), event([9, 12], "AID", "planned", [[5, 8]])], "statements": []}
    )
    got = {"events": [found(0, 3, "AID", "happened", (6, 7)), found(9, 12, "AID", "planned", None)], "statements": []}
    of = count(gold, got, "x" * 40)
    assert (of["labelled"], of["found"], of["paired"], of["touching"]) == (1, 2, 1, 2)
    assert (of["type"], of["status"], of["happened, wrongly"], of["actor"], of["actor told"]) == (1, 0, 1, 1, 1)


def test_no_events_give_figures_too() -> None:
    assert set(figures(Counter()).values()) == {0.0}
