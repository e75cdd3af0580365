"""Bench: documents and quads per second, beside spaCy alone on the same texts.

Run by `make bench`. Both are timed on one slice of the articles after another, turn
and turn about, because machines are noisy: trust the ratio. Uses ``articles/wikinews.jsonl``
in ``POLYBIUS_DATA`` where it is, else the samples.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import spacy
from benching import input_file, line, read_articles, timed, write_articles

from polybius.building import build
from polybius.extract.analysis import Analysis
from polybius.extract.annotate import BATCH, parts_of
from polybius.extract.article import Article
from polybius.extract.identity import BASE
from polybius.extract.pipeline import STEPS, Extractor, Settings
from polybius.graphs.store import open_store, put_ontology
from polybius.ontology.sources import ontology_sources

JOBS = 2
REPEATED = 2  # times that jobs read all articles: they load the pipeline, spaCy is forked with it
SLICE = 60  # articles between two looks at the clock
TARGET = 0.75  # the least that building may reach of spaCy, one process or two of each


def main() -> None:
    """Print the figures; exit with 1 where one misses its target."""
    parser = argparse.ArgumentParser(description="Time building beside spaCy alone.")
    parser.add_argument("--turns", type=int, default=2, help="how often each text is timed")
    arguments = parser.parse_args()
    path = input_file()
    articles = list(read_articles(path))
    print(f"{path.name}: {len(articles)} articles; {platform.machine()}, {os.cpu_count()} cores")
    met = [_speed(articles, arguments.turns), _two_jobs(articles, arguments.turns)]
    sys.exit(not all(met))


def _speed(articles: list[Article], turns: int) -> bool:
    """Time spaCy alone and the whole build on the same slices, turn and turn about."""
    spent: dict[str, float] = {}
    nlp, extractor = spacy.load(Settings().model), _clocked_extractor(spent)
    slices = [articles[start : start + SLICE] for start in range(0, len(articles), SLICE)]
    list(extractor.extract(slices[0][:4]))  # what is read from disk once is read
    spent.clear()
    alone, whole, quads = 0.0, 0.0, 0
    for part in slices * turns:
        texts = [text.text for article in part for text in parts_of(article)]
        start = time.perf_counter()
        for _ in nlp.pipe(texts, batch_size=BATCH):
            pass
        alone += time.perf_counter() - start
        seconds, stored = _timed_build(part, extractor)
        whole, quads = whole + seconds, quads + stored
    count, ratio = len(articles) * turns, alone / whole
    line("spaCy alone", count / alone, "documents/s")
    line("polybius build", count / whole, "documents/s")
    line("polybius build", quads / whole, "quads/s")
    line("quads per document", quads / count, "")
    line("build / spaCy alone", ratio, f"(at least {TARGET})")
    _shares(spent, whole)
    return ratio >= TARGET


def _two_jobs(articles: list[Article], turns: int) -> bool:
    """Time a build by two jobs and spaCy's own two processes, from their start to their end."""
    nlp, alone, whole = spacy.load(Settings().model), 0.0, 0.0
    repeated = [
        replace(it, id=f"{it.id} {n}", url=None) for n in range(REPEATED) for it in articles
    ]
    texts = [text.text for article in repeated for text in parts_of(article)]
    for _ in range(turns):
        processes = nlp.pipe(texts, batch_size=BATCH, n_process=JOBS)
        alone += timed(lambda it=processes: [len(doc) for doc in it])  # type: ignore[misc]
        whole += _timed_build(repeated, jobs=JOBS)[0]
    count = len(repeated) * turns
    line("spaCy alone, 2 processes", count / alone, "documents/s")
    line("polybius build --jobs 2", count / whole, "documents/s")
    line("build / spaCy, two of each", alone / whole, f"(at least {TARGET})")
    return alone / whole >= TARGET


def _timed_build(
    articles: list[Article], extractor: Extractor | None = None, jobs: int = 1
) -> tuple[float, int]:
    """Return the seconds that a build takes and the quads it stores.

    With an ``extractor`` the model is loaded already; jobs load it for themselves.
    """
    with tempfile.TemporaryDirectory() as folder:
        path, store = Path(folder) / "articles.jsonl", Path(folder) / "store"
        write_articles(articles, path)
        put_ontology(open_store(store), BASE, (text for _, text in ontology_sources()))
        before = len(open_store(store, read_only=True))
        seconds = timed(lambda: build([str(path)], store, extractor=extractor, jobs=jobs))
        return seconds, len(open_store(store, read_only=True)) - before


def _clocked_extractor(spent: dict[str, float]) -> Extractor:
    """Return an extractor that adds to ``spent`` the seconds of reading and of each step."""
    extractor = Extractor(steps=[replace(s, run=_clocked(s.run, spent)) for s in STEPS])
    annotate = extractor.annotator.annotate
    extractor.annotator.annotate = (  # type: ignore[method-assign]
        lambda articles: _clocked_each(annotate(articles), spent)
    )
    return extractor


def _clocked_each(found: Iterator[Analysis], spent: dict[str, float]) -> Iterator[Analysis]:
    while True:
        start = time.perf_counter()
        analysis = next(found, None)
        spent["parse"] = spent.get("parse", 0.0) + time.perf_counter() - start
        if analysis is None:
            return
        yield analysis


def _clocked(
    run: Callable[[Analysis], Analysis], spent: dict[str, float]
) -> Callable[[Analysis], Analysis]:
    name = run.__name__.removeprefix("add_")

    def clocked(analysis: Analysis) -> Analysis:
        start = time.perf_counter()
        done = run(analysis)
        spent[name] = spent.get(name, 0.0) + time.perf_counter() - start
        return done

    return clocked


def _shares(spent: dict[str, float], whole: float) -> None:
    """Print each step's share of the build that was timed, and of its extraction.

    The rest, from findings to quads in the store, is what no step has spent.
    """
    extraction = sum(spent.values())
    for name, seconds in spent.items():
        share = f"% of a build, {100 * seconds / extraction:.1f} % of extraction"
        line(f"  {name}", 100 * seconds / whole, share)
    line("  quads and store", 100 * (1 - extraction / whole), "% of a build")


if __name__ == "__main__":
    main()
