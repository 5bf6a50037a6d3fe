"""Who is meant: the registry of actors, their mentions in a document, and who each mention is."""

from onrecord.actors.find import find_cast

__all__ = ["find_cast"]
