"""Markup: XML as text. An element of lxml for each value takes ten times as long to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from .columns import Column, value_text
from .network import Attribute

__all__ = ["DECLARATION", "Field", "element", "quoted", "text", "values"]

Field = tuple[Column, str, str]  # with how an element for a value of it begins and ends

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

# Line breaks are escaped, since readers make spaces of them in attributes; the rest is what
# XML cannot hold.
_SPECIAL = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def text(content: str) -> str:
    r"""Return text as XML between tags or quotes, without what XML cannot hold.

    >>> text("A & B\x00")
    'A &amp; B'
    """
    found = content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    found = found.replace('"', "&quot;")
    return found if found.isprintable() else _SPECIAL.sub(_escape, found)  # quicker by half


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0], "")


def quoted(content: str) -> str:
    """Return text as the value of an attribute."""
    return f'"{text(content)}"'


def element(name: str, attributes: str, content: Iterable[str]) -> str:
    """Return an element with its children on lines of their own."""
    inside = "\n".join(content)
    return f"<{name}{attributes}>\n{inside}\n</{name}>" if inside else f"<{name}{attributes}/>"


def values(found: Iterable[Field], attributes: Mapping[str, Attribute]) -> Iterator[str]:
    """Yield an element for each column that has a value."""
    for column, opening, closing in found:
        value = value_text(column, attributes)
        if value is not None:
            content = text(value) if column.type == "string" else value
            yield f"{opening}{content}{closing}"
