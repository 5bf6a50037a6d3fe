"""Where and when, and how many people: places, dates and tolls as the text gives them."""

from onrecord.grounding.place import find_places
from onrecord.grounding.time import find_times
from onrecord.grounding.toll import find_tolls

__all__ = ["find_places", "find_times", "find_tolls"]
