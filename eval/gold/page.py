"""An HTML page of every miss and false alarm in its sentence. It holds text of the reports: never commit it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

from eval.gold.reports import sentences
from eval.gold.score import Scored, at

STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "mark{background:#ffd54a}dt{font-weight:600;margin-top:.6rem}dd{margin:0 0 .3rem}nav a{margin-right:1rem}"
)


def sentence_of(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The sentences around some stretches, these marked."""
    if not spans:
        return ""
    marks = sentences(text)
    inside = [(s, e) for s, e in sorted(spans)]
    first, last = at(marks, inside[0][0]), at(marks, max(e for _, e in inside) - 1)
    start, end = marks[min(first, len(marks) - 1)][0], marks[min(last, len(marks) - 1)][1]
    out, here = [], start
    for s, e in inside:
        s = max(s, here)
        if s < e:
            out += [escape(text[here:s]), "<mark>", escape(text[s:e]), "</mark>"]
            here = e
    return "".join([*out, escape(text[here:end])])


def page(scored: Sequence[Scored], texts: Mapping[str, str]) -> str:
    """The whole page, by sort of mistake."""
    faults = sorted(((what, s.id, x) for s in scored for what, x in s.faults), key=lambda f: f[0])
    groups = [(what, list(items)) for what, items in groupby(faults, key=lambda f: f[0])]
    out = [
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Mistakes</title><style>{STYLE}</style><h1>Mistakes</h1><nav>"
    ]
    out += [f'<a href="#{n}">{escape(what)} {len(items)}</a>' for n, (what, items) in enumerate(groups)]
    out.append("</nav>")
    for n, (what, items) in enumerate(groups):
        out.append(f'<h2 id="{n}">{escape(what)} ({len(items)})</h2><dl>')
        for _, id, x in items:
            out.append(
                f"<dt>{escape(str(x['about']))} <small>{escape(id)}</small></dt><dd>{sentence_of(texts[id], x['spans'])}</dd>"
            )
        out.append("</dl>")
    return "".join([*out, "</html>\n"])
