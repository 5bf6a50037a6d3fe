"""Glued sentences: where a space was lost after a full stop or a closing mark, and where a sentence must begin.

'left at dawn.The envoy' gets its space back and a break; 'U.S.Army', 'Mr.Brown' get the space only, for the parser;
'U.S.', 'S/2017/315', '3.5', 'a.m.', 'bbc.co.uk', 'Ph.D' are left alone. Double marks must be oriented (“ ”) before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from onrecord.clean.draft import Edit
from onrecord.data import table


class Joint(NamedTuple):
    """A lost space at `edit`, and whether a sentence begins after it."""

    edit: Edit
    is_break: bool


_LONGEST_WORD = 30
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s“”\"<>]{1,300}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")
_CANDIDATE = re.compile(
    r"(?P<stop>[.!?…]+[”’'\")\]]{0,3})(?=[“‘(\[]{0,2}\w)"  # 'dawn.The', 'opposite”.Safronkov', 'dawn.”Then', 'said.“We'
    r"|(?P<closed>”)(?=\w)"  # '“illegal”and'
    r"|(?P<opened>[\w,;:.!?…”’%)]?)(?=“\w)"  # 'said“We', 'said:“We'
    r"|(?P<pause>(?<=[^\W\d_])[,;:])(?=[^\W\d_])"  # 'Paris,London'
    r"|(?P<torn> (?=-[a-z]{2,12}\b))"  # 'USA -led'
    r"|(?P<fragment>(?<=[.!?”] )(?=-[A-Z]))"  # 'notes. -Russian relations'
)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(table("cues")["clean"]["abbreviations"][kind])


def find_joints(text: str, turned: frozenset[int] = frozenset()) -> Iterator[Joint]:
    """The joints of a text in order. `turned`: offsets of “ that stood as ” in the text as received (glued passages)."""
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if "www." in text or "://" in text or "@" in text else []
    k, last = 0, -1
    for match in _CANDIDATE.finditer(text):
        at = match.end()
        while k < len(addresses) and addresses[k][1] <= match.start():
            k += 1
        if at == last or (k < len(addresses) and addresses[k][0] <= match.start() and at < addresses[k][1]):
            continue
        joint = _judged(text, match, at, turned)
        if joint is not None:
            last = at
            yield joint


def _judged(text: str, match: re.Match[str], at: int, turned: frozenset[int]) -> Joint | None:
    """The joint a candidate is, or None."""
    space = Edit(at, at, " ", "joint", "a space was lost")
    match match.lastgroup:
        case "stop":
            is_break = _stop(text, match.start(), at, turned)
            return None if is_break is None else Joint(space, is_break)
        case "closed":
            # '“veto”s' is a plural
            is_plural = text[at] == "s" and not text[at + 1 : at + 2].isalnum()
            return None if is_plural else Joint(space, False)
        case "opened":
            return Joint(space, False) if match.group() else None
        case "pause":
            return Joint(space, False) if _is_pause(text, at) else None
        case "torn":
            word = re.compile(r"-(\w+)").match(text, at)
            if word is None or word[1] not in _words("hyphened") or not text[match.start() - 1 : match.start()].isalpha():
                return None
            return Joint(Edit(match.start(), at, "", "joint", "a space too many"), False)
        case _:
            return Joint(Edit(at, at, "", "joint", "a sentence begins with its first words lost"), True)


def _is_pause(text: str, at: int) -> bool:
    """'Paris,London' and 'said:The' have lost a space; 'a:b' and 'S/RES:x' have not."""
    if text[at - 1] == ",":
        return True
    word = _word_after(text, at)
    return len(word) > 2 and word[0].isupper() and word[1:].islower() and len(_word_before(text, at - 1)) > 2


def _stop(text: str, start: int, at: int, turned: frozenset[int]) -> bool | None:
    """After a stop at `start` and its closing marks up to `at`: None no joint, False only a space, True a break too."""
    if text[at] == "[" and text[at + 1 : at + 2].isdigit():
        return None  # 'the camp.[1]'
    opening = at
    while opening < len(text) and text[opening] in "“‘([":
        opening += 1
    word = _word_after(text, opening)
    has_opening = opening > at
    if not word:
        return _number(text, start, at, opening)
    stop = text[start:at].rstrip("”’'\")]")
    before = text[start - 1] if start else " "
    if before in " \n“‘([" or stop.startswith("…") or stop.startswith(".."):
        # '“...we', 'gas…we': a pause, the parser decides
        is_led = before in "\n“‘([" or (before == " " and text[start - 2 : start - 1] not in tuple(".!?,…”"))
        return None if is_led or not (word[0].isupper() or has_opening) else False
    if not word[0].isupper():
        return False if "”" in text[start:at] or has_opening else None
    if stop != "." or at > start + 1:
        return True
    return _full_stop(text, start, before, word, opening, turned)


def _full_stop(text: str, start: int, before: str, word: str, opening: int, turned: frozenset[int]) -> bool | None:
    """A plain '.' before a capital: by the word that it ends."""
    end = opening + len(word)
    follows = text[end : end + 1]
    is_single = len(word) == 1
    has_opening = opening > start + 1
    left = _word_before(text, start)
    if is_single and not has_opening and not _is_whole(text, end, word, follows, left):
        return None  # 'U.S', 'Ph.D', 'U.S-backed', 'J.K.'
    is_tail = word.lower() in _words("tails") and not before.isdigit()
    is_degree = len(left) == 1 and (word.lower() in _words("degrees") or follows == ".")
    if not has_opening and (is_tail or is_degree):
        return None  # 'Amazon.Com', 'M.Sc', 'W.Va.'
    if opening - 1 in turned:
        return True  # 'the most immediate U.S.”The minister and I agreed': stitched, whatever the word before
    if not left:
        return True  # '5%.The', '(AFP).The', '“No”.The'
    folded = left.lower().strip(".")
    is_start = word.lower() in _words("starters")
    if folded in _words("titles"):
        return False  # 'Mr.Brown'
    if "." in left or len(left) == 1 or folded in _words("others"):
        return is_start
    return True


def _is_whole(text: str, end: int, word: str, follows: str, left: str) -> bool:
    """Is a single capital a word or a name's beginning: 'A truce', 'I', "I'm", "O'Neill"?"""
    if word in "AI" and follows == " ":
        return True
    if follows == ".":  # 'asked for help.E.U. nations'
        return len(left) > 3 and left.islower() and left.isalpha() and text[end + 2 : end + 3] == "."
    return follows in ("'", "’") and text[end + 1 : end + 2].isalpha() and text[end + 1 : end + 3].lower() not in ("s", "s ")


def _number(text: str, start: int, at: int, opening: int) -> bool | None:
    """'the attack.29 people died' has lost a space; '3.5', 'No.10' and 'page.2' have not."""
    if text[start:at] != "." or opening > at:
        return False if opening > at or "”" in text[start:at] else None
    left = _word_before(text, start)
    if len(left) < 4 or not left.isalpha() or not left.islower():
        return None
    return True if re.compile(r"\d{1,3}(?:,\d{3})* [a-z]{3}").match(text, at) else None


def _word_after(text: str, at: int) -> str:
    end = at
    while end < len(text) and end - at < _LONGEST_WORD and text[end].isalpha():
        end += 1
    return text[at:end]


def _word_before(text: str, at: int) -> str:
    """The word that ends at `at`, with the dots inside it: 'U.S' before the last dot of 'U.S.'."""
    start = at
    while start > 0 and at - start < _LONGEST_WORD and (text[start - 1].isalnum() or _is_dotted(text, start)):
        start -= 1
    return text[start:at]


def _is_dotted(text: str, start: int) -> bool:
    """Is there a dot before `start`, and is it an abbreviation's: one letter on either side of it, no more?"""
    if text[start - 1] != "." or not text[start : start + 1].isalpha():
        return False
    left = text[start - 2 : start - 1] if start >= 2 else ""
    further = text[start - 3] if start >= 3 else " "
    return left.isalpha() and not further.isalnum() and not text[start + 1 : start + 2].isalnum()
