"""The encoder with its heads: tags, starts and ends of each role, links to the cue."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

from training.data import ROLES, TAGS


class Tagger(nn.Module):
    """One pass, several heads. Shapes: ids and segments (batch, pieces); every output (batch, pieces, …)."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(width, len(TAGS))
        self.starts = nn.Linear(width, len(ROLES))
        self.ends = nn.Linear(width, len(ROLES))
        self.asks = nn.Linear(width, 96)
        self.answers = nn.Linear(width, 96)

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Tag scores, start scores, end scores, link scores (batch, pieces, pieces)."""
        hidden = self.drop(self.encoder(input_ids=ids, token_type_ids=segments, attention_mask=mask).last_hidden_state)
        links = self.asks(hidden) @ self.answers(hidden).transpose(1, 2) / 96**0.5
        links = links.masked_fill(mask[:, None, :] == 0, -1e4)
        return self.tags(hidden), self.starts(hidden), self.ends(hidden), links


def loss_of(outputs: tuple[Tensor, ...], tags: Tensor, starts: Tensor, ends: Tensor, links: Tensor) -> Tensor:
    """The sum of the heads' losses."""
    t, s, e, a = (o.float() for o in outputs)
    word = (tags != -100).float()[..., None]
    total = nn.functional.cross_entropy(t.flatten(0, 1), tags.flatten(), ignore_index=-100)
    for scores, gold in ((s, starts), (e, ends)):
        raw = nn.functional.binary_cross_entropy_with_logits(scores, gold, reduction="none", pos_weight=torch.tensor(3.0))
        total = total + 2.0 * (raw * word).sum() / word.sum() / len(ROLES)
    if (links != -100).any():
        total = total + 0.3 * nn.functional.cross_entropy(a.flatten(0, 1), links.flatten(), ignore_index=-100)
    return total
