"""Our own labels: statements and events of news texts by the guidelines of docs/gold.md, as offsets into ../shared.

`labels.jsonl` holds a line a stretch of text: which file and report, characters [start, end) of it, the digest of those
characters, and offsets within them. No text is kept here.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from eval.marked import bare
from onrecord.data import table
from onrecord.language.tagger import KINDS, POINTERS, STATUSES, TYPES
from onrecord.language.windows import BREAK, Pieces
from training.data import IGNORE, ROLES, Attribution, label

LABELS = Path(__file__).with_name("labels.jsonl")
HELD = Path(__file__).with_name("held.jsonl")
"""Labels that are kept from training (eval/held.py)."""
WRITTEN = Path(__file__).with_name("written.jsonl")
QUIET = (Path(__file__).with_name("quiet_1.txt"), Path(__file__).with_name("quiet_2.txt"))
Span = tuple[int, int]


class LabelsError(ValueError):
    """A label does not fit its text; the message says which."""


@dataclass(frozen=True)
class Own:
    """A text's pieces with our labels: arrays (pieces), and for each trigger the pieces its pointers lead to."""

    name: str
    text: str
    pieces: Pieces
    tags: NDArray[np.int64]
    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    links: NDArray[np.int64]
    kinds: NDArray[np.int64]
    triggers: NDArray[np.int64]
    statuses: NDArray[np.int64]
    points: list[tuple[int, int, list[int]]]
    """(piece of the trigger, number of the pointer, pieces it may lead to; none: nobody is named)."""
    is_marked: bool = False
    """A sentence of the table with marked parties."""


def stretches(shared: Path, labels: Path = LABELS) -> Iterator[tuple[dict[str, Any], str]]:
    """Every line of the labels with its text."""
    reports: dict[str, dict[str, str]] = {}
    for line in labels.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        file, id_ = entry["file"], entry["id"]
        if file not in reports:
            reports[file] = _texts(shared / "data", file)
        text = reports[file][id_][entry["start"] : entry["end"]]
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16] != entry["sha256"]:
            raise LabelsError(f"{file}, {id_}: the text is not the one that was labelled; check ../shared/data")
        yield entry, text


def _texts(data: Path, file: str) -> dict[str, str]:
    if file.endswith(".jsonl"):
        rows = (json.loads(line) for line in (data / "reports" / file).read_text(encoding="utf-8").splitlines())
        return {row["id"]: row["text"] for row in rows}
    if file.endswith(".xml"):
        articles = ElementTree.parse(data / file).getroot()
        return {article.get("docid", ""): article.findtext("text") or "" for article in articles}
    if file.endswith(".tsv"):
        csv.field_size_limit(10**8)
        with (data / file).open(encoding="utf-8", newline="") as handle:
            table = list(csv.DictReader(handle, delimiter="\t"))
        return {row["row"]: bare(row["marked_sentence"])[0] for row in table}
    return {path.stem: path.read_bytes().decode("utf-8") for path in sorted((data / file).glob("*.txt"))}


def own(shared: Path, tokenizer: Tokenizer, labels: Path = LABELS) -> list[Own]:
    """All labelled stretches as pieces with labels."""
    return [project(f"{entry['id']}:{entry['start']}", text, entry, tokenizer) for entry, text in stretches(shared, labels)]


def entries(path: Path = WRITTEN) -> list[dict[str, Any]]:
    """The lines: text, statements and events as in labels.jsonl, and pairs with the stretches of source and target."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def quiet(tokenizer: Tokenizer, files: Sequence[Path] = QUIET) -> list[Own]:
    """Paragraphs written for this project in which nothing political happens: no word of them tells an event.

    Every fifth line is kept for eval/quiet.py.
    """
    found = []
    for path in files:
        for k, text in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if text.strip() and k % 5:
                entry = {"file": path.name, "statements": [], "events": []}
                base = project(f"{path.stem}:{k}", text, entry, tokenizer)
                found.append(replace(base, tags=np.full_like(base.tags, IGNORE), links=np.full_like(base.links, IGNORE)))
    return found


def project(name: str, text: str, entry: dict[str, Any], tokenizer: Tokenizer) -> Own:
    """Labels of one stretch on its word pieces."""
    spans = {role: [[(a, b) for a, b in s[role]] for s in entry["statements"]] for role in ROLES}
    found = [Attribution(*parts) for parts in zip(*(spans[role] for role in ROLES), strict=True)]
    base = label(name, text, found, tokenizer)
    p = base.pieces
    n = len(p)
    kinds, statuses = np.full(n, IGNORE, np.int64), np.full(n, IGNORE, np.int64)
    points: list[tuple[int, int, list[int]]] = []
    for s in entry["statements"]:
        for at in {_first(p, span) for span in (s["content"][0], *s["cue"][:1])}:
            if at is not None:
                kinds[at] = KINDS.index(s["kind"])
        points += _spoken(p, text, s)
    triggers = np.where(p.ids == BREAK, IGNORE, 0)
    seen: dict[str, list[int]] = {}
    for e in sorted(entry["events"], key=lambda e: e["trigger"]):
        where = _inside(p, [e["trigger"]])
        if not where:
            continue
        at = where[0]
        triggers[where[1:]] = IGNORE
        triggers[at] = 1 + TYPES.index(e["type"])
        statuses[at] = STATUSES.index(e["status"])
        if e.get("full", True):
            points += [(at, k, _inside(p, e[name])) for k, name in enumerate(POINTERS[:3])]
        points.append((at, 3, list(seen.get(e["id"], []))))
        seen.setdefault(e["id"], []).append(at)
    return Own(
        name,
        text,
        p,
        base.tags,
        base.starts,
        base.ends,
        base.links,
        kinds,
        triggers,
        statuses,
        points,
        entry["file"].endswith(".tsv"),
    )


def _spoken(p: Pieces, text: str, statement: dict[str, Any]) -> Iterator[tuple[int, int, list[int]]]:
    """Where the pointer to the speaker's name leads from the first pieces of a statement's parts; nothing where unknown."""
    name = statement["speaker"]
    to: list[int] = []
    if not name.startswith("-"):
        found = [(m.start(), m.end()) for m in _name(name).finditer(text)]
        own = [(a, b) for a, b in found if any(x <= a and b <= y for x, y in statement["source"])]
        to = _inside(p, own or found)
        if not to:
            return
    number = POINTERS.index("speaker")
    firsts = {_first(p, spans[0]) for role in ROLES if (spans := statement[role])}
    yield from ((at, number, to) for at in sorted(at for at in firsts if at is not None))


@cache
def _name(name: str) -> re.Pattern[str]:
    """The words that name a speaker: a state by its names and people, a person by the last name, others as printed."""
    if re.fullmatch(r"[A-Z]{3}", name):
        entry = next((c for c in table("actors")["countries"]["country"] if c["iso3"] == name), None)
        if entry is not None:
            words = [w for key in ("name", "names", "demonyms", "capital", "metonyms") for w in _listed(entry.get(key, []))]
            return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + r")\b")
    last = name.split()[-1]
    wanted = last if last[:1].isupper() and len(name.split()) > 1 and len(last) > 3 else name
    return re.compile(r"(?<!\w)" + re.escape(wanted) + r"(?!\w)")


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _inside(p: Pieces, spans: list[Span]) -> list[int]:
    inside = np.zeros(len(p), bool)
    for a, b in spans:
        inside |= (p.ids != BREAK) & (p.starts < b) & (p.ends > a)
    return [int(i) for i in np.flatnonzero(inside)]


def _first(p: Pieces, span: Span) -> int | None:
    where = _inside(p, [span])
    return where[0] if where else None
