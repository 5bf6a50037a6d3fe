"""The act between two parties that are given: its type, whichever words tell it, from the same pass of the encoder.

Each piece counts as the word that tells the act by how it leads to the two parties; to that comes what the parties and the
words between say as a whole (models/pair.onnx, on the encoder's states). Types are folded, since tables with marked parties
have one for "aid" and "promised aid". How it was trained: training/; the figures: docs/models/tagger.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from onrecord.language import tagger
from onrecord.language.tagger import log_softmax, model
from onrecord.language.windows import CLS, SEP, SIZE, Pieces, pieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FOLDED = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
    "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
"""CONCEDE and RETREAT are one here."""
Span = tuple[int, int]


@cache
def pair_model() -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    data = (tagger.MODELS / "pair.onnx").read_bytes()
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def type_between(
    text: str, quoted: Sequence[bool] | bytearray, source: Sequence[Span], target: Sequence[Span]
) -> dict[str, float]:
    """Probability of each folded type for what `source` does to `target`, both stretches of characters of a sentence.

    Text beyond one window is not looked at; {} where a party is not in it.
    """
    tokenizer, session = model()
    found = pieces(tokenizer, text, quoted)
    n = min(len(found), SIZE - 2)
    parties = [_within(found, spans)[:n] for spans in (source, target)]
    if n == 0 or not all(party.any() for party in parties):
        return {}
    ids = np.array([[CLS, *found.ids[:n], SEP]], np.int64)
    segments = np.array([[0, *found.quoted[:n], 0]], np.int64)
    hidden = session.run(["hidden"], {"ids": ids, "segments": segments, "mask": np.ones_like(ids)})[0]
    framed = [np.array([[0, *party, 0]], np.float32) for party in parties]
    given = {"hidden": hidden, "mask": np.ones(ids.shape, np.float32), "source": framed[0], "target": framed[1]}
    chances = np.exp(log_softmax(pair_model().run(["scores"], given)[0][0]))
    return {name: float(chance) for name, chance in zip(FOLDED, chances, strict=True)}


def _within(found: Pieces, spans: Sequence[Span]) -> NDArray[np.bool_]:
    inside = np.zeros(len(found), bool)
    for start, end in spans:
        inside |= (found.starts < end) & (found.ends > start) & (found.ends > found.starts)
    return inside
