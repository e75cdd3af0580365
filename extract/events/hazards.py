"""Hazards: the forces of nature, accidents and diseases that kill without attacking anybody.

"The quake killed 40", "40 died in the crash": people came to harm, and no one did it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from ..tables import rows
from .grammar import NOUNS, VERBS, prepositional, subjects

__all__ = ["is_by_hazard"]

_BY = ("in", "by", "during", "from", "of", "to")
_DETERMINED = frozenset({"det", "poss", "amod", "compound"})


def is_by_hazard(verb: Token) -> bool:
    """Whether what a verb tells was done by a hazard, as its subject or after "in" or "by"."""
    if verb.pos_ not in VERBS:
        return False
    told = (t for name in _BY for t in prepositional(verb, name))
    return any(_is_hazard(t) for t in (*subjects(verb), *told))


def _is_hazard(noun: Token) -> bool:
    """Whether a noun, or the kind told in its name ("Typhoon Haiyan"), is a hazard."""
    words = [noun, *(c for c in noun.children if c.dep_ == "compound")]
    return noun.pos_ in NOUNS and any(w.lemma_.lower() in _hazards() and _is_one(w) for w in words)


def _is_one(word: Token) -> bool:
    """Whether a thing is meant, where the word alone may be shooting ("under fire")."""
    if word.lemma_.lower() not in _of_two_senses():
        return True
    return any(c.dep_ in _DETERMINED for c in word.lefts)


@cache
def _hazards() -> frozenset[str]:
    return frozenset(word for word, _ in _table())


@cache
def _of_two_senses() -> frozenset[str]:
    return frozenset(word for word, use in _table() if use == "a")


def _table() -> Iterator[tuple[str, str]]:
    """Yield the words; "a" marks those that need an article, "" the others."""
    for word, use in rows("hazards"):
        if use not in ("", "a"):
            raise ValueError(f"data/hazards.tsv: {word}: no such use: {use!r}")
        yield word, use
