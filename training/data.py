"""PolNeAR as windows with tags: source, cue and content of each statement, and which cue each belongs to."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.language.windows import BREAK, CLS, SEP, Pieces, pieces, quoted_mask

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{part}-{role}" for role in ROLES for part in "BI"))
IGNORE = -100


@dataclass(frozen=True)
class Attribution:
    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]


@dataclass(frozen=True)
class Labelled:
    """A document's pieces with, for each: its tag, starts and ends of each role, and the piece of its cue (or -1)."""

    name: str
    text: str
    pieces: Pieces
    tags: NDArray[np.int64]
    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    links: NDArray[np.int64]


def read_ann(path: Path) -> list[Attribution]:
    """The attributions of one brat file, in its order."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        fields = line.split("\t")
        if line[:1] == "T" and len(fields) >= 2:
            _, offsets = fields[1].split(" ", 1)
            spans[fields[0]] = [(int(a), int(b)) for a, b in (o.split() for o in offsets.split(";"))]
        elif line[:1] == "E" and len(fields) >= 2:
            events.append(fields[1].split())
    found = []
    for event in events:
        roles: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
        for part in event:
            role, _, id_ = part.partition(":")
            role = role.rstrip("0123456789").lower()
            if role in roles and id_ in spans:
                roles[role] += spans[id_]
        found.append(Attribution(**roles))
    return found


def label(name: str, text: str, found: list[Attribution], tokenizer: Tokenizer) -> Labelled:
    """Project the attributions of a text onto its word pieces."""
    p = pieces(tokenizer, text, quoted_mask(text))
    n = len(p)
    tags = np.zeros(n, np.int64)
    starts, ends = np.zeros((n, 3), np.float32), np.zeros((n, 3), np.float32)
    links = np.full(n, IGNORE, np.int64)
    word = p.ids != BREAK
    for attribution in found:
        firsts: dict[str, list[int]] = {}
        for k, role in enumerate(ROLES):
            inside = np.zeros(n, bool)
            for a, b in getattr(attribution, role):
                inside |= word & (p.starts < b) & (p.ends > a)
            where = np.flatnonzero(inside)
            runs: list[list[int]] = []
            for i in where:
                gap = range(runs[-1][-1] + 1, i) if runs else range(0)
                if runs and all(p.ids[g] == BREAK for g in gap):
                    runs[-1] += [*gap, int(i)]
                else:
                    runs.append([int(i)])
            for run in runs:
                tags[run] = 2 + 2 * k
                tags[run[0]] = 1 + 2 * k
                starts[run[0], k] = ends[run[-1], k] = 1
            firsts[role] = [run[0] for run in runs]
        cue = firsts["cue"][0] if firsts["cue"] else -1
        for role in ("source", "content"):
            for first in firsts[role]:
                links[first] = cue
    return Labelled(name, text, p, tags, starts, ends, links)


def corpus(folder: Path, tokenizer: Tokenizer) -> list[Labelled]:
    """Every text of polnear/train or polnear/dev with its first annotator's attributions."""
    documents = []
    for path in sorted((folder / "text").glob("*.txt")):
        anns = sorted((folder / "attributions").glob(path.stem + "_*.ann"))
        if anns:
            documents.append(label(path.stem, path.read_bytes().decode("utf-8"), read_ann(anns[0]), tokenizer))
    return documents


@dataclass(frozen=True)
class Window:
    ids: NDArray[np.int64]
    segments: NDArray[np.int64]
    tags: NDArray[np.int64]
    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    links: NDArray[np.int64]


def cut(document: Labelled, start: int, end: int) -> Window:
    """Pieces [start, end) framed as the encoder sees them; a link that leaves the window is not taught."""
    span = slice(start, end)
    frame = lambda inner, fill: np.concatenate([[fill], inner, [fill]])  # noqa: E731
    links = document.pieces.ids[span] * 0 + IGNORE
    raw = document.links[span]
    links[raw == -1] = 0
    inside = (raw >= start) & (raw < end)
    links[inside] = raw[inside] - start + 1
    pad = np.zeros((1, 3), np.float32)
    return Window(
        np.concatenate([[CLS], document.pieces.ids[span], [SEP]]),
        frame(document.pieces.quoted[span], 0),
        frame(document.tags[span], IGNORE),
        np.concatenate([pad, document.starts[span], pad]),
        np.concatenate([pad, document.ends[span], pad]),
        frame(links, IGNORE),
    )


def drawn(length: int, rng: random.Random, inner: int) -> Iterator[tuple[int, int]]:
    """[start, end) of windows over `length` pieces, cut at places drawn anew; scraps are left out."""
    for at in range(-rng.randrange(inner) // 2, length, inner):
        start, end = max(0, at), min(length, at + inner)
        if end - start > 8:
            yield start, end


def epoch_windows(documents: list[Labelled], rng: random.Random, inner: int) -> list[Window]:
    """All documents cut at places drawn anew each epoch, in a drawn order; marks are sometimes taken away."""
    found = []
    for document in documents:
        for start, end in drawn(len(document.pieces), rng, inner):
            window = cut(document, start, end)
            if rng.random() < 0.2:
                window = Window(window.ids, window.segments * 0, window.tags, window.starts, window.ends, window.links)
            found.append(window)
    rng.shuffle(found)
    return found
