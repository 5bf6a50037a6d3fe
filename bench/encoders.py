"""The encoder's pass over an article on one core, ours beside one of BERT-base size (random weights; bench/big_encoder.py)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from onrecord.language.windows import Pieces

BIG = Path(__file__).resolve().parents[1] / "build" / "big_encoder.onnx"
ASKED = 120
"""CPU ms a 700-word article may take of one core."""
MISSING = "not made: pip install -r training/requirements.txt && python -m bench.big_encoder"


def print_encoders(texts: Sequence[str], article: int) -> None:
    """The table: the step "marks" as a reading runs it, its pass alone, the pass of the big one; ratio on the same texts."""
    from tokenizers import Tokenizer

    from onrecord.clean import clean
    from onrecord.language import parse
    from onrecord.language.tagger import mark
    from onrecord.language.windows import pieces
    from onrecord.model import Report

    models = files("onrecord") / "models"
    tokenizer = Tokenizer.from_str((models / "tokenizer.json").read_text(encoding="utf-8"))
    encoders = {"ours": open_encoder((models / "tagger.onnx").read_bytes())}
    if BIG.exists():
        encoders["big"] = open_encoder(BIG.read_bytes())
    spent = dict.fromkeys(("step", *encoders), 0.0)
    documents = [parse(Report(text), clean(text)) for text in texts]
    mark(documents[0])  # loaded before the clock runs
    for encoder in encoders.values():
        one_pass(encoder, pieces(tokenizer, "Warm up.", bytearray()))
    for document in documents:
        begun = time.process_time()
        mark(document)
        spent["step"] += time.process_time() - begun
        found = pieces(tokenizer, document.text, bytearray(len(document.text)))
        for name, encoder in encoders.items():
            spent[name] += one_pass(encoder, found)
    words = sum(len(text.split()) for text in texts)
    took = {name: 1000 * seconds * article / words for name, seconds in spent.items()}
    each = f"{len(texts)} texts, {words / len(texts):.0f} words each"
    print(f"\nthe encoder alone, on one core: {each}; CPU ms per {article}-word article")
    print(f"  {'onrecord, the step marks':50}{took['step']:8.1f}   asked: at most {ASKED}")
    print(f"  {'of it the pass: MiniLM-L6, 6 layers of 384, int8':50}{took['ours']:8.1f}")
    name = "BERT-base size, 12 layers of 768, int8"
    if "big" in took:
        print(f"  {name:50}{took['big']:8.1f}   {took['big'] / took['ours']:.1f} times ours (random weights, for timing)")
    else:
        print(f"  {name:50}    {MISSING}")


def open_encoder(model: bytes) -> InferenceSession:
    """One thread, as onrecord opens its own."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def one_pass(encoder: InferenceSession, found: Pieces) -> float:
    """CPU seconds of the pass alone over all windows of a text, one window a time as in reading."""
    import numpy as np

    from onrecord.language.tagger import HEADS
    from onrecord.language.windows import CLS, SEP, windows

    seconds = 0.0
    for start, end, _, _ in windows(len(found)):
        ids = np.array([[CLS, *found.ids[start:end], SEP]], np.int64)
        given = {"ids": ids, "segments": np.zeros_like(ids), "mask": np.ones_like(ids)}
        begun = time.process_time()
        encoder.run(list(HEADS), given)
        seconds += time.process_time() - begun
    return seconds
