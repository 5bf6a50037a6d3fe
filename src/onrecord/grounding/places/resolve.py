"""Every place name of a document with the place it means; two passes: countries and clear names first, then the rest by them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from onrecord.data import table
from onrecord.grounding.places.build import country_ids
from onrecord.grounding.places.fold import fold
from onrecord.grounding.places.gazetteer import Candidate, gazetteer
from onrecord.grounding.places.names import Named, capitals, countries, demonyms, find_names
from onrecord.grounding.places.rank import Setting, best

UNKNOWN = "not in the gazetteer"
AMBIGUOUS = "several places of this name, and nothing in the report says which"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A name and what it means; candidate None: open, with the reason."""

    named: Named
    candidate: Candidate | None
    reason: str | None = None


@cache
def _abbreviations() -> dict[str, str]:
    return {name: code for code, names in table("places")["supplement"]["abbreviations"].items() for name in names}


def resolve(doc: Doc) -> list[Resolved]:
    """All place names of a document, in order."""
    names = list(find_names(doc))
    fixed = [_fixed(named) for named in names]
    weights: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    for token in doc:
        country = demonyms().get(token.lower_) if token.text[:1].isupper() else None
        if country:
            weights[country] += 1
    pools = [gazetteer().named(named.text) if known is None else () for named, known in zip(names, fixed, strict=True)]
    for known, pool in zip(fixed, pools, strict=True):
        if known is not None:
            weights[known.country] += 2 if known.country else 0
            parts[known.part] += 2
        elif len({c.country for c in pool}) == 1:
            weights[pool[0].country] += 2
    del weights[""], parts[""]  # a Counter forgets what it does not have without complaint
    shares, part_shares = _shares(weights), _shares(parts)
    found = []
    for i, (named, known) in enumerate(zip(names, fixed, strict=True)):
        if known is not None:
            found.append(Resolved(named, known))
            continue
        setting = Setting(shares, part_shares, *_stated(doc, names, fixed, i), named.kind, capitals().get(fold(named.text), ""))
        chosen = best(pools[i], setting, named.supplement)
        if chosen is not None:
            found.append(Resolved(named, chosen))
        elif named.has_label:
            found.append(Resolved(named, None, AMBIGUOUS if pools[i] else UNKNOWN))
    return found


def _shares(counts: Counter[str]) -> dict[str, float]:
    """Each count as a share of the largest."""
    top = max(max(counts.values(), default=0), 1)
    return {name: count / top for name, count in counts.items()}


def _fixed(named: Named) -> Candidate | None:
    """A country or an abbreviated state: a name that needs no ranking."""
    country = countries().get(fold(named.text))
    if country is not None and not named.supplement and named.kind in ("", "province"):
        if named.text == "Georgia" or (named.text.isupper() is False and fold(named.text) == "us"):
            return None
        if named.text in ("England", "Scotland", "Wales", "Northern Ireland"):
            return next((c for c in gazetteer().named(named.text) if c.kind == "province" and c.country == "GBR"), None)
        return Candidate(country_ids().get(country[0]), country[1], country[0], None, None, 0, "country")
    code = _abbreviations().get(named.text)
    return gazetteer().coded(code) if code else None


def _stated(doc: Doc, names: list[Named], fixed: list[Candidate | None], i: int) -> tuple[str, str]:
    """The country and the state said right beside a name: 'Tripoli, Lebanon', 'Syria’s Idlib', 'the Iraqi city of Mosul'."""
    named = names[i]
    country = part = ""
    if i + 1 < len(names) and _links(doc, named.end, names[i + 1].start, (",", "in")):
        after = names[i + 1]
        known = fixed[i + 1]
        if known is not None:
            country, part = known.country, known.part
        else:
            state = next((c for c in gazetteer().named(after.text)[:4] if c.kind == "province" and c.is_main), None)
            if state is not None:
                country, part = state.country, state.part
    if not country and i and fixed[i - 1] is not None and _links(doc, names[i - 1].end, named.start, ("'s", "’s", "'", "’")):
        before = fixed[i - 1]
        country = before.country if before is not None else ""
    if not country:
        for k in range(named.start - 1, max(named.start - 6, -1), -1):
            if doc[k].is_punct or doc[k].pos_ == "VERB":
                break
            found = demonyms().get(doc[k].lower_)
            if found and doc[k].text[:1].isupper():
                country = found
                break
    return country, part


def _links(doc: Doc, end: int, start: int, marks: tuple[str, ...]) -> bool:
    """Do only these small words stand between two names?"""
    return 0 < start - end <= 2 and all(doc[k].lower_ in (*marks, "the") for k in range(end, start))
