"""The crosswalks hold every type, mode and code; going there and back keeps the quad class; disagreements are written down."""

from __future__ import annotations

from typing import get_args

import pytest

from onrecord.data import table
from onrecord.events import crosswalk, fold, ontology
from onrecord.events.crosswalk import cameo, codes, gdelt_quad, phoenix_class, reason
from onrecord.model import Status

STATUSES: tuple[Status, ...] = get_args(Status)
ACTS = [(t.name, mode) for t in ontology.event_types().values() for mode in ("", *t.modes)]
CODEBOOK = {
    "01": 10, "02": 27, "03": 28, "04": 7, "05": 8, "06": 5, "07": 6, "08": 25, "09": 5, "10": 27,
    "11": 12, "12": 26, "13": 22, "14": 26, "15": 6, "16": 13, "17": 13, "18": 14, "19": 9, "20": 7,
}  # fmt: skip
"""How many codes the codebook of 1.1b3 has below each root."""


def _modes(mode: str) -> tuple[str, ...]:
    return (mode,) if mode else ()


def test_the_tables_hold_together() -> None:
    crosswalk.check()


def test_every_code_of_the_codebook_is_there() -> None:
    below = [code for code in codes().values() if len(code.code) > 2 and not code.is_beyond]
    assert {root: sum(code.code.startswith(root) for code in below) for root in CODEBOOK} == CODEBOOK
    assert [code for code in codes() if len(code) == 2] == list(CODEBOOK)
    assert [code.code for code in codes().values() if code.is_beyond] == ["1213", "1214"]
    assert len(codes()) == 318
    assert len({code.label for code in codes().values()}) == 318
    assert all(code.code[:-1] in codes() for code in below)


def test_codes_without_a_home_are_the_comments() -> None:
    homeless = [code.code for code in codes().values() if code.type is None]
    assert homeless == ["01", *(f"01{n}" for n in range(10))]
    assert len(codes()) - len(homeless) == 307
    assert all(codes()[code].reason for code in homeless)


def test_every_act_has_a_code_or_a_reason_under_every_status() -> None:
    assert len(ACTS) == 83
    without = [act for act in ACTS if cameo(act[0], _modes(act[1])) is None]
    assert without == [("COERCE", "misinformation")]
    answers = dict.fromkeys(STATUSES, 0)
    for name, mode in ACTS:
        for status in STATUSES:
            code = cameo(name, _modes(mode), status)
            answers[status] += code is not None
            assert (code in codes()) is (reason(name, _modes(mode), status) is None), (name, mode, status)
    told = {"happened": 82, "ongoing": 82, "historical": 82, "planned": 61, "threatened": 65, "called_for": 82}
    assert answers == {status: told.get(status, 0) for status in STATUSES}


def test_there_and_back_keeps_plovers_quad_class() -> None:
    changed = {
        (name, mode)
        for name, mode in ACTS
        if (code := cameo(name, _modes(mode))) and ontology.quad(codes()[code].type or "") != ontology.quad(name)
    }
    assert changed == {("RETREAT", ""), ("RETREAT", "resign")}, "CAMEO 080 and 0831 join words and deeds"


def test_there_and_back_keeps_the_type_but_for_retreat() -> None:
    moved = {(name, mode) for name, mode in ACTS if (code := cameo(name, _modes(mode))) and codes()[code].type != name}
    assert moved == {("RETREAT", ""), ("RETREAT", "resign")}


def test_back_and_there_keeps_plovers_quad_class_but_for_retreat_without_a_mode() -> None:
    changed = []
    for code in codes().values():
        if code.type is not None:
            again = codes()[cameo(code.type, _modes(code.mode)) or ""]
            if ontology.quad(again.type or "") != ontology.quad(code.type):
                changed.append(code.code)
    assert changed == ["085", "087"]


def test_what_is_still_to_come_has_the_type_that_folding_gives() -> None:
    statuses: tuple[Status, ...] = ("planned", "threatened")
    for name, mode in ACTS:
        for status in statuses:
            code = cameo(name, _modes(mode), status)
            if code is not None:
                told = "THREATEN" if name in ("ACCUSE", "REJECT", "REQUEST") else fold(name, status)
                assert codes()[code].type == told, (name, mode, status)
        asked = cameo(name, _modes(mode), "called_for")
        assert asked is None or codes()[asked].type == "REQUEST"


@pytest.mark.parametrize(
    ("name", "modes", "status", "code"),
    [
        ("ASSAULT", ("drone",), "happened", "1952"),
        ("ASSAULT", ("drone",), "alleged", None),
        ("ASSAULT", ("firearms", "targeted"), "happened", "186"),
        ("ASSAULT", (), "denied", None),
        ("ASSAULT", ("unconventional",), "threatened", "1385"),
        ("AID", (), "planned", "033"),
        ("AID", (), "called_for", "103"),
        ("AID", (), "threatened", None),
        ("CONSULT", ("multilateral", "visit"), "ongoing", "042"),
        ("RETREAT", ("withdraw",), "called_for", "1056"),
        ("RETREAT", ("ceasefire",), "historical", "0871"),
        ("SANCTION", ("convict",), "happened", "116"),
        ("COERCE", ("misinformation", "cyber"), "happened", "176"),
        ("ACCUSE", (), "planned", None),
    ],
)
def test_codes_of_events(name: str, modes: tuple[str, ...], status: Status, code: str | None) -> None:
    assert cameo(name, modes, status) == code


def test_the_order_of_modes_does_not_matter() -> None:
    for t in ontology.event_types().values():
        for first in t.modes:
            for second in t.modes:
                assert cameo(t.name, (first, second)) == cameo(t.name, (second, first))


def test_a_demand_goes_from_the_holder_to_the_actor() -> None:
    assert crosswalk.ends("called_for") == ("holder", "actor")
    assert crosswalk.ends("happened") == ("actor", "recipient")
    assert crosswalk.ends("alleged") is None
    assert codes()["043"].is_swapped


def test_an_unknown_name_is_never_absorbed() -> None:
    with pytest.raises(KeyError):
        cameo("DEMAND")
    with pytest.raises(KeyError):
        cameo("ASSAULT", ("massacre",))


def test_quad_classes_of_others() -> None:
    assert set(table("crosswalks")["gdelt"]["type"]) == set(ontology.event_types())
    for name in ontology.event_types():
        assert gdelt_quad(name) == codes()[cameo(name) or ""].gdelt_quad
    differing = {name for name in ontology.event_types() if gdelt_quad(name) != ontology.quad(name)}
    assert differing == {"CONCEDE", "PROTEST"}
    assert {name for name in ontology.event_types() if phoenix_class(name) != ontology.quad(name)} == {"CONCEDE", "SANCTION"}
    assert codes()["090"].gdelt_quad == 2
    assert phoenix_class("ACCUSE", ("investigate",)) == 3
    assert phoenix_class("COERCE", ("misinformation",)) is None
    assert codes()["010"].phoenix_class == 0


def test_goldstein_values_are_those_the_copies_agree_on() -> None:
    gdelt = table("crosswalks")["gdelt"]
    left_out = {*gdelt["goldstein_unsure"], *gdelt["goldstein_absent"]}
    assert {code.code for code in codes().values() if code.goldstein is None} == left_out
    assert len(codes()) - len(left_out) == 296 == sum(len(row["codes"]) for row in gdelt["goldstein"])
    assert all(-10 <= code.goldstein <= 10 for code in codes().values() if code.goldstein is not None)


def test_slips_are_written_down() -> None:
    slips = {name: content["slip"] for name, content in table("crosswalks").items()}
    assert {name: len(found) for name, found in slips.items()} == {"cameo": 35, "gdelt": 5, "phoenix": 3}
    told = " ".join(slip["codes"] for slip in slips["cameo"])
    for code in ("163", "116", "195", "191", "192", "129"):
        assert code in told
    assert codes()["163"].type == "SANCTION"
    assert (codes()["116"].type, codes()["116"].mode) == ("SANCTION", "convict")
    assert codes()["195"].mode == "aerial"
