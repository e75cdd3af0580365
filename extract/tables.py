"""Tables: the data files beside this package, ``extract/data/*.tsv``.

A table is UTF-8, a row a line, cells between tabs; lines that begin with ``#`` are comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

__all__ = ["rows"]


def rows(name: str) -> Iterator[list[str]]:
    """Yield the cells of each row of ``extract/data/<name>.tsv``, comments left out."""
    text = (files("polybius.extract") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
