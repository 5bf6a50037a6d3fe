"""find_cast: the actors of one report and where they are mentioned (first, rough form)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from onrecord.data import table
from onrecord.language import Document
from onrecord.model import Actor, Cast, Mention, MentionKind, cast_of


@cache
def _states() -> dict[tuple[str, ...], tuple[str, MentionKind]]:
    names: dict[tuple[str, ...], tuple[str, MentionKind]] = {}
    for country in table("actors")["countries"]["country"]:
        for field, kind in (("names", "name"), ("demonyms", "demonym"), ("metonyms", "metonym")):
            for name in country.get(field, []):
                names[tuple(name.removeprefix("the ").split())] = (country["iso3"], kind)  # type: ignore[assignment]
        names[tuple(country["name"].split())] = (country["iso3"], "name")
        if country.get("capital"):
            names.setdefault(tuple(country["capital"].split()), (country["iso3"], "metonym"))
    return names


def slug(name: str) -> str:
    """A stable id from a name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def find_cast(document: Document) -> Cast:
    """The actors of the report and their mentions, in the order of the text."""
    doc = document.doc
    states = _states()
    country_name = {c["iso3"]: c["name"] for c in table("actors")["countries"]["country"]}
    actors: dict[str, Actor] = {}
    mentions: list[Mention] = []
    i = 0
    words = [token.text for token in doc]
    while i < len(words):
        for n in (5, 4, 3, 2, 1):
            hit = states.get(tuple(words[i : i + n]))
            if hit:
                iso, kind = hit
                if kind != "demonym" and i + n < len(doc) and doc[i + n].tag_ == "POS":
                    kind = "possessive"
                actors.setdefault(iso, Actor(iso, country_name[iso], "state", iso, ""))
                mentions.append(Mention(i, i + n, i + n - 1, iso, kind))
                i += n
                break
        else:
            i += 1
    short: dict[str, str] = {}
    for ent in doc.ents:
        if ent.label_ not in ("PERSON", "ORG") or not ent.text[:1].isupper() or not slug(ent.text):
            continue
        words_of = [t.text for t in ent if t.tag_ != "POS"]
        if not words_of:
            continue
        name = " ".join(words_of)
        if any(m.start < ent.end and ent.start < m.end for m in mentions):
            continue
        ident = short.get(name) or slug(name)
        if not ident:
            continue
        if ent.label_ == "PERSON":
            short.setdefault(words_of[-1], ident)
        end = ent.start + len(words_of)
        actors.setdefault(ident, Actor(ident, name, "person" if ent.label_ == "PERSON" else "organisation"))
        mentions.append(Mention(ent.start, end, end - 1, ident, "name" if len(words_of) > 1 else "short"))
    return cast_of(actors.values(), mentions)
