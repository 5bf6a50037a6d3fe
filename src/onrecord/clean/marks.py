"""Double quotation marks: which of them open and which close, whatever their printed form.

What stands on either side decides where it can ('said “We'); between two letters, as in 'in 2003.”Our aim', whether a
quotation is open decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from onrecord.clean.draft import Edit

Side = Literal["opens", "closes", "unit", "either"]

STALE = 1500
"""Characters after which an unclosed mark is taken to have lost its partner. The longest of 349 closed quotations in 40
well typeset articles has 440, the longest in 58 official statements 778."""

_TOKEN = re.compile(r"[\"“”]+|\n")
_LEFT_FREE = frozenset(" \n([{‘")
_RIGHT_FREE = frozenset(" \n.,;:!?)]}…’")


def orient_marks(text: str) -> Iterator[Edit]:
    """Every double mark becomes “ or ”; doubled ones ('"“') become one. Inches and seconds keep their straight mark."""
    tokens = list(_TOKEN.finditer(text))
    opened = -1
    for k, match in enumerate(tokens):
        old, start, end = match.group(), match.start(), match.end()
        if old == "\n":
            opened = -1
            continue
        is_open = opened >= 0 and start - opened <= STALE
        before, after = _around(text, start, end)
        if (
            old in ("”“", '""', '"“', '”"')
            and (old != '"“' or before in ".!?…")
            and before not in _LEFT_FREE
            and after not in _RIGHT_FREE
        ):
            new, opened = "”“", start
        else:
            side = side_of(old, before, after, is_open)
            if side == "unit":
                continue
            if side == "either":
                side = "closes" if is_open or _opens_next(text, tokens, k) else "opens"
            new, opened = ("“", start) if side == "opens" else ("”", -1)
        if new != old:
            yield Edit(start, end, new, "mark", f"{old} → {new}")


def side_of(mark: str, before: str, after: str, is_open: bool) -> Side:
    """Does a run of double marks open or close, given its neighbours? "either" where only what follows can tell."""
    left, right = before in _LEFT_FREE, after in _RIGHT_FREE
    if left and not right:
        return "opens"
    if right and not left:
        return "unit" if mark == '"' and before.isdigit() and not is_open and after != "," else "closes"
    if "“" in mark and "”" not in mark:
        return "closes" if is_open and not (left or right or after.isalnum()) else "opens"
    if is_open:
        return "closes"
    if "”" in mark:
        # 'in 2003.”Our aim': a closing form with nothing to close, before a letter and after a stop.
        return "either" if after.isalnum() and before in ".!?…,:;" else "closes"
    return "opens" if left or right else "either"


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    return (text[start - 1] if start else "\n"), (text[end] if end < len(text) else "\n")


def _opens_next(text: str, tokens: list[re.Match[str]], k: int) -> bool:
    """Does the next mark of the paragraph plainly open? Then this one can hardly have opened."""
    if k + 1 == len(tokens) or tokens[k + 1].group() == "\n":
        return False
    following = tokens[k + 1]
    before, after = _around(text, following.start(), following.end())
    return before in _LEFT_FREE and after not in _RIGHT_FREE
