"""Two spellings of one name brought to one key."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "ı": "i", "ß": "ss", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a",
    "-": " ", "–": " ", "—": " ", "_": " ", ",": " ", "/": " ", "(": " ", ")": " ",
    "'": None, "’": None, "‘": None, "`": None, "ʻ": None, "ʼ": None, "ʿ": None, "ʾ": None, ".": None, "´": None, "“": None,
    "”": None, '"': None,
})  # fmt: skip
# The Arabic article before a name, also as it sounds before some letters: al-Bab, ar-Raqqa, ash-Shaykh, Deir ez-Zor.
_ARTICLE = re.compile(r"\b(?:al|el|ad|ed|ar|er|as|es|ash|esh|at|et|az|ez|an|en|ul) (?=\w)")
# Ways of writing one Arabic, Persian or Kurdish sound, each brought to one letter.
_SOUNDS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"tch|tsh|ch|sh", "s"), (r"kh", "h"), (r"gh", "g"), (r"dj|zh", "j"), (r"th", "t"), (r"dh", "d"), (r"ph", "f"),
        (r"ou|oo|uw|aw|au|ow", "u"), (r"ee|ey|ei|ai|ay|ie|iy", "i"), (r"q|ck|c", "k"), (r"o", "u"), (r"e|y", "i"), (r"w", "u"),
        (r"(.)\1+", r"\1"), (r"(?<=\w\w)(?:ah|ih|at|it|a|i)\b", ""), (r"(?<=[bdfghjklmnrstz])[ai](?=[bdfghjklmnrstz])", ""),
    )
)  # fmt: skip


def fold(name: str) -> str:
    """Lower case, no diacritics, hyphens as spaces, no apostrophes or dots: 'Khān Shaykhūn' and 'KHAN SHAYKHUN'."""
    name = name.lower()
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(name.translate(_LETTERS).split())


def skeleton(key: str) -> str:
    """A folded name without its article and with one letter a sound: 'khan sheikhoun' = 'khan shaykhun'."""
    key = _ARTICLE.sub("", key)
    for pattern, letter in _SOUNDS:
        key = pattern.sub(letter, key)
    return key.replace(" ", "")
