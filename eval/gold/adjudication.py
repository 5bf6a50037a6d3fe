"""Two annotations of one report side by side, and a merged draft to finish by hand.

    python -m eval.gold.adjudication A_DIR/ID.json B_DIR/ID.json [-o work/gold/merged/ID.json]

What both say alike stands in the merged draft already. The rest stands under "open", each with A, B (or null) and
what differs; every item has a new id that references use. The adjudicator moves the right one (mended where both are
wrong) into "statements", "events" or "disputes", deletes "open", and resolves the file; resolve refuses it before.
Both inputs are drafts (with quoted words).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.gold.agreement import same_place, same_toll, same_when
from eval.gold.compare import Json, covered, pair_disputes, pair_events, pair_statements, same_name, same_names
from eval.gold.reports import GoldError, text_of
from eval.gold.resolve import read, resolve

Ids = dict[str, str]


def statement_differences(x: Json, y: Json, text: str, ids: tuple[Ids, Ids]) -> list[str]:
    """The fields in which two matched statements differ."""
    out = [role for role in ("source", "cue", "content") if covered(x[role], text) != covered(y[role], text)]
    out += [key for key in ("kind", "form", "speaker_country", "reason") if x[key] != y[key]]
    out += [key for key in ("speaker", "addressee") if not same_name(x[key], y[key])]
    out += [key for key in ("also_speakers", "or_speakers") if not same_names(x[key], y[key])]
    if ids[0].get(x["within"], x["within"]) != ids[1].get(y["within"], y["within"]):
        out.append("within")
    return out


def event_differences(x: Json, y: Json, text: str, ids: tuple[Ids, Ids]) -> list[str]:
    """The fields in which two matched events differ."""
    out = ["trigger"] if covered(x["trigger"], text) != covered(y["trigger"], text) else []
    out += [key for key in ("type", "status") if x[key] != y[key]]
    out += ["modes"] if set(x["modes"]) != set(y["modes"]) else []
    out += [key for key in ("actor", "recipient") if not same_names(x[key], y[key])]
    out += ["when"] if not same_when(x["when"], y["when"]) else []
    out += ["place"] if not same_place(x["place"], y["place"]) else []
    out += [key for key in ("killed", "injured") if not same_toll(x[key], y[key])]
    if ids[0].get(x["according_to"], x["according_to"]) != ids[1].get(y["according_to"], y["according_to"]):
        out.append("according_to")
    return out


def new_ids(a: Sequence[Json], b: Sequence[Json], pairs: list[tuple[int, int]], prefix: str) -> tuple[Ids, Ids, list[Any]]:
    """Old ids to new ones for both sides, and the rows (new id, index in A or None, index in B or None) in order."""
    right = {j for _, j in pairs}
    left = dict(pairs)
    rows: list[tuple[int | None, int | None]] = [(i, left.get(i)) for i in range(len(a))]
    rows += [(None, j) for j in range(len(b)) if j not in right]

    def at(row: tuple[int | None, int | None]) -> int:
        item = a[row[0]] if row[0] is not None else b[row[1] or 0]
        spans = item["content"] if prefix == "s" else item["trigger"]
        return min((s["start"] for s in spans), default=0)

    named = [(f"{prefix}{n}", i, j) for n, (i, j) in enumerate(sorted(rows, key=at), 1)]
    ids_a = {a[i]["id"]: id for id, i, _ in named if i is not None}
    ids_b = {b[j]["id"]: id for id, _, j in named if j is not None}
    return ids_a, ids_b, named


def renamed(item: Json | None, id: str | None, statements: Ids, events: Ids) -> Json | None:
    """A draft item with its new id, and with the new ids of what it refers to."""
    if item is None:
        return None
    out = {**item, "id": id} if id else dict(item)
    for key, ids in (("within", statements), ("according_to", statements), ("event", events)):
        if out.get(key):
            out[key] = ids.get(out[key], out[key])
    if "accounts" in out:
        out["accounts"] = [
            {**c, "statements": [statements.get(s, s) for s in c.get("statements") or []]} for c in out["accounts"]
        ]
    return out


def merge(draft_a: Json, draft_b: Json, text: str, report: str) -> Json:
    """The merged draft: what agrees in place, the rest under "open"."""
    a, b = resolve(draft_a, text, report), resolve(draft_b, text, report)
    sa, sb, statements = new_ids(a["statements"], b["statements"], pair_statements(a["statements"], b["statements"], text), "s")
    ea, eb, events = new_ids(a["events"], b["events"], pair_events(a["events"], b["events"]), "e")
    out: Json = {"report": report, "statements": [], "events": [], "disputes": [], "open": {}}
    work: tuple[tuple[str, list[Any], Callable[..., list[str]]], ...] = (
        ("statements", statements, statement_differences),
        ("events", events, event_differences),
    )
    for group, rows, differences in work:
        out["open"][group] = []
        for id, i, j in rows:
            x = renamed(draft_a[group][i], id, sa, ea) if i is not None else None
            y = renamed(draft_b[group][j], id, sb, eb) if j is not None else None
            differ = differences(a[group][i], b[group][j], text, (sa, sb)) if x and y else ["only " + ("A" if x else "B")]
            if differ:
                out["open"][group].append({"id": id, "differs": differ, "A": x, "B": y})
            else:
                out[group].append(x)
    pairs = dict(pair_disputes(a["disputes"], b["disputes"]))
    drafts_a, drafts_b = draft_a.get("disputes") or [], draft_b.get("disputes") or []
    out["open"]["disputes"] = [
        {
            "differs": ["compare"],
            "A": renamed(x, None, sa, ea),
            "B": renamed(drafts_b[pairs[i]], None, sb, eb) if i in pairs else None,
        }
        for i, x in enumerate(drafts_a)
    ] + [
        {"differs": ["only B"], "A": None, "B": renamed(y, None, sb, eb)}
        for j, y in enumerate(drafts_b)
        if j not in pairs.values()
    ]
    return out


def side_by_side(merged: Json) -> list[str]:
    """The open items for reading: a mark (≠) before each field that differs."""
    out = [f"{merged['report']}: " + ", ".join(f"{len(merged[g])} {g} agreed" for g in ("statements", "events"))]
    for group, items in merged["open"].items():
        for item in items:
            a, b = item["A"] or {}, item["B"] or {}
            out += ["", f"── {group[:-1]} {item.get('id', '')}  differs: {', '.join(item['differs'])}"]
            keys = [k for k in dict.fromkeys([*a, *b]) if k != "id"]
            for key in keys:
                x, y = (json.dumps(side.get(key), ensure_ascii=False) for side in (a, b))
                if not item["A"] or not item["B"]:
                    out.append(f"   {key:16} {x if item['A'] else y}")
                elif x == y:
                    out.append(f"   {key:16} {x}")
                else:
                    out += [f" ≠ {key:16} A {x}", f"   {'':16} B {y}"]
    return out


def main() -> int:
    """1 where one of the two drafts does not resolve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("a", type=Path)
    parser.add_argument("b", type=Path)
    parser.add_argument("-o", "--out", type=Path)
    args = parser.parse_args()
    id = args.a.stem
    try:
        merged = merge(read(args.a), read(args.b), text_of(id), id)
    except GoldError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(side_by_side(merged)))
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(json.dumps(merged, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
