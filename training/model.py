"""The encoder with its heads: statements (tags, boundaries, links to the cue, kind) and events (trigger, status, parties)."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import BertModel

from training.data import IGNORE, ROLES, TAGS
from training.own import FOLDED, KINDS, POINTERS, STATUSES, TYPES

WIDE = 96
"""Numbers a pointer compares."""


class Heads(NamedTuple):
    """Scores for each piece: (batch, pieces, …); `links` (batch, pieces, pieces); asks and answers four pointers of WIDE."""

    tags: Tensor
    own_tags: Tensor
    starts: Tensor
    ends: Tensor
    links: Tensor
    kinds: Tensor
    triggers: Tensor
    statuses: Tensor
    asks: Tensor
    answers: Tensor
    hidden: Tensor


class Pair(nn.Module):
    """Two parties and what stands between them (four means of `hidden`, side by side) → a score a folded type."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, len(FOLDED)))

    def forward(self, means: Tensor) -> Tensor:
        """(batch, 4 x width) → (batch, folded types)."""
        scores: Tensor = self.layers(means)
        return scores


class Tagger(nn.Module):
    """One pass, several heads."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(width, len(TAGS))
        self.own_tags = nn.Linear(width, len(TAGS))
        self.starts = nn.Linear(width, len(ROLES))
        self.ends = nn.Linear(width, len(ROLES))
        self.asks = nn.Linear(width, WIDE)
        self.answers = nn.Linear(width, WIDE)
        self.kinds = nn.Linear(width, len(KINDS))
        self.triggers = nn.Linear(width, 1 + len(TYPES))
        self.statuses = nn.Linear(width, len(STATUSES))
        self.points_from = nn.Linear(width, WIDE * len(POINTERS))
        self.points_to = nn.Linear(width, WIDE * len(POINTERS))
        self.pair = Pair(width)

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor) -> Heads:
        """All heads over a batch of windows."""
        hidden = self.drop(self.encoder(input_ids=ids, token_type_ids=segments, attention_mask=mask).last_hidden_state)
        links = self.asks(hidden) @ self.answers(hidden).transpose(1, 2) / WIDE**0.5
        links = links.masked_fill(mask[:, None, :] == 0, -1e4)
        return Heads(
            self.tags(hidden), self.own_tags(hidden), self.starts(hidden), self.ends(hidden), links, self.kinds(hidden),
            self.triggers(hidden), self.statuses(hidden), self.points_from(hidden), self.points_to(hidden),
            hidden,
        )  # fmt: skip


def classes(scores: Tensor, gold: Tensor) -> Tensor:
    """Cross entropy over the pieces that have a label; 0 where none has."""
    if not (gold != IGNORE).any():
        return scores.sum() * 0.0
    return nn.functional.cross_entropy(scores.float().flatten(0, -2), gold.flatten(), ignore_index=IGNORE)


def boundaries(scores: Tensor, gold: Tensor, word: Tensor) -> Tensor:
    """Binary cross entropy of starts or ends over words, positives three times as heavy."""
    raw = nn.functional.binary_cross_entropy_with_logits(scores.float(), gold, reduction="none", pos_weight=torch.tensor(3.0))
    return (raw * word).sum() / word.sum().clamp(min=1) / len(ROLES)


def pointer(heads: Heads, number: int, mask: Tensor) -> Tensor:
    """Log probabilities (batch, pieces, pieces) of one pointer; piece 0 stands for nobody."""
    part = slice(number * WIDE, (number + 1) * WIDE)
    raw = heads.asks[..., part].float() @ heads.answers[..., part].float().transpose(1, 2) / WIDE**0.5
    return raw.masked_fill(mask[:, None, :] == 0, -1e4).log_softmax(-1)


def statement_loss(heads: Heads, scores: Tensor, tags: Tensor, starts: Tensor, ends: Tensor, links: Tensor) -> Tensor:
    """Tags by the head of their own guidelines; boundaries and links are shared."""
    word = (tags != IGNORE).float()[..., None]
    total = classes(scores, tags)
    for found, gold in ((heads.starts, starts), (heads.ends, ends)):
        total = total + 2.0 * boundaries(found, gold, word)
    return total + 0.3 * classes(heads.links, links)


def pointer_loss(heads: Heads, mask: Tensor, points: list[tuple[int, int, int, list[int]]]) -> Tensor:
    """Of (row, piece, pointer, pieces it may lead to): minus the log of the probability of any of them."""
    total = heads.asks.sum() * 0.0
    for number in range(len(POINTERS)):
        mine = [p for p in points if p[2] == number]
        if not mine:
            continue
        rows, at = torch.tensor([p[0] for p in mine]), torch.tensor([p[1] for p in mine])
        logs = pointer(heads, number, mask)[rows, at]
        wanted = torch.zeros_like(logs, dtype=torch.bool)
        for k, (_, _, _, to) in enumerate(mine):
            wanted[k, to or [0]] = True
        total = total - torch.logsumexp(logs.masked_fill(~wanted, -1e4), -1).mean()
    return total


def pair_scores(model: Tagger, heads: Heads, mask: Tensor, source: Tensor, target: Tensor, folded: Tensor) -> Tensor:
    """Scores (batch, folded types) of the act between two marked parties, whichever word tells it.

    A word counts by how its pointers lead to the two; its type and status fold into one type (`folded`: types x statuses x
    folded types, 0 or 1). To that comes what the parties and the words between say as a whole. source, target (batch, pieces).
    """
    inner = mask.clone()
    inner[:, 0] = 0
    led = torch.zeros_like(source, dtype=torch.float)
    for number, party in ((0, source), (1, target)):
        logs = pointer(heads, number, mask)
        led = led + torch.logsumexp(logs.masked_fill(party[:, None, :] == 0, -1e4), -1)
    led = led.masked_fill(inner == 0, -1e4).log_softmax(-1)
    types = heads.triggers.float().log_softmax(-1)[..., 1:]
    statuses = heads.statuses.float().log_softmax(-1)
    joint = (types[..., :, None] + statuses[..., None, :]).exp()
    told = torch.einsum("bpts,tsf->bpf", joint, folded).clamp(min=1e-9).log()
    by_word = torch.logsumexp(told + led[..., None], 1).log_softmax(-1)
    hidden = heads.hidden.float()
    between = (hidden * led.exp()[..., None]).sum(1)
    means = torch.cat([_mean(hidden, source), _mean(hidden, target), between, hidden[:, 0]], -1)
    as_whole: Tensor = model.pair(means)
    return by_word + as_whole


def _mean(hidden: Tensor, party: Tensor) -> Tensor:
    weight = party[..., None].float()
    return (hidden * weight).sum(1) / weight.sum(1).clamp(min=1)
