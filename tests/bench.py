"""Bench: documents and quads per second, beside spaCy alone on the same texts.

Run by `make bench`. Both are timed on one slice of the articles after another, turn
and turn about, because machines are noisy: trust the ratio. Uses ``articles/wikinews.jsonl``
in ``POLYBIUS_DATA`` where it is, else the samples.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import spacy

from polybius.building import build
from polybius.extract.analysis import Analysis
from polybius.extract.annotate import BATCH, parts_of
from polybius.extract.article import Article
from polybius.extract.identity import BASE
from polybius.extract.pipeline import STEPS, Extractor, Settings
from polybius.extract.reading import read
from polybius.graphs.store import open_store, put_ontology
from polybius.ontology.sources import ontology_sources

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("POLYBIUS_DATA", ROOT.parent / "shared"))
JOBS = 2
SLICE = 60  # articles between two looks at the clock
TARGET = 0.7  # the least that building may reach of spaCy alone
TARGET_OF_TWO = 0.75  # the same for two jobs and two of spaCy's processes
GROWTH = 1.25  # the most that memory may grow when four times as many articles are built


def main() -> None:
    """Print the figures; exit with 1 where one misses its target."""
    parser = argparse.ArgumentParser(description="Time building beside spaCy alone.")
    parser.add_argument("--turns", type=int, default=2, help="how often each text is timed")
    parser.add_argument("--memory", type=int, nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.memory:
        print(_peak_memory(*arguments.memory))
        return
    path = _input()
    articles = list(_articles(path))
    print(f"{path.name}: {len(articles)} articles; {platform.machine()}, {os.cpu_count()} cores")
    met = [
        _speed(articles, arguments.turns),
        _two_jobs(articles, arguments.turns),
        _memory(len(articles)),
    ]
    sys.exit(not all(met))


def _input() -> Path:
    given = DATA / "articles" / "wikinews.jsonl"
    return given if given.is_file() else ROOT / "samples"


def _articles(path: Path) -> Iterator[Article]:
    found = (item for item in read([str(path)]) if isinstance(item, Article))
    return (article for article in found if article.lang in (None, "en"))


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
    _line("spaCy alone", count / alone, "documents/s")
    _line("polybius build", count / whole, "documents/s")
    _line("polybius build", quads / whole, "quads/s")
    _line("quads per document", quads / count, "")
    _line("build / spaCy alone", ratio, f"(at least {TARGET})")
    _shares(spent, whole)
    return ratio >= TARGET


def _two_jobs(articles: list[Article], turns: int) -> bool:
    """Time a build by two jobs and spaCy's own two processes, from their start to their end."""
    nlp, alone, whole = spacy.load(Settings().model), 0.0, 0.0
    texts = [text.text for article in articles for text in parts_of(article)]
    for _ in range(turns):
        alone += _timed(lambda: [len(doc) for doc in nlp.pipe(texts, n_process=JOBS)])
        whole += _timed_build(articles, jobs=JOBS)[0]
    _line("spaCy alone, 2 processes", len(articles) * turns / alone, "documents/s")
    _line("polybius build --jobs 2", len(articles) * turns / whole, "documents/s")
    _line("build / spaCy, two of each", alone / whole, f"(at least {TARGET_OF_TWO})")
    return alone / whole >= TARGET_OF_TWO


def _timed_build(
    articles: list[Article], extractor: Extractor | None = None, jobs: int = 1
) -> tuple[float, int]:
    """Return the seconds that a build takes and the quads it stores.

    With an ``extractor`` the model is loaded already; jobs load it for themselves.
    """
    with tempfile.TemporaryDirectory() as folder:
        path, store = Path(folder) / "articles.jsonl", Path(folder) / "store"
        _write(articles, path)
        put_ontology(open_store(store), BASE, (text for _, text in ontology_sources()))
        before = len(open_store(store, read_only=True))
        seconds = _timed(lambda: build([str(path)], store, extractor=extractor, jobs=jobs))
        return seconds, len(open_store(store, read_only=True)) - before


def _write(articles: Iterable[Article], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for article in articles:
            fields = ("id", "text", "title", "published", "url", "outlet")
            known = {name: getattr(article, name) for name in fields}
            file.write(json.dumps({k: v for k, v in known.items() if v is not None}) + "\n")


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
        _line(f"  {name}", 100 * seconds / whole, share)
    _line("  quads and store", 100 * (1 - extraction / whole), "% of a build")


def _memory(count: int) -> bool:
    """Compare the peak memory of building a quarter of the articles once, and four times.

    The same texts under new ids, so that a longer article later on does not look like growth.
    """
    few = max(1, count // 4)
    once, often = (_in_a_process_of_its_own(few, times) for times in (1, 4))
    _line("peak memory, a quarter", once, "MB")
    _line("peak memory, 4 times that", often, f"MB (at most {GROWTH} times)")
    return often <= once * GROWTH


def _in_a_process_of_its_own(count: int, times: int) -> float:
    command = [sys.executable, __file__, "--memory", str(count), str(times)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _peak_memory(count: int, times: int) -> float:
    """Build ``count`` articles as often as said, and return the process's peak memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        first = list(islice(_articles(_input()), count))
        copies = (replace(a, id=f"{a.id}-{n}", url=None) for n in range(times) for a in first)
        _write(copies, path)
        build([str(path)], Path(folder) / "store")
    return high_water()


def high_water() -> float:
    """Return the most memory this process has held, in MB.

    Linux's own mark is read where there is one: ``ru_maxrss`` of a child begins at what its
    parent held, and would hide any growth below that.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii"))
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _line(name: str, value: float, unit: str) -> None:
    print(f"{name:28} {value:10.2f} {unit}")


if __name__ == "__main__":
    main()
