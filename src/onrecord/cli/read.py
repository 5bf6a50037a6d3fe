"""`onrecord read`: reports into a record."""

from __future__ import annotations

import shlex
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import DEFAULT_RECORD, Columns, Outlet, Published, RecordFile, columns_of, day_of

if TYPE_CHECKING:
    from onrecord.batch import Outcome, Tally
    from onrecord.record import Record, Status

SHOWN = 20
"""Notices printed one by one; the rest are counted, and `onrecord status` keeps them all."""


def read(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files, folders, globs, or - for standard input.")],
    record: RecordFile = DEFAULT_RECORD,
    published: Published = None,
    outlet: Outlet = None,
    columns: Columns = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; one a core where nothing is said.")] = None,
) -> None:
    """Read reports into a record. Reading again adds nothing twice; a stopped run goes on where it was."""
    # Only here is the calendar looked at: a report from the day after tomorrow has a wrong date, and keeps none.
    given = {
        "latest": date.today() + timedelta(days=1),
        "published": day_of(published),
        "outlet": outlet,
        "columns": columns_of(columns),
    }
    from onrecord.batch import read_into, relink
    from onrecord.record import Record

    with Record.open(record) as opened:
        try:
            with _Progress(paths) as progress:
                tally = read_into(opened, paths, **given, workers=workers, seen=progress.step)  # type: ignore[arg-type]
        except KeyboardInterrupt:
            typer.echo("Stopped. What was read is in the record; the same command goes on from there.", err=True)
            raise typer.Exit(130) from None
        if tally.read:
            relink(opened)
        _say(tally, opened.status(), _disputes(opened), record)
    if not tally.read and not tally.known:
        raise typer.Exit(3)


class _Progress:
    """A bar over the reports on a terminal; nothing where the output goes to a file."""

    def __init__(self, paths: list[Path]) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        from onrecord.intake import Source, sources

        self.bar = Progress(
            TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.fields[name]}"),
            console=Console(stderr=True), transient=False,
        )  # fmt: skip
        self.total = sum(source.rows() for source in sources(paths) if isinstance(source, Source))

    def __enter__(self) -> _Progress:
        self.bar.start()
        self.task = self.bar.add_task("reading", total=self.total, name="")
        return self

    def step(self, outcome: Outcome) -> None:
        from onrecord.intake import Notice

        if isinstance(outcome, Notice):
            name, advance = "", int(outcome.is_dropped)
        else:
            name, advance = outcome.report.name, 1
        self.bar.update(self.task, advance=advance, name=name[:40])

    def __exit__(self, *exception: object) -> None:
        self.bar.update(self.task, name="")
        self.bar.stop()


def _disputes(opened: Record) -> int:
    """How many `show disputes` lists: one within a report that is part of one over several is not counted twice."""
    return opened.disputes(limit=1).total or 0


def _say(tally: Tally, status: Status, disputes: int, record: Path) -> None:
    dropped = sum(tally.dropped.values())
    typer.echo(f"Reports     {tally.read} read, {tally.known} already in the record, {dropped} dropped" + _reasons(tally.dropped))
    for notice in tally.notices[:SHOWN]:
        typer.echo(f"  {'dropped' if notice.is_dropped else 'note'}: {notice}")
    if len(tally.notices) > SHOWN:
        typer.echo(f"  … and {len(tally.notices) - SHOWN} more: onrecord status --record {record}")
    if tally.step_failures:
        typer.echo(f"  {tally.step_failures} steps failed on single reports; `onrecord status` counts them")
    typer.echo(f"The record  {status.reports} reports with {status.statements_total} statements, {status.events_total} events, "
               f"{status.motions} motions, {disputes} disputes")  # fmt: skip
    typer.echo(f"It lies in  {record.resolve()}")
    where = f" --record {shlex.quote(str(record))}" if record != DEFAULT_RECORD else ""
    typer.echo("Try next:")
    typer.echo(f"  onrecord show disputes{where}")
    typer.echo(f"  onrecord show statements --kind deny{where}")
    typer.echo(f"  onrecord export --to csv -o tables{where}")


def _reasons(dropped: Counter[str]) -> str:
    return " (" + ", ".join(f"{n} {kind}" for kind, n in sorted(dropped.items())) + ")" if dropped else ""
