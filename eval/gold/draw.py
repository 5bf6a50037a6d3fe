"""Draw the sample: `python -m eval.gold.draw` (the same seed gives the same sixty reports, byte for byte).

`--examples` adds the reports of examples/ (whole text, split "examples") and leaves the drawn ones as they are.
"""

from __future__ import annotations

import argparse
from collections import Counter
from random import Random
from typing import Any

from eval.gold.reports import EXAMPLES, ROOT, SAMPLE, Entry, cut, digest, rows, sample, write_sample

SEED = 20170412
GUARDIAN, RE3D, SYRIA = "guardian_syria_2017_2019.jsonl", "re3d.jsonl", "syria_2011_2018.jsonl"
WANTED = {GUARDIAN: 25, RE3D: 20, SYRIA: 15}
TUNE = {GUARDIAN: 8, RE3D: 7, SYRIA: 5}
"""Of each source, how many may be looked at while tuning; the rest is the test."""
NO_REPORTS = {"Wikipedia"}
"""Outlets of re3d that are neither a government, an agency nor a newsroom."""
SHORTEST = {GUARDIAN: 600, RE3D: 300, SYRIA: 600}


def candidates(file: str) -> list[dict[str, Any]]:
    """Rows long enough, no two with the same text, in order of id."""
    seen: set[str] = set()
    out = []
    for id, row in sorted(rows(file).items()):
        text = digest(row["text"])
        if len(row["text"]) >= SHORTEST[file] and text not in seen and row["outlet"] not in NO_REPORTS:
            seen.add(text)
            out.append({**row, "id": id})
    return out


def spread(pool: list[dict[str, Any]], wanted: int, random: Random) -> list[dict[str, Any]]:
    """Round after round one report an outlet, each time of the year least taken so far: sides and years both spread."""
    outlets = sorted({row["outlet"] for row in pool})
    random.shuffle(outlets)
    left = {outlet: [row for row in pool if row["outlet"] == outlet] for outlet in outlets}
    years: Counter[str] = Counter()
    chosen: list[dict[str, Any]] = []
    while len(chosen) < wanted and any(left.values()):
        for outlet in outlets:
            if not left[outlet] or len(chosen) == wanted:
                continue
            random.shuffle(left[outlet])
            row = min(left[outlet], key=lambda r: years[str(r["published"])[:4]])
            left[outlet].remove(row)
            years[str(row["published"])[:4]] += 1
            chosen.append(row)
    return chosen


def entry(row: dict[str, Any], file: str, split: str) -> Entry:
    """The sample's entry of one row."""
    text = row["text"] if split == "examples" else cut(row["text"])
    return Entry(str(row["id"]), file, row.get("outlet"), row.get("published"), row.get("title"), len(text), digest(text), split)


def draw(seed: int = SEED) -> list[Entry]:
    """The sixty reports, split 20 tune / 40 test, by source and id."""
    out = []
    for file, wanted in WANTED.items():
        random = Random(f"{seed}/{file}")
        pool = candidates(file)
        chosen = spread(pool, wanted, random) if file != GUARDIAN else random.sample(pool, wanted)
        tune = {row["id"] for row in random.sample(chosen, TUNE[file])}
        out += [entry(row, file, "tune" if row["id"] in tune else "test") for row in sorted(chosen, key=lambda r: str(r["id"]))]
    return out


def examples() -> list[Entry]:
    """The reports of examples/, each file as the program takes it in."""
    out = []
    for path in sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".html", ".jsonl")):
        file = path.relative_to(ROOT).as_posix()
        out += [entry(row, file, "examples") for row in rows(file).values() if row.get("text")]
    return out


def main() -> None:
    """Draw, or add the examples, and write sample.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--examples", action="store_true", help="keep the drawn sixty, renew those of examples/")
    args = parser.parse_args()
    old = list(sample().values()) if SAMPLE.exists() else []
    drawn = [e for e in old if e.split != "examples"] if args.examples else draw(args.seed)
    kept = examples() if args.examples else [e for e in old if e.split == "examples"]
    write_sample([*drawn, *kept])
    print(f"{len(drawn)} drawn with seed {args.seed}, {len(kept)} of examples/ → {SAMPLE.relative_to(ROOT)}")
    for key, n in sorted(Counter((e.file, e.outlet or "", e.split) for e in [*drawn, *kept]).items()):
        print(f"{n:4} ", *key)


if __name__ == "__main__":
    main()
