"""JSON as text, piece by piece, within what RFC 8259 and JavaScript can hold."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping

from .columns import Column
from .names import clean
from .network import Attribute

__all__ = ["json_list", "json_text", "json_values"]

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_LARGEST = 2**53  # JavaScript rounds what is larger


def json_text(value: object) -> str:
    """Return a value as JSON on one line. Raises ValueError for numbers that are not finite."""
    return _ENCODER.encode(value)


def json_list(items: Iterable[object]) -> Iterator[str]:
    """Yield a list, each item on a line of its own, in pieces."""
    yield "[\n"
    for number, item in enumerate(items):
        yield (",\n" if number else "") + json_text(item)
    yield "\n]"


def json_values(
    found: Iterable[Column], attributes: Mapping[str, Attribute]
) -> Iterator[tuple[str, Attribute]]:
    """Yield the columns' titles with their values, where there are any.

    Integers beyond 2^53 are text; numbers that are not finite are left out.
    """
    for column in found:
        value = attributes.get(column.name)
        if isinstance(value, str):
            yield column.title, clean(value)
        elif isinstance(value, int) and abs(value) > _LARGEST:
            yield column.title, str(value)
        elif value is not None and math.isfinite(value):
            yield column.title, value
