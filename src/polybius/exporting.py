"""Exporting: a store's graphs or networks, written to a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pyoxigraph import Store

from polybius.graphs.dump import FORMATS, dump
from polybius.graphs.event_table import EventRow, table_writer, to_table
from polybius.graphs.exporters import EXPORTERS
from polybius.graphs.network import Network, from_rows
from polybius.graphs.output import STANDARD_OUTPUT, open_output
from polybius.graphs.store import common_base, open_store
from polybius.queries.network import network_rows, networks
from polybius.queries.table import event_facts, event_rows

__all__ = [
    "EVENTS",
    "EXPORT_FORMATS",
    "NETWORKS",
    "events_table",
    "export",
    "export_from",
    "written",
]

NETWORKS = tuple(networks())
EVENTS = "events"
EXPORT_FORMATS = (*EXPORTERS, EVENTS, *FORMATS)


def export(
    store: Path, form: str, target: str, *, network: str = "full", contents: bool = False
) -> None:
    """Write a store to ``target`` (a path, or "-" for standard output).

    ``form`` is one of `EXPORT_FORMATS`. Formats for networks write the one of
    `NETWORKS` that is asked for; ``events`` writes a table, CSV or Parquet as
    ``target`` ends; Turtle and JSON-LD leave out what claims say unless ``contents``
    is set. Raises StoreError, ValueError for an unknown format or network, and
    OSError where the file cannot be written; what was there stays.
    """
    _check_export(form, target, network)
    export_from(open_store(store, read_only=True), form, target, network=network, contents=contents)


def _check_export(form: str, target: str, network: str) -> None:
    if form not in EXPORT_FORMATS:
        raise ValueError(f"no format {form!r}; there are {', '.join(EXPORT_FORMATS)}")
    if form == EVENTS:
        table_writer(target)
    if network not in NETWORKS:
        raise ValueError(f"no network {network!r}; there are {', '.join(NETWORKS)}")


def export_from(
    database: Store, form: str, target: str, *, network: str = "full", contents: bool = False
) -> None:
    """Write a store that is open; otherwise as `export`."""
    _check_export(form, target, network)
    with written(target) as file:
        if form == EVENTS:
            table_writer(target)(events_table(database, {}), file)
        else:
            _write(database, form, file, network, contents)


@contextmanager
def written(target: str) -> Iterator[IO[bytes]]:
    """Open ``target`` as `open_output` does; an OSError names it, not the draft beside it."""
    try:
        with open_output(target) as file:
            yield file
    except OSError as error:
        if error.errno is None:  # the storage engine's, about the store
            raise
        name = "standard output" if target == STANDARD_OUTPUT else target
        raise OSError(error.errno, error.strerror, name) from error


def _write(database: Store, form: str, file: IO[bytes], network: str, contents: bool) -> None:
    if form in FORMATS:
        dump(database, form, file, contents=contents)
    else:
        EXPORTERS[form](_network(database, network), file)


def events_table(database: Store, filters: Mapping[str, str]) -> Iterator[EventRow]:
    """Yield a row for each event that the filters of ``queries/tables/events.rq`` let through."""
    events = event_rows(database, filters)
    return to_table(events, event_facts(database), common_base(database))


def _network(database: Store, name: str) -> Network:
    rows = network_rows(database, name)
    return from_rows(rows, name, networks()[name].summary, common_base(database))
