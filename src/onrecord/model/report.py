"""Report and Evidence: the text as received, and exact stretches of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A stretch of one report: `report.text[start:end] == text`, in code points, end exclusive.

    Made by `Report.evidence` only, so that the quotation is right by construction.
    """

    report: str
    start: int
    end: int
    text: str

    def __len__(self) -> int:
        return self.end - self.start


Spans = tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One news item exactly as received. Its id is a digest of its content and never of where it lay."""

    text: str
    name: str = "report"
    """File stem or given id: what a person calls it."""
    outlet: str | None = None
    published: date | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    """ISO 639-1 code, once detected."""
    origin: str = ""
    """Path (and row) it was read from: for messages, not part of the id."""
    id: str = field(init=False)

    def __post_init__(self) -> None:
        day = self.published.isoformat() if self.published else ""
        parts = (self.text, self.title or "", self.outlet or "", self.url or "", day)
        digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "id", "r" + digest[:16])

    def evidence(self, start: int, end: int) -> Evidence:
        """The stretch [start, end) of the text as received; raises ValueError where it does not fit."""
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"{self.id}: no stretch [{start}, {end}) in a text of {len(self.text)} characters")
        return Evidence(self.id, start, end, self.text[start:end])


def content_id(prefix: str, *parts: object) -> str:
    """A short id from content: same content, same id, on every machine."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")).hexdigest()
    return prefix + digest[:16]
