"""Count: how many articles are coming, where that can be told without reading them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .folder import File, find_files, suffix_of

__all__ = ["count_articles"]

_OF_ONE = (".txt", ".html", ".htm")  # a file is an article
_LINES = ".jsonl"  # a line is an article
_PIECE = 1 << 20  # bytes looked at together


def count_articles(paths: Sequence[str]) -> int | None:
    """Return how many articles files and folders hold at most, or None where none can tell.

    Lines of JSON Lines are counted at the speed of the disk; what is packed, or comes from
    standard input, would have to be read for it.
    """
    found = 0
    for path in paths:
        place = Path(path)
        try:
            files = find_files(path) if place.is_dir() else [place]
            numbers = [_articles(file) for file in files if isinstance(file, File | Path)]
        except (OSError, ValueError):  # told of when it is read
            continue
        if None in numbers:
            return None
        found += sum(number or 0 for number in numbers)
    return found


def _articles(file: File | Path) -> int | None:
    path = file.path if isinstance(file, File) else file
    suffix = suffix_of(path.name)
    if suffix in _OF_ONE:
        return 1
    if suffix != _LINES:
        return None
    with path.open("rb") as lines:
        return sum(piece.count(b"\n") for piece in iter(lambda: lines.read(_PIECE), b""))
