"""Words that carry a topic, cheaply: no parse is needed, so that reports of any record can be compared."""

from __future__ import annotations

import re
from functools import cache

from onrecord.data import table

WORD = re.compile(r"[A-Za-z][A-Za-z’'-]{2,}")
ENDINGS = ("ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s", "'s", "’s")


def stem(word: str) -> str:
    """A rough stem: 'strikes', 'striking' → 'strik'."""
    word = word.lower().removesuffix("'s").removesuffix("’s")
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


@cache
def common() -> frozenset[str]:
    """Words that carry no topic (data/cues/common.toml)."""
    return frozenset(table("cues")["common"]["words"])


def keywords(text: str) -> frozenset[str]:
    """Stems of the words of a text that carry its topic."""
    return frozenset(stem(word) for word in WORD.findall(text) if word.lower() not in common() and len(word) > 3)
