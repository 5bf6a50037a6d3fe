"""What it means that two findings are the same: words covered, names, one-to-one pairs, kappa."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Json = dict[str, Any]
Cover = frozenset[int]
WORD = re.compile(r"\w+(?:['’]\w+)*")
ALIASES = {
    "un": "united nations",
    "eu": "european union",
    "isis": "islamic state",
    "isil": "islamic state",
    "is": "islamic state",
    "daesh": "islamic state",
    "syrian observatory": "syrian observatory for human rights",
    "sohr": "syrian observatory for human rights",
    "sdf": "syrian democratic forces",
    "ypg": "people s protection units",
    "fsa": "free syrian army",
    "opcw": "organisation for the prohibition of chemical weapons",
    "unsc": "united nations security council",
    "un security council": "united nations security council",
    "security council": "united nations security council",
    "nusra front": "jabhat al nusra",
    "al nusra front": "jabhat al nusra",
    "hts": "hayat tahrir al sham",
}
GENERIC = frozenset({
    "army", "forces", "force", "council", "government", "ministry", "group", "front", "state", "observatory", "rights",
    "coalition", "party", "union", "nations", "police", "officials", "official", "rebels", "militants", "fighters", "command",
    "organisation", "organization", "committee", "units", "house", "weapons", "people", "civilians", "residents", "troops",
    "news", "agency", "service",
})  # fmt: skip
"""Last words that name no one alone: "Free Syrian Army" and "Iraqi army" are two."""


def fold(name: str) -> str:
    """A name without case, marks, article and spelling of its short form."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.findall(r"\w+", plain.lower())
    words = words[1:] if words[:1] == ["the"] else words
    joined = " ".join(words)
    return ALIASES.get(joined, joined)


def same_name(a: str | None, b: str | None) -> bool:
    """Do two ids or printed names mean the same? Equal once folded, or the same last name (not a generic word)."""
    if not a or not b:
        return (a or None) == (b or None)
    x, y = fold(a).split(), fold(b).split()
    if x == y:
        return True
    if not x or not y or is_code(a) or is_code(b):
        return False
    one, other = set(x), set(y)
    return x[-1] == y[-1] and (x[-1] not in GENERIC or len(one & other) / len(one | other) >= 0.5)


def is_code(id: str) -> bool:
    """Is it written as an ISO alpha-3 code?"""
    return re.fullmatch(r"[A-Z]{3}", id) is not None


def same_names(a: Sequence[str], b: Sequence[str]) -> bool:
    """Do two lists name the same, in any order?"""
    return all(any(same_name(x, y) for y in b) for x in a) and all(any(same_name(x, y) for x in a) for y in b)


def covered(spans: Iterable[Json], text: str) -> Cover:
    """Offsets at which the words of some spans begin: punctuation does not count."""
    return frozenset(s["start"] + m.start() for s in spans for m in WORD.finditer(text[s["start"] : s["end"]]))


def jaccard(a: Cover, b: Cover) -> float:
    """Words in common, of all."""
    return len(a & b) / len(a | b) if a or b else 1.0


def touching(a: Sequence[Json], b: Sequence[Json]) -> int:
    """How many characters two lists of spans share."""
    return sum(max(0, min(x["end"], y["end"]) - max(x["start"], y["start"])) for x in a for y in b)


def pairs_of(a: Sequence[Json], b: Sequence[Json], score: Callable[[Json, Json], float]) -> list[tuple[int, int]]:
    """One-to-one pairs, best score first, ties in order; a score of 0 pairs nothing."""
    scored = [(score(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b)]
    left, right = set(range(len(a))), set(range(len(b)))
    out = []
    for s, i, j in sorted(scored, key=lambda t: (-t[0], t[1], t[2])):
        if s > 0 and i in left and j in right:
            left.remove(i)
            right.remove(j)
            out.append((i, j))
    return sorted(out)


def pair_statements(a: Sequence[Json], b: Sequence[Json], text: str) -> list[tuple[int, int]]:
    """Statements whose contents share half their words or more; a like cue breaks ties."""

    def score(x: Json, y: Json) -> float:
        share = jaccard(covered(x["content"], text), covered(y["content"], text))
        return share + 0.01 * (touching(x["cue"], y["cue"]) > 0) if share >= 0.5 else 0.0

    return pairs_of(a, b, score)


def pair_events(a: Sequence[Json], b: Sequence[Json]) -> list[tuple[int, int]]:
    """Events whose triggers overlap: the most characters, then the same type first."""

    def score(x: Json, y: Json) -> float:
        shared = touching(x["trigger"], y["trigger"])
        return shared + 0.5 * (y["type"] in {x["type"], *x.get("or_types", ())}) if shared else 0.0

    return pairs_of(a, b, score)


def pair_disputes(a: Sequence[Json], b: Sequence[Json]) -> list[tuple[int, int]]:
    """Disputes with two accounts or more held by the same parties (any holder in common)."""

    def score(x: Json, y: Json) -> float:
        def held(one: Json, other: Json) -> float:
            return float(any(same_name(h, k) for h in one["holders"] for k in other["holders"]))

        n = len(pairs_of(x["accounts"], y["accounts"], held))
        return float(n) if n >= 2 else 0.0

    return pairs_of(a, b, score)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa: agreement beyond what the two would reach by chance; None without pairs or variety."""
    n = len(pairs)
    if not n:
        return None
    agreed = sum(a == b for a, b in pairs) / n
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[k] * right[k] for k in left) / (n * n)
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def f1(hits: int, a: int, b: int) -> float | None:
    """F1 of hits among a and b findings; None where neither has any."""
    return 2 * hits / (a + b) if a + b else None
