"""Execute: run the text of a query or an update that somebody sent, on a store.

Where a query names no graphs, its default graph is all graphs as one; that of an
update is the store's own default graph.
"""

from __future__ import annotations

from typing import TypeAlias

import pyoxigraph as ox

from .dataset import Dataset, has_dataset_clause, with_using
from .errors import QuestionError
from .safety import check_safety, check_size

__all__ = ["Results", "execute", "execute_update"]

Results: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def execute(
    store: ox.Store, text: str, dataset: Dataset, *, base: str, allow_service: bool = False
) -> Results:
    """Return the results of a query, which are computed as they are read.

    Raises RefusedError for SERVICE and for what is too deep, QuestionError for broken
    SPARQL (with its line and column), and OSError when the store cannot be read.
    """
    if not allow_service:
        check_safety(text)
    check_size(text)
    try:
        if dataset:
            return store.query(
                text,
                base_iri=base,
                default_graph=[*dataset.default],
                named_graphs=[*dataset.named],
            )
        is_union = not has_dataset_clause(text)
        return store.query(text, base_iri=base, use_default_graph_as_union=is_union)
    except SyntaxError as error:
        raise _explained("query", text, error) from error


def execute_update(
    store: ox.Store,
    text: str,
    dataset: Dataset,
    *,
    base: str,
    allow_service: bool = False,
    allow_load: bool = False,
) -> None:
    """Change a store as an update says, all of it or nothing.

    Raises what `execute` raises, and RefusedError for LOAD.
    """
    if not allow_service:
        check_safety(text)
    if not allow_load:
        check_safety(text, "LOAD")
    check_size(text)
    text = with_using(text, dataset)
    try:
        store.update(text, base_iri=base)
    except SyntaxError as error:
        raise _explained("update", text, error) from error


def _explained(what: str, text: str, error: SyntaxError) -> QuestionError:
    from .syntax import explain_syntax  # at its first use: it takes a second to load

    return explain_syntax(what, text, str(error), is_update=what == "update")
