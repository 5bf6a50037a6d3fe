"""Which of the places of one name is meant: a visible list of weighted features."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.grounding.places.gazetteer import Candidate

# Set on the 65 and 229 development texts of the geoparsing corpora (docs: eval/places.py); a feature that did not help is not here.
WEIGHTS: dict[str, float] = {
    "people": 1.0,  # log10 of the inhabitants: 0 to 7.5
    "main_name": 1.2,  # the name in full, not one of its other names
    "stated_country": 6.0,  # 'Tripoli, Lebanon', 'the Syrian town of', 'Iraq’s'
    "stated_part": 6.0,  # 'Springfield, Illinois'
    "report_country": 3.0,  # times the share of that country among the places and demonyms of the report
    "report_part": 1.5,  # times the share of that state or province
    "kind_said": 3.0,  # 'Idlib province', 'the city of Homs'
    "kind_denied": -3.0,
    "district": -2.0,  # a county of that name, where nothing says county
    "province": 0.5,
    "supplement": 5.0,  # named in data/places
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


def features(candidate: Candidate, setting: Setting, is_supplement: bool = False) -> dict[str, float]:
    """The features of one candidate, before their weights."""
    found = {"people": math.log10(candidate.people + 1), "main_name": float(candidate.is_main)}
    if is_supplement:
        found["supplement"] = 1.0
    if setting.stated:
        found["stated_country"] = 1.0 if candidate.country == setting.stated else -0.5
    if setting.stated_part:
        found["stated_part"] = 1.0 if candidate.part == setting.stated_part else -0.5
    found["report_country"] = setting.countries.get(candidate.country, 0.0)
    found["report_part"] = setting.parts.get(candidate.part, 0.0) if candidate.part else 0.0
    if setting.kind:
        found["kind_said" if candidate.kind == setting.kind else "kind_denied"] = 1.0
    elif candidate.kind == "district":
        found["district"] = 1.0
    elif candidate.kind == "province":
        found["province"] = 1.0
    return found


def score(candidate: Candidate, setting: Setting, is_supplement: bool = False) -> float:
    """The weighted sum of the features."""
    return sum(WEIGHTS[name] * value for name, value in features(candidate, setting, is_supplement).items())


def best(candidates: tuple[Candidate, ...], setting: Setting, supplement: tuple[Candidate, ...] = ()) -> Candidate | None:
    """The candidate with the highest score, the more populous first where two are alike; None where none is good enough."""
    scored = [(score(c, setting, True), c.people, c) for c in supplement] + [(score(c, setting), c.people, c) for c in candidates]
    if not scored:
        return None
    top = max(scored, key=lambda entry: (entry[0], entry[1], -(entry[2].geonameid or 0)))
    return top[2] if top[0] >= THRESHOLD else None
