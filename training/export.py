"""Write the trained models as ONNX: `python -m training.export build/tagger.pt build/marked.pt src/onrecord/models`.

The tagger, which reads every text, multiplies in int8. The two models for a given pair run seldom: their weights are kept in int8
per channel and multiplied in full precision, which costs time, not accuracy.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from training.marked import start_marked
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


def export_tagger(model: Tagger, out: Path) -> None:
    """The tagger and the head that judges a given pair by its states."""
    write(model, out / "tagger.onnx")
    states, ones = torch.zeros(2, 16, model.encoder.config.hidden_size), torch.ones(2, 16)
    write_kept(model.pair, (states, ones, ones, ones), ["hidden", "mask", "source", "target"], out / "pair.onnx")


def write_kept(model: nn.Module, sample: tuple[Tensor, ...], names: list[str], path: Path) -> None:
    """A model for a given pair, its weights int8 per channel; inputs are (pairs, pieces, …), the output is "scores"."""
    axes = {name: {0: "pairs", 1: "pieces"} for name in names} | {"scores": {0: "pairs"}}
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        torch.onnx.export(
            model, sample, str(plain), input_names=names, output_names=["scores"], dynamic_axes=axes, opset_version=17,
            dynamo=False,
        )  # fmt: skip
        kept = onnx.load(str(plain))
        keep_in_int8(kept)
        onnx.save(kept, str(path))


MANY = 1024
"""Numbers from which a table of weights is kept in int8."""


def keep_in_int8(model: ModelProto) -> None:
    """Replace each float matrix by its int8 numbers, a scale a channel and the step that multiplies them out, in place."""
    graph = model.graph
    steps: list[NodeProto] = []
    for weight in list(graph.initializer):
        values = numpy_helper.to_array(weight)
        if weight.data_type != TensorProto.FLOAT or values.ndim != 2 or values.size < MANY:
            continue
        axis = _channels(weight.name, graph.node)
        scale, numbers = in_int8(values, axis)
        graph.initializer.remove(weight)
        graph.initializer.append(numpy_helper.from_array(numbers, weight.name + " int8"))
        graph.initializer.append(numpy_helper.from_array(scale, weight.name + " scale"))
        kept = [weight.name + " int8", weight.name + " scale"]
        steps.append(helper.make_node("DequantizeLinear", kept, [weight.name], axis=axis))
    nodes = [*steps, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def _channels(name: str, nodes: Iterable[NodeProto]) -> int:
    """The axis of a matrix whose rows or columns are the outputs: the second where it is multiplied as it stands."""
    return int(any(node.op_type == "MatMul" and name in node.input for node in nodes))


def in_int8(values: NDArray[np.float32], axis: int) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
    """Scales along the axis, and the numbers -127 … 127 that stand for the values."""
    scale = np.maximum(np.abs(values).max(1 - axis), 1e-12).astype(np.float32) / 127
    wide = scale[None, :] if axis else scale[:, None]
    return scale, np.round(values / wide).astype(np.int8)


def export(weights: Path, marked: Path, out: Path) -> None:
    """Export the tagger, its head for pairs and the model that reads marked parties; the tokenizer is written beside them."""
    folder, _ = start_model()
    config = BertConfig.from_pretrained(folder)
    config._attn_implementation = "eager"
    model = Tagger(BertModel(config, add_pooling_layer=False))
    load(model, weights)
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    export_tagger(model, out)
    ones = torch.ones(2, 16, dtype=torch.long)
    write_kept(
        start_marked(marked).eval(), (ones, torch.zeros_like(ones), ones), ["ids", "segments", "mask"], out / "marked.onnx"
    )
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["padding"] = tokenizer["truncation"] = None
    packed = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (out / "tokenizer.json").write_text(packed, encoding="utf-8")
    for path in sorted(out.glob("*.onnx")):
        print(path.name, path.stat().st_size / 1e6, "MB")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("marked", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    export(options.weights, options.marked, options.out)


if __name__ == "__main__":
    main()
