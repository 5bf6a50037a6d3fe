"""Motions in the text: what was put to the Security Council, by whom, who voted how, what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span

from onrecord.council.membership import permanent
from onrecord.council.signals import (
    Signal,
    SignalKind,
    asks,
    backers,
    counts,
    fates,
    named_votes,
    names_instrument,
    speaks_of_council,
    symbols,
    vetoes,
)
from onrecord.council.vote import check, outcome
from onrecord.language import Document
from onrecord.model import Cast, Evidence, Motion, TimeMention, Vote, When, content_id


@dataclass(slots=True)
class _Draft:
    """A motion while its sentences are gathered."""

    signals: list[Signal] = field(default_factory=list)
    symbol: str | None = None
    when: When | None = None


def find_motions(document: Document, cast: Cast, times: tuple[TimeMention, ...]) -> tuple[Motion, ...]:
    """The motions of a report in the order of the text.

    Sentences belong to one motion while neither a symbol nor a day sets them apart. What is only threatened, asked for
    or expected is no vote and no veto.
    """
    drafts: list[_Draft] = []
    sentences = list(document.doc.sents)
    speaks = [speaks_of_council(sentence) for sentence in sentences]
    for sentence, is_of_council in zip(sentences, speaks):
        if not (is_of_council or drafts or (any(speaks) and names_instrument(sentence))):
            continue
        rules = (vetoes, named_votes, counts, fates, backers, asks)
        found = [signal for rule in rules for signal in rule(document, cast, sentence)]
        marks = symbols(document, sentence)
        opens = any(s.kind in ("veto", "vote", "count", "fate", "instrument") for s in found)
        if opens or (marks and found):
            draft = _draft_for(drafts, marks[0].what if marks else None, _when(times, sentence))
            draft.signals += [*found, *marks]
    return tuple(motion for draft in drafts if (motion := _motion(document, draft)) is not None)


def _when(times: Sequence[TimeMention], sentence: Span) -> When | None:
    """The first known day of a sentence; anything wider does not date a vote."""
    return next(
        (t.when for t in times if sentence.start <= t.start < sentence.end and t.when.start and t.when.precision == "day"), None
    )


def _draft_for(drafts: list[_Draft], symbol: str | None, when: When | None) -> _Draft:
    """The draft a sentence speaks of: by symbol, by day, else the latest; a new one where neither fits."""
    for draft in reversed(drafts):
        if symbol is not None and draft.symbol is not None:
            if symbol == draft.symbol:
                return draft
            continue
        if when is None or draft.when is None or when.start == draft.when.start:
            draft.symbol, draft.when = draft.symbol or symbol, draft.when or when
            return draft
    drafts.append(_Draft(symbol=symbol, when=when))
    return drafts[-1]


def _motion(document: Document, draft: _Draft) -> Motion | None:
    def of(kind: SignalKind) -> list[Signal]:
        return [signal for signal in draft.signals if signal.kind == kind]

    named = tuple(dict.fromkeys(actor for s in of("veto") for actor in s.actors))
    vetoers = tuple(actor for actor in named if actor in permanent())
    votes = tuple(_votes(draft.signals))
    fate = next((s.what for s in of("fate")), None)
    if not (named or votes or fate or of("count") or of("instrument")):
        return None
    numbers = dict(n for s in of("count") for n in s.numbers)
    against = tuple(dict.fromkeys([*vetoers, *(v.member for v in votes if v.vote == "against")]))
    for side in ("for", "against", "abstain"):
        voters = {v.member for v in votes if v.vote == side} | (set(vetoers) if side == "against" else set())
        if voters and side not in numbers and "for" in numbers:
            numbers[side] = len(voters)
    day = draft.when.start if draft.when else None
    by_rule = outcome(numbers, against, day=day)
    result, rule, vetoed_by, notes = by_rule.outcome, by_rule.rule, by_rule.vetoed_by, by_rule.notes
    if vetoers and result in ("unknown", "vetoed"):
        result, vetoed_by, rule = (
            "vetoed",
            tuple(dict.fromkeys([*vetoers, *vetoed_by])),
            rule or "Article 27(3): as the report says",
        )
    elif result == "unknown" and fate:
        result = fate
    notes += tuple(f"{actor} is not a permanent member: its No is no veto" for actor in named if actor not in vetoers)
    if not numbers:
        notes += tuple(check({}, (*against, *(v.member for v in votes)), day=day))
    evidence = _ordered(
        [s.evidence for s in draft.signals if s.kind in ("veto", "vote", "count", "fate", "instrument", "symbol")]
    )
    instrument = next((s.what for s in of("instrument")), "draft resolution" if vetoed_by else "resolution")
    return Motion(
        id=content_id("m", document.report.id, *((e.start, e.end) for e in evidence)),
        body="UNSC",
        instrument=instrument,
        evidence=evidence,
        symbol=draft.symbol,
        sponsors=tuple(dict.fromkeys(actor for s in of("sponsor") for actor in s.actors)),
        asks=_ordered([s.evidence for s in of("ask")]),
        counts=tuple((side, numbers[side]) for side in ("for", "against", "abstain", "absent") if side in numbers),
        votes=votes,
        vetoed_by=vetoed_by,
        outcome=result,
        rule=rule,
        when=draft.when,
        notes=notes,
    )


def _votes(signals: Sequence[Signal]) -> Iterator[Vote]:
    """Each member once; a veto is a vote against."""
    seen: set[str] = set()
    for signal in signals:
        if signal.vote is None:
            continue
        for member in signal.actors:
            is_state = len(member) == 3 and member.isupper()  # not the place of a dateline
            if is_state and member not in seen:
                seen.add(member)
                yield Vote(member, signal.vote, signal.evidence)


def _ordered(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(set(evidence)))
