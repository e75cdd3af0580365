"""Confidence: how sure a finding is, as the share of such findings that gold proves right.

The steps before set a confidence by hand or by what they have learned; it is one signal
among those of `signals`. A logistic regression weighs them, one for each kind of finding.
The weights are ``data/confidence.tsv``, which ``make calibrate`` writes from gold data;
what right means there is told in docs/quality.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TypeVar

from .analysis import Analysis
from .findings import Claim, Entity, Event, Position
from .signals import Signals, find_signals

__all__ = ["BIAS", "COLUMNS", "Weights", "WeightsError", "calibrate", "chance", "read_weights"]

BIAS = "bias"  # the signal that every finding has
COLUMNS = ("kind", "signal", "weight")
_FARTHEST = math.log(99)  # odds are kept within 1 to 99: no finding is certain
_DIGITS = 3

Weights = Mapping[str, float]


class WeightsError(ValueError):
    """A row of the weights cannot be read. Says which line, and what is wrong with it."""


def calibrate(analysis: Analysis) -> Analysis:
    """Return the analysis with each confidence made the chance that the finding is right.

    Kinds of findings that there is too little gold for have no weights; they keep
    the confidence that they have.
    """
    entities = analysis.entities.values()
    found = find_signals(entities, analysis.events, analysis.claims, analysis.positions)
    weights = read_weights()
    chances = {iri: chance(s, weights[kind]) for kind, iri, s in found if kind in weights}
    return replace(
        analysis,
        entities={e.iri: e for e in _rated(entities, chances)},
        events=_rated(analysis.events, chances),
        claims=_rated(analysis.claims, chances),
        positions=_rated(analysis.positions, chances),
    )


def chance(signals: Signals, weights: Weights) -> float:
    """Return the chance, 0.01 to 0.99, that a finding with these signals is right.

    >>> chance({"raw": 0.0}, {"bias": 0.0, "raw": 1.0})
    0.5
    """
    odds = weights.get(BIAS, 0.0) + sum(
        weights.get(name, 0.0) * value for name, value in signals.items()
    )
    return round(1 / (1 + math.exp(-min(max(odds, -_FARTHEST), _FARTHEST))), _DIGITS)


@cache
def read_weights() -> Mapping[str, Weights]:
    """Return the weights of the signals by kind of finding.

    Raises WeightsError for a row that cannot be read.
    """
    text = (files("polybius.extract") / "data" / "confidence.tsv").read_text("utf-8")
    return parse_weights(text)


def parse_weights(text: str) -> Mapping[str, Weights]:
    """Read a table of weights. Raises WeightsError for a row that cannot be read."""
    weights: dict[str, dict[str, float]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        cells = tuple(line.split("\t"))
        if not line or line.startswith("#") or cells == COLUMNS:
            continue
        try:
            kind, signal, weight = cells
            weights.setdefault(kind, {})[signal] = float(weight)
        except ValueError as error:
            raise WeightsError(f"confidence.tsv:{number}: {line!r} is no weight") from error
    return weights


Rated = TypeVar("Rated", Entity, Event, Claim, Position)


def _rated(findings: Iterable[Rated], chances: Mapping[str, float]) -> tuple[Rated, ...]:
    return tuple(replace(f, confidence=chances.get(f.iri, f.confidence)) for f in findings)
