"""Disputes: rival accounts side by side with who holds them. Which is true is not ours to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from onrecord.language import Document
from onrecord.linking.position import GRAVE, Position, positions
from onrecord.linking.same_event import Told, same_events
from onrecord.model import Account, Cast, Dispute, Event, Reading, Statement, content_id

SHARED_WORDS = 2
"""Topic words two statements must share where no event ties them; over reports one more. Chosen, not yet measured."""
NEAR = timedelta(days=21)
"""Statements in reports further apart are not set side by side by a rule. Chosen, not yet measured."""
LONGEST = 220
"""Characters of a statement that stand for its account."""


def find_disputes(
    document: Document, cast: Cast, linked: tuple[Statement, ...], events: tuple[Event, ...]
) -> tuple[Dispute, ...]:
    """The disputes one report shows."""
    reading = Reading(document.report, "", tuple(cast.actors.values()), linked, events)
    return disputes([reading])


def disputes(readings: Sequence[Reading], groups: Sequence[tuple[Told, ...]] | None = None) -> tuple[Dispute, ...]:
    """The disputes of several reports together, in the order of their first statements."""
    groups = same_events(readings) if groups is None else groups
    group_of = {told.event.id: k for k, group in enumerate(groups) for told in group}
    stands = [position for reading in readings for position in positions(reading)]
    pairs = list(_rival_pairs(stands, group_of))
    found = [_dispute(members, stands, groups, group_of) for members in _matters(pairs, stands, group_of)]
    return tuple({dispute.id: dispute for dispute in found}.values())


def _rival_pairs(stands: Sequence[Position], group_of: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Pairs of stands that cannot both be held by one party."""
    by_word: dict[str, list[int]] = {}
    for k, position in enumerate(stands):
        near = {i for word in position.words for i in by_word.get(word, ())[-200:]} | set(range(max(0, k - 3), k))
        for i in sorted(near):
            if is_rival(stands[i], position, group_of):
                yield i, k
        for word in sorted(position.words):
            by_word.setdefault(word, []).append(k)


def is_rival(a: Position, b: Position, group_of: Mapping[str, int]) -> bool:
    """Do two statements hold rival accounts of one matter?"""
    if a.statement.id == b.statement.id or (a.sides & b.sides and set(a.holders) & set(b.holders)):
        return False
    is_one_report = a.reading.report.id == b.reading.report.id
    if is_one_report and turns_down(a, b):
        return True
    if a.sides == b.sides or not (is_one_report or _are_near(a, b)):
        return False
    groups = {group_of[e] for e in a.events if e in group_of} & {group_of[e] for e in b.events if e in group_of}
    # 'Washington said the base served the attack' against 'Moscow insisted that Assad is blameless'
    if a.is_against != b.is_against:
        claim, denial = (b, a) if a.is_against else (a, b)
        is_one_matter = bool(groups) or len(a.words & b.words) >= SHARED_WORDS + (not is_one_report)
        return is_one_matter and bool(claim.blames & (denial.clears | denial.sides))
    # 'Paris blamed the army' against 'Moscow blamed a leak from a rebel store'
    if a.is_against or "accuse" not in (a.statement.kind, b.statement.kind) or not (_has_country(a) and _has_country(b)):
        return False
    one, two = (_doers(position, groups, group_of) for position in (a, b))
    return bool(groups) and bool(one and two) and not one & two


def _are_near(a: Position, b: Position) -> bool:
    """Were the two reports published close enough to speak of one matter? Undated ones may."""
    one, two = a.reading.report.published, b.reading.report.published
    return one is None or two is None or abs(one - two) <= NEAR


def _has_country(position: Position) -> bool:
    """Is a state behind the stand? "A source" or "activists" may be anybody's, and two of them are no two sides."""
    return any(len(side) == 3 and side.isupper() for side in position.sides)


def _doers(position: Position, groups: set[int], group_of: Mapping[str, int]) -> frozenset[str]:
    """Who, by this statement, did the acts in question."""
    found = frozenset(doer for event, doers in position.doers.items() if group_of.get(event) in groups for doer in doers)
    return found or (position.blames if position.statement.kind == "accuse" else frozenset())


def turns_down(a: Position, b: Position) -> bool:
    """Is one of the two the claim that the other rejects in the same breath?

    'Moscow blamed a leak, a theory rejected by London'; 'Lavrov blasted US claims that …' (the claim within the rejection).
    """
    for claim, denial in ((a, b), (b, a)):
        if not denial.is_against or claim.is_against:
            continue
        if claim.statement.within == denial.statement.id:
            return True
        if denial.statement.about is None and _has_claim_noun(denial) and _follows(claim.statement, denial.statement):
            return True
    return False


CLAIM_NOUNS = frozenset(
    noun + end
    for noun in ("claim", "account", "accusation", "allegation", "charge", "version", "assertion", "report")
    for end in ("", "s")
) | {"theory", "theories"}


def _has_claim_noun(position: Position) -> bool:
    return bool(CLAIM_NOUNS & set(position.text.lower().replace("”", " ").split()))


def _follows(claim: Statement, denial: Statement) -> bool:
    """The rejection comes right after the claim, within a sentence's length and with no full stop between."""
    gap = denial.content[0].start - max(span.end for span in claim.content)
    return -len(claim.content[-1]) <= gap <= 40


def _matters(pairs: Sequence[tuple[int, int]], stands: Sequence[Position], group_of: Mapping[str, int]) -> list[list[int]]:
    """Rival pairs gathered by the act they differ on, or, where no act ties them, by the claim that is turned down.

    Never by chains: that A differs with B and B with C on another matter makes no dispute of A and C.
    """
    by_matter: dict[tuple[str, int], set[int]] = {}
    for a, b in pairs:
        one, two = ({group_of[e] for e in stands[k].events if e in group_of} for k in (a, b))
        shared = one & two or one or two
        by_matter.setdefault(("act", min(shared)) if shared else ("claim", min(a, b)), set()).update((a, b))
    return [sorted(members) for _, members in sorted(by_matter.items(), key=lambda item: (min(item[1]), item[0]))]


def _dispute(
    members: Sequence[int], stands: Sequence[Position], groups: Sequence[tuple[Told, ...]], group_of: Mapping[str, int]
) -> Dispute:
    by_stand: dict[tuple[object, ...], list[Position]] = {}
    for k in members:
        position = stands[k]
        key = (position.is_against, *sorted(position.sides), "blames", *sorted(position.blames))
        by_stand.setdefault(key, []).append(position)
    accounts = tuple(_account(held) for held in by_stand.values())
    about = sorted(
        {group_of[e] for k in members for e in stands[k].events if e in group_of}, key=lambda g: (-_weight(groups[g]), g)
    )
    group = groups[about[0]] if about else ()
    return Dispute(
        id=content_id("d", *sorted(stands[k].statement.id for k in members)),
        question=_question(group, stands[members[0]]),
        accounts=accounts,
        event=group[0].event.id if group else None,
        events=tuple(told.event.id for told in group),
    )


def _weight(group: Sequence[Told]) -> float:
    return len(group) + (2.0 if group[0].event.type in GRAVE else 0.0)


def _account(held: Sequence[Position]) -> Account:
    """The account in the words of the first statement that holds it."""
    text = " ".join(held[0].text.split())
    first = held[0].statement
    verb = "" if first.polarity == "affirms" and first.kind != "reject" else "rejects: " if first.kind == "reject" else "denies: "
    return Account(
        account=verb + (text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"),
        holders=tuple(dict.fromkeys(holder for position in held for holder in position.holders)),
        statements=tuple(dict.fromkeys(position.statement.id for position in held)),
    )


def _question(group: Sequence[Told], first: Position) -> str:
    """A neutral question: who did it, where an act is in dispute; else whether what was said is so."""
    if group:
        event = next((told.event for told in group if told.event.place), group[0].event)
        place = f" at {event.place.name}" if event.place else ""
        day = next(
            (str(t.event.when.start) for t in group if t.event.when and t.event.when.start and t.event.when.precision == "day"),
            "",
        )
        what = " ".join(event.trigger[0].text.split())
        return f"Accounts differ on “{what}”{place}{f' ({day})' if day else ''}: who did what?"
    text = " ".join(first.text.split())
    return f"Accounts differ on whether “{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}”"
