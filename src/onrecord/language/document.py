"""Document: a report's cleaned text, parsed, with the way back to the text as received."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import Cleaned, Evidence, Report

if TYPE_CHECKING:  # seconds of import, and the types alone are needed here
    from spacy.tokens import Doc, Span, Token


@dataclass(frozen=True, slots=True)
class Document:
    """What the steps read. Token and character offsets are those of the cleaned text; Evidence is made here only."""

    report: Report
    cleaned: Cleaned
    doc: Doc

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.cleaned.text

    def evidence(self, start: int, end: int) -> Evidence:
        """Characters [start, end) of the cleaned text, as a stretch of the text as received, without outer spaces."""
        text = self.cleaned.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return self.report.evidence(*self.cleaned.received(start, end))

    def of(self, part: Token | Span) -> Evidence:
        """The evidence of a token or span."""
        from spacy.tokens import Span

        if isinstance(part, Span):
            return self.evidence(part.start_char, part.end_char)
        return self.evidence(part.idx, part.idx + len(part))

    def of_tokens(self, start: int, end: int) -> Evidence:
        """The evidence of tokens [start, end)."""
        return self.of(self.doc[start:end])
