"""The encoder's pass over a text: statements (source, cue, content, kind) and events (trigger, status, parties).

One small encoder (MiniLM-L6, 22 M parameters, int8) reads a text once, in windows longer than a sentence; its heads give,
for each word piece, a tag, whether a role starts or ends there, which piece is its cue, and whether it tells an event, of
which type and status and with whom. `stretches` turns the first into stretches of characters, `Marks.acts` the second into
words. How it was trained: training/; its card: docs/models/tagger.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.language.document import Document
from onrecord.language.windows import CLS, SEP, Pieces, pieces, windows
from onrecord.model import Kind, Status

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MODELS: Traversable = files("onrecord") / "models"
"""Where the models lie; training/cross_validate.py puts a fold's in their place."""
Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE",
    "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip
"""Event types, in the order of the trigger head; its first number stands for none."""
STATUSES: tuple[Status, ...] = (
    "happened", "ongoing", "planned", "threatened", "called_for", "denied", "alleged", "hypothetical", "counterfactual",
    "historical", "disputed",
)  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "ask", "demand", "threaten", "promise", "deny", "reject", "accuse", "warn", "praise", "announce", "speculate", "assert",
)  # fmt: skip
POINTERS = ("actor", "recipient", "place", "again", "speaker")
"""Where a piece's pointers lead: from a trigger to its parties, its place and an earlier word for the same act; from the first
piece of a statement's parts to the speaker's name."""
WIDE = 96
"""Numbers a pointer compares (training/model.py)."""
LEAST = 0.05
"""Probability of being a trigger, or the first piece of a statement's part, below which a piece has no pointers (chosen)."""
HEADS = ("tags", "own_tags", "starts", "ends", "links", "kinds", "triggers", "statuses", "asks", "answers")
Runner = Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], list[NDArray[np.float32]]]
"""ids, segments, mask (windows, pieces) → the HEADS, in their order."""
BOUNDARY = 0.5
"""Weight of the start and end heads beside the tag head in decoding; of 0, .25, .5 and 1 on PolNeAR dev, .5 and 1
gave the best whole statements."""
OWN = 0.5
"""Weight of the tag head taught by our own guidelines beside the one taught by PolNeAR's: of 0, .25, .5, .75 and 1, .5 gave the
best on our tune part, by a point; on PolNeAR dev each quarter costs about half a point of whole statements."""
BATCH = 1
"""Windows a pass: one core gains nothing by more, and padding costs."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters [start, end) with one role; `cue` is the first character of the cue it belongs to, None for none."""

    role: Role
    start: int
    end: int
    cue: int | None
    score: float
    """Mean probability of its pieces' tags."""


@dataclass(frozen=True, slots=True)
class Pointing:
    """Where a trigger's pointer leads: log probabilities of nobody and of each piece of its window."""

    first: int
    """The window's first piece."""
    logs: NDArray[np.float32]
    """(1 + pieces of the window)."""
    ask: NDArray[np.float32]
    """(WIDE) what the piece asks for, scaled so that a product with an answer is a score as in `logs`, but for a constant."""
    answer: NDArray[np.float32]
    """(WIDE) what the piece answers to others that ask."""
    nobody: float
    """The score of nobody."""

    def lead(self, to: Pointing) -> float:
        """How much likelier than nobody the piece of another pointer is, as a log; also beyond the window."""
        return float(self.ask @ to.answer) - self.nobody

    def best(self) -> tuple[int | None, float]:
        """The likeliest piece, None for nobody, and its probability."""
        at = int(self.logs.argmax())
        return (at - 1 + self.first if at else None), float(np.exp(self.logs[at]))

    def within(self, low: int, high: int) -> float:
        """Probability that it leads to one of the pieces [low, high)."""
        part = self.logs[1 + max(0, low - self.first) : 1 + max(0, high - self.first)]
        return float(np.exp(part).sum())


@dataclass(frozen=True, slots=True)
class Act:
    """A word that may tell an event: characters [start, end) of its first piece, and what the heads say of it."""

    piece: int
    start: int
    end: int
    types: NDArray[np.float32]
    """Probabilities (1 + TYPES): of none first."""
    statuses: NDArray[np.float32]
    """Probabilities (STATUSES)."""
    points: tuple[Pointing, ...]
    """One for each of POINTERS."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the heads say of a whole text: scores (pieces, …) as the heads give them; `link`: the piece pointed to, or -1."""

    pieces: Pieces
    tags: NDArray[np.float32]
    own_tags: NDArray[np.float32]
    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    link: NDArray[np.int64]
    kinds: NDArray[np.float32]
    triggers: NDArray[np.float32]
    statuses: NDArray[np.float32]
    points: Mapping[int, tuple[Pointing, ...]]

    def acts(self) -> list[Act]:
        """Every word that may tell an event, in the order of the text."""
        found = []
        for at in sorted(self.points):
            start, end = int(self.pieces.starts[at]), int(self.pieces.ends[at])
            types = _softmax(self.triggers[at])
            if end > start and types[0] <= 1 - LEAST:
                statuses = _softmax(self.statuses[at])
                found.append(Act(at, start, end, types, statuses, self.points[at]))
        return found

    def piece_at(self, character: int) -> int | None:
        """The piece that holds a character of the text."""
        at = int(np.searchsorted(self.pieces.ends, character, side="right"))
        while at < len(self.pieces) and self.pieces.ends[at] == self.pieces.starts[at]:
            at += 1
        return at if at < len(self.pieces) and self.pieces.starts[at] <= character else None


@cache
def model() -> tuple[Tokenizer, InferenceSession]:
    """The tokenizer and the encoder's session, loaded once."""
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    tokenizer = Tokenizer.from_str((MODELS / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer, onnxruntime.InferenceSession(
        (MODELS / "tagger.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )


@cache
def tagger_version() -> str:
    """SHA-256 of the model's file, first 6 hex digits."""
    return hashlib.sha256((MODELS / "tagger.onnx").read_bytes()).hexdigest()[:6]


def mark(document: Document) -> Marks:
    """Run the encoder over the cleaned text of a document; marks of quotations are told to it, single ones not."""
    mask = bytearray(len(document.text))
    for quotation in document.cleaned.quotations:
        if not quotation.is_single:
            mask[quotation.start : quotation.end] = b"\x01" * (quotation.end - quotation.start)
    return marks_of(document.text, mask)


def marks_of(text: str, quoted: Sequence[bool] | bytearray) -> Marks:
    """Run the encoder over a text; `quoted` says of each character whether it stands between marks."""
    tokenizer, session = model()
    names = list(HEADS)
    found = pieces(tokenizer, text, quoted)
    return over_windows(found, lambda ids, segments, mask: session.run(names, {"ids": ids, "segments": segments, "mask": mask}))


def over_windows(found: Pieces, run: Runner) -> Marks:
    """Put the windows' scores together: windows of like length go together, each counts where it has the longer context."""
    n = len(found)
    wide = {
        "tags": 7,
        "own_tags": 7,
        "starts": 3,
        "ends": 3,
        "kinds": len(KINDS),
        "triggers": 1 + len(TYPES),
        "statuses": len(STATUSES),
    }
    whole = {name: np.zeros((n, width), np.float32) for name, width in wide.items()}
    link = np.full(n, -1, np.int64)
    points: dict[int, tuple[Pointing, ...]] = {}
    cut = sorted(windows(n), key=lambda w: w[1] - w[0])
    for at in range(0, len(cut), BATCH):
        batch = cut[at : at + BATCH]
        width = max(end - start for start, end, _, _ in batch) + 2
        ids, segments, mask = (np.zeros((len(batch), width), np.int64) for _ in range(3))
        for row, (start, end, _, _) in enumerate(batch):
            m = end - start + 2
            ids[row, :m] = [CLS, *found.ids[start:end], SEP]
            segments[row, 1 : m - 1] = found.quoted[start:end]
            mask[row, :m] = 1
        given = dict(zip(HEADS, run(ids, segments, mask), strict=True))
        for row, (start, end, keep_start, keep_end) in enumerate(batch):
            inside = slice(keep_start - start + 1, keep_end - start + 1)
            for name, scores in whole.items():
                scores[keep_start:keep_end] = given[name][row, inside]
            to = given["links"][row, inside].argmax(-1)
            link[keep_start:keep_end] = np.where(to == 0, -1, to - 1 + start)
            told = 1 - _softmax(given["triggers"][row, inside])[:, 0]
            begins = np.maximum(*(_softmax(given[name][row, inside])[:, 1::2].max(-1) for name in ("tags", "own_tags")))
            kept = np.flatnonzero((told >= LEAST) | (begins >= LEAST))
            asks, answers = given["asks"][row], given["answers"][row, : end - start + 1]
            points.update(_pointed(kept, keep_start, start, asks, answers))
    return Marks(found, link=link, points=points, **whole)


def _pointed(
    kept: NDArray[np.int64], keep_start: int, start: int, asks: NDArray[np.float32], answers: NDArray[np.float32]
) -> Iterator[tuple[int, tuple[Pointing, ...]]]:
    """The pointers of the pieces `kept` (counted from keep_start) over their window, which begins at piece `start`."""
    if not len(kept):
        return
    parts = [slice(k * WIDE, (k + 1) * WIDE) for k in range(len(POINTERS))]
    inner = kept + keep_start - start + 1
    rows, own = (asks[inner] / np.float32(WIDE**0.5)).astype(np.float32), answers[inner]
    raw = [rows[:, part] @ answers[:, part].T for part in parts]
    logs = [log_softmax(scores) for scores in raw]
    for k, at in enumerate(kept):
        yield (
            int(at) + keep_start,
            tuple(Pointing(start, logs[i][k], rows[k, part], own[k, part], float(raw[i][k, 0])) for i, part in enumerate(parts)),
        )


def stretches(scores: Marks) -> list[Stretch]:
    """The best sequence of tags as stretches, in the order of the text."""
    n = len(scores.pieces)
    if n == 0:
        return []
    logs = log_softmax((1 - OWN) * log_softmax(scores.tags) + OWN * log_softmax(scores.own_tags))
    best = viterbi(logs, _log_sigmoid(scores.starts), _log_sigmoid(scores.ends), _log_sigmoid(-scores.ends))
    found: list[Stretch] = []
    i = 0
    while i < n:
        if best[i] == 0:
            i += 1
            continue
        role = (best[i] - 1) // 2
        j = i + 1
        while j < n and best[j] == 2 + 2 * role:
            j += 1
        chance = float(np.exp(logs[i:j, [1 + 2 * role, 2 + 2 * role]]).sum(-1).mean())
        to = int(scores.link[i])
        cue = int(scores.pieces.starts[to]) if 0 <= to < n else None
        start, end = int(scores.pieces.starts[i]), int(scores.pieces.ends[j - 1])
        if end > start:
            found.append(Stretch(ROLES[role], start, end, cue, chance))
        i = j
    return found


def viterbi(
    logs: NDArray[np.float32], starts: NDArray[np.float32], ends: NDArray[np.float32], stays: NDArray[np.float32]
) -> list[int]:
    """The best tags under "I follows its own B or I", with what the start and end heads say of each boundary."""
    n = len(logs)
    role_of = np.array([-1, 0, 0, 1, 1, 2, 2])
    allowed = np.zeros((7, 7), np.float32)
    for to in (2, 4, 6):
        for before in range(7):
            if before not in (to, to - 1):
                allowed[before, to] = -1e4
    emit = logs.copy()
    for role in range(3):
        emit[:, 1 + 2 * role] += BOUNDARY * starts[:, role]
    leaves = np.zeros((n, 7), np.float32)
    remains = np.zeros((n, 7), np.float32)
    for tag in range(1, 7):
        leaves[:, tag] = BOUNDARY * ends[:, role_of[tag]]
        remains[:, tag] = BOUNDARY * stays[:, role_of[tag]]
    score = emit[0].copy()
    score[[2, 4, 6]] = -1e4
    back = np.zeros((n, 7), np.int8)
    keeps = np.zeros((7, 7), bool)
    for to in (2, 4, 6):
        keeps[[to - 1, to], to] = True
    for i in range(1, n):
        step = score[:, None] + allowed + np.where(keeps, remains[i - 1][:, None], leaves[i - 1][:, None])
        back[i] = step.argmax(0)
        score = step.max(0) + emit[i]
    score = score + leaves[n - 1]
    path = [int(score.argmax())]
    for i in range(n - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def log_softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log probabilities over the last axis."""
    shifted = x - x.max(-1, keepdims=True)
    result: NDArray[np.float32] = (shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))).astype(np.float32)
    return result


def _softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.exp(log_softmax(x))


def _log_sigmoid(x: NDArray[np.float32]) -> NDArray[np.float32]:
    result: NDArray[np.float32] = (-np.logaddexp(0, -x)).astype(np.float32)
    return result
