"""Circumstances: where and when an event happened, as its clause says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from spacy.tokens import Token

from ..analysis import Analysis, Passage
from ..findings import Participant, Time
from ..mentions.place_words import PARTS, PLACE_NOUNS, SETTLEMENTS
from .eventive import event_types
from .grammar import NOUNS, VERBS, clauses_of, conjuncts, objects, prepositional, subjects
from .noun_phrases import BELONGING, modifiers, noun_phrase
from .participants import Roles
from .triggers import Match, carrier_of

__all__ = ["find_places", "find_time", "is_placed", "strikes_place"]

PLACING = frozenset({"prep", "advmod", "prt", "dative"})
# Types of words alone: what they are about is not where they are spoken.
SPOKEN = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
_FAR = 40  # words before "its" in which the place is looked for
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

DIRECTED = frozenset({"to", "toward", "towards"})
# Verbs of going and sending: where somebody goes is where it happens.
MOVING = frozenset(
    [
        *("airlift", "bring", "deploy", "deport", "dispatch", "extradite", "flee", "fly", "head"),
        *("move", "pull", "rush", "repatriate", "retreat", "return", "send", "ship", "transfer"),
        *("travel", "withdraw"),
    ]
)
WITHIN = LOCATIVE - {"from", "out", "into", "over", "off"} | {"of"}
_PLACE_WORDS = PARTS.keys() | PLACE_NOUNS | SETTLEMENTS
# What violence does to where it happens.
_HITTING = frozenset(
    [
        *("damage", "destroy", "devastate", "flatten", "gut", "hit", "level", "rock", "shake"),
        *("strike", "target", "tear", "wreck"),
    ]
)
# What happened after or despite something else need not have happened where that did.
_ELSEWHERE = frozenset(
    {"after", "amid", "before", "despite", "following", "over", "since", "until", "about"}
)


def find_places(
    analysis: Analysis, passage: Passage, match: Match, roles: Roles
) -> tuple[Participant, ...]:
    """Return the places said of a trigger or the verb that carries it, else of those acted on
    ("met the envoy in Bol"), else of its clause.

    What is attacked or visited is a place of the event too. Nobody who takes part is. With a
    place come those that it is said to lie in ("a market in Diffa in southern Niger").
    """
    hosts = _hosts(match)
    found = [p for host in hosts for p in _places_at(analysis, passage, host)]
    if match.entry.type not in SPOKEN:
        found += [p for t in _struck(match.token) for p in _places_of(analysis, passage, t)]
    if match.entry.type == "ASSAULT" and match.token.pos_ in NOUNS:
        found += _owned(analysis, passage, match.token)
    if not found and match.entry.type not in SPOKEN:
        found = [p for side in roles.recipients for p in _places_beside(analysis, passage, side)]
    clauses = iter(()) if _is_aside(match.token) else clauses_of(match.token)
    while not found and (clause := next(clauses, None)) is not None:
        found = list(_places_at(analysis, passage, clause))
    return tuple(dict.fromkeys(p for p in found if p.entity not in roles.entities))


def _places_beside(
    analysis: Analysis, passage: Passage, side: Participant
) -> Iterator[Participant]:
    """The places that stand with a participant: where he is acted on ("militants in Mosul")."""
    words = passage.doc.char_span(side.span.start, side.span.end, alignment_mode="expand")
    for token in noun_phrase(words.root, BELONGING) if words is not None else ():
        yield from _places_at(analysis, passage, token)


def _hosts(match: Match) -> list[Token]:
    """The words whose prepositions say where: the trigger, what carries it, what it acts on.

    "the attack in Lagos killed two": of a consequence, what it comes of as well.
    """
    token, carrier = match.token, carrier_of(match.token)
    hosts = [token] if carrier is None else [token, carrier]
    if match.entry.type not in SPOKEN:
        hosts += _struck(token)
    if token.pos_ in VERBS:
        hosts += [t for t in subjects(token) if match.entry.type in event_types(t)]
    return hosts


def _is_aside(token: Token) -> bool:
    """Whether a noun only dates or explains its clause, which may be elsewhere ("after a raid")."""
    return token.pos_ in NOUNS and token.dep_ == "pobj" and token.head.lower_ in _ELSEWHERE


def _struck(token: Token) -> list[Token]:
    """What a verb acts on, or what a noun's modifiers and its "of" name ("the Kabul bombing")."""
    if token.pos_ in VERBS:
        return objects(token)
    hit = token.head if token.dep_ == "nsubj" and token.head.lemma_ in _HITTING else None
    return [*modifiers(token), *prepositional(token, "of"), *(objects(hit) if hit else ())]


def is_placed(analysis: Analysis, passage: Passage, token: Token) -> bool:
    """Whether what a word of violence strikes is a place ("the siege of Aden", "its siege").

    What a thing does to a place is no violence ("moss took over the village"), unless that
    thing is violence itself ("two strikes destroyed the bridge").
    """
    doers = subjects(token) if token.pos_ in VERBS else []
    if doers and not any(_is_violence(doer) for doer in doers):
        return False
    return bool(_owned(analysis, passage, token)) or strikes_place(analysis, passage, token)


def strikes_place(analysis: Analysis, passage: Passage, token: Token) -> bool:
    """Whether a place is what a word acts on ("struck Raqqa", "the bombing of Aleppo")."""
    return any(
        analysis.is_place(reference.entity)
        for t in _struck(token)
        for inner in noun_phrase(t, frozenset({"of"}))
        if (reference := analysis.reference(passage, inner)) is not None
    )


def _is_violence(noun: Token) -> bool:
    """Whether a noun tells of an assault; a fire alone may be anybody's ("rocket fire" is not)."""
    is_bare = noun.lemma_ == "fire" and not any(c.dep_ == "compound" for c in noun.lefts)
    return "ASSAULT" in event_types(noun) and not is_bare


def _joined(noun: Token) -> Iterator[Token]:
    """What a noun is coordinated with before it, the nearest first."""
    for _ in range(_NEAR):
        if noun.dep_ != "conj":
            return
        noun = noun.head
        yield noun


def _owned(analysis: Analysis, passage: Passage, noun: Token) -> list[Participant]:
    """The place that "its" before a noun of violence means: the last told ("its siege")."""
    owned = (
        c
        for t in (noun, *_joined(noun))
        for c in t.children
        if c.dep_ == "poss" and c.lower_ == "its"
    )
    owner = next(owned, None)
    if owner is None:
        return []
    words = passage.doc[max(owner.sent.start, owner.i - _FAR) : owner.i + 1]
    told = (analysis.reference(passage, t) for t in reversed(list(words)))
    places = (r for r in told if r is not None and analysis.is_place(r.entity))
    return [r.participant for r in islice(places, 1)]


def _places_at(analysis: Analysis, passage: Passage, token: Token) -> Iterator[Participant]:
    """The places that a word's prepositions of place bring, "out of" among them."""
    placing = LOCATIVE | DIRECTED if token.lemma_ in MOVING else LOCATIVE
    for child in token.children:
        if child.dep_ in PLACING and child.lower_ in placing:
            inner = [t for c in child.children for t in ([c] if c.dep_ == "pobj" else c.children)]
            for place in inner:
                yield from _places_of(analysis, passage, place)


def _places_of(analysis: Analysis, passage: Passage, token: Token) -> Iterator[Participant]:
    """The places that a phrase names, the nearest first ("the city of Mosul in Iraq").

    A people's adjective names one only before a noun of places: "a Syrian town", not "a
    Russian raid".
    """
    for inner in noun_phrase(token, WITHIN):
        reference = analysis.reference(passage, inner)
        if reference is None or not analysis.is_place(reference.entity):
            continue
        if not (inner.ent_type_ == "NORP" and inner.head.lemma_.lower() not in _PLACE_WORDS):
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
        near = [(abs(at.i - token.i), time) for at, above, time in dated if host.i in above]
        if near:
            return min(near, key=lambda pair: pair[0])[1]
    return next((time for at, _, time in dated if _is_lent(at, token)), None)


def _is_lent(date: Token, verb: Token) -> bool:
    """Whether a date at the end of a clause without tense is that of the past act it serves.

    "opened the road to feed the town on Monday", "signed a pact on guarding it in 1999": a
    plan or a charge of something dated is not so dated itself.
    """
    clause = next((t for t in islice(date.ancestors, _NEAR) if t.pos_ in VERBS), None)
    if clause is None or verb.tag_ != "VBD" or date.i < clause.i:
        return False
    if clause.dep_ == "advcl" and clause.tag_ == "VB":
        return clause.head.i == verb.i
    is_about = clause.dep_ == "pcomp" and clause.head.lower_ in {"on", "about", "over"}
    return is_about and verb in islice(clause.head.ancestors, 2)


def _attached(passage: Passage, time: Time) -> tuple[Token, frozenset[int], Time] | None:
    """A date's head word, the words above it up to its own clause's verb, and the date."""
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
    return words.root, frozenset(above), time
