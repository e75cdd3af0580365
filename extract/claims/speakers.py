"""Speakers: who speaks by a claim, also those whom nothing else in the document tells of.

A poll, critics or "many" are no actors that extraction looks for, yet a claim is worth
little without its source: one that no mention covers becomes an entity of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ..analysis import Analysis, Passage, Reference
from ..findings import Entity, Mention, Participant
from ..identity import entity_iri
from .attribution import Attribution

__all__ = ["speaker_of", "with_speakers"]

_UNNAMED = 0.5  # how sure an entity is of which only what it says is known
_RELATIVE = frozenset({"who", "which", "that"})


def with_speakers(analysis: Analysis, found: list[tuple[Passage, Attribution]]) -> Analysis:
    """Return the analysis with an entity for each source that no mention tells of.

    Sources of the same words ("the poll … the poll") are one entity, pronouns apart.
    """
    entities = dict(analysis.entities)
    references = list(analysis.references)
    for passage, attribution in found:
        if attribution.source is None or attribution.head is None:
            continue
        if speaker_of(analysis, passage, attribution) is not None:
            continue
        head = _antecedent(passage.doc[attribution.head])
        start, end = _phrase(head, attribution)
        mention = Mention(passage.span_of(passage.doc[start:end]), "nominal")
        entity = _entity(analysis, head, mention)
        known = entities.get(entity.iri, entity)
        if mention not in known.mentions:
            entities[entity.iri] = replace(known, mentions=(*known.mentions, mention))
            references.append(Reference(passage, start, end, "nominal", entity.iri))
    return replace(analysis, entities=entities, references=tuple(references))


def speaker_of(
    analysis: Analysis, passage: Passage, attribution: Attribution
) -> Participant | None:
    """Return who makes a claim, by the source's words."""
    if attribution.source is None or attribution.head is None:
        return None
    source = passage.doc[slice(*attribution.source)]
    for token in _candidates(passage.doc[attribution.head], source):
        reference = analysis.reference(passage, token)
        if reference is not None:
            return Participant(reference.entity, passage.span_of(source))
    return None


def _candidates(head: Token, source: TokenSpan) -> Iterator[Token]:
    """Yield the words by which the speaker may be known: the head, then its other names."""
    yield head
    yield _antecedent(head)
    yield from (token for token in source if token.dep_ == "appos")  # "a lawyer, Jane Doe,"


def _antecedent(head: Token) -> Token:
    """Return the noun that "who" or "which" stands for."""
    verb = head.head
    if head.lower_ in _RELATIVE and head.tag_ in ("WP", "WDT", "IN", "DT"):
        return verb.head if verb.dep_ == "relcl" else head
    return head


def _phrase(head: Token, attribution: Attribution) -> tuple[int, int]:
    """Return the noun phrase up to its head, which is what the source is called."""
    start = head.left_edge.i
    held = attribution.source
    if held is not None and held[0] <= head.i < held[1]:
        start = max(start, held[0])
    while start < head.i and (head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    return start, head.i + 1


def _entity(analysis: Analysis, head: Token, mention: Mention) -> Entity:
    name = " ".join(mention.span.text.split())
    where = f"{mention.span.part}:{mention.span.start}"
    key = where if head.pos_ == "PRON" else name.casefold()
    return Entity(
        iri=entity_iri(analysis.iri, key, "Actor"),
        types=("Actor",),
        name=name,
        confidence=_UNNAMED,
    )
