"""Fit: the weights under which right candidates are likeliest."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import fmin_l_bfgs_b
from scipy.sparse import csr_matrix

from .examples import Example

__all__ = ["FEWEST", "fit", "log_odds"]

FEWEST = 5  # documents that a feature stands in: what is rarer tells of texts, not of language
SMALLEST = 0.03  # weights nearer to zero change hardly any choice
_STEPS = 80

Array = NDArray[np.float64]


def log_odds(seen: Iterable[tuple[int, str, bool]]) -> dict[str, float]:
    """Return the log-odds of each word's being a cue, from (document, word, whether it is)."""
    yes, no, documents = Counter[str](), Counter[str](), defaultdict[str, set[int]](set)
    for document, word, is_cue in seen:
        (yes if is_cue else no)[word] += 1
        documents[word].add(document)
    return {
        word: math.log((yes[word] + 0.1) / (no[word] + 1))
        for word in sorted(documents)
        if len(documents[word]) >= FEWEST
    }


def fit(examples: Sequence[tuple[int, Example]], strength: float) -> dict[str, float]:
    """Return the weights of the features of one choice, learned from (document, example).

    A conditional logit: the right candidate's softmax probability is made as high as
    can be, less ``strength`` / 2 times the squares of the weights (L2), by L-BFGS.
    """
    names = _names(examples)
    matrix, starts, right = _matrix(examples, {name: n for n, name in enumerate(names)})
    loss = _loss(matrix, starts, right, strength)
    weights, _, _ = fmin_l_bfgs_b(loss, np.zeros(len(names)), maxiter=_STEPS)
    return {
        name: float(weight)
        for name, weight in zip(names, weights, strict=True)
        if abs(weight) >= SMALLEST
    }


def _names(examples: Sequence[tuple[int, Example]]) -> list[str]:
    documents = defaultdict[str, set[int]](set)
    for document, example in examples:
        for features in example.candidates:
            for feature in features:
                if len(documents[feature]) < FEWEST:
                    documents[feature].add(document)
    kept = (f for f in documents if len(documents[f]) >= FEWEST)
    return sorted(f for f in kept if f.isprintable())


def _matrix(
    examples: Sequence[tuple[int, Example]], columns: dict[str, int]
) -> tuple[Any, NDArray[np.int64], NDArray[np.int64]]:
    """Return candidates by features, each example's first row, and its right row."""
    ends, indices, starts, right = [0], list[int](), list[int](), list[int]()
    for _, example in examples:
        starts.append(len(ends) - 1)
        right.append(starts[-1] + example.right)
        for features in example.candidates:
            indices.extend(columns[f] for f in features if f in columns)
            ends.append(len(indices))
    shape = (len(ends) - 1, len(columns))
    matrix = csr_matrix((np.ones(len(indices)), indices, ends), shape=shape)
    return matrix, np.array(starts), np.array(right)


def _loss(
    matrix: Any, starts: NDArray[np.int64], right: NDArray[np.int64], strength: float
) -> Callable[[Array], tuple[float, Array]]:
    """Return the negative log-likelihood, with its gradient, as a function of the weights."""
    turned = matrix.T.tocsr()
    group = np.repeat(np.arange(len(starts)), np.diff([*starts, matrix.shape[0]]))

    def loss(weights: Array) -> tuple[float, Array]:
        scores = matrix @ weights
        highest = np.maximum.reduceat(scores, starts)
        raised = np.exp(scores - highest[group])
        totals = np.add.reduceat(raised, starts)
        shares = raised / totals[group]
        value = -(scores[right] - highest - np.log(totals)).sum()
        shares[right] -= 1
        squares = strength / 2 * float(weights @ weights)
        return float(value) + squares, turned @ shares + strength * weights

    return loss
