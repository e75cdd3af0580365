"""Frame: what every statement about one document needs to know, and the terms to make it in."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from polybius.extract.findings import Claim, Event, Findings, Position, Span, Time
from polybius.extract.identity import comment_iri, mint
from polybius.ontology import terms

from .literals import string

__all__ = [
    "DCTERMS",
    "GEO",
    "LABEL",
    "NIF",
    "SIOC",
    "SKOS",
    "TYPE",
    "WGS84",
    "Frame",
    "all_times",
    "confidence",
    "evidence",
    "frame_of",
    "graph_iri",
    "is_comment",
    "known_term",
    "offsets",
    "term",
    "texts",
]

DCTERMS, GEO, NIF, SIOC, SKOS, WGS84 = (
    terms.PREFIXES[prefix] for prefix in ("dcterms", "geo", "nif", "sioc", "skos", "wgs84")
)
TYPE = NamedNode(terms.PREFIXES["rdf"] + "type")
LABEL = NamedNode(terms.PREFIXES["rdfs"] + "label")

_TEXT_PARTS = ("title", "body")


@dataclass(frozen=True, slots=True)
class Frame:
    """What every statement about one document needs to know."""

    findings: Findings
    base: str
    document: NamedNode
    voices: Mapping[str, NamedNode]  # part -> the article or the comment, which is its graph too
    texts: Mapping[str, NamedNode]  # part -> the text that offsets count in
    spans: Mapping[Span, NamedNode]
    times: Mapping[Span, NamedNode]
    contents: Mapping[str, NamedNode]  # claim -> the graph of what it says


def frame_of(findings: Findings) -> Frame:
    """Return the frame of a document; raises ValueError where a span's part is not there."""
    base, found, _ = findings.iri.rpartition("document/")
    if not found:
        raise ValueError(f"{findings.iri} is no document's IRI (<base>document/<hash>)")
    document = NamedNode(findings.iri)
    voices = {part.part: _voice(document, part.part) for part in findings.parts}
    return Frame(
        findings=findings,
        base=base,
        document=document,
        voices=voices,
        texts={name: _text_node(document, name) for name in voices},
        spans=_minted(findings, "span", voices, dict.fromkeys(_all_spans(findings))),
        times=_minted(findings, "time", voices, {time.span: None for time in all_times(findings)}),
        contents={claim.iri: NamedNode(claim.iri + "/content") for claim in findings.claims},
    )


def is_comment(part: str) -> bool:
    """Tell whether a part is a comment, which is a document of its own."""
    return part.startswith("comment/")


def _voice(document: NamedNode, part: str) -> NamedNode:
    """Return who speaks in a part: the article, or the comment, a document of its own."""
    return NamedNode(comment_iri(document.value, part)) if is_comment(part) else document


def _text_node(document: NamedNode, part: str) -> NamedNode:
    """Return the node whose text a part's offsets count in: a comment is its own part."""
    if is_comment(part):
        return _voice(document, part)
    if part not in _TEXT_PARTS:
        raise ValueError(f"{part!r} is no part: expected title, body or comment/<number>")
    return NamedNode(f"{document.value}/{part}")


def _minted(
    findings: Findings, kind: str, voices: Mapping[str, NamedNode], spans: Iterable[Span]
) -> dict[Span, NamedNode]:
    nodes = {}
    for span in spans:
        if span.part not in voices:
            raise ValueError(f"{findings.iri} has no part {span.part!r}, but {span} lies in it")
        nodes[span] = NamedNode(mint(findings.iri, kind, span))
    return nodes


def _all_spans(findings: Findings) -> Iterator[Span]:
    for entity in findings.entities:
        yield from (mention.span for mention in entity.mentions)
    for event in findings.events:
        yield from _event_spans(event)
    for claim in findings.claims:
        yield from _claim_spans(claim)
    yield from (position.title for position in findings.positions)


def _event_spans(event: Event) -> Iterator[Span]:
    yield event.trigger
    yield event.sentence
    yield from evidence(event)


def evidence(event: Event) -> Iterator[Span]:
    """Yield the words that name an event's participants and numbers of people."""
    for participant in (*event.actors, *event.recipients, *event.places):
        yield participant.span
    yield from (quantity.span for quantity in event.quantities.values())


def _claim_spans(claim: Claim) -> Iterator[Span]:
    yield claim.cue
    yield from claim.content
    if claim.sentence:
        yield claim.sentence
    yield from (role.span for role in (claim.speaker, claim.audience, claim.place) if role)


def all_times(findings: Findings) -> Iterator[Time]:
    """Yield the document's times, and those that its findings hold."""
    yield from findings.times
    holders: tuple[Event | Claim | Position, ...]
    holders = (*findings.events, *findings.claims, *findings.positions)
    yield from (holder.time for holder in holders if holder.time)


def graph_iri(base: str, name: str) -> NamedNode:
    """Return the name of a graph that belongs to no document: entities, ontology, builds."""
    return NamedNode(f"{base}graph/{name}")


@functools.lru_cache(maxsize=1024)
def term(iri: str) -> NamedNode:
    """Return a vocabulary's term, each made once."""
    return NamedNode(iri)


def known_term(names: Mapping[str, str], name: str, what: str) -> NamedNode:
    """Return the term that the ontology has for a name of the findings."""
    if name not in names:
        raise ValueError(f"{name!r} is no {what}: expected one of {', '.join(sorted(names))}")
    return term(names[name])


def offsets(frame: Frame, node: NamedNode, span: Span) -> Iterator[Quad]:
    """Yield where a span is, and its words."""
    graph = frame.voices[span.part]
    yield Quad(node, term(terms.inPart), frame.texts[span.part], graph)
    yield Quad(node, term(NIF + "beginIndex"), Literal(span.start), graph)
    yield Quad(node, term(NIF + "endIndex"), Literal(span.end), graph)
    yield Quad(node, term(NIF + "anchorOf"), string(span.text), graph)


def texts(
    node: NamedNode, graph: NamedNode, values: Iterable[tuple[str, str | None]]
) -> Iterator[Quad]:
    """Yield the plain texts that a node has, by property; those that are None or empty it lacks."""
    for name, value in values:
        if value:
            yield Quad(node, term(name), string(value), graph)


def confidence(node: NamedNode, degree: float, graph: NamedNode) -> Quad:
    """Return how sure we are of a node, from 0 to 1."""
    return Quad(node, term(terms.confidence), Literal(float(degree)), graph)
