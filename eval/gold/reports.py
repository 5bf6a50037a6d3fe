"""The reports of the gold standard: which they are (sample.json) and their text, read at run time from ../shared.

No text is kept in this repository, except that of examples/, which was written for it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.intake import reports_in
from onrecord.model import Report

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "reports"
EXAMPLES = ROOT / "examples"
SAMPLE = Path(__file__).with_name("sample.json")
FINAL = Path(__file__).with_name("annotations")
"""Adjudicated annotations, one file a report."""
LONGEST = 2500
"""Characters of a report that are annotated, at most: what a careful person reads without tiring (set by hand)."""

SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9“‘]|\s*$)")
GLUED_END = re.compile(r"(?<=[a-z0-9)”\"’][.!?])[\"”’]?(?=[\"“‘]?[A-Z][a-z]|[“\"][A-Z])|\n+")
SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sgt|Capt|Sen|Rep|Gov|St|No|vs|Prof|Adm|Brig|Jan|Feb|Aug|Sept|Oct|Nov|Dec)"
    r"|\b[A-Za-z](?:\.[A-Za-z])*)\.$"
)


class GoldError(ValueError):
    """A file of the gold standard does not say what it must; the message names the file or report and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One report of the sample."""

    id: str
    file: str
    """Name under ../shared/data/reports, or path under examples/ when it begins with "examples/"."""
    outlet: str | None
    published: str | None
    title: str | None
    length: int
    """Code points of the cut text."""
    sha256: str
    """Of the cut text in UTF-8."""
    split: str
    """tune, test or examples."""


def digest(text: str) -> str:
    """SHA-256 of a text, in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sentence_ends(text: str) -> Iterator[int]:
    """Offsets just after each sentence; "U.S." and "Mr." end none."""
    for m in SENTENCE_END.finditer(text):
        if m.group()[0] != "." or not SHORT.search(text[max(0, m.start() - 8) : m.start() + 1]):
            yield m.end()


def sentences(text: str) -> list[tuple[int, int]]:
    """Stretches of the sentences, glued joints and line breaks split too: a plain ruler, not the program's own."""
    ends = sorted({*sentence_ends(text), *(m.end() for m in GLUED_END.finditer(text)), len(text)})
    out, start = [], 0
    for end in ends:
        if text[start:end].strip():
            out.append((start, end))
            start = end
    return out


def cut(text: str, longest: int = LONGEST) -> str:
    """The text up to the last sentence end within `longest` characters; all of it where it is no longer."""
    if len(text) <= longest:
        return text
    ends = [end for end in sentence_ends(text) if end <= longest]
    return text[: ends[-1]] if ends else text[:longest]


@cache
def rows(file: str) -> dict[str, dict[str, Any]]:
    """The rows of one file of reports by id (as text); of two rows with one id the first."""
    path = ROOT / file if file.startswith("examples/") else SHARED / file
    if not path.exists():
        raise GoldError(f"{path} is not there: the gold standard's texts are read from it")
    if file.startswith("examples/"):
        return {report.name: _row(report) for report in reports_in([path]) if isinstance(report, Report)}
    out: dict[str, dict[str, Any]] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            row = json.loads(line)
            out.setdefault(str(row["id"]), row)
    return out


def _row(report: Report) -> dict[str, Any]:
    """A sample report as the program itself takes it in: front matter and page furniture are no text."""
    day = report.published.isoformat() if report.published else None
    return {"id": report.name, "text": report.text, "outlet": report.outlet, "published": day, "title": report.title}


@cache
def sample() -> dict[str, Entry]:
    """The sample as drawn, by id, in its order."""
    return {e["id"]: Entry(**e) for e in json.loads(SAMPLE.read_text(encoding="utf-8"))}


def entry_of(id: str) -> Entry:
    """The sample's entry of that id."""
    try:
        return sample()[id]
    except KeyError:
        raise GoldError(f"no report {id!r} in the sample; `python -m eval.gold.ids` lists them") from None


def text_of(id: str) -> str:
    """The text that was annotated, from ../shared, checked against the sample's digest."""
    entry = entry_of(id)
    row = rows(entry.file).get(id)
    if row is None:
        raise GoldError(f"{id}: no longer in {entry.file}")
    text = row["text"] if entry.split == "examples" else cut(row["text"])
    if digest(text) != entry.sha256:
        raise GoldError(f"{id}: the text of {entry.file} is not the one that was annotated (digest differs)")
    return str(text)


def write_sample(entries: list[Entry]) -> None:
    """Write sample.json, one report a line."""
    lines = ",\n".join(" " + json.dumps(asdict(e), ensure_ascii=False) for e in entries)
    SAMPLE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
