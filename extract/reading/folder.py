"""Folders: which files hold articles, in an order that is the same everywhere."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .decode import LIMIT
from .formats import OF_MANY, SUFFIXES
from .metadata import METADATA_FILE, Metadata, Row, read_metadata
from .unreadable import ReadingError, Unreadable

__all__ = ["File", "find_files", "shown", "suffix_of", "unopened"]


@dataclass(frozen=True, slots=True)
class File:
    """A file that holds articles: where it is, what to call it, what is known of it.

    ``source`` names it in messages, ``id`` (its path from the folder given) in findings.
    """

    path: Path
    source: str
    id: str
    suffix: str
    metadata: Metadata


Rows = dict[str, Metadata | None]  # by path from the folder given; None: left out, and reported


def suffix_of(name: str) -> str | None:
    """Return which of `SUFFIXES` a file name has, in any case, or None."""
    return next((suffix for suffix in SUFFIXES if name.lower().endswith(suffix)), None)


def shown(path: str | Path) -> str:
    """Return a path as text that can be written out, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def unopened(path: str | Path, error: OSError | ValueError) -> Unreadable:
    """Return what a failure to open or read a file means."""
    problem = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return Unreadable(shown(path), None, problem.lower(), "check the path, and who may read it")


def find_files(root: str) -> Iterator[File | Unreadable]:
    """Yield the files of a folder that hold articles, or what is in the way of reading one.

    Sorted by name, folders among files, to any depth. Hidden files and files of other kinds
    are passed over; links to files inside the folder are read, links to folders inside are not
    followed, and links that lead out of the folder, or nowhere, are reported. Each folder may
    have a ``metadata.csv`` for the files in it and below; the nearest one counts.
    """
    rows: Rows = {}
    real = Path(root).resolve()
    waiting = [""]
    while waiting:
        name = waiting.pop()
        path = Path(root, name)
        try:
            if name and path.is_symlink() and not _leads_inside(path, real):
                yield _outside(path)
            elif not name or (path.is_dir() and not path.is_symlink()):
                yield from _read_table(root, name, rows, real)
                waiting.extend(_children(path, name))
            elif (suffix := suffix_of(name)) and not path.is_dir():
                yield from _found(path, name, suffix, rows)
        except OSError as error:
            yield unopened(path, error)


def _leads_inside(link: Path, real: Path) -> bool:
    try:
        return link.resolve(strict=True).is_relative_to(real)
    except (OSError, RuntimeError):  # leads nowhere, or in a circle
        return False


def _outside(link: Path) -> Unreadable:
    advice = "copy the file, or give its own path"
    return Unreadable(shown(link), None, "a link that leads out of the folder or nowhere", advice)


def _children(path: Path, name: str) -> list[str]:
    """Return what a folder holds, last first, as paths from the folder given."""
    names = (child.name for child in path.iterdir())
    names = (child for child in names if not child.startswith(".") and child != METADATA_FILE)
    return [posixpath.join(name, child) for child in sorted(names, reverse=True)]


def _found(path: Path, name: str, suffix: str, rows: Rows) -> Iterator[File | Unreadable]:
    metadata = rows.pop(name, Metadata())
    if metadata is None:
        return
    if path.is_file():
        yield File(path, shown(path), shown(name), suffix, metadata)
    else:
        yield Unreadable(shown(path), None, "not a regular file", "copy what it gives to a file")


def _read_table(root: str, name: str, rows: Rows, real: Path) -> Iterator[Unreadable]:
    """Add to ``rows`` what a folder's table says, and yield what is wrong in it."""
    path = Path(root, name, METADATA_FILE)
    if not path.is_file():
        return
    if not _leads_inside(path, real):
        yield _outside(path)
        return
    named: set[str] = set()
    try:
        with path.open("rb") as stream:
            data = stream.read(LIMIT + 1)
        for row in read_metadata(data):
            yield from _read_row(row, root, name, named, rows)
    except ReadingError as error:
        yield error.at(shown(path))


def _read_row(row: Row, root: str, name: str, named: set[str], rows: Rows) -> Iterator[Unreadable]:
    source = shown(Path(root, name, METADATA_FILE))
    error = row.error or _fault(row, Path(root, name), named)
    if error:
        yield error.at(source, row.line)
    named.add(row.file)
    file = posixpath.join(name, row.file)
    if row.error:
        rows[file] = None
    elif not error:
        rows[file] = row.metadata


def _fault(row: Row, folder: Path, named: set[str]) -> ReadingError | None:
    """Return what is wrong with the file that a row names."""
    inside = not row.file.startswith(("/", "../"))
    if not inside or suffix_of(row.file) is None or not Path(folder, row.file).is_file():
        problem = f"no file {row.file!r} to read in this folder"
        return ReadingError(problem, "correct the name, or take the row out")
    if row.file in named:
        return ReadingError(f"a second row for {row.file!r}", "keep one; the first counts")
    if suffix_of(row.file) in OF_MANY and (row.metadata.url or row.metadata.author):
        problem = f"url and author are of one article, and {row.file!r} holds many"
        return ReadingError(problem, "write them into it")
    return None
