"""Regions: what of a report is not prose of its story. Kept in the text, only marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.data import table
from onrecord.model import Region

LONGEST_TITLE = 160
"""Characters; headlines of the wires end near 100."""
SHORTEST_REPEAT = 60
"""Characters of a passage whose second standing is a repeat and no turn of phrase."""

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,? "
# 'Sun 22 Feb 2015', 'Published July 27 2016', '27-07-2015', '05.10.2017'
_DATE_FIRST = re.compile(
    rf"(?:Published:? |Updated:? |Date of publication:? )?(?:{_DAY})?(?:\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}"
    r"|\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{4}-\d{2}-\d{2})(?=[ \n.,:])[.,:]?"
)
_SAYS = re.compile(r"\b(?:said|told|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)\b")
_INNER_STOP = re.compile(r"[a-z0-9”][.?!] [A-Z“]")
_SPEAKER = re.compile(r"[A-Z][A-Z. ]{2,30}:")
_SENTENCE = re.compile(r"[.!?…][”’)]*(?:[ \n]|\Z)|\n")
_LETTERS = re.compile(r"[\W_]+")


@cache
def _list(kind: str) -> tuple[str, ...]:
    return tuple(table("cues")["clean"]["regions"][kind])


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The patterns made of the names of agencies and the words of bylines."""
    agency = "(?:" + "|".join(sorted(map(re.escape, _list("agencies")), key=lambda name: (-len(name), name))) + ")"
    by = "(?:" + "|".join(map(re.escape, _list("byline"))) + ")"
    city = r"[A-Z][A-Z'-]{2,20}(?: [A-Z][A-Z'-]{1,20}){0,3}"
    place = r"(?:, [A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20}){0,2}| \([A-Z][a-z]{2,20}\))?"
    date = rf"(?:,? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)?"
    dash = "(?:—|–|--|-|:)"
    return {
        # 'GENEVA, April 12 (Reuters) —', 'DAMASCUS, Syria (AP) -', 'FAIRVIEW, W.Va. -'
        "wire": re.compile(rf"{city}{place}{date}(?: \({agency}(?:/{agency})*\))? ?{dash}(?= )"),
        # 'Beirut (AFP) -', 'DEIR EZ-ZOR (Syria) (Sputnik)'
        "agency": re.compile(rf"[A-Z][\w'-]{{2,20}}(?: [A-Z][\w'-]{{1,20}}){{0,3}}{place}{date} \({agency}\)(?: ?{dash})?(?= )"),
        # 'MOSCOW. April 12. TASS:', 'MOSCOW, April 12. /TASS/.'
        "tass": re.compile(rf"{city}[.,] {_MONTH} \d{{1,2}}(?:, \d{{4}})?\.? /?{agency}/?[.:](?= )"),
        "byline": re.compile(rf"{by} [A-Z][^\n]{{2,140}}"),
        "reporting": re.compile(r"\(?(?:Additional )?(?:Reporting|Writing|Editing|Compiled) by [A-Z][^\n]{2,300}"),
        "credit": re.compile(rf"[ \n.](?:--|—|-|–)? ?(?:\({agency}(?:/{agency})*\)|(?<=[-—–]){agency}|(?<=[-—–] ){agency})\.?\Z"),
        "source": re.compile(rf"(?:Source: ?|SOURCE: ?)?{agency}(?:(?:/|, | and ){agency}){{0,3}}\Z"),
    }


def find_regions(text: str, paragraphs: tuple[int, ...]) -> tuple[Region, ...]:
    """Title, dateline, bylines, credits, repeated passages and boilerplate lines; in order, none over another."""
    lines = [_line(text, start, end) for start, end in zip(paragraphs, (*paragraphs[1:], len(text)))]
    found: list[Region] = list(_heads(text, lines))
    found.extend(_line_regions(text, lines))
    found.extend(_tail(text))
    found.extend(_repeats(text))
    chosen: list[Region] = []
    for region in sorted(found, key=lambda region: (region.start, -region.end)):
        if region.start < region.end and (not chosen or region.start >= chosen[-1].end):
            chosen.append(region)
    return tuple(chosen)


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _heads(text: str, lines: list[tuple[int, int]]) -> Iterator[Region]:
    """The title, and the dateline of the first prose paragraph after it."""
    start, end = lines[0]
    k = 0
    if len(lines) > 1 and _is_title(text, start, end):
        yield Region(start, end, "title")
        k = 1
    if dated := _DATE_FIRST.match(text, start):
        yield Region(start, dated.end(), "dateline")
        yield from _title_after(text, dated.end())
    for start, _ in lines[k : k + 4]:
        for kind in ("tass", "wire", "agency"):
            if match := _patterns()[kind].match(text, start, start + 120):
                if kind == "wire" and _SPEAKER.match(text, start):
                    continue  # 'QUESTION: Did you …'
                yield Region(start, match.end(), "dateline")
                return


def _is_title(text: str, start: int, end: int) -> bool:
    """A first line of its own, short, one sentence at most, with a blank line under it."""
    line = text[start:end]
    if not line or len(line) > LONGEST_TITLE or text[end : end + 2] != "\n\n":
        return False
    if _INNER_STOP.search(line) or _SPEAKER.match(line) or _DATE_FIRST.match(line):
        return False
    return line[-1] != "." or (len(line) <= LONGEST_TITLE / 1.5 and not _SAYS.search(line))


def _title_after(text: str, at: int) -> Iterator[Region]:
    """'Sun 22 Feb 2015 Bomber kills four in town. A bomber …': the title between the date and the first stop."""
    while at < len(text) and text[at] in " \n":
        at += 1
    stop = re.compile(r"[.?!](?= )|\n").search(text, at, at + 110)
    if stop and stop.start() - at > 15 and not _SAYS.search(text, at, stop.start()):
        yield Region(at, stop.end() if stop.group() != "\n" else stop.start(), "title")


def _line_regions(text: str, lines: list[tuple[int, int]]) -> Iterator[Region]:
    """Whole lines that are a byline, a credit or boilerplate."""
    patterns, starts = _patterns(), _list("boilerplate")
    for start, end in lines:
        if end - start > 300:
            continue
        line = text[start:end]
        if line.casefold().startswith(starts) and len(line) <= LONGEST_TITLE:
            yield Region(start, end, "boilerplate")
        elif patterns["reporting"].fullmatch(line) or (patterns["byline"].fullmatch(line) and _is_names(line)):
            yield Region(start, end, "byline")
        elif patterns["source"].match(line) and len(lines) > 1:
            yield Region(start, end, "credit")


def _is_names(line: str) -> bool:
    """'By Jane Roe and Ali Noor in Beirut': mostly capitals, few words."""
    words = line.split()
    return (
        len(line) <= 80
        and line[-1] not in ".!?"
        and len(words) <= 12
        and sum(word[:1].isupper() for word in words) >= 0.6 * len(words)
    )


def _tail(text: str) -> Iterator[Region]:
    """The agency's name and the reporters' at the very end."""
    base = max(0, len(text) - 400)
    for match in re.compile(r"\(?(?:Additional )?Reporting by [A-Z]").finditer(text, base):
        if match.start() == 0 or text[match.start() - 1] in " \n":
            yield Region(match.start(), len(text), "byline")
            return
    if match2 := _patterns()["credit"].search(text, max(0, len(text) - 40)):
        start = match2.start() + 1
        while start < len(text) and text[start] == " ":
            start += 1
        yield Region(start, len(text), "credit")


def _repeats(text: str) -> Iterator[Region]:
    """Sentences that stood in the report before, letter for letter; neighbours become one region."""
    seen: set[str] = set()
    start, opened = 0, -1
    last = 0
    for match in _SENTENCE.finditer(text):
        end = match.end()
        is_repeat = False
        if end - start >= SHORTEST_REPEAT:
            key = _LETTERS.sub("", text[start:end]).casefold()
            is_repeat = key in seen and len(key) >= SHORTEST_REPEAT * 0.7
            seen.add(key)
        if is_repeat:
            opened = start if opened < 0 else opened
            last = end
        elif opened >= 0 and end - start > 1:
            yield Region(*_line(text, opened, last), "repeat")
            opened = -1
        start = end
    if opened >= 0:
        yield Region(*_line(text, opened, last), "repeat")
