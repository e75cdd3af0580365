"""Bench: a folder of shards loaded, beside pyoxigraph's own bulk load of the same files.

Run by `make bench`. The shards are of articles that are read once, and then told again and
again under other IRIs. Loading does more than the engine: it checks every file's hash, and
records which documents there are. Both take turns, because machines are noisy: trust the ratio.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
from bench import _articles, _input, _line

from polybius.extract.pipeline import Extractor, Settings
from polybius.manifest import Head, Manifest
from polybius.outcome import Outcome, described, outcomes
from polybius.shard_loading import load_shards
from polybius.shards import make_shard, unpacked

DOCUMENTS = 50  # of a shard, and read
TARGET = 0.85  # the least that loading may reach of the engine's own bulk load
_HASH = re.compile(rb"(?<=/)[0-9a-f]{20}(?=[>/])")


def main() -> None:
    """Print the figures; exit with 1 where one misses its target."""
    parser = argparse.ArgumentParser(description="Time loading shards beside pyoxigraph alone.")
    parser.add_argument("--shards", type=int, default=12, help="how many are loaded")
    parser.add_argument("--turns", type=int, default=3, help="how often both are timed")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(not _speed(Path(folder), arguments.shards, arguments.turns))


def _speed(folder: Path, number: int, turns: int) -> bool:
    shards = folder / "shards"
    read = list(outcomes(Extractor(), islice(_articles(_input()), DOCUMENTS)))
    quads = _write(shards, read, number)
    files = sorted(shards.glob("*.zst"))
    size = sum(file.stat().st_size for file in files)
    ours: list[float] = []
    engines: list[float] = []
    for turn in range(turns):
        engines.append(_timed(lambda it=folder / f"engine-{turn}": _load_alone(it, files)))
        ours.append(_timed(lambda it=folder / f"ours-{turn}": load_shards(it, shards)))
    store = folder / "ours-0"
    documents = number * len(read)
    alone, loaded = quads / min(engines), quads / min(ours)
    _line("quads per document", quads / documents, "")
    _line("shards, bytes a document", size / documents, f"({size / quads:.1f} a quad)")
    _line("store, bytes a document", _size(store) / documents, "")
    _line("pyoxigraph's bulk load", alone, "quads/s")
    _line("polybius load", loaded, f"quads/s ({documents / min(ours):.0f} documents/s)")
    _line("polybius / pyoxigraph", loaded / alone, f"(at least {TARGET})")
    again = _timed(lambda: load_shards(store, shards))
    _line("the same again", documents / again, "documents/s, nothing stored")
    return loaded / alone >= TARGET


def _write(folder: Path, read: list[Outcome], number: int) -> int:
    """Write shards that tell the same under other IRIs; return the number of quads."""
    settings = described(Settings())
    head = Head("0.1.0", settings, (), ".zst")
    with Manifest(folder, head) as manifest:
        shards = [make_shard(list(_retold(read, copy)), ".zst") for copy in range(number)]
        for shard in shards:
            manifest.add(shard)
        return manifest.finish({shard.record.file for shard in shards}, []).quads


def _retold(read: list[Outcome], copy: int) -> Iterator[Outcome]:
    def renamed(found: re.Match[bytes]) -> bytes:
        return hashlib.sha256(found[0] + bytes([copy])).hexdigest()[:20].encode()

    for outcome in read:
        iri = _HASH.sub(renamed, outcome.iri.encode() + b">")[:-1].decode()
        digest = hashlib.sha256(f"{outcome.digest}{copy}".encode()).hexdigest()[:32]
        quads = _HASH.sub(renamed, outcome.quads)
        yield replace(outcome, iri=iri, digest=digest, quads=quads)


def _load_alone(folder: Path, files: list[Path]) -> None:
    store = ox.Store(str(folder))
    for file in files:
        with file.open("rb") as packed, closing(unpacked(packed, ".zst")) as quads:
            store.bulk_load(quads, ox.RdfFormat.N_QUADS)
    store.flush()


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
