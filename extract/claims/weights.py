"""Weights: what has been learned of attribution, as tables of features.

Each choice (is this word a cue, where does its source begin) has a table of its own:
a feature is a string, its weight a number, a candidate's score the sum of the weights of
its features. ``data/attribution.tsv`` is written by ``make train``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TypeVar

__all__ = ["CHOICES", "Table", "choose", "likelihood", "read_tables", "tables", "write_tables"]

Table = Mapping[str, float]
Candidate = TypeVar("Candidate")

CHOICES = (
    *("gate", "cue", "cue_start", "cue_end", "source", "phrase"),
    *("near_before", "far_before", "near_after", "far_after"),
)
_UNIT = 100  # weights are kept as whole hundredths


def read_tables(text: str) -> dict[str, dict[str, float]]:
    """Return the tables by choice: "[choice]", then lines of feature and weight in hundredths.

    Raises ValueError where a table is unknown or missing.
    """
    found: dict[str, dict[str, float]] = {}
    table: dict[str, float] = {}
    for line in text.split("\n"):
        feature, tab, weight = line.partition("\t")
        if tab:
            table[feature] = int(weight) / _UNIT
        elif line and not line.startswith("#"):
            table = found.setdefault(line.strip("[]"), {})
    if set(found) != set(CHOICES):
        raise ValueError(f"data/attribution.tsv: tables {sorted(found)}, not {sorted(CHOICES)}")
    return found


def write_tables(found: Mapping[str, Table], comment: str) -> str:
    """Return tables as `read_tables` reads them, features sorted, those of no weight left out."""
    lines = [f"# {comment}"]
    for choice in CHOICES:
        lines.append(f"[{choice}]")
        rounded = ((f, round(weight * _UNIT)) for f, weight in sorted(found[choice].items()))
        lines.extend(f"{feature}\t{weight}" for feature, weight in rounded if weight)
    return "\n".join(lines) + "\n"


@cache
def tables() -> dict[str, dict[str, float]]:
    """Return the learned tables by choice."""
    data = files("polybius.extract").joinpath("data/attribution.tsv")
    return read_tables(data.read_text(encoding="utf-8"))


def _score(features: Iterable[str], table: Table) -> float:
    return sum(filter(None, map(table.get, features)))


def likelihood(features: Iterable[str], choice: str) -> float:
    """Return the probability that the answer to a yes-or-no choice is yes."""
    return 1 / (1 + math.exp(-max(-30.0, _score(features, tables()[choice]))))


def choose(
    candidates: Sequence[Candidate], features: Iterable[Sequence[str]], choice: str
) -> tuple[Candidate, float]:
    """Return the best of several candidates (of equals the first) and its probability.

    Each candidate has its features, in the same order; one of them is taken to be right.
    Features come one by one, so that those of an only candidate are never made.
    """
    if len(candidates) == 1:
        return candidates[0], 1.0
    table = tables()[choice]
    scores = [_score(found, table) for found in features]
    highest = max(scores)
    total = sum(math.exp(score - highest) for score in scores)
    return candidates[scores.index(highest)], 1 / total
