"""Stage 1 by the tagger: its stretches as attributions, with what the rules know of the same cue; the rules fill its gaps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.data import table
from onrecord.language import Document
from onrecord.language.tagger import Marks, Stretch, stretches
from onrecord.statements.attribution import Attribution, Range, Ranges, inside, overlap, ranges, size
from onrecord.statements.candidates import silent
from onrecord.statements.direct import is_stitched
from onrecord.statements.lexicon import Use, Uses, lexicon
from onrecord.statements.phrases import source_words, subject
from onrecord.statements.speech import whole

NEAR = 60
"""Characters between the piece a stretch points to and a cue for the two to be one."""
FAR = 600
"""Characters between a content and the cue it points to: about a long paragraph of news."""
GAP = 6
"""Characters between two contents that are one: marks, spaces and a line break."""
MARKS = " \n\t.\"“”„‟«»'’‘"
SURE = 0.5
"""Mean probability a stretch needs: of .4, .5, .6 and .7 on half of PolNeAR dev, .4 and .5 gave the best whole statements, .5
the better exact stretches."""
HIGH = 0.6
"""Mean probability of a content that no rule and no marks support: of .4, .6, .75 and .85 on PolNeAR dev and our tune part, .6
lost no more precision than it won recall."""
SENTENCE = 5
"""Tokens of a quotation without a cue that may be a sentence, its marks included."""
STANCES = frozenset({"passive", "tail", "noun", "cue noun"})
"""Rules that take the words of another statement as their content: 'a claim dismissed by inspectors'."""
ASSERT = Use("clause", "assert")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("cues")["statements"]["words"][name])


@dataclass(slots=True)
class _Group:
    """A cue with what points to it."""

    cue: Stretch | None
    sources: list[Stretch] = field(default_factory=list)
    contents: list[Stretch] = field(default_factory=list)


def tagged(document: Document, marks: Marks, by_rule: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Attributions of the tagger, each with frame, hearer and target of the rule that has the same cue; then the rules' own.

    A rule's find that the tagger has not stands where its cue lies inside a tagged content (the tagger knows outermost
    statements only), or where no tagged statement shares its words.
    """
    words, rules = lexicon(), _Rules(by_rule)
    sure = [a for a in by_rule if a.rule in ("direct", "direct alone")] if is_stitched(document) else []
    made = list(sure)
    for group in _groups(document, [stretch for stretch in stretches(marks) if stretch.score >= SURE]):
        found = _attribution(document, group, rules, words)
        if (
            found is not None
            and _is_backed(document, group, found, rules)
            and _is_said(document, found)
            and not any(overlap(found.content, a.content) for a in sure)
        ):
            made.append(found)
    made = whole(document, made)
    tagged_only = tuple(made)
    for rule in by_rule:
        inner = _inner(rule, tagged_only)
        if rule.cue_at is not None and _is_unsaid(document.doc[rule.cue_at], document.doc[rule.content[0][0]]):
            continue
        if inner is not None and _stands(inner, tagged_only):
            made.append(inner)
    return tuple(sorted(made, key=lambda a: (min(s for s, _ in (*a.cue, *a.content)), size(a.content))))


def _is_backed(document: Document, group: _Group, found: Attribution, rules: _Rules) -> bool:
    """Is there more than the tagger's guess: a rule with the same cue, quotation marks, or a source and high probability?"""
    if rules.of(found.cue, found.content) is not None or any(document.cleaned.is_quoted(s.start) for s in group.contents):
        return True
    return bool(found.source) and min(s.score for s in group.contents) >= HIGH


def _is_said(document: Document, found: Attribution) -> bool:
    """Is something said? Not 'did not say whether', not 'would have condemned', not words in marks that are no sentence."""
    doc = document.doc
    if found.cue_at is None:
        start, end = max(found.content, key=_length)
        is_sentence = end - start >= SENTENCE and any(t.pos_ in ("VERB", "AUX") for t in doc[start:end])
        return is_sentence and document.cleaned.is_quoted(doc[start].idx)
    cue = doc[found.cue_at]
    if _is_topic(document, found) or _is_unsaid(cue, doc[found.content[0][0]]):
        return False
    parts = {part.lower_ for part in cue.children if part.dep_ == "aux"}
    if {"would", "have"} <= parts or ("have" in parts and "could" in parts):
        return False
    return not (found.is_negated and cue.lemma_.lower() in silent())


def _groups(document: Document, found: Sequence[Stretch]) -> Iterator[_Group]:
    """Cues with the sources and contents that point to them; contents that point nowhere stand alone."""
    cues = sorted((s for s in found if s.role == "cue"), key=lambda s: s.start)
    starts = [cue.start for cue in cues]
    groups = [_Group(cue) for cue in cues]
    joints, is_cut = _joints(document), is_stitched(document)
    loose: list[_Group] = []
    last: tuple[_Group, int] | None = None
    for stretch in found:
        if stretch.role == "cue":
            last = None
            continue
        k = _nearest(starts, stretch.cue)
        if k is None or not _reaches(stretch, cues[k], joints, is_cut=is_cut):
            k = _beside(stretch, cues, starts) if stretch.role == "content" and stretch.cue is not None else None
        if k is not None and _reaches(stretch, cues[k], joints, is_cut=is_cut):
            (groups[k].sources if stretch.role == "source" else groups[k].contents).append(stretch)
            last = (groups[k], stretch.end) if stretch.role == "content" else last
        elif stretch.role == "content":
            if last is not None and not is_cut and _goes_on(document, last[1], stretch.start):
                last[0].contents.append(stretch)
            else:
                loose.append(_Group(None, [], [stretch]))
            last = (last[0] if last is not None and last[0].contents[-1] is stretch else loose[-1], stretch.end)
    yield from (group for group in groups if group.contents)
    yield from loose


def _goes_on(document: Document, end: int, start: int) -> bool:
    """Is there nothing but marks and spaces between two contents, both between quotation marks?"""
    if start - end > GAP or document.text[end:start].strip(MARKS):
        return False
    return document.cleaned.is_quoted(max(0, end - 1)) and document.cleaned.is_quoted(start)


def _joints(document: Document) -> list[int]:
    """Where spaces between sentences were lost, or a stitched page was glued."""
    cleaned = document.cleaned
    return [at for at in cleaned.breaks if 0 < at <= len(cleaned.text) and cleaned.starts[at - 1] == cleaned.ends[at - 1]]


def _reaches(stretch: Stretch, cue: Stretch, joints: Sequence[int], *, is_cut: bool) -> bool:
    """May the two belong together? Not over a joint from a cue that comes after; over none at all in a stitched page."""
    first, last = (stretch, cue) if stretch.start < cue.start else (cue, stretch)
    if last.start - first.end > FAR:
        return False
    is_joined = bisect_right(joints, last.start) == bisect_left(joints, first.end)
    return is_joined or not (is_cut or last is cue)


def _nearest(starts: Sequence[int], at: int | None) -> int | None:
    if at is None or not starts:
        return None
    k = bisect_left(starts, at)
    best = min((j for j in (k - 1, k) if 0 <= j < len(starts)), key=lambda j: abs(starts[j] - at))
    return best if abs(starts[best] - at) <= NEAR else None


def _beside(stretch: Stretch, cues: Sequence[Stretch], starts: Sequence[int]) -> int | None:
    """The cue right before or right after a content whose pointer leads to none."""
    k = bisect_left(starts, stretch.start)
    near = [j for j in (k - 1, k) if 0 <= j < len(cues)]

    def gap(j: int) -> int:
        return max(stretch.start - cues[j].end, cues[j].start - stretch.end)

    best = min(near, key=gap, default=None)
    return best if best is not None and gap(best) <= NEAR else None


def _attribution(document: Document, group: _Group, rules: _Rules, words: Mapping[str, Uses]) -> Attribution | None:
    doc = document.doc
    content = _ranges(doc, group.contents)
    if not content:
        return None
    cue = _ranges(doc, [group.cue] if group.cue else [])
    source = _ranges(doc, group.sources)
    content = rules.without_stance(cue, content)
    if cue and not any(document.cleaned.is_quoted(doc[start].idx) for start, _ in content):
        content = _one_sentence(doc, cue, content)
    if cue and len(content) > 1:
        content = _in_reach(document, cue, content)
    known = rules.of(cue, content)
    if known is not None:
        cue, source = cue or known.cue, source or known.source
    if overlap(content, cue) or overlap(content, source):  # nobody says the words that say who says them
        content = known.content if known is not None else _after(content, (*cue, *source))
        if not content:
            return None
    body = _head(doc, content)
    if known is not None:
        if size(source) < overlap(source, known.source) + size(known.source) and size(source) == overlap(source, known.source):
            source = known.source  # 'Germany, France and Italy', of which the tagger marked two
        source_at = _head(doc, source).i if source else known.source_at
        if rules.has_second(known, content):
            content = known.content
        return replace(known, content=content, cue=cue, source=source, source_at=source_at, content_at=body.i)
    head = _head(doc, cue) if cue else None
    if not source and head is not None:
        source = _subject(head, content)
    is_quoted = any(doc[start].is_quote and document.cleaned.is_quoted(doc[start].idx) for start, _ in content)
    return Attribution(
        "direct alone" if head is None else "direct" if is_quoted else "clause",
        content,
        cue,
        source,
        _use(doc, cue, body, words) if head is not None else None,
        head.i if head is not None else None,
        body.i,
        _head(doc, source).i if source else None,
        is_negated=head is not None and any(part.dep_ == "neg" for part in head.children),
    )


def _is_unsaid(cue: Token, first: Token) -> bool:
    """'She realised that …' is no speech, 'rebels backed by Ankara' no statement, 'declined to comment' says nothing."""
    word = cue.lemma_.lower()
    if word == "back" and cue.tag_ == "VBN" and cue.dep_ in ("acl", "amod"):
        return True
    if word in ("decline", "refuse") and any(t.lemma_.lower() == "comment" for t in cue.doc[cue.i + 1 : cue.i + 4]):
        return True
    return word in _words("unsaid") and not first.is_quote


def _is_topic(document: Document, found: Attribution) -> bool:
    """'comments on the start of the mission', 'an overview of the campaign': what was spoken of, not what was said of it."""
    doc = document.doc
    start, end = found.content[0]
    last = doc[found.cue[-1][1] - 1]
    before = doc[start] if doc[start].lower_ in ("on", "of", "about") else last
    if before.lower_ not in ("on", "of", "about") or document.cleaned.is_quoted(doc[start].idx):
        return False
    is_topic_word = any(doc[i].lemma_.lower() in _words("topics") for i in _tokens(found.cue))
    return is_topic_word and not any(t.pos_ in ("VERB", "AUX") and t.dep_ in ("ROOT", "ccomp", "xcomp") for t in doc[start:end])


def _one_sentence(doc: Doc, cue: Ranges, content: Ranges) -> Ranges:
    """Words without marks before a cue that comes last belong to it from the start of its sentence on.

    'Paris accused the army. Rome plans a visit, officials said.': the officials said the second alone.
    """
    start = doc[cue[0][0]].sent.start
    if not (content[0][0] < start < content[-1][1] <= cue[0][0]):
        return content
    return ranges(i for i in _tokens(content) if i >= start)


def _in_reach(document: Document, cue: Ranges, content: Ranges) -> Ranges:
    """Of several stretches, those in the sentence of the cue and those between marks; all where none is.

    'Rome called for an inquiry. The raid …, officials said': the raid is not what Rome called for.
    """
    doc = document.doc
    sentence = doc[cue[0][0]].sent
    near = tuple(
        (start, end)
        for start, end in content
        if document.cleaned.is_quoted(doc[start].idx) or (start < sentence.end and sentence.start < end)
    )
    return near or content


def _after(content: Ranges, taken: Ranges) -> Ranges:
    """The part of a content behind its own source and cue."""
    last = max(end for _, end in taken)
    return ranges(i for i in _tokens(content) if i >= last)


def _subject(cue: Token, content: Ranges) -> Ranges:
    """Whose verb the cue is, where the tagger marked nobody: 'he announced a plan and said …' has one source for two cues."""
    holder = subject(cue) if cue.pos_ in ("VERB", "AUX") else None
    if holder is None or inside(holder.i, content) or holder.lower_ in ("it", "there", "that", "which", "what", "this"):
        return ()
    return source_words(holder)


class _Rules:
    """The rules' finds, by cue and by content."""

    def __init__(self, found: Sequence[Attribution]) -> None:
        self.by_cue: dict[int, list[Attribution]] = {}
        self.by_word: dict[int, list[Attribution]] = {}
        for attribution in found:
            for i in _tokens(attribution.cue):
                self.by_cue.setdefault(i, []).append(attribution)
            if attribution.cue:
                for i in _tokens(attribution.content):
                    self.by_word.setdefault(i, []).append(attribution)

    def without_stance(self, cue: Ranges, content: Ranges) -> Ranges:
        """Content without the stance that others take on the whole of it.

        'The ministry's claim that the depot held grain was dismissed': the claim does not take in its dismissal.
        """
        for i in _tokens(content):
            for stance in self.by_cue.get(i, ()):
                if stance.rule in STANCES and cue and size(cue) == overlap(cue, stance.content):
                    return ranges(k for k in _tokens(content) if inside(k, stance.content)) or content
        return content

    def has_second(self, known: Attribution, content: Ranges) -> bool:
        """Does the tagged content run on over a second cue of the same source? 'demanded that … and called for …'"""
        return known.source_at is not None and any(
            other.source_at == known.source_at and other.cue_at != known.cue_at
            for i in _tokens(content)
            if not inside(i, known.content)
            for other in self.by_cue.get(i, ())
        )

    def of(self, cue: Ranges, content: Ranges) -> Attribution | None:
        """The find with the same cue and some of the content; with no cue, the one with most of the content."""
        if cue:
            near = [a for i in _tokens(cue) for a in self.by_cue.get(i, ()) if overlap(a.content, content)]
            return near[0] if near else None
        start, end = content[0]
        for attribution in self.by_word.get((start + end) // 2, ()):
            shared = overlap(attribution.content, content)
            if 2 * shared >= max(size(content), size(attribution.content)):
                return attribution
        return None


def _use(doc: Doc, cue: Ranges, body: Token | None, words: Mapping[str, Uses]) -> Use:
    """How the cue takes its content: by the first of its words the lexicon knows, in the frame that fits the content."""
    for i in _tokens(cue):
        uses = words.get(doc[i].lemma_.lower())
        if not uses:
            continue
        is_clause = body is not None and body.pos_ in ("VERB", "AUX")
        order = (
            ("clause", "infinitive", "hearer", "gerund")
            if is_clause
            else ("object", "phrase", "preposition", "label", "noun", "clause")
        )
        frame = next((name for name in order if name in uses), next(iter(uses)))
        return uses[frame][0]
    return ASSERT


def _inner(rule: Attribution, made: Sequence[Attribution]) -> Attribution | None:
    """A rule's find told within a tagged statement ends where that statement ends; None where nothing of it is left."""
    for other in made:
        if rule.cue and size(rule.cue) == overlap(rule.cue, other.content) and overlap(rule.content, other.content):
            inner = ranges(i for i in _tokens(rule.content) if inside(i, other.content))
            return replace(rule, content=inner) if inner else None
    return rule


def _stands(rule: Attribution, made: Sequence[Attribution]) -> bool:
    """Does a rule's find stand beside the tagger's?"""
    for other in made:
        if rule.cue and (overlap(rule.cue, other.cue) or overlap(rule.cue, other.source)):
            return rule.rule in STANCES and not overlap(rule.cue, other.cue)
        if rule.cue and size(rule.cue) == overlap(rule.cue, other.content):
            return size(rule.content) < size(other.content)
    return rule.rule in STANCES or not any(overlap(rule.content, other.content) for other in made)


def _ranges(doc: Doc, found: Sequence[Stretch]) -> Ranges:
    """Stretches of characters as ranges of tokens."""
    indices: set[int] = set()
    for stretch in found:
        span = doc.char_span(stretch.start, stretch.end, alignment_mode="expand")
        if span is not None:
            indices.update(range(span.start, span.end))
    return ranges(indices)


def _tokens(parts: Ranges) -> Iterator[int]:
    return (i for start, end in parts for i in range(start, end))


def _head(doc: Doc, parts: Ranges) -> Token:
    """The token the longest of the ranges hangs on."""
    start, end = max(parts, key=_length)
    root: Token = doc[start:end].root
    return root


def _length(part: Range) -> int:
    return part[1] - part[0]
