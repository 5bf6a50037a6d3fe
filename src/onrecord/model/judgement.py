"""Judgement: same, different or unsure between two findings, by whom; taken back, never overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Verdict = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """What somebody, or a rule, holds of two findings. `a` and `b` are ids of findings, the smaller first."""

    a: str
    b: str
    verdict: Verdict
    by: str
    """Who judged: a person's name, or "rule:" and the name of the rule."""
    reason: str = ""
    made: date | None = None
    """The day it was made, as the caller gives it."""
    taken_back: date | None = None
    """The day it was taken back; None: it stands."""
