"""Problem: one thing that a check found wrong, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Problem", "Severity", "reading_order"]

Severity = Literal["violation", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with ``node``, and the graph in which that shows (None: the default graph).

    ``rule`` is the local name of the shape, or ``disjoint`` or ``consistency`` for what the
    reasoner found.
    """

    severity: Severity
    rule: str
    node: str
    message: str
    graph: str | None = None


def reading_order(problem: Problem) -> tuple[str, ...]:
    """Return what problems are sorted by: all that is wrong with one node stands together."""
    return problem.node, problem.rule, problem.message, problem.graph or ""
