"""`onrecord status`: what the record holds."""

from __future__ import annotations

from collections.abc import Mapping

import typer

from onrecord.cli.options import DEFAULT_RECORD, RecordFile


def status(record: RecordFile = DEFAULT_RECORD) -> None:
    """Say what the record holds, by which versions, and what was left out and why."""
    from onrecord.record import Record

    with Record.open(record, create=False, read_only=True) as opened:
        now = opened.status()
    typer.echo(f"{now.path}  {now.size / 1e6:.1f} MB")
    span = f", published {now.first_published} to {now.last_published}" if now.first_published else ""
    typer.echo(f"reports      {now.reports}{span}; {now.undated_reports} without a date")
    typer.echo(f"statements   {now.statements_total}: {_counts(now.statements)}; {now.speakerless} with an open speaker")
    typer.echo(f"events       {now.events_total}: {_counts(now.events)}; {now.undated_events} without a date")
    typer.echo(f"  by status  {_counts(now.events_by_status)}")
    typer.echo(f"motions      {now.motions}")
    typer.echo(f"disputes     {now.disputes} within single reports, {now.disputes_across} over several")
    typer.echo(f"actors       {now.actors}")
    for version, readings in now.versions.items():
        typer.echo(f"version      {version}: {readings} readings")
    if now.issues:
        typer.echo(f"issues       {_counts(now.issues)}")
    typer.echo(f"dropped      {now.drops_total}")
    for (kind, reason), number in now.drops.items():
        typer.echo(f"  {number} {kind}: {reason}")
    if now.unlinked:
        typer.echo(
            f"{now.unlinked} readings came after disputes over several reports were last sought: `onrecord read` seeks them anew"
        )


def _counts(counts: Mapping[str, int]) -> str:
    return (
        ", ".join(f"{number} {name}" for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))) or "none"
    )
