"""Who acts and who undergoes: unnamed parties, lists, sides before an act, backers, pacts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.actors import find_cast
from onrecord.events import find_events
from onrecord.events.grammar import lemma
from onrecord.events.listed import listed, shared
from onrecord.events.party import Party
from onrecord.events.plain import (
    beside,
    both_sides,
    is_of_sentence,
    is_of_side_clause,
    is_own_subject,
    partners,
    plain_roles,
    sure_roles,
)
from onrecord.events.roles import denote
from onrecord.language import Document
from onrecord.model import Cast

pytestmark = pytest.mark.model
Read = Callable[..., Document]

PARTIES = [
    ("The boy was beaten by his captors.", "captors", "group", ""),
    ("The three countries condemned the raid on the port.", "countries", "group", ""),
    ("Kenyan sappers cleared the road to the port.", "sappers", "organisation", "KEN"),
    ("A Kenyan Mirage-5 jet hit the camp at dawn.", "jet", "organisation", "KEN"),
    ("The minister met the Kurds and the Yazidis of the valley.", "Kurds", "group", ""),
    ("At least 9 persons were killed by the blast.", "persons", "group", ""),
    ("The West condemned the raid on the port.", "West", "group", ""),
]


@pytest.mark.parametrize(("text", "head", "kind", "country"), PARTIES)
def test_unnamed_parties_stand_in_the_cast(read_document: Read, text: str, head: str, kind: str, country: str) -> None:
    document = read_document(text)
    cast = find_cast(document)
    mention = cast.headed(next(t.i for t in document.doc if t.text == head))
    assert mention is not None
    actor = cast.actor(mention.actor)
    assert (actor.kind, actor.country) == (kind, country)
    assert not actor.name[:1].isdigit()


NOBODY = [
    "Three howitzers crossed the valley at dawn.",
    "She travelled across the country by train.",
    "He lost the son.",
    "He spoke of rebel songs and anti-government slogans.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_arms_without_owner_and_lands_crossed_are_nobody(read_document: Read, text: str) -> None:
    document = read_document(text)
    cast = find_cast(document)
    for token in document.doc:
        if token.lower_ in ("howitzers", "country", "son", "government"):
            assert not cast.covering(token.i)


def test_side_before_an_act_is_who_bears_the_noun(read_document: Read) -> None:
    document = read_document("The Kenyan regime sent tanks. Regime bombardment killed 30 people. Rebel shelling hit the port.")
    cast = find_cast(document)
    at = {t.i: t for t in document.doc}
    assert [m.actor for i in at if at[i].text == "Regime" for m in cast.covering(i)] == ["KEN"]
    assert [cast.actor(m.actor).kind for i in at if at[i].text == "Rebel" for m in cast.covering(i)] != []


def test_backer_inside_a_larger_mention(read_document: Read) -> None:
    document = read_document("Ugandan-backed militias shelled the port.")
    cast = find_cast(document)
    backed = next(t for t in document.doc if t.text == "backed")
    roles = sure_roles(backed, "SUPPORT", cast, is_noun=False)
    assert roles.actor.ids == ["UGA"]
    assert [cast.actor(i).name for i in roles.recipient.ids] == ["Ugandan-backed militias"]


def _denoted(read_document: Read, text: str, word: str) -> tuple[list[str], Cast]:
    document = read_document(text)
    cast = find_cast(document)
    return denote(next(t for t in document.doc if t.text == word), cast, loose=True).ids, cast


LISTS = [
    ("The pact was endorsed by Kenya, Uganda and Chad.", "Kenya", {"KEN", "UGA", "TCD"}),
    ("The pact was endorsed by Kenya Uganda and Chad.", "Chad", {"KEN", "UGA", "TCD"}),
    ("He called his Kenyan, Ugandan and Chadian counterparts.", "counterparts", {"KEN", "UGA", "TCD"}),
    ("They shelled the building which houses the offices of the UN.", "building", {"un"}),
]


@pytest.mark.parametrize(("text", "word", "wanted"), LISTS)
def test_joined_parties_are_all_named(read_document: Read, text: str, word: str, wanted: set[str]) -> None:
    ids, _ = _denoted(read_document, text, word)
    assert set(ids) == wanted


def test_two_adjectives_share_a_noun(read_document: Read) -> None:
    document = read_document("Kenyan and Ugandan jets bombed the port.")
    cast = find_cast(document)
    jets = next(t for t in document.doc if t.text == "jets")
    sharer = shared(jets, cast)
    assert sharer is not None and sharer.actor == "KEN"
    assert {cast.actor(i).country for i in denote(jets, cast).ids} == {"KEN", "UGA"}


def test_a_list_needs_its_and(read_document: Read) -> None:
    document = read_document("In Kenya Uganda is admired.")
    cast = find_cast(document)
    for mention in cast.mentions:
        assert listed((mention.start, mention.end), document.doc, cast) == []


FIGHTS = [
    ("Clashes between the Kenyan army and rebels killed 9.", "clash", True, 2),
    ("The Kenyan army clashed with rebels near the port.", "clash", False, 2),
    ("Kenya reached a deal with Uganda and Chad.", "deal", True, 3),
    ("Clashes with rebels went on.", "clash", True, 0),
]


@pytest.mark.parametrize(("text", "word", "is_noun", "count"), FIGHTS)
def test_both_sides_of_a_fight_or_pact(read_document: Read, text: str, word: str, is_noun: bool, count: int) -> None:
    document = read_document(text)
    token = next(t for t in document.doc if lemma(t) == word)
    assert len(both_sides(token, find_cast(document), is_noun=is_noun).ids) == count


def test_partners_of_a_pact(read_document: Read) -> None:
    document = read_document("The deal with Kenya and Uganda was hailed.")
    deal = next(t for t in document.doc if t.text == "deal")
    assert partners(deal, find_cast(document)).ids == ["KEN", "UGA"]


def test_with_the_support_of(read_document: Read) -> None:
    document = read_document("With the support of the Northern Coalition, the Kenyan army retook the port.")
    support = next(t for t in document.doc if t.text == "support")
    roles = sure_roles(support, "AID", find_cast(document), is_noun=True)
    assert roles.actor.ids == ["northern-coalition"]
    assert roles.recipient.ids == ["ken-mil"]


def test_working_with_somebody_to_act(read_document: Read) -> None:
    document = read_document("Kenya is working with Uganda to arm the militia.")
    arm = next(t for t in document.doc if t.text == "arm")
    assert sure_roles(arm, "AID", find_cast(document), is_noun=False).actor.ids == ["KEN", "UGA"]


def test_plain_grammar_of_an_act_without_a_rule(read_document: Read) -> None:
    document = read_document(
        "Kenya has tried truces, pauses and local talks. The president ordered a limited strike on Ugandan bases."
    )
    cast = find_cast(document)
    talks = next(t for t in document.doc if t.text == "talks")
    strike = next(t for t in document.doc if t.text == "strike")
    assert plain_roles(talks, "CONSULT", cast, is_noun=True).actor.ids == ["KEN"]
    roles = plain_roles(strike, "ASSAULT", cast, is_noun=True)
    assert len(roles.actor.ids) == 1 and roles.recipient.ids == ["UGA"]


def test_own_subject_goes_before_one_named_later(read_document: Read) -> None:
    document = read_document("A Kenyan jet hit the camp when rebels arrived there.")
    cast = find_cast(document)
    hit = next(t for t in document.doc if t.text == "hit")
    rebels = next(t for t in document.doc if t.text == "rebels")
    own = denote(next(t for t in document.doc if t.text == "jet"), cast)
    assert is_own_subject(hit, own, denote(rebels, cast))
    assert not is_own_subject(hit, Party(), denote(rebels, cast))


def test_actor_of_the_sentence_goes_before_one_of_the_next(read_document: Read) -> None:
    document = read_document("Kenya ordered a limited strike. Uganda shrugged it off.")
    cast = find_cast(document)
    at = {t.text: t for t in document.doc}
    assert is_of_sentence(at["strike"], denote(at["Kenya"], cast), denote(at["Uganda"], cast))
    assert not is_of_sentence(at["strike"], Party(), denote(at["Uganda"], cast))


def test_captors_are_the_actor_of_the_event(read_document: Read) -> None:
    document = read_document("Villagers were tortured at the hands of his captors.")
    cast = find_cast(document)
    events = find_events(document, cast)
    assert [[cast.actor(i).name for i in e.actor] for e in events] == [["his captors"]]


@pytest.mark.parametrize("text", ["", "and", "between with and", "A-backed", "regime", "the West", "its allies", "-held rebel-"])
def test_odd_texts_do_not_fall(read_document: Read, text: str) -> None:
    document = read_document(text)
    cast = find_cast(document)
    for token in document.doc:
        for is_noun in (True, False):
            both_sides(token, cast, is_noun=is_noun)
            sure_roles(token, "SUPPORT", cast, is_noun=is_noun)
            plain_roles(token, "ASSAULT", cast, is_noun=is_noun)
        denote(token, cast, loose=True)


BESIDE = [
    ("The union said that Japan had lifted the ban on Chad's beef.", "lifted", ["TCD"]),
    ("The court rejected an appeal by Kenya on Monday.", "rejected", ["KEN"]),
    ("Uganda filed a complaint against Kenya on Monday.", "filed", ["KEN"]),
    ("Germany sent a team of doctors on Monday.", "sent", []),
    ("Rebels beat the residents on the road to Kenya.", "beat", []),  # residents are a party themselves
]


@pytest.mark.parametrize(("text", "word", "wanted"), BESIDE)
def test_party_beside_a_thing_acted_on(read_document: Read, text: str, word: str, wanted: list[str]) -> None:
    document = read_document(text)
    token = next(t for t in document.doc if t.text == word)
    assert beside(token, Party(), find_cast(document)).ids == wanted


OF_EACH = [
    ("The leaders of Russia, Iran and Turkey met in Astana on Tuesday.", "met", ["IRN", "TUR"]),
    ("Troops from Chad and Niger attacked the camp.", "attacked", ["NER"]),
    ("Officials from Chad and rebels signed a truce.", "signed", []),
    ("The leader of Chad and Niger met on Monday.", "met", []),  # one leader is not the other's
]


@pytest.mark.parametrize(("text", "word", "others"), OF_EACH)
def test_the_leaders_of_each_state_are_its_side(read_document: Read, text: str, word: str, others: list[str]) -> None:
    document = read_document(text)
    subject = next(k for t in document.doc if t.text == word for k in t.children if k.dep_ == "nsubj")
    assert denote(subject, find_cast(document)).ids[1:] == others


def test_a_clause_beside_names_other_parties(read_document: Read) -> None:
    doc = read_document("Kenya blocks the text as Uganda meets Chad.").doc
    verb, text, chad = (next(t for t in doc if t.text == word) for word in ("blocks", "text", "Chad"))
    assert is_of_side_clause(verb, Party([], [(chad.i, chad.i + 1)]))
    assert not is_of_side_clause(verb, Party([], [(text.i, text.i + 1)]))
    assert not is_of_side_clause(chad.head, Party([], [(chad.i, chad.i + 1)]))
