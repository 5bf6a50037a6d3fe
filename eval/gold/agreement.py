"""How far two annotators agree: `python -m eval.gold.agreement A_DIR B_DIR` (drafts or resolved files, by report id).

Spans: relaxed = the words both gave the role, of all such words, pooled over a report; exact = whole lists of one
statement's role with the same words. Statements are matched by content (Jaccard of words >= .5), events by trigger
overlap, disputes by two accounts with a holder in common. Everything else is counted over matched pairs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from eval.gold.compare import (
    Json,
    covered,
    f1,
    kappa,
    pair_disputes,
    pair_events,
    pair_statements,
    same_name,
    same_names,
    touching,
)
from eval.gold.reports import GoldError, text_of
from eval.gold.resolve import load

ROLES = ("source", "cue", "content")


class Agreement:
    """Counts over any number of reports."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.a: Counter[str] = Counter()
        self.b: Counter[str] = Counter()
        self.same: Counter[str] = Counter()
        self.of: Counter[str] = Counter()
        self.kinds: list[tuple[str, str]] = []
        self.types: list[tuple[str, str]] = []
        self.reports = 0

    def count(self, key: str, hits: int, a: int, b: int) -> None:
        """Findings of one sort: in both, in A, in B."""
        self.hits[key] += hits
        self.a[key] += a
        self.b[key] += b

    def agree(self, key: str, is_same: bool) -> None:
        """One matched pair: the same in this respect, or not."""
        self.same[key] += is_same
        self.of[key] += 1

    def add(self, a: Json, b: Json, text: str) -> None:
        """Count one report annotated twice."""
        self.reports += 1
        self.add_statements(a["statements"], b["statements"], text)
        self.add_events(a["events"], b["events"])
        pairs = pair_disputes(a["disputes"], b["disputes"])
        self.count("disputes", len(pairs), len(a["disputes"]), len(b["disputes"]))

    def add_statements(self, a: list[Json], b: list[Json], text: str) -> None:
        """Spans of each role, then the matched statements' kind, form, speaker and nesting."""
        pairs = pair_statements(a, b, text)
        for role in ROLES:
            x = frozenset[int]().union(*(covered(s[role], text) for s in a))
            y = frozenset[int]().union(*(covered(s[role], text) for s in b))
            self.count(f"{role}, words", len(x & y), len(x), len(y))
            exact = sum(bool(a[i][role]) and covered(a[i][role], text) == covered(b[j][role], text) for i, j in pairs)
            self.count(f"{role}, exact", exact, sum(bool(s[role]) for s in a), sum(bool(s[role]) for s in b))
        self.count("statements (content ≥ .5)", len(pairs), len(a), len(b))
        matched = {a[i]["id"]: b[j]["id"] for i, j in pairs}
        for i, j in pairs:
            x_, y_ = a[i], b[j]
            self.kinds.append((x_["kind"], y_["kind"]))
            self.agree("statement: kind", x_["kind"] == y_["kind"])
            self.agree("statement: form", x_["form"] == y_["form"])
            self.agree("statement: speaker", same_name(x_["speaker"], y_["speaker"]))
            self.agree("statement: speaker open or not", (x_["speaker"] is None) == (y_["speaker"] is None))
            self.agree("statement: nested or not", (x_["within"] is None) == (y_["within"] is None))
            if x_["within"] and y_["within"]:
                self.agree("statement: within the same", matched.get(x_["within"]) == y_["within"])

    def add_events(self, a: list[Json], b: list[Json]) -> None:
        """Triggers, types, and of the matched events everything else."""
        pairs = pair_events(a, b)
        self.count("events (trigger)", len(pairs), len(a), len(b))
        self.count("events (trigger, type)", sum(a[i]["type"] == b[j]["type"] for i, j in pairs), len(a), len(b))
        for i, j in pairs:
            x, y = a[i], b[j]
            self.types.append((x["type"], y["type"]))
            self.agree("event: status", x["status"] == y["status"])
            self.agree("event: actor", same_names(x["actor"], y["actor"]))
            self.agree("event: recipient", same_names(x["recipient"], y["recipient"]))
            for key, same in (("when", same_when), ("place", same_place), ("killed", same_toll), ("injured", same_toll)):
                if x[key] or y[key]:
                    self.agree(f"event: {key}, where either has one", same(x[key], y[key]))
            self.agree("event: according to somebody or not", (x["according_to"] is None) == (y["according_to"] is None))

    def lines(self) -> list[str]:
        """The report, a line a figure."""
        out = [f"{self.reports} reports annotated twice", "", f"{'found by both':40}{'F1':>7}{'both':>7}{'A':>7}{'B':>7}"]
        for key in self.hits:
            n, a, b = self.hits[key], self.a[key], self.b[key]
            out.append(f"{key:40}{shown(f1(n, a, b)):>7}{n:>7}{a:>7}{b:>7}")
        out += ["", f"{'of matched pairs':40}{'same':>7}{'n':>7}"]
        for key, n in self.of.items():
            out.append(f"{key:40}{shown(self.same[key] / n):>7}{n:>7}")
        out += ["", f"{'kappa: kind of statements':40}{shown(kappa(self.kinds)):>7}{len(self.kinds):>7}"]
        out += [
            f"{'kappa: type of events':40}{shown(kappa(self.types)):>7}{len(self.types):>7}",
            "",
            "most frequent disagreements",
        ]
        for title, pairs in (("kind", self.kinds), ("type", self.types)):
            differ = Counter(" / ".join(sorted(pair)) for pair in pairs if pair[0] != pair[1])
            out += [f"  {title}: {pair}  {n}" for pair, n in sorted(differ.items(), key=lambda x: (-x[1], x[0]))[:8]]
        return out


def shown(share: float | None) -> str:
    """A share in per cent, or a dash."""
    return "–" if share is None else f"{100 * share:.1f}"


def same_when(a: Json | None, b: Json | None) -> bool:
    """The same interval, or both without."""
    return ((a or {}).get("from"), (a or {}).get("to")) == ((b or {}).get("from"), (b or {}).get("to"))


def same_place(a: Json | None, b: Json | None) -> bool:
    """The same name or overlapping words, or both without."""
    if not a or not b:
        return not a and not b
    return same_name(a["name"], b["name"]) or touching(a["span"], b["span"]) > 0


def same_toll(a: Json | None, b: Json | None) -> bool:
    """The same lowest and highest count, or both without."""
    return ((a or {}).get("low"), (a or {}).get("high")) == ((b or {}).get("low"), (b or {}).get("high"))


def main() -> int:
    """1 where a file was refused."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("a", type=Path)
    parser.add_argument("b", type=Path)
    args = parser.parse_args()
    agreement, faults = Agreement(), 0
    for path in sorted(args.a.glob("*.json")):
        other = args.b / path.name
        if not other.exists():
            continue
        try:
            agreement.add(load(path), load(other), text_of(path.stem))
        except GoldError as error:
            faults += 1
            print(error, file=sys.stderr)
    print("\n".join(agreement.lines()))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
