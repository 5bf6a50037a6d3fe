"""Folds a type and a status into the one type that older tables use for both ("promised aid" is AGREE)."""

from __future__ import annotations

from onrecord.model import Status

_PROMISED: dict[str, str] = dict.fromkeys(("CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"), "AGREE")
_FORCE = frozenset(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"))


def fold(event_type: str, status: Status) -> str:
    """The single type for a type with a status, after the manual's advice to prefer one type over type and auxiliary.

    Cooperation still to come is AGREE, force still to come is THREATEN; all else keeps its type.
    """
    if status in ("planned", "threatened") and event_type in _PROMISED:
        return _PROMISED[event_type]
    if status in ("planned", "threatened") and event_type in _FORCE:
        return "THREATEN"
    return event_type
