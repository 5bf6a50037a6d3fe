"""The command line, from words to exit codes."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.model
ROOT = Path(__file__).resolve().parents[2]
STORY = "Moscow denied on Friday that its aircraft had bombed the town. “We flew no sorties,” spokeswoman Maria Zakharova said.\n"


def onrecord(*words: str | Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does."""
    command = [sys.executable, "-W", "error", "-m", "onrecord", *map(str, words)]
    return subprocess.run(command, input=given, capture_output=True, text=True, cwd=ROOT, env=os.environ | {"COLUMNS": "200"})


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the sample reports."""
    path = tmp_path_factory.mktemp("record") / "samples.db"
    done = onrecord("read", "examples", "--record", path)
    assert done.returncode == 0, done.stderr
    return path


def test_read_says_what_it_found_and_what_to_try(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "leer.txt").write_text("", encoding="utf-8")
    (tmp_path / "rapport.txt").write_text(
        "Le ministre des affaires étrangères a déclaré jeudi que la France soutenait la résolution.\n"
    )
    done = onrecord("read", tmp_path, "--record", tmp_path / "r.db")
    assert done.returncode == 0, done.stderr
    for words in (
        "1 read",
        "2 dropped",
        "leer.txt",
        "rapport.txt",
        "not in English (fr",
        "It lies in",
        "Try next",
        "onrecord show",
    ):
        assert words in done.stdout
    again = onrecord("read", tmp_path, "--record", tmp_path / "r.db")
    assert "0 read, 1 already in the record" in again.stdout


def test_nothing_to_read_is_exit_3(tmp_path: Path) -> None:
    done = onrecord("read", tmp_path / "nowhere.txt", "--record", tmp_path / "r.db")
    assert done.returncode == 3 and "nowhere.txt" in done.stdout


def test_inspect_json_is_the_reading_with_true_spans(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    done = onrecord("inspect", tmp_path / "story.txt", "--json", "--published", "2017-04-08")
    reading = json.loads(done.stdout)
    text = reading["report"]["text"]
    spans = [span for s in reading["statements"] for role in ("source", "cue", "content") for span in s[role]]
    assert spans and all(text[span["start"] : span["end"]] == span["text"] for span in spans)
    assert "deny" in {s["kind"] for s in reading["statements"]}


def test_inspect_marks_do_not_change_the_words(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("[bold]Hostile[/bold] text: " + STORY, encoding="utf-8")
    done = onrecord("inspect", tmp_path / "story.txt")
    assert done.returncode == 0 and "[bold]Hostile[/bold]" in done.stdout


def test_standard_input(tmp_path: Path) -> None:
    done = onrecord("read", "-", "--published", "2017-04-08", "--record", tmp_path / "r.db", given=STORY)
    assert "1 read" in done.stdout


def test_show_every_noun(record: Path) -> None:
    for noun in ("reports", "events", "statements", "disputes", "actors", "motions", "drops"):
        done = onrecord("show", noun, "--record", record)
        assert done.returncode == 0, done.stderr
        assert done.stdout.rstrip().endswith(noun) or "no date" in done.stdout


def test_show_filters(record: Path) -> None:
    done = onrecord("show", "motions", "--actor", "RUS", "--record", record)
    assert "vetoed" in done.stdout
    denied = onrecord("show", "statements", "--kind", "deny", "--record", record)
    assert "deny" in denied.stdout and "accuse," not in denied.stdout
    wrong = onrecord("show", "actors", "--status", "planned", "--record", record)
    assert wrong.returncode == 2 and "does not go with actors" in wrong.stderr


def test_show_one_thing_with_its_context(record: Path) -> None:
    rows = onrecord("show", "events", "--type", "ASSAULT", "--limit", "1", "--record", record)
    done = onrecord("show", rows.stdout.split()[0], "--record", record)
    assert "trigger" in done.stdout and "…" in done.stdout


def test_show_one_report_whole(record: Path) -> None:
    """A report has evidence without a passage around it: this once ended in a KeyError."""
    rows = onrecord("show", "reports", "--record", record)
    done = onrecord("show", rows.stdout.split()[0], "--record", record)
    assert done.returncode == 0 and done.stdout.startswith("report r") and "Traceback" not in done.stderr


def test_a_slip_does_not_look_like_an_empty_record(record: Path) -> None:
    for words in (
        ("events", "--type", "ASAULT"),
        ("events", "--status", "hapened"),
        ("statements", "--kind", "denny"),
        ("event",),
    ):
        done = onrecord("show", *words, "--record", record)
        assert done.returncode == 2 and words[-1].upper() in done.stderr.upper()


def test_names_are_found_as_printed(record: Path) -> None:
    assert not onrecord("show", "events", "--place", "Khan Sheikhoun", "--record", record).stdout.startswith("0 ")
    assert not onrecord("show", "statements", "--speaker", "Uzumcu", "--record", record).stdout.startswith("0 ")


def test_unknown_id_is_exit_6(record: Path) -> None:
    done = onrecord("show", "e0000000000", "--record", record)
    assert done.returncode == 6 and "e0000000000" in done.stderr


def test_export_and_status(record: Path, tmp_path: Path) -> None:
    for target in ("csv", "jsonl", "parquet"):
        done = onrecord("export", "--to", target, "-o", tmp_path / target, "--record", record)
        assert done.returncode == 0, done.stderr
        assert any("codebook" in path.name for path in (tmp_path / target).iterdir())
    assert "reports      15" in onrecord("status", "--record", record).stdout


def test_a_record_that_is_none_is_exit_5(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("not a database, but a long enough text to be taken for one")
    done = onrecord("status", "--record", tmp_path / "notes.db")
    assert done.returncode == 5 and "notes.db" in done.stderr and "Traceback" not in done.stderr


def test_a_locked_record_is_exit_5(record: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    holder = sqlite3.connect(record, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        done = onrecord("read", tmp_path / "story.txt", "--record", record)
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert done.returncode == 5 and "Traceback" not in done.stderr


def test_wrong_words_are_exit_2() -> None:
    assert onrecord("frobnicate").returncode == 2
    done = onrecord("read", "examples", "--published", "31 Foo 2017")
    assert done.returncode == 2 and "31 Foo 2017" in done.stderr


def test_a_stopped_run_leaves_a_sound_record_and_goes_on(tmp_path: Path) -> None:
    import signal
    import time

    rows = [{"id": f"n{k}", "text": f"Item {k}. " + STORY} for k in range(400)]
    corpus = tmp_path / "many.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    path = tmp_path / "r.db"
    command = [sys.executable, "-m", "onrecord", "read", str(corpus), "--record", str(path), "--workers", "1"]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for _ in range(300):
        time.sleep(0.1)
        if path.exists() and "reports      0" not in onrecord_status(path):
            break
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130 and "goes on from there" in said
    done = onrecord("read", corpus, "--record", path)
    assert done.returncode == 0 and "reports      400" in onrecord_status(path)
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def onrecord_status(path: Path) -> str:
    """The first lines of status, by hand where the record is not yet whole."""
    return onrecord("status", "--record", path).stdout
