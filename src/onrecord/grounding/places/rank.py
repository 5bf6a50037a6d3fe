"""Which of the places of one name is meant: a visible list of weighted features."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from onrecord.grounding.places.gazetteer import Candidate

# Set on 65 and 60 development texts of two geoparsing corpora (eval/places.py).
WEIGHTS: dict[str, float] = {
    "people": 1.0,  # log10 of the inhabitants: 0 to 7.5
    "main_name": 1.2,  # the name in full, not one of its other names
    "stated_country": 6.0,  # 'Tripoli, Lebanon', 'the Syrian town of', 'Iraq’s'
    "stated_part": 6.0,  # 'Springfield, Illinois'
    "report_country": 4.5,  # times the share of that country among the places and demonyms of the report
    "report_part": 1.5,  # times the share of that state or province
    "kind_said": 3.0,  # 'Idlib province', 'the city of Homs'
    "kind_denied": -3.0,
    "district": -2.0,  # a county of that name, where nothing says county
    "province": -0.7,  # a province of that name beside a city of that name
    "well_known": 3.0,  # a city of 100,000 five times the size of any other of that name: Geneva in news is the Swiss one
    "capital": 3.0,  # of a country
}
# Below this a name stays open: no country known to the report, a small place, another of its names.
THRESHOLD = 4.4


@dataclass(frozen=True, slots=True)
class Setting:
    """What the report says around a name."""

    countries: Mapping[str, float]
    """Alpha-3 → share of the report's places and demonyms."""
    parts: Mapping[str, float]
    stated: str = ""
    """Alpha-3 said right beside the name."""
    stated_part: str = ""
    kind: str = ""
    capital_of: str = ""
    """Alpha-3, where the name is that of a capital."""
    known: int | None = None
    """GeoNames id of the one city of that name that is far larger than the others."""


def features(candidate: Candidate, setting: Setting) -> dict[str, float]:
    """The features of one candidate, before their weights."""
    found = {"people": math.log10(candidate.people + 1), "main_name": float(candidate.is_main or candidate.people >= 100_000)}
    if setting.stated:
        found["stated_country"] = 1.0 if candidate.country == setting.stated else -0.5
    if setting.stated_part:
        found["stated_part"] = 1.0 if candidate.part == setting.stated_part else -0.5
    found["report_country"] = setting.countries.get(candidate.country, 0.0)
    found["report_part"] = setting.parts.get(candidate.part, 0.0) if candidate.part else 0.0
    if candidate.kind == "city" and candidate.country == setting.capital_of and candidate.people > 10_000:
        found["capital"] = 1.0
    if candidate.geonameid == setting.known and candidate.people >= 100_000:
        found["well_known"] = 1.0
    if setting.kind:
        found["kind_said" if candidate.kind == setting.kind else "kind_denied"] = 1.0
    elif candidate.kind in ("district", "province"):
        found[candidate.kind] = 1.0
    return found


def score(candidate: Candidate, setting: Setting) -> float:
    """The weighted sum of the features."""
    return sum(WEIGHTS[name] * value for name, value in features(candidate, setting).items())


def best(candidates: tuple[Candidate, ...], setting: Setting, supplement: tuple[Candidate, ...] = ()) -> Candidate | None:
    """The candidate with the highest score, the more populous first where two are alike; None where none is good enough.

    A site or region of data/places is meant wherever its name stands; its cities give way to the gazetteer's, which have ids.
    """
    if supplement:
        own = supplement[0]
        same = [c for c in candidates if c.country == own.country and not c.is_sound and c.kind in ("city", "province")]
        if own.kind in ("site", "region", "district") or not same:
            return own
        candidates = tuple(same)
    fitting = [
        c for c in candidates if not c.is_sound or c.country == setting.stated or setting.countries.get(c.country, 0.0) >= 0.2
    ]
    if not fitting:
        return None
    cities = [c for c in fitting if c.kind == "city"]
    has_province = any(c.kind == "province" for c in fitting)
    if cities and not has_province and (len(cities) == 1 or cities[0].people >= 5 * cities[1].people):
        setting = replace(setting, known=cities[0].geonameid)
    top = max(fitting, key=lambda c: (score(c, setting), c.people, -(c.geonameid or 0)))
    return top if score(top, setting) >= THRESHOLD else None
