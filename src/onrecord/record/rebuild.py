"""From rows back to the nouns: the readings as they were given, span for span."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, literal_column, select

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
from onrecord.record.schema import found, readings, reports

_AT_ONCE = 200
Got = Mapping[str, Any]


def rebuild(connection: Connection, keys: Sequence[int]) -> Iterator[Reading]:
    """The readings of these keys, in the order of the keys given; 200 are held at once."""
    for at in range(0, len(keys), _AT_ONCE):
        some = keys[at : at + _AT_ONCE]
        heads = {
            row["key"]: dict(row)
            for row in connection.execute(
                select(readings.c.key, readings.c.version, reports)
                .join(reports, reports.c.id == readings.c.report)
                .where(readings.c.key.in_(some))
            ).mappings()
        }
        rows: dict[str, dict[int, list[Got]]] = {}
        for name, table in found.items():
            rows[name] = defaultdict(list)
            if name == "parties":
                continue
            for row in connection.execute(
                select(table).where(table.c.reading.in_(some)).order_by(table.c.reading, literal_column(f"{name}.rowid"))
            ).mappings():
                rows[name][row["reading"]].append(dict(row))
        for key in some:
            yield _Rebuilder(heads[key], {name: by_key.get(key, []) for name, by_key in rows.items()}).reading()


def day(iso: str | None) -> date | None:
    """An ISO date of the record as a date."""
    return date.fromisoformat(iso) if iso else None


class _Rebuilder:
    """One reading's rows and the way to its findings."""

    def __init__(self, head: Got, rows: Mapping[str, Sequence[Got]]) -> None:
        self.rows = rows
        self.version: str = head["version"]
        self.report = Report(
            text=head["text"],
            name=head["name"],
            outlet=head["outlet"],
            published=day(head["published"]),
            title=head["title"],
            url=head["url"],
            language=head["language"],
            origin=head["origin"] or "",
        )
        self.spans_of: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
        for row in rows["evidence"]:
            self.spans_of[row["table"], row["thing"], row["role"]].append(self.span(row))
        self.tolls_of: dict[str | None, list[Toll]] = defaultdict(list)
        for row in rows["tolls"]:
            self.tolls_of[row["event"]].append(Toll(row["kind"], row["low"], row["high"], row["hedge"], self.span(row)))

    def reading(self) -> Reading:
        rows = self.rows
        return Reading(
            report=self.report,
            version=self.version,
            actors=tuple(self.actor(row) for row in rows["actors"]),
            statements=tuple(self.statement(row) for row in rows["statements"]),
            events=tuple(self.event(row) for row in rows["events"]),
            motions=tuple(self.motion(row) for row in rows["motions"]),
            places=tuple(self.place(row, self.span(row)) for row in rows["places"]),
            times=tuple(self.when(row, self.span(row), row["date_reason"]) for row in rows["times"]),
            tolls=tuple(self.tolls_of[None]),
            disputes=disputes_of(rows["disputes"], rows["accounts"]),
            issues=tuple(
                Issue(row["step"], row["reason"], None if row["start"] is None else self.span(row)) for row in rows["issues"]
            ),
            regions=tuple((row["kind"], self.span(row)) for row in rows["regions"]),
        )

    def span(self, row: Got) -> Evidence:
        return self.report.evidence(row["start"], row["end"])

    def spans(self, table: str, row: Got, role: str) -> Spans:
        return tuple(self.spans_of.get((table, row["id"], role), ()))

    def actor(self, row: Got) -> Actor:
        mentions = self.spans("actors", row, "mention")
        return Actor(row["id"], row["name"], row["kind"], row["country"], row["sector"], row["office"], mentions)

    def statement(self, row: Got) -> Statement:
        return Statement(
            id=row["id"],
            form=row["form"],
            kind=row["kind"],
            speaker=row["speaker"],
            content=self.spans("statements", row, "content"),
            source=self.spans("statements", row, "source"),
            cue=self.spans("statements", row, "cue"),
            speaker_text=row["speaker_text"],
            also_speakers=tuple(row["also_speakers"]),
            addressee=row["addressee"],
            targets=tuple(row["targets"]),
            polarity=row["polarity"],
            about=row["about"],
            within=row["within"],
            reason=row["reason"],
        )

    def event(self, row: Got) -> Event:
        at, where = self.spans("events", row, "when"), self.spans("events", row, "place")
        return Event(
            id=row["id"],
            type=row["type"],
            status=row["status"],
            trigger=self.spans("events", row, "trigger"),
            modes=tuple(row["modes"]),
            contexts=tuple(row["contexts"]),
            actor=tuple(row["actor"]),
            recipient=tuple(row["recipient"]),
            actor_evidence=self.spans("events", row, "actor"),
            recipient_evidence=self.spans("events", row, "recipient"),
            when=self.when(row, at[0], row["own_reason"]) if at else None,
            when_reason=row["when_reason"],
            place=self.place(row, where[0]) if where else None,
            tolls=tuple(self.tolls_of.get(row["id"], ())),
            weapons=self.spans("events", row, "weapon"),
            according_to=row["according_to"],
            is_headline=row["is_headline"],
        )

    def when(self, row: Got, span: Evidence, reason: str | None) -> When:
        return When(
            day(row["date_from"]),
            day(row["date_to"]),
            row["date_precision"],
            span,
            row["date_rule"],
            day(row["date_anchor"]),
            reason,
        )

    def place(self, row: Got, span: Evidence) -> Place:
        return Place(
            evidence=span,
            name=row["place"],
            country=row["place_country"],
            precision=row["place_precision"],
            lat=row["lat"],
            lon=row["lon"],
            geonameid=row["geonameid"],
            reason=row["place_reason"],
        )

    def motion(self, row: Got) -> Motion:
        at = self.spans("motions", row, "when")
        counts = [count.rpartition("=") for count in row["counts"]]
        return Motion(
            id=row["id"],
            body=row["body"],
            instrument=row["instrument"],
            evidence=self.spans("motions", row, "evidence"),
            symbol=row["symbol"],
            sponsors=tuple(row["sponsors"]),
            asks=self.spans("motions", row, "ask"),
            counts=tuple((side, int(number)) for side, _, number in counts),
            votes=tuple(
                Vote(vote["member"], vote["vote"], self.span(vote)) for vote in self.rows["votes"] if vote["motion"] == row["id"]
            ),
            vetoed_by=tuple(row["vetoed_by"]),
            outcome=row["outcome"],
            rule=row["rule"],
            when=self.when(row, at[0], row["date_reason"]) if at else None,
            notes=tuple(row["notes"]),
        )


def disputes_of(rows: Sequence[Got], accounts: Sequence[Got]) -> tuple[Dispute, ...]:
    """Disputes from their rows and those of their accounts."""
    sides: dict[str, list[Account]] = defaultdict(list)
    for account in sorted(accounts, key=lambda row: (row["dispute"], row["ord"])):
        sides[account["dispute"]].append(Account(account["account"], tuple(account["holders"]), tuple(account["statements"])))
    return tuple(Dispute(row["id"], row["question"], tuple(sides[row["id"]]), row["event"], tuple(row["events"])) for row in rows)
