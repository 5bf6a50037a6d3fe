"""UTF-8 read in the wrong encoding, and HTML entities left as they were: repaired where they stand.

Which stretch is broken is ftfy's judgement (its `is_bad` and its detector of UTF-8 sequences); the repair is made here,
sequence by sequence, because ftfy gives a whole new text and no map. Arabic read as windows-1256, which ftfy does not
know, is told by its lead bytes: every second character is then ط or ظ; so is Cyrillic that it lets pass (Р or С).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ftfy.badness import is_bad
from ftfy.chardata import UTF8_DETECTOR_RE

from onrecord.clean.draft import Edit

ENCODINGS = ("latin-1", "sloppy-windows-1252", "sloppy-windows-1251", "sloppy-windows-1250", "sloppy-windows-1254", "macroman")
ROUNDS = 3
"""Text broken three times over has been seen in the wild; more has not."""

# Stretches without ASCII, over single spaces: 'Ø§Ù„Ø´Ø§Ù… Ø§Ù„'.
_RUN = re.compile(r"[^\x00-\x7f]+(?: [^\x00-\x7f]+)*")
_ARABIC_1256 = re.compile(r"[طظ][^\x00-\x7f\u0620-\u0636\u0641-\u064a]|[طظ].[طظ].[طظ]")
_CYRILLIC_1251 = re.compile(r"[РС][^\x00-\x7f][РС][^\x00-\x7f][РС]")
_LATE_CONTROL = re.compile(r"[\x80-\x9f]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def mend_encoding(text: str) -> Iterator[Edit]:
    """One round of repair: each wrongly read UTF-8 sequence becomes its character."""
    for match in _RUN.finditer(text):
        run, at = match.group(), match.start()
        if len(run) > 1 and is_bad(run):
            yield from _mended(run, at)
        elif _ARABIC_1256.search(run) and (pairs := _decoded(run, "cp1256")) is not None:
            yield from _edits(pairs, run, at, "windows-1256")
        elif _CYRILLIC_1251.search(run) and (pairs := _decoded(run, "cp1251")) is not None:
            yield from _edits(pairs, run, at, "windows-1251")
        elif _LATE_CONTROL.search(run):
            yield from _late_controls(run, at)


def mend_entities(text: str) -> Iterator[Edit]:
    """'&amp;' and '&#8217;' become what they stand for."""
    for match in _ENTITY.finditer(text):
        if (plain := html.unescape(match.group())) != match.group():
            yield Edit(match.start(), match.end(), plain, "entity", match.group())


def _mended(run: str, at: int) -> Iterator[Edit]:
    """The run read back whole in one encoding, else the sequences in it that can be."""
    for encoding in ENCODINGS:
        if (pairs := _decoded(run, encoding)) is not None:
            yield from _edits(pairs, run, at, encoding)
            return
    done = 0
    for match in UTF8_DETECTOR_RE.finditer(run):
        yield from _late_controls(run[done : match.start()], at + done)
        done = match.start()
        for encoding in ENCODINGS:
            if (pairs := _decoded(match.group(), encoding)) is not None:
                yield from _edits(pairs, match.group(), at + match.start(), encoding)
                done = match.end()
                break
    yield from _late_controls(run[done:], at + done)


def _late_controls(run: str, at: int) -> Iterator[Edit]:
    """windows-1252 read as latin-1: '\\x92' is an apostrophe."""
    for match in _LATE_CONTROL.finditer(run):
        new = match.group().encode("latin-1").decode("cp1252", "ignore")
        yield Edit(at + match.start(), at + match.end(), new, "encoding", "windows-1252 read as latin-1")


def _decoded(run: str, encoding: str) -> list[str] | None:
    """The characters of `run` taken as UTF-8 bytes in `encoding`, or None where they are none."""
    try:
        characters = list(run.encode(encoding).decode("utf-8"))
    except (UnicodeError, LookupError):
        return None
    return characters if len(characters) < len(run) else None


def _edits(characters: list[str], run: str, at: int, encoding: str) -> Iterator[Edit]:
    done = 0
    for character in characters:
        size = len(character.encode("utf-8"))
        if size > 1:
            yield Edit(at + done, at + done + size, character, "encoding", f"UTF-8 read as {encoding.removeprefix('sloppy-')}")
        done += size
