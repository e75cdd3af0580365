"""Literals: text from the web as RDF terms that every reader of RDF can hold."""

from __future__ import annotations

import re
from datetime import date, datetime
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from polybius.ontology.terms import PREFIXES

__all__ = ["XML_UNSAFE", "moment", "string", "web"]

_DATE = NamedNode(PREFIXES["xsd"] + "date")
_DATE_TIME = NamedNode(PREFIXES["xsd"] + "dateTime")
# RDF can carry control characters, but XML cannot, and answers and exports are XML too.
XML_UNSAFE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_IRI = re.compile('[\x00-\x20<>"{}|\\\\^`]')


def string(text: str) -> Literal:
    """Return text as a literal, of the same length.

    Characters that XML cannot hold, and lone surrogates, become U+FFFD.
    """
    return Literal(XML_UNSAFE.sub("\ufffd", text))


def moment(text: str) -> Literal:
    """Return an ISO 8601 date or date-time with its datatype; anything else stays plain text."""
    try:
        if len(text) == len("2017-12-27"):
            return Literal(date.fromisoformat(text).isoformat(), datatype=_DATE)
        return Literal(_date_time(text), datatype=_DATE_TIME)
    except ValueError:
        return string(text)


def _date_time(text: str) -> str:
    if "T" not in text:
        raise ValueError(f"{text!r} has no time of day")
    return datetime.fromisoformat(text).isoformat().replace("+00:00", "Z")


def web(address: str) -> NamedNode | Literal:
    """Return an address as an IRI; one that is none, even when escaped, stays plain text."""
    try:
        return NamedNode(_NOT_IN_IRI.sub(lambda found: quote(found[0]), address))
    except (ValueError, UnicodeEncodeError):
        return string(address)
