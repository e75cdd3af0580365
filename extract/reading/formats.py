"""Formats: the kinds of file that are read, told by the end of their names."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping

from ..article import Article
from .jsonl import read_jsonl
from .packed import expand_gzip, expand_zstandard
from .parquet import read_parquet
from .table import read_table
from .unreadable import Unreadable
from .warc import read_warc

__all__ = ["OF_MANY", "SUFFIXES", "Reader"]

Reader = Callable[[io.BufferedReader, str], Iterator[Article | Unreadable]]

OF_MANY: Mapping[str, Reader] = {
    ".jsonl": read_jsonl,
    ".jsonl.gz": lambda file, source: read_jsonl(expand_gzip(file), source),
    ".jsonl.zst": lambda file, source: read_jsonl(expand_zstandard(file), source),
    ".csv": read_table,
    ".tsv": read_table,
    ".parquet": read_parquet,
    ".warc": read_warc,
    ".warc.gz": lambda file, source: read_warc(expand_gzip(file), source),
}
SUFFIXES = (".txt", ".html", ".htm", *OF_MANY)
