"""Participants: who acts and who is acted on in an event, by its entry's frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from polybius.ontology.terms import ACTOR_TYPES

from .analysis import Analysis, Passage
from .findings import Participant
from .grammar import (
    NOUNS,
    VERBS,
    complements,
    modifiers,
    noun_phrase,
    objects,
    prepositional,
    subjects,
    together,
)
from .triggers import Match

__all__ = ["Roles", "find_participants", "find_roles"]

SPEAKERS_OWN = frozenset({"it", "they", "he", "she"})
TOGETHER = ("with", "and", "between")
FALLBACK = ("against", "on", "with", "to", "at", "toward", "towards", "from", "over", "for", "of")


@dataclass(frozen=True, slots=True)
class Roles:
    """Who acts and who is acted on; ``is_guess`` where the frame's slots were empty."""

    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    is_guess: bool = False

    @property
    def entities(self) -> frozenset[str]:
        """The IRIs of everybody in a role."""
        return frozenset(p.entity for p in (*self.actors, *self.recipients))


def find_roles(
    analysis: Analysis,
    passage: Passage,
    match: Match,
    carrier: Token | None,
    about: tuple[Match, ...],
) -> Roles:
    """Return who fills the frame of a match.

    ``carrier`` is the verb that says of a noun that it was done; ``about`` are the matches
    that this one is about ("agreed to help Iraq"), whose other side may be this one's. In a
    frame where both sides act the recipients are actors too.
    """
    frame, token = match.entry.frame, match.token
    actors = find_participants(analysis, passage, _actor_slots(match, carrier))
    taken = {p.entity for p in actors}
    slots = (_slot(token, carrier, name) for name in frame.recipients)
    recipients = _others(find_participants(analysis, passage, slots), taken)
    is_guess = False
    if not recipients and frame.recipients:
        guesses = _guesses(token, carrier, about, TOGETHER if frame.reciprocal else FALLBACK)
        recipients = _others(find_participants(analysis, passage, guesses), taken)
        is_guess = bool(recipients)
    if frame.reciprocal and not actors:
        return Roles(recipients, (), is_guess)
    if frame.reciprocal:
        actors = (*actors, *recipients)
    return Roles(actors, recipients, is_guess)


def _others(found: tuple[Participant, ...], taken: set[str]) -> tuple[Participant, ...]:
    return tuple(p for p in found if p.entity not in taken)


def _actor_slots(match: Match, carrier: Token | None) -> Iterator[list[Token]]:
    token = match.token
    for name in match.entry.frame.actors:
        yield _slot(token, carrier, name)
    if "subj" in match.entry.frame.actors:
        yield _speakers(token if carrier is None else carrier)
    if token.pos_ in NOUNS:
        yield [t for t in modifiers(token) if t.dep_ == "poss"]
        yield prepositional(token, "by")
        if carrier is not None:
            yield subjects(carrier)
        yield modifiers(token)


def _speakers(verb: Token) -> list[Token]:
    """Who speaks, where a reported act's subject is a pronoun that nothing else explains."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    if verb.dep_ != "ccomp" or not own or any(c.lower_ not in SPEAKERS_OWN for c in own):
        return []
    return subjects(verb.head) if verb.head.pos_ in VERBS else []


def _slot(token: Token, carrier: Token | None, name: str) -> list[Token]:
    """The tokens in one slot of a frame: subj, obj, poss, comp, or a preposition's objects."""
    if name == "subj":
        return subjects(token if carrier is None else carrier)
    if name == "obj":
        return objects(token)
    if name == "comp":
        return modifiers(token)
    if name == "poss":
        return [t for t in token.children if t.dep_ == "poss"]
    found = prepositional(token, name)
    for host in (carrier, *(objects(token) if token.pos_ in VERBS else ())):
        if host is not None:
            found += prepositional(host, name)
    return together(found)


def _guesses(
    token: Token, carrier: Token | None, about: tuple[Match, ...], prepositions: tuple[str, ...]
) -> Iterator[list[Token]]:
    """Where the other side may stand when it is not in its slot, the likeliest first."""
    for inner in about:
        for name in inner.entry.frame.recipients:
            yield _slot(inner.token, None, name)
    for clause in complements(token):
        if clause.pos_ in VERBS:
            yield [c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}]
            yield objects(clause)
    for preposition in prepositions:
        yield _slot(token, carrier, preposition)


def find_participants(
    analysis: Analysis, passage: Passage, slots: Iterable[list[Token]]
) -> tuple[Participant, ...]:
    """Return the participants of the first slot that has any."""
    for tokens in slots:
        found = dict.fromkeys(p for t in tokens for p in _actor_at(analysis, passage, t))
        if found:
            return tuple(found)
    return ()


def _actor_at(analysis: Analysis, passage: Passage, token: Token) -> Iterator[Participant]:
    """The actor a noun names, else the nearest one within its phrase ("a Gibraltar court")."""
    for inner in noun_phrase(token):
        reference = analysis.reference(passage, inner)
        if reference is not None and _is_actor(analysis, reference.entity):
            yield reference.participant
            return


def _is_actor(analysis: Analysis, entity: str) -> bool:
    return not ACTOR_TYPES.keys().isdisjoint(analysis.entities[entity].types)
