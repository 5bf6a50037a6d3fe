"""Web pages: the story's text, and the title, outlet, address and date that the page itself states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from onrecord.intake.column import checked
from onrecord.intake.dates import MONTHS
from onrecord.intake.decode import decoded
from onrecord.intake.file import File, read_whole
from onrecord.intake.format import Format, Given
from onrecord.intake.notice import Notice, RefusalError
from onrecord.intake.text import told
from onrecord.model import Report

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_PAGE = 20_000_000
"""Bytes: pages carry pictures and scripts inside; the text found in them has the usual limit."""
LAST_DAY = "9999-12-31"
"""htmldate takes dates up to today unless told otherwise, and then results would change with the calendar."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_NOT_PUBLICATION = re.compile(r"modif|updat|copyright|expir|crawl|retriev|archiv", re.IGNORECASE)
_DATED = re.compile(r"date|time|publi|posted|byline|meta|stamp", re.IGNORECASE)
_ADDRESS_TAGS = frozenset({"html", "head", "title", "meta", "link", "time", "abbr"})
_SHORT = 120
"""Characters of an element that says when, and nothing else."""


def read(file: File, given: Given) -> Iterator[Report | Notice]:
    """The one report of a page. Report.text is the story as trafilatura finds it; menus, scripts and comments stay out."""
    import trafilatura
    from trafilatura.metadata import extract_metadata

    data = read_whole(file, MAX_PAGE)
    page, notices = _decoded(data, file.where)
    yield from notices
    tree = trafilatura.load_html(page)
    if tree is None:
        raise RefusalError(file.where, "no web page: no markup that can be read", "broken", "save it as .txt if it is plain text")
    day = stated_date(tree)
    about = extract_metadata(tree, date_config={"original_date": True, "extensive_search": False, "max_date": LAST_DAY})
    text = trafilatura.extract(tree, output_format="txt", include_comments=False, include_tables=True)
    if not text or not text.strip():
        raise RefusalError(file.where, "no story found on this page", "empty", "copy its text into a .txt file")
    yield from checked(
        text, given, file.where, name=file.stem, title=about.title, outlet=about.sitename, url=about.url, published=day
    )


def stated_date(tree: HtmlElement) -> date | None:
    """The day the page says it was published; None rather than a guess.

    htmldate reads a copy that holds only what states dates: metadata, linked data, the address, time elements and
    short bylines; not the story, whose dates are its own, and nothing about changes or copyright. What it finds
    counts only if it is written there as a whole and unambiguous date.
    """
    from htmldate import find_date

    page = _dated_parts(tree)
    found = find_date(page, extensive_search=False, original_date=True, max_date=LAST_DAY, min_date="1900-01-01")
    if found is None:
        return None
    day = date.fromisoformat(found)
    return day if _is_written(day, page) else None


def _dated_parts(tree: HtmlElement) -> str:
    """A small page with the parts of this one that may state its date of publication."""
    from lxml import html

    parts: list[str] = []
    for element in tree.iter():
        tag = element.tag
        if not isinstance(tag, str):
            continue
        marks = " ".join(element.get(key, "") for key in ("name", "property", "itemprop", "http-equiv", "class", "id", "rel"))
        if _NOT_PUBLICATION.search(marks):
            continue
        if tag in ("meta", "time", "abbr") or (tag == "link" and "canonical" in marks):
            parts.append(html.tostring(element, encoding="unicode", with_tail=False))
        elif tag == "script" and element.get("type") == "application/ld+json":
            stated = re.findall(r'"datePublished"\s*:\s*"[^"]{8,40}"', element.text or "")
            parts.extend(f'<script type="application/ld+json">{{{pair}}}</script>' for pair in stated[:1])
        elif tag in ("span", "div", "p", "li", "small", "em", "i", "b", "td") and _DATED.search(marks):
            words = "".join(element.itertext())
            if len(words) <= _SHORT and not _NOT_PUBLICATION.search(words):
                parts.append(html.tostring(element, encoding="unicode", with_tail=False))
    return "<html><head></head><body>" + "\n".join(parts) + "</body></html>"


def _is_written(day: date, page: str) -> bool:
    """Does the page write this very day: year first, or with the month's name, or with a day above 12?"""
    name, year = MONTHS[day.month - 1], day.year
    month = rf"(?:{name}|{'sept' if day.month == 9 else name[:3]}|{name[:3]})\.?"
    number = rf"0?{day.day}(?:st|nd|rd|th)?"
    ways = [
        rf"(?<!\d){year}[-/.]?0?{day.month}[-/.]?0?{day.day}(?!\d)",
        rf"(?<!\d){number}[ -]*(?:of )?{month},?[ -]*{year}(?!\d)",
        rf"{month} *{number},? +{year}(?!\d)",
    ]
    if day.day > 12 or day.day == day.month:
        ways.append(rf"(?<!\d)(?:0?{day.day}[-/.]0?{day.month}|0?{day.month}[-/.]0?{day.day})[-/.]{year}(?!\d)")
    return any(re.search(way, page, re.IGNORECASE) for way in ways)


def _decoded(data: bytes, where: str) -> tuple[str, list[Notice]]:
    """The page's markup: in the encoding it names where that holds, else as any text."""
    declared = _CHARSET.search(data[:4096])
    if declared is not None and b"\x00" not in data[:4096]:
        try:
            name = declared[1].decode("ascii")
            return data.decode("cp1252" if name.lower() in ("iso-8859-1", "latin1", "latin-1") else name), []
        except (LookupError, UnicodeDecodeError):
            pass  # a page may be wrong about itself: below, its bytes are asked
    page, encoding = decoded(data, where)
    return page, list(told(encoding, where))


FORMAT = Format("html", (".html", ".htm", ".xhtml"), read)
