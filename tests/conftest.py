"""Fixtures every room shares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from onrecord.language import Document

settings.register_profile("onrecord", deadline=None, derandomize=True)
settings.load_profile("onrecord")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data beside the checkout; the test skips, saying so, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside this checkout: real reports are not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def read_document() -> Callable[..., Document]:
    """Clean and parse a text: `read_document("Moscow denied it.", published=date(2017, 4, 13))`."""
    from onrecord.clean import clean
    from onrecord.language import parse
    from onrecord.model import Report

    def read(text: str, published: date | None = None) -> Document:
        return parse(Report(text, published=published), clean(text))

    return read
