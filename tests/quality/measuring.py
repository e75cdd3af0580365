"""Measuring: each development set extracted once, scored by its scorer, and judged.

Extraction leaves out the step that sets confidence, which no scorer reads, so that the
signals are at hand from which confidence is fitted and checked.
"""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from polybius.extract.article import Article
from polybius.extract.findings import Findings, to_json
from polybius.extract.pipeline import STEPS, Extractor, add_confidence
from polybius.extract.reading import read
from polybius.extract.signals import find_signals

from .fitting import Sample
from .gold import GoldSet, scorer
from .judging import JUDGED, judge

__all__ = ["Measured", "ScoringError", "measure"]

PROCESSES = 2


class ScoringError(Exception):
    """The scorer refused the findings. Holds what it said."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A set's figures, and the findings in it that its gold could judge.

    ``rows`` are the scorer's, each with ``metric`` and ``value``, in its order.
    """

    set: str
    rows: tuple[dict[str, Any], ...]
    samples: tuple[Sample, ...]


def measure(sets: Sequence[GoldSet]) -> Iterator[Measured]:
    """Extract and score the sets, two at a time, the largest first; yield as they were given.

    Raises ScoringError.
    """
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=spawn) as pool:
        by_size = sorted(sets, key=lambda s: s.articles.stat().st_size, reverse=True)
        jobs = {s.name: pool.submit(measure_set, s) for s in by_size}
        for s in sets:
            yield jobs[s.name].result()


def measure_set(gold: GoldSet) -> Measured:
    """Extract, score and judge one set in this process."""
    articles = (item for item in read([str(gold.articles)]) if isinstance(item, Article))
    wanted = _records(gold.gold)
    samples: list[Sample] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "findings.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number, findings in enumerate(_extractor().extract(articles)):
                file.write(to_json(findings) + "\n")
                if gold.name in JUDGED and findings.id in wanted:
                    samples += _samples(gold.name, number, findings, wanted[findings.id])
        return Measured(gold.name, _scored(gold, path), tuple(samples))


def _records(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8") as lines:
        return {record["id"]: record for record in map(json.loads, lines)}


def _samples(name: str, number: int, findings: Findings, gold: Any) -> Iterator[Sample]:
    parts = (findings.entities, findings.events, findings.claims, findings.positions)
    signals = {iri: signals for _, iri, signals in find_signals(*parts)}
    for kind, iri, right in judge(name, findings, gold):
        yield Sample(kind, number, signals[iri], right)


def _scored(gold: GoldSet, findings: Path) -> tuple[dict[str, Any], ...]:
    paths = map(str, (gold.gold, findings))
    command = [sys.executable, str(scorer()), gold.name, *paths, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ScoringError(f"{gold.name}: {done.stderr.strip()}")
    return tuple(json.loads(done.stdout))


@cache
def _extractor() -> Extractor:
    return Extractor(steps=[step for step in STEPS if step.run is not add_confidence])
