"""Networks: the selects that give nodes and edges, and their rows as plain values."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files

import pyoxigraph as ox

from polybius.ontology.terms import PREFIXES

from .answer import Answer, Term
from .ask import ask
from .catalogue import Question, parse_question

__all__ = ["network_rows", "networks"]

Value = str | int | float | bool

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


@functools.cache
def networks() -> Mapping[str, Question]:
    """Return the networks' selects by name, sorted."""
    found = sorted(
        (file for file in (files(__package__) / "networks").iterdir() if file.name.endswith(".rq")),
        key=lambda file: file.name,
    )
    return {
        file.name.removesuffix(".rq"): parse_question(
            file.read_text(encoding="utf-8"), file.name.removesuffix(".rq"), f"networks/{file.name}"
        )
        for file in found
    }


def network_rows(store: ox.Store, name: str) -> Iterator[dict[str, Value]]:
    """Yield the rows of a network's select: variable to value, those without a value left out.

    IRIs are strings. Raises KeyError when there is no such network.
    """
    answer: Answer = ask(store, networks()[name], {})
    for row in answer.rows:
        pairs = zip(answer.variables, row, strict=True)
        yield {variable: _value(term) for variable, term in pairs if term is not None}


def _value(term: Term) -> Value:
    """Return what a term means in Python: numbers and truth values as such, the rest as text.

    A literal that is none of its datatype is text too.
    """
    if isinstance(term, ox.Triple):
        return str(term)
    reader = _READERS.get(term.datatype.value) if isinstance(term, ox.Literal) else None
    try:
        return reader(term.value) if reader else term.value
    except (ValueError, KeyError):
        return term.value
