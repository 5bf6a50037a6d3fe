"""Speed and memory beside what others offer, on the same texts in the same run: `python -m bench`.

Prints CPU milliseconds an article by stage beside bare spaCy; statements beside the plain rule and textacy, with their scores;
the encoder beside one of BERT-base size; articles a second on one core and on two, peak memory, and what the command line
costs to start. Real reports are read from ../shared; without them the sample reports stand in, many times over. See
docs/bench.md.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before anything imports numpy: idle threads of its own would be counted
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")

from bench.encoders import print_encoders
from bench.rivals import Rival, print_scores, print_times, rivals

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data" / "reports"
SETS = {"newspaper articles": "guardian_syria_2017_2019.jsonl", "fifteen outlets": "syria_2011_2018.jsonl"}
WORDS_AN_ARTICLE = 700
MARKS = "marks"
STATEMENTS = ("marks", "cast", "statements")
ENCODED = 25
"""Texts the two encoders read at most: the big one takes close to a second each."""
PLAIN, TUNED = "bare spaCy, as installed", "bare spaCy, without BLIS"


def texts_of(file: str, most: int) -> list[str]:
    """The first `most` texts of a file, or the sample reports repeated."""
    path = SHARED / file
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            return [json.loads(line)["text"] for _, line in zip(range(most), lines)]
    samples = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "examples").glob("*.txt"))]
    return (samples * (most // len(samples) + 1))[:most]


def bare_spacy() -> Callable[[Any], Any]:
    """en_core_web_sm as its users load and run it."""
    from thinc.api import NumpyOps, set_current_ops

    from onrecord.language import parser

    tuned = parser()
    set_current_ops(NumpyOps())
    return type(tuned).from_config(tuned.config).from_bytes(tuned.to_bytes())


def by_stage(texts: Sequence[str], others: Sequence[Rival]) -> dict[str, float]:
    """CPU seconds a stage over all texts; the others keep their own count, each run on what bare spaCy parsed."""
    from onrecord.language import parser
    from onrecord.model import Report
    from onrecord.reading import STEPS, read

    plain, tuned = bare_spacy(), parser()
    for other in others:
        other.find(plain(texts[0]))  # as below: no first call is timed
    read(Report(texts[0]))  # tables are compiled and loaded before the clock runs
    spent = {PLAIN: 0.0, TUNED: 0.0} | {step.gives: 0.0 for step in STEPS}
    for text in texts:
        begun = time.process_time()
        doc = plain(text)
        spent[PLAIN] += time.process_time() - begun
        begun = time.process_time()
        tuned(text)
        spent[TUNED] += time.process_time() - begun
        for other in others:
            other.run(doc)
        report = Report(text)
        values: dict[str, object] = {"report": report, "text": text}
        for step in STEPS:
            begun = time.process_time()
            values[step.gives] = step.run(*(values[need] for need in step.needs))
            spent[step.gives] += time.process_time() - begun
    return spent


def stages(most: int) -> None:
    """The table of stages, one block a set of texts."""
    for name, file in SETS.items():
        texts = texts_of(file, most)
        words = sum(len(text.split()) for text in texts)
        others = rivals()
        spent = by_stage(texts, others)
        scale = 1000 * WORDS_AN_ARTICLE / words
        ours = sum(seconds for stage, seconds in spent.items() if stage not in (PLAIN, TUNED))
        print(f"\n{name}: {len(texts)} texts, {words / len(texts):.0f} words each; CPU ms per {WORDS_AN_ARTICLE}-word article")
        for stage, seconds in spent.items():
            print(f"  {stage:34}{seconds * scale:8.1f}")
        outside = ours - spent["document"]
        print(f"  {'onrecord, all stages':34}{ours * scale:8.1f}")
        rules = outside - spent[MARKS]
        alone = rules / (ours - spent[MARKS])
        print(f"  outside the parser: {outside / ours:.0%} of the time; rules alone, without the step marks: {alone:.0%}")
        print(f"  onrecord / {PLAIN}: {ours / spent[PLAIN]:.2f}")
        print(f"  onrecord / {TUNED}: {ours / spent[TUNED]:.2f}")
        print(f"  articles of {WORDS_AN_ARTICLE} words a CPU second: {words / WORDS_AN_ARTICLE / ours:.1f}")
        own = sum(spent[stage] for stage in STATEMENTS)
        parsed = own + spent["cleaned"] + spent["document"]
        print_times(others, spent[PLAIN] * scale, own * scale, parsed * scale, WORDS_AN_ARTICLE)
    print(f"\npeak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def whole_runs(most: int) -> None:
    """`onrecord read` as a person runs it: wall time on one process and on two, and the memory of the largest."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        rows = [{"id": f"{name}-{k}", "text": text} for name, file in SETS.items() for k, text in enumerate(texts_of(file, most))]
        corpus = Path(folder) / "corpus.jsonl"
        corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        words = sum(len(str(row["text"]).split()) for row in rows)
        print(f"\nonrecord read, {len(rows)} reports, {words} words, start-up and record included")
        for workers in (1, 2):
            begun = time.perf_counter()
            command = [sys.executable, "-m", "onrecord", "read", str(corpus), "--workers", str(workers)]
            subprocess.run(
                [*command, "--record", f"{folder}/{workers}.db"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            wall = time.perf_counter() - begun
            rate = words / WORDS_AN_ARTICLE / wall
            print(f"  processes: {workers}  {wall:6.1f} s, {rate:.1f} articles of {WORDS_AN_ARTICLE} words a second")
        print(f"  peak memory of the largest process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
        for words_ in (
            ["--help"],
            ["show", "events", "--record", f"{folder}/1.db", "--limit", "5"],
            ["status", "--record", f"{folder}/1.db"],
        ):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-m", "onrecord", *words_], check=True, stdout=subprocess.DEVNULL)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"  onrecord {words_[0]}: {cpu:.2f} s of CPU")


def main() -> None:
    """Run what the words name, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=100, help="texts of each set")
    parser.add_argument("--only", choices=("stages", "encoders", "scores", "runs"))
    parser.add_argument("--dev-texts", type=int, help="score only so many texts of PolNeAR dev, for a trial")
    options = parser.parse_args()
    if options.only in (None, "stages"):
        stages(options.texts)
    if options.only in (None, "encoders"):
        print_encoders(texts_of(SETS["newspaper articles"], min(options.texts, ENCODED)), WORDS_AN_ARTICLE)
    if options.only in (None, "scores"):
        print_scores(bare_spacy(), options.dev_texts)
    if options.only in (None, "runs"):
        whole_runs(options.texts)


if __name__ == "__main__":
    main()
