"""Statements in the form the scorer reads: `python -m eval.statements TEXT_DIR > pred.jsonl`.

One line a text: {"doc": file stem, "attributions": [{"source": [[start, end]], "cue": …, "content": …}]}, offsets in code
points of the text as received. Such corpora mark outermost statements only, so one told within another is left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from onrecord.actors import find_cast
from onrecord.clean import clean
from onrecord.language import parse
from onrecord.language.tagger import mark
from onrecord.model import Report
from onrecord.statements import find_statements


def attributions(text: str) -> list[dict[str, list[list[int]]]]:
    """The statements of one text, as lists of stretches."""
    document = parse(Report(text), clean(text))
    found = find_statements(document, find_cast(document), mark(document))
    return [
        {role: [[span.start, span.end] for span in getattr(statement, role)] for role in ("source", "cue", "content")}
        for statement in found
        if statement.within is None
    ]


def main(folder: str) -> None:
    """Print one JSON line for each .txt file of the folder."""
    for path in sorted(Path(folder).glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as handle:
            print(json.dumps({"doc": path.stem, "attributions": attributions(handle.read())}))


if __name__ == "__main__":
    main(sys.argv[1])
