"""Words that carry a topic, cheaply: no parse is needed, so that reports of any record can be compared."""

from __future__ import annotations

import re

WORD = re.compile(r"[A-Za-z][A-Za-z’'-]{2,}")
COMMON = frozenset(
    """about after again against also although always among and another any are around asked because been before being between both but
    called came can cannot claim claims could country did does doing don down during each even ever every few first for from further get
    given government had has have having her here him his how however into its itself just last least let like likely made make many may
    might more most much must near never new nor not now off one only other others our out over own part people president put rather really
    said same say saying says see seen several shall she should since some such take than that the their them then there these they thing
    things think this those though through told too two under until upon use used using very was way week well were what when where which
    while who whom whose why will with within without would year years yet you your day days time minister foreign official officials state
    ministry states statement spokesman spokeswoman told reporters news agency monday tuesday wednesday thursday friday saturday sunday"""
    .split()
)  # fmt: skip
ENDINGS = ("ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s", "'s", "’s")


def stem(word: str) -> str:
    """A rough stem: 'strikes', 'striking' → 'strik'."""
    word = word.lower().removesuffix("'s").removesuffix("’s")
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


def keywords(text: str) -> frozenset[str]:
    """Stems of the words of a text that carry its topic."""
    return frozenset(stem(word) for word in WORD.findall(text) if word.lower() not in COMMON and len(word) > 3)
