"""Noun phrases: who or what is named within a phrase, besides its head."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

__all__ = ["BELONGING", "modifiers", "noun_phrase"]

NOUN_MODIFIER = frozenset({"compound", "amod", "nmod", "poss"})
# Prepositions that say whose something is: "members of the junta", "talks between Mali and Chad".
# Those of place and time bring what only stands near.
BELONGING = frozenset({"of", "for", "from", "by", "between", "among", "with", "to"})
_TELLING = frozenset({"tell", "inform"})
_DEPTH = 4  # phrases within phrases that are looked into


def modifiers(noun: Token) -> list[Token]:
    """Return what names the noun's owner or kind: possessors and words before it, nearest last."""
    found = [c for c in noun.children if c.dep_ in NOUN_MODIFIER]
    if found and _is_behind_telling(noun):
        found = [c for c in found if c.dep_ == "poss" or c.pos_ != "PROPN"]
    return sorted(found, key=lambda t: (t.dep_ != "poss", t.i))


def _is_behind_telling(noun: Token) -> bool:
    """Whether names before a noun are of who is told, which parsers join to what is told.

    "A witness told Agence France-Presse arson had been used".
    """
    start = noun.left_edge.i
    return start > 0 and noun.doc[start - 1].lemma_.lower() in _TELLING


def noun_phrase(token: Token, prepositions: frozenset[str] | None = None) -> Iterator[Token]:
    """Yield a noun and the nouns inside its phrase, nearest first, clauses left out.

    Only ``prepositions`` are followed, where given.
    """
    level = [token]
    for _ in range(_DEPTH):
        yield from level
        level = [c for t in level for c in _inside(t, prepositions)]


def _inside(token: Token, prepositions: frozenset[str] | None) -> list[Token]:
    if token.dep_ == "prep" or token.pos_ == "ADP":
        return [c for c in token.children if c.dep_ == "pobj"]
    found = modifiers(token) + [c for c in token.children if c.dep_ in {"appos", "conj"}]
    for child in token.children:
        if child.dep_ not in {"prep", "agent", "dative"}:
            continue
        if prepositions is None or child.lower_ in prepositions:
            found += [c for c in child.children if c.dep_ == "pobj"]
    return found
