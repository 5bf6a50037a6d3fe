"""Who is meant: the registry of actors, their mentions in a document, and who each mention is."""

from onrecord.actors.find import find_cast
from onrecord.actors.phrase import resolve_phrase
from onrecord.actors.registry import Country, Office, Registered, countries, country, holder, registered

__all__ = ["Country", "Office", "Registered", "countries", "country", "find_cast", "holder", "registered", "resolve_phrase"]
