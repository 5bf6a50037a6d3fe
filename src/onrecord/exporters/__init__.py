"""Exports: one file a target, found by itself; status and holder are never dropped."""

from onrecord.exporters.reading_json import from_json, to_json

__all__ = ["from_json", "to_json"]
