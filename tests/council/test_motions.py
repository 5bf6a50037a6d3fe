"""Motions in the text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.actors import find_cast
from onrecord.council import find_motions
from onrecord.data import examples
from onrecord.grounding import find_times
from onrecord.language import Document
from onrecord.model import Motion

pytestmark = pytest.mark.model
Read = Callable[..., Document]


def motions(read_document: Read, text: str) -> tuple[Motion, ...]:
    document = read_document(text, published=date(2017, 4, 13))
    return find_motions(document, find_cast(document), find_times(document))


@pytest.mark.parametrize("example", [e for _, e in examples("council")], ids=lambda e: e["text"][:40])
def test_data_examples(read_document: Read, example: dict[str, object]) -> None:
    found = motions(read_document, str(example["text"]))
    if example.get("motions") == 0:
        assert found == ()
        return
    assert len(found) == 1
    for field in ("instrument", "outcome"):
        if field in example:
            assert getattr(found[0], field) == example[field]


def test_a_whole_vote(read_document: Read) -> None:
    text = (
        "Russia on Wednesday vetoed a draft resolution of the Security Council that would have condemned the raid "
        "and demanded an inquiry. "
        "The draft, S/2017/315, was sponsored by France and Britain. Ten members of the Security Council voted in favour. "
        "Bolivia and Russia voted against. China, Ethiopia and Kazakhstan abstained."
    )
    (motion,) = motions(read_document, text)
    assert (motion.symbol, motion.vetoed_by, motion.outcome) == ("S/2017/315", ("RUS",), "vetoed")
    assert dict(motion.counts) == {"for": 10, "against": 2, "abstain": 3}
    assert {(v.member, v.vote) for v in motion.votes} == {
        ("RUS", "against"), ("BOL", "against"), ("CHN", "abstain"), ("ETH", "abstain"), ("KAZ", "abstain"),
    }  # fmt: skip
    assert set(motion.sponsors) == {"FRA", "GBR"}
    assert motion.when is not None and motion.when.start == date(2017, 4, 12)
    assert len(motion.asks) == 2 and motion.notes == ()


def test_a_threat_of_a_veto_is_no_veto(read_document: Read) -> None:
    for text in (
        "Moscow threatened to veto the draft resolution in the UN Security Council.",
        "Russia would veto any Security Council resolution on the matter.",
        "Russia did not veto the Security Council resolution.",
    ):
        assert all(not motion.vetoed_by for motion in motions(read_document, text)), text


def test_two_votes_stay_two(read_document: Read) -> None:
    text = (
        "On Monday Russia vetoed a UN Security Council draft resolution on a truce. "
        "On Thursday the Security Council adopted a resolution on aid convoys unanimously."
    )
    first, second = motions(read_document, text)
    assert (first.outcome, second.outcome) == ("vetoed", "adopted")
