"""find_events: triggers, then roles, then status, then setting; each stage stands on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from onrecord.events.acts import BACKED, Acts, judged
from onrecord.events.again import Told, with_earlier
from onrecord.events.clause import NEGATED, clause_status, combine
from onrecord.events.draft import Draft, joined_to_causes, share_doers, told_once
from onrecord.events.grammar import infinitive, lemma, surface_subject, undergoer
from onrecord.events.hang import Setting, clause_words, inner_acts, joined_words, own_words, when, where
from onrecord.events.lexicon import Sense, nouns, stands_for, verbs, words
from onrecord.events.modes import modes
from onrecord.events.near import Near, free_times, opening_times
from onrecord.events.party import Party, Roles
from onrecord.events.roles import find_roles
from onrecord.events.said import Said, acts_of_speech
from onrecord.events.same import together
from onrecord.events.setting import clause_tokens, find_contexts, tolls_of, weapons
from onrecord.events.status import find_status, is_presupposed, is_relative
from onrecord.events.timing import is_future, is_past, newest
from onrecord.events.trigger import Trigger, find_triggers
from onrecord.language import Document
from onrecord.language.tagger import Marks
from onrecord.model import Actor, Cast, Event, Place, PlaceMention, Spans, Statement, Status, TimeMention, TollMention, content_id

_GIVING = frozenset(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"))
_REFUSED_MODE = {"CONSULT": "meet", "RETREAT": "yield", "CONCEDE": "yield", "AID": "assist", "COOPERATE": "assist"}
_SPEECH = frozenset(("REQUEST", "ACCUSE", "THREATEN", "SUPPORT", "REJECT"))
_REACH = 12
"""Tokens after the trigger among which the act it asks for is sought."""
_OFFICIAL = frozenset(("GOV", "MIL", "COP", "LEG", "JUD", "SPY"))


def find_events(
    document: Document,
    cast: Cast,
    statements: Sequence[Statement] = (),
    times: Sequence[TimeMention] = (),
    places: Sequence[PlaceMention] = (),
    tolls: Sequence[TollMention] = (),
    marks: Marks | None = None,
) -> tuple[Event, ...]:
    """The events a report tells of, in the order of their triggers; without the encoder's `marks`, by the rules alone.

    Tokens whose party the cast does not know ("gunmen") stand in the evidence without an id. An event that the
    reporter negates is left out; one that somebody denies has the status "denied".
    """
    doc = document.doc
    triggers = find_triggers(doc)
    drafts = [d for d in (_draft(t, cast) for t in triggers) if d is not None]
    acts = Acts(document, cast, marks) if marks is not None else None
    if acts is not None:
        drafts = judged(drafts, acts, doc, find_status)
    drafts = told_once(joined_to_causes(drafts))
    share_doers(drafts)
    said = Said(document, statements)
    reference = document.report.published or newest(times)
    taken = frozenset(d.trigger.token.i for d in drafts)
    force = frozenset(d.trigger.token.i for d in drafts if d.sense.type == "ASSAULT")
    setting = Setting(doc, times, places, tolls, taken)
    near = Near(document, setting, acts, marks)
    hung = {d.trigger.token.i: _hung(d, setting, taken, force) for d in drafts}
    dates = {i: h[0] for i, h in hung.items()}
    dates |= free_times(doc, times, dates, taken)
    dates |= opening_times(doc, times, dates, taken)
    told = []
    for draft in drafts:
        time, place = dates[draft.trigger.token.i], hung[draft.trigger.token.i][1]
        event = _event(draft, document, cast, near.place(draft.trigger.token, place), time, setting, said, reference, acts)
        if event is not None:
            told.append(Told(event, draft.trigger.token, draft.sense.is_noun and draft.trigger.light is None))
    events = with_earlier(told)
    if acts is None:
        events = _grounded(events)
    else:
        events = together([replace(one, event=event) for one, event in zip(told, events, strict=True)], acts, document)
    quoted = {s.cue[0].start for s in statements if s.cue and s.form != "indirect"}
    for event in acts_of_speech(statements, events, cast):  # words between marks are plain; others need the encoder's backing
        if acts is None or event.trigger[0].start in quoted or acts.backs(document, event):
            events.append(event)
    return tuple(sorted(_once(events), key=lambda e: (e.trigger[0].start, e.trigger[0].end, e.type)))


def _grounded(events: list[Event]) -> list[Event]:
    """Without bare "attacks" in a report that tells of no force anywhere: those are words between politicians."""
    if any(e.type == "ASSAULT" and (e.place or e.tolls or e.modes or e.weapons) for e in events):
        return events
    return [e for e in events if e.type != "ASSAULT" or e.actor or e.recipient_evidence or e.place or e.when or e.tolls]


def _draft(trigger: Trigger, cast: Cast) -> Draft | None:
    """The first sense whose parties fit, with its roles and status."""
    for sense in trigger.senses:
        roles = find_roles(trigger, sense, cast)
        if _fits(trigger, sense, roles, cast):
            return Draft(trigger, sense, roles, find_status(trigger), sense.type)
    return None


def _fits(trigger: Trigger, sense: Sense, roles: Roles, cast: Cast) -> bool:
    actor, recipient = roles.actor, roles.recipient
    if sense.actors_only and not _are_actors(trigger, sense, roles):
        return False
    if sense.needs == "actor" and not actor:
        return False
    if sense.needs == "recipient" and not recipient:
        return False
    if sense.needs == "both" and not ((actor and recipient) or (sense.mutual and len(actor.spans) > 1)):
        return False
    if sense.needs == "any" and not (actor or recipient):
        return False
    heads = {lemma(trigger.token.doc[end - 1]) for _, end in actor.spans}
    subject = surface_subject(trigger.token) if not sense.is_noun else None
    if subject is not None and lemma(subject) in sense.not_subjects:
        return False
    if heads & sense.not_subjects:
        return False
    if sense.subjects and not any(lemma(t) in sense.subjects for s, e in actor.spans for t in trigger.token.doc[s:e]):
        return False
    if sense.swap and sense.type == "SANCTION" and not any(cast.actors[i].kind != "state" for i in actor.ids):
        return False  # 'fled the country' names no cause, 'fled the militia' does
    if sense.forces and not (actor.ids or heads & stands_for()):
        return False
    if sense.official and not any(_is_official(cast.actors.get(i)) for i in actor.ids):
        return False
    if sense.civilian and any(_is_official(cast.actors.get(i)) for i in actor.ids):
        return False
    if sense.type == "ASSAULT" and not sense.is_noun and _is_to_oneself(trigger.token):
        return False
    if sense.verbal and not _is_verbal(trigger.token, roles, cast):
        return False
    if sense.violent and not _is_violent(trigger.token):
        return False
    if not sense.is_noun and not actor and not recipient:
        return False
    if sense.is_noun or sense.violent:
        return True
    return bool(actor) or sense.type in ("COERCE", "SANCTION", "ASSAULT", "AID", "RETREAT", "ACCUSE")


def _are_actors(trigger: Trigger, sense: Sense, roles: Roles) -> bool:
    """Are both sides known actors, or phrases whose noun is one of people and forces?"""
    doc = trigger.token.doc
    known = {m for party in (roles.actor, roles.recipient) for m in party.ids}
    people = [s for party in (roles.actor, roles.recipient) for s in party.spans if lemma(doc[s[1] - 1]) in stands_for()]
    if not known and not people:
        return False
    if sense.mutual:
        return len(roles.actor.spans) > 1 and len(known) + len(people) > 1
    return all(p.ids or any(s in people for s in p.spans) for p in (roles.actor, roles.recipient))


def _is_official(actor: Actor | None) -> bool:
    return actor is not None and (actor.kind == "state" or actor.sector in _OFFICIAL or bool(actor.office))


def _is_to_oneself(verb: Token) -> bool:
    # 'shot himself' is no assault; 'blew himself up' is
    thing = undergoer(verb)
    return thing is not None and thing.lower_.endswith(("self", "selves")) and lemma(verb) not in ("blow", "detonate", "explode")


def _is_verbal(token: Token, roles: Roles, cast: Cast) -> bool:
    """Is an attack one of words: persons and parties in a sentence without force?"""
    actors = [cast.actors[i] for i in roles.actor.ids if i in cast.actors]
    targets = [cast.actors[i] for i in roles.recipient.ids if i in cast.actors]
    if not actors or not targets or any(a.kind != "person" and a.sector not in ("PTY", "JRN") for a in actors):
        return False
    return not any(a.kind == "state" or a.sector in ("MIL", "REB", "UAF") for a in (*actors, *targets)) and not _is_violent(token)


def _is_violent(token: Token) -> bool:
    thing = undergoer(token) if token.pos_ == "VERB" else None
    if thing is not None and lemma(thing) in words("property"):
        return True  # 'Israel struck a depot'
    force = words("violence")
    return any(lemma(t) in force for t in token.sent if t.i != token.i)


def _hung(
    draft: Draft, setting: Setting, taken: frozenset[int], force: frozenset[int]
) -> tuple[TimeMention | None, PlaceMention | None]:
    """The date and the place that hang on the event's words in the parse."""
    trigger = draft.trigger
    own = [*own_words(trigger, draft.also), *inner_acts(trigger, force)]
    hooks, joined = (own, clause_words(trigger, taken, force)), joined_words(trigger)
    return when(setting, hooks, joined, trigger), where(setting, hooks, joined, trigger, draft.sense.type)


def _event(
    draft: Draft,
    document: Document,
    cast: Cast,
    place: Place | None,
    time: TimeMention | None,
    setting: Setting,
    said: Said,
    reference: date | None,
    acts: Acts | None = None,
) -> Event | None:
    trigger, sense, roles = draft.trigger, draft.sense, draft.roles
    token = trigger.token
    near = clause_tokens(trigger)
    statement = said.around(token)
    if statement is not None and sense.type in _SPEECH and statement.speaker in roles.actor.ids:
        statement = None  # the report tells the speaker's own act: 'she spoke of concern as she urged restraint'
    status = draft.status
    named = roles.named
    if named is not None:
        status = combine("alleged" if named.is_claim else clause_status(named.verb) if named.verb else "happened", status)
    is_taken = named is None and is_presupposed(trigger)
    name, event_modes = sense.type, modes(trigger, sense, near, roles, _beneath(trigger, acts))
    if status == NEGATED and _is_refusal(trigger, sense, roles):
        name, status = "REJECT", "happened"
        event_modes = (_REFUSED_MODE[sense.type],) if sense.type in _REFUSED_MODE else ()
    elif statement is not None:
        status = said.status(statement, status, presupposed=is_taken, relative=is_relative(trigger))
    if status == NEGATED:
        return None
    if acts is not None:
        status = acts.status(token, status)
    status = _dated(status, time, reference, trigger)
    return Event(
        id=content_id("e", document.report.id, name, document.of(token).start),
        type=name,
        status=_closed(status),
        trigger=(document.of(token),),
        modes=event_modes,
        contexts=find_contexts(sense, near, roles),
        actor=tuple(roles.actor.ids),
        recipient=tuple(roles.recipient.ids),
        actor_evidence=_spans(document, roles.actor),
        recipient_evidence=_spans(document, roles.recipient),
        when=time.when if time is not None else None,
        when_reason=None if time is not None else "its clause names no date",
        place=place,
        tolls=tuple(t.toll for t in tolls_of(setting, trigger)),
        weapons=tuple(document.of(t) for t in weapons(trigger, near)),
        according_to=statement.id if statement is not None else None,
        is_headline=document.cleaned.region_at(token.idx) == "title",
    )


def _beneath(trigger: Trigger, acts: Acts | None) -> str | None:
    """The type of the act that is asked for, refused or threatened, by the words below the trigger."""
    inner = infinitive(trigger.token) if not trigger.senses[0].is_noun else None
    for token in (*([inner] if inner is not None else []), *trigger.token.subtree):
        if token is not inner and not trigger.token.i < token.i <= trigger.token.i + _REACH:
            continue
        if acts is not None and acts.chance(token) >= BACKED and (seen := acts.type_of(token)) is not None:
            return seen
        if (found := _type_told_by(token)) is not None:
            return found
    return None


def _type_told_by(token: Token) -> str | None:
    """The type that the token's lemma first tells, whatever stands around it."""
    senses = (verbs() if token.pos_ == "VERB" else nouns() if token.pos_ == "NOUN" else {}).get(lemma(token))
    return senses[-1].type if senses else None


def _is_refusal(trigger: Trigger, sense: Sense, roles: Roles) -> bool:
    """Is a negated act of giving a refusal: "will not lift the ban"?"""
    if sense.type not in _GIVING or not roles.actor.ids or (sense.mutual and len(roles.actor.ids) > 1):
        return False
    words_ = {k.lower_ for k in trigger.node.children if k.dep_ == "aux"}
    if not words_ & {"will", "wo", "would", "'ll"} or "have" in words_:
        return False
    return combine(NEGATED, "happened") == NEGATED and not any(
        k.lower_ in ("if", "unless") for k in trigger.token.sent if k.dep_ in ("mark", "prep")
    )


def _dated(status: str, time: TimeMention | None, reference: date | None, trigger: Trigger) -> str:
    """Dates have the last word over tense: what is yet to come has not happened, what is long past is background."""
    if time is None:
        return status
    if status in ("happened", "ongoing", "alleged", "planned") and is_past(time, reference, trigger.token.doc):
        return status if status in ("alleged", "planned") else "historical"
    if status in ("happened", "ongoing") and is_future(time, reference):
        return "planned"
    return status


def _closed(status: str) -> Status:
    known: dict[str, Status] = {
        "happened": "happened", "ongoing": "ongoing", "planned": "planned", "threatened": "threatened",
        "called_for": "called_for", "denied": "denied", "alleged": "alleged", "hypothetical": "hypothetical",
        "counterfactual": "counterfactual", "historical": "historical", "disputed": "disputed",
    }  # fmt: skip
    return known[status]


def _spans(document: Document, party: Party) -> Spans:
    return tuple(document.of_tokens(s, e) for s, e in party.spans)


def _once(events: list[Event]) -> list[Event]:
    """Each (type, trigger) once."""
    found: dict[tuple[str, int], Event] = {}
    for event in events:
        found.setdefault((event.type, event.trigger[0].start), event)
    return list(found.values())
