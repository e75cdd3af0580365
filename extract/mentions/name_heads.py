"""Name heads: what the words of a name tell of the thing it names ("data/name_heads.tsv")."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from polybius.ontology.terms import PLACE_TYPES

from ..analysis import LOCATED
from ..tables import rows
from .units import UNITS

__all__ = ["class_of_name", "fits", "name_heads"]


@cache
def name_heads() -> dict[str, str]:
    """Return what the head of a name tells: spaCy's label, or "" for a thing that cannot act."""
    return {cells[0]: cells[1] for cells in rows("name_heads")}


@cache
def _classes() -> dict[str, str]:
    return {cells[0]: cells[2] for cells in rows("name_heads") if len(cells) > 2}


def class_of_name(name: str) -> str | None:
    """Return the class that the head of an organisation's name tells, or None.

    A unit with a number is of armed forces; "army" or "brigade" alone is often a rebels' one.

    >>> class_of_name("Ministry of Canals"), class_of_name("4th Bornu Brigade")
    ('Government', 'ArmedForces')
    """
    words = name.lower().split()
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    if words[0][0].isdigit() and head in UNITS:
        return "ArmedForces"
    return _classes().get(head)


def fits(types: Sequence[str], label: str) -> bool:
    """Whether classes of a known entity are of the kind that spaCy's label says."""
    if label in LOCATED:
        return "Country" in types
    if label == "PERSON":
        return "Person" in types
    return label == "ORG" and PLACE_TYPES.keys().isdisjoint(types) and "Person" not in types
