"""Word: one word of a text, with the class the grammar of times sees; a text becomes a string of one letter a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
UNITS = ("minute", "hour", "day", "weekend", "week", "fortnight", "month", "quarter", "year", "decade", "century")
CARDINALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

# Words of closed classes, as the grammar names them.
_CLASSES: dict[str, str] = {
    "A": "a an", "THE": "the", "LAST": "last", "PAST": "past", "PREVIOUS": "previous preceding prior", "NEXT": "next",
    "COMING": "coming", "FOLLOWING": "following", "RECENT": "recent", "THIS": "this these", "THAT": "that those", "SAME": "same",
    "EARLY": "early", "EARLIER": "earlier", "LATE": "late", "LATER": "later", "MID": "mid middle",
    "BEGINNING": "beginning start outset",
    "END": "end close", "AGO": "ago", "AFTER": "after following", "BEFORE": "before", "ON": "on", "IN": "in",
    "SINCE": "since", "UNTIL": "until till", "FROM": "from", "TO": "to through thru", "AND": "and", "BETWEEN": "between",
    "OF": "of", "BY": "by", "OVER": "over during throughout", "AT": "at around about circa near towards toward",
    "PART": "morning afternoon evening night dawn dusk midday noon midnight lunchtime daybreak overnight",
    "TODAY": "today tonight", "YESTERDAY": "yesterday", "TOMORROW": "tomorrow", "HALF": "half", "EVERY": "every each",
    "VAGUE": "several few couple some many", "SO": "so", "FAR": "far", "TIME": "time",
    "POST": "post", "PRE": "pre", "OPEN": "(", "DASH": "- – — / —", "COMMA": ",", "DOT": ".", "MARK": "' ’",
}  # fmt: skip
_OTHER = (
    "WEEKDAY", "WEEKDAY_SHORT", "MONTH", "MONTH_WORD", "DAY", "NTH", "ORDINAL", "YEAR", "NUMBER", "UNIT", "SEASON", "ISO",
    "SLASHED", "DECADE", "CLOCK", "QUARTER", "ELEVEN",
)  # fmt: skip
LETTERS: dict[str, str] = {name: chr(0x100 + i) for i, name in enumerate((*_CLASSES, *_OTHER))}
"""Letters that are never special in a pattern: Ā, ā, Ă …"""
OUTSIDE = "x"

_WORD = re.compile(
    r"\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{4}(?!\d)|\d{1,2}:\d{2}(?!\d)|9/11(?!/?\d)|Q[1-4](?!\w)"
    r"|\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?(?:st|nd|rd|th|s)?(?![A-Za-z])|[^\W\d_]+|[^\w\s]|\w"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word at characters [start, end) with the letter of its class and, where it counts, its value."""

    text: str
    start: int
    end: int
    letter: str
    value: int = 0


def _lexicon() -> dict[str, tuple[str, int]]:
    """Lower-case word → letter and value, for all words whose capitals do not matter or are checked later."""
    table: dict[str, tuple[str, int]] = {}
    for name, words in _CLASSES.items():
        for word in words.split():
            table.setdefault(word, (LETTERS[name], 0))
    for value, word in enumerate(CARDINALS):
        table[word] = (LETTERS["NUMBER"], value)
    for word, value in TENS.items():
        table[word] = (LETTERS["NUMBER"], value)
    for value, word in enumerate(ORDINALS, 1):
        table[word] = (LETTERS["ORDINAL"], value)
    for value, word in enumerate(UNITS):
        plural = "centuries" if word == "century" else word + "s"
        table[word] = table[plural] = (LETTERS["UNIT"], value)
    for word, value in SEASONS.items():
        table[word] = (LETTERS["SEASON"], value)
    return table


def _names() -> dict[str, tuple[str, int]]:
    """Capitalised word → letter and value: days and months, which in lower case are other words or errors."""
    table: dict[str, tuple[str, int]] = {}
    for value, word in enumerate(WEEKDAYS):
        table[word.capitalize()] = (LETTERS["WEEKDAY"], value)
        for short in (word[:3], *{"tuesday": ("tues",), "thursday": ("thur", "thurs"), "wednesday": ("weds",)}.get(word, ())):
            table[short.capitalize()] = (LETTERS["WEEKDAY_SHORT"], value)
    for value, word in enumerate(MONTHS, 1):
        name = "MONTH_WORD" if word in ("march", "may") else "MONTH"
        table[word.capitalize()] = (LETTERS[name], value)
        if word != "may":
            table[word[:3].capitalize()] = (LETTERS["MONTH_WORD"], value)
    table["Sept"] = (LETTERS["MONTH_WORD"], 9)
    for value in (1, 2, 3, 4):
        table[f"Q{value}"] = (LETTERS["QUARTER"], value)
    # Headlines and datelines in capitals: "APRIL 12".
    table.update({word.upper(): found for word, found in list(table.items()) if len(word) > 4})
    return table


_LOWER = _lexicon()
_CAPITAL = _names()


def _number(text: str) -> tuple[str, int]:
    """Class and value of a word that begins with a digit."""
    if text == "9/11":
        return LETTERS["ELEVEN"], 0
    if ":" in text:
        return LETTERS["CLOCK"], 0
    if len(text) == 10 and text[4] == "-":
        return LETTERS["ISO"], 0
    if text.isdigit():
        value = int(text[:9])
        if len(text) == 4 and 1500 <= value <= 2099:
            return LETTERS["YEAR"], value
        return (LETTERS["DAY"] if len(text) <= 2 and 1 <= value <= 31 else LETTERS["NUMBER"]), value
    if text[-1] == "s" and text[:-1].isdigit():
        value = int(text[:-1][:9])
        if value % 10 == 0 and (1500 <= value <= 2090 or 20 <= value <= 90):
            return LETTERS["DECADE"], value
        return OUTSIDE, 0
    if text[-2:] in ("st", "nd", "rd", "th") and text[:-2].isdigit():
        value = int(text[:-2][:9])
        return (LETTERS["NTH"], value) if 1 <= value <= 31 else (OUTSIDE, 0)
    if text.replace(",", "").isdigit():
        return LETTERS["NUMBER"], int(text.replace(",", "")[:9])
    if sum(text.count(mark) for mark in "./-") == 2:
        return LETTERS["SLASHED"], 0
    return OUTSIDE, 0


def words_of(text: str) -> Iterator[Word]:
    """The words of a text, in order."""
    for match in _WORD.finditer(text):
        word = match.group()
        if "0" <= word[0] <= "9":
            letter, value = _number(word)
        elif word in _CAPITAL:
            letter, value = _CAPITAL[word]
        else:
            letter, value = _LOWER.get(word.lower(), (OUTSIDE, 0))
        yield Word(word, match.start(), match.end(), letter, value)


def pattern_of(rule: str) -> str:
    """A rule written with the names of classes ("LAST WEEKDAY"), as a pattern over letters."""
    return re.sub(r"[A-Z_]+", lambda m: LETTERS[m.group()], rule).replace(" ", "")


def first(words: Sequence[Word], *names: str) -> Word | None:
    """The first word of one of these classes."""
    letters = {LETTERS[name] for name in names}
    return next((word for word in words if word.letter in letters), None)


def has(words: Sequence[Word], *names: str) -> bool:
    """Is there a word of one of these classes?"""
    return first(words, *names) is not None


def unit_of(words: Sequence[Word]) -> str:
    """The time unit named among the words; "" where there is none."""
    found = first(words, "UNIT")
    return UNITS[found.value] if found else ""
