"""The ontology is what the manual lists, slips and all; the fold rules; the lexicon's own checks."""

from __future__ import annotations

import pytest

from onrecord.data import table
from onrecord.errors import DataFileError
from onrecord.events import event_type, fold, lexicon, ontology


def test_counts_are_the_manuals() -> None:
    ontology.check()
    assert ontology.COUNTS == {"types": 16, "modes": 67, "contexts": 37, "sectors": 25}


def test_types_carry_quad_and_score() -> None:
    assert event_type("ASSAULT").quad == 4
    assert event_type("AGREE").modes == {}
    assert ontology.score("ASSAULT", "unconventional") == -10.0
    assert ontology.score("RETREAT", "disarm") == 10.0
    assert [t.name for t in ontology.event_types().values() if t.needs_recipient] == ["AID", "COOPERATE", "SANCTION"]


def test_slips_keep_what_is_printed_beside_what_is_taken() -> None:
    assert event_type("ACCUSE").score == -3.0
    assert table("events")["ACCUSE"]["score_as_printed"] == 3.0
    assert event_type("SANCTION").quad == 4
    assert table("events")["SANCTION"]["quad_as_coded"] == 3
    assert event_type("PROTEST").modes["vandalize"].score is None
    assert ontology.score("PROTEST", "vandalize") == ontology.score("PROTEST")


def test_mode_names_repeat_across_types() -> None:
    assert ontology.score("REQUEST", "meet") == 0.0
    assert ontology.score("REJECT", "meet") == -2.0


def test_aliases_lead_to_the_manual() -> None:
    assert ontology.canonical("ASSAULT", "assassinate") == ("ASSAULT", "targeted")
    assert ontology.canonical("ASSAULT", "massacre") == ("ASSAULT", "")
    assert ontology.canonical("COERCE", "martial-law") == ("COERCE", "martial-law")
    for alias in table("events")["aliases"]["mode"].values():
        name, _, mode = alias.partition("-")
        assert mode == "" or mode in event_type(name).modes


def test_every_mode_of_the_lexicon_is_a_mode_of_its_type() -> None:
    for senses in (*lexicon.verbs().values(), *lexicon.nouns().values()):
        for sense in senses:
            given = {
                *sense.modes,
                *(m for ms in sense.modes_by_lemma.values() for m in ms),
                *(m for ms in sense.modes_with.values() for m in ms),
            }
            assert given <= set(event_type(sense.type).modes), (sense.type, given)


def test_an_unknown_key_in_a_sense_is_named() -> None:
    with pytest.raises(DataFileError, match=r"ACCUSE\.toml.*unknown key colour"):
        lexicon._sense("ACCUSE", False, {"lemmas": ["blame"], "colour": "red"})


def test_promised_cooperation_is_agree_and_threatened_force_is_threaten() -> None:
    assert fold("AID", "planned") == "AGREE"
    assert fold("RETREAT", "planned") == "AGREE"
    assert fold("ASSAULT", "threatened") == "THREATEN"
    assert fold("ASSAULT", "happened") == "ASSAULT"
    assert fold("ACCUSE", "planned") == "ACCUSE"
