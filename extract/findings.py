"""Findings: what one document says, as plain frozen values.

This is the contract between extraction and the graph, and the record that
``polybius extract`` writes, one JSON object per document. Nothing here needs
spaCy or an RDF library.

Offsets are half-open ranges of Python code points into a part's text, and
``part.text[span.start:span.end] == span.text`` always holds. Dates are ISO 8601
strings, coordinates WGS84 degrees, countries ISO 3166-1 alpha-3 codes.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

__all__ = [
    "Candidate",
    "Claim",
    "Dropped",
    "Entity",
    "Event",
    "Findings",
    "Mention",
    "Part",
    "Participant",
    "Position",
    "Quantity",
    "Span",
    "Time",
    "from_json",
    "to_json",
]

Factuality = Literal["occurred", "ongoing", "future", "hypothetical", "negated", "historical"]
MentionKind = Literal["name", "nominal", "pronoun"]
QuotationKind = Literal["direct", "indirect", "mixed"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Granularity = Literal["instant", "day", "week", "month", "season", "year", "decade", "century"]
Basis = Literal["explicit", "relative", "document", "unresolved"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one part's text: ``[start, end)`` in code points, and the text itself."""

    part: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A title, a body, or a comment (``comment/1`` and so on, in reading order)."""

    part: str
    text: str
    id: str | None = None
    author: str | None = None
    published: str | None = None
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text speaks of an entity."""

    span: Span
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """What an entity may be, with a score from 0 to 1."""

    iri: str
    score: float


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor, a place, or (a country) both, with every mention of it in the document."""

    iri: str
    types: tuple[str, ...]
    name: str
    exact_match: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    country: str | None = None
    sector: str | None = None
    lat: float | None = None
    lon: float | None = None
    mentions: tuple[Mention, ...] = ()
    confidence: float = 1.0
    located_in: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """An entity in a role, by the words that put it there."""

    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people with its bounds: "at least 12" has no ``max``."""

    min: int | None
    max: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression; ``begin`` and ``end`` are inclusive ISO dates."""

    span: Span
    type: TimeType
    value: str | None = None
    begin: str | None = None
    end: str | None = None
    granularity: Granularity | None = None
    basis: Basis = "unresolved"


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom: ``type``, ``mode`` and ``contexts`` are PLOVER's."""

    iri: str
    type: str
    mode: str | None
    trigger: Span
    sentence: Span
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    places: tuple[Participant, ...]
    time: Time | None
    factuality: Factuality
    contexts: tuple[str, ...] = ()
    quantities: Mapping[str, Quantity] = dataclasses.field(default_factory=dict)
    claim: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Claim:
    """An act of speech: who says what. Its content is never a fact of the document."""

    iri: str
    speaker: Participant | None
    cue: Span
    content: tuple[Span, ...]
    quotation: QuotationKind
    within: str | None = None
    event: str | None = None
    about: tuple[str, ...] = ()
    audience: Participant | None = None
    time: Time | None = None
    place: Participant | None = None
    confidence: float = 1.0
    sentence: Span | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """An office held: ``title`` is its wording in the text."""

    iri: str
    person: str
    title: Span
    organization: str | None
    claim: str | None = None
    time: Time | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was seen and left out, and why."""

    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in one document."""

    id: str
    iri: str
    published: str | None
    outlet: str | None
    url: str | None
    title: str | None
    author: str | None
    lang: str | None
    parts: tuple[Part, ...]
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    times: tuple[Time, ...] = ()
    positions: tuple[Position, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def to_json(findings: Findings) -> str:
    """Return the findings as one line of JSON, keys in the contract's order."""
    return json.dumps(findings, ensure_ascii=False, default=_fields)


def _fields(record: Any) -> dict[str, Any]:
    """Return a record's fields; `dataclasses.asdict` would copy all that they hold first."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def from_json(line: str) -> Findings:
    """Read what `to_json` wrote.

    Raises ValueError when the line is no JSON, and TypeError when a field is
    missing or not of the contract.
    """
    return _build(Findings, json.loads(line))


T = TypeVar("T")
# Reading hints anew for each span would take most of the time.
_hints: Callable[[type], dict[str, Any]] = functools.cache(typing.get_type_hints)


def _build(kind: type[T], value: Mapping[str, Any]) -> T:
    if not isinstance(value, Mapping):
        raise TypeError(f"expected an object for {kind.__name__}, found {value!r:.60}")
    hints = _hints(kind)
    unknown = sorted(value.keys() - hints.keys())
    if unknown:
        raise TypeError(f"{kind.__name__} has no field {', '.join(unknown)}")
    return kind(**{name: _convert(hints[name], item) for name, item in value.items()})


def _convert(hint: Any, value: Any) -> Any:
    """Turn plain JSON into the type a field is declared with."""
    if value is None or dataclasses.is_dataclass(value):
        return value
    if isinstance(hint, types.UnionType):
        (hint,) = (option for option in typing.get_args(hint) if option is not types.NoneType)
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return tuple(_convert(args[0], item) for item in value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: _convert(args[1], item) for key, item in value.items()}
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _build(hint, value)
    return value
