"""What is found in a report: actors, statements, events, motions, places, times, tolls, disputes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from onrecord.model.report import Evidence, Report, Spans

ActorKind = Literal["state", "organisation", "group", "person"]
Form = Literal["direct", "mixed", "indirect"]
Kind = Literal[
    "assert", "deny", "accuse", "reject", "demand", "promise", "threaten", "warn", "praise", "announce", "speculate", "ask"
]
Status = Literal[
    "happened", "ongoing", "planned", "threatened", "called_for", "denied", "alleged",
    "hypothetical", "counterfactual", "historical", "disputed",
]  # fmt: skip
Precision = Literal[
    "day", "weekend", "week", "month-part", "month", "quarter", "season", "year-part", "year", "decade",
    "interval", "open-interval",
]  # fmt: skip
PlacePrecision = Literal["site", "city", "district", "province", "region", "country"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, an organisation, an armed group, a person; within one reading."""

    id: str
    """ISO 3166-1 alpha-3 for a state, else a stable slug."""
    name: str
    kind: ActorKind
    country: str = ""
    """Alpha-3, a PLOVER non-state code (IGO, UNO, EUR, NGO, ISM, IMG, MNC), or "" where the text does not say."""
    sector: str = ""
    """A PLOVER sector, or ""."""
    office: str | None = None
    mentions: Spans = ()


@dataclass(frozen=True, slots=True)
class When:
    """A date as an interval with both ends inside. Both None: the text says when only in relation to something not
    known here; `reason` says to what."""

    start: date | None
    end: date | None
    precision: Precision | None
    evidence: Evidence
    rule: str
    """Name of the rule that gave it."""
    anchor: date | None = None
    """The date it was counted from."""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place the text names, used as a place."""

    evidence: Evidence
    name: str
    country: str = ""
    """Alpha-3 or ""."""
    precision: PlacePrecision | None = None
    lat: float | None = None
    lon: float | None = None
    """WGS 84 degrees. Empty for a country: a country's centre is never shown as a place."""
    geonameid: int | None = None
    reason: str | None = None
    """Why there are no coordinates, where there are none."""


@dataclass(frozen=True, slots=True)
class Toll:
    """People killed, injured, displaced or arrested: a range as the text gives it ("almost 90": 80–90)."""

    kind: Literal["killed", "injured", "displaced", "arrested"]
    low: int | None
    high: int | None
    hedge: str | None
    """The hedging words: "almost", "at least", "dozens of"."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Statement:
    """Speech or belief that the report gives as somebody's."""

    id: str
    form: Form
    kind: Kind
    speaker: str | None
    """Actor id; None where the text does not say: `reason` says why."""
    content: Spans
    source: Spans = ()
    cue: Spans = ()
    speaker_text: str | None = None
    """The speaker as printed."""
    also_speakers: tuple[str, ...] = ()
    """Actor ids or words as printed ("its allies")."""
    addressee: str | None = None
    """Actor id."""
    targets: tuple[str, ...] = ()
    """Actor ids accused, threatened or asked."""
    polarity: Literal["affirms", "denies"] = "affirms"
    """denies: the speaker holds that the content is not so ("denied that", "dismissed the claim")."""
    about: str | None = None
    """Id of the event it is about."""
    within: str | None = None
    """Id of the statement it stands in."""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, where, when, in PLOVER terms, with a status."""

    id: str
    type: str
    status: Status
    trigger: Spans
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    actor_evidence: Spans = ()
    recipient_evidence: Spans = ()
    when: When | None = None
    when_reason: str | None = None
    """Why `when` is empty."""
    place: Place | None = None
    tolls: tuple[Toll, ...] = ()
    weapons: Spans = ()
    according_to: str | None = None
    """Id of the statement whose content it stands in: the event is then known only through it."""
    is_headline: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """One member's vote as the text gives it."""

    member: str
    vote: Literal["for", "against", "abstain", "absent"]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Motion:
    """Something put to a council."""

    id: str
    body: str
    """"UNSC" and so on."""
    instrument: str
    """"draft resolution", "resolution", "presidential statement", "press statement", "amendment"."""
    evidence: Spans
    symbol: str | None = None
    sponsors: tuple[str, ...] = ()
    """Actor ids, or words as printed ("Western")."""
    asks: Spans = ()
    counts: tuple[tuple[str, int], ...] = ()
    """("for", 10), ("against", 2) … as printed or as named."""
    votes: tuple[Vote, ...] = ()
    vetoed_by: tuple[str, ...] = ()
    outcome: str = "unknown"
    """"adopted", "not adopted", "vetoed", "withdrawn", "planned", "unknown"."""
    rule: str | None = None
    """The rule of the Charter that gave the outcome."""
    when: When | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """One of the rival accounts of a dispute."""

    account: str
    holders: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Rival accounts of one event or question. onrecord never says which is true."""

    id: str
    question: str
    accounts: tuple[Account, ...]
    event: str | None = None
    events: tuple[str, ...] = ()
    """All events held to be the one in dispute, over all reports."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a step could not do, with the reason; the other steps went on."""

    step: str
    reason: str
    span: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in one report by one version of the reader."""

    report: Report
    version: str
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    motions: tuple[Motion, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[When, ...] = ()
    tolls: tuple[Toll, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    issues: tuple[Issue, ...] = ()
    regions: tuple[tuple[str, Evidence], ...] = field(default=())
    """Titles, datelines, bylines, repeats … with their kind."""
