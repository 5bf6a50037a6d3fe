"""A reading as flat rows, table by table: what the store holds and what the exports write."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from onrecord.model.column import SIDES, TABLES, TOLLS
from onrecord.model.findings import Actor, Dispute, Event, Motion, Place, Reading, Statement, When
from onrecord.model.report import Evidence, Report, Spans
from onrecord.model.table import Row, number_of

Number = Callable[[str], int]
Flat = dict[str, list[Row]]
"""Rows by the name of their table, in the order of the text."""


def flatten(reading: Reading, number: Number = number_of) -> Flat:
    """All rows of one reading; `number` gives the integer alias of an id."""
    cast = {actor.id: actor for actor in reading.actors}
    spoken = {statement.id: statement for statement in reading.statements}
    report = {"report": reading.report.id}
    flat: Flat = {spec.name: [] for spec in TABLES}
    flat["reports"].append(_report(reading, number))
    flat["actors"] += [_actor(actor, ord, report, number) for ord, actor in enumerate(reading.actors)]
    flat["statements"] += [_statement(statement, reading.report, cast, number) for statement in reading.statements]
    flat["events"] += [_event(event, reading.report, cast, spoken, number) for event in reading.events]
    flat["motions"] += [_motion(motion, reading.report, number) for motion in reading.motions]
    flat["votes"] += [
        {"motion": motion.id, **report, "ord": ord, "member": vote.member, "vote": vote.vote, **_passage(vote.evidence)}
        for motion in reading.motions
        for ord, vote in enumerate(motion.votes)
    ]
    flat["parties"] += [{**report, **row} for thing, roles in _roles(reading, spoken) for row in _parties(thing, roles, cast)]
    for dispute in reading.disputes:
        rows = dispute_rows(dispute, lambda id: cast[id].name if id in cast else id, reading.report.id, number)
        flat["disputes"].append(rows[0])
        flat["accounts"] += rows[1]
    owners = [(None, reading.tolls), *((event.id, event.tolls) for event in reading.events)]
    flat["tolls"] += [
        {**report, "event": event, "ord": ord, "kind": toll.kind, "low": toll.low, "high": toll.high, "hedge": toll.hedge}
        | _passage(toll.evidence)
        for event, tolls in owners
        for ord, toll in enumerate(tolls)
    ]
    flat["places"] += [
        {**report, "ord": ord, **_place(place), **_passage(place.evidence)} for ord, place in enumerate(reading.places)
    ]
    flat["times"] += [{**report, "ord": ord, **_when(when), **_passage(when.evidence)} for ord, when in enumerate(reading.times)]
    flat["regions"] += [
        {**report, "ord": ord, "kind": kind, **_passage(span)} for ord, (kind, span) in enumerate(reading.regions)
    ]
    flat["issues"] += [
        {**report, "ord": ord, "step": issue.step, "reason": issue.reason, **_passage(issue.span)}
        for ord, issue in enumerate(reading.issues)
    ]
    flat["evidence"] += [
        {"thing": thing, "table": table, "role": role, "ord": ord, **report, **_passage(span)}
        for thing, table, role, spans in evidence_of(reading)
        for ord, span in enumerate(spans)
    ]
    return flat


def evidence_of(reading: Reading) -> Iterator[tuple[str, str, str, Spans]]:
    """Id, table, role and spans of everything a finding of the reading rests on."""
    for actor in reading.actors:
        yield actor.id, "actors", "mention", actor.mentions
    for statement in reading.statements:
        yield statement.id, "statements", "content", statement.content
        yield statement.id, "statements", "source", statement.source
        yield statement.id, "statements", "cue", statement.cue
    for event in reading.events:
        yield event.id, "events", "trigger", event.trigger
        yield event.id, "events", "actor", event.actor_evidence
        yield event.id, "events", "recipient", event.recipient_evidence
        yield event.id, "events", "when", (event.when.evidence,) if event.when else ()
        yield event.id, "events", "place", (event.place.evidence,) if event.place else ()
        yield event.id, "events", "weapon", event.weapons
    for motion in reading.motions:
        yield motion.id, "motions", "evidence", motion.evidence
        yield motion.id, "motions", "ask", motion.asks
        yield motion.id, "motions", "when", (motion.when.evidence,) if motion.when else ()


def dispute_rows(
    dispute: Dispute, name: Callable[[str], str], report: str | None = None, number: Number = number_of
) -> tuple[Row, list[Row]]:
    """The row of a dispute and those of its accounts; `name` gives an actor's name; no report: over several reports."""
    holders = list(dict.fromkeys(holder for account in dispute.accounts for holder in account.holders))
    row: Row = {
        "number": number(dispute.id),
        "id": dispute.id,
        "report": report,
        "question": dispute.question,
        "event": dispute.event,
        "events": list(dispute.events),
        "accounts": len(dispute.accounts),
        "holders": holders,
    }
    accounts: list[Row] = [
        {
            "dispute": dispute.id,
            "report": report,
            "ord": ord,
            "account": account.account,
            "holders": list(account.holders),
            "holder_names": [name(holder) for holder in account.holders],
            "statements": list(account.statements),
        }
        for ord, account in enumerate(dispute.accounts)
    ]
    return row, accounts


def sort_key(row: Row) -> tuple[str, int]:
    """Rows go out by report and start; rows over several reports first."""
    return str(row.get("report") or ""), row.get("start") or 0


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _passage(span: Evidence | None) -> Row:
    if span is None:
        return {"start": None, "end": None, "quotation": None}
    return {"start": span.start, "end": span.end, "quotation": span.text}


def _first(*lists: Spans) -> Row:
    return _passage(next((spans[0] for spans in lists if spans), None))


def _found_in(report: Report) -> Row:
    return {"report": report.id, "report_name": report.name, "outlet": report.outlet, "published": _iso(report.published)}


def _report(reading: Reading, number: Number) -> Row:
    report = reading.report
    return {
        "number": number(report.id),
        "id": report.id,
        "name": report.name,
        "outlet": report.outlet,
        "published": _iso(report.published),
        "title": report.title,
        "url": report.url,
        "language": report.language,
        "origin": report.origin,
        "length": len(report.text),
        "sha256": hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "version": reading.version,
        "statements": len(reading.statements),
        "events": len(reading.events),
        "motions": len(reading.motions),
        "disputes": len(reading.disputes),
        "issues": len(reading.issues),
    }


def _actor(actor: Actor, ord: int, report: Row, number: Number) -> Row:
    return {
        "number": number(actor.id),
        "id": actor.id,
        **report,
        "ord": ord,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "sector": actor.sector,
        "office": actor.office,
        "mentions": len(actor.mentions),
        **_first(actor.mentions),
    }


def _statement(statement: Statement, report: Report, cast: dict[str, Actor], number: Number) -> Row:
    speaker = cast.get(statement.speaker or "")
    return {
        "number": number(statement.id),
        "id": statement.id,
        **_found_in(report),
        "form": statement.form,
        "kind": statement.kind,
        "polarity": statement.polarity,
        "speaker": statement.speaker,
        "speaker_name": speaker.name if speaker else None,
        "speaker_country": speaker.country if speaker else None,
        "speaker_text": statement.speaker_text,
        "also_speakers": list(statement.also_speakers),
        "addressee": statement.addressee,
        "targets": list(statement.targets),
        "about": statement.about,
        "within": statement.within,
        "reason": statement.reason,
        "cue": statement.cue[0].text if statement.cue else None,
        **_first(statement.content, statement.cue, statement.source),
    }


def _event(event: Event, report: Report, cast: dict[str, Actor], spoken: dict[str, Statement], number: Number) -> Row:
    said = spoken.get(event.according_to or "")
    holder = cast.get((said.speaker if said else None) or "")
    names = {id: cast[id].name if id in cast else id for id in (*event.actor, *event.recipient)}
    countries = {id: cast[id].country if id in cast else "" for id in names}
    tolls = {kind: next((toll for toll in event.tolls if toll.kind == kind), None) for kind in TOLLS}
    when = _when(event.when)
    when["date_reason"] = when["date_reason"] or event.when_reason
    return {
        "number": number(event.id),
        "id": event.id,
        **_found_in(report),
        "type": event.type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "status": event.status,
        "according_to": event.according_to,
        "holder": said.speaker if said else None,
        "holder_name": holder.name if holder else (said.speaker_text or said.speaker) if said else None,
        **{role: list(ids) for role, ids in (("actor", event.actor), ("recipient", event.recipient))},
        "actor_name": [names[id] for id in event.actor],
        "actor_country": [countries[id] for id in event.actor],
        "recipient_name": [names[id] for id in event.recipient],
        "recipient_country": [countries[id] for id in event.recipient],
        **when,
        **_place(event.place),
        **{f"{kind}_low": toll.low if toll else None for kind, toll in tolls.items()},
        **{f"{kind}_high": toll.high if toll else None for kind, toll in tolls.items()},
        "weapons": [weapon.text for weapon in event.weapons],
        "is_headline": event.is_headline,
        **_first(event.trigger),
    }


def _motion(motion: Motion, report: Report, number: Number) -> Row:
    counts = dict(motion.counts)
    return {
        "number": number(motion.id),
        "id": motion.id,
        **_found_in(report),
        "body": motion.body,
        "instrument": motion.instrument,
        "symbol": motion.symbol,
        "sponsors": list(motion.sponsors),
        **{f"votes_{side}": counts.get(side) for side in SIDES},
        "counts": [f"{side}={number}" for side, number in motion.counts],
        "vetoed_by": list(motion.vetoed_by),
        "outcome": motion.outcome,
        "rule": motion.rule,
        **_when(motion.when),
        "notes": list(motion.notes),
        **_first(motion.evidence),
    }


def _when(when: When | None) -> Row:
    return {
        "date_from": _iso(when.start) if when else None,
        "date_to": _iso(when.end) if when else None,
        "date_precision": when.precision if when else None,
        "date_text": when.evidence.text if when else None,
        "date_rule": when.rule if when else None,
        "date_anchor": _iso(when.anchor) if when else None,
        "date_reason": when.reason if when else None,
    }


def _place(place: Place | None) -> Row:
    return {
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "place_precision": place.precision if place else None,
        "place_text": place.evidence.text if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "geonameid": place.geonameid if place else None,
        "place_reason": place.reason if place else None,
    }


def _roles(reading: Reading, spoken: dict[str, Statement]) -> Iterator[tuple[str, tuple[tuple[str, Iterable[str | None]], ...]]]:
    for statement in reading.statements:
        yield (
            statement.id,
            (
                ("speaker", (statement.speaker,)),
                ("also_speaker", statement.also_speakers),
                ("addressee", (statement.addressee,)),
                ("target", statement.targets),
            ),
        )
    for event in reading.events:
        said = spoken.get(event.according_to or "")
        yield event.id, (("actor", event.actor), ("recipient", event.recipient), ("holder", (said.speaker if said else None,)))
    for motion in reading.motions:
        yield motion.id, (("sponsor", motion.sponsors), ("vetoed_by", motion.vetoed_by))


def _parties(thing: str, roles: Iterable[tuple[str, Iterable[str | None]]], cast: dict[str, Actor]) -> Iterator[Row]:
    for role, ids in roles:
        for ord, id in enumerate(id for id in ids if id):
            actor = cast.get(id)
            yield {
                "thing": thing,
                "role": role,
                "ord": ord,
                "actor": id,
                "name": actor.name if actor else id,
                "kind": actor.kind if actor else None,
                "country": actor.country if actor else "",
                "sector": actor.sector if actor else "",
                "office": actor.office if actor else None,
            }
