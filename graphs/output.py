"""Output: where an export goes, so that a file is either complete or untouched."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO

__all__ = ["STANDARD_OUTPUT", "as_text", "open_output"]

STANDARD_OUTPUT = "-"


@contextmanager
def open_output(target: str | Path) -> Iterator[IO[bytes]]:
    """Open ``target`` for bytes: a path, or ``-`` for standard output.

    A file takes its place only once all of it is written; an error leaves what was there
    before. A pipe or a device is written to as it comes. Raises OSError when it cannot be.
    """
    path = Path(target)
    if str(target) == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
    else:
        yield from _replaced(path.resolve())


def _replaced(path: Path) -> Iterator[IO[bytes]]:
    # The same folder, so that the last step is a rename within one file system.
    with tempfile.TemporaryDirectory(prefix=f".{path.name[:40]}.", dir=path.parent) as folder:
        draft = Path(folder) / "draft"
        with draft.open("wb") as file:
            yield file
        draft.replace(path)


@contextmanager
def as_text(file: IO[bytes]) -> Iterator[TextIO]:
    """Open a file for bytes as one for text in UTF-8, with line ends as they are; leave it open."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        yield text
    finally:
        text.detach()
