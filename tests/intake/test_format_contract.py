"""One suite over every format: the same three reports give the same Reports, however they are written down."""

from __future__ import annotations

import csv
import html
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from onrecord.intake import Notice, formats, reports_in, sources
from onrecord.intake.source import Source
from onrecord.model import Report

ROWS = [
    {
        "id": "alpha",
        "title": "Harbour talks break down",
        "outlet": "Northern Wire",
        "published": "2017-04-13",
        "url": "https://wire.example/alpha",
        "text": "Ministers from both coasts left the harbour talks without a deal on Thursday.\n"
        "“Nobody walked out,” said the envoy, who asked for patience and for another month of meetings.",
    },
    {
        "id": "beta",
        "title": "Río Alto, señalan",
        "outlet": "El Faro de Prueba",
        "published": "2016-02-29",
        "url": "https://faro.example/beta",
        "text": "The mayor of Río Alto denied that police had fired on the crowd; four people were treated for burns.\n"
        "An inquiry was promised, \"whatever it costs\", by the governor's office in a short note on Monday.",
    },
    {
        "id": "gamma",
        "title": "Ceasefire holds, observers say",
        "outlet": "Desk, Example",
        "published": "2018-12-01",
        "url": "https://desk.example/gamma",
        "text": "The ceasefire held for a third night, observers in the valley said, while both armies traded blame.\n"
        "Trucks with flour reached the northern villages for the first time since the roads were cut in spring.",
    },
]  # fmt: skip


def as_text(folder: Path) -> Path:
    for row in ROWS:
        head = "".join(f"{key}: {row[key]}\n" for key in ("title", "outlet", "published", "url"))
        (folder / f"{row['id']}.txt").write_bytes(f"---\n{head}---\n{row['text']}".encode())
    return folder


def as_html(folder: Path) -> Path:
    for row in ROWS:
        paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in row["text"].split("\n"))
        (folder / f"{row['id']}.html").write_text(
            f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{row["title"]}</title>
            <meta property="og:title" content="{row["title"]}"><meta property="og:site_name" content="{row["outlet"]}">
            <meta property="article:published_time" content="{row["published"]}T09:00:00+00:00">
            <link rel="canonical" href="{row["url"]}"><script>var spy = "never in the text";</script></head>
            <body><nav><a href="/">Home</a></nav><article>{paragraphs}</article>
            <script>document.write("leak")</script></body></html>""",
            encoding="utf-8",
        )
    return folder


def as_jsonl(folder: Path) -> Path:
    path = folder / "reports.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def as_json(folder: Path) -> Path:
    path = folder / "reports.json"
    path.write_text(json.dumps(ROWS, indent=2, ensure_ascii=False), encoding="utf-8")
    return path


def as_csv(folder: Path, name: str = "reports.csv", delimiter: str = ",") -> Path:
    path = folder / name
    names = {
        "id": "ID",
        "title": "Headline",
        "outlet": "News Source",
        "published": "Publication_Date",
        "url": "link",
        "text": "maintext",
    }
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, delimiter=delimiter, lineterminator="\n")
        writer.writerow(names.values())
        writer.writerows([row[key] for key in names] for row in ROWS)
    return path


def as_tsv(folder: Path) -> Path:
    return as_csv(folder, "reports.tsv", "\t")


def as_parquet(folder: Path) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / "reports.parquet"
    rows = [{**row, "published": date.fromisoformat(row["published"]), "score": 0.5} for row in ROWS]
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


WAYS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "text": ("text", as_text),
    "html": ("html", as_html),
    "jsonl": ("jsonl", as_jsonl),
    "json": ("json", as_json),
    "csv": ("csv", as_csv),
    "tsv": ("csv", as_tsv),
    "parquet": ("parquet", as_parquet),
}


def test_every_format_is_under_contract() -> None:
    assert {name for name, _ in WAYS.values()} == set(formats())


@pytest.mark.parametrize("way", WAYS)
def test_same_reports_in_every_format(way: str, tmp_path: Path) -> None:
    items = list(reports_in([WAYS[way][1](tmp_path)]))
    assert [item for item in items if isinstance(item, Notice)] == []
    reports = [item for item in items if isinstance(item, Report)]
    assert [(r.name, r.title, r.outlet, r.url, r.text) for r in reports] == [
        (row["id"], row["title"], row["outlet"], row["url"], row["text"]) for row in ROWS
    ]
    assert [str(r.published) for r in reports] == [row["published"] for row in ROWS]
    assert [r.id for r in reports] == [r.id for r in reports_in([as_jsonl(tmp_path)]) if isinstance(r, Report)]
    assert all(str(tmp_path) in r.origin for r in reports)


@pytest.mark.parametrize("way", WAYS)
def test_same_again(way: str, tmp_path: Path) -> None:
    path = WAYS[way][1](tmp_path)
    assert list(reports_in([path])) == list(reports_in([path]))


@pytest.mark.parametrize("way", WAYS)
def test_given_date_and_outlet_fill_only_what_is_missing(way: str, tmp_path: Path) -> None:
    reports = [r for r in reports_in([WAYS[way][1](tmp_path)], published=date(1999, 1, 1), outlet="X") if isinstance(r, Report)]
    assert [str(r.published) for r in reports] == [row["published"] for row in ROWS]
    assert [r.outlet for r in reports] == [row["outlet"] for row in ROWS]


@pytest.mark.parametrize("way", WAYS)
def test_count_for_a_progress_bar(way: str, tmp_path: Path) -> None:
    counted = sum(source.rows() for source in sources([WAYS[way][1](tmp_path)]) if isinstance(source, Source))
    assert counted == {"json": 1, "csv": 6, "tsv": 6}.get(way, 3)  # lines of a csv: cells here have line ends in them


@pytest.mark.parametrize("ending", sorted(ending for form in formats().values() for ending in form.endings))
@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"\x00\x01\x02\x03" * 50, b"%PDF-1.7 \x00\xff", b"{", b"[", b"<", b'"', b"\xff\xfe", b"---\n", b"PAR1"]
)
def test_odd_bytes_give_a_notice_and_never_an_error(ending: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"odd{ending}"
    path.write_bytes(data)
    items = list(reports_in([path]))
    assert items
    for item in items:
        assert isinstance(item, Notice)
        assert str(path) in item.where
        assert item.is_dropped
        assert str(item.error()) == str(item)
        assert item.error().exit_code == 3
