"""Participants: who acts and who is acted on in an event, by its entry's frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from spacy.tokens import Token

from polybius.ontology.terms import ACTOR_TYPES

from ..analysis import Analysis, Passage
from ..findings import Participant
from .eventive import event_types
from .governance import rule_of
from .grammar import (
    NOUNS,
    VERBS,
    authors,
    complements,
    objects,
    prepositional,
    subjects,
    together,
    told_before,
)
from .noun_phrases import BELONGING, modifiers, noun_phrase
from .responsibility import responsible, victims
from .triggers import Match

__all__ = ["REFLEXIVE", "Roles", "find_participants", "find_roles"]

# Prepositions after those who act; and after acts, of which the victims stand with the others.
DOING = BELONGING | {"behind"}
_BY = frozenset({"by", "behind"})
# What is done to oneself is done to nobody else.
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "ourselves", "myself"})
SPEAKERS_OWN = frozenset({"it", "they", "he", "she"})
TOGETHER = ("with", "and", "between")
FALLBACK = ("against", "on", "with", "to", "toward", "towards", "from", "over", "for", "of")

POWERS = frozenset(
    {
        "State",
        "Government",
        "ArmedForces",
        "ArmedGroup",
        "Coalition",
        "IntergovernmentalOrganization",
    }
)
# Nouns whose owner is whom they are done to, if a person: "her arrest", "the leader's murder".
DONE_TO_PERSONS = frozenset(
    [
        *("abduction", "arrest", "assassination", "beating", "beheading", "capture", "conviction"),
        *("death", "deportation", "detention", "dismissal", "ejection", "execution", "expulsion"),
        *("extradition", "imprisonment", "indictment", "jailing", "kidnapping", "killing"),
        *("lynching", "murder", "ouster", "overthrow", "poisoning", "rape", "release", "rescue"),
        *("sacking", "sentencing", "slaying", "torture", "trial"),
    ]
)


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
    that this one is about ("agreed to help Iraq"), whose other side may be this one's. Where
    both sides act, those told as one ("Iran and Iraq met") are actors; else each has the role
    that the sentence gives it ("Iran met Iraq"), so that nobody acts towards himself.
    """
    frame, token = match.entry.frame, match.token
    undergoer = _undergoers(analysis, passage, match, carrier)
    slots = (s for s in _actor_slots(match, carrier) if not undergoer or s != undergoer[0])
    actors = find_participants(analysis, passage, slots, DOING)
    taken = {p.entity for p in actors}
    named = (*(_slot(token, carrier, name) for name in frame.recipients), *undergoer)
    # of who is attacked the place is no part: "a convoy in Mali" is not Mali
    within = BELONGING if match.entry.type == "ASSAULT" else None
    recipients = _others(find_participants(analysis, passage, named, within), taken)
    is_guess = False
    if not recipients and frame.recipients:
        guessed = _guesses(match, carrier, about)
        recipients = find_participants(analysis, passage, guessed, but=taken)
        is_guess = bool(recipients)
    if frame.reciprocal and not actors and not prepositional(token, "against"):
        return Roles(recipients, (), is_guess)
    return Roles(actors, recipients, is_guess)


def _undergoers(
    analysis: Analysis, passage: Passage, match: Match, carrier: Token | None
) -> list[list[Token]]:
    """Where those stand to whom a noun's event is done, though its doers stand there else.

    "faced criticism": the subject of such verbs. "their arrest", "journalist arrests": the
    owner of what is done to persons, unless it is a state or a force, or others are named.
    """
    token = match.token
    if token.pos_ not in NOUNS:
        return []
    rule = None if carrier is None else rule_of(carrier)
    if carrier is not None and rule is not None and rule.control == "recipient":
        return [subjects(carrier)]
    if token.lemma_.lower() not in DONE_TO_PERSONS or prepositional(token, "of"):
        return []
    owners = modifiers(token)
    found = find_participants(analysis, passage, [owners])
    return [owners] if found and not any(_is_power(analysis, p.entity) for p in found) else []


def _others(found: tuple[Participant, ...], taken: set[str]) -> tuple[Participant, ...]:
    return tuple(p for p in found if p.entity not in taken)


def _actor_slots(match: Match, carrier: Token | None) -> Iterator[list[Token]]:
    token = match.token
    for name in match.entry.frame.actors:
        yield _slot(token, carrier, name)
    if "subj" in match.entry.frame.actors:
        verb = token if carrier is None else carrier
        yield _speakers(verb)
        yield authors(verb)
        for noun in subjects(verb):  # what was done by an act was done by those behind it
            yield from responsible(noun)
    if token.pos_ in NOUNS:
        yield [t for t in modifiers(token) if t.dep_ == "poss"]
        yield prepositional(token, "by")
        if carrier is not None:
            yield _doers(carrier)
            yield from _inflicting(token, carrier)
        yield modifiers(token)
        yield from responsible(token)


def _inflicting(noun: Token, carrier: Token) -> Iterator[list[Token]]:
    """Who does what the verb's subject suffers: "faced criticism from Paris"."""
    rule = rule_of(carrier)
    if rule is not None and rule.control == "recipient":
        for name in ("from", "by"):
            yield prepositional(noun, name) or prepositional(carrier, name)


def _doers(carrier: Token) -> list[Token]:
    """Who does what a verb carries: its subject, unless the verb says only what came of it."""
    rule = rule_of(carrier)
    return [] if rule is not None and rule.control in {"recipient", "none"} else subjects(carrier)


def _speakers(verb: Token) -> list[Token]:
    """Who speaks, where a reported act's subject is a pronoun that nothing else explains."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    if verb.dep_ != "ccomp" or not own or any(c.lower_ not in SPEAKERS_OWN for c in own):
        return []
    return subjects(verb.head) if verb.head.pos_ in VERBS else []


def _slot(token: Token, carrier: Token | None, name: str) -> list[Token]:
    """The tokens in one slot of a frame: subj, obj, poss, comp, or a preposition's objects."""
    if name == "subj":
        return subjects(token) if carrier is None else _doers(carrier)
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
    if name == "in":  # "killed in the raid by rebels": those who raid are not killed
        found = [t for t in found if not event_types(t)]
    return together(found)


def _guesses(
    match: Match, carrier: Token | None, about: tuple[Match, ...]
) -> Iterator[list[Token]]:
    """Where the other side may stand when it is not in its slot, the likeliest first."""
    token = match.token
    if match.entry.type == "ASSAULT":
        yield from victims(token)
    for inner in about:
        for name in inner.entry.frame.recipients:
            yield _slot(inner.token, None, name)
    for clause in complements(token):
        if clause.pos_ in VERBS:
            yield [c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}]
            yield objects(clause)
    told = told_before(token)
    if told is not None:
        yield objects(told)
    for preposition in TOGETHER if match.entry.frame.reciprocal else FALLBACK:
        yield _slot(token, carrier, preposition)


def find_participants(
    analysis: Analysis,
    passage: Passage,
    slots: Iterable[list[Token]],
    prepositions: frozenset[str] | None = None,
    but: AbstractSet[str] = frozenset(),
) -> tuple[Participant, ...]:
    """Return the participants of the first slot that has any ``but`` those."""
    for tokens in slots:
        found = dict.fromkeys(
            p for t in tokens for p in _actor_at(analysis, passage, t, prepositions)
        )
        others = tuple(p for p in found if p.entity not in but)
        if others:
            return others
    return ()


def _actor_at(
    analysis: Analysis, passage: Passage, token: Token, prepositions: frozenset[str] | None
) -> Iterator[Participant]:
    """The actor a noun names, else the nearest one within its phrase ("a Gibraltar court")."""
    if token.lower_ in REFLEXIVE:
        return
    if prepositions is DOING and "ASSAULT" in event_types(token):
        prepositions = _BY  # "the bombing of a base killed ten": the base did not
    for inner in noun_phrase(token, prepositions):
        reference = analysis.reference(passage, inner)
        if reference is not None and _is_actor(analysis, reference.entity):
            yield reference.participant
            return


def _is_power(analysis: Analysis, entity: str) -> bool:
    """Whether an entity is of those that arrest and execute."""
    return not POWERS.isdisjoint(analysis.entities[entity].types)


def _is_actor(analysis: Analysis, entity: str) -> bool:
    return not ACTOR_TYPES.keys().isdisjoint(analysis.entities[entity].types)
