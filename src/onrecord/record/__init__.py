"""The record: one file that holds reports, readings and judgements, and answers questions about them."""

from onrecord.model.table import Rows
from onrecord.record.found import Found
from onrecord.record.status import Status
from onrecord.record.store import Record
from onrecord.record.write import Added

__all__ = ["Added", "Found", "Record", "Rows", "Status"]
