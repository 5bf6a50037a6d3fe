"""Web pages: the story and only the story, and only a date that the page states."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord.intake import Notice, reports_in
from onrecord.model import Report

STORY = (
    "The harbour reopened on Monday, the port master said, after a week of talks with the dockers. "
    "Ships had waited outside the bay since 3 March 2015, when the first crane fell."
)
SECOND = "The dockers' union denied that it had given up its claim, and promised to return to the table in May."


def page(head: str = "", body: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>Harbour reopens</title>{head}</head><body>"
        f"<header><a href='/'>Start</a></header><article><h1>Harbour reopens</h1>{body}"
        f"<p>{STORY}</p><p>{SECOND}</p></article><footer>© 2019 Example Ltd, updated 2019-08-08</footer></body></html>"
    )


def read(folder: Path, markup: str | bytes) -> tuple[Report, list[Notice]]:
    path = folder / "page.html"
    path.write_bytes(markup if isinstance(markup, bytes) else markup.encode())
    items = list(reports_in([path]))
    assert isinstance(items[-1], Report), items
    return items[-1], [item for item in items if isinstance(item, Notice)]


LD = (
    '<script type="application/ld+json">{"@type":"NewsArticle","dateModified":"2018-01-05",'
    '"datePublished":"2017-04-13T08:00:00Z"}</script>'
)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2017-04-13T23:30:00-05:00">', ""),
        ('<meta name="pubdate" content="20170413">', ""),
        ('<meta name="date" content="2017-04-13">', ""),
        ('<meta itemprop="datePublished" content="2017-04-13">', ""),
        (LD, ""),
        ('<link rel="canonical" href="https://wire.example/2017/04/13/harbour">', ""),
        ("", '<time datetime="2017-04-13T10:00">Thursday</time>'),
        ("", '<span class="date">13 April 2017</span>'),
        (
            "",
            '<p>Out <time datetime="2017-04-13">13 April</time></p><p>Updated <time datetime="2017-04-15">Friday</time></p>',
        ),
        ("", '<aside><time datetime="2016-11-30">another story</time></aside><time datetime="2017-04-13">Thursday</time>'),
        ("", '<p class="byline">By A. Writer, April 13, 2017</p>'),
        ("", '<div class="published-date">13/04/2017</div>'),
        ('<meta property="article:modified_time" content="2018-01-05"><meta name="date" content="2017-04-13">', ""),
    ],
)
def test_stated_date(head: str, body: str, tmp_path: Path) -> None:
    report, notices = read(tmp_path, page(head, body))
    assert report.published == date(2017, 4, 13)
    assert notices == []


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", ""),  # dates in the story and in the footer are not the page's own
        ('<meta property="article:modified_time" content="2018-01-05">', ""),
        ('<meta itemprop="copyrightYear" content="2018">', ""),
        ('<meta name="date" content="2017-04">', ""),
        ("", '<span class="date">04/05/2017</span>'),
        ("", '<span class="date">today</span>'),
        ("", '<aside><time datetime="2016-11-30">another story</time></aside>'),
        ("", '<p>Updated <time datetime="2016-11-30">30 November 2016</time></p>'),
        ("", '<time datetime="2016-11-30">one</time><p>Words.</p><time datetime="2016-12-01">another</time>'),
        ("", '<img src="/uploads/2016/11/30/crane.jpg">'),
        ("<script>var built = '2016-11-30';</script>", ""),
        ("", "<!-- cached 2016-11-30 -->"),
        ('<meta name="date" content="2017-02-30">', ""),
    ],
)
def test_no_stated_date_stays_empty(head: str, body: str, tmp_path: Path) -> None:
    report, _ = read(tmp_path, page(head, body))
    assert report.published is None


def test_date_far_ahead_is_read_on_every_day(tmp_path: Path) -> None:
    report, _ = read(tmp_path, page('<meta name="date" content="2150-04-13">'))
    assert report.published == date(2150, 4, 13)  # the clock of the machine has no say


def test_scripts_styles_comments_and_menus_never_leak(tmp_path: Path) -> None:
    body = (
        "<script>alert('leak')</script><style>.leak{color:red}</style><noscript>leak</noscript><!-- leak -->"
        "<iframe src='javascript:leak()'></iframe>"
        "<p onclick='leak()'>The mayor <b>denied</b> it&nbsp;all &amp; left the room.</p>"
    )
    report, _ = read(tmp_path, page("<script>leak()</script><style>leak</style>", body))
    assert "leak" not in report.text
    assert "The mayor denied it" in report.text
    assert STORY in report.text
    assert SECOND in report.text
    assert "Start" not in report.text
    assert "<" not in report.text


def test_encodings_of_pages(tmp_path: Path) -> None:
    text = "Señor Núñez – “the café owner” – denied it, and the court in Málaga adjourned for a week."
    markup = page('<meta charset="{}">', f"<p>{text}</p>")
    for named, written in (
        ("utf-8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("no-such", "utf-8"),
        ("utf-16", "utf-16"),
    ):
        report, _ = read(tmp_path, markup.replace("{}", named).encode(written))
        assert text in report.text


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body></body></html>",
        "<html><script>only()</script></html>",
        "<html>" + "<div>" * 20_000,
        "<p" * 20_000,
        "<p>" + "<span>x</span>" * 60_000,
        "&#xd800;" * 100,
        "plain words without any markup",
        '<?xml version="1.0" encoding="utf-16"?><html xmlns="http://www.w3.org/1999/xhtml"><body></body></html>',
    ],
)
def test_pages_without_a_story(markup: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(markup, encoding="utf-8")
    items = list(reports_in([path]))
    assert items
    assert all(isinstance(item, Notice) and item.is_dropped for item in items)


def test_xhtml_with_a_declaration(tmp_path: Path) -> None:
    report, _ = read(tmp_path, '<?xml version="1.0" encoding="UTF-8"?>\n' + page())
    assert STORY in report.text


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ('<meta property="og:site_name" content="The Quay">', "The Quay"),
        ('<meta name="DC.publisher" content="The Quay">', "The Quay"),
        (
            '<script type="application/ld+json">{"publisher": {"@type": "Organization", "name": "L\\u2019\\u00c9cho"}}</script>',
            "L’Écho",
        ),
        ("<title>Harbour reopens - The Quay</title>", None),
        ("", None),
    ],
)
def test_outlet_only_where_the_page_names_it(head: str, outlet: str | None, tmp_path: Path) -> None:
    assert read(tmp_path, page(head))[0].outlet == outlet
