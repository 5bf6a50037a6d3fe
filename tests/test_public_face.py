"""The public names, and that what people can call is documented."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import onrecord
from onrecord.cli import app

ROOT = Path(__file__).resolve().parents[1]


def test_all_is_sorted_and_complete() -> None:
    assert onrecord.__all__ == sorted(onrecord.__all__)
    assert all(getattr(onrecord, name) is not None for name in onrecord.__all__)


def test_import_is_light() -> None:
    """`import onrecord` loads no parser, no database and no tables of numbers."""
    heavy = ("spacy", "sqlalchemy", "pyarrow", "onnxruntime", "trafilatura")
    code = f"import sys, onrecord; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_show_loads_no_parser(tmp_path: Path) -> None:
    from onrecord.record import Record

    Record.open(tmp_path / "r.db").close()
    code = (
        "import sys; from onrecord.cli import app; app(['show', 'events', '--record', sys.argv[1]], standalone_mode=False); "
        "print([m for m in ('spacy', 'pyarrow', 'pandas', 'onnxruntime', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "r.db")], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_every_verb_and_every_noun_has_its_page() -> None:
    verbs = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert {path.stem for path in (ROOT / "docs/verbs").glob("*.md")} == verbs
    nouns = {"report", "evidence", "actor", "statement", "event", "motion", "reading", "judgement", "dispute", "record"}
    assert {path.stem for path in (ROOT / "docs/nouns").glob("*.md")} == nouns


def test_no_text_of_others_and_no_path_of_a_machine_in_the_project() -> None:
    tracked = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT)
    if tracked.returncode:
        return
    for name in tracked.stdout.splitlines():
        path = ROOT / name
        if path.suffix in (".py", ".md", ".toml", ".txt") and path.exists():
            assert str(ROOT.parent) + "/" not in path.read_text(encoding="utf-8", errors="replace") or ROOT.parent == Path("/")
