"""Write the trained tagger as ONNX, int8 per channel: `python -m training.export build/tagger/tagger.pt src/onrecord/models`."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import BertConfig, BertModel

from training.model import Heads, Tagger
from training.train import load, start_model


def write(model: Tagger, path: Path) -> None:
    """One model as ONNX, int8 per channel."""
    sample = (torch.ones(2, 16, dtype=torch.long), torch.zeros(2, 16, dtype=torch.long), torch.ones(2, 16, dtype=torch.long))
    names, outputs = ["ids", "segments", "mask"], list(Heads._fields)
    axes = {name: {0: "windows", 1: "pieces"} for name in [*names, *outputs]}
    axes["links"] = {0: "windows", 1: "pieces", 2: "to"}
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        torch.onnx.export(
            model, sample, str(plain), input_names=names, output_names=outputs,
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        # Seven bits a weight: eight overflow the 16-bit sums of processors without VNNI: readings would depend on the machine.
        quantize_dynamic(plain, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)


def export(weights: Path, out: Path) -> None:
    """Export and quantise; the tokenizer is written beside the model."""
    folder, encoder = start_model()
    config = BertConfig.from_pretrained(folder)
    config._attn_implementation = "eager"
    model = Tagger(BertModel(config, add_pooling_layer=False))
    load(model, weights)
    model.eval()
    del encoder
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        write(model, out / "tagger.onnx")
        pair = Path(scratch) / "pair.onnx"
        states, ones = torch.zeros(2, 16, config.hidden_size), torch.ones(2, 16)
        names = ["hidden", "mask", "source", "target"]
        torch.onnx.export(
            model.pair, (states, ones, ones, ones), str(pair), input_names=names, output_names=["scores"],
            dynamic_axes={name: {0: "pairs", 1: "pieces"} for name in names} | {"scores": {0: "pairs"}}, opset_version=17,
            dynamo=False,
        )  # fmt: skip
        quantize_dynamic(pair, out / "pair.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["padding"] = tokenizer["truncation"] = None
    packed = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (out / "tokenizer.json").write_text(packed, encoding="utf-8")
    print((out / "tagger.onnx").stat().st_size / 1e6, "MB")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    export(options.weights, options.out)


if __name__ == "__main__":
    main()
