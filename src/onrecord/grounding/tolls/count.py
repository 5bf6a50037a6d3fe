"""Count: a number of people as the text gives it, as a range of tokens and of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from onrecord.data import table

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
_SCALE_SHORT = {"m": 1_000_000, "mn": 1_000_000, "k": 1000}
_NOUGHT = frozenset({"no", "zero"})


@dataclass(frozen=True, slots=True)
class Count:
    """Tokens [start, end) say low to high; `number_end` is after the number itself, `hedge` the words that blur it."""

    start: int
    end: int
    low: int | None
    high: int | None
    hedge: str | None


@cache
def _hedges() -> dict[tuple[str, ...], str]:
    """Words of a hedge → what it does."""
    return {tuple(words.split()): kind for kind, entries in table("cues")["tolls"]["hedges"].items() for words in entries}


@cache
def _vague() -> dict[str, int]:
    """'dozen' → 24: bare plurals have no upper end."""
    return dict(table("cues")["tolls"]["vague"])


def find_counts(doc: Doc) -> Iterator[Count]:
    """Every number of the text with its hedge, from left to right."""
    i = 0
    words = [token.lower_ for token in doc]
    while i < len(words):
        found = _number(words, i)
        if found is None:
            i += 1
            continue
        end, low, high, is_vague = found
        # 'between 20 and 30', 'from 20 to 30', '20-30'
        if end + 1 < len(words) and words[end] in ("and", "to", "-", "–", "or") and not is_vague:
            second = _number(words, end + 1)
            is_between = i > 0 and words[i - 1] in ("between", "from") and words[end] in ("and", "to")
            if second is not None and not second[3] and (is_between or words[end] in ("-", "–", "to", "or")) and second[1] > low:
                start = i - 1 if is_between else i
                yield Count(start, second[0], low, second[2], doc[start:i].text or words[end])
                i = second[0]
                continue
        yield _hedged(doc, words, i, end, low, high, is_vague)
        i = end


def _number(words: list[str], i: int) -> tuple[int, int, int | None, bool] | None:
    """(end, low, high, is it vague) of the number that begins at token i."""
    word = words[i]
    if word.endswith("s") and word[:-1] in _SCALES | {"score": 20, "ten": 10, "tenth": 10} and len(word) > 3:
        return _plural(words, i)
    value, end = 0, i
    part: int | None = None
    while end < len(words):
        word = words[end]
        digits = word.replace(",", "").rstrip("+")
        if digits.isascii() and digits.replace(".", "", 1).isdigit() and part is None and len(digits) < 12:
            number = float(digits)
            part = int(number)
            if end + 1 < len(words) and (scale := _SCALES.get(words[end + 1]) or _SCALE_SHORT.get(words[end + 1])):
                part, end = round(number * scale), end + 1
            elif number != part:
                return None
        elif digits[:-1].isdigit() and digits[-1:] in _SCALE_SHORT and part is None:
            part = int(digits[:-1]) * _SCALE_SHORT[digits[-1]]
        elif word in _UNITS:
            part = (part or 0) + _UNITS[word]
        elif word in _SCALES and (part is not None or (end > 0 and words[end - 1] in ("a", "an", "half"))):
            scaled = (part or 1) * _SCALES[word]
            value, part = (value + scaled, None) if _SCALES[word] >= 1000 else (value, scaled)
        elif not (word in ("-", "and") and part is not None and end + 1 < len(words) and _joins(words, end)):
            break
        end += 1
    if end == i:
        return (i + 1, 0, 0, False) if word in _NOUGHT else None
    total = value + (part or 0)
    return end, total, total, False


def _joins(words: list[str], at: int) -> bool:
    """'twenty-five', 'a hundred and twenty': is the mark between two words of one number?"""
    after, before = words[at + 1], words[at - 1]
    if words[at] == "-":
        return before in _UNITS and _UNITS[before] >= 20 and after in _UNITS and _UNITS[after] < 10
    return before in ("hundred", "thousand") and after in _UNITS


def _is_fraction(before: str) -> bool:
    """'nine tenths': a share, not a number of people."""
    return before in _UNITS or before.isdigit() or before in ("-", "few", "several")


def _plural(words: list[str], i: int) -> tuple[int, int, None, bool] | None:
    """'dozens', 'hundreds', 'tens of thousands'; 'tenths' is how some write 'tens'."""
    single = words[i][:-1]
    if (
        i + 2 < len(words)
        and words[i + 1] == "of"
        and words[i + 2].endswith("s")
        and f"{words[i]} of {words[i + 2][:-1]}" in _vague()
    ):
        return i + 3, _vague()[f"{words[i]} of {words[i + 2][:-1]}"], None, True
    if single in _vague() and not (single == "tenth" and i and _is_fraction(words[i - 1])):
        return i + 1, _vague()[single], None, True
    return None


def _hedged(doc: Doc, words: list[str], start: int, end: int, low: int, high: int | None, is_vague: bool) -> Count:
    """The number with the hedge before it: 'almost 90' is 80 to 90, 'at least 58' has no upper end."""
    begin = (
        start - 1
        if start and words[start - 1] in ("a", "an") and words[start] in ("hundred", "thousand", "dozen", "million")
        else start
    )
    for length in (3, 2, 1):
        kind = _hedges().get(tuple(words[max(begin - length, 0) : begin])) if begin >= length else None
        if kind is None:
            continue
        hedge = doc[begin - length : end if is_vague else begin].text
        return Count(begin - length, end, *_range(kind, low, high), hedge)
    if words[end - 1].endswith("+"):
        return Count(begin, end, low, None, "+")
    if end + 1 < len(words) and words[end] == "or" and words[end + 1] == "more":
        return Count(begin, end + 2, low, None, "or more")
    return Count(begin, end, low, high, doc[start:end].text if is_vague else None)


def _range(kind: str, low: int, high: int | None) -> tuple[int | None, int | None]:
    """What a hedge leaves of a number; `high` None: of a bare plural, which has no upper end."""
    if kind == "at_least":
        return low, None
    if kind == "more_than":
        return low + 1, None
    if kind == "up_to":
        return None, high
    if kind == "fewer_than":
        return None, high - 1 if high is not None else None
    if kind == "itself" or high is None:
        return low, high
    if kind == "almost":
        return _before(low), high
    return low - low // 10, high + high // 10  # about


def _before(number: int) -> int:
    """The round number before one: 'almost 90' is 80 at the least, 'nearly 100' 90."""
    step: int = 10 ** (len(str(number)) - 1)
    if number == step and step > 1:
        step //= 10
    return max(number - 1, 0) // step * step
