"""The encoder's pass: any text, pieces that fit the text, pointers that add up to one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language.pair import CLOSES, FOLDED, OPENS, marked, type_between, within
from onrecord.language.tagger import POINTERS, TYPES, marks_of, model, stretches
from onrecord.language.windows import CLS, SEP, SIZE, pieces, quoted_mask

pytestmark = pytest.mark.model
TEXT = "Paris condemned the shelling of the town. “We will answer,” Anna Brandt said. The army denied that it had fired."


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    marks = marks_of(text, bytearray(len(text)))
    assert len(marks.tags) == len(marks.pieces) == len(marks.triggers)
    assert all(0 <= s.start < s.end <= len(text) for s in stretches(marks))
    assert all(0 <= act.start < act.end <= len(text) for act in marks.acts())


def test_acts_and_pointers() -> None:
    marks = marks_of(TEXT, quoted_mask(TEXT))
    told = {TEXT[a.start : a.end]: TYPES[int(a.types[1:].argmax())] for a in marks.acts() if a.types[0] < 0.5}
    assert told["condemned"] == "ACCUSE"
    for act in marks.acts():
        assert len(act.points) == len(POINTERS)
        assert all(abs(float(np.exp(p.logs).sum()) - 1) < 1e-3 for p in act.points)
    condemned = next(a for a in marks.acts() if TEXT[a.start : a.end] == "condemned")
    piece, chance = condemned.points[POINTERS.index("actor")].best()
    assert piece is not None and chance > 0.5
    assert TEXT[marks.pieces.starts[piece] : marks.pieces.ends[piece]] == "Paris"


def test_a_long_text_is_read_in_windows_without_gap() -> None:
    text = " ".join([TEXT] * 30)
    marks = marks_of(text, bytearray(len(text)))
    found = [a.start for a in marks.acts() if a.types[0] < 0.5]
    assert len({start // len(TEXT) for start in found}) >= 29


def test_piece_at() -> None:
    marks = marks_of("Two\n\nlines", bytearray(10))
    assert marks.piece_at(0) == 0
    assert marks.piece_at(3) is None
    at = marks.piece_at(5)
    assert at is not None and marks.pieces.starts[at] == 5


def test_type_between_given_parties() -> None:
    text = "Kenya expelled the ambassador of Chad on Monday."
    chances = type_between(text, quoted_mask(text), [(0, 5)], [(15, 37)])
    assert set(chances) == set(FOLDED)
    assert abs(sum(chances.values()) - 1) < 1e-3
    assert max(chances, key=lambda name: chances[name]) in ("SANCTION", "COERCE", "REJECT")


def test_type_between_nobody() -> None:
    assert type_between("", bytearray(0), [(0, 1)], [(2, 3)]) == {}
    assert type_between("Kenya acted.", bytearray(12), [(0, 5)], []) == {}


def test_lead_is_the_window_s_own_score_over_nobody() -> None:
    pointings = {a.piece: a.points for a in marks_of(TEXT, quoted_mask(TEXT)).acts()}
    assert len(pointings) > 1
    for number in range(len(POINTERS)):
        for points in pointings.values():
            for piece, others in pointings.items():
                logs = points[number].logs
                within = float(logs[1 + piece - points[number].first] - logs[0])
                assert abs(points[number].lead(others[number]) - within) < 1e-2


def test_the_parties_are_marked_stretch_by_stretch() -> None:
    text = "Kenya, with Chad, expelled the envoy."
    found = pieces(model()[0], text, quoted_mask(text))
    ids, segments = marked(found, within(found, [(0, 5), (12, 16)]), within(found, [(27, 36)]))
    assert (ids[0], ids[-1], len(ids)) == (CLS, SEP, len(segments))
    assert [i for i in ids if i in (*OPENS, *CLOSES)] == [OPENS[0], CLOSES[0], OPENS[0], CLOSES[0], OPENS[1], CLOSES[1]]
    assert [i for i in ids[1:-1] if i not in (*OPENS, *CLOSES)] == found.ids.tolist()


def test_a_long_text_is_cut_to_one_window() -> None:
    text = "Kenya expelled the envoy. " * 100
    found = pieces(model()[0], text, quoted_mask(text))
    ids, segments = marked(found, within(found, [(0, 5)]), within(found, [(19, 24)]))
    assert len(ids) == len(segments) == SIZE
    assert max(type_between(text, quoted_mask(text), [(0, 5)], [(19, 24)]).values()) > 0.3
    assert type_between(text, quoted_mask(text), [(0, 5)], [(len(text) - 7, len(text) - 2)]) == {}
