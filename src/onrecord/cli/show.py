"""`onrecord show`: rows of the record with their evidence, or one thing whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import DEFAULT_RECORD, RecordFile, day_of

if TYPE_CHECKING:
    from onrecord.record import Found, Record, Rows

Row = Mapping[str, Any]
What = Annotated[
    str, typer.Argument(metavar="WHAT", help="reports, events, statements, disputes, actors, motions, drops; or an id.")
]
NOUNS = ("reports", "events", "statements", "disputes", "actors", "motions", "drops")
TAKES = {
    "reports": {"since", "until", "text", "outlet"},
    "events": {"actor", "recipient", "type", "status", "place", "since", "until", "text", "report"},
    "statements": {"actor", "speaker", "kind", "form", "since", "until", "text", "report"},
    "disputes": {"actor", "text", "report"},
    "actors": {"actor", "kind", "report"},
    "motions": {"actor", "since", "until", "text", "report"},
    "drops": set[str](),
}


def show(
    what: Annotated[
        str, typer.Argument(metavar="WHAT", help="reports, events, statements, disputes, actors, motions, drops, or an id.")
    ],
    actor: Annotated[str | None, typer.Option(help="Country code, actor id or name.")] = None,
    recipient: Annotated[str | None, typer.Option(help="Of events: to whom.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Of statements: who speaks.")] = None,
    type: Annotated[str | None, typer.Option(help="Of events: PLOVER type, several with commas.")] = None,
    status: Annotated[str | None, typer.Option(help="Of events: happened, planned, alleged, … several with commas.")] = None,
    kind: Annotated[str | None, typer.Option(help="Of statements: deny, accuse, …; of actors: state, person, …")] = None,
    form: Annotated[str | None, typer.Option(help="Of statements: direct, mixed, indirect.")] = None,
    place: Annotated[str | None, typer.Option(help="Of events: name of the place or country code.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Of reports.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="To this day, inside.")] = None,
    text: Annotated[str | None, typer.Option(help="Words in it.")] = None,
    report: Annotated[str | None, typer.Option(help="Of one report: its id or name.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Rows at the most.")] = 50,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Show rows with the words each rests on, or, given an id, one thing with all its evidence and context."""
    from onrecord.record import Record

    given: dict[str, Any] = {
        "actor": actor, "recipient": recipient, "speaker": speaker, "type": several(type, str.upper), "status": several(status),
        "kind": several(kind), "form": several(form), "place": place, "outlet": outlet, "since": day_of(since),
        "until": day_of(until), "text": text, "report": report,
    }  # fmt: skip
    given = {name: value for name, value in given.items() if value is not None}
    with Record.open(record, create=False, read_only=True) as opened:
        if what not in NOUNS and what.isalpha() and what.islower() and len(what) < 12:
            raise typer.BadParameter(f"{what} is neither an id nor one of {', '.join(NOUNS)}")
        if what not in NOUNS:
            _one(opened.get(what))
            return
        strange = sorted(set(given) - TAKES[what])
        if strange:
            raise typer.BadParameter(
                f"--{strange[0]} does not go with {what}; it takes {', '.join(sorted(TAKES[what])) or 'no filter'}"
            )
        _check_values(given)
        rows = _ask(opened, what, given, limit)
        for row in rows:
            typer.echo(LINES[what](row))
            if what == "disputes":
                _accounts(opened, row)
        _foot(rows, what)


def _check_values(given: Mapping[str, Any]) -> None:
    """A closed list's word that is none is said, with the list: a slip must not look like an empty record."""
    from typing import get_args

    from onrecord.model import ActorKind, Form, Kind, Status
    from onrecord.model.column import EVENT_TYPES

    lists = {
        "type": EVENT_TYPES, "status": get_args(Status), "form": get_args(Form), "kind": (*get_args(Kind), *get_args(ActorKind)),
    }  # fmt: skip
    for name, known in lists.items():
        strange = sorted(set(given.get(name) or ()) - set(known))
        if strange:
            raise typer.BadParameter(f"--{name} {strange[0]} is none of {', '.join(known)}")


def several(words: str | None, turn: Callable[[str], str] = str.lower) -> list[str] | None:
    """'deny,accuse' → ['deny', 'accuse']."""
    return None if words is None else [turn(word.strip()) for word in words.split(",") if word.strip()]


def _ask(opened: Record, what: str, given: dict[str, Any], limit: int) -> Rows:
    if what == "drops":
        return opened.drops()
    rows: Rows = getattr(opened, what)(**given, limit=limit)
    return rows


def _foot(rows: Rows, what: str) -> None:
    total = rows.total if rows.total is not None else len(rows)
    more = f"{len(rows)} of {total} {what}" if total != len(rows) else f"{total} {what}"
    typer.echo(more + (f"; {rows.undated} more have no date" if rows.undated else ""))


def plain(text: object, most: int = 200) -> str:
    """Words of a report on one line, without control codes, cut where they are long."""
    given = "; ".join(map(str, text)) if isinstance(text, list) else "" if text is None else str(text)
    words = "".join(c if c.isprintable() else " " for c in " ".join(given.split()))
    return words if len(words) <= most else words[: most - 1] + "…"


def _days(row: Row) -> str:
    if not row["date_from"]:
        return "no date"
    return str(row["date_from"]) if row["date_from"] == row["date_to"] else f"{row['date_from']}…{row['date_to'] or ''}"


def _event(row: Row) -> str:
    who, whom = ", ".join(row["actor_name"]) or "?", ", ".join(row["recipient_name"]) or "–"
    tolls = [
        f"{kind} {'' if low is None else low}–{'' if high is None else high}"
        for kind in ("killed", "injured", "displaced", "arrested")
        for low, high in [(row[f"{kind}_low"], row[f"{kind}_high"])]
        if low is not None or high is not None
    ]
    modes = "/" + ",".join(row["modes"]) if row["modes"] else ""
    holder = f"according to {row['holder_name'] or 'somebody'}" if row["according_to"] else ""
    cells = [
        f"{row['id']}  {_days(row)}",
        f"{who} → {whom}",
        f"{row['type']}{modes}",
        row["status"],
        row["place"],
        *tolls,
        holder,
    ]
    return plain("  ".join(str(cell) for cell in cells if cell), 400) + _quotation(row)


def _statement(row: Row) -> str:
    speaker = row["speaker_name"] or (f"{row['speaker_text']} (open)" if row["speaker_text"] else "speaker open")
    cells = [f"{row['id']}  {row['published'] or 'no date'}", speaker, f"{row['kind']}, {row['form']}"]
    cells += ["denies it" if row["polarity"] == "denies" else "", f"within {row['within']}" if row["within"] else ""]
    return plain("  ".join(cell for cell in cells if cell), 400) + _quotation(row)


def _quotation(row: Row) -> str:
    where = row["outlet"] or row["report_name"]
    return f"\n    “{plain(row['quotation'])}”  [{plain(where, 40)}, {row['start']}–{row['end']}]"


def _report(row: Row) -> str:
    cells = [
        f"{row['id']}  {row['published'] or 'no date'}", row["outlet"] or "", row["title"] or row["name"],
        f"{row['statements']} statements, {row['events']} events",
    ]  # fmt: skip
    return plain("  ".join(cell for cell in cells if cell), 300)


def _actor(row: Row) -> str:
    cells = [row["id"], row["name"], row["kind"], row["country"], row["sector"], row["office"] or ""]
    return plain("  ".join(cell for cell in cells if cell), 200) + f"  {row['mentions']} mentions in {row['reports']} reports"


def _motion(row: Row) -> str:
    return "  ".join(
        f"{name}: {plain(value)}" for name, value in row.items() if value not in (None, "", []) and name in MOTION_CELLS
    )


LEFT_OUT = ("number", "report", "ord")
MOTION_CELLS = ("id", "body", "instrument", "symbol", "date_from", "sponsor_names", "sponsors", "vetoed_by", "outcome", "rule",
                "votes_for", "votes_against", "votes_abstain", "quotation")  # fmt: skip


def _dispute(row: Row) -> str:
    return plain(f"{row['id']}  {row['question']}", 400)


def _accounts(opened: Record, row: Row) -> None:
    for letter, account in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", opened.get(row["id"]).more.get("accounts", []), strict=False):
        names = ", ".join(account["holder_names"] or account["holders"] or ["nobody named"])
        typer.echo(f"    {letter}. {plain(names, 120)}: {plain(account['account'], 260)}")


def _drop(row: Row) -> str:
    return plain(f"{row['kind']}  {row['reason']}", 400)


LINES: dict[str, Callable[[Row], str]] = {
    "events": _event, "statements": _statement, "reports": _report, "actors": _actor, "motions": _motion, "disputes": _dispute,
    "drops": _drop,
}  # fmt: skip


def _one(found: Found) -> None:
    """One thing: its cells, its evidence in context, what belongs to it."""
    typer.echo(f"{found.table.removesuffix('s')} {found.id}")
    for name, value in found.row.items():
        if value not in (None, "", []) and name not in ("id", "quotation"):
            typer.echo(f"  {name}: {plain(', '.join(map(str, value)) if isinstance(value, list) else value, 300)}")
    if found.report is not None and found.table != "reports":
        report = found.report
        typer.echo("  in: " + " ".join(filter(None, (report["outlet"], report["published"], report["title"] or report["name"]))))
    if found.table == "reports" and found.report is not None:
        typer.echo("\n" + "".join(c if c.isprintable() or c in "\n\t" else " " for c in found.report["text"]))
    for row in found.evidence:
        passage = f"…{plain(row.get('before'))} [{plain(row['quotation'], 400)}] {plain(row.get('after'))}…"
        typer.echo(f"  {row['role']} {row['start']}–{row['end']}: {passage}")
    for name, rows in found.more.items():
        if len(rows):
            typer.echo(f"  {name}:")
            for row in rows:
                typer.echo(
                    "    "
                    + "  ".join(
                        plain(v, 160) for k, v in row.items() if v not in (None, "", []) and k not in ("number", "report", "ord")
                    )
                )
