"""What finds statements beside onrecord: the plain rule, and textacy's direct quotations; their time and their score.

textacy is no dependency (bench/requirements.txt); where it is not installed, its rows say so. The score is printed where PolNeAR
lies in ../shared.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.plain_rule import Attribution, attributions, stretches

if TYPE_CHECKING:
    from spacy.tokens import Doc

SHARED = Path(__file__).resolve().parents[2] / "shared"
DEV = SHARED / "data" / "polnear" / "dev"
SCORER = SHARED / "eval" / "score_statements.py"
TEXTACY = "textacy direct_quotations"
MISSING = "not installed: pip install -r bench/requirements.txt"
COLUMNS = ("source", "cue", "content", "whole", "quoted", "unquoted")


@dataclass
class Rival:
    """One way to find statements in a parsed text, and what it has taken so far."""

    name: str
    find: Callable[[Doc], Iterable[Attribution]]
    seconds: float = 0.0
    """CPU seconds over the texts it could read."""
    words: int = 0
    """Words of the texts it could read."""
    raised: int = 0
    """Texts it raised ValueError on (textacy: an odd number of quotation marks)."""

    def run(self, doc: Doc) -> list[Attribution]:
        """What it finds; empty where it raises. The clock runs."""
        begun = time.process_time()
        try:
            found = list(self.find(doc))
        except ValueError:
            self.raised += 1
            return []
        self.seconds += time.process_time() - begun
        self.words += len(doc.text.split())
        return found


def has_textacy() -> bool:
    """Whether textacy can be imported here."""
    return importlib.util.find_spec("textacy") is not None


def rivals() -> list[Rival]:
    """Those that are installed, with empty counts."""
    found = [Rival("plain rule (bench/plain_rule.py)", attributions)]
    return [*found, Rival(TEXTACY, _quotations())] if has_textacy() else found


def _quotations() -> Callable[[Doc], list[Attribution]]:
    """textacy's direct quotations as the scorer reads them; it is imported here, before the clock runs.

    It names the head words of a speaker; they are widened to their whole phrase, which is what the corpus marks.
    """
    from textacy.extract import direct_quotations

    def find(doc: Doc) -> list[Attribution]:
        return [
            {
                "source": stretches({t for word in speaker for t in word.subtree}),
                "cue": stretches(cue),
                "content": stretches(content),
            }
            for speaker, cue, content in direct_quotations(doc)
        ]

    return find


def print_times(ran: Iterable[Rival], parsing: float, alone: float, whole: float, article: int) -> None:
    """The table of times for one set of texts.

    parsing: CPU ms an article of bare spaCy, which every rival stands on; alone, whole: ours, without and with cleaning and
    parse; article: words an article.
    """
    print("  statements, CPU ms an article:              alone  with parse")
    print(f"    {'onrecord: marks, cast, statements':38}{alone:8.1f}{whole:11.1f}")
    for rival in ran:
        own = 1000 * rival.seconds / max(1, rival.words) * article
        raised = f"; raises on {rival.raised} texts" if rival.raised else ""
        ratio = f"onrecord takes {whole / (parsing + own):.2f} times that"
        print(f"    {rival.name:38}{own:8.1f}{parsing + own:11.1f}   {ratio}{raised}")
    if not has_textacy():
        print(f"    {TEXTACY:38}    {MISSING}")


def print_scores(parse: Callable[[str], Doc], most: int | None = None) -> None:
    """Our score on PolNeAR dev beside theirs, by the scorer of ../shared; `most`: only so many texts, for a trial."""
    if not DEV.is_dir():
        print("\nstatements on PolNeAR dev: not scored, no ../shared/data/polnear/dev beside this checkout")
        return
    from eval.statements import attributions as ours

    paths = sorted((DEV / "text").glob("*.txt"))[:most]
    others = rivals()
    found: dict[str, dict[str, list[Attribution]]] = {name: {} for name in ("onrecord", *(rival.name for rival in others))}
    for path in paths:
        with path.open(encoding="utf-8", newline="") as handle:
            text = handle.read()
        found["onrecord"][path.stem] = ours(text)
        doc = parse(text)
        for rival in others:
            found[rival.name][path.stem] = rival.run(doc)
    raised = {rival.name: rival.raised for rival in others}
    print(f"\nstatements on PolNeAR dev, {len(paths)} texts, F1 in %: exact stretches of source, cue, content; whole statements,")
    print("those with quotation marks, those without" + ("" if most is None else f" (a trial: only {len(paths)} texts)"))
    print(f"    {'':38}" + "".join(f"{column:>9}" for column in COLUMNS))
    for name, predicted in found.items():
        figures = "".join(f"{100 * figure:9.1f}" for figure in score(predicted, paths))
        print(f"    {name:38}{figures}" + (f"   raises on {raised[name]} texts, scored as empty" if raised.get(name) else ""))
    if not has_textacy():
        print(f"    {TEXTACY:38}    {MISSING}")


def score(predicted: Mapping[str, list[Attribution]], paths: Iterable[Path]) -> list[float]:
    """F1 of one prediction for each of COLUMNS; gold is that of the texts named."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder / "text"
        texts.mkdir()
        for path in paths:
            (texts / path.name).write_bytes(path.read_bytes())
        rows = [json.dumps({"doc": doc, "attributions": found}) for doc, found in predicted.items()]
        (folder / "pred.jsonl").write_text("\n".join(rows), encoding="utf-8")
        command = [sys.executable, SCORER, texts, DEV / "attributions", folder / "pred.jsonl", "--json", folder / "out.json"]
        subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
        out: dict[str, Any] = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    run = [float(out["run"]["all"][role][2]) for role in COLUMNS[:3]]
    return [*run, *(float(out["relaxed"][kind][2]) for kind in ("all", "quoted", "indirect"))]
