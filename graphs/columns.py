"""Columns: the attributes of nodes or of edges, each with one title and one type for all."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from .names import clean
from .network import Attribute

__all__ = ["Column", "columns", "value_text"]

_TYPES: dict[type, str] = {bool: "boolean", float: "double", str: "string"}


@dataclass(frozen=True, slots=True)
class Column:
    """An attribute: its ``name`` in the network, its ``title`` in the file, and its ``type``.

    The type is ``boolean``, ``long``, ``double`` or ``string``, as GEXF and GraphML name them.
    """

    name: str
    title: str
    type: str


def columns(
    owners: Iterable[Mapping[str, Attribute]],
    taken: Collection[str],
    fit: Callable[[str], str] = str,
) -> tuple[Column, ...]:
    """Return a column for each attribute, sorted by name.

    A title that is among ``taken`` (lower case), which the format or its readers use for
    something else, or that another column has, gets an underscore at its end; programs that
    do not tell cases apart see different titles too. ``fit`` makes a title fit the format.
    The type is the narrowest that holds all values.
    """
    types: defaultdict[str, set[str]] = defaultdict(set)
    for attributes in owners:
        for name, value in attributes.items():
            types[name].add(_TYPES.get(type(value)) or _type(value))
    used = set(taken)
    found = []
    for name in sorted(types):
        title = fit(" ".join(clean(name).split()) or "unnamed")
        while title.lower() in used:
            title += "_"
        used.add(title.lower())
        found.append(Column(name, title, _common(types[name])))
    return tuple(found)


def _type(value: Attribute) -> str:
    """Return the type of an integer, or of a kind of number that is not Python's own."""
    if isinstance(value, int):
        return "long" if -(2**63) <= value < 2**63 else "string"
    return "double" if isinstance(value, float) else "string"


def _common(types: set[str]) -> str:
    if len(types) == 1:
        return next(iter(types))
    return "double" if types == {"long", "double"} else "string"


def value_text(column: Column, attributes: Mapping[str, Attribute]) -> str | None:
    """Return the text of a column's value; None where there is none, or no finite number."""
    value = attributes.get(column.name)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(float(value)) if math.isfinite(value) else None  # numpy's says its type too
    return str(float(value)) if column.type == "double" else str(value)
