"""Everything that can go wrong, as one tree; each message says what, where and what to do.

OnrecordError
├── InputError          a file or text that cannot be taken in (exit code 3)
│   └── ColumnError     a table without the column that was asked for
├── DateError           a date that is impossible or cannot be understood (exit code 2)
├── DataFileError       a data file of onrecord's own that breaks its rules (exit code 4)
├── StepError           a reading step whose needs are not met (exit code 4)
├── RecordError         a record that cannot be opened or written (exit code 5)
│   ├── NotARecord      the file is something else
│   ├── NewerRecord     the file was written by a newer onrecord
│   └── RecordLocked    another program holds the record
├── NotFound            an id or name that is not in the record (exit code 6)
└── ExportError         a target that cannot be written (exit code 7)
"""

from __future__ import annotations

from typing import ClassVar


class OnrecordError(Exception):
    """The root: catch this to catch everything onrecord raises on purpose."""

    exit_code: ClassVar[int] = 1


class InputError(OnrecordError):
    """A file or text cannot be taken in; `where` names it, the message says what to do."""

    exit_code = 3

    def __init__(self, where: str, what: str, todo: str = "") -> None:
        self.where, self.what, self.todo = where, what, todo
        super().__init__(f"{where}: {what}" + (f" ({todo})" if todo else ""))


class ColumnError(InputError):
    """A table has no column under the name asked for; the message lists those it has."""


class DateError(OnrecordError):
    """A date is impossible or cannot be understood."""

    exit_code = 2


class DataFileError(OnrecordError):
    """A file under data/ breaks its rules; the message names file and entry."""

    exit_code = 4


class StepError(OnrecordError):
    """A reading step needs something no earlier step gives."""

    exit_code = 4


class RecordError(OnrecordError):
    """The record cannot be opened or written."""

    exit_code = 5


class NotARecord(RecordError):
    """The file is not an onrecord record."""


class NewerRecord(RecordError):
    """The record was written by a newer version of onrecord."""


class RecordLocked(RecordError):
    """Another program holds the record."""


class NotFound(OnrecordError):
    """An id or a name that is not there."""

    exit_code = 6


class ExportError(OnrecordError):
    """An export could not be written."""

    exit_code = 7
