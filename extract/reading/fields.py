"""Fields: what one record says of an article, checked field by field.

The text is kept character for character; a field that is missing or null is None.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..article import Article
from .published import parse_published
from .unreadable import ReadingError

__all__ = ["FIELDS", "kind_of", "read_fields", "read_published", "read_string"]

FIELDS = ("text", "title", "url", "published", "outlet", "author", "lang", "id")
_KINDS = {dict: "an object", list: "a list", bool: "true or false", type(None): "null"}


def read_fields(record: Mapping[str, object]) -> Article:
    """Return the article that a record describes.

    Raises ReadingError, naming the field, where the text is missing, or a field is of another
    type than a string, no date, or holds half a character.
    """
    text = read_string(record, "text")
    if text is None or not text.strip():
        raise ReadingError("no text", 'add "text", or leave it out')
    return Article(
        text=text,
        id=read_string(record, "id"),
        published=read_published(record),
        title=read_string(record, "title"),
        url=read_string(record, "url"),
        outlet=read_string(record, "outlet"),
        author=read_string(record, "author"),
        lang=read_string(record, "lang"),
    )


def read_string(record: Mapping[str, object], field: str, place: str = "") -> str | None:
    """Return a field's value; ``place`` says in messages where the record stands."""
    value = record.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ReadingError(f"{place}{field} is {kind_of(value)}, not a string", "put it in quotes")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        problem = f"{place}{field} holds half a character (a lone surrogate) at {error.start:,}"
        raise ReadingError(problem, "write the text out again from its source") from None
    return value


def read_published(record: Mapping[str, object], place: str = "") -> str | None:
    """Return a record's publication date in the form that findings carry."""
    value = read_string(record, "published", place)
    if value is None:
        return None
    try:
        return parse_published(value)
    except ValueError as error:
        raise ReadingError(f"{place}published: {error}", "correct it, or leave it out") from None


def kind_of(value: object) -> str:
    """Return what a value is, in the words of JSON."""
    return _KINDS.get(type(value), "a string" if isinstance(value, str) else "a number")
