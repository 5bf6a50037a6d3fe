"""Turn an annotator's draft (quoted words) into stand-off gold (offsets without text), or say what is wrong with it.

python -m eval.gold.resolve DRAFT.json REPORT_ID [-o OUT.json]   one draft (without -o: check only)
python -m eval.gold.resolve --all DRAFT_DIR -o OUT_DIR           every DRAFT_DIR/REPORT_ID.json
python -m eval.gold.resolve --check-all [DIR]                    do the files of DIR fit their texts?
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from eval.gold.find import Span, locate, locate_passage, occurrences
from eval.gold.lists import FORMS, KINDS, MODES, PRECISIONS, REASONS, STATUSES, TYPES
from eval.gold.reports import FINAL, GoldError, digest, entry_of, sample, text_of

Json = dict[str, Any]
LONGEST_NAME = 90
"""Characters of a name, question or account: these are kept, and long ones would be text of the report."""
STATEMENT = {
    "id", "source", "cue", "content", "passage", "kind", "form", "speaker", "speaker_country", "also_speakers",
    "addressee", "within", "reason", "or_kinds", "or_speakers", "note",
}  # fmt: skip
EVENT = {
    "id", "trigger", "passage", "type", "modes", "status", "actor", "recipient", "when", "place", "killed", "injured",
    "according_to", "or_types", "or_status", "note",
}  # fmt: skip


class Drafts:
    """One draft against one text: resolves, and gathers every fault instead of stopping at the first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[str] = []

    def fault(self, message: str) -> None:
        """Remember what is wrong."""
        self.faults.append(message)

    def spans(self, items: Any, passages: Sequence[Span | None], what: str, avoid: Sequence[Span] = ()) -> list[Span]:
        """The stretches of a list (or one) of quoted words; the i-th within the i-th passage, or all within the only one."""
        listed = [] if items in (None, "", []) else items if isinstance(items, list) else [items]
        if len(passages) not in (0, 1) and len(passages) != len(listed):
            self.fault(f"{what}: {len(listed)} stretches but {len(passages)} passages; give one passage each, or one for all")
            return []
        out = []
        for i, item in enumerate(listed):
            passage = None if not passages else passages[i if len(passages) > 1 else 0]
            try:
                out.append(locate(self.text, item, passage, what, avoid))
            except GoldError as error:
                self.fault(str(error))
        return sorted(out)

    def passages(self, given: Any, what: str) -> list[Span | None]:
        """The stretches of one passage or a list of them."""
        out: list[Span | None] = []
        for passage in [] if not given else given if isinstance(given, list) else [given]:
            try:
                out.append(locate_passage(self.text, passage, what))
            except GoldError as error:
                self.fault(str(error))
                out.append(None)
        return out

    def listed(self, value: Any, allowed: Sequence[str], what: str) -> Any:
        """The value, once it is known to be of a closed list."""
        if value not in allowed:
            self.fault(f"{what}: {value!r} is none of {', '.join(allowed)}")
        return value

    def name(self, value: Any, what: str) -> Any:
        """A name or a few words of the annotator's own; None and "" pass."""
        if value is not None and (not isinstance(value, str) or len(value) > LONGEST_NAME):
            self.fault(f"{what}: {value!r} is not a name of up to {LONGEST_NAME} characters")
        return value

    def names(self, values: Any, what: str) -> list[Any]:
        """A list of names."""
        if not isinstance(values or [], list):
            self.fault(f"{what}: {values!r} is not a list")
            return []
        return [self.name(value, what) for value in values or []]

    def own_words(self, value: Any, what: str) -> Any:
        """The annotator's words, not the report's: eight words running of the report are refused."""
        words = self.name(value, what)
        if isinstance(words, str) and len(words.split()) >= 8 and occurrences(self.text, words):
            self.fault(f"{what}: say it in your own words, no text of the report is kept")
        return words


def pairs(spans: Sequence[Span]) -> list[dict[str, int]]:
    """Spans as JSON, without text."""
    return [{"start": start, "end": end} for start, end in spans]


def statement(drafts: Drafts, s: Json, statements: set[str]) -> Json:
    """One statement, resolved."""
    what = f"statement {s.get('id')}"
    for key in sorted(set(s) - STATEMENT):
        drafts.fault(f"{what}: unknown key {key!r}")
    passages = drafts.passages(s.get("passage"), what)
    content = drafts.spans(s.get("content"), passages[:1], f"{what}, content")
    if not s.get("content"):
        drafts.fault(f"{what}: every statement has a content")
    if s.get("speaker") is None:
        drafts.listed(s.get("reason"), REASONS, f"{what}: an open speaker needs a reason;")
    if s.get("within") is not None and (s["within"] not in statements or s["within"] == s.get("id")):
        drafts.fault(f"{what}: within {s['within']!r} is no other statement of this report")
    return {
        "id": s.get("id"),
        "source": pairs(drafts.spans(s.get("source"), passages[:1], f"{what}, source", content)),
        "cue": pairs(drafts.spans(s.get("cue"), passages[:1], f"{what}, cue", content)),
        "content": pairs(content),
        "kind": drafts.listed(s.get("kind"), KINDS, f"{what}, kind"),
        "form": drafts.listed(s.get("form"), FORMS, f"{what}, form"),
        "speaker": drafts.name(s.get("speaker"), f"{what}, speaker"),
        "speaker_country": drafts.name(s.get("speaker_country") or "", f"{what}, speaker_country"),
        "also_speakers": drafts.names(s.get("also_speakers"), f"{what}, also_speakers"),
        "addressee": drafts.name(s.get("addressee"), f"{what}, addressee"),
        "within": s.get("within"),
        "reason": s.get("reason"),
        "or_kinds": [drafts.listed(k, KINDS, f"{what}, or_kinds") for k in s.get("or_kinds") or []],
        "or_speakers": drafts.names(s.get("or_speakers"), f"{what}, or_speakers"),
    }


def when(drafts: Drafts, w: Any, passages: Sequence[Span | None], what: str) -> Json | None:
    """A date as an interval, both ends inside, with the stretch that gives it."""
    if not w:
        return None
    for key in ("from", "to"):
        try:
            if w.get(key) is not None:
                date.fromisoformat(w[key])
        except ValueError:
            drafts.fault(f"{what}, {key}: {w[key]!r} is no ISO date")
    known = w.get("from") or w.get("to")
    precision = w.get("precision")
    if known:
        drafts.listed(precision, PRECISIONS, f"{what}, precision")
    if w.get("from") and w.get("to") and w["from"] > w["to"]:
        drafts.fault(f"{what}: from {w['from']} is after to {w['to']}")
    span = pairs(somewhere(drafts, w.get("text"), passages, f"{what}, text"))
    return {"from": w.get("from"), "to": w.get("to"), "precision": precision, "span": span}


def toll(drafts: Drafts, t: Any, passages: Sequence[Span | None], what: str) -> Json | None:
    """People killed or injured: low, high (either may be null) and the stretch that says so."""
    if not t:
        return None
    for key in ("low", "high"):
        if t.get(key) is not None and not isinstance(t[key], int):
            drafts.fault(f"{what}, {key}: {t[key]!r} is not a whole number or null")
    return {
        "low": t.get("low"),
        "high": t.get("high"),
        "span": pairs(somewhere(drafts, t.get("text"), passages, f"{what}, text")),
    }


def somewhere(drafts: Drafts, item: Any, passages: Sequence[Span | None], what: str) -> list[Span]:
    """Quoted words in the first passage that has them just once; else they must be unique in the report."""
    if not item:
        return []
    for passage in passages:
        try:
            return [locate(drafts.text, item, passage, what)]
        except GoldError:
            continue
    return drafts.spans(item, [], what)


def event(drafts: Drafts, e: Json, statements: set[str]) -> Json:
    """One event, resolved."""
    what = f"event {e.get('id')}"
    for key in sorted(set(e) - EVENT):
        drafts.fault(f"{what}: unknown key {key!r}")
    passages = drafts.passages(e.get("passage"), what)
    type_ = drafts.listed(e.get("type"), TYPES, f"{what}, type")
    if not e.get("trigger"):
        drafts.fault(f"{what}: every event has a trigger")
    if e.get("according_to") is not None and e["according_to"] not in statements:
        drafts.fault(f"{what}: according_to {e['according_to']!r} is no statement of this report")
    place = e.get("place")
    place_name = place["text"] if isinstance(place, dict) else place
    return {
        "id": e.get("id"),
        "trigger": pairs(drafts.spans(e.get("trigger"), passages, f"{what}, trigger")),
        "type": type_,
        "modes": [drafts.listed(m, MODES.get(str(type_), ()), f"{what}, mode of {type_}") for m in e.get("modes") or []],
        "status": drafts.listed(e.get("status"), STATUSES, f"{what}, status"),
        "actor": drafts.names(e.get("actor"), f"{what}, actor"),
        "recipient": drafts.names(e.get("recipient"), f"{what}, recipient"),
        "when": when(drafts, e.get("when"), passages, f"{what}, when"),
        "place": None
        if not place
        else {
            "name": drafts.name(place_name, f"{what}, place"),
            "span": pairs(somewhere(drafts, place, passages, f"{what}, place")),
        },
        "killed": toll(drafts, e.get("killed"), passages, f"{what}, killed"),
        "injured": toll(drafts, e.get("injured"), passages, f"{what}, injured"),
        "according_to": e.get("according_to"),
        "or_types": [drafts.listed(t, TYPES, f"{what}, or_types") for t in e.get("or_types") or []],
        "or_status": [drafts.listed(t, STATUSES, f"{what}, or_status") for t in e.get("or_status") or []],
    }


def dispute(drafts: Drafts, d: Json, statements: set[str], events: set[str]) -> Json:
    """One dispute: at least two accounts, each with its holders."""
    what = f"dispute {d.get('question')!r}"
    if d.get("event") is not None and d["event"] not in events:
        drafts.fault(f"{what}: event {d['event']!r} is no event of this report")
    accounts = d.get("accounts") or []
    if len(accounts) < 2:
        drafts.fault(f"{what}: a dispute has two accounts or more")
    for id in sorted({id for a in accounts for id in a.get("statements") or []} - statements):
        drafts.fault(f"{what}: {id!r} is no statement of this report")
    return {
        "question": drafts.own_words(d.get("question"), what),
        "event": d.get("event"),
        "accounts": [
            {
                "account": drafts.own_words(a.get("account"), f"{what}, account"),
                "holders": drafts.names(a.get("holders"), f"{what}, holders"),
                "statements": list(a.get("statements") or []),
            }
            for a in accounts
        ],
    }


def resolve(draft: Json, text: str, report: str) -> Json:
    """The stand-off annotation of a draft; GoldError with every fault, one a line."""
    drafts = Drafts(text)
    if draft.get("open") and any(draft["open"].values()):
        drafts.fault('the draft still has open items: decide them, move them into their lists, delete "open"')
    ids: dict[str, set[str]] = {}
    for group in ("statements", "events"):
        items = draft.get(group) or []
        ids[group] = {str(x.get("id")) for x in items}
        if len(ids[group]) != len(items):
            drafts.fault(f"{group}: an id is missing or given twice")
    out = {
        "report": report,
        "sha256": digest(text),
        "statements": [statement(drafts, s, ids["statements"]) for s in draft.get("statements") or []],
        "events": [event(drafts, e, ids["statements"]) for e in draft.get("events") or []],
        "disputes": [dispute(drafts, d, ids["statements"], ids["events"]) for d in draft.get("disputes") or []],
    }
    if drafts.faults:
        raise GoldError("\n".join(f"{report}: {fault}" for fault in drafts.faults))
    return out


def read(path: Path) -> Json:
    """One JSON file, with its name in the message where it is not JSON."""
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: {error}") from error
    if not isinstance(loaded, dict):
        raise GoldError(f"{path}: expected one JSON object")
    return loaded


def load(path: Path) -> Json:
    """An annotation, resolved already or a draft resolved now."""
    loaded = read(path)
    id = str(loaded.get("report") or path.stem)
    text = text_of(id)
    return check(loaded, id, text) if "sha256" in loaded else resolve(loaded, text, id)


def spans_of(item: Any) -> Iterator[Json]:
    """Every {"start", "end"} anywhere below."""
    for x in item.values() if isinstance(item, dict) else item if isinstance(item, list) else ():
        if isinstance(x, dict) and "start" in x:
            yield x
        yield from spans_of(x)


def check(annotation: Json, id: str, text: str) -> Json:
    """The annotation, once its digest, offsets and names are known to fit the text."""
    if annotation.get("report") != id or annotation.get("sha256") != digest(text):
        raise GoldError(f"{id}: made from another text (report or digest differs); resolve its draft anew")
    for span in spans_of(annotation):
        if set(span) != {"start", "end"} or not 0 <= span["start"] < span["end"] <= len(text):
            raise GoldError(f"{id}: the span {span} does not fit a text of {len(text)} characters, or holds more than offsets")
        if text[span["start"]].isspace() or text[span["end"] - 1].isspace():
            raise GoldError(f"{id}: the span {span} begins or ends in a space")
    return annotation


def write(annotation: Json, path: Path) -> None:
    """One finding a line: small files whose changes read well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    groups = []
    for key, value in annotation.items():
        if isinstance(value, list) and value:
            rows = ",\n".join("  " + json.dumps(x, ensure_ascii=False) for x in value)
            groups.append(f' "{key}": [\n{rows}\n ]')
        else:
            groups.append(f' "{key}": {json.dumps(value, ensure_ascii=False)}')
    path.write_text("{\n" + ",\n".join(groups) + "\n}\n", encoding="utf-8")


def one(draft: Path, id: str, out: Path | None) -> None:
    """Resolve one draft, write it where asked, and say what it holds."""
    entry_of(id)
    annotation = resolve(read(draft), text_of(id), id)
    if out:
        write(annotation, out)
    print(f"{id}: " + ", ".join(f"{len(annotation[g])} {g}" for g in ("statements", "events", "disputes")) + " fit")


def main() -> int:
    """1 where anything is refused."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("draft", nargs="?", type=Path)
    parser.add_argument("id", nargs="?")
    parser.add_argument("-o", "--out", type=Path)
    parser.add_argument("--all", type=Path, metavar="DRAFT_DIR")
    parser.add_argument("--check-all", nargs="?", const=FINAL, type=Path, metavar="DIR")
    args = parser.parse_args()
    jobs: list[tuple[Path, str, Path | None]] = []
    if args.all:
        jobs = [(p, p.stem, args.out / p.name if args.out else None) for p in sorted(args.all.glob("*.json"))]
    elif args.draft:
        jobs = [(args.draft, args.id or args.draft.stem, args.out)]
    elif not args.check_all:
        parser.error("give a draft, --all or --check-all")
    faults = 0
    for path, id, out in jobs:
        try:
            one(path, id, out)
        except GoldError as error:
            faults += 1
            print(error, file=sys.stderr)
    if args.check_all:
        files = sorted(args.check_all.glob("*.json"))
        for path in files:
            try:
                annotation = read(path)
                check(annotation, path.stem, text_of(path.stem))
            except GoldError as error:
                faults += 1
                print(f"{path}: {error}", file=sys.stderr)
        missing = [id for id in sample() if not (args.check_all / f"{id}.json").exists()]
        print(f"{len(files)} files, {faults} refused, {len(missing)} reports of the sample without one")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
