"""An encoder of BERT-base size, for timing only: `python -m bench.big_encoder` writes build/big_encoder.onnx (110 MB).

Twelve layers of 768 with the tagger's own heads, random weights, exported and quantised as training/export.py does with ours.
Needs training/requirements.txt; `python -m bench` times it where the file is there.
"""

from __future__ import annotations

import torch
from transformers import BertConfig, BertModel

from bench.encoders import BIG
from training.export import write
from training.model import Tagger


def main() -> None:
    """Build, export, quantise."""
    torch.manual_seed(1)
    config = BertConfig()  # BERT-base: 12 layers of 768, a vocabulary of 30,522 pieces as ours
    config._attn_implementation = "eager"
    model = Tagger(BertModel(config, add_pooling_layer=False)).eval()
    BIG.parent.mkdir(parents=True, exist_ok=True)
    write(model, BIG)
    print(BIG, BIG.stat().st_size / 1e6, "MB")


if __name__ == "__main__":
    main()
