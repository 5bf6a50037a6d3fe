"""Notice: what intake has to say about a file or row, beside the reports it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.errors import ColumnError, InputError

NoticeKind = Literal[
    "missing",  # no such path
    "unreadable",  # the system does not let us read it
    "format",  # not a format reports come in
    "binary",  # bytes that are no text
    "empty",  # no text in it
    "short",  # too short to hold a sentence
    "long",  # longer than Settings.max_characters
    "broken",  # a row or file that breaks its format's rules
    "column",  # a table without a column of text
    "text",  # a text that is not text
    "date",  # a date that is impossible, ambiguous or yet to come
    "encoding",  # characters that had to be guessed
    "repeat",  # the same file a second time
    "language",  # not in a language that is read
    "crash",  # its reader died twice
]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know about one file or row; the run goes on.

    `is_dropped`: what lies at `where` gave no report. Otherwise the report was read, or none was lost.
    """

    where: str
    """Path, or path:row (JSONL: the line; other tables: the row below the header, from 1)."""
    reason: str
    kind: NoticeKind
    todo: str = ""
    is_dropped: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}" + (f" ({self.todo})" if self.todo else "")

    def error(self) -> InputError:
        """The same as an error, for a caller that cannot go on without this file."""
        return (ColumnError if self.kind == "column" else InputError)(self.where, self.reason, self.todo)


class RefusalError(InputError):
    """Raised inside intake where a whole file or row gives no report; never leaves it: it becomes a Notice."""

    def __init__(self, where: str, what: str, kind: NoticeKind, todo: str = "") -> None:
        super().__init__(where, what, todo)
        self.kind: NoticeKind = kind

    def notice(self) -> Notice:
        """The Notice that stands for it."""
        return Notice(self.where, self.what, self.kind, self.todo)
