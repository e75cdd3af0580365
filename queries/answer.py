"""Answer: what a store says to a question, whichever store it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeAlias

import pyoxigraph as ox

from polybius.ontology.terms import PREFIXES

if TYPE_CHECKING:
    import pandas

__all__ = ["Answer", "Term", "Value", "read_answer", "to_value"]

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Kind: TypeAlias = Literal["rows", "boolean", "triples"]
Value: TypeAlias = str | int | float | bool

_TRUTH = {"true": True, "1": True, "false": False, "0": False}
# What the values of a datatype are in Python; those of any other stay text, as dates do.
_READERS: Mapping[str, Callable[[str], Value]] = {
    PREFIXES["xsd"] + name: reader
    for reader, names in (
        (_TRUTH.__getitem__, ("boolean",)),
        (float, ("decimal", "double", "float")),
        (int, ("integer", "nonNegativeInteger", "positiveInteger", "long", "int")),
    )
    for name in names
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of terms, one for each variable; None where a variable has no value.

    ASK gives one row with one boolean literal, CONSTRUCT and DESCRIBE one row
    for each triple; ``kind`` says which. ``is_cut`` says that a limit left
    further rows out, ``notes`` what a name given was taken for.
    """

    kind: Kind
    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    is_cut: bool = False
    notes: tuple[str, ...] = ()

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a data frame: numbers and truth values as such, the rest as text.

        Where a variable has no value, `pandas.isna` is true; `pandas.to_datetime` turns a
        column of dates into dates. Raises ImportError where pandas is not installed.

        >>> Answer("rows", ("place", "events"), ((ox.Literal("Raqqa"), ox.Literal(3)),)).to_pandas()
           place  events
        0  Raqqa       3
        """
        try:
            import pandas
        except ImportError as error:
            raise ImportError(
                "an answer becomes a data frame only where pandas is installed;"
                " install it (pip install pandas), or use the answer's rows"
            ) from error
        rows = [[None if term is None else to_value(term) for term in row] for row in self.rows]
        return pandas.DataFrame(rows, columns=list(self.variables))


def to_value(term: Term) -> Value:
    """Return what a term means in Python: numbers and truth values as such, the rest as text.

    A literal that is none of its datatype is text too.

    >>> to_value(ox.Literal(3)), to_value(ox.NamedNode("urn:x:y"))
    (3, 'urn:x:y')
    """
    if isinstance(term, ox.Triple):
        return str(term)
    reader = _READERS.get(term.datatype.value) if isinstance(term, ox.Literal) else None
    try:
        return reader(term.value) if reader else term.value
    except (ValueError, KeyError):
        return term.value


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
