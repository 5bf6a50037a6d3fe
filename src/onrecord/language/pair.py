"""The act between two parties that are given: its type, whichever words tell it. Two models judge, each in its own way.

The first looks at the encoder's states of the text as it is (models/pair.onnx): each piece counts as the word that tells the act
by how it leads to the two parties; to that comes what the parties and the words between say as a whole. The second is an encoder
of its own (models/marked.onnx) that reads the text with the two parties marked. Types are folded,
since tables with marked parties have one for "aid" and "promised aid". How they were trained: training/; the figures:
docs/models/tagger.md.
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
OPENS, CLOSES = (3, 5), (4, 6)
"""Ids of the pieces set before and after source and target for the second model ([unused2] to [unused5])."""
MARKED = 0.7
"""Weight of the second model's log probabilities; of .3, .4, … 1 by five folds, .6 to .8 gave the best macro-F1."""
Span = tuple[int, int]
Party = NDArray[np.bool_]


@cache
def pair_model(name: str = "pair") -> InferenceSession:
    """The session of models/<name>.onnx, loaded once."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    data = (tagger.MODELS / f"{name}.onnx").read_bytes()
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def type_between(
    text: str, quoted: Sequence[bool] | bytearray, source: Sequence[Span], target: Sequence[Span]
) -> dict[str, float]:
    """Probability of each folded type for what `source` does to `target`, both stretches of characters of a sentence.

    Text beyond one window is not looked at; {} where a party is not in it.
    """
    tokenizer, _ = model()
    found = pieces(tokenizer, text, quoted)
    parties = [within(found, spans) for spans in (source, target)]
    if not all(party[: SIZE - 2].any() for party in parties):
        return {}
    share = np.float32(MARKED)
    logs = (1 - share) * _by_states(found, *parties) + share * _by_marks(found, *parties)
    chances = np.exp(log_softmax(logs))
    return {name: float(chance) for name, chance in zip(FOLDED, chances, strict=True)}


def _by_states(found: Pieces, source: Party, target: Party) -> NDArray[np.float32]:
    """Log probabilities (FOLDED) from the encoder's states of the text as it is."""
    n = min(len(found), SIZE - 2)
    ids = np.array([[CLS, *found.ids[:n], SEP]], np.int64)
    segments = np.array([[0, *found.quoted[:n], 0]], np.int64)
    hidden = model()[1].run(["hidden"], {"ids": ids, "segments": segments, "mask": np.ones_like(ids)})[0]
    framed = [np.array([[0, *party[:n], 0]], np.float32) for party in (source, target)]
    given = {"hidden": hidden, "mask": np.ones(ids.shape, np.float32), "source": framed[0], "target": framed[1]}
    return log_softmax(pair_model().run(["scores"], given)[0][0])


def _by_marks(found: Pieces, source: Party, target: Party) -> NDArray[np.float32]:
    """Log probabilities (FOLDED) from the text with its parties marked."""
    ids, segments = marked(found, source, target)
    given = {"ids": ids[None], "segments": segments[None], "mask": np.ones_like(ids)[None]}
    return log_softmax(pair_model("marked").run(["scores"], given)[0][0])


def marked(found: Pieces, source: Party, target: Party) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids and segments of one window, a piece of its own before and after each stretch of a party; a longer text is cut."""
    edges = [(np.diff(party, prepend=False, append=False).nonzero()[0]).tolist() for party in (source, target)]
    ids, segments = [CLS], [0]
    for k in range(len(found)):
        quoted = int(found.quoted[k])
        before = [OPENS[i] for i, at in enumerate(edges) if k in at[::2]]
        after = [CLOSES[i] for i, at in enumerate(edges) if k + 1 in at[1::2]]
        these = [*before, int(found.ids[k]), *reversed(after)]
        ids += these
        segments += [quoted] * len(these)
    return np.array([*ids[: SIZE - 1], SEP], np.int64), np.array([*segments[: SIZE - 1], 0], np.int64)


def within(found: Pieces, spans: Sequence[Sequence[int]]) -> Party:
    """Which pieces the stretches of text hold; a paragraph break is in none."""
    inside = np.zeros(len(found), bool)
    for start, end in spans:
        inside |= (found.starts < end) & (found.ends > start) & (found.ends > found.starts)
    return inside
