"""clean(): the passes of repair, one after another over one draft, and what the repaired text shows of its build."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.clean.characters import mend_characters, mend_spaces
from onrecord.clean.draft import Draft, Edit
from onrecord.clean.encoding import ROUNDS, mend_encoding, mend_entities
from onrecord.clean.joints import find_joints
from onrecord.clean.layout import find_paragraphs, unwrap
from onrecord.clean.marks import orient_marks
from onrecord.clean.quotations import find_quotations, pair_singles
from onrecord.clean.regions import find_regions
from onrecord.model import Cleaned, Region

_SINGLE = re.compile("['‘’]")


def clean(text: str) -> Cleaned:
    """Repair a report's text for the parser, keeping for every character the stretch of `text` it stands for.

    Takes any str and never raises. Nothing of the story is dropped: only unseen characters and spare spaces go.
    """
    draft = Draft(text)
    if not text.isascii():
        for _ in range(ROUNDS):
            if not draft.apply(mend_encoding(draft.text)):
                break
    for _ in range(ROUNDS):
        if "&" not in draft.text or not draft.apply(mend_entities(draft.text)):
            break
    draft.apply(mend_characters(draft.text))
    draft.apply(mend_spaces(draft.text))
    draft.apply(unwrap(draft.text))
    has_closing = "”" in draft.text
    draft.apply(orient_marks(draft.text))
    # Orienting changes lengths only where marks were doubled; a turned mark is found again by what it stood for.
    turned = frozenset(at for at in _marks(draft.text, "“") if text[draft.starts[at]] == "”") if has_closing else frozenset()
    joints = list(find_joints(draft.text, turned))
    after = draft.apply(joint.edit for joint in joints)
    breaks = {at for joint, at in zip(joints, after) if joint.is_break}
    singles = pair_singles(draft.text)
    draft.apply(_single_marks(draft.text, singles))
    paragraphs = find_paragraphs(draft.text)
    regions = find_regions(draft.text, paragraphs)
    breaks.update(paragraphs)
    breaks.update(_edges(draft.text, regions))
    breaks -= {0, len(draft.text)}
    return Cleaned(
        draft.text,
        draft.starts,
        draft.ends,
        breaks=tuple(sorted(breaks)),
        paragraphs=paragraphs,
        quotations=find_quotations(draft.text, paragraphs, singles),
        regions=regions,
        repairs=tuple(sorted(draft.repairs)),
    )


def _marks(text: str, mark: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def _single_marks(text: str, singles: list[tuple[int, int]]) -> Iterator[Edit]:
    """Paired single marks become ‘ and ’, every other one the straight apostrophe the parser was trained on."""
    opening = {start for start, _ in singles}
    closing = {end - 1 for _, end in singles}
    for match in _SINGLE.finditer(text):
        at, old = match.start(), match.group()
        new = "‘" if at in opening else "’" if at in closing else "'"
        if new != old:
            yield Edit(at, at + 1, new, "mark", f"{old} → {new}")


def _edges(text: str, regions: tuple[Region, ...]) -> Iterator[int]:
    """Where a region begins, and where the text goes on after it."""
    for region in regions:
        yield region.start
        end = region.end
        while end < len(text) and text[end].isspace():
            end += 1
        yield end
