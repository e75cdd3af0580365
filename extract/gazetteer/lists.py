"""Lists: rows of an analyst's own list of actors and places, as entries to import.

A table with a header, comma-, semicolon- or tab-separated. Needed are ``name`` and ``type``
(an ontology class, or a word such as "militia" or "village"); ``id``, ``aliases``,
``country``, ``sector``, ``lat``, ``lon``, ``located_in``, ``wikidata`` and ``geonames`` may be
there, under these names or some others that are usual. Cells may be empty.
"""

from __future__ import annotations

import functools
import hashlib
import math
import re
from collections.abc import Iterable, Mapping

from polybius.ontology.terms import ACTOR_TYPES, PLACE_TYPES, SECTORS

from ..tables import rows
from .entries import GEONAMES, WIKIDATA, Entry, alpha3, curated, fold, named
from .toponyms import resolve

__all__ = ["COLUMNS", "columns_of", "places_in", "read_row"]

COLUMNS: Mapping[str, frozenset[str]] = {
    "name": frozenset({"name", "title", "label"}),
    "type": frozenset({"type", "class", "category", "kind"}),
    "id": frozenset({"id", "key", "identifier"}),
    "aliases": frozenset({"aliases", "alias", "other names", "also known as", "aka"}),
    "country": frozenset({"country", "iso", "iso3", "country code"}),
    "sector": frozenset({"sector"}),
    "lat": frozenset({"lat", "latitude", "y"}),
    "lon": frozenset({"lon", "lng", "long", "longitude", "x"}),
    "located_in": frozenset({"located in", "part of", "within"}),
    "wikidata": frozenset({"wikidata", "wikidata id", "qid"}),
    "geonames": frozenset({"geonames", "geonames id", "geonameid"}),
}
_STANDING = 7.5  # of a place before any context: the user named it, and most likely means it
_SPLIT = re.compile(r"[|;]")
_WIKIDATA = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9][0-9]{0,11})")
_NOT_IN_IRI = re.compile(r"[^a-z0-9]+")
_LONGEST = 200  # characters of a name


def columns_of(header: Iterable[str]) -> dict[int, str]:
    """Return what the columns of a table hold, by position; unknown ones are not there.

    Raises ValueError where ``name`` or ``type`` is missing, or a column is there twice.
    """
    found: dict[int, str] = {}
    for number, cell in enumerate(header):
        word = " ".join(cell.strip().lower().replace("_", " ").split())
        known = next((column for column, words in COLUMNS.items() if word in words), None)
        if known in found.values():
            raise ValueError(f"two columns for {known}")
        if known:
            found[number] = known
    missing = sorted({"name", "type"} - set(found.values()))
    if missing:
        raise ValueError(
            f"no column {' and '.join(missing)}; the first line must name the columns: "
            f"name, type, and any of {', '.join(sorted(COLUMNS.keys() - {'name', 'type'}))}"
        )
    return found


def places_in(table: Iterable[Mapping[str, str]], source: str) -> dict[str, str]:
    """Return the keys of a list's places by folded name: what others may be located in."""
    found: dict[str, str] = {}
    for cells in table:
        if _class(cells["type"]) in PLACE_TYPES:
            found.setdefault(fold(cells["name"]), _key(cells, source))
    return found


def read_row(cells: Mapping[str, str], source: str, own: Mapping[str, str]) -> Entry:
    """Return the entry of one row, given by column. Raises ValueError saying what is wrong.

    ``own`` are the list's own places, as `places_in` gives them.
    """
    name = _name(cells["name"])
    kind, country = _type(cells["type"]), _country(cells.get("country", ""))
    lat = _degrees(cells.get("lat", ""), 90, "latitude")
    lon = _degrees(cells.get("lon", ""), 180, "longitude")
    if (lat is None) != (lon is None):
        raise ValueError("a latitude and a longitude go together")
    geonames = _geonames(cells.get("geonames", ""))
    aliases = (" ".join(other.split()) for other in _SPLIT.split(cells.get("aliases", "")))
    return Entry(
        key=_key(cells, source),
        types=(kind,),
        name=name,
        aliases=tuple(dict.fromkeys(_name(other) for other in aliases if other)),
        country=country,
        sector=_sector(cells.get("sector", "")),
        lat=lat,
        lon=lon,
        geonames=geonames,
        exact_match=(*_wikidata(cells.get("wikidata", "")), *_exact(geonames)),
        located_in=_place(cells.get("located_in", ""), country, own),
        standing=_STANDING if kind in PLACE_TYPES else None,
    )


def _name(cell: str) -> str:
    name = " ".join(cell.split())
    if len(fold(name)) < 2 or not name.isprintable() or "|" in name or len(name) > _LONGEST:
        raise ValueError(f"{name!r:.60} is no name; give 2 to {_LONGEST} letters")
    return name


def _key(cells: Mapping[str, str], source: str) -> str:
    return f"list-{source}-{_slug(cells.get('id', '').strip() or cells['name'])}"


def _slug(name: str) -> str:
    """Return a name as an IRI can end in; names in other scripts by a hash."""
    folded = fold(name)
    plain = _NOT_IN_IRI.sub("-", folded).strip("-")
    if folded.isascii() and plain:
        return plain
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@functools.cache
def _types() -> Mapping[str, str]:
    """Ontology classes by what a list may call them."""
    classes = {kind.lower(): kind for kind in (*ACTOR_TYPES, *PLACE_TYPES)}
    return dict(rows("list_types")) | classes


def _type(cell: str) -> str:
    found = _class(cell)
    if found is None:
        known = ", ".join(sorted({*ACTOR_TYPES, *PLACE_TYPES}))
        raise ValueError(f"type {cell.strip()!r:.40} is not known; give one of {known}")
    return found


def _class(cell: str) -> str | None:
    word = " ".join(cell.lower().replace("_", " ").split())
    return _types().get(word) or _types().get(word.replace(" ", ""))


def _country(cell: str) -> str | None:
    """Return the alpha-3 code of a country given by code or name."""
    word = cell.strip()
    if not word:
        return None
    code = alpha3().get(word.upper(), word.upper())
    if f"country-{code}" in curated():
        return code
    found = (e.country for e in named().get(fold(word), ()) if "Country" in e.types)
    country = next(found, None)
    if country is None:
        raise ValueError(f"country {word!r:.40} is not known; give its ISO 3166 code or name")
    return country


def _sector(cell: str) -> str | None:
    word = cell.strip().upper()
    if word and word not in SECTORS:
        raise ValueError(f"sector {word!r:.20} is not known; give one of {', '.join(SECTORS)}")
    return word or None


def _degrees(cell: str, most: float, what: str) -> float | None:
    if not cell.strip():
        return None
    try:
        degrees = float(cell.strip().replace(",", "."))
    except ValueError:
        degrees = math.nan
    if not abs(degrees) <= most:
        raise ValueError(f"{cell.strip()!r:.40} is no {what} in degrees")
    return degrees


def _geonames(cell: str) -> int | None:
    digits = cell.strip().removeprefix("https://sws.geonames.org/").strip("/")
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) < 12):
        raise ValueError(f"{cell.strip()!r:.40} is no id of GeoNames")
    return int(digits) if digits else None


def _exact(geonames: int | None) -> tuple[str, ...]:
    return (GEONAMES.format(geonames),) if geonames else ()


def _wikidata(cell: str) -> tuple[str, ...]:
    if not cell.strip():
        return ()
    found = _WIKIDATA.fullmatch(cell.strip())
    if found is None:
        raise ValueError(f"{cell.strip()!r:.40} is no item of Wikidata; give it as Q42")
    return (WIKIDATA.format(found[1]),)


def _place(cell: str, country: str | None, own: Mapping[str, str]) -> str | None:
    """Return the key of the place named as a container: the list's own, or one that is known."""
    word = cell.strip()
    if not word:
        return None
    if word in curated() or fold(word) in own:
        return own.get(fold(word), word)
    within = f"country-{country}" if country else None
    owner = curated().get(within or "")
    best = resolve(word, within=owner.name if owner else None).best
    if best is None:
        raise ValueError(f"located_in {word!r:.40} is no place known; leave it empty")
    return best.key
