"""Exporting: a store's graphs or networks, written to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pyoxigraph import Store

from polybius.graphs.dump import FORMATS, dump
from polybius.graphs.exporters import EXPORTERS
from polybius.graphs.output import STANDARD_OUTPUT, open_output
from polybius.graphs.store import open_store

from .networks import View, network

__all__ = ["EXPORT_FORMATS", "export", "export_from", "written"]

# Formats of several files: what writes each, and what the name given to all of them ends in.
SEVERAL_FILES = {"csv": {"csv-nodes": "-nodes.csv", "csv-edges": "-edges.csv"}}
EXPORT_FORMATS = (*EXPORTERS, *SEVERAL_FILES, *FORMATS)
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
    ``-edges.csv`` in place of its ``.csv``, where it has one. Raises StoreError, ValueError for
    an unknown format or network and for what `polybius.networks.network` refuses, and OSError
    where the file cannot be written; what was there stays.
    """
    _check(form, target, view)
    database = open_store(store, read_only=True)
    export_from(database, form, target, view, contents=contents, notice=notice)


def _check(form: str, target: str, view: View) -> None:
    """Refuse what cannot be exported before the store is opened or anything is written."""
    if form not in EXPORT_FORMATS:
        raise ValueError(f"no format {form!r}; there are {', '.join(EXPORT_FORMATS)}")
    if form not in FORMATS:
        _ = view.question
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
    if form in FORMATS:
        with written(target) as file:
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
