"""Score the current program: `python -m eval.gold [--split tune|test|examples] [--classes] [--html FILE] [--date DAY]`.

The test split asks for --date and appends its figures to eval/gold/test_log.csv, each time.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from eval.gold.compare import Json
from eval.gold.page import page
from eval.gold.reports import FINAL, ROOT, Entry, GoldError, sample, text_of
from eval.gold.resolve import check, read
from eval.gold.score import Scored, classes, confused, score, total

LOG = Path(__file__).with_name("test_log.csv")


def reading_of(entry: Entry, text: str) -> Json:
    """What the program reads in one report, as reading.md's JSON."""
    from onrecord.exporters.reading_json import to_json
    from onrecord.model import Report
    from onrecord.reading import read as read_report

    published = date.fromisoformat(entry.published) if entry.published else None
    reading = read_report(Report(text, name=entry.id, outlet=entry.outlet, published=published, title=entry.title))
    out: Json = to_json(reading)
    return out


def scores(split: str) -> dict[str, float]:
    """Every figure of a split as a share; those without a denominator are left out. Not for the test split: it is logged."""
    if split == "test":
        raise GoldError("the test split is scored by `python -m eval.gold --split test --date DAY`, which logs it")
    found = []
    for entry in sample().values():
        if entry.split == split and (FINAL / f"{entry.id}.json").exists():
            text = text_of(entry.id)
            found.append(score(check(read(FINAL / f"{entry.id}.json"), entry.id, text), reading_of(entry, text), text))
    return {key: hits / of for key, (hits, of, _) in total(found).items() if of}


def commit() -> str:
    """The short commit, with + where the tree has changes."""
    head = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    changes = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return head + ("+" if changes.strip() else "")


def log_test(scored: Sequence[Scored], day: str) -> None:
    """Append every figure of one scoring of the test split: date, commit, reports, figure, hits, of."""
    is_new = not LOG.exists()
    with LOG.open("a", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        if is_new:
            rows.writerow(["date", "commit", "reports", "figure", "hits", "of", "low95", "high95"])
        now = commit()
        for key, (hits, of, between) in total(scored).items():
            low, high = (f"{x:.4f}" for x in between) if between else ("", "")
            rows.writerow([day, now, len(scored), key, hits, of, low, high])


def lines(scored: Sequence[Scored]) -> list[str]:
    """The figures for reading."""
    out = [f"{'':62}{'%':>7}  {'95 % of reports':16}{'n':>12}"]
    for key, (hits, of, between) in total(scored).items():
        scale = 1000 if "per 1,000" in key else 100
        value = f"{scale * hits / of:.1f}" if of else "–"
        ends = f"{scale * between[0]:.1f}–{scale * between[1]:.1f}" if between else ""
        out.append(f"{key:62}{value:>7}  {ends:16}{f'{hits}/{of}':>12}")
    return out


def class_lines(scored: Sequence[Scored]) -> list[str]:
    """A line a kind and a type: gold, predicted, precision, recall; then the commonest confusions."""
    out = ["", f"{'class':30}{'gold':>7}{'read':>7}{'right':>7}{'P':>7}{'R':>7}"]
    for (sort, key), (gold, got, right) in classes(scored).items():
        p, r = (f"{100 * right / n:.0f}" if n else "–" for n in (got, gold))
        out.append(f"{f'{sort} {key}':30}{gold:>7}{got:>7}{right:>7}{p:>7}{r:>7}")
    return [*out, "", *(f"{n:4}  {what}" for what, n in confused(scored)[:25])]


def main() -> int:
    """1 where a gold file is refused or none is there; 2 for a test without its date."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("tune", "test", "examples"), default="tune")
    parser.add_argument("--gold", type=Path, default=FINAL, help="folder of resolved annotations")
    parser.add_argument("--classes", action="store_true")
    parser.add_argument("--html", type=Path)
    parser.add_argument("--date", type=lambda s: date.fromisoformat(s).isoformat(), help="for the log of the test split")
    args = parser.parse_args()
    if args.split == "test" and not args.date:
        parser.error("each scoring of the test split is logged: give --date YYYY-MM-DD")
    scored, texts = [], {}
    wanted = [e for e in sample().values() if e.split == args.split]
    try:
        for entry in wanted:
            path = args.gold / f"{entry.id}.json"
            if path.exists():
                text = texts[entry.id] = text_of(entry.id)
                scored.append(score(check(read(path), entry.id, text), reading_of(entry, text), text))
    except GoldError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{args.split}: {len(scored)} of {len(wanted)} reports are annotated")
    if not scored:
        return 1
    print("\n".join([*lines(scored), *(class_lines(scored) if args.classes else [])]))
    if args.html:
        args.html.write_text(page(scored, texts), encoding="utf-8")
    if args.split == "test":
        log_test(scored, args.date)
    return 0


if __name__ == "__main__":
    sys.exit(main())
