"""Names as the matcher sees them: slugs for ids, and pieces (folded words) for looking up."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from onrecord.data import table

_PIECE = re.compile(r"[a-z0-9]+")
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ß": "ss", "æ": "ae", "’": "'", "‘": "'", "ʼ": "'"}
)


def fold(text: str) -> str:
    """Lower case without diacritics: "Elysée" and "elysee" are one."""
    plain = text.translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return plain.lower()


def slug(name: str) -> str:
    """A stable id from a name: "Sergei Lavrov" is "sergei-lavrov"; "" where no letter is left."""
    return "-".join(_PIECE.findall(fold(name).replace(".", "").replace("'", "")))[:80]


@lru_cache(maxsize=65_536)
def pieces(text: str) -> tuple[str, ...]:
    """The words of a name or token: hyphens split, full stops and apostrophes vanish, a possessive 's stands alone.

    "U.S.-backed" is ("us", "backed"); "Sana'a" is ("sanaa",); "Russia's" is ("russia", "s").
    """
    folded = fold(text).replace("'s", " s") if len(text) > 2 else fold(text)
    return tuple(_PIECE.findall(folded.replace(".", "").replace("'", "")))


def is_acronym(name: str) -> bool:
    """Printed in capitals only, and short: such a name counts only where it is printed so ("US", never "us")."""
    letters = name.replace(".", "")
    return len(letters) <= 6 and letters.isupper()


def word_list(name: str) -> frozenset[str]:
    """One word list of data/actors/words.toml."""
    return frozenset(table("actors")["words"][name])
