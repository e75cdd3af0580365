"""Place nouns: common nouns that speak of a place without its name ("a military airport").

The list is data (``data/place_nouns.tsv``): a lemma, alone or with the word before it ("front
line"), its class of places, and when it counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from polybius.ontology.terms import PLACE_TYPES

from ..tables import rows

__all__ = ["PlaceNoun", "is_place", "place_noun", "place_nouns"]

_USES = frozenset({"", "where", "many", "acts", "none"})
# Prepositions by which something is or happens at a place, or goes there.
_WHERE = frozenset(
    {
        *("in", "at", "near", "on", "outside", "inside", "around", "from", "into", "within"),
        *("to", "toward", "towards", "through", "throughout", "across", "along", "over"),
        *("behind", "beside", "above", "below", "under", "opposite", "onto", "off", "between"),
    }
)
# Verbs by which something is done to a place or with it.
_STRIKES = frozenset(
    {
        *("attack", "bomb", "bombard", "shell", "strike", "hit", "target", "raid", "storm", "burn"),
        *("destroy", "damage", "demolish", "raze", "torch", "loot", "ransack", "blow", "rebuild"),
        *("seize", "capture", "take", "retake", "recapture", "occupy", "hold", "control", "lose"),
        *("liberate", "besiege", "surround", "encircle", "blockade", "defend", "guard", "patrol"),
        *("enter", "leave", "reach", "evacuate", "visit", "search", "flee", "overrun", "clear"),
    }
)
_DETERMINERS = frozenset({"det", "poss", "nummod"})


@dataclass(frozen=True, slots=True)
class PlaceNoun:
    """What a noun says of a place: the ontology class, and its use.

    ``use`` is ``""`` for always, ``"where"`` for nouns of many senses that are places only
    where something is or happens, ``"many"`` for those of which only several are meant so
    ("rebel positions"), ``"acts"`` for organisations that are sites as well, ``"none"`` for
    two words that are no place though the second alone is ("capital markets").
    """

    kind: str
    use: str


@cache
def place_nouns() -> dict[str, PlaceNoun]:
    """Return the nouns by lemma. Raises ValueError for a class or use that there is not."""
    return {lemma: _noun(lemma, kind, use) for lemma, kind, use in rows("place_nouns")}


def _noun(lemma: str, kind: str, use: str) -> PlaceNoun:
    if kind not in PLACE_TYPES or use not in _USES:
        raise ValueError(f"data/place_nouns.tsv: {lemma}: no such class or use: {kind} {use!r}")
    return PlaceNoun(kind, use)


def place_noun(token: Token) -> PlaceNoun | None:
    """Return what a noun, with the word before it or alone, says of a place, or None."""
    lemma = token.lemma_.lower()
    known = place_nouns()
    two = known.get(f"{token.nbor(-1).lower_} {lemma}") if token.i else None
    found = two or known.get(lemma)
    return None if found is None or found.use == "none" else found


def is_place(token: Token) -> bool:
    """Whether a noun speaks of a place: a thing of its kind, and not only the kind.

    A determiner or a plural shows that a thing is meant ("at base camp" has none); one
    determiner may serve several nouns ("a mosque and market").
    """
    noun = place_noun(token)
    if noun is None:
        return False
    if token.tag_ != "NNS" and not _is_determined(token):
        return False
    if noun.use == "many" and token.tag_ != "NNS":
        return False
    return noun.use not in ("where", "many") or _is_somewhere(token)


def _is_determined(token: Token) -> bool:
    while not any(c.dep_ in _DETERMINERS for c in token.lefts):
        if token.dep_ != "conj":
            return False
        token = token.head
    return True


def _is_somewhere(token: Token) -> bool:
    """Whether a noun of many senses stands where a place does: "at the base", "shelled the base".

    What is said to be "of" something without a name is a figure ("in the area of trade").
    """
    if any(c.lower_ == "of" and not _has_name(c) for c in token.rights):
        return False
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    if token.dep_ in ("dobj", "nsubjpass"):
        return token.head.lemma_.lower() in _STRIKES
    return token.dep_ == "pobj" and token.head.lower_ in _WHERE


def _has_name(preposition: Token) -> bool:
    return any(token.pos_ == "PROPN" for token in preposition.subtree)
