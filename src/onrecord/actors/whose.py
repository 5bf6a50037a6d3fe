"""Whose army is 'the army': a bare organ goes to the state the report has tied it to, or is chiefly about.

Rule, in this order: the one state that the report has given this noun, or this kind of organ, so far ("the Syrian army …
the army"); of several such states the chief one; where there is none, the chief one, for nouns that each state at war has ("the army", "state television",
"the opposition"). The chief state is the one with at least LEAST of the report's mentions of states and SHARE of them all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from onrecord.actors.name import word_list
from onrecord.actors.scene import Scene

LEAST = 4
SHARE = 0.6
"""Set on 40 bare organs read in reports of six outlets: with .6 all 38 that got a state got the right one; .5 takes in the wrong ally."""
USUAL = word_list("usual_organs")
KINDS = frozenset({"name", "demonym", "metonym", "capital"})


@dataclass(slots=True)
class Owners:
    """The states the report has given each organ, by noun and by sector."""

    chief: str
    nouns: dict[str, list[str]] = field(default_factory=dict)
    sectors: dict[str, list[str]] = field(default_factory=dict)

    def note(self, noun: str, sector: str, country: str) -> None:
        """The report ties the organ to the state."""
        self.nouns.setdefault(noun, []).append(country)
        self.sectors.setdefault(sector, []).append(country)

    def of(self, noun: str, sector: str) -> str:
        """The state a bare mention means, or ""."""
        for seen in (self.nouns.get(noun), self.sectors.get(sector)):
            if seen:
                states = set(seen)
                if len(states) == 1:
                    return seen[0]
                return self.chief if self.chief in states else ""
        return self.chief if noun in USUAL else ""


def owners_of(scene: Scene) -> Owners:
    """No owners yet, and the chief state of the report, or ""."""
    counted = Counter(hit.entry.id for hit in scene.names if hit.entry.kind in KINDS)
    if not counted:
        return Owners("")
    chief, most = min(counted.items(), key=lambda item: (-item[1], item[0]))
    return Owners(chief if most >= LEAST and most >= SHARE * counted.total() else "")
