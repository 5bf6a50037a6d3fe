"""News reports in, a sourced record out: who did what to whom, where, when, and who says so.

import onrecord
reading = onrecord.read_text("Moscow denied that its aircraft had flown.", published="2017-04-13")
with onrecord.Record.open("crisis.db") as record:
    record.add(reading)
    record.events(actor="RUS").to_pandas()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.batch import read_files
    from onrecord.errors import OnrecordError
    from onrecord.model import Actor, Dispute, Event, Evidence, Motion, Reading, Report, Statement
    from onrecord.reading import read, read_text
    from onrecord.record import Record
    from onrecord.settings import Settings

_HOMES = {
    "Actor": "model", "Dispute": "model", "Event": "model", "Evidence": "model", "Motion": "model", "OnrecordError": "errors",
    "Reading": "model", "Record": "record", "Report": "model", "Settings": "settings", "Statement": "model", "read": "reading",
    "read_files": "batch", "read_text": "reading",
}  # fmt: skip

__all__ = [
    "Actor",
    "Dispute",
    "Event",
    "Evidence",
    "Motion",
    "OnrecordError",
    "Reading",
    "Record",
    "Report",
    "Settings",
    "Statement",
    "read",
    "read_files",
    "read_text",
]


def __getattr__(name: str) -> Any:
    """Public names are fetched when first asked for: `import onrecord` loads no parser and no database."""
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"onrecord.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
