"""find_statements: candidates, linking, speakers, one after the other."""

from __future__ import annotations

from onrecord.language import Document
from onrecord.language.tagger import Marks
from onrecord.model import Cast, Statement
from onrecord.statements.candidates import candidates
from onrecord.statements.links import link
from onrecord.statements.statement import statements
from onrecord.statements.tagged import tagged


def find_statements(document: Document, cast: Cast, marks: Marks | None = None) -> tuple[Statement, ...]:
    """Every statement the report gives as somebody's, in the order of the text.

    Stages that know nothing of each other's insides: candidates by rules, made whole (source, cue and content as token
    ranges); the tagger's stretches in their place where it has any; statements (who speaks, to whom, against whom, of what
    kind, one within another). `marks`: the tagger's pass over the document; without it, the rules alone.
    """
    by_rule = link(document, candidates(document))
    found = by_rule if marks is None else tagged(document, marks, by_rule)
    return statements(document, cast, found, marks)
