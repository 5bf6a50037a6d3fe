"""Who did what to whom, in PLOVER terms, with a status; the ontology is data, the rules read the parse."""

from onrecord.events.find import find_events
from onrecord.events.fold import fold
from onrecord.events.ontology import event_type

__all__ = ["event_type", "find_events", "fold"]
