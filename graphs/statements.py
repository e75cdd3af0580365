"""Statements: times, events, claims and positions, each in the graph of whoever makes them."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from polybius.extract.findings import Claim, Event, Participant, Position, Quantity
from polybius.ontology import terms

from .frame import (
    LABEL,
    TYPE,
    Frame,
    all_times,
    confidence,
    evidence,
    known_term,
    offsets,
    term,
    texts,
)
from .literals import moment, string

__all__ = ["state_claims", "state_events", "state_positions", "state_times"]

_ROLES = (("actors", terms.actor), ("recipients", terms.recipient), ("places", terms.place))
_CLAIM_ROLES = (
    ("speaker", terms.speaker),
    ("audience", terms.audience),
    ("place", terms.place),
)
_HARMS = {
    "arrested": (terms.arrestedMin, terms.arrestedMax),
    "injured": (terms.injuredMin, terms.injuredMax),
    "killed": (terms.killedMin, terms.killedMax),
}


def state_times(frame: Frame) -> Iterator[Quad]:
    """Yield the time expressions, whatever they are the time of."""
    times = {time.span: time for time in all_times(frame.findings)}
    for span, time in times.items():
        node, graph = frame.times[span], frame.voices[span.part]
        yield Quad(node, TYPE, term(terms.Time), graph)
        yield from offsets(frame, node, span)
        yield from texts(
            node,
            graph,
            (
                (terms.value, time.value),
                (terms.granularity, time.granularity),
                (terms.basis, time.basis),
                (terms.timeType, time.type),
            ),
        )
        for name, day in ((terms.begin, time.begin), (terms.end, time.end)):
            if day:
                yield Quad(node, term(name), moment(day), graph)


def state_events(frame: Frame) -> Iterator[Quad]:
    """Yield the events; those of a claim are told in its content graph.

    Raises ValueError for a claim that is not there, and for a name that the ontology lacks.
    """
    for event in frame.findings.events:
        voice = frame.voices[event.trigger.part]
        told = _content(frame, event.claim, event.iri) if event.claim else voice
        yield from _said_of_event(frame, event, told)
        yield from _known_of_event(frame, event, voice)


def _content(frame: Frame, claim: str, what: str) -> NamedNode:
    if claim not in frame.contents:
        raise ValueError(
            f"{what} is asserted by {claim}, but {frame.findings.iri} has no such claim"
        )
    return frame.contents[claim]


def _said_of_event(frame: Frame, event: Event, graph: NamedNode) -> Iterator[Quad]:
    """Yield what is told of an event, in the graph of whoever tells it."""
    node = NamedNode(event.iri)
    yield Quad(node, TYPE, known_term(terms.EVENT_TYPES, event.type, "type of event"), graph)
    yield Quad(
        node,
        term(terms.factuality),
        known_term(terms.FACTUALITIES, event.factuality, "factuality"),
        graph,
    )
    if event.mode:
        yield Quad(
            node,
            term(terms.mode),
            known_term(terms.MODES[event.type], event.mode, f"mode of {event.type}"),
            graph,
        )
    for context in event.contexts:
        yield Quad(node, term(terms.context), known_term(terms.CONTEXTS, context, "context"), graph)
    for field, role in _ROLES:
        for participant in getattr(event, field):
            yield Quad(node, term(role), NamedNode(participant.entity), graph)
    if event.time:
        yield Quad(node, term(terms.time), frame.times[event.time.span], graph)
    for harm, quantity in event.quantities.items():
        yield from _quantity(node, harm, quantity, graph)


def _quantity(node: NamedNode, harm: str, quantity: Quantity, graph: NamedNode) -> Iterator[Quad]:
    if harm not in _HARMS:
        raise ValueError(f"{harm!r} is no quantity: expected one of {', '.join(_HARMS)}")
    for bound, number in zip(_HARMS[harm], (quantity.min, quantity.max), strict=True):
        if number is not None:
            yield Quad(node, term(bound), Literal(number), graph)


def _known_of_event(frame: Frame, event: Event, voice: NamedNode) -> Iterator[Quad]:
    """Yield what we add about an event: who asserts it, where it stands, how sure we are."""
    node = NamedNode(event.iri)
    yield Quad(
        node, term(terms.assertedBy), NamedNode(event.claim) if event.claim else voice, voice
    )
    yield Quad(node, term(terms.trigger), frame.spans[event.trigger], voice)
    yield Quad(node, term(terms.sentence), frame.spans[event.sentence], voice)
    for span in evidence(event):
        yield Quad(node, term(terms.evidence), frame.spans[span], voice)
    yield confidence(node, event.confidence, voice)


def state_claims(frame: Frame) -> Iterator[Quad]:
    """Yield the claims; raises ValueError for one within a claim that is not there."""
    for claim in frame.findings.claims:
        node, voice = NamedNode(claim.iri), frame.voices[claim.cue.part]
        yield Quad(node, TYPE, term(terms.Claim), voice)
        yield Quad(node, term(terms.quotation), string(claim.quotation), voice)
        yield Quad(node, term(terms.contentGraph), frame.contents[claim.iri], voice)
        yield confidence(node, claim.confidence, voice)
        yield from _claim_links(frame, claim, node, voice)
        yield from _claim_evidence(frame, claim, node, voice)


def _claim_links(frame: Frame, claim: Claim, node: NamedNode, voice: NamedNode) -> Iterator[Quad]:
    yield _asserted_by(frame, claim.iri, claim.within, voice)
    if claim.within:
        yield Quad(node, term(terms.within), NamedNode(claim.within), voice)
    if claim.event:
        yield Quad(node, term(terms.event), NamedNode(claim.event), voice)
    for entity in claim.about:
        yield Quad(node, term(terms.about), NamedNode(entity), voice)
    if claim.time:
        yield Quad(node, term(terms.time), frame.times[claim.time.span], voice)
    for field, role in _CLAIM_ROLES:
        participant: Participant | None = getattr(claim, field)
        if participant:
            yield Quad(node, term(role), NamedNode(participant.entity), voice)
            yield Quad(node, term(terms.evidence), frame.spans[participant.span], voice)


def _claim_evidence(
    frame: Frame, claim: Claim, node: NamedNode, voice: NamedNode
) -> Iterator[Quad]:
    yield Quad(node, term(terms.cue), frame.spans[claim.cue], voice)
    for span in claim.content:
        yield Quad(node, term(terms.content), frame.spans[span], voice)
    if claim.sentence:
        yield Quad(node, term(terms.sentence), frame.spans[claim.sentence], voice)


def state_positions(frame: Frame) -> Iterator[Quad]:
    """Yield the offices held; raises ValueError for one in a claim that is not there."""
    for position in frame.findings.positions:
        voice = frame.voices[position.title.part]
        yield from _position(frame, position, NamedNode(position.iri), voice)


def _position(
    frame: Frame, position: Position, node: NamedNode, voice: NamedNode
) -> Iterator[Quad]:
    yield Quad(node, TYPE, term(terms.Position), voice)
    yield Quad(node, term(terms.person), NamedNode(position.person), voice)
    if position.organization:
        yield Quad(node, term(terms.organization), NamedNode(position.organization), voice)
    yield Quad(node, LABEL, string(position.title.text), voice)
    yield Quad(node, term(terms.title), frame.spans[position.title], voice)
    if position.time:
        yield Quad(node, term(terms.time), frame.times[position.time.span], voice)
    yield _asserted_by(frame, position.iri, position.claim, voice)
    yield confidence(node, position.confidence, voice)


def _asserted_by(frame: Frame, iri: str, claim: str | None, voice: NamedNode) -> Quad:
    if claim:
        _content(frame, claim, iri)
    return Quad(NamedNode(iri), term(terms.assertedBy), NamedNode(claim) if claim else voice, voice)
