"""The rules of the vote: Charter, Article 27, and nothing that is not in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.council.membership import members, permanent, size, threshold


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft, by which rule; `notes` name what in the numbers does not fit."""

    outcome: str
    rule: str | None
    vetoed_by: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def outcome(
    counts: Mapping[str, int],
    against: Sequence[str] = (),
    *,
    day: date | None = None,
    is_procedural: bool = False,
) -> Outcome:
    """The outcome of a vote with `counts` ("for", "against", "abstain", "absent") and the members named as against.

    A permanent member's No is a veto only where the draft had the votes it needed; an abstention or absence never
    blocks; a non-permanent member's No is never a veto; there is no veto on procedure.
    """
    if "for" not in counts:
        return Outcome("unknown", None)
    needed, yes = threshold(day), counts["for"]
    vetoers = tuple(sorted(set(against) & permanent()))
    notes = tuple(check(counts, against, day=day))
    if is_procedural:
        return Outcome("adopted" if yes >= needed else "not adopted", "Article 27(2): procedural, no veto", (), notes)
    if yes < needed:
        return Outcome(
            "not adopted", f"{yes} of {needed} affirmative votes: failed for lack of votes, no veto is counted", (), notes
        )
    if vetoers:
        return Outcome("vetoed", "Article 27(3): negative vote of a permanent member", vetoers, notes)
    if counts.get("against", 0) > len(against):
        return Outcome("unknown", None, (), (*notes, "who voted against is not named: whether a permanent member did is open"))
    return Outcome("adopted", f"Article 27(3): {yes} affirmative votes, no permanent member against", (), notes)


def check(counts: Mapping[str, int], voters: Sequence[str] = (), *, day: date | None = None) -> list[str]:
    """What does not fit: a sum that is not the Council's size, a named voter that was no member that day."""
    notes = []
    if {"for", "against", "abstain"} <= set(counts):
        total = sum(counts.values())
        if total != size(day):
            notes.append(f"the votes add up to {total}, the Council has {size(day)} members")
    known = members(day) if day is not None else None
    if known is not None:
        notes += [f"{voter} was not a member on {day}" for voter in sorted(set(voters)) if len(voter) == 3 and voter not in known]
    return notes
