"""Event table: one row an event, for R, pandas and spreadsheets, as CSV or Parquet.

docs/events-table.md says what each column is, and what ACLED and POLECAT call it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import PurePath
from typing import IO, TypeAlias

from polybius.ontology.terms import QUAD_CLASSES

from .cells import harmless
from .literals import XML_UNSAFE
from .output import STANDARD_OUTPUT
from .spells import spell

__all__ = [
    "COLUMNS",
    "Cell",
    "EventRow",
    "TableWriter",
    "table_writer",
    "to_csv",
    "to_parquet",
    "to_table",
]

Cell: TypeAlias = str | int | float | date | None
EventRow: TypeAlias = dict[str, Cell]
TableWriter: TypeAlias = Callable[[Iterable[EventRow], IO[bytes]], None]
_Values: TypeAlias = Mapping[str, object]
_Facts: TypeAlias = dict[str, dict[str, set[object]]]

_PEOPLE = ("killed", "injured", "arrested")
_PARTICIPANT = ("name", "id", "country", "sector")
# Each column, and the type of its values.
COLUMNS: Mapping[str, type] = {
    "event_id": str,
    "event_date": date,
    "event_date_end": date,
    "time_precision": int,
    "granularity": str,
    "basis": str,
    "when": str,
    "event_type": str,
    "event_mode": str,
    "contexts": str,
    "quad_class": str,
    "factuality": str,
    **{f"{role}_{column}": str for role in ("actor", "recipient") for column in _PARTICIPANT},
    "place_name": str,
    "place_id": str,
    "country": str,
    "latitude": float,
    "longitude": float,
    "geo_precision": str,
    **{f"{people}_{bound}": int for people in _PEOPLE for bound in ("min", "max")},
    "voice": str,
    "asserted_by": str,
    "asserted_by_id": str,
    "confidence": float,
    "sentence": str,
    "trigger": str,
    "trigger_part": str,
    "trigger_begin": int,
    "trigger_end": int,
    "outlet": str,
    "published": date,
    "article": str,
    "url": str,
    "document_id": str,
}

_SEPARATOR = "; "
# ACLED's codes: a day, within a week, within a month.
_PRECISIONS = ((1, 1), (7, 2), (31, 3))
# Of an event's places, the first of these with coordinates is where it is drawn.
_NARROW_FIRST = (
    "Facility", "Settlement", "NaturalFeature", "BorderArea", "Region", "Country", "Place",
)  # fmt: skip
# Spreadsheets run text that begins so.
_BATCH = 10_000  # rows of a Parquet file held at once


def to_table(events: Iterable[_Values], facts: Iterable[_Values], base: str) -> Iterator[EventRow]:
    """Yield a row for each event, as they come, with every one of `COLUMNS`.

    ``facts`` (subject, property, value) say what an event has none of or several. What a cell
    has several of is joined by "; ", in the same order for names, ids, countries and sectors.
    IRIs under ``base`` lose it.
    """
    known = _gathered(facts)
    last: object = None
    for event in events:
        if event["event"] != last:  # a type said twice would be an event twice
            last = event["event"]
            yield _row(event, known, base)


def _gathered(facts: Iterable[_Values]) -> _Facts:
    known: _Facts = {}
    for fact in facts:
        local = str(fact["property"]).replace("#", "/").rpartition("/")[2]
        known.setdefault(str(fact["subject"]), {}).setdefault(local, set()).add(fact["value"])
    return known


def _row(event: _Values, known: _Facts, base: str) -> EventRow:
    about = known.get(str(event["event"]), {})
    document = known.get(str(event["document"]), {})
    row: EventRow = dict.fromkeys(COLUMNS)
    row |= _time(event, known, about) | _kind(event, about) | _places(known, about, base)
    for role in ("actor", "recipient"):
        row |= _participants(known, about, role, base)
    for people in _PEOPLE:
        row |= {f"{people}_min": _number(about, f"{people}Min")}
        row |= {f"{people}_max": _number(about, f"{people}Max")}
    row |= _voice(event, known, document)
    confidence = _first(about, "confidence")
    row |= {
        "event_id": _local(event["event"], base),
        "asserted_by_id": _local(event["asserter"], base),
        "document_id": _local(event["document"], base),
        "confidence": confidence if isinstance(confidence, float) else None,
        "outlet": _text(document, "outlet"),
        "article": _text(document, "title"),
        "url": _text(document, "source"),
    }
    words = ("sentence", "trigger", "trigger_part")
    row |= {name: _clean(str(event[name])) for name in words}
    return row | {name: int(str(event[name])) for name in ("trigger_begin", "trigger_end")}


def _time(event: _Values, known: _Facts, about: Mapping[str, set[object]]) -> EventRow:
    said = known.get(str(_first(about, "time")), {})
    words = {"granularity": "granularity", "basis": "basis", "when": "anchorOf"}
    row: EventRow = {name: _text(said, fact) for name, fact in words.items()}
    first, last = (_day(event.get(end)) for end in ("begin", "end"))
    row |= {"event_date": first, "event_date_end": last}
    if first and last:
        length = (last - first).days + 1
        row["time_precision"] = next((code for most, code in _PRECISIONS if length <= most), None)
    return row


def _kind(event: _Values, about: Mapping[str, set[object]]) -> EventRow:
    kind = str(event["type"]).upper()
    mode = _text(about, "mode")
    contexts = sorted(
        str(context).partition("#context-")[2] for context in about.get("context", ())
    )
    return {
        "event_type": kind,
        "event_mode": mode and mode.partition(f"#mode-{kind}-")[2],
        "contexts": _joined(contexts),
        "quad_class": QUAD_CLASSES.get(kind),
        "factuality": str(event["factuality"]),
    }


def _participants(
    known: _Facts, about: Mapping[str, set[object]], role: str, base: str
) -> EventRow:
    found = _by_name(known, about.get(role, ()))
    about_each = [known.get(entity, {}) for entity in found]
    sectors = [(_text(facts, "sector") or "").partition("#sector-")[2] for facts in about_each]
    return {
        f"{role}_name": _joined(_name(known, entity, base) for entity in found),
        f"{role}_id": _joined(_local(entity, base) for entity in found),
        f"{role}_country": _joined(_text(facts, "country") or "" for facts in about_each),
        f"{role}_sector": _joined(sectors),
    }


def _places(known: _Facts, about: Mapping[str, set[object]], base: str) -> EventRow:
    found = sorted(
        _by_name(known, about.get("place", ())),
        key=lambda place: _NARROW_FIRST.index(_extent(known.get(place, {}))),
    )
    row: EventRow = {
        "place_name": _joined(_name(known, place, base) for place in found),
        "place_id": _joined(_local(place, base) for place in found),
    }
    placed = [place for place in found if known.get(place, {}).keys() >= {"lat", "long"}]
    for place in (placed or found)[:1]:
        facts = known.get(place, {})
        row["country"] = _text(facts, "country")
        if placed:
            row["latitude"], row["longitude"] = (_degrees(facts, name) for name in ("lat", "long"))
            row["geo_precision"] = _extent(facts)
    return row


def _extent(facts: Mapping[str, set[object]]) -> str:
    """Return the narrowest class of a place."""
    classes = {str(kind).rpartition("#")[2] for kind in facts.get("type", ())}
    return next((name for name in _NARROW_FIRST if name in classes), _NARROW_FIRST[-1])


def _voice(event: _Values, known: _Facts, document: Mapping[str, set[object]]) -> EventRow:
    asserter = known.get(str(event["asserter"]), {})
    tellers = asserter.get("speaker", set()) | asserter.get("has_creator", set())
    is_article = event["voice"] == "article"
    names = (_name(known, teller) for teller in _by_name(known, tellers))
    in_comment = str(event["trigger_part"]).startswith("comment/")
    paper = known.get(str(event["part"]), {}) if in_comment else document
    return {
        "voice": str(event["voice"]),
        "asserted_by": _text(document, "outlet") if is_article else _joined(names),
        "published": _day(_first(paper, "issued")),
    }


def _day(value: object) -> date | None:
    days = spell(value)
    return date.fromisoformat(days[0]) if days else None


def _by_name(known: _Facts, entities: Iterable[object]) -> list[str]:
    return sorted(map(str, entities), key=lambda entity: (_name(known, entity), entity))


def _name(known: _Facts, entity: str, base: str = "") -> str:
    return _text(known.get(entity, {}), "label") or _local(entity, base)


def _local(iri: object, base: str) -> str:
    return str(iri).removeprefix(base)


def _first(facts: Mapping[str, set[object]], name: str) -> object:
    """Return the one value that a fact has, of several always the same one."""
    return min(facts.get(name, ()), key=str, default=None)


def _text(facts: Mapping[str, set[object]], name: str) -> str | None:
    value = _first(facts, name)
    return None if value is None else _clean(str(value))


def _number(facts: Mapping[str, set[object]], name: str) -> int | None:
    value = _first(facts, name)
    return value if isinstance(value, int) and abs(value) < 2**63 else None


def _degrees(facts: Mapping[str, set[object]], name: str) -> float | None:
    value = _first(facts, name)
    return float(value) if isinstance(value, int | float) else None


def _joined(texts: Iterable[str]) -> str | None:
    """Join texts, so that splitting at ";" gives them back; None where all are empty."""
    found = [text.replace(";", ",") for text in texts]
    return _SEPARATOR.join(found) if any(found) else None


def _clean(text: str) -> str:
    return XML_UNSAFE.sub("", text)


def table_writer(target: str) -> TableWriter:
    """Return what writes to a file of that name: CSV (also "-") or Parquet.

    >>> table_writer("events.xlsx")
    Traceback (most recent call last):
        ...
    ValueError: events.xlsx: a table of events is a file .csv or .parquet
    """
    suffix = ".csv" if target == STANDARD_OUTPUT else PurePath(target).suffix.lower()
    if suffix not in _WRITERS:
        raise ValueError(f"{target}: a table of events is a file {' or '.join(_WRITERS)}")
    return _WRITERS[suffix]


def to_csv(rows: Iterable[EventRow], file: IO[bytes]) -> None:
    """Write rows as CSV (RFC 4180), UTF-8.

    Text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        writer.writerows([_cell(row[name]) for name in COLUMNS] for row in rows)
    finally:
        text.detach()


def _cell(value: Cell) -> Cell:
    return harmless(value) if isinstance(value, str) else value


def to_parquet(rows: Iterable[EventRow], file: IO[bytes]) -> None:
    """Write rows as Parquet: dates, whole numbers and decimals as such.

    Raises ValueError where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise ValueError(
            "Parquet needs pyarrow: install it with pip install 'polybius[parquet]',"
            " or write a file .csv"
        ) from error
    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), date: pa.date32()}
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    with parquet.ParquetWriter(file, schema) as writer:
        left = iter(rows)
        while batch := list(islice(left, _BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema))


_WRITERS: Mapping[str, TableWriter] = {".csv": to_csv, ".parquet": to_parquet}
