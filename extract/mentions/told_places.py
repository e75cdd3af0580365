"""Told places: names that the words around them say are a place's, whatever the recogniser saw."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ..analysis import Passage, RawMention
from .place_nouns import place_noun
from .place_words import SETTLEMENTS

__all__ = ["find_places_after_nouns", "is_told_place"]

_NEARBY = frozenset({"near", "outside", "vicinity"})
_HELD = frozenset({"held", "controlled"})
# Verbs of what is done to places and hardly to persons, and nouns so.
_OVERRUN = frozenset({"bombard", "encircle", "flee", "liberate", "overrun", "retake", "shell"})
_SIEGES = frozenset({"battle", "bombardment", "recapture", "shelling", "siege"})


def find_places_after_nouns(passage: Passage) -> Iterator[RawMention]:
    """Yield places that the recogniser missed after "the town of" or "near"."""
    for token in passage.doc:
        if token.pos_ == "PROPN" and not token.ent_type_ and _is_said_place(token):
            start = min([c.i for c in token.children if c.dep_ == "compound"] + [token.i])
            yield RawMention(passage, start, token.i + 1, "name", "GPE")


def is_told_place(token: Token) -> bool:
    """Whether words say that a name of unknown kind is a place's: "Bol, a village in Chad"."""
    return (
        _is_said_place(token)
        or _is_part_s_name(token)
        or _is_fought_over(token)
        or any(_is_what_place(child) for child in token.rights)
    )


def _is_what_place(token: Token) -> bool:
    """Whether an apposition says what place a name is of ("Bol, an area near the lake")."""
    noun = place_noun(token)
    is_said = token.dep_ == "appos" and any(c.dep_ in ("det", "nummod") for c in token.lefts)
    return is_said and noun is not None and noun.use != "acts"


def _is_fought_over(token: Token) -> bool:
    """Whether a name is of what is held, besieged, fled or fought for: "rebel-held Bol"."""
    if any(c.dep_ == "amod" and c.lower_ in _HELD for c in token.lefts):
        return True
    if token.dep_ == "dobj":
        return token.head.lemma_ in _OVERRUN
    return token.dep_ == "pobj" and token.head.head.lemma_.lower() in _SIEGES


def _is_part_s_name(token: Token) -> bool:
    """Whether the noun behind a name is what settlements and provinces are ("Bol district")."""
    doc, at = token.doc, token.i + 1
    if at >= len(doc) or token.dep_ != "compound" or token.head.i != at:
        return False
    return doc[at].tag_ == "NN" and doc[at].lemma_.lower() in SETTLEMENTS


def _is_said_place(token: Token) -> bool:
    """Whether the words around say that a place is named ("the town of Bol", "near Diffa")."""
    if token.dep_ != "pobj" or not token.text[0].isupper():
        return False
    before = token.head
    whose = before.head.lemma_.lower()
    after_noun = before.lower_ == "of" and (whose in SETTLEMENTS or whose in _NEARBY)
    return after_noun or before.lower_ in _NEARBY
