"""Targets: the rows of the quality table, and what is aimed at in each."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Target", "read_targets", "sets_of"]

TABLE = Path(__file__).with_name("targets.tsv")


@dataclass(frozen=True, slots=True)
class Target:
    """One figure: ``set`` and ``metric`` are the scorer's; ``given`` qualifies ``published``."""

    set: str
    metric: str
    name: str
    baseline: float
    target: float
    stretch: float | None
    published: float | None
    given: str


def read_targets(path: Path = TABLE) -> tuple[Target, ...]:
    """Return the rows in the table's order. Raises ValueError for a row that is none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    targets = tuple(_target(row) for row in rows)
    if not targets:
        raise ValueError(f"{path} has no rows")
    return targets


def sets_of(targets: tuple[Target, ...]) -> tuple[str, ...]:
    """Return the names of the sets, each once, in the table's order."""
    return tuple(dict.fromkeys(target.set for target in targets))


def _target(row: dict[str, str]) -> Target:
    def optional(name: str) -> float | None:
        return float(row[name]) if row[name] else None

    return Target(
        set=row["set"],
        metric=row["metric"],
        name=row["name"],
        baseline=float(row["baseline"]),
        target=float(row["target"]),
        stretch=optional("stretch"),
        published=optional("published"),
        given=row["given"],
    )
