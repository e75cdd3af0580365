"""Positions: the offices that a text says people hold."""

from __future__ import annotations

from ..analysis import Analysis
from ..findings import Position
from ..identity import mint
from ..mentions.offices import Office

__all__ = ["find_positions"]

_NEAR = 12  # characters between a title and "since 2012"
_CONFIDENCE = 0.85
# What people are by trade or conviction, which is no office.
_TRADES = frozenset(
    {
        *("activist", "campaigner", "candidate", "nominee", "supporter", "follower", "critic"),
        *(
            "dissident",
            "exile",
            "opponent",
            "trader",
            "nurse",
            "investor",
            "shareholder",
            "soldier",
        ),
        *("billionaire", "businessman", "businesswoman", "tycoon", "oligarch", "blogger", "rebel"),
        *("volunteer", "photographer", "fighter", "militant", "refugee", "incumbent"),
    }
)
# What is one only in somebody's service: "an analyst at the Bolton Institute".
_PROFESSIONS = frozenset(
    {
        *("analyst", "expert", "researcher", "economist", "historian", "lawyer", "journalist"),
        *("reporter", "columnist", "correspondent", "scholar", "academic", "scientist", "doctor"),
        *("surgeon", "cleric", "preacher", "officer", "official", "lecturer", "editor"),
    }
)


def find_positions(analysis: Analysis) -> tuple[Position, ...]:
    """Return one position for each person and title; repeated ones are told once.

    Needs the analysis' offices, references, times and claims.
    """
    found: dict[tuple[str, str], Position] = {}
    for office in analysis.offices:
        position = _position(analysis, office) if _is_held(office) else None
        if position:
            found.setdefault((position.person, position.title.text.lower()), position)
    return tuple(found.values())


def _is_held(office: Office) -> bool:
    """Whether a title is of an office, not of a trade."""
    head = next((t for t in office.tokens if t.pos_ == "ADP"), None)
    noun = office.person.passage.doc[(head.i if head else office.end) - 1].lemma_.lower()
    return noun not in _TRADES and (noun not in _PROFESSIONS or office.holder_of is not None)


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
        time=analysis.time_behind(title, _NEAR),
        confidence=_CONFIDENCE,
    )
