"""Tables of articles: CSV and TSV, a row an article, columns named in the first row.

Commas, semicolons and tabs do. Cells are kept character for character; a blank one says nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from ..article import Article
from .columns import find_columns
from .decode import LIMIT, decode
from .fields import read_fields
from .lines import read_lines
from .metadata import find_delimiter
from .unreadable import ReadingError, Unreadable

__all__ = ["read_table"]

_USUAL = "cp1252"  # what spreadsheets write where it is not UTF-8
_ADVICE = 'save it as CSV again, with quotes around cells, and "" for a quote inside them'


class _Lines:
    """A file's lines as the csv module wants them; a row is no longer than an article may be."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._lines = read_lines(file)
        self.number = 0
        self.start = 1  # of the row that is being read
        self._size = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        self._size += LIMIT + 1 if line is None else len(line) + 1
        if line is None or self._size > LIMIT:
            problem = f"the row is larger than {LIMIT // 1_000_000} MB, the most for one article"
            raise ReadingError(problem, "close its quotes, split it, or leave it out")
        return _text(line) + "\n"

    def begin_row(self) -> None:
        """Say that the next line begins a row."""
        self.start, self._size = self.number + 1, 0


def read_table(file: io.BufferedReader, source: str) -> Iterator[Article | Unreadable]:
    """Yield an article for each row, or why there is none, with the number of its first line.

    Behind a broken row, reading goes on at the next line. Blank rows are passed over.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LIMIT))  # of the whole process
    lines = _Lines(file)
    try:
        header = next(lines)
        table = csv.reader(chain([header], lines), delimiter=find_delimiter(header), strict=True)
        names = next(table)
        columns = find_columns(names)
    except (csv.Error, UnicodeError, ReadingError, StopIteration) as error:
        yield _no_table(error, source)
        return
    is_empty = True
    for row in _rows(table, lines):
        is_empty = False
        item = _read_row(row, columns, len(names)) if isinstance(row, list) else row
        if isinstance(item, Article):
            yield replace(item, source=f"{source}:{lines.start}")
        else:
            yield item.at(source, lines.start)
    if is_empty:
        yield Unreadable(source, None, "a table without rows", "leave it out")


def _no_table(error: Exception, source: str) -> Unreadable:
    """Return why the first row names no columns."""
    if isinstance(error, StopIteration):
        return Unreadable(source, None, "the file is empty", "leave it out")
    if isinstance(error, ReadingError):
        return error.at(source, 1)
    return Unreadable(source, 1, f"the names of the columns are broken: {error}", _ADVICE)


def _rows(table: Iterator[list[str]], lines: _Lines) -> Iterator[list[str] | ReadingError]:
    while True:
        lines.begin_row()
        try:
            cells = next(table)
        except StopIteration:
            return
        except (csv.Error, UnicodeError) as error:
            yield ReadingError(f"broken table: {error}", _ADVICE)
        except ReadingError as error:
            yield error
        else:
            if any(cell.strip() for cell in cells):
                yield cells


def _read_row(cells: list[str], columns: dict[str, int], width: int) -> Article | ReadingError:
    if len(cells) != width:
        problem = f"{len(cells):,} cells in a table of {width:,} columns"
        return ReadingError(problem, "quote what holds commas or line ends")
    said = {field: cells[place] for field, place in columns.items()}
    try:
        return read_fields({field: cell for field, cell in said.items() if cell.strip()})
    except ReadingError as error:
        return error


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return decode(line, _USUAL)
