"""Binding: the values of a question's parameters, written into it as terms.

Every value becomes an RDF term, and the RDF library writes the term: a value
can end neither its literal nor its IRI. A VALUES block at a marked place does
what pyoxigraph's own substitutions do not: they are joined to the rows at the
end, so a FILTER inside the query never sees them, and each must be projected.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence

import pyoxigraph as ox

from polybius.ontology import terms

from .answer import Term
from .catalogue import MARKER, PARAMETER_TYPES, Parameter, Question
from .errors import ParameterError

__all__ = ["Resolve", "bind", "read_iri", "to_terms"]

Resolve = Callable[[str, str], Sequence[ox.NamedNode]]
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,12})?", re.ASCII)
_MOST_CHARACTERS = 10_000


def bind(question: Question, values: Mapping[str, Sequence[Term]]) -> str:
    """Return the question's SPARQL with a VALUES block at each marked place.

    A parameter without values stays an unbound variable. The text keeps its
    lines, so that an error's line is the line in the file.
    """

    def block(marker: re.Match[str]) -> str:
        named = marker[1].split() or sorted(values)
        return " ".join(_block(name, values[name]) for name in named if name in values)

    return MARKER.sub(block, question.text)


def _block(name: str, values: Sequence[Term]) -> str:
    return f"VALUES ?{name} {{ {' '.join(str(value) for value in values)} }}"


def to_terms(
    question: Question, given: Mapping[str, str], resolve: Resolve
) -> dict[str, Sequence[Term]]:
    """Turn the values given into terms, of the type that each parameter declares.

    ``resolve`` finds the entities that a name stands for. Raises ParameterError
    when one is missing, unknown, or not of its type.
    """
    known = {parameter.name: parameter for parameter in question.params}
    for name in sorted(given.keys() - known.keys()):
        allowed = ", ".join(known) or "none"
        raise ParameterError(
            f"{question.name} takes no parameter {name!r:.60}; it takes: {allowed}"
        )
    found: dict[str, Sequence[Term]] = {}
    for parameter in question.params:
        value = given.get(parameter.name, parameter.default)
        if value is not None:
            found[parameter.name] = _to_term(parameter, value, resolve)
        elif parameter.required:
            raise ParameterError(
                f"{question.name} needs {parameter.name}: {PARAMETER_TYPES[parameter.type]}"
                f" ({parameter.help})"
            )
    return found


def _to_term(parameter: Parameter, value: str, resolve: Resolve) -> Sequence[Term]:
    if len(value) > _MOST_CHARACTERS:
        raise ParameterError(f"{parameter.name}: longer than {_MOST_CHARACTERS:,} characters")
    if parameter.options and value not in parameter.options:
        raise ParameterError(
            f"{parameter.name}: {value!r:.60} is not allowed; allowed are"
            f" {', '.join(parameter.options)}"
        )
    if parameter.type in ("entity", "actor", "place"):
        return resolve(value, parameter.type)
    try:
        return [_READERS[parameter.type](value)]
    except ValueError as error:
        expected = PARAMETER_TYPES[parameter.type]
        raise ParameterError(
            f"{parameter.name}: {value!r:.60} is not {expected} ({error})"
        ) from error


def _read_date(value: str) -> Term:
    if not _DATE.fullmatch(value):
        raise ValueError("write it YYYY-MM-DD")
    datetime.date.fromisoformat(value)
    return ox.Literal(value, datatype=ox.NamedNode(f"{_XSD}date"))


def _read_integer(value: str) -> Term:
    if not _INTEGER.fullmatch(value):
        raise ValueError("digits only, at most 18")
    return ox.Literal(int(value))


def _read_number(value: str) -> Term:
    if not _NUMBER.fullmatch(value):
        raise ValueError("digits, with a point before decimals, at most 12 on either side")
    return ox.Literal(value, datatype=ox.NamedNode(f"{_XSD}decimal"))


def read_iri(value: str) -> ox.NamedNode:
    """Read an absolute IRI, with or without angle brackets; raises ValueError."""
    inner = value[1:-1] if value.startswith("<") and value.endswith(">") else value
    return ox.NamedNode(inner)


def _read_event_type(value: str) -> Term:
    classes = {name.lower(): iri for name, iri in terms.EVENT_TYPES.items()}
    quad_classes = sorted(set(terms.QUAD_CLASSES.values()))
    classes |= {name.lower(): f"{terms.PB}{name}" for name in quad_classes}
    if value.lower() not in classes:
        raise ValueError(f"known are {', '.join([*terms.EVENT_TYPES, *quad_classes])}")
    return ox.NamedNode(classes[value.lower()])


_READERS: Mapping[str, Callable[[str], Term]] = {
    "date": _read_date,
    "event_type": _read_event_type,
    "integer": _read_integer,
    "iri": read_iri,
    "number": _read_number,
    "text": ox.Literal,
}
