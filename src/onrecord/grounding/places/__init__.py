"""Places: names used as places, with coordinates where they are known."""

from onrecord.grounding.places.find import find_places, place_at

__all__ = ["find_places", "place_at"]
