"""Bench: a folder of shards loaded, beside pyoxigraph's own bulk load of the same files.

Run by `make bench`. The shards are of articles that are read once, and then told again and
again in other words. Loading does more than the engine: it checks every file's hash, records
which documents there are, and compares them to find copies. Both take turns, because machines
are noisy: trust the ratio.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import closing
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
from benching import input_file, line, read_articles, timed
from retold import write_shards

from polybius.extract.pipeline import Extractor
from polybius.outcome import outcomes
from polybius.shard_loading import load_shards
from polybius.shards import unpacked

DOCUMENTS = 50  # of a shard, and read
TARGET = 0.85  # the least that loading may reach of the engine's own bulk load


def main() -> None:
    """Print the figures; exit with 1 where one misses its target."""
    parser = argparse.ArgumentParser(description="Time loading shards beside pyoxigraph alone.")
    parser.add_argument("--shards", type=int, default=36, help="how many are loaded")
    parser.add_argument("--turns", type=int, default=3, help="how often both are timed")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(not _speed(Path(folder), arguments.shards, arguments.turns))


def _speed(folder: Path, number: int, turns: int) -> bool:
    shards = folder / "shards"
    read = list(outcomes(Extractor(), islice(read_articles(input_file()), DOCUMENTS)))
    quads = write_shards(shards, read, number)
    files = sorted(shards.glob("*.zst"))
    size = sum(file.stat().st_size for file in files)
    ours: list[float] = []
    engines: list[float] = []
    for turn in range(turns):
        engines.append(timed(lambda it=folder / f"engine-{turn}": _load_alone(it, files)))
        ours.append(timed(lambda it=folder / f"ours-{turn}": load_shards(it, shards)))
    store = folder / "ours-0"
    documents = number * len(read)
    alone, loaded = quads / min(engines), quads / min(ours)
    line("quads per document", quads / documents, "")
    line("shards, bytes a document", size / documents, f"({size / quads:.1f} a quad)")
    line("store, bytes a document", _size(store) / documents, "")
    line("pyoxigraph's bulk load", alone, "quads/s")
    line("polybius load", loaded, f"quads/s ({documents / min(ours):.0f} documents/s)")
    line("polybius / pyoxigraph", loaded / alone, f"(at least {TARGET})")
    again = timed(lambda: load_shards(store, shards))
    line("the same again", documents / again, "documents/s, nothing stored")
    return loaded / alone >= TARGET


def _load_alone(folder: Path, files: list[Path]) -> None:
    store = ox.Store(str(folder))
    for file in files:
        with file.open("rb") as packed, closing(unpacked(packed, ".zst")) as quads:
            store.bulk_load(quads, ox.RdfFormat.N_QUADS)
    store.flush()


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    main()
