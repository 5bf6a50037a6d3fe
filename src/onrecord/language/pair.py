"""The act between two parties that are given: its type, whichever words tell it, from the same pass of the encoder.

A word counts by how its pointers lead to the two parties; its type and status fold into one type, since tables with marked
parties have one for "aid" and "promised aid". To that comes what the parties and the words between say as a whole
(models/pair.onnx). How it was trained: training/; the figures: docs/models/tagger.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from onrecord.language.tagger import HEADS, POINTERS, STATUSES, TYPES, WIDE, log_softmax, model
from onrecord.language.windows import CLS, SEP, SIZE, Pieces, pieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FOLDED = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
    "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
"""CONCEDE and RETREAT are one here."""
LEAST = 1e-9
"""Probability below which a word counts as telling nothing: keeps its logarithm finite."""
Span = tuple[int, int]


@cache
def _pair() -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    data = (files("onrecord") / "models" / "pair.onnx").read_bytes()
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def type_between(
    text: str,
    quoted: Sequence[bool] | bytearray,
    source: Sequence[Span],
    target: Sequence[Span],
    fold: Mapping[tuple[str, str], str],
) -> dict[str, float]:
    """Probability of each folded type for what `source` does to `target`, both stretches of characters of a sentence.

    `fold`: (type, status) → folded type. Text beyond one window is not looked at; {} where a party is not in it.
    """
    tokenizer, session = model()
    found = pieces(tokenizer, text, quoted)
    n = min(len(found), SIZE - 2)
    parties = [_within(found, spans)[:n] for spans in (source, target)]
    if n == 0 or not all(party.any() for party in parties):
        return {}
    ids = np.array([[CLS, *found.ids[:n], SEP]], np.int64)
    segments = np.array([[0, *found.quoted[:n], 0]], np.int64)
    names = [*HEADS, "hidden"]
    got = session.run(names, {"ids": ids, "segments": segments, "mask": np.ones_like(ids)})
    given = {name: scores[0] for name, scores in zip(names, got, strict=True)}
    scores = _scores(given, parties, fold)
    chances = np.exp(log_softmax(scores))
    return {name: float(chance) for name, chance in zip(FOLDED, chances, strict=True)}


def _scores(
    given: Mapping[str, NDArray[np.float32]], parties: Sequence[NDArray[np.bool_]], fold: Mapping[tuple[str, str], str]
) -> NDArray[np.float32]:
    framed = [np.concatenate([[False], party, [False]]) for party in parties]
    led = np.zeros(len(framed[0]), np.float32)
    for name, party in zip(("actor", "recipient"), framed, strict=True):
        number = POINTERS.index(name)
        part = slice(number * WIDE, (number + 1) * WIDE)
        logs = log_softmax(given["asks"][:, part] @ given["answers"][:, part].T / np.float32(WIDE**0.5))
        led += np.log(np.exp(logs[:, party]).sum(-1) + LEAST)
    led[0] = -1e4
    led = log_softmax(led)
    types = np.exp(log_softmax(given["triggers"]))[:, 1:]
    statuses = np.exp(log_softmax(given["statuses"]))
    told = np.zeros((len(led), len(FOLDED)), np.float32)
    for t, type_ in enumerate(TYPES):
        for s, status in enumerate(STATUSES):
            told[:, FOLDED.index(fold[type_, status])] += types[:, t] * statuses[:, s]
    by_word = np.log(np.maximum(told, LEAST)) + led[:, None]
    by_word = log_softmax(np.logaddexp.reduce(by_word, axis=0))
    hidden = given["hidden"]
    means = [hidden[party].mean(0) for party in framed]
    whole = np.concatenate([*means, np.exp(led) @ hidden, hidden[0]])[None].astype(np.float32)
    as_whole = _pair().run(["scores"], {"means": whole})[0][0]
    total: NDArray[np.float32] = by_word + as_whole
    return total


def _within(found: Pieces, spans: Sequence[Span]) -> NDArray[np.bool_]:
    inside = np.zeros(len(found), bool)
    for start, end in spans:
        inside |= (found.starts < end) & (found.ends > start) & (found.ends > found.starts)
    return inside
