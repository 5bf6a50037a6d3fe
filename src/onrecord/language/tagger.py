"""The encoder's pass over a text: which words are source, cue and content, and which cue each belongs to.

One small encoder (MiniLM-L6, 22 M parameters, int8) reads a text in windows longer than a sentence; its heads give, for each
word piece, a tag, whether a role starts or ends there, and which piece is its cue. `stretches` turns that into stretches of
characters. How it was trained: training/; its card: docs/models/tagger.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.language.windows import CLS, SEP, Pieces, pieces, windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
Runner = Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], list[NDArray[np.float32]]]
"""ids, segments, mask (windows, pieces) → tags, starts, ends, links."""
BOUNDARY = 0.5
"""Weight of the start and end heads beside the tag head in decoding; of 0, .25, .5 and 1 on PolNeAR dev, .5 and 1
gave the best whole statements."""
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
class Scores:
    """The heads' scores: tags (pieces, 7), starts and ends (pieces, 3), link (pieces): the piece pointed to, or -1."""

    pieces: Pieces
    tags: NDArray[np.float32]
    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    link: NDArray[np.int64]


@cache
def _model() -> tuple[Tokenizer, InferenceSession]:
    import onnxruntime
    from tokenizers import Tokenizer

    folder = files("onrecord") / "models"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer, onnxruntime.InferenceSession(
        (folder / "tagger.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )


@cache
def tagger_version() -> str:
    """SHA-256 of the model's file, first 6 hex digits."""
    return hashlib.sha256((files("onrecord") / "models" / "tagger.onnx").read_bytes()).hexdigest()[:6]


def scores(text: str, quoted: Sequence[bool] | bytearray) -> Scores:
    """Run the encoder over a text; `quoted` says of each character whether it stands between marks."""
    tokenizer, session = _model()
    found = pieces(tokenizer, text, quoted)
    return over_windows(found, lambda ids, segments, mask: session.run(None, {"ids": ids, "segments": segments, "mask": mask}))


def over_windows(found: Pieces, run: Runner) -> Scores:
    """Put the windows' scores together: windows of like length go together, each counts where it has the longer context."""
    n = len(found)
    tags, starts, ends = np.zeros((n, 7), np.float32), np.zeros((n, 3), np.float32), np.zeros((n, 3), np.float32)
    link = np.full(n, -1, np.int64)
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
        t, s, e, a = run(ids, segments, mask)
        for row, (start, _, keep_start, keep_end) in enumerate(batch):
            inside = slice(keep_start - start + 1, keep_end - start + 1)
            keep = slice(keep_start, keep_end)
            tags[keep], starts[keep], ends[keep] = t[row, inside], s[row, inside], e[row, inside]
            to = a[row, inside].argmax(-1)
            link[keep] = np.where(to == 0, -1, to - 1 + start)
    return Scores(found, tags, starts, ends, link)


def stretches(scores: Scores) -> list[Stretch]:
    """The best sequence of tags as stretches, in the order of the text."""
    n = len(scores.pieces)
    if n == 0:
        return []
    logs = _log_softmax(scores.tags)
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


def _log_softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    shifted = x - x.max(-1, keepdims=True)
    result: NDArray[np.float32] = (shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))).astype(np.float32)
    return result


def _log_sigmoid(x: NDArray[np.float32]) -> NDArray[np.float32]:
    result: NDArray[np.float32] = (-np.logaddexp(0, -x)).astype(np.float32)
    return result
