"""Single characters and short runs: controls, spaces, ligatures, odd marks and dashes, one plain form each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.clean.draft import Edit
from onrecord.model.cleaned import RepairKind

_ODD = re.compile(
    r"\r\n?|[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]"  # line ends
    r"|[\x00-\x08\x0e-\x1b\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]"  # unseen
    r"|[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"  # spaces
    r"|[\ud800-\udfff]|[\ufb00-\ufb06]"  # lone surrogates, ligatures
    r"|``|[„‟«»＂〝〞‹›‚‛ʼ´`＇‐‑‒―⸺⸻−″]|'{2,}|’{2,}|-{3,}|\"+"
)
_LINE_ENDS = frozenset("\r\n\x0b\x0c\x85\u2028\u2029\x1c\x1d\x1e\x1f")
_SPACES = frozenset("\t\u00a0\u1680\u202f\u205f\u3000") | frozenset(map(chr, range(0x2000, 0x200B)))
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_MARKS = {
    "„": "“", "‟": "“", "«": "“", "〝": "“", "»": "”", "〞": "”", "＂": '"',
    "‹": "‘", "‛": "‘", "›": "’", "ʼ": "'", "´": "'", "＇": "'",
    "‐": "-", "‑": "-", "‒": "—", "―": "—", "⸺": "—", "⸻": "—",
}  # fmt: skip
_SPACE_RUN = re.compile(r"[ \n]{2,}|^[ \n]+|[ \n]+\Z")
_EDGE = frozenset(" \n([{“‘—–-")


def mend_characters(text: str) -> Iterator[Edit]:
    """Controls and zero-width characters go, spaces become spaces, marks take one form. Needs encodings mended."""
    is_doubled = _is_doubled(text)
    for match in _ODD.finditer(text):
        old, start, end = match.group(), match.start(), match.end()
        before = text[start - 1] if start else "\n"
        after = text[end] if end < len(text) else "\n"
        kind, new = _plain(old, before, after, is_doubled)
        if new != old:
            yield Edit(start, end, new, kind, _named(old))


def mend_spaces(text: str) -> Iterator[Edit]:
    """One space between words, one newline or a blank line between paragraphs, none at either end."""
    for match in _SPACE_RUN.finditer(text):
        run = match.group()
        lines = run.count("\n")
        new = "" if match.start() == 0 or match.end() == len(text) else (" ", "\n", "\n\n")[min(lines, 2)]
        if new != run:
            yield Edit(match.start(), match.end(), new, "space", "spaces")


def _plain(old: str, before: str, after: str, is_doubled: bool) -> tuple[RepairKind, str]:
    first = old[0]
    if first in _LINE_ENDS:
        return "space", "\n"
    if first in _SPACES:
        return "space", " "
    if first in _LIGATURES:
        return "encoding", _LIGATURES[first]
    if "\ud800" <= first <= "\udfff":
        return "encoding", "\ufffd"
    if first == '"':
        # 'gone.""The talks' is a closing and an opening mark, unless the whole text doubles its marks as CSV does.
        if is_doubled and len(old) == 1 and "\n" in (before, after):
            return "mark", ""  # the marks a CSV writer put around the whole field
        is_both = len(old) == 2 and not is_doubled and before in ".!?,…" and after.isalnum()
        return "mark", old if is_both else '"'
    if first in "'’":
        # "''We went,'' he said"; three are a single mark inside a double one.
        if len(old) == 2:
            return "mark", '"'
        return "mark", "\"'" if before in _EDGE else "'\""
    if first == "-":
        return "mark", "--"
    if old == "``":
        return "mark", "“"
    if first == "`":
        return "mark", "‘" if before in _EDGE else "'"
    if first == "‚":
        return "mark", "‘" if before in _EDGE and after.isalnum() else ","
    if first == "−":
        return "mark", "-" if after.isdigit() else "—"
    if first == "″":
        return "mark", "″" if before.isdigit() else '"'
    return ("mark", _MARKS[first]) if first in _MARKS else ("control", "")


def _is_doubled(text: str) -> bool:
    """Are the text's double marks doubled, as a CSV writer leaves them?"""
    doubled = single = inner = sure = 0
    for match in re.finditer(r'"+', text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if len(match.group()) > 1:
            doubled += 1
            sure += not (before in tuple(".!?,…") and after.isalnum())  # 'gone.""The' may be two marks
        else:
            single += 1
            inner += before not in ("", "\n") and after not in ("", "\n")
    return doubled > single or (sure > 0 and inner == 0)


def _named(old: str) -> str:
    return old if old.isprintable() else " ".join(f"U+{ord(character):04X}" for character in old[:4])
