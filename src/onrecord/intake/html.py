"""Web pages: the story's text, and the title, outlet, address and date that the page itself states."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
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
MAX_ELEMENTS = 50_000
"""A news page has 1,000 to 10,000; 20,000 side by side take 2 s, 100,000 took 104 s."""
FIRST_DAY, LAST_DAY = "1900-01-01", "9999-12-31"
"""htmldate takes dates up to today unless told otherwise, and then results would change with the calendar."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_NOT_PUBLICATION = re.compile(r"modif|updat|copyright|expir|crawl|retriev|archiv", re.IGNORECASE)
_DATED = re.compile(r"date|time|publi|posted|byline|meta|stamp", re.IGNORECASE)
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"[^"]{8,40}"')
_LINKED_OUTLET = re.compile(r'"publisher"\s*:\s*\{[^{}]{0,500}?"name"\s*:\s*("(?:[^"\\]|\\.){1,200}")')
_OUTLET_NAMES = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher")
_ASIDE = frozenset({"aside", "nav", "footer"})
_MOST_BYLINES = 20
"""Bylines looked at: a page with more is a list of stories."""
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
    elements = sum(1 for _ in tree.iter())
    if elements > MAX_ELEMENTS:
        what = f"{elements:,} elements: no single story's page has more than {MAX_ELEMENTS:,}"
        raise RefusalError(file.where, what, "long", "copy its text into a .txt file")
    day = stated_date(tree)
    about = extract_metadata(tree, date_config={"original_date": True, "extensive_search": False, "max_date": LAST_DAY})
    text = trafilatura.extract(tree, output_format="txt", include_comments=False, include_tables=True)
    if not text or not text.strip():
        raise RefusalError(file.where, "no story found on this page", "empty", "copy its text into a .txt file")
    yield from checked(
        text, given, file.where, name=file.stem, title=about.title, outlet=stated_outlet(tree), url=about.url, published=day
    )


def stated_outlet(tree: HtmlElement) -> str | None:
    """The outlet the page names for machines; not what stands behind the last dash of its title, which is a guess."""
    for name in _OUTLET_NAMES:
        for element in tree.iter("meta"):
            if (
                name in (element.get("property", "").lower(), element.get("name", "").lower())
                and element.get("content", "").strip()
            ):
                return str(element.get("content"))
    for element in tree.iter("script"):
        if element.get("type") == "application/ld+json" and (stated := _LINKED_OUTLET.search(element.text or "")):
            try:
                return str(json.loads(stated[1]))
            except ValueError:
                return None
    return None


def stated_date(tree: HtmlElement) -> date | None:
    """The day the page says it was published; None rather than a guess.

    First what is written for machines (metadata, linked data, the page's address), then time elements and short
    bylines outside of menus and side columns, if all of them say the same day. The story is not looked at, whose dates
    are its own, nor anything about changes or copyright.
    """
    day = _found("\n".join(_for_machines(tree)))
    if day is not None:
        return day
    days = {day for part in islice(_for_readers(tree), _MOST_BYLINES) if (day := _found(part)) is not None}
    return days.pop() if len(days) == 1 else None


def _found(parts: str) -> date | None:
    """What htmldate finds in these parts, if it is written there as a whole and unambiguous date."""
    from htmldate import find_date

    if not parts:
        return None
    page = f"<html><head></head><body>{parts}</body></html>"
    found = find_date(page, extensive_search=False, original_date=True, max_date=LAST_DAY, min_date=FIRST_DAY)
    if found is None:
        return None
    day = date.fromisoformat(found)
    return day if _is_written(day, page) else None


def _for_machines(tree: HtmlElement) -> Iterator[str]:
    """Metadata, the address, and the first linked data that says when the page was published."""
    from lxml import html

    for element in tree.iter("meta", "link"):
        marks = _marks(element)
        if not _NOT_PUBLICATION.search(marks) and (element.tag == "meta" or "canonical" in marks):
            yield html.tostring(element, encoding="unicode", with_tail=False)
    for element in tree.iter("script"):
        stated = _LINKED_DATE.search(element.text or "") if element.get("type") == "application/ld+json" else None
        if stated is not None:
            yield f'<script type="application/ld+json">{{{stated[0]}}}</script>'
            return


def _for_readers(tree: HtmlElement) -> Iterator[str]:
    """Time elements, and short elements whose class or id speaks of a date."""
    from lxml import html

    for element in tree.iter("time", "abbr", "span", "div", "p", "li", "small", "em", "i", "b", "td"):
        marks = _marks(element)
        if _NOT_PUBLICATION.search(marks) or (element.tag not in ("time", "abbr") and not _DATED.search(marks)):
            continue
        words = _short_words(element)
        around = _short_words(element.getparent()) if element.tag == "time" else None  # 'Updated <time>…</time>'
        if words is None or _NOT_PUBLICATION.search(around or words):
            continue
        if any(outer.tag in _ASIDE for outer in element.iterancestors()):
            continue
        yield html.tostring(element, encoding="unicode", with_tail=False)


def _short_words(element: HtmlElement | None) -> str | None:
    """The element's words, or None where there is none or it says too much to be a byline."""
    words = ""
    for piece in () if element is None else element.itertext():
        words += piece
        if len(words) > _SHORT:
            return None
    return words


def _marks(element: HtmlElement) -> str:
    return " ".join(element.get(key, "") for key in ("name", "property", "itemprop", "http-equiv", "class", "id", "rel"))


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
