"""Whom a bare surname can mean, by the registry and the day."""

from __future__ import annotations

from onrecord.actors import title
from onrecord.actors.name import word_list
from onrecord.actors.registry import Registered, registered
from onrecord.actors.scene import Scene

RANK = (
    "President", "Prime Minister", "Chancellor", "King", "Supreme Leader", "Crown Prince", "Emir", "Leader", "Secretary of State",
    "Foreign Minister", "Foreign Secretary", "UN Secretary-General",
)  # fmt: skip


COMMON = word_list("common")


def by_registry(
    scene: Scene, words: tuple[str, ...], ids: tuple[str, ...], beside: title.Beside | None = None
) -> Registered | None:
    """The one registered person whom this short name means on the day of the report; None where not exactly one."""
    entries = [registered()[id] for id in ids]
    if beside is not None and beside.title is not None:
        fitting = [entry for entry in entries if fits(entry, beside)]
        if len(fitting) == 1:
            return fitting[0]
    day = scene.document.report.published
    if day is not None:
        active = [entry for entry in entries if entry.office_on(day) is not None]
        if not active and len(entries) == 1:
            return entries[0]  # 'Kerry' in 2018
    else:
        active = [e for e in entries if any(o.until is None or o.until.year >= 2011 for o in e.offices)]
    if len(active) > 1:
        active = [
            entry for entry in active if any((day is None or o.held_on(day)) and o.title in RANK for o in entry.offices)
        ] or active
    return active[0] if len(active) == 1 else None


def fits(entry: Registered, beside: title.Beside) -> bool:
    if beside.country and beside.country != entry.country:
        return False
    return beside.title is not None and any(
        office.title == beside.title.name or office.title.startswith(beside.title.name) or beside.title.name == "Leader"
        for office in entry.offices
    )
