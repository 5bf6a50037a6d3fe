"""Tolls: how many people were killed, injured, displaced or arrested, as a range."""

from onrecord.grounding.tolls.find import find_tolls

__all__ = ["find_tolls"]
