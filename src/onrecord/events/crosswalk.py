"""Our PLOVER events in the codings of others: CAMEO 1.1b3, GDELT, Phoenix; the tables are data/crosswalks/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.data import table
from onrecord.errors import DataFileError
from onrecord.events import ontology
from onrecord.model import Status


@dataclass(frozen=True, slots=True)
class Code:
    """One CAMEO code, what PLOVER makes of it, and how GDELT and Phoenix class it."""

    code: str
    label: str
    type: str | None
    """PLOVER type; None where PLOVER has no home for it, with the reason."""
    mode: str
    """PLOVER mode; "" where the code does not tell one."""
    contexts: tuple[str, ...]
    reason: str | None
    is_swapped: bool
    """Source and target of the CAMEO row are recipient and actor (a visit hosted)."""
    is_beyond: bool
    """Not in the codebook of 1.1b3, though other tables have it."""
    gdelt_quad: int
    """GDELT's QuadClass, 1 to 4, by the root."""
    phoenix_class: int
    """Phoenix' class, 0 (neutral) to 4, by the root."""
    goldstein: float | None
    """Goldstein scale from -10 (most conflict) to 10; None where copies of GDELT's table disagree or have no value."""


@cache
def codes() -> dict[str, Code]:
    """Every CAMEO code, roots and below, in the order of the codebook."""
    goldstein = {code: float(row["value"]) for row in table("crosswalks")["gdelt"]["goldstein"] for code in row["codes"]}
    cameo_table = table("crosswalks")["cameo"]
    gdelt, phoenix = (table("crosswalks")[name]["root"] for name in ("gdelt", "phoenix"))
    return {
        code: Code(
            code,
            str(entry["label"]),
            entry.get("type"),
            str(entry.get("mode", "")),
            tuple(entry.get("contexts", ())),
            str(cameo_table["none"][entry["none"]]) if "none" in entry else None,
            bool(entry.get("swapped", False)),
            bool(entry.get("beyond", False)),
            int(gdelt[code[:2]]),
            int(phoenix[code[:2]]),
            goldstein.get(code),
        )
        for code, entry in cameo_table["code"].items()
    }


def cameo(event_type: str, modes: Sequence[str] = (), status: Status = "happened") -> str | None:
    """The CAMEO code that means an event of that type, modes and status; None where CAMEO has none (see `reason`).

    Of several modes the one that says more than the bare type is taken, then the one with the strongest score, then the first
    of the manual. A code for what is only claimed would tell it as a fact, so there is none; without a status the code is
    that of the act. KeyError for a type, mode or status the ontology does not have (`ontology.canonical` knows other names).
    """
    row = _row(event_type, modes, status)
    take = _status(status).get("take")
    return None if take is None else row.get(take)


def reason(event_type: str, modes: Sequence[str] = (), status: Status = "happened") -> str | None:
    """Why `cameo` gives no code; None where it gives one."""
    if cameo(event_type, modes, status) is not None:
        return None
    own = _row(event_type, modes, status).get("none")
    return str(table("crosswalks")["cameo"]["none"][own or _status(status)["none"]])


def ends(status: Status) -> tuple[str, str] | None:
    """What stands as source and target of the CAMEO row: actor and recipient, or holder and actor of what is called for."""
    entry = _status(status)
    return (str(entry["source"]), str(entry["target"])) if "take" in entry else None


def gdelt_quad(event_type: str) -> int:
    """GDELT's QuadClass of a type, 1 to 4; the class of one event is that of its code: `codes()[code].gdelt_quad`."""
    return int(table("crosswalks")["gdelt"]["type"][event_type])


def phoenix_class(event_type: str, modes: Sequence[str] = (), status: Status = "happened") -> int | None:
    """Phoenix' class of an event, 0 to 4, by the root of its CAMEO code; None where CAMEO has no code."""
    code = cameo(event_type, modes, status)
    return None if code is None else codes()[code].phoenix_class


def check() -> None:
    """Raise DataFileError where the tables name what CAMEO or the ontology does not have, or leave a (type, mode) out."""
    types, known = ontology.event_types(), codes()
    wanted = {(t.name, mode) for t in types.values() for mode in ("", *t.modes)}
    if wanted != set(_acts()) or len(_acts()) != len(table("crosswalks")["cameo"]["act"]):
        raise DataFileError(f"data/crosswalks/cameo.toml: acts missing, unknown or doubled: {sorted(wanted ^ set(_acts()))}")
    for (name, mode), row in _acts().items():
        named = (row.get(key) for key in ("code", "planned", "threatened", "called_for"))
        strange = [code for code in named if code is not None and code not in known]
        if strange or ("code" in row) == ("none" in row):
            raise DataFileError(f"data/crosswalks/cameo.toml: {name} {mode}: no such code {strange}, or neither code nor reason")
    for entry in known.values():
        if (entry.type is None) == (entry.reason is None):
            raise DataFileError(f"data/crosswalks/cameo.toml: {entry.code}: a type or a reason, and not both")
        if entry.type is not None and (entry.type, entry.mode) not in wanted:
            raise DataFileError(f"data/crosswalks/cameo.toml: {entry.code}: {entry.type} has no mode {entry.mode!r}")
        if not set(entry.contexts) <= set(ontology.contexts()):
            raise DataFileError(f"data/crosswalks/cameo.toml: {entry.code}: contexts {entry.contexts}")


@cache
def _acts() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["type"], row["mode"]): row for row in table("crosswalks")["cameo"]["act"]}


def _status(status: Status) -> dict[str, Any]:
    entry: dict[str, Any] = table("crosswalks")["cameo"]["status"][status]
    return entry


def _row(event_type: str, modes: Sequence[str], status: Status) -> dict[str, str]:
    """The act to read: of several modes the one that tells most under that status."""
    bare = _acts()[event_type, ""]
    take = str(_status(status).get("take", "code"))
    order = list(ontology.event_type(event_type).modes)

    def telling(mode: str) -> tuple[bool, bool, float, int]:
        code = _acts()[event_type, mode].get(take)
        return code is None, code == bare.get(take), -abs(ontology.score(event_type, mode)), order.index(mode)

    for mode in modes:
        if mode not in order:
            raise KeyError((event_type, mode))
    return _acts()[event_type, min(modes, key=telling)] if modes else bare
