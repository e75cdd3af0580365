"""Bench: whether a document costs as much when much is stored already, in memory and in time.

Run by `make bench`. The articles are three sentences each, drawn from all articles that there
are: enough of them, and no two alike. Memory is that of all processes of one build, at one of
its first documents and at its last. Time is the processor's, of the same articles added to a
small store and to a large one, turn and turn about; what is stored before is loaded as shards.
What a run does once, such as comparing all that is new with all that is there to find copies,
is told apart.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from benching import high_water, input_file, line, read_articles, timed, write_articles
from retold import write_shards

from polybius.building import Fate, build
from polybius.extract.article import Article
from polybius.extract.pipeline import Extractor
from polybius.graphs.store import open_store
from polybius.outcome import Outcome, outcomes
from polybius.shard_loading import load_shards

FEW, MANY = 1_000, 20_000  # documents of a build, where its memory is looked at
SMALL, LARGE = 1_000, 100_000  # documents that are stored before
ADDED = 250  # documents that are added, each turn others
SHARD = 500  # documents of a shard, and read for it
GROWTH = 1.25  # the most that memory may grow
DEARER = 1.1  # the most that a document may cost, beside one in a small store
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_WORDS = 8  # of a sentence worth drawing
_SEED = 20171227


def main() -> None:
    """Print the figures; exit with 1 where one misses its target."""
    parser = argparse.ArgumentParser(description="Build much, and into much.")
    parser.add_argument("--turns", type=int, default=2, help="how often documents are added")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        met = [_memory(Path(folder)), _cost(Path(folder), arguments.turns)]
    sys.exit(not all(met))


def _drawn() -> Iterator[Article]:
    """Yield articles without end, the same at each call."""
    articles = list(read_articles(input_file()))
    found = (text for article in articles for text in _SENTENCE.split(article.text))
    sentences = [text for text in found if len(text.split()) >= _WORDS]
    dice = random.Random(_SEED)  # noqa: S311  (no secrets)
    number = 0
    while True:
        text = " ".join(dice.sample(sentences, 3))
        first = dice.choice(articles)
        yield replace(first, id=f"drawn-{number}", url=None, title=None, text=text, comments=())
        number += 1


def _memory(folder: Path) -> bool:
    """Build many articles with two jobs; compare the most memory after few and after all."""
    path = folder / "articles.jsonl"
    write_articles(islice(_drawn(), MANY), path)
    marks: dict[int, float] = {}
    heard = 0

    def notice(fate: Fate) -> None:
        nonlocal heard
        heard += 1
        if heard in (FEW, MANY):
            workers = multiprocessing.active_children()
            marks[heard] = sum(high_water(it.pid or 0) for it in workers) + high_water()

    seconds = timed(lambda: build([str(path)], folder / "store", jobs=2, notice=notice))
    own = high_water()
    line(f"{MANY:,} short articles", MANY / seconds, "documents/s, two jobs")
    line(f"memory, {FEW:,} documents", marks[FEW], "MB, three processes")
    line(f"memory, {MANY:,} documents", marks[MANY], f"MB (at most {GROWTH} times)")
    line("the one that stores", own, "MB, copies compared")
    shutil.rmtree(folder / "store")
    return marks[MANY] <= GROWTH * marks[FEW]


def _cost(folder: Path, turns: int) -> bool:
    """Add the same articles to a small store and to a large one."""
    extractor, drawn = Extractor(), _drawn()
    read = list(outcomes(extractor, islice(drawn, SHARD)))
    stores = {size: _stored(folder / str(size), read, size // SHARD) for size in (SMALL, LARGE)}
    spent = {size: _Spent() for size in stores}
    for turn in range(turns):
        path = folder / f"{turn}.jsonl"
        write_articles(islice(drawn, ADDED), path)
        for size, store in stores.items():
            spent[size].add(path, store, extractor)
    for size, it in spent.items():
        line(f"added to {size:,}", 1_000 * it.documents / (turns * ADDED), "ms a document")
        line("  begin, compare, record", it.run / turns, "s a run")
    dearer = spent[LARGE].documents / spent[SMALL].documents
    line("large / small, a document", dearer, f"(at most {DEARER})")
    return dearer <= DEARER


@dataclass
class _Spent:
    """Seconds of the processor: for documents, and for what a run does once."""

    documents: float = 0.0
    run: float = 0.0

    def add(self, path: Path, store: Path, extractor: Extractor) -> None:
        heard: list[float] = []

        def notice(fate: Fate) -> None:
            heard.append(time.process_time())

        whole = timed(
            lambda: build([str(path)], store, extractor=extractor, notice=notice),
            time.process_time,
        )
        documents = (heard[-1] - heard[0]) * len(heard) / (len(heard) - 1)
        self.documents += documents
        self.run += whole - documents


def _stored(folder: Path, read: list[Outcome], times: int) -> Path:
    quads = write_shards(folder / "shards", read, times)
    seconds = timed(lambda: load_shards(folder / "store", folder / "shards"))
    line(f"{times * len(read):,} documents loaded", quads / seconds, "quads/s, copies compared")
    shutil.rmtree(folder / "shards")
    open_store(folder / "store").optimize()  # what the engine has put off is not our documents'
    return folder / "store"


if __name__ == "__main__":
    main()
