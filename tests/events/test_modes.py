"""In which mode an act is: by sense, by word, by what is asked for, by how many took part."""

from __future__ import annotations

import pytest

from onrecord.model import Report
from onrecord.reading import read

pytestmark = pytest.mark.model
ACTS = [
    # the word alone, without the object its sense would ask for
    ("Three reporters were arrested in Harare on Monday.", "COERCE", ("arrest",)),
    ("Two aid workers are being held in a prison in Tripoli.", "COERCE", ("arrest",)),
    ("The town has been under siege by government forces since May.", "COERCE", ("restrict",)),
    ("The truce between Mali and the rebels is holding, the army said on Friday.", "RETREAT", ("ceasefire",)),
    # "take" abducts only with people as its object
    ("Rebels took control of three villages in Gao on Monday.", "ASSAULT", ()),
    # what is asked for, refused or threatened
    ("Kenya urged Chad to withdraw its troops from the border.", "REQUEST", ("yield",)),
    ("Kenya refused to meet the envoy of Chad.", "REJECT", ("meet",)),
    ("Chad threatened on Monday to bomb the port of Niger.", "THREATEN", ("violence",)),
    # arms: the word itself says nothing of them
    ("Turkish jets bombarded three villages in northern Iraq on Monday.", "ASSAULT", ("aerial",)),
    ("Rebels bombarded the airport on Monday.", "ASSAULT", ()),
    (
        "A militant blew himself up outside a police station in Karachi on Monday, killing four officers.",
        "ASSAULT",
        ("suicide-attack",),
    ),
]


@pytest.mark.parametrize(("text", "name", "modes"), ACTS)
def test_modes(text: str, name: str, modes: tuple[str, ...]) -> None:
    found = {event.type: event.modes for event in read(Report(text)).events}
    assert found[name] == modes
