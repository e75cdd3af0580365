"""Manifest: the file that says which shards a folder has, and what is in each.

It is JSON Lines: a head, a line a shard, and last the totals. While shards are made they are
listed as they come, each after its file is whole, and there are no totals yet; in the end they
are sorted. A file that is not listed is no shard. The manifest knows no clock: the same
articles and settings give the same one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from .shards import Document, Record, Shard

__all__ = [
    "MANIFEST",
    "Head",
    "Manifest",
    "ShardError",
    "Totals",
    "check_shards",
    "read_head",
    "read_records",
]

MANIFEST = "manifest.jsonl"
_NAME = re.compile(r"[0-9a-f]{20}\.nq\.(zst|gz)")
_CHUNK = 1 << 20
_AGAIN = "copy it again, or remove it and run the build again; nothing was loaded"


class ShardError(ValueError):
    """Shards that cannot be used: which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Head:
    """What all shards of a folder have in common.

    ``settings`` are what `polybius.outcome.described` says, ``inputs`` the paths as given,
    ``packing`` is the last part of the files' names.
    """

    version: str
    settings: str
    inputs: tuple[str, ...]
    packing: str
    published: str | None = None
    outlet: str | None = None

    @property
    def base(self) -> str:
        """The base of all IRIs."""
        return str(json.loads(self.settings)["base"])

    @property
    def model(self) -> str:
        """The spaCy pipeline."""
        return str(json.loads(self.settings)["model"])


@dataclass(frozen=True, slots=True)
class Totals:
    """What all shards hold together, and what could not be read."""

    shards: int
    documents: int
    left_out: int
    quads: int
    unreadable: tuple[str, ...]


class Manifest:
    """The manifest of a folder while its shards are made; what was listed before still counts.

    Raises ShardError when the folder's shards are made from something else.
    """

    def __init__(self, folder: Path, head: Head) -> None:
        self._folder = folder
        self._places: dict[str, int] = {}
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / MANIFEST
        if not file.exists():
            _write(file, _line(head))
        elif read_head(folder) != head:
            raise ShardError(
                f"{folder}: its shards are of other articles, or made with other settings or"
                " another version; give another folder"
            )
        self._file = file.open("r+b")
        self._resume()

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def _resume(self) -> None:
        """Note where each shard is listed; cut off totals, and a line that was not finished."""
        place = len(self._file.readline())
        for line in self._file:
            name = _listed(line)
            if name is None:
                break
            self._places[name] = place
            place += len(line)
        self._file.seek(place)
        self._file.truncate()

    def get(self, name: str) -> Record | None:
        """Return what is listed of a shard whose file is there, None where it is to be made."""
        if name not in self._places:
            return None
        record = _record(self._read(name), self._folder)
        file = self._folder / name
        return record if file.is_file() and file.stat().st_size == record.size else None

    def _read(self, name: str) -> bytes:
        self._file.seek(self._places[name])
        return self._file.readline()

    def add(self, shard: Shard) -> None:
        """Write a shard, and list it."""
        _write(self._folder / shard.record.file, shard.data)
        self._places[shard.record.file] = self._file.seek(0, os.SEEK_END)
        self._file.write(_line(shard.record))
        self._file.flush()

    def finish(self, names: Collection[str], unreadable: Collection[str]) -> Totals:
        """List these shards only, sorted, with the totals; remove the files of others."""
        file = self._folder / MANIFEST
        draft = _draft(file)
        with draft.open("wb") as sorted_lines:
            self._file.seek(0)
            sorted_lines.write(self._file.readline())
            totals = Totals(len(names), 0, 0, 0, tuple(sorted(unreadable)))
            for name in sorted(names):
                line = self._read(name)
                totals = _added(totals, _record(line, self._folder))
                sorted_lines.write(line)
            sorted_lines.write(_line(totals))
            sorted_lines.flush()
            os.fsync(sorted_lines.fileno())
        draft.replace(file)
        for name in self._places.keys() - set(names):
            (self._folder / name).unlink(missing_ok=True)
        return totals


def _added(totals: Totals, record: Record) -> Totals:
    left_out = sum(bool(document.left_out) for document in record.documents)
    return Totals(
        totals.shards,
        totals.documents + len(record.documents),
        totals.left_out + left_out,
        totals.quads + record.quads,
        totals.unreadable,
    )


def _line(value: Head | Record | Totals) -> bytes:
    return json.dumps(asdict(value), ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _draft(file: Path) -> Path:
    return file.with_name(f".{file.name}.draft")


def _write(file: Path, data: bytes) -> None:
    """Write a file that is whole, and on the disk, once it has its name."""
    draft = _draft(file)
    with draft.open("wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())
    draft.replace(file)


def _listed(line: bytes) -> str | None:
    """Return the name of the shard that a line lists; None for totals and for half a line."""
    if not line.endswith(b"\n"):
        return None
    try:
        name = json.loads(line)["file"]
    except (ValueError, KeyError, TypeError):
        return None
    return name if isinstance(name, str) and _NAME.fullmatch(name) else None


def _record(line: bytes, folder: Path) -> Record:
    try:
        known = json.loads(line)
        documents = tuple(Document(**document) for document in known.pop("documents"))
        record = Record(**known | {"documents": documents, "notes": tuple(known["notes"])})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken(folder, f"a line lists no shard ({error})") from error
    if not _NAME.fullmatch(record.file):
        raise _broken(folder, f"{record.file!r} is no name of a shard")
    return record


def _broken(folder: Path, problem: str) -> ShardError:
    return ShardError(f"{folder / MANIFEST}: {problem:.300}; build the shards again")


def read_head(folder: Path) -> Head:
    """Return the head of a folder's manifest. Raises ShardError where there is none."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            known = json.loads(file.readline())
        head = Head(**known | {"inputs": tuple(known["inputs"])})
        settings = json.loads(head.settings)
        settings["base"], settings["model"]
    except FileNotFoundError as error:
        raise ShardError(
            f"{folder}: no {MANIFEST}, so no folder of shards; give one that"
            " polybius build --cluster has made, or single files"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise _broken(folder, f"no head ({error})") from error
    return head


def read_records(folder: Path) -> Iterator[Record]:
    """Yield what the manifest says of each shard. Raises ShardError where it is not whole."""
    with (folder / MANIFEST).open("rb") as file:
        file.readline()
        number = 0
        while _listed(line := file.readline()):
            yield _record(line, folder)
            number += 1
    if _shards_of(line) != number:
        raise ShardError(
            f"{folder}: its build has not ended; run it again, and it will go on where it was"
        )


def _shards_of(line: bytes) -> int | None:
    """Return the number of shards of the line with the totals, None where it is none."""
    try:
        known: Mapping[str, Any] = json.loads(line)
    except ValueError:
        return None
    names = {field.name for field in fields(Totals)}
    return int(known["shards"]) if isinstance(known, dict) and known.keys() == names else None


def check_shards(folder: Path) -> None:
    """Raise ShardError, naming it, where a shard is missing or is not as it was made."""
    for record in read_records(folder):
        digest = hashlib.sha256()
        try:
            with (folder / record.file).open("rb") as file:
                while data := file.read(_CHUNK):
                    digest.update(data)
        except FileNotFoundError as error:
            raise ShardError(f"{folder / record.file}: missing; {_AGAIN}") from error
        if digest.hexdigest() != record.sha256:
            raise ShardError(f"{folder / record.file}: not as it was made; {_AGAIN}")
