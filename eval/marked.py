"""Sentences with marked parties: <s>actor</s> and <t>recipient</t>."""

from __future__ import annotations

import re

MARK = re.compile(r"</?[st]>")
Stretch = list[int]


def bare(marked: str) -> tuple[str, list[Stretch], list[Stretch]]:
    """The sentence without marks, and the stretches of actor and recipient."""
    stretches: dict[str, list[Stretch]] = {"s": [], "t": []}
    opened: dict[str, int] = {}
    plain, at, last = "", 0, 0
    for mark in MARK.finditer(marked):
        plain += marked[last : mark.start()]
        at, last = len(plain), mark.end()
        tag = mark.group().strip("</>")
        if mark.group().startswith("</"):
            if tag in opened:
                stretches[tag].append([opened.pop(tag), at])
        else:
            opened[tag] = at
    return plain + marked[last:], stretches["s"], stretches["t"]
