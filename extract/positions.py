"""Positions: the offices that a text says people hold."""

from __future__ import annotations

from .analysis import Analysis
from .findings import Position, Span, Time
from .identity import mint
from .offices import Office

__all__ = ["find_positions"]

_NEAR = 12  # characters between a title and "since 2012"
_CONFIDENCE = 0.85


def find_positions(analysis: Analysis) -> tuple[Position, ...]:
    """Return one position for each person and title; repeated ones are told once.

    Needs the analysis' offices, references, times and claims.
    """
    found: dict[tuple[str, str], Position] = {}
    for office in analysis.offices:
        position = _position(analysis, office)
        if position:
            found.setdefault((position.person, position.title.text.lower()), position)
    return tuple(found.values())


def _position(analysis: Analysis, office: Office) -> Position | None:
    passage = office.person.passage
    person = analysis.reference(passage, office.person.root)
    if person is None:
        return None
    title = passage.span_of(office.tokens)
    owner = analysis.reference(passage, office.holder_of.root) if office.holder_of else None
    return Position(
        # Not the whole IRI: positions are the same under any base.
        iri=mint(analysis.iri, "position", title, person.entity.rpartition("/")[2]),
        person=person.entity,
        title=title,
        organization=owner.entity if owner else None,
        claim=analysis.claim_around(title),
        time=_time(analysis, title),
        confidence=_CONFIDENCE,
    )


def _time(analysis: Analysis, title: Span) -> Time | None:
    """Return the time right behind the title ("president since 2012")."""
    for time in analysis.times:
        if time.span.part == title.part and 0 <= time.span.start - title.end <= _NEAR:
            return time
    return None
