"""Governance: which word says how far what another names is real, and who does it."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from .lexicon import Governor, governors

__all__ = ["governor_of", "rule_of", "whole_of"]

PREPOSITION = frozenset({"prep", "agent", "dative"})
PREPOSITION_OBJECT = frozenset({"pobj", "pcomp"})
# Prepositions whose object a governor is about; of others the rule itself must speak ("engage
# in"): what is planned after a raid says nothing of the raid.
_GOVERNING = frozenset({"of", "for", "to", "from", "into", "with"})

_HOLDING = frozenset({"comprise", "contain", "include", "involve"})
# Nouns that only count what follows their "of": who launches a series of attacks attacks.
_COUNTING = frozenset(
    [
        *(
            "act",
            "batch",
            "campaign",
            "couple",
            "dozen",
            "hundred",
            "kind",
            "lot",
            "number",
            "pair",
        ),
        *("pair", "rash", "round", "score", "series", "session", "set", "spate", "string", "spell"),
        *("thousand", "type", "variety", "wave"),
    ]
)


def whole_of(noun: Token) -> Token:
    """Return the noun that stands for another in its clause: in "a wave of raids", "wave"."""
    above = noun.head
    is_counted = noun.dep_ == "pobj" and above.lower_ == "of"
    return above.head if is_counted and above.head.lemma_ in _COUNTING else noun


def governor_of(token: Token) -> tuple[Token, Governor] | None:
    """Return the word that says how far what the token names is real, and its rule."""
    token = whole_of(token)
    head, preposition = token.head, None
    if head.i != token.i and head.dep_ in PREPOSITION and token.dep_ in PREPOSITION_OBJECT:
        head, preposition = head.head, head.lower_
    if head.i == token.i:
        return None
    head = _meant(token) or head
    rule = rule_of(head, preposition)
    return None if rule is None else (head, rule)


def _meant(token: Token) -> Token | None:
    """Return the noun that governs a token, where the parser has hung it on the verb between.

    "Announced plans on Friday to close it" tells of plans to close it, "the demands include
    its release" of a demand.
    """
    nouns: Iterable[Token] = ()
    if token.dep_ == "xcomp":
        nouns = (c for c in token.head.rights if c.dep_ == "dobj" and c.i < token.i)
    elif token.dep_ == "dobj" and token.head.lemma_ in _HOLDING:
        nouns = (c for c in token.head.lefts if c.dep_ == "nsubj")
    return next((n for n in nouns if n.pos_ == "NOUN" and rule_of(n) is not None), None)


def rule_of(word: Token, preposition: str | None = None) -> Governor | None:
    """Return a governor's rule, for what follows one of its prepositions where one is given."""
    rules = governors()
    lemma = word.lemma_.lower()
    for child in word.children:
        if child.dep_ in {"prt", "prep"} and (preposition or child.lower_) == child.lower_:
            rule = rules.get(f"{lemma} {child.lower_}")
            if rule is not None:
                return rule
    return rules.get(lemma) if preposition is None or preposition in _GOVERNING else None
