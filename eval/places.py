"""Documents in, place spans out: `python -m eval.places docs.jsonl > pred.jsonl`.

Reads `doc` and `text` of each line. The corpora count every place name, also where it is used as an actor ("Moscow said"),
so all names are printed. A country has no coordinates in a
reading; the corpora give it some, so here, and only here, it stands at the
customary point of reference works (country_points.toml).
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

from onrecord.clean import clean
from onrecord.grounding.places.find import place_of
from onrecord.grounding.places.resolve import resolve
from onrecord.language import parse
from onrecord.model import Report

POINTS: dict[str, tuple[float, float]] = tomllib.loads(
    (Path(__file__).parent / "country_points.toml").read_text(encoding="utf-8")
)


def main(path: str) -> None:
    """Print one line a document."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = parse(Report(row["text"], name=str(row["doc"])), clean(row["text"]))
        spans = []
        for resolved in resolve(document.doc):
            place = place_of(document, resolved)
            lat, lon = place.lat, place.lon
            if place.precision == "country":
                lat, lon = POINTS.get(place.country, (None, None))
            spans.append(
                {"start": place.evidence.start, "end": place.evidence.end, "lat": lat, "lon": lon, "geonameid": place.geonameid}
            )
        print(json.dumps({"doc": row["doc"], "spans": spans}))


if __name__ == "__main__":
    main(sys.argv[1])
