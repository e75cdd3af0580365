"""Eventive words: nouns and verbs that the lexicon has events for."""

from __future__ import annotations

from spacy.tokens import Token

from .lexicon import NO_EVENT, lexicon

__all__ = ["event_types"]


def event_types(word: Token) -> frozenset[str]:
    """Return the types of event that the lexicon has for a noun or verb, whatever stands beside."""
    pos = "VERB" if word.pos_ in {"VERB", "AUX"} else "NOUN"
    found = lexicon().get((word.lemma_.lower(), pos), ())
    return frozenset(entry.type for entry in found if entry.type != NO_EVENT)
