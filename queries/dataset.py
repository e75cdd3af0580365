"""Dataset: which graphs a query or an update looks at, as its sender names them beside the text.

SPARQL Protocol, sections 2.1.4 and 2.2.3: what is named so takes the place of what the
text of a query says, and may not stand beside what the text of an update says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from .errors import ParameterError, RefusedError
from .tokens import Token, tokens, words

__all__ = ["Dataset", "has_dataset_clause", "read_dataset", "with_using"]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Graphs that together are the default graph, and graphs that GRAPH may name."""

    default: Sequence[ox.NamedNode] = ()
    named: Sequence[ox.NamedNode] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


def read_dataset(default: Sequence[str], named: Sequence[str]) -> Dataset:
    """Return the dataset that IRIs name; raises ParameterError where one is none."""
    return Dataset(tuple(map(_read, default)), tuple(map(_read, named)))


def _read(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise ParameterError(f"{iri!r:.200} is no graph's IRI ({error})") from error


def has_dataset_clause(text: str) -> bool:
    """Return whether a query has FROM.

    >>> has_dataset_clause("SELECT ?from FROM <http://a.example/g> { ?from ?b 'FROM' }")
    True
    >>> has_dataset_clause("PREFIX from: <http://a.example/> SELECT ?from { ?from from:b ?c }")
    False
    """
    return any(word.text.upper() == "FROM" for word in words(text))


def with_using(text: str, dataset: Dataset) -> str:
    """Return an update that looks at a dataset: USING before each WHERE.

    Raises RefusedError when it already says where to look, by USING or WITH.

    >>> with_using("DELETE WHERE { ?a ?b 1 }", read_dataset(["http://a.example/g"], []))
    'DELETE { ?a ?b 1 } USING <http://a.example/g> WHERE { ?a ?b 1 }'
    """
    if not dataset:
        return text
    found = list(words(text))
    for word in found:
        if word.text.upper() in ("USING", "WITH"):
            raise RefusedError(
                f"{word.text} may not stand in an update that is sent with using-graph-uri"
                " or using-named-graph-uri; leave out the one or the others"
            )
    using = _using(dataset)
    for before, word in reversed([*pairwise(found)]):
        if word.text.upper() == "WHERE":
            template = _group(text, word) if before.text.upper() == "DELETE" else ""
            added = f"{template} {using}" if _is_short(text, before, word) else using
            text = f"{text[: word.start]}{added.lstrip()} {text[word.start :]}"
    return text


def _using(dataset: Dataset) -> str:
    return " ".join(
        [f"USING {graph}" for graph in dataset.default]
        + [f"USING NAMED {graph}" for graph in dataset.named]
    )


def _is_short(text: str, before: Token, where: Token) -> bool:
    """Return whether this is DELETE WHERE, whose pattern is also what is deleted."""
    between = tokens(text[before.end : where.start])
    return before.text.upper() == "DELETE" and all(
        token.kind == "comment" or token.text.isspace() for token in between
    )


def _group(text: str, where: Token) -> str:
    """Return the group in braces that follows a WHERE."""
    rest = text[where.end :]
    opening = next((token for token in tokens(rest) if token.text == "{"), None)
    closing = next((token for token in tokens(rest) if token.text == "}" and not token.depth), None)
    return rest[opening.start : closing.end] if opening and closing else ""
