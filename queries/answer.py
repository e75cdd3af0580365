"""Answer: what a store says to a question, whichever store it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeAlias

import pyoxigraph as ox

__all__ = ["Answer", "Term", "read_answer"]

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Kind: TypeAlias = Literal["rows", "boolean", "triples"]


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of terms, one for each variable; None where a variable has no value.

    ASK gives one row with one boolean literal, CONSTRUCT and DESCRIBE one row
    for each triple; ``kind`` says which. ``is_cut`` says that a limit left
    further rows out.
    """

    kind: Kind
    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    is_cut: bool = False


def read_answer(
    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | Iterator[ox.Quad],
    limit: int | None = None,
) -> Answer:
    """Read results to the end, or to ``limit`` rows."""
    if isinstance(results, ox.QueryBoolean):
        return Answer("boolean", ("answer",), ((ox.Literal(bool(results)),),))
    taken: list[tuple[Term | None, ...]] = []
    if isinstance(results, ox.QuerySolutions):
        variables = tuple(variable.value for variable in results.variables)
        taken.extend(tuple(row) for row in islice(results, _one_more(limit)))
        return Answer("rows", variables, *_cut(taken, limit))
    triples = islice(results, _one_more(limit))
    taken.extend((triple.subject, triple.predicate, triple.object) for triple in triples)
    return Answer("triples", ("subject", "predicate", "object"), *_cut(taken, limit))


def _one_more(limit: int | None) -> int | None:
    return None if limit is None else limit + 1


def _cut(
    rows: list[tuple[Term | None, ...]], limit: int | None
) -> tuple[tuple[tuple[Term | None, ...], ...], bool]:
    return tuple(rows[:limit]), limit is not None and len(rows) > limit
