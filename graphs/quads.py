"""Quads: one document's findings as RDF, each statement in the graph of whoever makes it.

The shape is that of ``graphs/README.md``. Nothing is a blank node and no clock is
read, so the same findings always give the same quads.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from polybius.extract.findings import Findings, Part
from polybius.extract.identity import account_iri
from polybius.ontology import terms

from .entities import describe_entities
from .frame import (
    DCTERMS,
    LABEL,
    NIF,
    SIOC,
    TYPE,
    Frame,
    frame_of,
    is_comment,
    offsets,
    term,
    texts,
)
from .literals import moment, string, web
from .statements import state_claims, state_events, state_positions, state_times

__all__ = ["to_quads"]


def to_quads(findings: Findings) -> Iterator[Quad]:
    """Yield the quads of one document, each once, in the findings' order.

    Characters that XML cannot hold, and lone surrogates, become U+FFFD, one for one, so
    that offsets still fit. What the gazetteer knows of the entities, and of the places that
    they lie in, is described too.

    Raises ValueError when the findings contradict themselves (a span in a part, or an
    event in a claim, that is not there) or name a term in a form no ontology has.
    """
    frame = frame_of(findings)
    steps = (
        _document(frame),
        _parts(frame),
        _spans(frame),
        _mentions(frame),
        describe_entities(frame),
        state_times(frame),
        state_events(frame),
        state_claims(frame),
        state_positions(frame),
    )
    yield from dict.fromkeys(quad for step in steps for quad in step)


def _document(frame: Frame) -> Iterator[Quad]:
    findings, node = frame.findings, frame.document
    yield Quad(node, TYPE, term(terms.Article), node)
    yield from texts(
        node,
        node,
        (
            (DCTERMS + "title", findings.title),
            (terms.outlet, findings.outlet),
            (DCTERMS + "creator", findings.author),
            (DCTERMS + "language", findings.lang),
            (DCTERMS + "identifier", findings.id),
        ),
    )
    yield from _issued(node, findings.published)
    if findings.url:
        yield Quad(node, term(DCTERMS + "source"), web(findings.url), node)


def _issued(node: NamedNode, published: str | None) -> Iterator[Quad]:
    if published:
        yield Quad(node, term(DCTERMS + "issued"), moment(published), node)


def _parts(frame: Frame) -> Iterator[Quad]:
    for part in frame.findings.parts:
        text, graph = frame.texts[part.part], frame.voices[part.part]
        yield Quad(text, TYPE, term(terms.Part), graph)
        yield Quad(text, term(NIF + "isString"), string(part.text), graph)
        if is_comment(part.part):
            yield from _comment(frame, part, graph)
        else:
            yield Quad(text, term(terms.partOf), frame.document, graph)


def _comment(frame: Frame, part: Part, node: NamedNode) -> Iterator[Quad]:
    number = part.part.removeprefix("comment/")
    if not number.isdecimal():
        raise ValueError(f"part {part.part!r} of {frame.findings.iri}: expected comment/<number>")
    yield Quad(node, TYPE, term(terms.Comment), node)
    yield Quad(node, term(terms.commentOn), frame.document, node)
    yield Quad(node, term(terms.number), Literal(int(number)), node)
    yield from texts(node, node, ((DCTERMS + "identifier", part.id),))
    yield from _issued(node, part.published)
    if part.reply_to:
        if part.reply_to not in frame.voices:
            raise ValueError(f"{part.part} of {frame.findings.iri} answers no {part.reply_to!r}")
        yield Quad(node, term(SIOC + "reply_of"), frame.voices[part.reply_to], node)
    if part.author:
        account = NamedNode(account_iri(frame.document.value, frame.findings.outlet, part.author))
        yield Quad(node, term(SIOC + "has_creator"), account, node)
        yield Quad(account, TYPE, term(terms.Account), node)
        yield Quad(account, LABEL, string(part.author), node)


def _spans(frame: Frame) -> Iterator[Quad]:
    for span, node in frame.spans.items():
        yield from offsets(frame, node, span)


def _mentions(frame: Frame) -> Iterator[Quad]:
    for entity in frame.findings.entities:
        node = NamedNode(entity.iri)
        for mention in entity.mentions:
            span, graph = frame.spans[mention.span], frame.voices[mention.span.part]
            yield Quad(span, TYPE, term(terms.Mention), graph)
            yield Quad(span, term(terms.mentions), node, graph)
            yield Quad(span, term(terms.mentionKind), string(mention.kind), graph)
