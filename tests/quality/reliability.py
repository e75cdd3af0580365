"""Reliability: whether findings of a confidence are right as often as it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from polybius.extract.confidence import Weights

from .fitting import CHECKED, FITTED, Rating, Sample, cross_validate, rate
from .measuring import Measured

__all__ = ["Bin", "Reliability", "calibration_error", "find_reliability", "to_bins"]

EDGES = (0.5, 0.7, 0.8, 0.9)  # few findings that are kept are doubtful, so the top is told finer


@dataclass(frozen=True, slots=True)
class Bin:
    """Findings of like confidence: how many, their mean confidence, the share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    share: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """A kind's bins; ``error`` and ``discrimination`` are nothing where nothing was judged.

    ``method`` is how the confidences came about that were judged.
    """

    kind: str
    sets: tuple[str, ...]
    method: str
    bins: tuple[Bin, ...]
    error: float
    shipped_error: float


def find_reliability(
    measured: Sequence[Measured], weights: Mapping[str, Weights]
) -> tuple[Reliability, ...]:
    """Return the reliability of each kind all of whose sets were measured.

    A kind fitted on sets that are measured is cross-validated: each half of the documents
    is rated by weights of the other. Else the weights in use are judged on other sets.
    """
    samples = {found.set: found.samples for found in measured}
    found = []
    for kind in (*FITTED, *(k for k in CHECKED if k not in FITTED)):
        sets = CHECKED.get(kind) or FITTED[kind]
        if samples.keys() >= set(sets):
            of_kind = [s for name in sets for s in samples[name] if s.kind == kind]
            found.append(_reliability(kind, sets, of_kind, weights.get(kind)))
    return tuple(found)


def _reliability(
    kind: str, sets: tuple[str, ...], samples: Sequence[Sample], weights: Weights | None
) -> Reliability:
    shipped = rate(samples, weights if weights is not None else {"raw": 1.0})
    if kind not in FITTED:
        ratings, method = shipped, "set by hand"
    elif kind in CHECKED:
        ratings, method = shipped, f"fitted on {', '.join(FITTED[kind])}"
    else:
        ratings, method = cross_validate(samples), "cross-validated"
    bins = to_bins(ratings)
    return Reliability(
        kind, sets, method, bins, calibration_error(bins), calibration_error(to_bins(shipped))
    )


def to_bins(ratings: Sequence[Rating]) -> tuple[Bin, ...]:
    """Return the bins that hold anything, the lowest first."""
    bins = []
    for low, high in zip((0.0, *EDGES), (*EDGES, 1.0), strict=True):
        held = [r for r in ratings if low <= r.confidence < high]
        if held:
            mean = fmean(r.confidence for r in held)
            bins.append(Bin(low, high, len(held), mean, fmean(r.right for r in held)))
    return tuple(bins)


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error (Naeini and others 2015): how far confidence and
    share are apart in a bin, averaged over the findings; 0 where there are none."""
    count = sum(b.count for b in bins)
    return sum(b.count * abs(b.confidence - b.share) for b in bins) / count if count else 0.0
