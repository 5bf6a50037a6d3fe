"""STEPS, one tuple from top to bottom, and read(report) → Reading.

Reading one report is a pure function of the report and the versions of code and tables. A step that fails costs that
step's findings on that report: an Issue names it, the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from onrecord.actors import find_cast
from onrecord.clean import clean
from onrecord.council import find_motions
from onrecord.data import digest
from onrecord.errors import StepError
from onrecord.events import find_events
from onrecord.grounding import find_places, find_times, find_tolls
from onrecord.intake import parse_date
from onrecord.language import parse, parser_version
from onrecord.language.tagger import mark, tagger_version
from onrecord.linking import attach, find_disputes
from onrecord.model import Actor, Cast, Issue, Reading, Report
from onrecord.statements import find_statements

CODE_VERSION = "0.1.0"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it needs, what it gives, and what stands in its place when it fails."""

    gives: str
    needs: tuple[str, ...]
    run: Callable[..., Any]
    without: Callable[[], Any] | None = tuple
    """Makes the empty finding; None: nothing can be read without this step."""


STEPS: tuple[Step, ...] = (
    Step("cleaned", ("text",), clean, None),
    Step("document", ("report", "cleaned"), parse, None),
    Step("marks", ("document",), mark, lambda: None),
    Step("cast", ("document",), find_cast, lambda: Cast({}, ())),
    Step("times", ("document",), find_times),
    Step("places", ("document", "cast"), find_places),
    Step("tolls", ("document",), find_tolls),
    Step("statements", ("document", "cast", "marks"), find_statements),
    Step("events", ("document", "cast", "statements", "times", "places", "tolls", "marks"), find_events),
    Step("motions", ("document", "cast", "times"), find_motions),
    Step("linked", ("statements", "events"), attach),
    Step("disputes", ("document", "cast", "linked", "events"), find_disputes),
)


def check(steps: tuple[Step, ...], given: frozenset[str] = frozenset({"report", "text"})) -> None:
    """Raise StepError where a step needs what no earlier one gives, or two give the same."""
    known = set(given)
    for step in steps:
        missing = [need for need in step.needs if need not in known]
        if missing:
            raise StepError(f"step {step.gives!r} needs {', '.join(missing)}, which no step before it gives")
        if step.gives in known:
            raise StepError(f"two steps give {step.gives!r}")
        known.add(step.gives)


check(STEPS)


def read(report: Report) -> Reading:
    """Everything found in one report. Bad text costs findings, never an exception: each loss is an Issue.

    Same report, same versions: the same Reading, on every machine.
    """
    values: dict[str, Any] = {"report": report, "text": report.text}
    issues: list[Issue] = []
    for step in STEPS:
        try:
            values[step.gives] = step.run(*(values[need] for need in step.needs))
        except Exception as error:  # noqa: BLE001  one step's failure is recorded and must not cost the others
            issues.append(Issue(step.gives, f"{type(error).__name__}: {error}"))
            if step.without is None:
                break
            values[step.gives] = step.without()
    return _reading(report, values, issues)


def read_text(text: str, *, published: date | str | None = None, outlet: str | None = None, title: str | None = None) -> Reading:
    """Read a text as it is; `published` is a date or its ISO form."""
    if isinstance(published, str):
        published = parse_date(published)
    return read(Report(text, published=published, outlet=outlet, title=title))


def _reading(report: Report, values: Mapping[str, Any], issues: list[Issue]) -> Reading:
    cast: Cast = values.get("cast", Cast({}, ()))
    document = values.get("document")
    regions = () if document is None else tuple((r.kind, document.evidence(r.start, r.end)) for r in document.cleaned.regions)
    return Reading(
        report=report,
        version=version(),
        actors=_in_order(cast),
        statements=values.get("linked", values.get("statements", ())),
        events=values.get("events", ()),
        motions=values.get("motions", ()),
        places=tuple(mention.place for mention in values.get("places", ())),
        times=tuple(mention.when for mention in values.get("times", ())),
        tolls=tuple(mention.toll for mention in values.get("tolls", ())),
        disputes=values.get("disputes", ()),
        issues=tuple(issues),
        regions=regions,
    )


def _in_order(cast: Cast) -> tuple[Actor, ...]:
    """The cast's actors in the order of their first mention."""
    return tuple(sorted(cast.actors.values(), key=lambda actor: (actor.mentions[0].start if actor.mentions else 0, actor.id)))


@cache
def version() -> str:
    """The version of the reader: its code, its models and its code tables."""
    tables = ".".join(digest(kind)[:6] for kind in ("actors", "council", "cues", "events", "places"))
    return f"{CODE_VERSION}+{parser_version()}.{tagger_version()}.{tables}"
