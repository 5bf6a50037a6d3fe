"""Read all 941 shared reports end to end: `python -m eval.corpus [--record FILE]`.

Reads the three files of ../shared/data/reports through `onrecord read`'s own path into a record, verifies every offset,
reads them again, and prints what was found, what failed, and that the second run added nothing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from onrecord.batch import read_into, relink
from onrecord.record import Record

FILES = ("guardian_syria_2017_2019.jsonl", "re3d.jsonl", "syria_2011_2018.jsonl")


def main() -> int:
    """Read, verify, read again; 1 where anything is not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--workers", type=int)
    options = parser.parse_args()
    folder = Path(__file__).resolve().parents[2] / "shared" / "data" / "reports"
    with tempfile.TemporaryDirectory() as scratch:
        path = options.record or Path(scratch) / "corpus.db"
        begun = time.perf_counter()
        with Record.open(path) as record:
            tally = read_into(record, [folder / file for file in FILES], workers=options.workers)
            read = time.perf_counter() - begun
            relink(record)
            spans = wrong = 0
            for row in (row for table in record.tables() if table.spec.name == "evidence" for row in table.rows):
                spans += 1
                wrong += row["end"] - row["start"] != len(row["quotation"])
            first = record.status()
            again = read_into(record, [folder / file for file in FILES], workers=1)
            second = record.status()
        dropped = f"{sum(tally.dropped.values())} dropped {dict(tally.dropped)}"
        across = f"{first.disputes} within and {first.disputes_across} over reports"
        print(f"reports {first.reports} ({tally.read} read, {dropped}) in {read:.0f} s")
        print(f"statements {first.statements_total}, {first.speakerless} with an open speaker; kinds {dict(first.statements)}")
        print(f"events {first.events_total}, {first.undated_events} undated; statuses {dict(first.events_by_status)}")
        print(f"motions {first.motions}, disputes {across}, actors {first.actors}")
        print(f"steps that failed {sum(first.issues.values())}; evidence {spans} spans, {wrong} wrong")
        counts = [(now.reports, now.statements_total, now.events_total) for now in (first, second)]
        same = counts[0] == counts[1]
        print(f"second run: {again.read} read, {again.known} known, counts {'the same' if same else 'CHANGED'}")
        return int(bool(wrong or again.read or not same or first.issues))


if __name__ == "__main__":
    sys.exit(main())
