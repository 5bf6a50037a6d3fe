"""The sixteen hard things of statements in news, each in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.actors import find_cast
from onrecord.language import Document
from onrecord.model import Cast, Statement
from onrecord.statements import find_statements

pytestmark = pytest.mark.model

Read = Callable[[str], tuple[tuple[Statement, ...], Cast]]


@pytest.fixture(scope="module")
def read(read_document: Callable[..., Document]) -> Read:
    def run(text: str) -> tuple[tuple[Statement, ...], Cast]:
        document = read_document(text)
        cast = find_cast(document)
        return find_statements(document, cast), cast

    return run


def about(found: tuple[Statement, ...], words: str) -> Statement:
    """The statement whose content holds these words; the smallest where several do."""
    fits = [s for s in found if words in " ".join(span.text for span in s.content)]
    assert fits, [[span.text for span in s.content] for s in found]
    return min(fits, key=lambda s: sum(len(span) for span in s.content))


def name(cast: Cast, id: str | None) -> str | None:
    return cast.actor(id).name if id is not None else None


def test_1_glued_marks(read: Read) -> None:
    found, _ = read(
        "“The ferry will sail again on Monday”.Marta Lindqvist said the harbour had been “closed for nothing”.The crew went home."
    )
    said = about(found, "harbour had been")
    assert said.form == "mixed"
    assert "Lindqvist" in (said.speaker_text or "")
    alone = about(found, "ferry will sail")
    assert alone.speaker is None and alone.reason


def test_2_a_speaker_three_sentences_back_stays_open(read: Read) -> None:
    found, _ = read(
        "Minister Marta Lindqvist toured the port. Rain had fallen. The boats stayed "
        "in. “We will not open a quay nobody can reach.”"
    )
    said = about(found, "open a quay")
    assert (said.speaker, said.form, said.kind) == (None, "direct", "promise")
    assert said.reason


def test_3_a_quotation_over_paragraphs(read: Read) -> None:
    found, _ = read("“The dam was never safe,” Marta Lindqvist said. “Everybody knew it.\n\n“Now the valley pays for it.”")
    said = about(found, "dam was never safe")
    assert "valley pays" in " ".join(span.text for span in said.content)
    assert said.speaker is not None and len(found) == 1


def test_4_accused_of_doing(read: Read) -> None:
    found, _ = read("Kyiv accused Moscow of mining the bridge on Sunday.")
    said = about(found, "of mining")
    assert (said.kind, said.speaker, said.targets) == ("accuse", "UKR", ("RUS",))


def test_5_a_cue_that_is_a_noun(read: Read) -> None:
    found, _ = read("The ministry's claim that the silo held only grain was dismissed by the inspectors.")
    claim = about(found, "silo held only grain")
    assert [span.text for span in claim.cue] == ["claim"]
    assert [span.text for span in claim.source] == ["The ministry's"] or [span.text for span in claim.source] == ["The ministry"]
    assert any(s.kind == "reject" and s.polarity == "denies" and "inspectors" in s.source[0].text for s in found if s.source)


def test_6_a_stance_in_apposition(read: Read) -> None:
    found, _ = read("Iran blamed a fault in the pipeline, an account flatly rejected by Germany and its neighbours.")
    stance = about(found, "an account")
    assert (stance.kind, stance.polarity, stance.speaker) == ("reject", "denies", "DEU")
    assert stance.also_speakers
    blame = next(s for s in found if s.speaker == "IRN")
    assert "account" not in " ".join(span.text for span in blame.content)


def test_7_nested(read: Read) -> None:
    found, _ = read("Marta Lindqvist said Turkey had told her that the ship was never allowed to dock.")
    outer, inner = about(found, "had told her"), about(found, "never allowed to dock")
    assert outer is not inner
    assert inner.within == outer.id
    assert inner.speaker == "TUR"


def test_8_denial(read: Read) -> None:
    found, _ = read("Pakistan denied that its jets had crossed the border.")
    said = about(found, "jets had crossed")
    assert (said.kind, said.polarity, said.speaker) == ("deny", "denies", "PAK")


def test_9_a_demand_with_a_deadline(read: Read) -> None:
    found, _ = read("France demanded that monitors be admitted within three days and called for an urgent meeting.")
    first, second = about(found, "within three days"), about(found, "urgent meeting")
    assert (first.kind, second.kind) == ("demand", "demand")
    assert (first.speaker, second.speaker) == ("FRA", "FRA")
    assert "meeting" not in first.content[0].text


def test_10_a_metonym_and_an_unnamed_official(read: Read) -> None:
    found, _ = read(
        "According to the Kremlin, the trucks had turned back. A Western diplomat, who asked not to be named, said they had not."
    )
    first = about(found, "turned back")
    assert first.speaker == "RUS"
    second = about(found, "they had not")
    assert "diplomat" in (second.speaker_text or "")


def test_11_scare_quotes_and_titles_are_not_statements(read: Read) -> None:
    found, _ = read("The so-called “quiet line” was cut again, and the film “Blue Harbour” was shown at noon.")
    assert found == ()


def test_12_a_quotation_split_by_its_cue(read: Read) -> None:
    found, _ = read("“The report,” Marta Lindqvist insisted, “was written by people who never saw the dam.”")
    assert len(found) == 1
    assert [span.text.strip("“”,") for span in found[0].content] == ["The report", "was written by people who never saw the dam."]


def test_13_a_passive_without_a_source(read: Read) -> None:
    found, _ = read("It was alleged that the well had been poisoned. The pump is believed to have been removed.")
    first, second = about(found, "well had been poisoned"), about(found, "to have been removed")
    assert first.speaker is None and first.reason and not first.source
    assert second.speaker is None and second.reason


def test_14_a_document_as_source(read: Read) -> None:
    found, _ = read("A draft circulated on Friday says the council “deeply regrets” the flooding.")
    said = about(found, "deeply regrets")
    assert said.form == "mixed"
    assert "draft" in said.source[0].text


def test_15_a_pronoun_comes_from_the_cast_only(read: Read) -> None:
    found, _ = read("Nobody was in the hall. He warned her against any new strike.")
    said = about(found, "any new strike")
    assert said.kind == "warn"
    assert said.speaker is None
    assert said.reason == "pronoun without a sure antecedent"


def test_16_a_headline_colon_and_single_marks(read: Read) -> None:
    found, _ = read("Lindqvist: we never had the keys\n\nThe minister spoke on Monday.")
    said = about(found, "we never had the keys")
    assert "Lindqvist" in said.source[0].text


def test_joint_statements_name_everyone(read: Read) -> None:
    found, _ = read("Germany, France and Italy said the pact was dead.")
    said = about(found, "pact was dead")
    assert {said.speaker, *said.also_speakers} == {"DEU", "FRA", "ITA"}


def test_telling_an_outlet_is_an_addressee(read: Read) -> None:
    found, cast = read("Marta Lindqvist told Reuters that the dam would hold.")
    said = about(found, "dam would hold")
    assert name(cast, said.speaker) == "Marta Lindqvist"
    assert said.addressee is None or "Reuters" in cast.actor(said.addressee).name


def test_a_conditional_threat(read: Read) -> None:
    found, _ = read("“If they block the river again, we will close the bridge,” Marta Lindqvist said.")
    assert about(found, "close the bridge").kind == "threaten"


def test_an_accusation_in_the_content_of_said(read: Read) -> None:
    found, _ = read("Poland said Belarus had violated the truce.")
    said = about(found, "violated the truce")
    assert (said.kind, said.targets) == ("accuse", ("BLR",))


def test_what_is_wished_or_supposed_is_not_said(read: Read) -> None:
    found, _ = read("Poland asked Belarus to condemn the raid.")
    assert [s.speaker for s in found] == ["POL"]


def test_nothing_in_odd_texts(read: Read) -> None:
    for text in ("", " ", "“", "””““", ":", "said said said", "“said” said “said”", "According to.", "\n\n“\n\n”"):
        found, _ = read(text)
        assert all(s.content for s in found)
