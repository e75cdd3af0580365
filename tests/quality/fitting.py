"""Fitting: what each signal is worth, by logistic regression on judged findings.

Newton's method on the likelihood with a ridge penalty (le Cessie and van Houwelingen
1992): no random start, so the same samples give the same weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from polybius.extract.confidence import BIAS, COLUMNS, Weights, chance
from polybius.extract.signals import Signals

__all__ = ["CHECKED", "FITTED", "Rating", "Sample", "cross_validate", "fit", "rate", "to_table"]

# The sets that each kind of finding is fitted on, and those that are only checked with it.
FITTED = {
    "entity": ("re3d", "coref"),
    "place": ("toponyms",),
    "event": ("plv", "events"),
    "claim": ("attribution-train",),
}
CHECKED = {"claim": ("attribution-dev",), "position": ("coref",)}

RIDGE = 1.0  # weights are thought to lie within a unit or two of nought
STEPS, CLOSE = 50, 1e-9
DIGITS = 3  # of a weight


@dataclass(frozen=True, slots=True)
class Sample:
    """A finding that gold could judge; ``document`` counts the documents of its set."""

    kind: str
    document: int
    signals: Signals
    right: bool


@dataclass(frozen=True, slots=True)
class Rating:
    """A finding's confidence, and whether the finding is right."""

    confidence: float
    right: bool


def fit(samples: Sequence[Sample]) -> Weights:
    """Return the weights that make the verdicts on samples of one kind likeliest.

    Raises ValueError where there are none.
    """
    if not samples:
        raise ValueError("no samples to fit")
    names = sorted({name for sample in samples for name in sample.signals})
    rows = [[1.0, *(float(s.signals.get(name, 0.0)) for name in names)] for s in samples]
    fitted = _regress(np.array(rows), np.array([float(s.right) for s in samples]))
    # Minus nought is nought, so that its sign does not hang on the machine.
    named = zip([BIAS, *names], fitted, strict=True)
    rounded = {name: round(float(weight), DIGITS) + 0.0 for name, weight in named}
    return {name: weight for name, weight in rounded.items() if weight or name == BIAS}


def _regress(seen: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.zeros(seen.shape[1])
    penalty = np.full(seen.shape[1], RIDGE)
    penalty[0] = 1e-6  # how often findings are right at all is not to be pulled to a half
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (chances - right) + penalty * weights
        curve = (seen.T * (chances * (1 - chances))) @ seen + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < CLOSE:
            break
    return weights


def cross_validate(samples: Sequence[Sample]) -> list[Rating]:
    """Rate every sample by weights fitted on the other half of the documents."""
    halves = [[s for s in samples if s.document % 2 == half] for half in (0, 1)]
    if not all(halves):
        return []
    return rate(halves[0], fit(halves[1])) + rate(halves[1], fit(halves[0]))


def rate(samples: Iterable[Sample], weights: Weights) -> list[Rating]:
    """Rate samples by given weights."""
    return [Rating(chance(s.signals, weights), s.right) for s in samples]


def to_table(weights: Mapping[str, Weights], gold: Mapping[str, str]) -> str:
    """Return the weights as the table that extraction reads, the gold's hashes in its head."""
    lines = [
        "# What each signal of a finding is worth: weights of a logistic regression, one for each",
        "# kind, that `make calibrate` wrote from the gold named here; see docs/quality.md.",
        *(f"# gold {name} {sha256}" for name, sha256 in sorted(gold.items())),
        "\t".join(COLUMNS),
    ]
    for kind in sorted(weights):
        signals = sorted(weights[kind].items())
        lines += [f"{kind}\t{signal}\t{weight:.{DIGITS}f}" for signal, weight in signals]
    return "\n".join(lines) + "\n"
