"""Signals: what may be seen of a finding that tells how far to trust it.

Each is a number by a name, 0 or 1 for most, taken from the findings alone, so that the
same can be asked of any extraction. What each is worth is learned (see `confidence`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from .findings import Claim, Entity, Event, Participant, Position, Span
from .identity import known_key

__all__ = ["Signalled", "Signals", "find_signals", "is_place", "log_odds"]

Signals = Mapping[str, float]
Signalled = tuple[str, str, Signals]  # a finding's kind, its IRI, its signals

_ALMOST = 0.01  # confidence set by hand is kept this far from 0 and from 1
_CELL = 1.5  # degrees: 167 km from south to north
_STRANGE, _DIGIT = re.compile(r"[^\w .,'’&-]|_"), re.compile(r"\d")
_SAID = frozenset({"said", "says", "say", "told", "according to", "added"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "who", "i", "we"})


def find_signals(
    entities: Iterable[Entity],
    events: Iterable[Event],
    claims: Iterable[Claim],
    positions: Iterable[Position],
) -> Iterator[Signalled]:
    """Yield the signals of each finding of one document.

    An entity's kind is ``place`` where it is on the map, else ``entity``.
    """
    known = tuple(entities)
    yield from (("place", place.iri, signals) for place, signals in _places(known))
    yield from (("entity", e.iri, _entity(e)) for e in known if not is_place(e))
    yield from (("event", e.iri, _event(e)) for e in events)
    yield from (("claim", c.iri, _claim(c)) for c in claims)
    yield from (("position", p.iri, _position(p)) for p in positions)


def is_place(entity: Entity) -> bool:
    """Say whether an entity is on the map; its confidence then is that it lies there."""
    return entity.lat is not None


def log_odds(confidence: float) -> float:
    """Return the logarithm of the odds of a confidence, 0 for a half."""
    share = min(max(confidence, _ALMOST), 1 - _ALMOST)
    return math.log(share / (1 - share))


def _entity(entity: Entity) -> Signals:
    """Return the signals of an entity that is not on the map: is it one at all?"""
    kinds = Counter(m.kind for m in entity.mentions)
    return {
        "raw": log_odds(entity.confidence),
        "known": known_key(entity.iri) is not None,
        **_one_of("type", entity.types[0]),
        **_name_signals(entity.name),
        "named": bool(kinds["name"]),
        "pronouns": bool(kinds["pronoun"]),
        "mentions": math.log(max(1, kinds["name"] + kinds["nominal"])),
        "sector": entity.sector is not None,
        "several names": len({m.span.text for m in entity.mentions if m.kind == "name"}) > 1,
    }


def _name_signals(name: str) -> Signals:
    words = name.split()
    return {
        "one word": len(words) == 1,
        "capitals": name.isupper(),
        "lower case": name.islower(),
        "strange characters": _STRANGE.search(name) is not None,
        "digits": _DIGIT.search(name) is not None,
    }


def _places(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Signals]]:
    """Yield each place on the map with its signals, on which the other places bear."""
    places = [e for e in entities if is_place(e)]
    countries = Counter(e.country for e in places)
    cells = Counter(_cell(e) for e in places)
    for place in places:
        beside = countries[place.country] - 1
        names = [m.span.text for m in place.mentions if m.kind == "name"]
        yield (
            place,
            {
                "raw": log_odds(place.confidence),
                **_one_of("type", "Country" if "Country" in place.types else place.types[0]),
                "capitals": any(name.isupper() for name in names),
                "in a known place": place.located_in is not None,
                "mentions": math.log(max(1, len(names))),
                "same name": place.name in names,
                "beside of its country": math.log(1 + beside),
                "share of its country": beside / max(1, len(places) - 1),
                "near another": _count_near(cells, place) > 1,
            },
        )


def _cell(place: Entity) -> tuple[int, int]:
    """Return the cell of the map that a place lies in, about as high as places are near."""
    return math.floor((place.lat or 0) / _CELL), math.floor((place.lon or 0) / _CELL)


def _count_near(cells: Mapping[tuple[int, int], int], place: Entity) -> int:
    """Count the places in a place's cell and those around it, itself among them.

    Counted by cells, since a text may name thousands of places.
    """
    row, column = _cell(place)
    around = product((row - 1, row, row + 1), (column - 1, column, column + 1))
    return sum(cells.get(cell, 0) for cell in around)


def _event(event: Event) -> Signals:
    """Return the signals of an event: is it one of its type?"""
    return {
        "raw": log_odds(event.confidence),
        **_one_of("type", event.type),
        **_one_of("factuality", event.factuality),
        "mode": event.mode is not None,
        "several words": " " in event.trigger.text,
        "participle": event.trigger.text.endswith("ing"),
        "both sides": bool(event.actors and event.recipients),
        "no actor": not event.actors,
        "no side": not (event.actors or event.recipients),
        "several actors": len(event.actors) > 1,
        "actor before": _before(event.actors, event.trigger),
        "recipient before": _before(event.recipients, event.trigger),
        "actor far": _distance(event.actors, event.trigger),
        "recipient far": _distance(event.recipients, event.trigger),
        "in a claim": event.claim is not None,
        "place": bool(event.places),
        "long sentence": math.log(max(1, len(event.sentence.text)) / 100),
    }


def _claim(claim: Claim) -> Signals:
    """Return the signals of a claim: is it one, with its speaker?"""
    length = sum(len(span.text) for span in claim.content)
    speaker = [claim.speaker] if claim.speaker else []
    cue = claim.cue.text.lower()
    return {
        "raw": log_odds(claim.confidence),
        **_one_of("quotation", claim.quotation),
        "no speaker": not speaker,
        "pronoun": bool(speaker) and speaker[0].span.text.lower() in _PRONOUNS,
        "saying": cue in _SAID,
        "that": claim.content[0].text.lower().startswith("that "),
        "broken": len(claim.content) > 1,
        "content first": claim.content[0].start < claim.cue.start,
        "length": math.log(max(1, length) / 100),
        "short": length < 25,
        "speaker far": _distance(speaker, claim.cue),
        "speaker after": not _before(speaker, claim.cue),
        "nested": claim.within is not None,
        "event": claim.event is not None,
        "audience": claim.audience is not None,
    }


def _position(position: Position) -> Signals:
    """Return the signals of an office: does this person hold it?"""
    return {"raw": log_odds(position.confidence), "organization": bool(position.organization)}


def _one_of(name: str, value: str) -> Signals:
    return {f"{name} {value}": 1.0}


def _before(participants: Iterable[Participant], span: Span) -> bool:
    return any(p.span.start < span.start for p in participants)


def _distance(participants: Iterable[Participant], span: Span) -> float:
    """Return how far the nearest stands from a span: log of the characters between."""
    gaps = [max(p.span.start - span.end, span.start - p.span.end, 0) for p in participants]
    return math.log(1 + min(gaps)) if gaps else 0.0
