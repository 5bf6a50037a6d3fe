"""`onrecord inspect`: one report's reading, to look at or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import Columns, Outlet, Published, columns_of, day_of

if TYPE_CHECKING:
    from onrecord.model import Dispute, Event, Motion, Reading, Statement, When


def inspect(
    paths: Annotated[list[Path], typer.Argument(metavar="REPORT…", help="Files, folders, globs, or - for standard input.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a report.")] = False,
    published: Published = None,
    outlet: Outlet = None,
    columns: Columns = None,
) -> None:
    """Show what is read in a report: the text with its findings marked, and a table of them."""
    from onrecord.batch import outcomes
    from onrecord.model import Reading

    seen = 0
    for outcome in outcomes(paths, published=day_of(published), outlet=outlet, columns=columns_of(columns), workers=1):
        if not isinstance(outcome, Reading):
            typer.echo(f"onrecord: {outcome}", err=True)
            continue
        seen += 1
        if json:
            import json as json_

            from onrecord.exporters.reading_json import to_json

            typer.echo(json_.dumps(to_json(outcome), ensure_ascii=False))
        else:
            _draw(outcome)
    if not seen:
        raise typer.Exit(3)


def _draw(reading: Reading) -> None:
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    report = reading.report
    heading = " · ".join(
        part for part in (report.outlet, str(report.published or "no date"), report.title or report.name) if part
    )
    console.print(f"{heading}  ({report.id})", markup=False, style="bold")
    console.print(_marked(reading))
    names = {actor.id: actor.name for actor in reading.actors}
    numbers = {s.id: f"S{k}" for k, s in enumerate(reading.statements, 1)} | {
        e.id: f"E{k}" for k, e in enumerate(reading.events, 1)
    }
    sections = {
        "Statements": [_statement_row(statement, names, numbers) for statement in reading.statements],
        "Events": [_event_row(event, names, numbers) for event in reading.events],
        "Motions": [_motion_row(motion, names) for motion in reading.motions],
        "Disputes": [_dispute_row(dispute, names) for dispute in reading.disputes],
        "Issues": [_plain(issue.step, issue.reason) for issue in reading.issues],
    }
    for title, rows in sections.items():
        if rows:
            console.print(f"\n{title} ({len(rows)})", style="bold")
            for row in rows:
                console.print(row, markup=False)


def _plain(*cells: str | None) -> str:
    return "  " + " | ".join(cell for cell in cells if cell)


def _statement_row(statement: Statement, names: dict[str, str], numbers: dict[str, str]) -> str:
    speaker = names.get(statement.speaker or "", statement.speaker) or f"speaker open: {statement.reason or 'not named'}"
    content = " … ".join(span.text for span in statement.content)
    within = f"within {numbers[statement.within]}" if statement.within in numbers else None
    about = f"about {numbers[statement.about]}" if statement.about in numbers else None
    return _plain(numbers[statement.id], speaker, f"{statement.kind}, {statement.form}", within, about, _short(content))


def _event_row(event: Event, names: dict[str, str], numbers: dict[str, str]) -> str:
    who = ", ".join(names.get(a, a) for a in event.actor) or "?"
    whom = ", ".join(names.get(a, a) for a in event.recipient) or "–"
    what = event.type + ("/" + ",".join(event.modes) if event.modes else "")
    tolls = ", ".join(f"{t.kind} {t.evidence.text}" for t in event.tolls)
    said = f"according to {numbers[event.according_to]}" if event.according_to in numbers else None
    where = event.place.name if event.place else None
    return _plain(
        numbers[event.id],
        f"{who} → {whom}",
        what,
        event.status,
        _days(event.when),
        where,
        tolls,
        said,
        f"“{_short(event.trigger[0].text)}”",
    )


def _motion_row(motion: Motion, names: dict[str, str]) -> str:
    vetoed = "vetoed by " + ", ".join(names.get(m, m) for m in motion.vetoed_by) if motion.vetoed_by else ""
    counts = ", ".join(f"{number} {side}" for side, number in motion.counts)
    return _plain(motion.instrument, motion.symbol, motion.outcome, vetoed, counts, motion.rule, *motion.notes)


def _dispute_row(dispute: Dispute, names: dict[str, str]) -> str:
    accounts = (f"{', '.join(names.get(h, h) for h in a.holders)}: {a.account}" for a in dispute.accounts)
    return "\n    ".join(
        [_plain(dispute.question), *(f"{letter}. {text}" for letter, text in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", accounts))]
    )


def _days(when: When | None) -> str | None:
    if when is None or when.start is None:
        return None
    return str(when.start) if when.start == when.end else f"{when.start}…{when.end or ''}"


def _short(text: str, most: int = 160) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def _marked(reading: Reading) -> str:
    """The text with [statement]S1 and {trigger}E1 marks; a mark never changes the text between."""
    from rich.markup import escape

    text = reading.report.text
    marks: list[tuple[int, int, str]] = []
    for k, statement in enumerate(reading.statements, 1):
        for span in statement.content:
            marks.append((span.start, 1, f"[cyan]{escape('[')}[/cyan]"))
            marks.append((span.end, -1, f"[cyan]{escape(']')}S{k}[/cyan]"))
    for k, event in enumerate(reading.events, 1):
        for span in event.trigger:
            marks.append((span.start, 2, "[bold yellow]{"))
            marks.append((span.end, -2, f"}}E{k}[/bold yellow]"))
    pieces, at = [], 0
    for offset, _, mark in sorted(marks, key=lambda m: (m[0], m[1])):
        pieces += [_inert(text[at:offset]), mark]
        at = offset
    return "".join([*pieces, _inert(text[at:])])


def _inert(text: str) -> str:
    """Text of a report as the terminal may show it: no markup, no control codes."""
    from rich.markup import escape

    return escape("".join(c if c in "\n\t" or c.isprintable() else "·" for c in text)).replace("\\[", "\\[")
