"""metadata.csv: what somebody wrote down about the files of a folder.

A table with the columns ``file`` (a path from the table's folder) and any of ``published``,
``outlet``, ``url`` and ``author``; others are passed over. Commas, semicolons and tabs do.
"""

from __future__ import annotations

import csv
import io
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from .decode import check_size, decode
from .published import parse_published
from .unreadable import ReadingError

__all__ = ["METADATA_FILE", "Metadata", "Row", "find_delimiter", "read_metadata"]

METADATA_FILE = "metadata.csv"
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a file's article; None where nothing is said."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its line, the file it names (as ``sub/name.txt``), and what it says of it.

    ``error`` is what makes the row unfit for use.
    """

    line: int
    file: str
    metadata: Metadata
    error: ReadingError | None = None


def read_metadata(data: bytes) -> Iterator[Row]:
    """Yield the rows of a table.

    Raises ReadingError, with the line, where the table as a whole cannot be read: no ``file``
    column, broken quotes, an unknown encoding, larger than an article may be.
    """
    check_size(data)
    text = decode(data).lstrip()
    delimiter = find_delimiter(text.partition("\n")[0])
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip().lower() for name in next(table, [])]
        if "file" not in columns:
            problem = f"no column named file among: {', '.join(columns):.200}"
            raise ReadingError(problem, "name one of the columns file", 1)
        for cells in table:
            if any(cell.strip() for cell in cells):
                yield _read_row(columns, cells, table.line_num)
    except csv.Error as error:
        problem = f"broken table: {error}"
        raise ReadingError(problem, "save it as CSV again", table.line_num) from None


def find_delimiter(header: str) -> str:
    """Return what stands between the names of a table's columns."""
    return max(_DELIMITERS, key=header.count)


def _read_row(columns: list[str], cells: list[str], line: int) -> Row:
    said = {name: cell.strip() or None for name, cell in zip(columns, cells, strict=False)}
    file = posixpath.normpath(said.get("file") or "")
    published, error = said.get("published"), None
    try:
        published = parse_published(published) if published else None
    except ValueError as fault:
        error = ReadingError(f"published: {fault}", "correct it; the file is left out till then")
    if len(cells) > len(columns):
        problem = f"{len(cells)} cells in a table of {len(columns)} columns"
        error = ReadingError(problem, "quote the commas; the file is left out till then")
    metadata = Metadata(published, said.get("outlet"), said.get("url"), said.get("author"))
    return Row(line, file, metadata, error)
