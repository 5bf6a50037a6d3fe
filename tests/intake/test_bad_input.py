"""Bad input, one test each: a clear word about file and row, and the run goes on."""

from __future__ import annotations

import io
import json
import sys
import tracemalloc
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import ColumnError, InputError
from onrecord.intake import Notice, reports_in, sources
from onrecord.model import Report
from onrecord.settings import DEFAULT

STORY = "The harbour reopened on Monday, the port master said, after a week of talks with the dockers."


def split(items: object) -> tuple[list[Report], list[Notice]]:
    listed = list(items)  # type: ignore[call-overload]
    return [i for i in listed if isinstance(i, Report)], [i for i in listed if isinstance(i, Notice)]


def only_notice(path: Path, **options: object) -> Notice:
    reports, notices = split(reports_in([path], **options))  # type: ignore[arg-type]
    assert reports == []
    assert len(notices) == 1
    assert str(path) in notices[0].where
    return notices[0]


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_empty_file(tmp_path: Path) -> None:
    assert only_notice(write(tmp_path, "a.txt", "")).kind == "empty"
    assert only_notice(write(tmp_path, "b.txt", " \n\t\n")).kind == "empty"
    assert only_notice(write(tmp_path, "c.csv", "text,date\n")).kind == "empty"


def test_too_short_for_a_sentence(tmp_path: Path) -> None:
    notice = only_notice(write(tmp_path, "a.txt", "More soon."))
    assert notice.kind == "short"
    assert "10 characters" in notice.reason


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "Word"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (bytes(range(256)) * 9, "NUL"),
        (b"A story with one stray \x00 in the middle of its first line, alas.", "NUL"),
    ],
)
def test_binary(data: bytes, says: str, tmp_path: Path) -> None:
    notice = only_notice(write(tmp_path, "report.txt", data))
    assert notice.kind == "binary"
    assert says in notice.reason
    assert notice.todo


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as handle:
        handle.truncate(50_000_000)
    tracemalloc.start()
    notice = only_notice(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert notice.kind == "long"
    assert "50,000,000 bytes" in notice.reason
    assert peak < 5_000_000


def test_one_line_of_a_million_characters(tmp_path: Path) -> None:
    assert only_notice(write(tmp_path, "a.txt", "x" * 1_000_000)).kind == "long"
    path = write(tmp_path, "b.jsonl", json.dumps({"text": "x" * 1_000_000}) + "\n" + json.dumps({"text": STORY}))
    reports, notices = split(reports_in([path]))
    assert [r.text for r in reports] == [STORY]
    assert [(n.where, n.kind) for n in notices] == [(f"{path}:1", "long")]


def test_limit_counts_characters_not_bytes(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "я" * 100)
    settings = replace(DEFAULT, max_characters=100)
    assert len(split(reports_in([path], settings=settings))[0]) == 1
    assert only_notice(write(tmp_path, "b.txt", "я" * 101), settings=settings).kind == "long"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.csv"])
def test_unicode_in_all_its_encodings(encoding: str, name: str, tmp_path: Path) -> None:
    text = STORY + " “Señor”, said 東京.\r\n\nEnd."
    row = json.dumps({"text": text}, ensure_ascii=False)
    data = {"a.txt": text, "a.jsonl": row + "\n" + row + "\n", "a.json": f"[{row},{row}]", "a.csv": f'date,text\n,"{text}"\n'}[
        name
    ]
    reports, notices = split(reports_in([write(tmp_path, name, data.encode(encoding))]))
    assert notices == []
    assert {r.text for r in reports} == {text}


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "“Nobody fired,” the café owner’s son told reporters – twice – on the quay."),
        ("cp1251", "Совет собрался во вторник вечером, чтобы обсудить положение в долине, сообщил представитель министерства."),
        ("cp1256", "قال المتحدث باسم الوزارة إن المجلس سيجتمع يوم الثلاثاء لمناقشة الوضع في المدينة بعد ليلة من القصف."),
    ],
)
def test_older_encodings_are_guessed_and_told(encoding: str, text: str, tmp_path: Path) -> None:
    reports, notices = split(reports_in([write(tmp_path, "a.txt", text.encode(encoding))]))
    assert [r.text for r in reports] == [text]
    assert [(n.kind, n.is_dropped) for n in notices] == [("encoding", False)]
    assert encoding in notices[0].reason


def test_broken_utf16(tmp_path: Path) -> None:
    assert only_notice(write(tmp_path, "a.txt", STORY.encode("utf-16") + b"\x00")).kind == "binary"


def test_broken_line_in_the_middle_of_jsonl(tmp_path: Path) -> None:
    good = json.dumps({"text": STORY})
    lines = [good, '{"text": "cut off in the', "", "[1, 2]", '"a string"', "null", good]
    path = write(tmp_path, "a.jsonl", "\n".join(lines))
    reports, notices = split(reports_in([path]))
    assert [r.name for r in reports] == ["a:1", "a:7"]
    assert [n.where for n in notices] == [f"{path}:{row}" for row in (2, 4, 5, 6)]
    assert {n.kind for n in notices} == {"broken"}


def test_jsonl_nested_beyond_reason(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", "[" * 200_000 + "\n" + json.dumps({"text": STORY}))
    reports, notices = split(reports_in([path]))
    assert len(reports) == 1
    assert notices[0].kind == "broken"


def test_json_array_that_breaks_off(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", json.dumps([{"text": STORY}] * 2)[:-1] + ', {"text": ')
    reports, notices = split(reports_in([path]))
    assert [r.name for r in reports] == ["a:1", "a:2"]
    assert [n.kind for n in notices] == ["broken"]
    assert "after 2 rows" in notices[0].reason


def test_json_array_longer_than_any_buffer(tmp_path: Path) -> None:
    rows = [{"text": STORY * (1 + k % 300), "n": k, "list": [k, {"deep": "]"}]} for k in range(100)]
    reports, notices = split(reports_in([write(tmp_path, "a.json", json.dumps(rows))]))
    assert notices == []
    assert [r.text for r in reports] == [row["text"] for row in rows]


def test_single_object_and_mislabelled_lines_in_json(tmp_path: Path) -> None:
    one = json.dumps({"text": STORY})
    assert len(split(reports_in([write(tmp_path, "a.json", json.dumps({"text": STORY}, indent=1))]))[0]) == 1
    assert len(split(reports_in([write(tmp_path, "b.json", f"{one}\n{one}\n")]))[0]) == 2


def test_csv_without_a_text_column_names_those_it_has(tmp_path: Path) -> None:
    notice = only_notice(write(tmp_path, "a.csv", f"when,words\n2017-04-13,{STORY}\n"))
    assert notice.kind == "column"
    assert "'when', 'words'" in notice.reason
    assert isinstance(notice.error(), ColumnError)


def test_columns_override_and_its_mistakes(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", f'when,words,text\n2017-04-13,"{STORY}",x\n')
    reports, notices = split(reports_in([path], columns={"text": "words", "published": "when"}))
    assert notices == []
    assert (reports[0].text, reports[0].published) == (STORY, date(2017, 4, 13))
    assert "no column 'wordz'; it has 'when', 'words', 'text'" in only_notice(path, columns={"text": "wordz"}).reason
    with pytest.raises(ColumnError, match="no 'txt'"):
        reports_in([path], columns={"txt": "words"})


def test_csv_rows_that_break_their_table(tmp_path: Path) -> None:
    rows = [
        "text,outlet",
        f'"{STORY}",Wire',
        "The mayor, who denied it, left,Wire",
        f'"a" b "{STORY}",Wire',
        f'"{STORY}"',
        ",Wire",
    ]
    path = write(tmp_path, "a.csv", "\n".join(rows) + "\n")
    reports, notices = split(reports_in([path]))
    assert [(r.name, r.outlet) for r in reports] == [("a:1", "Wire"), ("a:4", None)]
    assert [(n.where, n.kind) for n in notices] == [(f"{path}:2", "broken"), (f"{path}:3", "broken"), (f"{path}:5", "empty")]


def test_tsv_keeps_quotation_marks_that_are_the_texts_own(tmp_path: Path) -> None:
    text = '"We deny it," the envoy said, and left the "open" session.'
    reports, _ = split(reports_in([write(tmp_path, "a.tsv", f"id\ttext\nq\t{text}\n")]))
    assert [r.text for r in reports] == [text]


def test_csv_cell_longer_than_pythons_default(tmp_path: Path) -> None:
    text = (STORY + "\n") * 1_800
    reports, notices = split(reports_in([write(tmp_path, "a.csv", f'text\n"{text}"\n')]))
    assert (notices, [r.text for r in reports]) == ([], [text])


@pytest.mark.parametrize("stated", ["2017-02-30", "04/05/2017", "April 2017", "soon", "1492041600", "0001-01-01"])
def test_impossible_or_open_date_is_dropped_with_a_notice(stated: str, tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", json.dumps({"text": STORY, "date": stated}))
    reports, notices = split(reports_in([path]))
    assert [r.published for r in reports] == [None]
    assert [(n.where, n.kind, n.is_dropped) for n in notices] == [(f"{path}:1", "date", False)]
    assert stated in notices[0].reason


def test_future_date_only_against_the_callers_latest(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", f"---\ndate: 2050-01-01\n---\n{STORY}")
    assert split(reports_in([path]))[0][0].published == date(2050, 1, 1)
    reports, notices = split(reports_in([path], latest=date(2026, 1, 1)))
    assert reports[0].published is None
    assert [(n.kind, n.is_dropped) for n in notices] == [("date", False)]


def test_no_date_stays_empty_or_takes_the_callers(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", STORY)
    assert split(reports_in([path]))[0][0].published is None
    assert split(reports_in([path], published=date(2017, 4, 13)))[0][0].published == date(2017, 4, 13)


def test_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.txt", STORY)
    other = write(tmp_path, "b.txt", STORY + " More.")
    whole = Path.open

    def locked(self: Path, *args: object, **options: object) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return whole(self, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", locked)
    reports, notices = split(reports_in([path, other]))
    assert [r.name for r in reports] == ["b"]
    assert [(n.where, n.kind) for n in notices] == [(str(path), "unreadable")]


def test_missing_paths(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", STORY)
    paths: list[str | Path] = [tmp_path / "gone.txt", str(tmp_path / "*.html"), "nul\0in-it", "x" * 5_000, tmp_path / "a.txt"]
    reports, notices = split(reports_in(paths))
    assert [n.kind for n in notices] == ["missing"] * 4
    assert len(reports) == 1


def test_path_given_twice(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", STORY)
    (tmp_path / "b.txt").symlink_to(path)
    reports, notices = split(reports_in([path, tmp_path, str(tmp_path / "*.txt")]))
    assert [r.name for r in reports] == ["a"]
    assert {(n.kind, n.is_dropped) for n in notices} == {("repeat", False)}


def test_text_that_is_not_text(tmp_path: Path) -> None:
    values = [5, None, ["a"], {"b": 1}, True, float("nan"), "", STORY]
    path = write(tmp_path, "a.jsonl", "\n".join(json.dumps({"text": value}) for value in values))
    reports, notices = split(reports_in([path]))
    assert [r.name for r in reports] == ["a:8"]
    assert [n.kind for n in notices] == ["text", "empty", "text", "text", "text", "empty", "empty"]


def test_half_a_surrogate_pair_keeps_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"text": "The note said \\ud83d and \\u0000 and \\ud83d\\ude00, no more."}')
    reports, notices = split(reports_in([path]))
    assert reports[0].text == "The note said \ufffd and \ufffd and 😀, no more."
    assert [(n.kind, n.is_dropped) for n in notices] == [("encoding", False)]


def test_web_page_named_txt(tmp_path: Path) -> None:
    notice = only_notice(write(tmp_path, "a.txt", f"<!DOCTYPE html>\n<html><body><p>{STORY}</p></body></html>"))
    assert (notice.kind, notice.todo) == ("format", "rename it to .html")


def test_damaged_parquet(tmp_path: Path) -> None:
    assert only_notice(write(tmp_path, "a.parquet", b"PAR1" + b"\x07" * 200 + b"PAR1")).kind == "broken"


def test_folder_with_other_things_in_it(tmp_path: Path) -> None:
    for name in ("README.md", ".hidden.txt", "sub/b.txt", "sub/.git/c.txt", "a.txt", "codebook.pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY + name)
    reports, notices = split(reports_in([tmp_path]))
    assert [r.name for r in reports] == ["a", "b"]
    assert [(Path(n.where).name, n.kind, n.is_dropped) for n in notices] == [
        ("README.md", "format", False),
        ("codebook.pdf", "format", False),
    ]
    assert only_notice(tmp_path / "README.md").is_dropped


def test_folder_without_reports(tmp_path: Path) -> None:
    assert only_notice(tmp_path).kind == "empty"


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (STORY.encode(), ["stdin"]),
        (b"{The Wire} " + STORY.encode() + b"\nMore.", ["stdin"]),
        (b"\n".join(json.dumps({"id": k, "text": STORY}).encode() for k in "ab"), ["a", "b"]),
        (json.dumps({"text": STORY}).encode(), ["stdin:1"]),
        (json.dumps([{"text": STORY}], indent=2).encode(), ["stdin:1"]),
        (json.dumps({"text": STORY}, indent=2).encode(), ["stdin:1"]),
        (STORY.encode("utf-16"), ["stdin"]),
        (b"", []),
    ],
)
def test_standard_input(data: bytes, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    reports, notices = split(reports_in(["-"]))
    assert [r.name for r in reports] == names
    assert len(notices) == (not names)


def test_a_table_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w") as handle:
        for k in range(4_000):
            handle.write(json.dumps({"id": k, "text": STORY * 50}) + "\n")
    tracemalloc.start()
    count = sum(1 for _ in reports_in([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 4_000
    assert peak < 2_000_000 < path.stat().st_size / 8


def test_sources_open_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", STORY)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened"))
    found = sources([tmp_path, "-"])
    assert len(found) == 2


def test_notice_as_error(tmp_path: Path) -> None:
    error = only_notice(tmp_path / "gone.txt").error()
    assert type(error) is InputError
    assert error.exit_code == 3
