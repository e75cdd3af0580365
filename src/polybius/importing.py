"""Importing: GeoNames dumps and analysts' own lists, into the user's gazetteer."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from polybius.extract import gazetteer
from polybius.extract.gazetteer import geonames, imported, lists
from polybius.extract.gazetteer.entries import Entry
from polybius.extract.gazetteer.imported import Source
from polybius.extract.reading.decode import decode
from polybius.extract.reading.unreadable import printable

__all__ = ["BadRow", "ImportReport", "import_file", "remove_source", "sources", "told"]

MOST_ROWS = 200_000  # of a list: its names are held in memory while texts are read
MOST_BYTES = 200_000_000  # of a list
_LONGEST_LINE = 1_000_000  # bytes
_HOMONYM = "where two are so called, an id column tells them apart"
_SHOWN = 20  # bad rows that a report holds; of the rest it has the number


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out: the line where it begins, from 1, and what is wrong."""

    line: int
    reason: str


@dataclass(slots=True)
class ImportReport:
    """What was imported, and the rows that were not: how many, and the first of them."""

    source: Source
    bad: list[BadRow] = field(default_factory=list)
    number_bad: int = 0


@dataclass(slots=True)
class _Rows:
    """The rows of a file, and those of them that are no good."""

    bad: list[BadRow] = field(default_factory=list)
    number_bad: int = 0

    def refuse(self, line: int, reason: object) -> None:
        """Note a bad row."""
        self.number_bad += 1
        if len(self.bad) < _SHOWN:
            self.bad.append(BadRow(line, printable(str(reason))))


def import_file(
    path: Path, *, source: str | None = None, names: Path | None = None
) -> ImportReport:
    """Import a GeoNames dump (``.txt``, ``.zip``) or a list (``.csv``, ``.tsv``).

    ``source`` names it (by default as the file is named): what was imported under that name
    before is replaced. ``names`` is GeoNames' ``alternateNames`` file, for a dump. Rows that
    are no good are left out and told. Raises ValueError where nothing can be imported, and
    OSError.
    """
    name = source or path.stem
    imported.source_path(name)  # a bad name is told before anything is read
    rows = _Rows()
    digest = _digest(path, names)
    with _opened(path) as file:
        is_dump = _is_dump(file.peek())  # type: ignore[attr-defined]
        if is_dump:
            found = _places(file, rows)
            told = imported.write_source(name, "geonames", digest, found, _alternates(names, rows))
        elif names:
            raise ValueError(f"{path}: alternate names go with a GeoNames dump, and this is none")
        else:
            told = imported.write_source(name, "list", digest, _entries(file, name, rows))
    gazetteer.forget()
    return ImportReport(told, rows.bad, rows.number_bad)


def sources() -> tuple[Source, ...]:
    """Return what was imported, by name."""
    return imported.sources()


def remove_source(name: str) -> None:
    """Remove what was imported under a name. Raises ValueError where there is no such source."""
    if not imported.remove_source(name):
        known = ", ".join(source.name for source in sources()) or "none"
        raise ValueError(f"no source {name!r:.80} was imported (imported: {known})")
    gazetteer.forget()


def _digest(*paths: Path | None) -> str:
    """Return the SHA-256 of the files, one after the other."""
    digest = hashlib.sha256()
    for path in filter(None, paths):
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file, or the table within a .zip."""
    if path.suffix.lower() != ".zip":
        with path.open("rb") as file:
            yield file
        return
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [n for n in archive.namelist() if n.endswith((".txt", ".csv", ".tsv"))]
            tables = [n for n in inside if not n.lower().endswith(("readme.txt", "codes.txt"))]
            if len(tables) != 1:
                raise ValueError(f"{path}: {len(tables)} tables in it; give a .zip with one")
            with archive.open(tables[0]) as member:
                yield io.BufferedReader(member)  # type: ignore[type-var]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ValueError(f"{path}: no .zip file that can be read ({error})") from error


def _is_dump(beginning: bytes) -> bool:
    """Say whether the first line is a row of GeoNames: it has no header."""
    first = beginning.split(b"\n", 1)[0].removeprefix(b"\xef\xbb\xbf").split(b"\t")
    return len(first) == geonames.COLUMNS and first[0].isdigit()


# --- GeoNames --------------------------------------------------------------------------------


def _places(file: BinaryIO, rows: _Rows) -> Iterator[Entry]:
    for number, line in _lines(file, rows):
        try:
            found = geonames.read_place(line)
        except ValueError as error:
            rows.refuse(number, error)
        else:
            if found:
                yield found


def _alternates(path: Path | None, rows: _Rows) -> Iterator[tuple[str, str]]:
    """Yield (key, name) of the rows of an alternateNames file."""
    if path is None:
        return
    with _opened(path) as file:
        for number, line in _lines(file, rows):
            try:
                found = geonames.alternate_name(line)
            except ValueError as error:
                rows.refuse(number, f"{path.name}: {error}")
            else:
                if found:
                    yield f"geonames-{found[0]}", found[1]


def _lines(file: BinaryIO, rows: _Rows) -> Iterator[tuple[int, str]]:
    number = 0
    while line := file.readline(_LONGEST_LINE):
        number += 1
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            rows.refuse(number, f"byte {error.start + 1} is not UTF-8")
            continue
        if text.strip():
            yield number, text


# --- lists -----------------------------------------------------------------------------------


def _entries(file: BinaryIO, source: str, rows: _Rows) -> Iterator[Entry]:
    """Yield the entries of a list, those with a key that is taken already left out."""
    seen: dict[str, int] = {}
    table = list(_cells(file, rows))
    own = lists.places_in((cells for _, cells in table), source)
    for number, cells in table:
        try:
            found = lists.read_row(cells, source, own)
        except ValueError as error:
            rows.refuse(number, error)
            continue
        first = seen.setdefault(found.key, number)
        if first == number:
            yield found
        else:
            rows.refuse(number, f"{found.name!r:.60} is in line {first} too; {_HOMONYM}")


def _cells(file: BinaryIO, rows: _Rows) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line and cells by column of each row; raises ValueError for a bad header."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError(f"larger than {MOST_BYTES:,} bytes, the most for a list")
    text = decode(data)
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=max("\t;,", key=first.count))
    columns = lists.columns_of(next(reader, []))
    line, number = reader.line_num + 1, 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            rows.refuse(line, error)
            line = reader.line_num + 1
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            number += 1
            cells = {column: row[at] for at, column in columns.items() if at < len(row)}
            yield line, {"name": "", "type": ""} | cells
        if number >= MOST_ROWS:
            raise ValueError(f"more than {MOST_ROWS:,} rows; cut the list, or give a GeoNames dump")
        line = reader.line_num + 1


def told(report: ImportReport) -> Sequence[str]:
    """Return what a report says of bad rows, a line each."""
    lines = [f"line {row.line}: {row.reason}" for row in report.bad]
    more = report.number_bad - len(report.bad)
    return [*lines, *([f"and {more:,} more"] if more else [])]
