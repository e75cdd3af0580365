"""Place nouns: common nouns that speak of a place without its name ("a military airport").

The list is data (``data/place_nouns.tsv``): a lemma, its class of places, and when it counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from polybius.ontology.terms import PLACE_TYPES

from ..tables import rows

__all__ = ["PlaceNoun", "is_place", "place_nouns"]

_USES = frozenset({"", "where", "many", "acts"})
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
    ("rebel positions"), ``"acts"`` for organisations that are sites as well.
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


def is_place(token: Token) -> bool:
    """Whether a noun speaks of a place: a thing of its kind, and not only the kind.

    A determiner or a plural shows that a thing is meant ("at base camp" has none).
    """
    noun = place_nouns().get(token.lemma_.lower())
    if noun is None:
        return False
    if not any(c.dep_ in _DETERMINERS for c in token.lefts) and token.tag_ != "NNS":
        return False
    if noun.use == "many" and token.tag_ != "NNS":
        return False
    return noun.use not in ("where", "many") or _is_somewhere(token)


def _is_somewhere(token: Token) -> bool:
    """Whether a noun of many senses stands where a place does: "at the base", "shelled the base".

    What is said to be "of" something without a name is a figure ("in the area of trade").
    """
    if any(c.lower_ == "of" and not _has_name(c) for c in token.rights):
        return False
    if token.dep_ in ("dobj", "nsubjpass"):
        return token.head.lemma_.lower() in _STRIKES
    return token.dep_ == "pobj" and token.head.lower_ in _WHERE


def _has_name(preposition: Token) -> bool:
    return any(token.pos_ == "PROPN" for token in preposition.subtree)
