"""Who holds an office that a definite phrase names: 'the Russian president', 'the secretary of state'."""

from __future__ import annotations

from onrecord.actors.lexicon import Title, titles
from onrecord.actors.name import pieces
from onrecord.actors.registry import countries, holder
from onrecord.actors.scene import Person, Scene
from onrecord.actors.surname import RANK

HEADS = frozenset({"President", "Prime Minister", "Chancellor", "King", "Queen", "Supreme Leader", "Emir", "Sultan", "Leader"})
"""Offices that 'the Syrian leader' can mean; a President before the others."""


def title_of(scene: Scene, start: int, end: int) -> Title | None:
    """The office that tokens [start, end) print, longest first: 'deputy foreign minister' before 'minister'."""
    words = [piece for token in scene.doc[start:end] for piece in pieces(token.text) if token.tag_ != "POS"]
    table = titles()
    for p in range(len(words)):
        found = table.get(tuple(words[p:]))
        if found is not None:
            if "deputy" in words[:p] or "vice" in words[:p]:
                return Title(f"Deputy {found.name}", found.sector, False)
            return found
    return None


def holder_of(scene: Scene, title: Title, country: str, at: int) -> Person | None:
    """Exactly one person of the report so far who holds that office (of that country); else the registry, by date."""
    wanted = HEADS if title.name == "Leader" else frozenset({title.name})
    options = [p for p in scene.people.values() if p.titles & wanted and p.first < at]
    if country:
        options = [person for person in options if person.country == country]
    if len(options) == 1 and (country or title.name in RANK or title.name in options[0].titles):
        return options[0]
    day = scene.document.report.published
    if options or not country or country not in countries() or day is None:
        return None
    if title.name == "Leader":
        found = next(
            (entry for office in ("President", "Supreme Leader", "Prime Minister") if (entry := holder(country, office, day))),
            None,
        )
    else:
        found = holder(country, title.name, day)
    if found is None:
        return None
    known = scene.people.get(found.id)
    if known is None:
        office = found.office_on(day)
        known = Person(
            found.id,
            found.name,
            pieces(found.name),
            at,
            found.country,
            found.sector,
            office.title if office else None,
            found.gender,
            entry=found,
        )
        known.titles.update(o.title for o in found.offices if o.held_on(day))
        scene.people[found.id] = known
    return known
