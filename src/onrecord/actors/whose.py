"""Whose army is 'the army': a bare organ goes to the state the report has tied it to, or is chiefly about.

Rule, in this order: the one state that the report has given this noun so far ("the Syrian army … the army"), of several the
chief one; the one state that it has given this kind of organ, if no state is mentioned more ("Syrian troops … the army"); the
chief one, for nouns that each state at war has ("the army", "state television", "the opposition"). The chief state is the one
with at least LEAST of the report's mentions of states and SHARE of them all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from onrecord.actors.name import word_list
from onrecord.actors.registry import registered
from onrecord.actors.scene import Scene

LEAST = 4
SHARE = 0.6
"""Set by reading: of 70 bare organs given a state by any owner of the same kind 8 were wrong; of the 69 that this rule resolves
in the same 131 reports one was ("the coalition forces", now left open)."""
USUAL = word_list("usual_organs")
ANYBODYS = frozenset({"coalition forces", "authorities", "state", "administration", "republic", "kingdom", "leadership"})
"""Nouns that any state of the report may be called by."""
PLAIN = frozenset({"army", "military", "air force", "armed forces", "navy"})
NEAR = 15
"""Tokens between an organ with its state and a bare one that is taken for the same state's."""
WITHOUT_REGIME = frozenset({"AUS", "CAN", "DEU", "FRA", "GBR", "NLD", "NZL", "USA"})
"""States of which English-language news writes neither "the regime" nor "the rebels"."""
KINDS = frozenset({"name", "demonym", "metonym", "capital"})


@dataclass(slots=True)
class Owners:
    """The states the report has given each organ, by noun and by sector."""

    top: str
    """The state mentioned most."""
    chief: str
    nouns: dict[str, list[str]] = field(default_factory=dict)
    sectors: dict[str, list[str]] = field(default_factory=dict)
    last: dict[str, tuple[str, int]] = field(default_factory=dict)
    """By sector: the state last given one, and where."""

    def note(self, noun: str, sector: str, country: str, at: int) -> None:
        """The report ties the organ to the state, at that token."""
        self.last[sector] = (country, at)
        self.nouns.setdefault(noun, []).append(country)
        self.sectors.setdefault(sector, []).append(country)

    def of(self, noun: str, sector: str, at: int) -> str:
        """The state a bare mention means, or ""."""
        seen = set(self.nouns.get(noun, ()))
        if seen:
            return next(iter(seen)) if len(seen) == 1 else (self.chief if self.chief in seen else "")
        if noun in ANYBODYS:
            return ""
        is_odd = self.top in WITHOUT_REGIME and any(word in noun for word in ("regime", "loyalist", "rebel", "insurgen"))
        owners = set(self.sectors.get(sector, ()))
        if owners:
            if len(owners) == 1 and noun in PLAIN and at - self.last[sector][1] < NEAR:
                return self.last[sector][0]  # 'A Syrian military source denied that the army …'
            best = self.top if noun in PLAIN or noun == "rebels" else self.chief
            return best if best in owners and not is_odd else ""
        return self.chief if noun in USUAL and not is_odd else ""


def owners_of(scene: Scene) -> Owners:
    """No owners yet, and the chief state of the report, or ""."""
    counted = Counter(hit.entry.id for hit in scene.names if hit.entry.kind in KINDS)
    counted.update(
        registered()[m.actor].country
        for m in scene.mentions
        if m.actor in registered() and registered()[m.actor].kind == "person"
    )
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return Owners("", "")
    chief, most = ranked[0]
    if len(ranked) > 1 and ranked[1][1] == most:
        return Owners("", "")
    return Owners(chief, chief if most >= LEAST and most >= SHARE * counted.total() else "")
