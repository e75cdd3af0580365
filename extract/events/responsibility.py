"""Responsibility: who did, or suffered, what only a noun beside them names.

"blamed the rebels for the attack", "claimed responsibility for the bombing", "killed 48 people
in two attacks", "a blast that killed 12": the noun has no arguments of its own, but the words
around it say who they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from ..mentions.tolls import MEASURES
from .eventive import event_types
from .grammar import SUBJECT, VERBS, is_passive, objects, subjects

__all__ = ["responsible", "victims"]

# Verbs whose object is said to have done what follows "for", "of", "in" or "over".
_BLAMING = frozenset(
    [
        *(
            "accuse",
            "arrest",
            "blame",
            "charge",
            "convict",
            "detain",
            "indict",
            "jail",
            "prosecute",
        ),
        *("sentence", "suspect", "try", "want"),
    ]
)
_OVER = frozenset({"for", "of", "in", "over", "with"})
_ACKNOWLEDGING = frozenset({"accept", "admit", "assume", "claim", "take"})
_PERPETRATORS = frozenset(
    {
        "attacker",
        "author",
        "culprit",
        "mastermind",
        "organiser",
        "perpetrator",
        "planner",
        "suspect",
    }
)
_VICTIMS = frozenset({"casualty", "survivor", "target", "victim"})
_DYING = frozenset({"die", "perish"})
_ITS = frozenset({"its", "their"})
_NEAR = 4  # coordinated nouns that are looked through
_BESIDE = frozenset({"in", "during", "with", "by"})


def responsible(noun: Token) -> Iterator[list[Token]]:
    """Yield where those may stand who are said to have done what a noun names."""
    yield _continuing(noun)
    above = noun.head
    if noun.dep_ != "pobj" or above.dep_ != "prep":
        return
    host, preposition = above.head, above.lower_
    if host.lemma_ in _PERPETRATORS and preposition in {"of", "in", "behind"}:
        yield [host]
    elif preposition == "behind":
        yield subjects(host) if host.pos_ in VERBS else [host]
    elif preposition == "for" and not _is_negated(host.head):
        yield _owning_up(host)
    if host.pos_ not in VERBS:
        return
    if preposition in _OVER and host.lemma_ in _BLAMING:
        yield objects(host)
    if preposition in _BESIDE and event_types(noun) & event_types(host):
        yield subjects(host)


def _continuing(noun: Token) -> list[Token]:
    """Who did what the clause before tells of: "rebels took the town and its siege went on"."""
    if not any(t.lower_ in _ITS for t in noun.children) and noun.dep_ != "conj":
        return []
    first = next((t for t in (noun, *islice(noun.ancestors, _NEAR)) if t.dep_ != "conj"), noun)
    clause = first.head
    above = clause.head.head if clause.dep_ == "pcomp" else clause.head
    is_told = first.dep_ in SUBJECT and clause.dep_ in {"conj", "pcomp"} and above.pos_ in VERBS
    return subjects(above) if is_told and event_types(above) & event_types(noun) else []


def _owning_up(host: Token) -> list[Token]:
    """Who is "responsible" for something, or claims "responsibility" for it."""
    is_claimed = host.dep_ == "dobj" and host.head.lemma_ in _ACKNOWLEDGING
    if (host.lemma_ == "responsibility" and is_claimed) or (
        host.lemma_ == "responsible" and host.dep_ == "acomp"
    ):
        return subjects(host.head)
    return [host.head] if host.lemma_ == "responsible" and host.dep_ == "amod" else []


def _is_negated(word: Token) -> bool:
    """Whether a word has a negation of its own, or a subject that is nobody."""
    return any(
        c.dep_ == "neg" or (c.dep_ in SUBJECT and c.lower_ in {"nobody", "none", "no"})
        for c in word.children
    )


def victims(noun: Token) -> Iterator[list[Token]]:
    """Yield those who came to harm in what a noun names: "the blast killed 12", "died in it"."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ == "of" and above.head.lemma_ in _VICTIMS:
        yield [above.head]
    for verb in _consequences(noun):
        if verb.lemma_ in MEASURES:
            yield objects(verb)
    if noun.dep_ == "pobj" and above.lower_ in _BESIDE and above.head.lemma_ in MEASURES:
        verb = above.head
        yield objects(verb) if is_passive(verb) or verb.lemma_ not in _DYING else subjects(verb)


def _consequences(noun: Token) -> Iterator[Token]:
    """The verbs whose subject a noun is, or that a relative clause tells of it."""
    if noun.dep_ == "nsubj" and noun.head.pos_ in VERBS:
        yield noun.head
    yield from (c for c in noun.children if c.dep_ == "relcl" and not is_passive(c))
    yield from (c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBG")
