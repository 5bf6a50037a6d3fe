"""The plain rule: a verb of saying, its subject and its clausal complement, by spaCy's parse.

What anybody has after an hour; set beside the statements room by `python -m bench`. The words were written down before it was
scored, and never tuned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Attribution = dict[str, list[list[int]]]
"""source, cue, content → stretches of characters [start, end), as the scorer of ../shared reads them."""

SAYING = frozenset(
    """accuse acknowledge add admit agree allege announce answer argue ask assert believe blame boast call charge claim comment
    complain concede conclude confirm contend declare decline demand deny describe disclose emphasize estimate expect explain
    fear find hope indicate insist know maintain mention note observe order pledge predict promise propose protest read reaffirm
    recall recommend refuse reiterate remark repeat reply report respond reveal say show state stress suggest suspect swear tell
    testify think threaten urge vow want warn wonder write""".split()
)


def attributions(doc: Doc) -> Iterator[Attribution]:
    """Every 'X said that Y' and 'Y, X said' of a parsed text, in the order of the verbs."""
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_ not in SAYING:
            continue
        # 'The envoy said that the talks had failed.'  'The governor vowed to stay.'
        subject = [t for child in verb.children if child.dep_ == "nsubj" for t in child.subtree]
        content = [t for child in verb.children if child.dep_ in ("ccomp", "xcomp") for t in child.subtree]
        if subject and content:
            cue = [verb, *(child for child in verb.children if child.dep_ in ("aux", "neg", "prt"))]
            yield {"source": stretches(subject), "cue": stretches(cue), "content": stretches(content)}


def stretches(tokens: Iterable[Token]) -> list[list[int]]:
    """Tokens as stretches of characters: neighbours become one."""
    found: list[list[int]] = []
    last = -2
    for token in sorted(tokens, key=lambda t: t.i):
        if token.i == last + 1:
            found[-1][1] = token.idx + len(token)
        else:
            found.append([token.idx, token.idx + len(token)])
        last = token.i
    return found
