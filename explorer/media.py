"""Media: the formats that answers are written in, and which one a client wants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

import pyoxigraph as ox

from .errors import HttpError

__all__ = ["DATASETS", "GRAPHS", "RESULTS", "TRUTHS", "Media", "choose"]

F = TypeVar("F", ox.RdfFormat, ox.QueryResultsFormat)

_MOST_RANGES = 100
_RANGE = re.compile(r"\s*([^\s/;,]+/[^\s/;,]+|\*)\s*((?:;[^,]*)?)")
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Media(Generic[F]):
    """A format, the header that announces it, its name, and others that ask for it."""

    format: F
    header: str
    name: str
    aliases: tuple[str, ...]


def _media(format: F, name: str, *aliases: str, is_text: bool = False) -> Media[F]:
    return Media(format, f"{name}; charset=utf-8" if is_text else name, name, aliases)


_XML = ("application/xml", "text/xml")
# The first is what a client gets that takes anything.
TRUTHS: Sequence[Media[ox.QueryResultsFormat]] = (
    _media(ox.QueryResultsFormat.JSON, "application/sparql-results+json", "application/json"),
    _media(ox.QueryResultsFormat.XML, "application/sparql-results+xml", *_XML),
)
RESULTS: Sequence[Media[ox.QueryResultsFormat]] = (
    *TRUTHS,
    _media(ox.QueryResultsFormat.CSV, "text/csv", is_text=True),
    _media(ox.QueryResultsFormat.TSV, "text/tab-separated-values", is_text=True),
)
DATASETS: Sequence[Media[ox.RdfFormat]] = (
    _media(ox.RdfFormat.TRIG, "application/trig", "application/x-trig"),
    _media(ox.RdfFormat.N_QUADS, "application/n-quads"),
    _media(ox.RdfFormat.JSON_LD, "application/ld+json", "application/json"),
)
GRAPHS: Sequence[Media[ox.RdfFormat]] = (
    _media(ox.RdfFormat.TURTLE, "text/turtle", "application/x-turtle", is_text=True),
    _media(ox.RdfFormat.N_TRIPLES, "application/n-triples"),
    _media(ox.RdfFormat.RDF_XML, "application/rdf+xml", *_XML),
    *DATASETS,
)


def choose(accept: str, offers: Sequence[Media[F]]) -> Media[F]:
    """Return the offer that an Accept header likes best, the first of equals.

    The most specific range that fits a name says how much it is liked (RFC 9110, 12.5.1);
    an alias must be asked for as such. Raises HttpError, 406, when nothing is liked.
    """
    ranges = _ranges(accept)
    quality, best = max(
        ((_quality(ranges, offer), offer) for offer in offers), key=lambda pair: pair[0]
    )
    if not quality:
        names = ", ".join(offer.name for offer in offers)
        raise HttpError(406, f"nothing that Accept asks for can be had; there are {names}")
    return best


def _ranges(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, parameters in islice(_RANGE.findall(accept or "*/*"), _MOST_RANGES):
        quality = _QUALITY.search(parameters)
        found[name.lower()] = float(quality[1]) if quality else 1.0
    return found or {"*/*": 1.0}


def _quality(ranges: dict[str, float], offer: Media[F]) -> float:
    fitting = (offer.name, f"{offer.name.partition('/')[0]}/*", "*/*", "*")
    liked = next((ranges[range_] for range_ in fitting if range_ in ranges), 0.0)
    return max([liked, *(ranges.get(alias, 0.0) for alias in offer.aliases)])
