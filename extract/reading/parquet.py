"""Parquet: a row an article, columns named as in other tables.

Rows are read one at a time: a row group may be larger than memory, and a value that stands in
the file once may fill every row of a group. A moment without an hour is taken for a day, as
data frames know no other; one with a zone is given in UTC. Needs pyarrow.
"""

from __future__ import annotations

import io
import math
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from ..article import Article
from .columns import find_columns
from .fields import read_fields
from .packed import expansion_fault
from .unreadable import ReadingError, Unreadable

__all__ = ["PARQUET_START", "read_parquet"]

PARQUET_START = b"PAR1"

_OPTIONS = {
    "thrift_string_size_limit": 20_000_000,
    "thrift_container_size_limit": 1_000_000,
    "page_checksum_verification": True,
    "buffer_size": 65_536,
    "pre_buffer": False,
}
_ADVICE = "write the file again, or get it again from where it is"
_EPOCH = datetime.fromisoformat("1970-01-01")
_PER_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}

Convert = Callable[[Any], object]  # an Arrow scalar to what a record of JSON would have
Columns = dict[str, tuple[str, Convert]]  # by the name of the column, its field


def read_parquet(file: io.BufferedReader, source: str) -> Iterator[Article | Unreadable]:
    """Yield an article for each row, or why there is none, with the row's number.

    Behind a row group that is broken, reading goes on at the next.
    """
    try:
        import pyarrow as pa  # an extra that not everybody has
        from pyarrow.parquet import ParquetFile
    except ImportError:
        advice = "install it: pip install 'polybius[parquet]'"
        yield Unreadable(source, None, "reading Parquet needs pyarrow", advice)
        return
    try:
        table = ParquetFile(file, **_OPTIONS)
        columns = _columns(table.schema_arrow)
        size = os.fstat(file.fileno()).st_size
        _check_size(table.metadata, set(columns), size)
    except ReadingError as error:
        yield Unreadable(source, None, error.problem, error.advice)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield Unreadable(source, None, f"broken Parquet: {error!s:.200}", _ADVICE)
    else:
        yield from _read_groups(table, columns, source, size)


def _columns(schema: Any) -> Columns:
    """Return by its name each column that is read: its field, and what makes of it a value."""
    names = [str(name) for name in schema.names]
    found = find_columns(names)
    return {names[n]: (field, _converter(field, schema.types[n])) for field, n in found.items()}


def _converter(field: str, kind: Any) -> Convert:
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    if types.is_timestamp(kind) and field == "published":
        unit, zone = _PER_SECOND[kind.unit], "Z" if kind.tz else ""
        return lambda scalar: _moment(scalar.value // unit, zone) if scalar.is_valid else None
    if types.is_date(kind) and field == "published":
        return lambda scalar: scalar.as_py().isoformat() if scalar.is_valid else None
    if types.is_integer(kind) and field == "id":
        return lambda scalar: str(scalar.as_py()) if scalar.is_valid else None
    names = ("string", "large_string", "string_view", "binary", "large_binary", "null")
    if any(getattr(types, f"is_{name}")(kind) for name in names) or types.is_floating(kind):
        return lambda scalar: _plain(scalar.as_py())
    problem = f"the column of the {field} holds {kind!s:.100}, not strings"
    raise ReadingError(problem, "write it as strings")


def _moment(seconds: int, zone: str) -> str:
    moment = _EPOCH + timedelta(seconds=seconds)
    is_day = not zone and moment.time() == time.min
    return moment.date().isoformat() if is_day else moment.isoformat() + zone


def _plain(value: object) -> object:
    if isinstance(value, bytes):  # what some writers make of every string
        return value.decode("utf-8")
    is_missing = isinstance(value, float) and math.isnan(value)  # as data frames say it
    return None if is_missing or (isinstance(value, str) and not value.strip()) else value


def _check_size(metadata: Any, names: set[str], size: int) -> None:
    """Raise ReadingError where a file claims to hold more than any file of its size can."""
    if metadata.num_rows > size:
        problem = f"{metadata.num_rows:,} rows in a file of {size:,} bytes"
        raise ReadingError(problem, "check where the file is from")
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    chunks = (group.column(n) for group in groups for n in range(group.num_columns))
    sizes = (it.total_uncompressed_size for it in chunks if it.path_in_schema in names)
    if fault := expansion_fault(sum(sizes), size):
        raise fault


def _read_groups(
    table: Any, columns: Columns, source: str, size: int
) -> Iterator[Article | Unreadable]:
    import pyarrow as pa

    start = given = 0
    for number in range(table.metadata.num_row_groups):
        row, stop = start, start + table.metadata.row_group(number).num_rows
        try:
            for row, cells in enumerate(_rows(table, number, columns), start + 1):
                item = _read_row(cells, columns, f"{source}:{row}")
                yield item.at(source, row) if isinstance(item, ReadingError) else item
                given += len(item.text) if isinstance(item, Article) else 0
                if fault := expansion_fault(given, size):
                    yield fault.at(source, row)
                    return
        except (pa.ArrowException, OSError, ValueError) as error:
            problem = f"the rows from here to {stop:,} are broken: {error!s:.200}"
            yield Unreadable(source, row + 1, problem, _ADVICE)
        start = stop


def _rows(table: Any, group: int, columns: Columns) -> Iterator[dict[str, Any]]:
    """Yield the rows of a group, a batch each: their fields as Arrow has them."""
    names = list(columns)
    for batch in table.iter_batches(1, row_groups=[group], columns=names, use_threads=False):
        yield {name: batch.column(name)[0] for name in names}


def _read_row(row: dict[str, Any], columns: Columns, source: str) -> Article | ReadingError:
    try:
        record = {field: convert(row[name]) for name, (field, convert) in columns.items()}
        return replace(read_fields(record), source=source)
    except ReadingError as error:
        return error
    except (ValueError, OverflowError) as error:  # no UTF-8, or a year that nobody will see
        return ReadingError(f"a value that cannot be read: {error!s:.200}", "correct it")
