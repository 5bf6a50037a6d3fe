"""Print one report for an annotator: `python -m eval.gold.text REPORT_ID`."""

from __future__ import annotations

import argparse

from eval.gold.reports import entry_of, text_of


def main() -> None:
    """Header, empty line, text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("id")
    id = parser.parse_args().id
    entry = entry_of(id)
    print(f"id: {entry.id}\noutlet: {entry.outlet or '-'}\npublished: {entry.published or '-'}\ntitle: {entry.title or '-'}\n")
    print(text_of(id))


if __name__ == "__main__":
    main()
