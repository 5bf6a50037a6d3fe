"""Titles and appositions: what stands beside a name and says office and country."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.actors.lexicon import Title, title_words, titles
from onrecord.actors.name import pieces, word_list
from onrecord.actors.scan import HYPHENS
from onrecord.actors.scene import Scene

MODIFIERS = word_list("modifiers")
FORMER = frozenset({"former", "ex", "late", "ousted", "then"})
HONORIFICS = {
    "mr": "m", "mister": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "lord": "m", "lady": "f", "madam": "f",
    "madame": "f", "dame": "f", "king": "m", "queen": "f", "prince": "m", "princess": "f", "sheikh": "m", "dr": "",
    "prof": "", "pope": "m", "mullah": "m", "father": "m",
}  # fmt: skip
CONNECTORS = frozenset({"of", "for", "to", "the", "on", "at"})
AFTER_OF = frozenset({"state", "staff", "the", "foreign", "defence", "defense", "interior", "council"})
LONGEST = 16
"""Tokens a title may take: "Special Envoy of the Secretary-General of the United Nations for Syria" has 12."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A title read from tokens [start, end): its office, and the country or body it belongs to."""

    start: int
    end: int
    title: Title | None
    office: str | None
    country: str
    body: str
    is_former: bool
    first: int
    last: int
    """First and last token of the title's own words."""


def before(scene: Scene, at: int) -> Beside | None:
    """The title that ends right before token `at`: 'Russia's Deputy Foreign Minister', 'then-Secretary of State'."""
    doc = scene.doc
    low, j, pending = at, at - 1, False
    words_right = False
    known = title_words()
    floor = max(doc[at].sent.start if at < len(doc) else 0, at - LONGEST)
    while j >= floor:
        hit = scene.name_at.get(j)
        token = doc[j]
        if hit is not None and hit.entry.kind != "person":
            if hit.start < floor or pending:
                break  # 'visit of Iran to President Rouhani': a name left of a connector is not of the title
            low, j = hit.start, hit.start - 1
            continue
        found = pieces(token.text)
        if token.tag_ == "POS" or token.text in HYPHENS:
            j -= 1
            continue
        if found and all(piece in known or piece in MODIFIERS for piece in found) and found[0] not in CONNECTORS:
            low, j, pending, words_right = j, j - 1, False, True
            continue
        if found and found[0] in CONNECTORS and j > floor and (not words_right or doc[j + 1].lower_ in AFTER_OF):
            j, pending = j - 1, True
            continue
        break
    if low == at:
        return None
    return read(scene, low, at)


def read(scene: Scene, start: int, end: int) -> Beside | None:
    """The title inside tokens [start, end), the longest one nearest its end, with whose it is; None where there is none."""
    doc = scene.doc
    words: list[str] = []
    tokens: list[int] = []
    for token in doc[start:end]:
        for piece in pieces(token.text) if token.tag_ != "POS" else ():
            words.append(piece)
            tokens.append(token.i)
    best: tuple[int, int] | None = None
    table = titles()
    for p in range(len(words)):
        for q in range(min(len(words), p + 8), p, -1):
            if tuple(words[p:q]) in table:
                if best is None or q > best[1] + 2 or q - p > best[1] - best[0]:
                    best = (p, q)
                break
    if best is None:
        return None
    title = table[tuple(words[best[0] : best[1]])]
    inside = range(tokens[best[0]], tokens[best[1] - 1] + 1)
    country, body = _owner(scene, start, end, inside)
    own = words[best[0] : best[1]]
    if not country and ("un" in own or "united" in own) and "Ambassador" not in title.name:
        country = "UNO"
    is_former = any(word in FORMER for word in words[: best[0]]) or (start > 0 and doc[start - 1].lower_ in FORMER)
    name = title.name
    if "deputy" in words[: best[0]] and not name.startswith("Deputy"):
        name = "Deputy " + name
    office = f"former {name}" if is_former else name
    return Beside(start, end, title, office, country, body, is_former, inside[0], inside[-1])


def _owner(scene: Scene, start: int, end: int, inside: range) -> tuple[str, str]:
    """Whose office: a state's name or demonym first, else a body's; names inside the title's own words do not count."""
    country = body = ""
    body_country = ""
    i = start
    while i < end:
        hit = scene.name_at.get(i)
        if hit is None or hit.entry.kind == "person":
            i += 1
            continue
        if not (hit.start in inside and hit.end - 1 in inside):
            where, id = scene.owner(hit)
            if id:
                body, body_country = body or id, body_country or where
            else:
                country = country or where
        i = hit.end
    return country or body_country, body


def after(scene: Scene, end: int, names: dict[int, tuple[int, int]]) -> Beside | None:
    """The apposition after a name: 'Sergei Ryabkov, the Russian deputy foreign minister, …'; `names`: person spans by token."""
    doc = scene.doc
    if end + 1 >= len(doc) or doc[end].text != "," or doc[end + 1].is_sent_start:
        return None
    start = end + 1
    stop = start
    limit = min(len(doc), start + LONGEST, doc[end].sent.end)
    while stop < limit and doc[stop].text not in (",", ".", ";", ")", "(", "“", "”", '"', "–", "—"):
        if stop in names or doc[stop].tag_ in ("VBD", "VBZ", "VBP", "MD", "CC", "WP", "WDT"):
            return None
        stop += 1
    if stop == start or (stop >= limit and stop < doc[end].sent.end):
        return None
    first = doc[start]
    if (
        first.lower_ not in ("the", "a", "an")
        and start not in scene.name_at
        and not set(pieces(first.text)) <= title_words() | MODIFIERS
    ):
        return None
    found = read(scene, start + (first.lower_ in ("the", "a", "an")), stop)
    return found if found is not None and found.last - start <= 8 else None
