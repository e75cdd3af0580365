"""Tables of nodes and of edges as CSV, for Gephi's spreadsheet import, pandas and R.

CSV after RFC 4180 in UTF-8, with the headers of Gephi's spreadsheet importer. Two things are
written in a way that all of them read. Days are 2017/01/31: Gephi takes a column of ISO days for
timestamps and refuses the table, while pandas' ``to_datetime`` and R's ``as.Date`` read both.
Text that a spreadsheet would run as a formula (it begins with = + - or @) has an apostrophe
before it, unless it is a number.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, TypeVar

from .cells import harmless
from .columns import Column, columns, value_text
from .looks import drawn_weight
from .names import clean, edge_ids, edge_label, identifier, node_label
from .network import Attribute, Edge, Network, Node
from .output import as_text
from .spells import Spell

__all__ = ["to_edge_table", "to_node_table"]

_OF_NODES = ("Id", "Label", "Timeset", "kind")
_OF_EDGES = ("Id", "Source", "Target", "Type", "Kind", "Weight", "Label", "Timeset")
_TAKEN = {name.lower() for name in (*_OF_NODES, *_OF_EDGES)}

# A column with either word in its name is a time to Gephi, whatever it holds.
_TIMES = re.compile("(?i)(inter)(?=val)|(time)(?=stamp)")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_NOT_TEXT = re.compile(rf"{_NUMBER.pattern}|true|false")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d)([T ].*)?)?")

_Row = TypeVar("_Row")


def to_node_table(network: Network, file: IO[bytes]) -> None:
    """Write a network's nodes as CSV: Id, Label, Timeset, kind, and their attributes.

    ``Timeset`` holds the spells, as ``<[2017-01-01, 2017-12-31]>``. Gephi reads these as times,
    to be shown as dates under the timeline's settings. No table holds looks and positions.
    Rows that show what a column holds come first, since Gephi guesses from the first 25.
    """
    found = columns((node.attributes for node in network.nodes), _TAKEN, _header)
    first = _telling(network.nodes, found)
    rows = (
        (
            _cell(identifier(node.id)),
            _cell(node_label(node)),
            _timeset(node.spells),
            _cell(node.kind),
            *_values(found, node.attributes),
        )
        for node in _before_others(first, lambda: network.nodes)
    )
    _write(file, _OF_NODES, found, rows)


def to_edge_table(network: Network, file: IO[bytes]) -> None:
    """Write a network's edges as CSV: their ends, Type, Kind, Weight, and their attributes.

    ``Source`` and ``Target`` are Ids of the table of nodes; ``Type`` is Directed or Undirected;
    by ``Kind`` Gephi keeps parallel edges apart. How many events fall on which days is left out:
    beside a table of nodes Gephi takes no weight over time. Otherwise as the table of nodes.
    """
    found = columns((edge.attributes for edge in network.edges), _TAKEN, _header)
    first = _telling(network.edges, found)
    rows = (
        (
            _cell(edge_id),
            _cell(identifier(edge.source)),
            _cell(identifier(edge.target)),
            "Directed" if edge.directed else "Undirected",
            _cell(edge_label(edge)),
            str(drawn_weight(edge)),
            _cell(edge_label(edge)),
            _timeset(edge.spells),
            *_values(found, edge.attributes),
        )
        for edge_id, edge in _before_others(first, lambda: _with_ids(network.edges))
    )
    _write(file, _OF_EDGES, found, rows)


def _with_ids(edges: Sequence[Edge]) -> Iterable[tuple[str, Edge]]:
    return zip(edge_ids(edges), edges, strict=True)


def _telling(owners: Iterable[Node | Edge], found: Iterable[Column]) -> list[int]:
    """Return the places of the first rows that show, for each column, of which type it is."""
    sought = list(found)
    telling = []
    for place, owner in enumerate(owners):
        if not sought:
            break
        silent = [column for column in sought if not _tells(column, owner.attributes)]
        if len(silent) < len(sought):
            telling.append(place)
            sought = silent
    return telling


def _tells(column: Column, attributes: Mapping[str, Attribute]) -> bool:
    value = value_text(column, attributes)
    return bool(value) and not (column.type == "string" and _NOT_TEXT.fullmatch(value or ""))


def _before_others(first: Sequence[int], rows: Callable[[], Iterable[_Row]]) -> Iterator[_Row]:
    """Yield the rows at some places, then the rest; ``rows`` is asked for them anew each time."""
    places = set(first)
    until = max(first, default=-1) + 1
    yield from (row for place, row in enumerate(islice(rows(), until)) if place in places)
    yield from (row for place, row in enumerate(rows()) if place not in places)


def _write(
    file: IO[bytes], own: Sequence[str], found: Iterable[Column], rows: Iterable[Sequence[str]]
) -> None:
    with as_text(file) as out:
        writer = csv.writer(out)
        writer.writerow((*own, *(column.title for column in found)))
        writer.writerows(rows)


def _header(title: str) -> str:
    """Return a title that neither Gephi nor a spreadsheet takes for something else."""
    return _cell(_TIMES.sub(r"\g<0>_", title))


def _values(found: Iterable[Column], attributes: Mapping[str, Attribute]) -> Iterator[str]:
    for column in found:
        value = value_text(column, attributes) or ""
        yield _cell(_with_slashes(value)) if column.type == "string" else value


def _with_slashes(text: str) -> str:
    """Return a day, or a day and time, with slashes; any other text as it is."""
    found = _ISO_DAY.fullmatch(text)
    if not found:
        return text
    *day, time = found.groups("")
    return "/".join(filter(None, day)) + time


def _timeset(spells: Sequence[Spell]) -> str:
    return f"<{'; '.join(f'[{start}, {end}]' for start, end in spells)}>" if spells else ""


def _cell(text: str) -> str:
    found = clean(text)
    return found if _NUMBER.fullmatch(found) else harmless(found)
