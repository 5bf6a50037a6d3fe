"""The encoder with its heads: statements (tags, boundaries, links to the cue, kind) and events (trigger, status, parties)."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import BertModel

from onrecord.language.pair import FOLDED, OPENS
from onrecord.language.tagger import KINDS, POINTERS, STATUSES, TYPES, WIDE
from training.data import IGNORE, ROLES, TAGS

AGAIN = 2.0
"""Weight of the pointer to the earlier word for the same act beside the other pointers (chosen, not measured)."""


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
    """The act between two given parties, from the encoder's states: a score for each folded type.

    Each piece counts as the word that tells it by how it leads to the two parties (scores of its own, so that the pointers
    keep to their task); to what those words say comes what parties and words between say as a whole.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.types = nn.Linear(width, len(FOLDED))
        self.to_source, self.from_source = nn.Linear(width, WIDE), nn.Linear(width, WIDE)
        self.to_target, self.from_target = nn.Linear(width, WIDE), nn.Linear(width, WIDE)
        self.layers = nn.Sequential(nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, len(FOLDED)))

    def forward(self, hidden: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> Tensor:
        """hidden (batch, pieces, width); mask, source, target (batch, pieces) of 0 and 1 → (batch, folded types)."""
        none = -1e4
        led = (1 - mask) * none
        for asks, answers, party in (
            (self.to_source, self.from_source, source),
            (self.to_target, self.from_target, target),
        ):
            raw = asks(hidden) @ answers(hidden).transpose(1, 2) / WIDE**0.5
            logs = (raw + (1 - mask)[:, None, :] * none).log_softmax(-1)
            led = led + torch.logsumexp(logs + (1 - party)[:, None, :] * none, -1)
        inner = torch.cat([torch.full_like(led[:, :1], none), torch.zeros_like(led[:, 1:])], 1)
        led = (led + inner).log_softmax(-1)
        by_word = torch.logsumexp(self.types(hidden).log_softmax(-1) + led[..., None], 1)
        between = (hidden * led.exp()[..., None]).sum(1)
        parties = [(hidden * p[..., None]).sum(1) / p.sum(1, keepdim=True).clamp(min=1) for p in (source, target)]
        whole: Tensor = self.layers(torch.cat([*parties, between, hidden[:, 0]], -1))
        return by_word + whole


class Marked(nn.Module):
    """The act between two parties that are marked in the text itself: a score for each folded type."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.layers = nn.Sequential(nn.Linear(3 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, len(FOLDED)))

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor) -> Tensor:
        """All (batch, pieces) → (batch, folded types), from the pieces that open the parties and the first of all."""
        hidden = self.encoder(input_ids=ids, token_type_ids=segments, attention_mask=mask).last_hidden_state
        opens = [(ids == id_).float()[..., None] for id_ in OPENS]
        parties = [(hidden * at).sum(1) / at.sum(1).clamp(min=1) for at in opens]
        scores: Tensor = self.layers(torch.cat([*parties, hidden[:, 0]], -1))
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
        total = (
            total
            - (AGAIN if number == POINTERS.index("again") else 1.0) * torch.logsumexp(logs.masked_fill(~wanted, -1e4), -1).mean()
        )
    return total


def pair_scores(model: Tagger, heads: Heads, mask: Tensor, source: Tensor, target: Tensor) -> Tensor:
    """Scores (batch, folded types) of the act between two marked parties; source, target (batch, pieces)."""
    scores: Tensor = model.pair(heads.hidden.float(), mask.float(), source.float(), target.float())
    return scores


def told_between(heads: Heads, mask: Tensor, source: Tensor, target: Tensor, folded: Tensor) -> Tensor:
    """The same by the heads for events alone: it teaches them from rows in which no word is marked.

    A word counts by how its pointers lead to the two; its type and status fold into one type (`folded`: types x statuses x
    folded types, 0 or 1).
    """
    led = (1 - mask.float()) * -1e4
    led[:, 0] = -1e4
    for number, party in ((0, source), (1, target)):
        logs = pointer(heads, number, mask)
        led = led + torch.logsumexp(logs.masked_fill(party[:, None, :] == 0, -1e4), -1)
    types = heads.triggers.float().log_softmax(-1)[..., 1:]
    statuses = heads.statuses.float().log_softmax(-1)
    joint = (types[..., :, None] + statuses[..., None, :]).exp()
    told = torch.einsum("bpts,tsf->bpf", joint, folded).clamp(min=1e-9).log()
    return torch.logsumexp(told + led.log_softmax(-1)[..., None], 1).log_softmax(-1)
