"""Times: a grammar of newswire expressions, with the conventions of news."""

from onrecord.grounding.times.find import find_times
from onrecord.grounding.times.interval import Context, Interval
from onrecord.grounding.times.normalise import normalise

__all__ = ["Context", "Interval", "find_times", "normalise"]
