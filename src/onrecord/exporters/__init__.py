"""Exports: one file a target, found by itself; status and holder are never dropped."""

from onrecord.exporters.export import Target, export, tables_of, targets
from onrecord.exporters.reading_json import from_json, to_json

__all__ = ["Target", "export", "from_json", "tables_of", "targets", "to_json"]
