"""What holds between reports: judgements and disputes over several of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, delete, func, insert, select, update

from onrecord.errors import NotFound
from onrecord.model import Dispute, Judgement
from onrecord.model.flat import dispute_rows
from onrecord.model.table import Row
from onrecord.record.rebuild import day, disputes_of
from onrecord.record.schema import found, judgements, notes, readings
from onrecord.record.write import numbers

RULE = "rule:"
"""Judgements whose `by` begins so are a rule's, and are replaced when links are sought anew; a person's never are."""


def replace(connection: Connection, disputes: Sequence[Dispute], same: Iterable[Judgement]) -> None:
    """Put the rules' new findings in place of their old ones; what people judged stays."""
    for name in ("accounts", "disputes"):
        connection.execute(delete(found[name]).where(found[name].c.reading.is_(None)))
    connection.execute(delete(judgements).where(judgements.c.by.startswith(RULE)))
    held = sorted({holder for dispute in disputes for account in dispute.accounts for holder in account.holders})
    names = _names(connection, held)
    heads: list[Row] = []
    sides: list[Row] = []
    for dispute in sorted(disputes, key=lambda dispute: dispute.id):
        head, accounts = dispute_rows(dispute, lambda id: names.get(id, id))
        heads.append(head)
        sides += accounts
    given = numbers(connection, {head["id"]: head["number"] for head in heads})
    for head in heads:
        head["number"] = given[head["id"]]
    if heads:
        connection.execute(insert(found["disputes"]), heads)
    if sides:
        connection.execute(insert(found["accounts"]), sides)
    rows = [_row(judgement) for judgement in sorted(set(same), key=lambda one: (one.a, one.b, one.by, one.verdict))]
    if rows:
        connection.execute(insert(judgements), rows)
    newest = connection.execute(select(func.max(readings.c.key))).scalar() or 0
    connection.execute(delete(notes).where(notes.c.name == "linked_upto"))
    connection.execute(insert(notes).values(name="linked_upto", value=str(newest)))


def _names(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """A name for each actor: the one most mentioned under it."""
    actors = found["actors"]
    names: dict[str, str] = {}
    for at in range(0, len(ids), 500):
        rows = connection.execute(
            select(actors.c.id, actors.c.name)
            .where(actors.c.id.in_(ids[at : at + 500]))
            .group_by(actors.c.id, actors.c.name)
            .order_by(func.sum(actors.c.mentions), actors.c.name.desc())
        )
        names |= {row.id: row.name for row in rows}
    return names


def _row(judgement: Judgement) -> Row:
    a, b = sorted((judgement.a, judgement.b))
    return {
        "a": a,
        "b": b,
        "verdict": judgement.verdict,
        "by": judgement.by,
        "reason": judgement.reason,
        "made": judgement.made.isoformat() if judgement.made else None,
        "taken_back": judgement.taken_back.isoformat() if judgement.taken_back else None,
    }


def judge(connection: Connection, judgement: Judgement) -> None:
    """Add a judgement; the same judgement given twice stands once."""
    row = _row(judgement)
    same = [judgements.c[name] == row[name] for name in ("a", "b", "verdict", "by")]
    if connection.execute(select(judgements.c.key).where(*same, judgements.c.taken_back.is_(None))).first() is None:
        connection.execute(insert(judgements).values(row))


def take_back(connection: Connection, a: str, b: str, by: str, on: date) -> None:
    """Mark what somebody judged of two findings as taken back; NotFound where nothing of theirs stands."""
    a, b = sorted((a, b))
    mine = (judgements.c.a == a, judgements.c.b == b, judgements.c.by == by, judgements.c.taken_back.is_(None))
    if connection.execute(update(judgements).where(*mine).values(taken_back=on.isoformat())).rowcount == 0:
        raise NotFound(f"no judgement of {by} on {a} and {b} stands in this record")


def judged(connection: Connection, id: str | None, *, standing: bool) -> list[Judgement]:
    """The judgements, in the order they were given; on one finding; only those not taken back."""
    query = select(judgements).order_by(judgements.c.key)
    if id is not None:
        query = query.where((judgements.c.a == id) | (judgements.c.b == id))
    if standing:
        query = query.where(judgements.c.taken_back.is_(None))
    return [
        Judgement(row["a"], row["b"], row["verdict"], row["by"], row["reason"], day(row["made"]), day(row["taken_back"]))
        for row in connection.execute(query).mappings()
    ]


def disputes_across(connection: Connection) -> tuple[Dispute, ...]:
    """The disputes over several reports."""
    heads, sides = (
        [dict(row) for row in connection.execute(select(found[name]).where(found[name].c.reading.is_(None))).mappings()]
        for name in ("disputes", "accounts")
    )
    return disputes_of(sorted(heads, key=lambda row: str(row["id"])), sides)
