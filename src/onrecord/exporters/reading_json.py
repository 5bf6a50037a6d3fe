"""A reading as one JSON object, and back again without loss.

The names of the keys are a promise to other programs: keys are added, none is renamed. A span is
{"start", "end", "text"} into `report.text`, the text as received, in code points, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from onrecord.errors import InputError
from onrecord.model import (
    Account,
    Actor,
    Dispute,
    Event,
    Evidence,
    Issue,
    Motion,
    Place,
    Reading,
    Report,
    Spans,
    Statement,
    Toll,
    Vote,
    When,
)

Json = dict[str, Any]
VOTES = ("for", "against", "abstain", "absent")


def to_json(reading: Reading) -> Json:
    """The reading as plain dicts, lists, strings and numbers, ready for `json.dumps`."""
    return {
        "report": _report(reading.report),
        "version": reading.version,
        "actors": [_actor(actor) for actor in reading.actors],
        "statements": [_statement(statement) for statement in reading.statements],
        "events": [_event(event) for event in reading.events],
        "motions": [_motion(motion) for motion in reading.motions],
        "places": [_place(place) for place in reading.places],
        "times": [_when(when) for when in reading.times],
        "tolls": [_toll(toll) for toll in reading.tolls],
        "disputes": [_dispute(dispute) for dispute in reading.disputes],
        "issues": [
            {"step": issue.step, "reason": issue.reason, "span": _span(issue.span) if issue.span is not None else None}
            for issue in reading.issues
        ],
        "regions": [{"kind": kind, **_span(evidence)} for kind, evidence in reading.regions],
    }


def from_json(data: Mapping[str, Any]) -> Reading:
    """The Reading that `to_json` was given; InputError where a key is missing or a span does not fit its text."""
    name = str(data.get("report", {}).get("name", "reading"))
    try:
        report = _to_report(data["report"])
        back = _Back(report)
        return Reading(
            report=report,
            version=data["version"],
            actors=tuple(back.actor(x) for x in data["actors"]),
            statements=tuple(back.statement(x) for x in data["statements"]),
            events=tuple(back.event(x) for x in data["events"]),
            motions=tuple(back.motion(x) for x in data["motions"]),
            places=tuple(back.place(x) for x in data["places"]),
            times=tuple(back.when(x) for x in data["times"]),
            tolls=tuple(back.toll(x) for x in data["tolls"]),
            disputes=tuple(_to_dispute(x) for x in data["disputes"]),
            issues=tuple(Issue(x["step"], x["reason"], back.span(x["span"]) if x["span"] else None) for x in data["issues"]),
            regions=tuple((x["kind"], back.span(x)) for x in data["regions"]),
        )
    except KeyError as error:
        raise InputError(name, f"this reading has no key {error}", "was it written by `onrecord inspect --json`?") from error
    except (TypeError, ValueError) as error:
        raise InputError(name, f"this reading does not fit its own text: {error}") from error


def _report(report: Report) -> Json:
    return {
        "name": report.name,
        "id": report.id,
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "published": _iso(report.published),
        "language": report.language,
        "origin": report.origin,
        "text": report.text,
    }


def _span(evidence: Evidence) -> Json:
    return {"start": evidence.start, "end": evidence.end, "text": evidence.text}


def _spans(spans: Spans) -> list[Json]:
    return [_span(evidence) for evidence in spans]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "sector": actor.sector,
        "office": actor.office,
        "mentions": _spans(actor.mentions),
    }


def _statement(statement: Statement) -> Json:
    return {
        "id": statement.id,
        "form": statement.form,
        "kind": statement.kind,
        "polarity": statement.polarity,
        "speaker": statement.speaker,
        "also_speakers": list(statement.also_speakers),
        "speaker_text": statement.speaker_text,
        "addressee": statement.addressee,
        "targets": list(statement.targets),
        "source": _spans(statement.source),
        "cue": _spans(statement.cue),
        "content": _spans(statement.content),
        "about": statement.about,
        "within": statement.within,
        "reason": statement.reason,
    }


def _event(event: Event) -> Json:
    by_kind = {
        kind: next((toll for toll in event.tolls if toll.kind == kind), None)
        for kind in ("killed", "injured", "displaced", "arrested")
    }
    return {
        "id": event.id,
        "type": event.type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "status": event.status,
        "actor": list(event.actor),
        "recipient": list(event.recipient),
        "trigger": _spans(event.trigger),
        "evidence": {
            "actor": _spans(event.actor_evidence),
            "recipient": _spans(event.recipient_evidence),
            "when": [_span(event.when.evidence)] if event.when else [],
            "place": [_span(event.place.evidence)] if event.place else [],
            "killed": [_span(toll.evidence) for toll in event.tolls if toll.kind == "killed"],
        },
        "when": _when(event.when) if event.when else None,
        "when_reason": event.when_reason,
        "place": _place(event.place) if event.place else None,
        **{
            kind: {"low": toll.low, "high": toll.high, "text": toll.evidence.text} if toll else None
            for kind, toll in by_kind.items()
        },
        "tolls": [_toll(toll) for toll in event.tolls],
        "weapons": _spans(event.weapons),
        "according_to": event.according_to,
        "is_headline": event.is_headline,
    }


def _when(when: When) -> Json:
    return {
        **_span(when.evidence),
        "from": _iso(when.start),
        "to": _iso(when.end),
        "precision": when.precision,
        "anchor": _iso(when.anchor),
        "rule": when.rule,
        "reason": when.reason,
    }


def _place(place: Place) -> Json:
    return {
        **_span(place.evidence),
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "geonameid": place.geonameid,
        "country": place.country,
        "precision": place.precision,
        "reason": place.reason,
    }


def _toll(toll: Toll) -> Json:
    return {**_span(toll.evidence), "kind": toll.kind, "low": toll.low, "high": toll.high, "hedge": toll.hedge}


def _motion(motion: Motion) -> Json:
    counts = dict(motion.counts)
    return {
        "id": motion.id,
        "body": motion.body,
        "instrument": motion.instrument,
        "symbol": motion.symbol,
        "sponsors": list(motion.sponsors),
        "asks": _spans(motion.asks),
        "votes": {
            **{side: counts.get(side) for side in VOTES},
            "members": [{"member": vote.member, "vote": vote.vote, "evidence": _span(vote.evidence)} for vote in motion.votes],
        },
        "counts": [[side, number] for side, number in motion.counts],
        "vetoed_by": list(motion.vetoed_by),
        "outcome": motion.outcome,
        "rule": motion.rule,
        "when": _when(motion.when) if motion.when else None,
        "evidence": _spans(motion.evidence),
        "notes": list(motion.notes),
    }


def _dispute(dispute: Dispute) -> Json:
    return {
        "id": dispute.id,
        "question": dispute.question,
        "event": dispute.event,
        "events": list(dispute.events),
        "accounts": [
            {"account": account.account, "holders": list(account.holders), "statements": list(account.statements)}
            for account in dispute.accounts
        ],
    }


def _to_report(data: Mapping[str, Any]) -> Report:
    report = Report(
        text=data["text"],
        name=data["name"],
        outlet=data["outlet"],
        published=_day(data["published"]),
        title=data["title"],
        url=data["url"],
        language=data["language"],
        origin=data.get("origin", ""),
    )
    if data["id"] != report.id:
        raise ValueError(f"its id is {data['id']}, its content gives {report.id}")
    return report


def _to_dispute(data: Mapping[str, Any]) -> Dispute:
    accounts = tuple(Account(x["account"], tuple(x["holders"]), tuple(x["statements"])) for x in data["accounts"])
    return Dispute(data["id"], data["question"], accounts, data["event"], tuple(data["events"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class _Back:
    """Rebuilds findings against one report, so that every span is checked against its text."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def span(self, data: Mapping[str, Any]) -> Evidence:
        evidence = self.report.evidence(data["start"], data["end"])
        if evidence.text != data["text"]:
            raise ValueError(f"[{evidence.start}, {evidence.end}) reads {evidence.text!r}, not {data['text']!r}")
        return evidence

    def spans(self, data: list[Mapping[str, Any]]) -> Spans:
        return tuple(self.span(x) for x in data)

    def actor(self, x: Mapping[str, Any]) -> Actor:
        return Actor(x["id"], x["name"], x["kind"], x["country"], x["sector"], x["office"], self.spans(x["mentions"]))

    def statement(self, x: Mapping[str, Any]) -> Statement:
        return Statement(
            id=x["id"],
            form=x["form"],
            kind=x["kind"],
            speaker=x["speaker"],
            content=self.spans(x["content"]),
            source=self.spans(x["source"]),
            cue=self.spans(x["cue"]),
            speaker_text=x["speaker_text"],
            also_speakers=tuple(x["also_speakers"]),
            addressee=x["addressee"],
            targets=tuple(x["targets"]),
            polarity=x["polarity"],
            about=x["about"],
            within=x["within"],
            reason=x["reason"],
        )

    def event(self, x: Mapping[str, Any]) -> Event:
        return Event(
            id=x["id"],
            type=x["type"],
            status=x["status"],
            trigger=self.spans(x["trigger"]),
            modes=tuple(x["modes"]),
            contexts=tuple(x["contexts"]),
            actor=tuple(x["actor"]),
            recipient=tuple(x["recipient"]),
            actor_evidence=self.spans(x["evidence"]["actor"]),
            recipient_evidence=self.spans(x["evidence"]["recipient"]),
            when=self.when(x["when"]) if x["when"] else None,
            when_reason=x["when_reason"],
            place=self.place(x["place"]) if x["place"] else None,
            tolls=tuple(self.toll(toll) for toll in x["tolls"]),
            weapons=self.spans(x["weapons"]),
            according_to=x["according_to"],
            is_headline=x["is_headline"],
        )

    def when(self, x: Mapping[str, Any]) -> When:
        return When(_day(x["from"]), _day(x["to"]), x["precision"], self.span(x), x["rule"], _day(x["anchor"]), x["reason"])

    def place(self, x: Mapping[str, Any]) -> Place:
        return Place(self.span(x), x["name"], x["country"], x["precision"], x["lat"], x["lon"], x["geonameid"], x["reason"])

    def toll(self, x: Mapping[str, Any]) -> Toll:
        return Toll(x["kind"], x["low"], x["high"], x["hedge"], self.span(x))

    def motion(self, x: Mapping[str, Any]) -> Motion:
        return Motion(
            id=x["id"],
            body=x["body"],
            instrument=x["instrument"],
            evidence=self.spans(x["evidence"]),
            symbol=x["symbol"],
            sponsors=tuple(x["sponsors"]),
            asks=self.spans(x["asks"]),
            counts=tuple((side, number) for side, number in x["counts"]),
            votes=tuple(Vote(vote["member"], vote["vote"], self.span(vote["evidence"])) for vote in x["votes"]["members"]),
            vetoed_by=tuple(x["vetoed_by"]),
            outcome=x["outcome"],
            rule=x["rule"],
            when=self.when(x["when"]) if x["when"] else None,
            notes=tuple(x["notes"]),
        )
