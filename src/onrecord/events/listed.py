"""Parties named together: states in one list, also where its commas are lost, and two adjectives before one noun."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.model import Cast, Mention

_BETWEEN = frozenset((",", "and", "&", "the"))


def shared(noun: Token, cast: Cast) -> Mention | None:
    """The one named first before a noun that two share: 'Syrian and Russian jets', 'the Iraqi and Kurdish forces'."""
    own = cast.headed(noun.i)
    if own is None or own.end - own.start < 2:
        return None
    doc, at = noun.doc, own.start
    if at < 2 or doc[at - 1].lower_ != "and" or doc[at].tag_ not in ("JJ", "NNP", "NN"):
        return None
    before = next((m for m in cast.covering(at - 2) if m.end == at - 1 and m.kind in ("demonym", "name", "role")), None)
    if before is None or before.actor == own.actor or doc[before.head].dep_ in ("nsubj", "nsubjpass", "dobj", "pobj"):
        return None
    if before.kind == "name" and not doc[before.head].text.isupper():
        return None  # 'US and Russian troops', but 'Syria and Russian troops' are two
    return before


def listed(span: tuple[int, int], doc: Doc, cast: Cast) -> list[Mention]:
    """The states that stand in one list with the one at the span: 'by Turkey, Russia and Iran', 'Turkey Russia and Iran'."""
    start, end = span
    own = next((m for m in cast.covering(start) if (m.start, m.end) == (start, end) and _is_state_name(m, cast)), None)
    if own is None:
        return _of_each(span, doc, cast)
    chain = [own]
    while (following := _neighbour(chain[-1].end, doc, cast, 1)) is not None:
        chain.append(following)
    while (leading := _neighbour(chain[0].start - 1, doc, cast, -1)) is not None:
        chain.insert(0, leading)
    if len(chain) < 2 or not any(t.lower_ in ("and", "&") for t in doc[chain[-2].end : chain[-1].start]):
        return []
    return chain


def _of_each(span: tuple[int, int], doc: Doc, cast: Cast) -> list[Mention]:
    """The other states whose people a plural names: 'the leaders of Russia, Iran and Turkey', 'troops from Chad and Niger'."""
    start, end = span
    if end - start < 2 or doc[start:end].root.tag_ not in ("NNS", "NNPS"):
        return []
    if not any(t.lower_ in ("of", "from") for t in doc[start:end]):
        return []
    found: list[Mention] = []
    while (following := _neighbour(found[-1].end if found else end, doc, cast, 1)) is not None:
        found.append(following)
    last = doc[(found[-2].end if len(found) > 1 else end) : found[-1].start] if found else ()
    return found if any(t.lower_ in ("and", "&") for t in last) else []


def _neighbour(at: int, doc: Doc, cast: Cast, step: int) -> Mention | None:
    """The state's name next in a list from that token on, forwards or backwards."""
    for _ in range(3):
        if not 0 <= at < len(doc):
            return None
        for mention in cast.covering(at):
            if _is_state_name(mention, cast) and at == (mention.start if step > 0 else mention.end - 1):
                return mention
        if doc[at].lower_ not in _BETWEEN:
            return None
        at += step
    return None


def _is_state_name(mention: Mention, cast: Cast) -> bool:
    actor = cast.actors.get(mention.actor)
    return actor is not None and actor.kind == "state" and mention.kind == "name"
