"""Agreement: which pronouns may stand for an actor, by what the text, the registry and the list of first names know."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from onrecord.actors.name import pieces, word_list
from onrecord.actors.person import genders
from onrecord.actors.pronoun import FEMALE_NOUNS, MALE_NOUNS
from onrecord.actors.registry import registered
from onrecord.actors.title import HONORIFICS
from onrecord.language import Document
from onrecord.model import Cast

Classes = Mapping[str, float]
"""A pronoun to how well it agrees, 0 to 1."""
HE, SHE, IT, THEY = "he", "she", "it", "they"
EITHER = {HE: 1.0, SHE: 1.0}
ORGAN = 0.5
"""How well 'they' agrees with one organisation."""
MAYBE = 0.7
"""How well 'he' and 'she' agree with a name of which it is not known that it is a person's."""
_CLASSES = {
    "he": HE, "him": HE, "his": HE, "she": SHE, "her": SHE, "hers": SHE,
    "it": IT, "its": IT, "they": THEY, "them": THEY, "their": THEY,
}  # fmt: skip
_HUMANS = word_list("humans")
_GROUPS = word_list("human_groups")
_DOCUMENTS = word_list("documents")
_COUPLES, _PAIRED = (
    frozenset({"couple", "duo", "pair"}),
    frozenset({"leader", "man", "woman", "minister", "president", "candidate"}),
)
_STATES, _SIDES = frozenset({"country", "government", "nation", "state"}), frozenset({"side", "party"})
_NAMED = frozenset({"name", "short", "title", "possessive", "metonym"})


def class_of(token: Token) -> str | None:
    """The pronoun a form belongs to: 'her' to 'she'."""
    return _CLASSES.get(token.lower_) if token.pos_ in ("PRON", "DET") else None


def two_of(token: Token) -> frozenset[str]:
    """The kinds of actors that 'the couple', 'the two leaders', 'both countries' are two of; none for any other noun."""
    noun = token.lemma_.lower()
    if noun in _COUPLES and token.tag_ == "NN":
        return frozenset({"person"})
    is_two = token.tag_ in ("NNS", "NNPS") and any(part.lower_ in ("two", "both") for part in token.lefts)
    if not is_two or any(part.dep_ in ("amod", "compound", "nmod") for part in token.lefts):
        return frozenset()
    kinds = {"state"} if noun in _STATES else {"person"} if noun in _PAIRED else {"person", "state"} if noun in _SIDES else set()
    return frozenset(kinds)


def gender_of(noun: str) -> str:
    """'woman', 'spokesman': HE or SHE by the noun alone, or ""."""
    if noun in FEMALE_NOUNS or noun.endswith("woman"):
        return SHE
    return HE if noun in MALE_NOUNS or noun.endswith("man") else ""


class Agreement:
    """What is known of the actors of one document."""

    def __init__(self, document: Document, cast: Cast) -> None:
        self.cast = cast
        self._genders: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._named = {mention.actor for mention in cast.mentions if mention.kind in _NAMED}
        for mention in cast.mentions:
            word = document.doc[mention.start]
            if mention.kind == "pronoun" and class_of(word) in (HE, SHE):
                self._genders.setdefault(mention.actor, class_of(word) or "")
            before = document.doc[mention.start - 1].lower_.rstrip(".") if mention.start else ""
            for title in (before, word.lower_.rstrip(".")):
                if title in HONORIFICS and cast.actor(mention.actor).kind == "person":
                    self._genders.setdefault(mention.actor, HE if HONORIFICS[title] == "m" else SHE)

    def is_named(self, id: str) -> bool:
        """Has the actor a name, or is it an organisation? An unnamed person's pronoun names nobody."""
        actor = self.cast.actor(id)
        is_people = actor.kind == "group" and actor.name[:1].isupper() and " " not in actor.name  # 'Kurds'
        return id in self._named or actor.kind in ("state", "organisation") or is_people

    def is_named_person(self, id: str) -> bool:
        """Is it a person with a name?"""
        return id in self._named and self.cast.actor(id).kind == "person"

    def learn(self, id: str, gender: str) -> None:
        """A pronoun said so."""
        self._genders.setdefault(id, gender)

    def of(self, id: str, token: Token | None = None) -> Classes:
        """The pronouns that may stand for the actor, where `token` is the head of its mention."""
        actor = self.cast.actor(id)
        if actor.kind == "state":
            return {IT: 1.0}
        if actor.kind != "person":
            if id not in registered() and token is not None and token.tag_ in ("NNS", "NNPS"):
                return {THEY: 1.0}
            if actor.kind == "organisation" or id in registered():
                return {IT: 1.0, THEY: ORGAN, **({HE: MAYBE, SHE: MAYBE} if self._may_be_person(id) else {})}
            return {THEY: 1.0}
        gender = self.gender(id)
        return {gender: 1.0} if gender else dict(EITHER)

    def gender(self, id: str) -> str:
        """HE or SHE, by the name or what the text has said so far, or ""."""
        return (self._by_name(id) or self._genders.get(id, "")) if self.cast.actor(id).kind == "person" else ""

    def _may_be_person(self, id: str) -> bool:
        """One capitalised word that no list knows: the parser takes many a surname for a firm."""
        name = self.cast.actor(id).name
        return id not in registered() and name.isalpha() and name[:1].isupper() and not name.isupper()

    def _by_name(self, id: str) -> str:
        if id not in self._names:
            self._names[id] = self._read_name(id)
        return self._names[id]

    def _read_name(self, id: str) -> str:
        entry, words = registered().get(id), pieces(self.cast.actor(id).name)
        if entry is not None and entry.gender:
            return HE if entry.gender == "m" else SHE
        if not words:
            return ""
        known = genders().get(words[0], "")
        return (HE if known == "m" else SHE) if known else gender_of(words[-1])

    def stranger(self, token: Token) -> Classes:
        """The pronouns that may stand for somebody the cast does not know: 'a friend', 'the parents', a name it missed."""
        if token.pos_ not in ("NOUN", "PROPN"):
            return {}
        noun = token.lemma_.lower()
        if token.tag_ == "NNP" and token.dep_ in ("nsubj", "nsubjpass", "appos", "dobj") and token.ent_type_ in ("PERSON", ""):
            return dict(EITHER)
        if noun in _DOCUMENTS and token.dep_ in ("nsubj", "nsubjpass"):
            return {IT: 1.0}
        gender = gender_of(noun)
        if noun not in _HUMANS and not gender:
            return {}
        if token.tag_ in ("NNS", "NNPS") or noun in _GROUPS:
            return {THEY: 1.0}
        return {gender: 1.0} if gender else dict(EITHER)
