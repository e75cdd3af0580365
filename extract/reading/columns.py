"""Columns: which column of a table holds which field of its articles.

The names that are known are a table of their own, ``extract/data/columns.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..tables import rows
from .unreadable import ReadingError

__all__ = ["find_columns", "known_names"]

_JOINTS = re.compile(r"[\s_-]+")
_SHOWN = 300  # characters of a message about columns


def find_columns(names: Sequence[str]) -> dict[str, int]:
    """Return the place of the column that gives each field, for the columns of a table.

    Raises ReadingError where no column holds the text, or two claim to hold one field.

    >>> find_columns(["Id", "Headline", "text", "Body", "note"])
    {'id': 0, 'title': 1, 'text': 2}
    """
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        if field := known_names().get(_plain(name)):
            found.setdefault(field, []).append(place)
    if "text" not in found:
        listed = ", ".join(repr(name) for name in names)[:_SHOWN] or "none"
        known = ", ".join(name for name, field in known_names().items() if field == "text")
        problem = f"no column holds the text among: {listed}"
        raise ReadingError(problem, f"name that column text (known are {known})", 1)
    return {field: _only(field, places, names) for field, places in found.items()}


@cache
def known_names() -> dict[str, str]:
    """Return the names that a column may have, each with its field."""
    return {name: field for field, name, _ in rows("columns")}


def _plain(name: str) -> str:
    return _JOINTS.sub("_", name.strip().lower())


def _only(field: str, places: list[int], names: Sequence[str]) -> int:
    own = [place for place in places if _plain(names[place]) == field]
    chosen = own or places
    if len(chosen) > 1:
        listed = ", ".join(repr(names[place]) for place in chosen)[:_SHOWN]
        problem = f"{len(chosen)} columns may hold the {field}: {listed}"
        raise ReadingError(problem, f"name one of them {field}, and the others something else", 1)
    return chosen[0]
