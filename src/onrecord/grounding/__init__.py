"""Where and when, and how many people: places, dates and tolls as the text gives them."""

from onrecord.grounding.places import find_places, place_at
from onrecord.grounding.times import find_times, normalise
from onrecord.grounding.tolls import find_tolls

__all__ = ["find_places", "find_times", "find_tolls", "normalise", "place_at"]
