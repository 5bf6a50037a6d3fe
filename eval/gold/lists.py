"""The closed lists of the gold standard: kinds, forms, statuses, precisions, reasons, PLOVER types and their modes."""

from __future__ import annotations

KINDS = (
    "assert", "deny", "accuse", "reject", "demand", "promise", "threaten", "warn", "praise", "announce", "speculate", "ask",
)  # fmt: skip
FORMS = ("direct", "mixed", "indirect")
REASONS = ("unnamed", "passive", "not-in-text", "ambiguous")
"""Why a speaker is open: an unnamed person or crowd; a passive or noun without a source; cut away; two could be meant."""

STATUSES = (
    "happened", "ongoing", "planned", "threatened", "called_for", "denied", "alleged",
    "hypothetical", "counterfactual", "historical", "disputed",
)  # fmt: skip
REAL = frozenset({"happened", "ongoing"})
"""The statuses of what the report itself gives as having taken place in its story."""

PRECISIONS = (
    "day", "weekend", "week", "month-part", "month", "quarter", "season", "year-part", "year", "decade",
    "interval", "open-interval",
)  # fmt: skip

MODES: dict[str, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack",
        "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
TYPES = tuple(MODES)
