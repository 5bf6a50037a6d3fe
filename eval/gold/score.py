"""Hold readings against the gold: every figure is a numerator and a denominator a report, summed, with bootstrap intervals.

Definitions
  statement found     content words overlapping by half or more (Jaccard), one-to-one
  event found         trigger overlap, one-to-one; "repeats forgiven": a further event on an act already found is no false one
  right speaker       score_seed's `is_`: the id, the actor's country, or the last name; also any words the reading itself
                      mentions the actor by, with or without the title before them; gold open: open, or an actor of the
                      gold's speaker_country, or (unnamed) the source as printed ("activists")
  invented speaker    of found statements: gold is open and the reading's speaker is not right by the rule above
  happened, wrongly   of predicted events with status "happened" that overlap a gold event: none of those has the gold status
                      (or or_status) "happened" or "ongoing"; "and not historical either" leaves recalled past acts out
  false alarms        predicted statements / events whose sentence (of the first content / trigger) holds no gold content /
                      trigger, per 1,000 sentences of all reports scored
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from eval.gold.agreement import same_place, same_toll, same_when
from eval.gold.compare import Json, fold, pair_disputes, pair_events, pair_statements, same_name, touching
from eval.gold.lists import REAL
from eval.gold.reports import sentences

Ratio = tuple[int, int]
ROUNDS = 2000
"""Bootstrap rounds: the ends of an interval move by less than a point from one seed to another."""

SAME: dict[str, Callable[[Json | None, Json | None], bool]] = {
    "when": same_when,
    "place": same_place,
    "killed": same_toll,
    "injured": same_toll,
}


@dataclass
class Scored:
    """One report: its counts, its classes and what was missed or found falsely (for the page)."""

    id: str
    counts: dict[str, Ratio] = field(default_factory=dict)
    classes: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """(statement or event, kind or type) → gold, predicted, found with that class."""
    faults: list[tuple[str, Json]] = field(default_factory=list)
    """(what is wrong, {"spans", "about"}), in the order found."""


class Names:
    """Who the reading's actor ids stand for."""

    def __init__(self, reading: Json, text: str) -> None:
        self.actors: dict[str, Json] = {a["id"]: a for a in reading.get("actors", [])}
        self.text = text

    def printed(self, id: str) -> set[str]:
        """The names an actor is mentioned by, folded."""
        actor = self.actors.get(id, {})
        words = {fold(self.text[m["start"] : m["end"]]) for m in actor.get("mentions", [])}
        return {w for w in words | {fold(actor.get("name") or id.replace("-", " "))} if w}

    def is_(self, id: str | None, name: str | None) -> bool:
        """Is this actor the one of that gold name?"""
        if name is None or id is None:
            return name is None and id is None
        actor = self.actors.get(id, {})
        if id == name or (actor.get("country") or "") == name:
            return True
        if same_name(actor.get("name") or id.replace("-", " "), name):
            return True
        words, printed = fold(name), self.printed(id)
        return words in printed or (" " in words and any(p.endswith(" " + words) for p in printed))

    def right(self, got: Json, gold: Json) -> bool:
        """Is the predicted speaker right by the rule of this module's docstring?"""
        speaker = got.get("speaker")
        if any(self.is_(speaker, name) for name in [gold["speaker"], *gold.get("or_speakers", [])]):
            return True
        if gold["speaker"] is not None:
            return any(self.is_(speaker, name) for name in gold.get("also_speakers", []) if speaker)
        if speaker is None:
            return True
        actor = self.actors.get(speaker, {})
        if gold.get("speaker_country") and actor.get("country") == gold["speaker_country"]:
            return True
        source = fold(" ".join(self.text[s["start"] : s["end"]] for s in gold["source"]))
        last = fold(actor.get("name") or speaker).split()[-1:]
        return gold.get("reason") == "unnamed" and bool(last) and last[0] in source.split()

    def all_(self, ids: Sequence[str], names: Sequence[str]) -> bool:
        """Do the ids name just these?"""
        return all(any(self.is_(i, n) for i in ids) for n in names) and all(any(self.is_(i, n) for n in names) for i in ids)


def like_gold(reading: Json) -> Json:
    """The reading's events with dates and places in the gold's shape; other names are the same already."""
    events = []
    for e in reading["events"]:
        evidence, place = e.get("evidence") or {}, e.get("place")
        named = {"name": place["name"], "span": evidence.get("place") or []} if place and place.get("name") else None
        events.append({**e, "place": named})
    return {**reading, "events": events}


def score(gold: Json, reading: Json, text: str) -> Scored:
    """All counts of one report. `gold` as resolve writes it, `reading` as reading.md says."""
    out = Scored(str(gold["report"]))
    names, got = Names(reading, text), like_gold(reading)
    marks = sentences(text)
    score_statements(out, gold["statements"], got["statements"], names, text)
    score_events(out, gold["events"], got["events"], names)
    pairs = pair_disputes_by(gold["disputes"], got.get("disputes", []), names)
    both(out, "disputes: both sides rightly held", pairs, len(gold["disputes"]), len(got.get("disputes", [])))
    for group, role in (("statements", "content"), ("events", "trigger")):
        taken = {at(marks, s["start"]) for item in gold[group] for s in item[role]}
        taken |= {
            n for item in gold[group] for s in item[role] for n in range(at(marks, s["start"]), at(marks, s["end"] - 1) + 1)
        }
        false = [item for item in got[group] if item[role] and at(marks, item[role][0]["start"]) not in taken]
        out.counts[f"false alarms per 1,000 sentences: {group}"] = (len(false), len(marks))
    return out


def at(marks: Sequence[tuple[int, int]], offset: int) -> int:
    """The number of the sentence an offset lies in."""
    return next((n for n, (_, end) in enumerate(marks) if offset < end), len(marks))


def both(out: Scored, key: str, hits: int, gold: int, got: int) -> None:
    """Precision and recall of one sort."""
    out.counts[f"{key}, precision"] = (hits, got)
    out.counts[f"{key}, recall"] = (hits, gold)


def fault(out: Scored, what: str, spans: Sequence[Json], about: str) -> None:
    """Keep one mistake for the page."""
    out.faults.append((what, {"spans": [(s["start"], s["end"]) for s in spans], "about": about}))


def classed(out: Scored, sort: str, gold: Iterable[str], got: Iterable[str], right: Iterable[str]) -> None:
    """Count a class's gold, predicted and rightly found."""
    for n, keys in enumerate((gold, got, right)):
        for key in keys:
            out.classes.setdefault((sort, key), [0, 0, 0])[n] += 1


def score_statements(out: Scored, gold: list[Json], got: list[Json], names: Names, text: str) -> None:
    """Statements found, with speaker, kind, form; invented and wrong speakers."""
    pairs = pair_statements(gold, got, text)
    right = [(i, j) for i, j in pairs if names.right(got[j], gold[i])]
    kinds = [(i, j) for i, j in pairs if got[j]["kind"] in {gold[i]["kind"], *gold[i].get("or_kinds", [])}]
    both(out, "statements", len(pairs), len(gold), len(got))
    both(out, "statements, right speaker", len(right), len(gold), len(got))
    both(out, "statements, right kind", len(kinds), len(gold), len(got))
    both(out, "statements, right speaker and kind", len(set(right) & set(kinds)), len(gold), len(got))
    forms = sum(got[j]["form"] == gold[i]["form"] for i, j in pairs)
    nested = sum((got[j].get("within") is None) == (gold[i]["within"] is None) for i, j in pairs)
    out.counts["of found statements: form"] = (forms, len(pairs))
    out.counts["of found statements: nested or not"] = (nested, len(pairs))
    is_open = [(i, j) for i, j in pairs if gold[i]["speaker"] is None]
    named = [(i, j) for i, j in pairs if gold[i]["speaker"] is not None]
    invented = [(i, j) for i, j in is_open if (i, j) not in right]
    wrong = [(i, j) for i, j in named if (i, j) not in right and got[j].get("speaker")]
    out.counts["invented speakers, of found statements"] = (len(invented), len(pairs))
    out.counts["invented speakers, of found statements that are open"] = (len(invented), len(is_open))
    out.counts["wrong speaker, of found statements with one"] = (len(wrong), len(named))
    classed(out, "statement", (s["kind"] for s in gold), (s["kind"] for s in got), (got[j]["kind"] for _, j in kinds))
    for i in sorted(set(range(len(gold))) - {i for i, _ in pairs}):
        fault(out, "statement missed", gold[i]["content"], f"{gold[i]['kind']}, {gold[i]['speaker']}")
    for j in sorted(set(range(len(got))) - {j for _, j in pairs}):
        fault(out, "statement false", got[j]["content"], f"{got[j]['kind']}, {got[j].get('speaker')}")
    for title, these in (("speaker invented", invented), ("speaker wrong", wrong)):
        for i, j in these:
            fault(out, title, gold[i]["content"], f"gold {gold[i]['speaker']}, read {got[j].get('speaker')}")
    for i, j in sorted(set(pairs) - set(kinds)):
        fault(out, "kind wrong", gold[i]["content"], f"gold {gold[i]['kind']}, read {got[j]['kind']}")


def score_events(out: Scored, gold: list[Json], got: list[Json], names: Names) -> None:
    """Events found, with type, status, parties; what else is right of them; "happened" given wrongly."""
    pairs = pair_events(gold, got)
    types = {(i, j) for i, j in pairs if got[j]["type"] in {gold[i]["type"], *gold[i].get("or_types", [])}}
    status = {(i, j) for i, j in pairs if got[j]["status"] in {gold[i]["status"], *gold[i].get("or_status", [])}}
    parties = {(i, j) for i, j in pairs if names.all_(got[j]["actor"], gold[i]["actor"])}
    recipients = {(i, j) for i, j in pairs if names.all_(got[j]["recipient"], gold[i]["recipient"])}
    both(out, "events", len(pairs), len(gold), len(got))
    touched = sum(any(touching(g["trigger"], e["trigger"]) for g in gold) for e in got)
    out.counts["events, precision, repeats forgiven"] = (touched, len(got))
    both(out, "events, right type", len(types), len(gold), len(got))
    both(out, "events, right type and status", len(types & status), len(gold), len(got))
    both(out, "events, right type, actor and recipient", len(types & parties & recipients), len(gold), len(got))
    out.counts["of found events: status"] = (len(status), len(pairs))
    out.counts["of found events: actor"] = (len(parties), len(pairs))
    out.counts["of found events: recipient"] = (len(recipients), len(pairs))
    for key, same in SAME.items():
        told = [(gold[i][key], got[j].get(key)) for i, j in pairs if gold[i][key] or got[j].get(key)]
        out.counts[f"of found events: {key}, where either has one"] = (sum(same(x, y) for x, y in told), len(told))
    every = ((gold[i].get("modes"), got[j].get("modes")) for i, j in sorted(types))
    moded = [(set(x or ()), set(y or ())) for x, y in every if x or y]
    out.counts["of right types: modes, where either has any"] = (sum(x == y for x, y in moded), len(moded))
    score_happened(out, gold, got)
    classed(out, "event", (e["type"] for e in gold), (e["type"] for e in got), (got[j]["type"] for _, j in sorted(types)))
    for i in sorted(set(range(len(gold))) - {i for i, _ in pairs}):
        fault(out, "event missed", gold[i]["trigger"], f"{gold[i]['type']} {gold[i]['status']}")
    for j in sorted(set(range(len(got))) - {j for _, j in pairs}):
        fault(out, "event false", got[j]["trigger"], f"{got[j]['type']} {got[j]['status']}")
    for title, right in (("type wrong", types), ("status wrong", status)):
        key = title.split()[0]
        for i, j in sorted(set(pairs) - right):
            fault(out, title, gold[i]["trigger"], f"gold {gold[i][key]}, read {got[j][key]}")
    for title, right, key in (("actor wrong", parties, "actor"), ("recipient wrong", recipients, "recipient")):
        for i, j in sorted(set(pairs) - right):
            fault(out, title, gold[i]["trigger"], f"gold {', '.join(gold[i][key]) or '–'}, read {', '.join(got[j][key]) or '–'}")


def score_happened(out: Scored, gold: list[Json], got: list[Json]) -> None:
    """ "Happened" given to what did not happen, or is only claimed, planned, recalled."""
    of = wrong = worse = 0
    for e in got:
        over = [{g["status"], *g.get("or_status", [])} for g in gold if touching(g["trigger"], e["trigger"])]
        if e["status"] != "happened" or not over:
            continue
        of += 1
        if not any(statuses & REAL for statuses in over):
            wrong += 1
            worse += not any("historical" in statuses for statuses in over)
            fault(out, "happened, wrongly", e["trigger"], "gold " + " / ".join(sorted(set().union(*over))))
    out.counts["happened, wrongly"] = (wrong, of)
    out.counts["happened, wrongly, and not historical either"] = (worse, of)


def pair_disputes_by(gold: list[Json], got: list[Json], names: Names) -> int:
    """Disputes whose two sides have a holder in common with two of the gold's; holders of the reading by name or country."""

    def named(d: Json) -> Json:
        accounts = []
        for account in d["accounts"]:
            spoken = [names.actors.get(h, {}) for h in account["holders"]]
            more = [x for a in spoken for x in (a.get("name"), a.get("country")) if x]
            accounts.append({**account, "holders": [*account["holders"], *more]})
        return {**d, "accounts": accounts}

    return len(pair_disputes(gold, [named(d) for d in got]))


def interval(ratios: Sequence[Ratio], *, seed: int = 1, rounds: int = ROUNDS) -> tuple[float, float] | None:
    """The middle 95 % of the summed ratio when reports are drawn anew with replacement; None where it has no denominator."""
    random, n = Random(seed), len(ratios)
    shares = []
    for _ in range(rounds if n else 0):
        drawn = [ratios[int(random.random() * n)] for _ in range(n)]
        of = sum(d for _, d in drawn)
        if of:
            shares.append(sum(h for h, _ in drawn) / of)
    shares.sort()
    return (shares[int(0.025 * len(shares))], shares[min(len(shares) - 1, int(0.975 * len(shares)))]) if shares else None


def total(scored: Sequence[Scored]) -> dict[str, tuple[int, int, tuple[float, float] | None]]:
    """Every figure over all reports: numerator, denominator, interval."""
    keys = dict.fromkeys(key for s in scored for key in s.counts)
    out = {}
    for key in keys:
        ratios = [s.counts.get(key, (0, 0)) for s in scored]
        out[key] = (sum(h for h, _ in ratios), sum(d for _, d in ratios), interval(ratios))
    return out


def classes(scored: Sequence[Scored]) -> Mapping[tuple[str, str], list[int]]:
    """Gold, predicted and found a class, over all reports."""
    out: dict[tuple[str, str], list[int]] = {}
    for s in scored:
        for key, counts in s.classes.items():
            out[key] = [x + y for x, y in zip(out.get(key, [0, 0, 0]), counts, strict=True)]
    return dict(sorted(out.items(), key=lambda kv: (kv[0][0], -kv[1][0], kv[0][1])))


def confused(scored: Sequence[Scored]) -> list[tuple[str, int]]:
    """The mistakes of one sort counted: "kind wrong: gold deny, read assert"."""
    counted = Counter(
        f"{what}: {x['about']}" for s in scored for what, x in s.faults if re.match(r"(kind|type|status) wrong", what)
    )
    return sorted(counted.items(), key=lambda kv: (-kv[1], kv[0]))
