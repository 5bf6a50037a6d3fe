"""Many reports: in this process or in several, in the order given, and into a record that is sound at every moment."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.intake import Notice, reports_in
from onrecord.language import detect
from onrecord.linking import disputes, judgements, same_events
from onrecord.model import Reading, Report
from onrecord.settings import DEFAULT, Settings

if TYPE_CHECKING:
    from onrecord.record import Record

FEW = 40
"""Up to so many reports one process is quicker than starting others: a worker loads its parser in about 2 s."""


@dataclass(frozen=True, slots=True)
class Known:
    """A report that stands in the record already, read by this version."""

    report: Report


Outcome = Reading | Notice | Known


@dataclass(slots=True)
class Tally:
    """What a run met: counts for the last lines of `onrecord read`."""

    read: int = 0
    known: int = 0
    statements: int = 0
    events: int = 0
    motions: int = 0
    step_failures: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    notices: list[Notice] = field(default_factory=list)

    def count(self, outcome: Outcome) -> None:
        """Take one outcome into the counts."""
        if isinstance(outcome, Known):
            self.known += 1
        elif isinstance(outcome, Notice):
            self.notices.append(outcome)
            if outcome.is_dropped:
                self.dropped[outcome.kind] += 1
        else:
            self.read += 1
            self.statements += len(outcome.statements)
            self.events += len(outcome.events)
            self.motions += len(outcome.motions)
            self.step_failures += len(outcome.issues)


def outcomes(
    paths: Iterable[str | Path],
    *,
    published: date | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    latest: date | None = None,
    workers: int | None = None,
    is_known: Callable[[Report], bool] = lambda report: False,
    settings: Settings = DEFAULT,
) -> Iterator[Outcome]:
    """A Reading, a Notice or a Known for everything found at the paths, in their order.

    `workers`: processes; None takes one a core, and this process alone where there are few reports.
    """
    items = (
        _gate(item, settings, is_known)
        for item in reports_in(paths, published=published, outlet=outlet, columns=columns, latest=latest, settings=settings)
    )
    workers = workers or os.cpu_count() or 1
    head = list(islice(items, FEW + 1)) if workers > 1 else []
    if workers == 1 or len(head) <= FEW:
        yield from _alone(chain(head, items))
    else:
        yield from _together(chain(head, items), workers, settings.batch_size)


def read_files(
    paths: Iterable[str | Path], *, published: date | None = None, outlet: str | None = None, workers: int = 1
) -> Iterator[Reading]:
    """The readings of files, folders and globs; what gives no report is passed over: `outcomes` says what and why.

    With more than one worker the calling script must be guarded by `if __name__ == "__main__"`: processes are spawned.
    """
    found = outcomes(paths, published=published, outlet=outlet, workers=workers)
    return (outcome for outcome in found if isinstance(outcome, Reading))


def read_into(
    record: Record,
    paths: Iterable[str | Path],
    *,
    published: date | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    latest: date | None = None,
    workers: int | None = None,
    settings: Settings = DEFAULT,
    seen: Callable[[Outcome], None] = lambda outcome: None,
) -> Tally:
    """Read everything at the paths into a record, a batch a transaction: a stop loses at most one batch."""
    from onrecord.reading import version

    now = version()
    tally, batch = Tally(), list[Reading]()
    stream = outcomes(
        paths, published=published, outlet=outlet, columns=columns, latest=latest, workers=workers, settings=settings,
        is_known=lambda report: record.has(report.id, now),
    )  # fmt: skip
    try:
        for outcome in stream:
            tally.count(outcome)
            if isinstance(outcome, Reading):
                batch.append(outcome)
            elif isinstance(outcome, Notice) and outcome.is_dropped:
                record.note_drop(outcome.where, outcome.kind, str(outcome))
            if len(batch) >= settings.batch_size:
                record.add_all(batch, batch=settings.batch_size, on_fault="note")
                batch = []
            seen(outcome)
    finally:
        record.add_all(batch, batch=settings.batch_size, on_fault="note")
    return tally


def relink(record: Record) -> None:
    """Seek same events and disputes over all reports of a record anew; what people judged stays."""
    readings = tuple(record.readings())
    groups = same_events(readings)
    report_of = {statement.id: reading.report.id for reading in readings for statement in reading.statements}
    found = disputes(readings, groups)
    across = [d for d in found if len({report_of[s] for account in d.accounts for s in account.statements}) > 1]
    record.replace_links(across, judgements(group for group in groups if len(group) > 1))


def _gate(item: Report | Notice, settings: Settings, is_known: Callable[[Report], bool]) -> Report | Notice | Known:
    """Let through what can be read: English, and not read before."""
    if isinstance(item, Notice):
        return item
    if is_known(item):
        return Known(item)
    language, share = detect(item.text)
    if language != "en" and share >= settings.min_language_share:
        return Notice(
            item.origin or item.name,
            f"not in English ({language}, {share:.0%} sure)",
            "language",
            "onrecord reads English reports only",
        )
    return item


def _alone(items: Iterable[Report | Notice | Known]) -> Iterator[Outcome]:
    from onrecord.reading import read

    for item in items:
        yield read(item) if isinstance(item, Report) else item


def _together(items: Iterator[Report | Notice | Known], workers: int, size: int) -> Iterator[Outcome]:
    """Batches over a pool of processes; at most two batches a worker are under way, results keep their order."""
    pool = _pool(workers)
    under_way: list[tuple[list[Report | Notice | Known], Future[list[Reading]]]] = []
    try:
        while True:
            while len(under_way) < 2 * workers and (batch := list(islice(items, size))):
                under_way.append((batch, _submit(pool, batch)))
            if not under_way:
                return
            batch, future = under_way.pop(0)
            try:
                readings = iter(future.result())
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(workers)
                under_way = [(later, _submit(pool, later)) for later, _ in under_way]
                yield from _one_by_one(batch)
                continue
            for item in batch:
                yield next(readings) if isinstance(item, Report) else item
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _one_by_one(batch: list[Report | Notice | Known]) -> Iterator[Outcome]:
    """A batch whose worker died: each report in a process of its own; one that dies again is left out and named."""
    for item in batch:
        if not isinstance(item, Report):
            yield item
            continue
        with _pool(1) as pool:
            try:
                yield pool.submit(_read_batch, [item]).result()[0]
            except BrokenProcessPool:
                yield Notice(
                    item.origin or item.name,
                    "its reader died twice, perhaps for want of memory",
                    "crash",
                    "split the report, or read it with more memory",
                )


def _submit(pool: ProcessPoolExecutor, batch: list[Report | Notice | Known]) -> Future[list[Reading]]:
    return pool.submit(_read_batch, [item for item in batch if isinstance(item, Report)])


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker)


def _start_worker() -> None:
    """Ctrl-C is the parent's to handle; one thread a process, since there is a process a core."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _read_batch(reports: list[Report]) -> list[Reading]:
    from onrecord.reading import read

    return [read(report) for report in reports]
