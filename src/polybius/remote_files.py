"""Remote files: articles read from wherever fsspec reaches, one file at a time.

A path with a scheme (``s3://``, ``hdfs://``, ``https://``) is reached because the user gave it;
what stands in an article is never followed. Each file is copied to this machine's disk, read as
any other, and removed, so that neither memory nor disk holds more than one.
"""

from __future__ import annotations

import posixpath
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from polybius.extract.article import Article
from polybius.extract.reading import Unreadable, read
from polybius.extract.reading.folder import suffix_of
from polybius.extract.reading.metadata import METADATA_FILE

__all__ = ["is_remote", "read_anywhere"]

_OF_ONE_FILE = ("http", "https")  # a page of links is not a folder: none of them is followed

Item = Article | Unreadable


def is_remote(path: str) -> bool:
    """Return whether a path has a scheme.

    >>> is_remote("s3://bucket/articles.jsonl.gz"), is_remote("articles/a.txt")
    (True, False)
    """
    return "://" in path


def read_anywhere(
    paths: Sequence[str], *, published: str | None = None, outlet: str | None = None
) -> Iterator[Item]:
    """Yield the articles of files and folders here and elsewhere, as `polybius.extract.reading`.

    A folder elsewhere has no table of its own: what a ``metadata.csv`` in it says is not read,
    and that is reported. Raises ValueError for a scheme that nothing installed reaches.
    """
    for elsewhere, group in groupby(paths, is_remote):
        if not elsewhere:
            yield from read(list(group), published=published, outlet=outlet)
            continue
        for path in group:
            yield from _read_remote(path, published, outlet)


def _read_remote(path: str, published: str | None, outlet: str | None) -> Iterator[Item]:
    system, root = _reached(path)
    try:
        names = _names(system, root, path)
    except Exception as error:  # noqa: BLE001  (each system has errors of its own)
        yield _unreached(path, error)
        return
    for name in names:
        address = posixpath.join(path, name) if name else path
        if posixpath.basename(name) == METADATA_FILE:
            yield Unreadable(
                address,
                None,
                "the table of a folder elsewhere is not read",
                "write what it says into the articles, or copy the folder to this machine",
            )
        else:
            yield from _read_file(system, root, name, address, published, outlet)


def _reached(path: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    try:
        system, root = url_to_fs(path)
    except (ImportError, ValueError) as error:
        raise ValueError(f"{path:.200}: not to be reached: {error}") from error
    return system, root


def _names(system: Any, root: str, path: str) -> list[str]:
    """Return the files in a folder, as paths from it; of a single file, "" alone."""
    if path.partition("://")[0] in _OF_ONE_FILE or not system.isdir(root):
        return [""]
    found = sorted(posixpath.relpath(name, root) for name in system.find(root))
    shown = (name for name in found if not any(part[0] == "." for part in name.split("/")))
    return [it for it in shown if suffix_of(it) or posixpath.basename(it) == METADATA_FILE]


def _read_file(
    system: Any, root: str, name: str, address: str, published: str | None, outlet: str | None
) -> Iterator[Item]:
    with tempfile.TemporaryDirectory(prefix="polybius-") as folder:
        local = Path(folder, name or posixpath.basename(root.partition("?")[0]) or "article")
        local.parent.mkdir(parents=True, exist_ok=True)
        try:
            system.get_file(posixpath.join(root, name) if name else root, str(local))
        except Exception as error:  # noqa: BLE001
            yield _unreached(address, error)
            return
        # A file in a folder is called by its path from there, as it is on this machine.
        here = folder if name else str(local)
        for item in read([here], published=published, outlet=outlet):
            yield replace(item, source=item.source.replace(str(local), address, 1))


def _unreached(address: str, error: Exception) -> Unreadable:
    problem = f"cannot be fetched ({type(error).__name__}: {error})"
    return Unreadable(address, None, f"{problem:.500}", "check the address, and who may read it")
