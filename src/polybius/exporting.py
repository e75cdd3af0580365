"""Exporting: a store's graphs or networks, written to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pyoxigraph import Store

from polybius.graphs.dump import FORMATS, dump
from polybius.graphs.event_table import EventRow, table_writer, to_table
from polybius.graphs.exporters import EXPORTERS
from polybius.graphs.output import STANDARD_OUTPUT, open_output
from polybius.graphs.store import common_base, open_store
from polybius.queries.catalogue import Question
from polybius.queries.table import event_facts, event_rows, table_selects

from .networks import View, network

__all__ = [
    "EVENTS",
    "EXPORT_FORMATS",
    "SEVERAL_FILES",
    "events_table",
    "export",
    "export_from",
    "question_of",
    "written",
]

EVENTS = "events"

# Formats of several files: what writes each, and what the name given to all of them ends in.
SEVERAL_FILES = {"csv": {"csv-nodes": "-nodes.csv", "csv-edges": "-edges.csv"}}
EXPORT_FORMATS = (*EXPORTERS, *SEVERAL_FILES, EVENTS, *FORMATS)
_AS_IT_IS = View()

Notice = Callable[[int, int], None]


def export(
    store: Path,
    form: str,
    target: str,
    view: View = _AS_IT_IS,
    *,
    contents: bool = False,
    notice: Notice | None = None,
) -> None:
    """Write a store to ``target`` (a path, or "-" for standard output).

    ``form`` is one of `EXPORT_FORMATS`. Formats for networks write the one that ``view`` shows,
    and tell ``notice`` how far its layout is; Turtle and JSON-LD leave out what claims say
    unless ``contents`` is set. ``csv`` writes two tables, to ``target`` with ``-nodes.csv`` and
    ``-edges.csv`` in place of its ``.csv``, where it has one; ``events`` one table, CSV or
    Parquet as ``target`` ends, of what the view's parameters let through. Raises StoreError,
    ValueError for an unknown format or network and for what `polybius.networks.network`
    refuses, and OSError where the file cannot be written; what was there stays.
    """
    _check(form, target, view)
    database = open_store(store, read_only=True)
    export_from(database, form, target, view, contents=contents, notice=notice)


def question_of(form: str, view: View) -> Question | None:
    """Return what is asked for a format, so whose parameters are its filters; None for nothing.

    Raises ValueError where there is no such format or network.
    """
    if form not in EXPORT_FORMATS:
        raise ValueError(f"no format {form!r}; there are {', '.join(EXPORT_FORMATS)}")
    if form in FORMATS:
        return None
    return table_selects()[EVENTS] if form == EVENTS else view.question


def _check(form: str, target: str, view: View) -> None:
    """Refuse what cannot be exported before the store is opened or anything is written."""
    question_of(form, view)
    if form == EVENTS:
        table_writer(target)
    if form in SEVERAL_FILES and target == STANDARD_OUTPUT:
        known = " or ".join(SEVERAL_FILES[form])
        raise ValueError(f"{form} is several files; to standard output write one of them: {known}")


def export_from(
    database: Store,
    form: str,
    target: str,
    view: View = _AS_IT_IS,
    *,
    contents: bool = False,
    notice: Notice | None = None,
) -> None:
    """Write a store that is open; otherwise as `export`."""
    _check(form, target, view)
    if form in (EVENTS, *FORMATS):
        with written(target) as file:
            if form == EVENTS:
                table_writer(target)(events_table(database, view.parameters), file)
            else:
                dump(database, form, file, contents=contents)
        return
    found = network(database, view, notice)
    stem = target.removesuffix(f".{form}")
    for one, end in SEVERAL_FILES.get(form, {form: ""}).items():
        with written(stem + end if end else target) as file:
            EXPORTERS[one](found, file)


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


def events_table(database: Store, filters: Mapping[str, str]) -> Iterator[EventRow]:
    """Yield a row for each event that the filters of ``queries/tables/events.rq`` let through."""
    events = event_rows(database, filters)
    return to_table(events, event_facts(database), common_base(database))
