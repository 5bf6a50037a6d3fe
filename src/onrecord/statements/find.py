"""find_statements: candidates, linking, speakers, one after the other."""

from __future__ import annotations

from onrecord.language import Document
from onrecord.model import Cast, Statement
from onrecord.statements.candidates import candidates
from onrecord.statements.links import link
from onrecord.statements.statement import statements


def find_statements(document: Document, cast: Cast) -> tuple[Statement, ...]:
    """Every statement the report gives as somebody's, in the order of the text.

    Three stages that know nothing of each other's insides: candidates (source, cue and content as token ranges; a
    trained tagger may take its place), linking (pieces joined, one statement within another), statements (who speaks,
    to whom, against whom, of what kind).
    """
    found = link(document, candidates(document))
    return statements(document, cast, found)
