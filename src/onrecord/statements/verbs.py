"""Candidates from verbs: small generators, one a frame, each with its example sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from spacy.tokens import Token

from onrecord.data import table
from onrecord.statements.attribution import Attribution, ranges, subtree
from onrecord.statements.lexicon import Use, Uses
from onrecord.statements.phrases import SUBJECTS, agent, child, cue_words, is_passive, source_words, subject

_INTENT = frozenset(
    {"refuse", "decline", "vow", "pledge", "promise", "agree", "threaten", "want", "plan", "hope", "ask", "intend", "fail"}
)
_TAILS = frozenset({"for", "as", "of", "over", "with", "to", "on", "about", "in", "against", "from"})


def verb_attributions(verb: Token, uses: Uses) -> Iterator[Attribution]:
    """The attribution of one cue verb: the first frame that fits; none where the saying itself is only wished or supposed."""
    if _is_unsaid(verb):
        return
    frames = _PASSIVE if is_passive(verb) else _ACTIVE
    for frame in frames:
        for found in frame(verb, uses):
            yield found
            return


def _is_unsaid(verb: Token) -> bool:
    """'would have condemned', 'asked Brandt to request', 'if he says': nobody has said it."""
    auxiliaries = {part.lower_ for part in verb.lefts if part.dep_ == "aux"}
    if "have" in auxiliaries and auxiliaries & {"would", "could", "should", "might"}:
        return True
    if (
        verb.dep_ == "xcomp"
        and "to" in auxiliaries
        and child(verb.head, "dobj") is not None
        and verb.head.lemma_ not in ("promise", "use", "take")
    ):
        return True
    if verb.dep_ == "xcomp" and "to" in auxiliaries and verb.head.lemma_ in _INTENT:
        return True
    return verb.dep_ == "advcl" and any(part.dep_ == "mark" and part.lower_ in ("if", "unless") for part in verb.lefts)


def _made(
    rule: str,
    use: Use,
    verb: Token,
    source: Token | None,
    content: set[int],
    at: Token,
    *cue: Token,
    hearer: Token | None = None,
    target: Token | None = None,
) -> Attribution:
    cues = cue_words(verb, *cue)
    taken = {i for start, end in cues for i in range(start, end)}
    words = source_words(source, verb) if source is not None else ()
    if source is not None and not (source.left_edge.i <= at.i <= source.right_edge.i):
        taken.update(range(source.left_edge.i, source.right_edge.i + 1))
    return Attribution(
        rule,
        ranges(content - taken),
        cues,
        words,
        use,
        verb.i,
        at.i,
        source.i if source is not None else None,
        hearer.i if hearer is not None else None,
        target.i if target is not None else None,
    )


def _is_infinitive(clause: Token) -> bool:
    return any(part.dep_ == "aux" and part.tag_ == "TO" for part in clause.lefts)


def _is_finite(clause: Token) -> bool:
    if clause.tag_ in ("VBD", "VBP", "VBZ", "MD"):
        return True
    return any(part.dep_ in ("aux", "auxpass", "cop") and part.tag_ in ("VBD", "VBP", "VBZ", "MD") for part in clause.children)


def _hearer(verb: Token) -> Token | None:
    """'told reporters', 'said to the council'."""
    person = child(verb, "dobj", "dative")
    if person is not None:
        return child(person, "pobj") if person.pos_ == "ADP" else person
    for part in verb.children:
        if part.dep_ == "prep" and part.lower_ == "to":
            return child(part, "pobj")
    return None


def hearer_clause(verb: Token, uses: Uses) -> Iterator[Attribution]:
    # 'Brandt told reporters that the envoy had left.'
    if "hearer" not in uses:
        return
    person = child(verb, "dobj", "dative")
    clause = child(verb, "ccomp")
    if clause is None or (person is None and verb.lemma_ != "ask" and "clause" in uses):
        return
    if person is None and clause.dep_ == "ccomp" and child(clause, "nsubj") is not None and _is_infinitive(clause):
        return  # 'told him to go' with 'him' as the clause's subject: the urge frame
    use = uses["hearer"][0]
    yield _made("hearer", use, verb, subject(verb), subtree(clause), clause, hearer=_hearer(verb))


def urge(verb: Token, uses: Uses) -> Iterator[Attribution]:
    # 'Paris urged the rebels to leave the town.'
    if "urge" not in uses:
        return
    use = uses["urge"][0]
    person, clause = child(verb, "dobj"), child(verb, "xcomp")
    if person is not None and clause is not None and _is_infinitive(clause):
        yield _made("urge", use, verb, subject(verb), subtree(person) | subtree(clause), clause, hearer=person, target=person)
        return
    small = child(verb, "ccomp")
    if small is not None and _is_infinitive(small):
        person = child(small, "nsubj", "nsubjpass")
        if person is not None:
            yield _made("urge", use, verb, subject(verb), subtree(small), small, hearer=person, target=person)


def clause(verb: Token, uses: Uses) -> Iterator[Attribution]:
    # 'Orlov said the council had been rushed.' / 'The council had been rushed, Orlov said.'
    if "clause" not in uses:
        return
    parts = [part for part in verb.children if part.dep_ == "ccomp"]
    if "label" in uses or verb.lemma_ in ("find", "hold", "report"):  # 'finds it hard': no clause of its own
        parts = [part for part in parts if _is_finite(part) or _is_infinitive(part)]
    if not parts:
        return
    main = parts[-1]
    content = set().union(*(subtree(part) for part in parts)) | (_trailing(verb, main) if main.i > verb.i else set())
    yield _made("clause", uses["clause"][0], verb, subject(verb), content, main, hearer=_hearer(verb))


def _trailing(verb: Token, clause: Token) -> set[int]:
    """What the parse hangs on the cue but the reader takes with the clause: '… said he left on Monday in a huff'."""
    more: set[int] = set()
    end = clause.right_edge.i
    for part in verb.rights:
        if (
            part.left_edge.i == end + 1
            and part.dep_ in ("prep", "npadvmod", "advmod", "xcomp", "dobj", "dative", "prt")
            and part.i > clause.i
        ):
            more |= subtree(part)
            end = part.right_edge.i
        elif (
            part.dep_ == "conj"
            and child(part, "nsubj") is None
            and any(a.lower_ in ("would", "could") for a in part.lefts if a.dep_ == "aux")
        ):
            more |= set(range(end + 1, part.right_edge.i + 1))  # 'said she was tired and would go home'
            end = part.right_edge.i
    return more


def gerund(verb: Token, uses: Uses) -> Iterator[Attribution]:
    # 'The company denied having sold the parts.'
    if "gerund" not in uses:
        return
    part = child(verb, "xcomp")
    if part is not None and not _is_infinitive(part) and (part.tag_ == "VBG" or child(part, "aux") is not None):
        yield _made("gerund", uses["gerund"][0], verb, subject(verb), subtree(part), part)


def infinitive(verb: Token, uses: Uses) -> Iterator[Attribution]:
    # 'Ankara vowed to answer.'
    if "infinitive" not in uses:
        return
    part = child(verb, "xcomp")
    if part is None:
        part = child(verb, "ccomp")
    if part is not None and _is_infinitive(part):
        yield _made("infinitive", uses["infinitive"][0], verb, subject(verb), subtree(part), part)


def phrase(verb: Token, uses: Uses) -> Iterator[Attribution]:
    # 'Ankara accused the rebels of shelling the crossing.'
    if "phrase" not in uses:
        return
    thing = child(verb, "dobj")
    if thing is None:
        return
    for use in uses["phrase"]:
        for owner in (verb, thing):
            for part in owner.rights:
                if part.dep_ == "prep" and part.lower_ in use.prepositions and part.i > thing.i:
                    content = subtree(thing) | subtree(part)
                    yield _made("phrase", use, verb, subject(verb), content, thing, target=thing)
                    return


def label(verb: Token, uses: Uses) -> Iterator[Attribution]:
    # 'The envoy called the vote a farce.' / 'branding the strike “illegal”'
    if "label" not in uses:
        return
    use = uses["label"][0]
    thing, name = child(verb, "dobj"), child(verb, "oprd")
    if thing is not None and name is not None:
        yield _made("label", use, verb, subject(verb), subtree(thing) | subtree(name), thing, target=thing)
        return
    if thing is not None and any(part.dep_ in ("amod", "acl", "appos") for part in thing.rights):
        yield _made("label", use, verb, subject(verb), subtree(thing), thing, target=thing)
        return
    small = child(verb, "ccomp", "xcomp")
    if small is not None and not _is_infinitive(small) and not _is_finite(small):
        thing = child(small, "nsubj", "nsubjpass")
        if thing is not None:
            yield _made("label", use, verb, subject(verb), subtree(small), small, target=thing)


def preposition(verb: Token, uses: Uses) -> Iterator[Attribution]:
    # 'Paris called for an emergency session.'
    for use in uses.get("preposition", ()):
        for part in verb.rights:
            if part.dep_ != "prep" or part.lower_ not in use.prepositions:
                continue
            thing = child(part, "pobj", "pcomp")
            if thing is None or (thing.ent_type_ in ("DATE", "TIME") and use.kind != "warn"):
                continue  # 'spoke on Monday'
            content = subtree(thing)
            task = child(verb, "xcomp", "advcl")
            if part.lower_ in ("on", "upon", "to") and use.kind == "demand" and task is not None and _is_infinitive(task):
                content |= subtree(task)  # 'called on Moscow to stop'
            yield _made(
                "preposition", use, verb, subject(verb), content, thing, part, target=thing if use.kind == "demand" else None
            )
            return


def object_(verb: Token, uses: Uses) -> Iterator[Attribution]:
    # 'London rejected the offer.' / 'Orlov blasted claims that the depot was empty.'
    if "object" not in uses:
        return
    thing = child(verb, "dobj")
    if thing is None or thing.dep_ in SUBJECTS:
        return
    if verb.lemma_ == "deny" and thing.lemma_.lower() not in _deniable():
        return  # 'denied them identity papers'
    content = subtree(thing)
    for part in verb.rights:
        if (
            part.i > thing.i
            and part.dep_ in ("prep", "dative")
            and part.lower_ in _TAILS
            and part.left_edge.i == max(content) + 1
        ) or (part.dep_ == "xcomp" and part.left_edge.i == max(content) + 1):
            content |= subtree(part)
    yield _made("object", uses["object"][0], verb, subject(verb), content, thing, target=thing)


@cache
def _deniable() -> frozenset[str]:
    return frozenset(table("cues")["statements"]["words"]["deniable"])


def parenthetical(verb: Token, uses: Uses) -> Iterator[Attribution]:
    # 'The council, Orlov said, had been rushed.' / 'As Orlov put it, the vote came early.'
    if "clause" not in uses or verb.dep_ not in ("parataxis", "dep", "advcl", "ccomp", "conj"):
        return
    head = verb.head
    own = child(verb, "nsubj")
    if own is None or head.pos_ not in ("VERB", "AUX") or child(verb, "dobj", "ccomp", "xcomp") is not None:
        return
    mark = child(verb, "mark")
    first = verb.left_edge
    before = verb.doc[first.i - 1] if first.i else None
    is_set_off = any(t is not None and t.text in (",", "—", "–", "”", '"') for t in (first, before))
    if not (
        (mark is not None and mark.lower_ == "as") or (mark is None and is_set_off and verb.dep_ in ("parataxis", "ccomp", "dep"))
    ):
        return
    content = subtree(head, (verb,))
    yield _made("parenthetical", uses["clause"][0], verb, own, content, head)


def passive_clause(verb: Token, uses: Uses) -> Iterator[Attribution]:
    # 'It was alleged that gas had been used.' / 'Reporters were told that the road was open.'
    if not ({"clause", "hearer"} & uses.keys()):
        return
    part = child(verb, "ccomp", "csubjpass")
    if part is None:
        return
    own = child(verb, "nsubjpass", "nsubj")
    use = (uses.get("clause") or uses["hearer"])[0]
    hearer = own if own is not None and own.lower_ not in ("it", "there") else None
    yield _made("passive clause", use, verb, agent(verb), subtree(part), part, hearer=hearer)


def passive_infinitive(verb: Token, uses: Uses) -> Iterator[Attribution]:
    # 'The site is believed to have been cleaned.'
    if not ({"clause", "urge", "infinitive"} & uses.keys()):
        return
    own, part = child(verb, "nsubjpass"), child(verb, "xcomp")
    if own is None or part is None or not _is_infinitive(part):
        return
    use = (uses.get("urge") or uses.get("clause") or uses["infinitive"])[0]
    if use.frame == "urge" and any(left.lower_ in ("will", "may", "can", "should", "must") for left in verb.lefts):
        return  # 'callers will be asked to wait'
    content = (
        subtree(part)
        if own.lower_ == "it" and verb.lemma_ in ("recommend", "advise", "suggest", "propose")
        else subtree(own) | subtree(part)
    )
    yield _made("passive infinitive", use, verb, agent(verb), content, part, target=own)


def passive_thing(verb: Token, uses: Uses) -> Iterator[Attribution]:
    # 'The rebels were accused of shelling.' / '…, a theory rejected by London and its partners.'
    own = child(verb, "nsubjpass")
    if own is not None:
        content = subtree(own)
        reduced = child(own, "acl")
        if verb.dep_ == "acl" and verb.head.pos_ == "NOUN" and reduced is not None and reduced.tag_ == "VBD":
            # 'The claim that the silo held grain was dismissed'
            content = set(range(verb.head.left_edge.i, reduced.right_edge.i + 1))
    elif verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        own = verb.head
        content = set(range(own.left_edge.i, verb.left_edge.i))
    else:
        return
    by = agent(verb)
    for name in ("phrase", "label"):
        for use in uses.get(name, ()):
            for part in verb.rights:
                if by is None and verb.lemma_ in ("know", "charge", "see", "name", "list", "cast", "present", "identify"):
                    continue  # 'also known as', 'charged with guarding'
                if name == "label" and verb.lemma_ in ("call", "name", "dub") and by is None:
                    continue  # 'a firm called …'
                if (part.dep_ == "prep" and part.lower_ in use.prepositions) or (name == "label" and part.dep_ == "oprd"):
                    yield _made("passive", use, verb, by, content | subtree(part), own, target=own)
                    return
    if "object" in uses and by is not None:
        yield _made("passive", uses["object"][0], verb, by, content, own, target=own)


_ACTIVE: tuple[Callable[[Token, Uses], Iterator[Attribution]], ...] = (
    hearer_clause,
    urge,
    clause,
    gerund,
    infinitive,
    phrase,
    label,
    preposition,
    object_,
    parenthetical,
)
_PASSIVE: tuple[Callable[[Token, Uses], Iterator[Attribution]], ...] = (
    passive_clause,
    passive_infinitive,
    passive_thing,
    parenthetical,
)
