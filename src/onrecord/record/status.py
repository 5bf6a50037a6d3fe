"""Status: what a record holds, counted, and what was left out of it and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, and_, func, select

from onrecord.record.schema import drops, found, notes, readings, reports


@dataclass(frozen=True, slots=True)
class Status:
    """The counts of a record. Findings are counted over the current reading of each report."""

    path: Path
    size: int
    """Bytes of the file and of what is not yet folded into it."""
    reports: int
    undated_reports: int
    first_published: str | None
    last_published: str | None
    readings: int
    """Readings by all versions of the reader."""
    versions: Mapping[str, int]
    """Readings by version of the reader, the newest last."""
    statements: Mapping[str, int]
    """Statements by kind."""
    speakerless: int
    """Statements whose speaker the text does not give."""
    events: Mapping[str, int]
    """Events by type."""
    events_by_status: Mapping[str, int]
    undated_events: int
    disputes: int
    """Disputes found within one report."""
    disputes_across: int
    """Disputes over several reports."""
    motions: int
    actors: int
    """Different actors, by id."""
    issues: Mapping[str, int]
    """What steps could not do, by step."""
    drops: Mapping[tuple[str, str], int]
    """Dropped inputs by kind and reason."""
    unlinked: int
    """Readings that came after disputes over several reports were last sought."""

    @property
    def statements_total(self) -> int:
        """All statements."""
        return sum(self.statements.values())

    @property
    def events_total(self) -> int:
        """All events."""
        return sum(self.events.values())

    @property
    def drops_total(self) -> int:
        """All dropped inputs."""
        return sum(self.drops.values())


def status(connection: Connection, path: Path) -> Status:
    """Count everything."""
    statements, events, disputes = found["statements"], found["events"], found["disputes"]
    current = select(readings.c.key).where(readings.c.is_current)

    def by(name: str, column: str) -> dict[str, int]:
        table = found[name]
        rows = connection.execute(
            select(table.c[column], func.count())
            .where(table.c.reading.in_(current))
            .group_by(table.c[column])
            .order_by(table.c[column])
        )
        return {row[0]: row[1] for row in rows}

    def count(name: str, *wheres: object) -> int:
        table = found[name]
        return int(connection.execute(select(func.count()).where(table.c.reading.in_(current), *wheres)).scalar_one())  # type: ignore[arg-type]

    span = connection.execute(
        select(func.count(), func.count(reports.c.published), func.min(reports.c.published), func.max(reports.c.published))
    ).one()
    versions = connection.execute(
        select(readings.c.version, func.count()).group_by(readings.c.version).order_by(func.max(readings.c.key))
    )
    dropped = connection.execute(
        select(drops.c.kind, drops.c.reason, func.count())
        .group_by(drops.c.kind, drops.c.reason)
        .order_by(drops.c.kind, drops.c.reason)
    )
    linked = connection.execute(select(notes.c.value).where(notes.c.name == "linked_upto")).scalar()
    return Status(
        path=path,
        size=sum(part.stat().st_size for part in (path, path.with_name(path.name + "-wal")) if part.exists()),
        reports=span[0],
        undated_reports=span[0] - span[1],
        first_published=span[2],
        last_published=span[3],
        readings=connection.execute(select(func.count(readings.c.key))).scalar_one(),
        versions={row[0]: row[1] for row in versions},
        statements=by("statements", "kind"),
        speakerless=count("statements", statements.c.speaker.is_(None)),
        events=by("events", "type"),
        events_by_status=by("events", "status"),
        undated_events=count("events", and_(events.c.date_from.is_(None), events.c.date_to.is_(None))),
        disputes=count("disputes"),
        disputes_across=connection.execute(select(func.count()).where(disputes.c.reading.is_(None))).scalar_one(),
        motions=count("motions"),
        actors=connection.execute(
            select(func.count(found["actors"].c.id.distinct())).where(found["actors"].c.reading.in_(current))
        ).scalar_one(),
        issues=by("issues", "step"),
        drops={(row[0], row[1]): row[2] for row in dropped},
        unlinked=connection.execute(
            select(func.count(readings.c.key)).where(readings.c.is_current, readings.c.key > int(linked or 0))
        ).scalar_one(),
    )
