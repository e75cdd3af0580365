"""What the benches have in common: the articles, the clock, memory, and how a figure is printed."""

from __future__ import annotations

import json
import re
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from quality.gold import data_folder
from running import SAMPLES

from polybius.extract.article import Article
from polybius.extract.reading import read

__all__ = ["high_water", "input_file", "line", "read_articles", "timed", "write_articles"]


def input_file() -> Path:
    """Return ``articles/wikinews.jsonl`` in ``POLYBIUS_DATA`` where it is, else the samples."""
    given = data_folder() / "articles" / "wikinews.jsonl"
    return given if given.is_file() else SAMPLES


def read_articles(path: Path) -> Iterator[Article]:
    """Yield the articles in English."""
    found = (item for item in read([str(path)]) if isinstance(item, Article))
    return (article for article in found if article.lang in (None, "en"))


def write_articles(articles: Iterable[Article], path: Path) -> None:
    """Write articles as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles:
            fields = ("id", "text", "title", "published", "url", "outlet")
            known = {name: getattr(article, name) for name in fields}
            file.write(json.dumps({k: v for k, v in known.items() if v is not None}) + "\n")


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the seconds that something takes by a clock."""
    start = clock()
    work()
    return clock() - start


def high_water(process: int | str = "self") -> float:
    """Return the most memory a process has held, in MB.

    Linux's own mark is read where there is one: ``ru_maxrss`` of a child begins at what its
    parent held, and would hide any growth below that; elsewhere it is of this process.
    """
    status = Path(f"/proc/{process}/status")
    if status.is_file():
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii"))
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def line(name: str, value: float, unit: str) -> None:
    """Print a figure."""
    print(f"{name:28} {value:10.2f} {unit}", flush=True)
