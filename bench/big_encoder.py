"""An encoder of BERT-base size, for timing only: `python -m bench.big_encoder` writes build/big_encoder.onnx (110 MB).

Twelve layers of 768 with the tagger's own heads, random weights, exported and quantised as training/export.py does with ours.
Needs training/requirements.txt; `python -m bench` times it where the file is there.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import BertConfig, BertModel

from bench.encoders import BIG
from training.model import Heads, Tagger


def main() -> None:
    """Build, export, quantise."""
    torch.manual_seed(1)
    config = BertConfig()  # BERT-base: 12 layers of 768, a vocabulary of 30,522 pieces as ours
    config._attn_implementation = "eager"
    model = Tagger(BertModel(config, add_pooling_layer=False)).eval()
    names, outputs = ["ids", "segments", "mask"], list(Heads._fields)
    axes = {name: {0: "windows", 1: "pieces"} for name in [*names, *outputs]}
    axes["links"] = {0: "windows", 1: "pieces", 2: "to"}
    sample = (torch.ones(2, 16, dtype=torch.long), torch.zeros(2, 16, dtype=torch.long), torch.ones(2, 16, dtype=torch.long))
    BIG.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        torch.onnx.export(
            model, sample, str(plain), input_names=names, output_names=outputs,
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(plain, BIG, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    print(BIG, BIG.stat().st_size / 1e6, "MB")


if __name__ == "__main__":
    main()
