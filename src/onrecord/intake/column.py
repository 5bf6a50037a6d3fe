"""Columns: which of a table's names mean text, date, outlet …, and a Report from one row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from onrecord.errors import ColumnError, DateError
from onrecord.intake.dates import parse_date
from onrecord.intake.format import Given
from onrecord.intake.notice import Notice, RefusalError
from onrecord.model import Report

NAMES: Mapping[str, tuple[str, ...]] = {
    # Our name → what tables call it, the likelier first: newspaper archives, scrapers (news-please, newspaper4k,
    # trafilatura), LexisNexis and Factiva conversions, GDELT-like sets.
    "text": (
        "text", "body", "content", "article", "fulltext", "articletext", "articlebody", "maintext", "articlecontent", "bodytext",
        "rawtext", "textraw", "plaintext", "newstext", "storytext", "story", "document", "doc", "contents", "paragraphs",
    ),
    "published": (
        "published", "date", "pubdate", "publicationdate", "publisheddate", "datepublished", "datepublish", "publishdate",
        "publishedat", "dateofpublication", "publishedon", "articledate", "storydate", "datetime", "pubdatetime", "timestamp",
        "createdat", "created", "day",
    ),
    "outlet": (
        "outlet", "source", "publisher", "newspaper", "publication", "sourcename", "sitename", "site", "media", "medium",
        "newsource", "newssource", "sourcedomain", "domain", "paper", "agency", "journal", "hostname",
    ),
    "title": ("title", "headline", "articletitle", "head", "heading", "header", "newstitle", "titleraw"),
    "url": ("url", "link", "articleurl", "sourceurl", "href", "uri", "permalink", "webpage", "weburl"),
    "id": ("id", "uid", "name", "uuid", "articleid", "docid", "documentid", "storyid", "guid", "reportid", "newsid", "key"),
}  # fmt: skip
_FOREIGN = re.compile("[\ud800-\udfff\x00]")
"""What no file in UTF-8 and no database can hold: halves of surrogate pairs, and NUL."""


def check_columns(columns: Mapping[str, str]) -> None:
    """Raise ColumnError where the caller names something a report does not have."""
    for ours in columns:
        if ours not in NAMES:
            raise ColumnError("columns", f"a report has no {ours!r}", f"use {', '.join(NAMES)}")


def find_columns(names: Iterable[str], given: Given, where: str) -> dict[str, str]:
    """Our name → the table's, by the caller's word or else by what such columns are usually called.

    Letter case, spaces, hyphens and underscores do not count ("Publication Date", "publication_date"). Raises RefusalError
    (column), listing the names the table has, where a named column is not there or none looks like the text.
    """
    known = [str(name) for name in names]
    has = "it has " + (", ".join(repr(name) for name in known[:30]) or "no columns") + (" …" if len(known) > 30 else "")
    found: dict[str, str] = {}
    for ours, theirs in given.columns.items():
        if theirs not in known:
            raise RefusalError(where, f"no column {theirs!r}; {has}", "column", "name one of these")
        found[ours] = theirs
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(_folded(name), name)
    taken = set(found.values())
    for ours, candidates in NAMES.items():
        if ours in found:
            continue
        match = next((folded[name] for name in candidates if name in folded and folded[name] not in taken), None)
        if match is not None:
            found[ours] = match
            taken.add(match)
    if "text" not in found:
        raise RefusalError(
            where,
            f"no column of text; {has}",
            "column",
            "say which holds the text: --columns text=NAME, in Python columns={'text': NAME}",
        )
    return found


def _folded(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def report_of(
    row: Mapping[str, Any], fields: Mapping[str, str], given: Given, where: str, name: str
) -> Iterator[Report | Notice]:
    """The report of one row, after what there is to say of it; a Notice alone where it cannot be one.

    `fields` is what `find_columns` found. `name` stands where the row has no id.
    """
    value = row.get(fields["text"])
    if is_blank(value):
        yield Notice(where, f"no text in {fields['text']!r}", "empty")
        return
    if not isinstance(value, str):
        yield Notice(where, f"the text in {fields['text']!r} is {type(value).__name__}, not text", "text", "give it as a string")
        return
    yield from checked(
        value,
        given,
        where,
        name=_word(row, fields, "id") or name,
        title=_word(row, fields, "title"),
        outlet=_word(row, fields, "outlet"),
        url=_word(row, fields, "url"),
        published=row.get(fields["published"]) if "published" in fields else None,
    )


def checked(
    text: str,
    given: Given,
    where: str,
    *,
    name: str,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: object = None,
) -> Iterator[Report | Notice]:
    """The report of these parts, after its notices: every format ends here, so that all keep the same rules."""
    settings = given.settings
    if len(text) > settings.max_characters:
        reason = f"{len(text):,} characters: more than the {settings.max_characters:,} a report may have"
        yield Notice(where, reason, "long", "split it into its reports, or raise max_characters")
        return
    if len(text.strip()) < settings.min_characters:
        size = len(text.strip())
        yield Notice(where, f"{size} characters: too short to hold a sentence" if size else "empty", "short" if size else "empty")
        return
    if _FOREIGN.search(text):
        text = _FOREIGN.sub("\ufffd", text)
        yield Notice(where, "characters that cannot be stored now read U+FFFD", "encoding", is_dropped=False)
    day, notice = _published(published, given, where)
    if notice is not None:
        yield notice
    yield Report(
        text,
        name=_clean(name) or "report",
        outlet=_clean(outlet) or given.outlet,
        published=day or given.published,
        title=_clean(title),
        url=_clean(url),
        origin=where,
    )


def _published(value: object, given: Given, where: str) -> tuple[date | None, Notice | None]:
    if is_blank(value):
        return None, None
    instead = f"read as published {given.published}" if given.published else "read without a date"
    try:
        day = parse_date(value)
    except DateError as error:
        return None, Notice(where, f"publication date {error}", "date", instead, is_dropped=False)
    if given.latest is not None and day > given.latest:
        return None, Notice(where, f"publication date {day} lies after {given.latest}", "date", instead, is_dropped=False)
    return day, None


def is_blank(value: object) -> bool:
    """None, NaN, NaT, an empty string: how tables say "nothing"."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    return isinstance(value, float) and value != value


def _word(row: Mapping[str, Any], fields: Mapping[str, str], ours: str) -> str | None:
    """A cell as a word: strings and whole numbers; anything else (lists, records) is no name."""
    value = row.get(fields[ours]) if ours in fields else None
    if is_blank(value) or isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, str | int) else None


def _clean(word: str | None) -> str | None:
    """On one line, storable, or None."""
    return " ".join(_FOREIGN.sub("\ufffd", word).split()) or None if word else None
