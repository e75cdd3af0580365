"""Circumstances: where and when an event happened, as its clause says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from spacy.tokens import Token

from .analysis import Analysis, Passage
from .findings import Participant, Time
from .grammar import VERBS, clauses_of, conjuncts, modifiers, noun_phrase, objects, prepositional
from .triggers import Match, carrier_of

__all__ = ["find_places", "find_time"]

PLACING = frozenset({"prep", "advmod", "prt"})
# Types of words alone: what they are about is not where they are spoken.
SPOKEN = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
_NEAR = 12  # words above a date that are looked at for its clause
LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "on",
        "across",
        "outside",
        "around",
        "inside",
        "over",
        "throughout",
        "along",
        "off",
        "within",
        "from",
        "out",
        "into",
    ]
)


def find_places(
    analysis: Analysis, passage: Passage, match: Match, participants: frozenset[str]
) -> tuple[Participant, ...]:
    """Return the places said of a trigger or the verb that carries it, else of its clause.

    What is attacked or visited is a place of the event too. Nobody who takes part is.
    """
    token, carrier = match.token, carrier_of(match.token)
    struck = [] if match.entry.type in SPOKEN else _struck(token)
    hosts = [token, *struck] if carrier is None else [token, carrier, *struck]
    found = [p for host in hosts for p in _places_at(analysis, passage, host)]
    found += [p for t in struck for p in _nearest_place(analysis, passage, t)]
    clauses = clauses_of(token)
    while not found and (clause := next(clauses, None)) is not None:
        found = list(_places_at(analysis, passage, clause))
    return tuple(dict.fromkeys(p for p in found if p.entity not in participants))


def _struck(token: Token) -> list[Token]:
    """What a verb acts on, or what a noun's modifiers and its "of" name ("the Kabul bombing")."""
    if token.pos_ in VERBS:
        return objects(token)
    return [*modifiers(token), *prepositional(token, "of")]


def _places_at(analysis: Analysis, passage: Passage, token: Token) -> Iterator[Participant]:
    """The places that a word's prepositions of place bring, "out of" among them."""
    for child in token.children:
        if child.dep_ in PLACING and child.lower_ in LOCATIVE:
            inner = [t for c in child.children for t in ([c] if c.dep_ == "pobj" else c.children)]
            for place in inner:
                yield from _nearest_place(analysis, passage, place)


def _nearest_place(analysis: Analysis, passage: Passage, token: Token) -> Iterator[Participant]:
    """The place that a noun names, else the first within its phrase ("the city of Mosul")."""
    found = (p for inner in noun_phrase(token) for p in _place(analysis, passage, inner))
    yield from islice(found, 1)


def _place(analysis: Analysis, passage: Passage, token: Token) -> Iterator[Participant]:
    reference = analysis.reference(passage, token)
    if reference is not None and analysis.is_place(reference.entity):
        yield reference.participant


def find_time(passage: Passage, times: Sequence[Time], token: Token) -> Time | None:
    """Return the time said of a trigger or of its clause, the nearest; none is ever supposed.

    ``times`` are the part's, in reading order. Durations and repetitions are no dates.
    """
    sentence = token.sent
    first = bisect_left(times, sentence.start_char, key=lambda time: time.span.start)
    inside = takewhile(lambda t: t.span.start < sentence.end_char, islice(times, first, None))
    dated = [found for time in inside if (found := _attached(passage, time)) is not None]
    for host in (token, *clauses_of(token), *conjuncts(token)) if dated else ():
        near = [(abs(at - token.i), time) for at, above, time in dated if host.i in above]
        if near:
            return min(near, key=lambda pair: pair[0])[1]
    return None


def _attached(passage: Passage, time: Time) -> tuple[int, frozenset[int], Time] | None:
    """A date's place among the words, and the words above it up to its own clause's verb."""
    if time.type not in {"DATE", "TIME"}:
        return None
    words = passage.doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if words is None:
        return None
    above = [words.root.i]
    for token in islice(words.root.ancestors, _NEAR):
        above.append(token.i)
        if token.pos_ in VERBS:
            break
    return words.root.i, frozenset(above), time
