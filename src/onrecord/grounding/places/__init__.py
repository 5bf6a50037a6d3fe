"""Places: names used as places, with coordinates where they are known."""

from onrecord.grounding.places.find import find_places, place_at
from onrecord.grounding.places.resolve import UNKNOWN, Resolved, resolve

__all__ = ["UNKNOWN", "Resolved", "find_places", "place_at", "resolve"]
