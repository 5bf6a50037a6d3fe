"""Readings made by hand: every field of every noun is used somewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

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
    Statement,
    Toll,
    Vote,
    When,
    content_id,
)

TEXT = (
    "VETO AT THE COUNCIL\n"
    "Ruritania vetoed a draft resolution on Monday. Ambassador Anna Petrova said that “the raid on Zenda, which killed "
    "almost 90 people, never took place”. Graustark’s envoy insisted Ruritanian jets had bombed Zenda with rockets last week."
)


def made(
    text: str = TEXT,
    *,
    name: str = "veto",
    version: str = "1",
    published: date | None = date(2021, 3, 2),
    outlet: str | None = "The Gazette",
) -> Reading:
    """A reading of a made-up report with at least one of everything."""
    report = Report(
        text,
        name=name,
        published=published,
        outlet=outlet,
        title="Veto",
        url="https://example.org/veto",
        language="en",
        origin=f"{name}.txt",
    )

    def at(words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    def span(words: str) -> Evidence:
        return report.evidence(*at(words))

    def id(prefix: str, words: str) -> str:
        return content_id(prefix, report.id, *at(words))

    actors = (
        Actor("RUR", "Ruritania", "state", "RUR", "GOV", None, (span("Ruritania"), span("Ruritanian"))),
        Actor("GRA", "Graustark", "state", "GRA", mentions=(span("Graustark"),)),
        Actor("anna-petrova", "Anna Petrova", "person", "RUR", "GOV", "Ambassador", (span("Anna Petrova"),)),
    )
    killed = Toll("killed", 80, 90, "almost", span("almost 90 people"))
    zenda = Place(span("Zenda"), "Zenda", "RUR", "city", 51.5, 7.25, 2803138)
    monday = When(date(2021, 3, 1), date(2021, 3, 1), "day", span("Monday"), "weekday", date(2021, 3, 2))
    last_week = When(None, None, None, span("last week"), "last-unit", None, "the day of publication is not known")
    raid, strike, veto = id("e", "raid"), id("e", "bombed"), id("e", "vetoed")
    denial, charge = id("s", "said"), id("s", "insisted")
    statements = (
        Statement(
            denial,
            "mixed",
            "deny",
            "anna-petrova",
            (span("the raid on Zenda, which killed almost 90 people, never took place"),),
            (span("Ambassador Anna Petrova"),),
            (span("said"),),
            "Ambassador Anna Petrova",
            ("RUR", "its allies"),
            None,
            (),
            "denies",
            raid,
        ),
        Statement(
            charge,
            "indirect",
            "accuse",
            None,
            (span("Ruritanian jets had bombed Zenda with rockets last week"),),
            (),
            (span("insisted"),),
            "Graustark’s envoy",
            targets=("RUR",),
            addressee="GRA",
            within=denial,
            reason="an envoy is named by office only",
            about=strike,
        ),
    )
    events = (
        Event(
            veto,
            "REJECT",
            "happened",
            (span("vetoed"),),
            ("veto",),
            ("diplomatic",),
            ("RUR",),
            (),
            (span("Ruritania"),),
            (),
            monday,
            is_headline=True,
        ),
        Event(
            raid,
            "ASSAULT",
            "denied",
            (span("raid"),),
            (),
            (),
            (),
            (),
            when_reason="no time in its sentence",
            place=zenda,
            tolls=(killed,),
            according_to=denial,
        ),
        Event(
            strike,
            "ASSAULT",
            "alleged",
            (span("bombed"),),
            ("aerial",),
            ("military",),
            ("RUR", "jets"),
            ("GRA",),
            (span("Ruritanian jets"),),
            (span("Zenda"),),
            last_week,
            None,
            zenda,
            (),
            (span("rockets"),),
            charge,
        ),
    )
    motion = Motion(
        id("m", "draft resolution"),
        "UNSC",
        "draft resolution",
        (span("draft resolution"),),
        "S/2021/1",
        ("GRA", "Western"),
        (span("a draft"),),
        (("for", 10), ("against", 2), ("abstain", 3)),
        (Vote("RUR", "against", span("Ruritania vetoed")),),
        ("RUR",),
        "vetoed",
        "Article 27(3)",
        monday,
        ("counted from the text",),
    )
    dispute = Dispute(
        content_id("d", report.id, "raid"),
        "Was Zenda bombed?",
        (Account("it never took place", ("anna-petrova", "RUR"), (denial,)), Account("jets bombed it", ("GRA",), (charge,))),
        raid,
        (raid, strike),
    )
    return Reading(
        report,
        version,
        actors,
        statements,
        events,
        (motion,),
        (zenda,),
        (monday, last_week),
        (killed,),
        (dispute,),
        (Issue("times", "no anchor", span("last week")), Issue("places", "no gazetteer")),
        (("title", span("VETO AT THE COUNCIL")),),
    )


def without_events(reading: Reading) -> Reading:
    """The same reading with its statements only."""
    return replace(reading, events=(), disputes=(), motions=())
