"""The quality gate: `python -m eval.gate` scores the current program and refuses a figure below its floor.

Floors stand in eval/floors.toml, each with the digest of the data it was measured on. A floor goes up by hand; one that goes
down carries a date and a reason there. Where the shared data is not beside the checkout, only the sample reports are scored,
and the gate says what it left out. `--only statements` scores one task; `--show` prints every figure.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SCORERS = SHARED / "eval"
Figures = dict[str, float]


def digest(*paths: Path) -> str:
    """SHA-256 over the files (a folder: all its files, in order), first 12 hex digits."""
    sha = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                sha.update(file.name.encode())
                sha.update(file.read_bytes())
    return sha.hexdigest()[:12]


def printed(main: Callable[[str], None], argument: Path) -> str:
    """What a script's main prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(str(argument))
    return out.getvalue()


def scored(scorer: str, *arguments: str | Path) -> str:
    """What a scorer prints."""
    command = [sys.executable, str(SCORERS / scorer), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def statements(folder: Path) -> Figures:
    """PolNeAR dev: exact stretches of each role, whole statements."""
    from eval.statements import main

    texts, annotations = SHARED / "data/polnear/dev/text", SHARED / "data/polnear/dev/attributions"
    (folder / "pred.jsonl").write_text(printed(main, texts), encoding="utf-8")
    scored("score_statements.py", texts, annotations, folder / "pred.jsonl", "--json", folder / "out.json")
    found = json.loads((folder / "out.json").read_text())
    figures = {f"run {role}": found["run"]["all"][role][2] for role in ("source", "cue", "content")}
    return figures | {"relaxed": found["relaxed"]["all"][2], "relaxed quoted": found["relaxed"]["quoted"][2]}


def events(folder: Path) -> Figures:
    """Marked sentences: the type given the pair, and pairs and types from the bare sentence."""
    from eval.events import main

    table = SHARED / "data/plv/train.tsv"
    (folder / "pred.jsonl").write_text(printed(main, table), encoding="utf-8")
    found = json.loads(scored("score_events.py", table, folder / "pred.jsonl"))
    return {
        "given root": found["given"]["root_macro_f1"],
        "given quad": found["given"]["quad_macro_f1"],
        "found pairs": found["found"]["pairs"],
        "found root": found["found"]["root_macro_f1"],
    }


def times(folder: Path) -> Figures:
    """Sixty phrases."""
    from eval.times import main

    cases = SHARED / "data/times/cases.tsv"
    (folder / "pred.jsonl").write_text(printed(main, cases), encoding="utf-8")
    return {"exact": json.loads(scored("score_times.py", cases, folder / "pred.jsonl").splitlines()[0])["exact"]}


def actors(folder: Path) -> Figures:
    """Sixty phrases: country and sector."""
    from eval.actors import main

    cases = SHARED / "data/actors/cases.jsonl"
    (folder / "pred.jsonl").write_text(printed(main, cases), encoding="utf-8")
    found = json.loads(scored("score_actors.py", cases, folder / "pred.jsonl").splitlines()[0])
    return {field: found[field]["right"] for field in ("country", "sector")}


def places(folder: Path) -> Figures:
    """TR-News dev: place names found, and found and right within 161 km."""
    from eval.places import main

    source = ("--corpus", "trnews", "--xml", str(SHARED / "data/places/tr_news_dev.xml"))
    (folder / "docs.jsonl").write_text(scored("score_places.py", "dump", *source), encoding="utf-8")
    (folder / "pred.jsonl").write_text(printed(main, folder / "docs.jsonl"), encoding="utf-8")
    found = json.loads(scored("score_places.py", "score", *source, "--pred", folder / "pred.jsonl"))
    return {"recognition": found["recognition_exact"]["f1"], "end to end": found["end_to_end_acc161"]}


def seed(folder: Path) -> Figures:
    """The founding report."""
    from onrecord.exporters import to_json
    from onrecord.reading import read_text

    report = next((SHARED / "seed").glob("*.txt"))
    text = report.read_text(encoding="utf-8")
    (folder / "reading.json").write_text(json.dumps(to_json(read_text(text, published="2017-04-13"))), encoding="utf-8")
    out = scored("score_seed.py", SHARED / "seed/expected.json", report, folder / "reading.json")
    found = json.JSONDecoder().raw_decode(out)[0]
    return {
        "statements": found["statements"]["statements"],
        "speaker share": found["statements"]["speaker"] / max(1, found["statements"]["statements"]),
        "speakers not invented": -found["statements"]["invented"],
        "events": found["events"]["events"],
        "traps not sprung": -len(found["traps_sprung"]),
        "disputes": found["disputes"][0],
        "good spans": -found["bad_spans"],
    }


def gold(folder: Path) -> Figures:
    """Our own gold standard, the part for tuning."""
    from eval.gold.__main__ import scores

    found = scores("tune")
    return {
        "statements, speaker, precision": found["statements, right speaker, precision"],
        "statements, speaker, recall": found["statements, right speaker, recall"],
        "statements, kind, precision": found["statements, right kind, precision"],
        "speakers not invented": -found["invented speakers, of found statements"],
        "events, type, precision": found["events, right type, precision"],
        "events, type, recall": found["events, right type, recall"],
        "events, status": found["of found events: status"],
        "events, modes": found["of right types: modes, where either has any"],
        "events, place": found["of found events: place, where either has one"],
        "events, when": found["of found events: when, where either has one"],
    }


def held(folder: Path) -> Figures:
    """Our labels that the encoder was not taught on."""
    from eval.held import scores

    found = scores(SHARED)
    wanted = ("events, right type, precision", "events, right type, recall", "of found events: status")
    return {name: found[name] for name in wanted} | {"not happened, wrongly": -found["happened, wrongly"]}


def quiet(folder: Path) -> Figures:
    """Events found where nothing political happens: per 1,000 sentences, negative."""
    from eval.quiet import alarms

    return {"alarms not raised": -alarms()["per 1,000 sentences"]}


TASKS: dict[str, tuple[Callable[[Path], Figures], tuple[str, ...]]] = {
    "seed": (seed, ("seed",)),
    "statements": (statements, ("data/polnear/dev",)),
    "events": (events, ("data/plv/train.tsv",)),
    "times": (times, ("data/times/cases.tsv",)),
    "actors": (actors, ("data/actors/cases.jsonl",)),
    "places": (places, ("data/places/tr_news_dev.xml",)),
    "gold": (gold, ("data/reports",)),
    "held": (held, (str(ROOT / "training/held.jsonl"), "data/reports")),
    "quiet": (quiet, (str(ROOT / "training/quiet_1.txt"), str(ROOT / "training/quiet_2.txt"))),
}


def floors() -> dict[str, dict[str, object]]:
    """Task → {"data": digest, figure: floor}."""
    found: dict[str, dict[str, object]] = tomllib.loads((ROOT / "eval/floors.toml").read_text(encoding="utf-8"))
    return found


def faults(task: str, figures: Figures, data: str) -> Iterator[str]:
    """What is below its floor, has none, or was measured on other data."""
    known = floors().get(task, {})
    if known.get("data") != data:
        yield f"{task}: the data's digest is {data}, the floors were set on {known.get('data')}"
    for name, figure in figures.items():
        floor = known.get(name)
        if not isinstance(floor, int | float):
            yield f"{task}: {name} is {figure:.4g} and has no floor"
        elif figure < floor - 1e-9:
            yield f"{task}: {name} is {figure:.4g}, the floor is {floor:.4g}"


def main() -> int:
    """Score, compare, say; 1 where anything is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=sorted(TASKS))
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print("quality gate: no ../shared beside this checkout; nothing was scored (the tests on examples/ stand alone)")
        return 0
    bad: list[str] = []
    for task, (score, data) in TASKS.items():
        if options.only and task != options.only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            figures = score(Path(folder))
        version = digest(*(SHARED / path for path in data))
        print(
            f"{task:12}" + "  ".join(f"{name} {figure:.4g}" for name, figure in figures.items()) + f"  (data {version})",
            flush=True,
        )
        bad += faults(task, figures, version)
    for fault in bad:
        print("below the floor:", fault)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
