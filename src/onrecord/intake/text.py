"""Plain text: one report a file, as it is, after an optional head of `key: value` lines between `---` lines.

---
title: Council meets on the strike
source: Example Wire
date: 2017-04-13
url: https://example.org/1
---
The text …

Offsets into such a report count code points of the decoded text behind the head. Line ends stay as they lie in the file:
a carriage return with a line feed is two characters, where a program that opens the file in Python's text mode sees one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.intake.column import NAMES, checked
from onrecord.intake.decode import Encoding, decoded
from onrecord.intake.file import File, read_whole
from onrecord.intake.format import Format, Given
from onrecord.intake.notice import Notice, RefusalError
from onrecord.model import Report

BYTES_A_CHARACTER = 4
"""At most, in every encoding read: the size of a file tells whether it can be short enough."""
_FENCE = re.compile(r"---[ \t]*\r?\n")
_KEY = re.compile(r"([A-Za-z][A-Za-z _-]{0,30}):(?:[ \t]+(.*))?")
_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_MOST_KEYS = 50
_OURS = {name: ours for ours, names in NAMES.items() if ours != "text" for name in names}


def read(file: File, given: Given) -> Iterator[Report | Notice]:
    """The one report of a text file: text exactly as decoded, its line ends and spaces kept, a byte order mark left out."""
    data = read_whole(file, given.settings.max_characters * BYTES_A_CHARACTER)
    text, encoding = decoded(data, file.where)
    yield from told(encoding, file.where)
    yield from text_report(text, file, given)


def text_report(text: str, file: File, given: Given) -> Iterator[Report | Notice]:
    """The report of a decoded text; also for standard input."""
    if _PAGE.match(text):
        raise RefusalError(file.where, "this is a web page, not plain text", "format", "rename it to .html")
    about, start = front_matter(text)
    name = about.pop("id", None) or file.stem
    yield from checked(text[start:], given, file.where, name=name, **about)


def told(encoding: Encoding, where: str) -> Iterator[Notice]:
    """The notice that an encoding was guessed, where it was."""
    if encoding.is_guess:
        todo = "if letters look wrong, save it as UTF-8"
        yield Notice(where, f"not UTF-8: read as {encoding.name}", "encoding", todo, is_dropped=False)


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """What the head of `key: value` lines says, by our names, and where the text begins; ({}, 0) where there is no head.

    It is a head only when every line of it is a key with a value, and at least one key is known: a story may begin
    with a rule of hyphens.
    """
    fence = _FENCE.match(text)
    if fence is None:
        return {}, 0
    about: dict[str, str] = {}
    at = fence.end()
    for _ in range(_MOST_KEYS):
        end = text.find("\n", at)
        line = text[at : len(text) if end < 0 else end].rstrip("\r")
        at = len(text) if end < 0 else end + 1
        if line.rstrip() == "---":
            return (about, at) if about else ({}, 0)
        match = _KEY.fullmatch(line.rstrip()) if len(line) < 2_000 else None
        if match is None and line.strip() and not line.startswith("#"):
            return {}, 0
        if match is None:
            continue
        ours = _OURS.get("".join(filter(str.isalnum, match[1].casefold())))
        value = (match[2] or "").strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        if ours is not None and value:
            about.setdefault(ours, value)
    return {}, 0


FORMAT = Format("text", (".txt", ".text"), read)
