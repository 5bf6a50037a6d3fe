"""Record: the store of reports and readings in one file, and the questions one asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Literal

from sqlalchemy import Engine, func, or_, select
from sqlalchemy.dialects.sqlite import insert

from onrecord.errors import RecordError
from onrecord.model import Dispute, Event, Judgement, Reading, Report, Statement
from onrecord.model.column import TABLES
from onrecord.model.table import Rows, Table
from onrecord.record import link, overview
from onrecord.record.connection import folded, looking, open_engine, writing
from onrecord.record.found import Found, get
from onrecord.record.query import SPECS, Span, ask, equals_any, escaped, fetch, in_report, oldest_first, party, says
from onrecord.record.rebuild import rebuild
from onrecord.record.schema import drops, found, readings, reports
from onrecord.record.status import Status, status
from onrecord.record.write import Added, Checked, checked, write

Names = str | Sequence[str] | None


class Record:
    """One file that holds reports, what was read in them, and what people judged of it.

    Every question is answered from the current reading of each report: the newest. Use it as a context manager.
    """

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True, read_only: bool = False, wait: float = 5.0) -> Record:
        """The record in a file, made where there is none and `create` is set; `wait`: seconds for other writers.

        Errors: NotARecord, NewerRecord, RecordLocked; RecordError for a missing folder, or a missing file without `create`.
        """
        path = Path(path)
        return cls(path, open_engine(path, create=create, read_only=read_only, wait=wait))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Record {self.path}>"

    # Writing

    def add(self, reading: Reading) -> Added:
        """Add one reading: new, in place of another of the same report and version, or nothing where it is there already.

        RecordError, and nothing written, where a quotation is not what the report says at its place.
        """
        return self.add_all([reading])

    def add_all(self, given: Iterable[Reading], *, batch: int = 16, on_fault: Literal["raise", "note"] = "raise") -> Added:
        """Add readings, `batch` of them a transaction: whatever stops the run, whole batches are kept and the record is sound.

        on_fault="note": a reading that is not sound is noted among the drops, and the others go on.
        """
        done = Added()
        source = iter(given)
        while some := list(islice(source, batch)):
            sound: list[Checked] = []
            for reading in some:
                try:
                    sound.append(checked(reading))
                except RecordError as error:
                    if on_fault == "raise":
                        raise
                    self.note_drop(reading.report.origin or reading.report.name, "reading", str(error))
                    done += Added(refused=1)
            with writing(self._engine, self.path) as connection:
                written = write(connection, sound)
            done += written
        return done

    def note_drop(self, where: str, kind: str, reason: str) -> None:
        """Note that an input was left out, and why; the same note twice stands once."""
        with writing(self._engine, self.path) as connection:
            connection.execute(insert(drops).values(where=where, kind=kind, reason=reason).on_conflict_do_nothing())

    def replace_links(self, disputes: Iterable[Dispute], same: Iterable[Judgement] = ()) -> None:
        """Put disputes over several reports, and the rules' judgements ("rule:…"), in place of those there; people's stay."""
        with writing(self._engine, self.path) as connection:
            link.replace(connection, list(disputes), same)

    def judge(self, judgement: Judgement) -> None:
        """Add a judgement of somebody; it overwrites nobody's."""
        with writing(self._engine, self.path) as connection:
            link.judge(connection, judgement)

    def take_back(self, a: str, b: str, *, by: str, on: date) -> None:
        """Take back what `by` judged of two findings; it stays on record as taken back. NotFound where nothing stands."""
        with writing(self._engine, self.path) as connection:
            link.take_back(connection, a, b, by, on)

    # Looking

    def has(self, report_id: str, version: str) -> bool:
        """Is there a reading of this report by this version of the reader? A run that was stopped goes on from here."""
        with looking(self._engine, self.path) as connection:
            where = (readings.c.report == report_id, readings.c.version == version)
            return connection.execute(select(readings.c.key).where(*where)).first() is not None

    def status(self) -> Status:
        """What the record holds, counted."""
        with looking(self._engine, self.path) as connection:
            return status(connection, self.path)

    def get(self, id: str) -> Found:
        """One thing by its id, the beginning of it that no other has, its integer alias, or a report's name; else NotFound."""
        with looking(self._engine, self.path) as connection:
            return get(connection, id)

    def readings(self, *, report: str | None = None) -> Iterator[Reading]:
        """The current readings as they were given, by report id."""
        with looking(self._engine, self.path) as connection:
            wheres = [readings.c.is_current, *in_report(readings.c.report, report)]
            keys = connection.execute(select(readings.c.key).where(*wheres).order_by(readings.c.report)).scalars().all()
            yield from rebuild(connection, keys)

    def findings(self) -> Iterator[tuple[Report, Statement | Event]]:
        """Every current statement and event with its report: what linking reads."""
        for reading in self.readings():
            for statement in reading.statements:
                yield reading.report, statement
            for event in reading.events:
                yield reading.report, event

    def disputes_across(self) -> tuple[Dispute, ...]:
        """The disputes over several reports, by id."""
        with looking(self._engine, self.path) as connection:
            return link.disputes_across(connection)

    def judgements(self, *, of: str | None = None, standing: bool = True) -> list[Judgement]:
        """The judgements in the order they were given, of one finding or of all; those taken back with standing=False."""
        with looking(self._engine, self.path) as connection:
            return link.judged(connection, of, standing=standing)

    def tables(self) -> Iterator[Table]:
        """Every flat table with its rows, by report and start; the rows of one must be read before the next is asked for."""
        with looking(self._engine, self.path) as connection:
            for spec in TABLES:
                yield Table(spec, overview.rows(connection, spec))

    # Asking

    def reports(
        self,
        *,
        outlet: Names = None,
        since: date | str | None = None,
        until: date | str | None = None,
        text: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Rows:
        """The reports, oldest first; since and until are of publication. The text itself is had by `get`."""
        with looking(self._engine, self.path) as connection:
            return fetch(
                connection,
                SPECS["reports"],
                overview.report_columns(),
                overview.current_reports(),
                [*equals_any(reports.c.outlet, outlet), *says(connection, "reports", reports.c.id, text)],
                span=Span.of(since, until),
                dates=(reports.c.published, reports.c.published),
                order=[reports.c.published.is_(None), reports.c.published, reports.c.id],
                limit=limit,
                offset=offset,
            )

    def statements(
        self,
        *,
        speaker: str | None = None,
        actor: str | None = None,
        kind: Names = None,
        form: Names = None,
        about: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        text: str | None = None,
        report: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Rows:
        """Who said what, oldest first; since and until are of the report's publication.

        `speaker`: who speaks. `actor`: speaks, is spoken to, or is accused. Each by id, country code or name.
        """
        table = found["statements"]
        with looking(self._engine, self.path) as connection:
            wheres = [
                *party(connection, table, speaker, ("speaker", "also_speaker")),
                *party(connection, table, actor, ("speaker", "also_speaker", "addressee", "target")),
                *equals_any(table.c.kind, kind),
                *equals_any(table.c.form, form),
                *equals_any(table.c.about, about),
                *in_report(table.c.report, report),
                *says(connection, "statements", overview.key(table), text),
            ]
            order = oldest_first(table, "published")
            dates = ("published", "published")
            return ask(
                connection, "statements", wheres, span=Span.of(since, until), dates=dates, order=order, limit=limit, offset=offset
            )

    def events(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        type: Names = None,
        status: Names = None,
        place: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        text: str | None = None,
        report: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Rows:
        """Who did what to whom, oldest first, undated last; since and until take what may lie within them.

        `actor`, `recipient`: by id, country code or name. `place`: by name or country code.
        """
        table = found["events"]
        with looking(self._engine, self.path) as connection:
            wheres = [
                *party(connection, table, actor, ("actor",)),
                *party(connection, table, recipient, ("recipient",)),
                *equals_any(table.c.type, type),
                *equals_any(table.c.status, status),
                *in_report(table.c.report, report),
                *says(connection, "events", overview.key(table), text),
            ]
            if place is not None:
                near = func.folded(table.c.place).like(f"%{escaped(folded(place))}%", escape="\\")
                printed = func.folded(table.c.place_text).like(f"%{escaped(folded(place))}%", escape="\\")
                wheres.append(or_(table.c.place_country == place.upper(), near, printed))
            order = oldest_first(table, "date_from")
            dates = ("date_from", "date_to")
            return ask(
                connection, "events", wheres, span=Span.of(since, until), dates=dates, order=order, limit=limit, offset=offset
            )

    def motions(
        self,
        *,
        body: Names = None,
        outcome: Names = None,
        actor: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        text: str | None = None,
        report: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Rows:
        """What was put to councils, oldest first; `actor`: who sponsored or vetoed it."""
        table = found["motions"]
        with looking(self._engine, self.path) as connection:
            wheres = [
                *party(connection, table, actor, ("sponsor", "vetoed_by")),
                *equals_any(table.c.body, body),
                *equals_any(table.c.outcome, outcome),
                *in_report(table.c.report, report),
                *says(connection, "motions", overview.key(table), text),
            ]
            order = oldest_first(table, "date_from")
            dates = ("date_from", "date_to")
            return ask(
                connection, "motions", wheres, span=Span.of(since, until), dates=dates, order=order, limit=limit, offset=offset
            )

    def disputes(
        self,
        *,
        actor: str | None = None,
        event: str | None = None,
        text: str | None = None,
        report: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Rows:
        """Rival accounts: those over several reports first, then those within one that are not part of them.

        `actor`: who holds an account, by id, country code or name. `text`: words of the question or of an account.
        """
        with looking(self._engine, self.path) as connection:
            return overview.disputes(connection, actor=actor, event=event, words=text, report=report, limit=limit, offset=offset)

    def actors(
        self,
        *,
        actor: str | None = None,
        kind: Names = None,
        country: Names = None,
        sector: Names = None,
        report: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Rows:
        """The actors over all reports, those in most reports first; `actor`: by id or part of the name."""
        with looking(self._engine, self.path) as connection:
            return overview.actors(
                connection, actor=actor, kind=kind, country=country, sector=sector, report=report, limit=limit, offset=offset
            )

    def drops(self) -> Rows:
        """The inputs left out, with where and why."""
        with looking(self._engine, self.path) as connection:
            return overview.drops_noted(connection)
