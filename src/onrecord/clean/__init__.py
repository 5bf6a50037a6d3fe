"""Broken text in, repaired text out, with the map back.

One mechanism (draft.py) applies every pass's edits and keeps the map; the passes are encoding, characters, layout,
marks and joints; quotations and regions are read off the repaired text.
"""

from onrecord.clean.repair import clean

__all__ = ["clean"]
