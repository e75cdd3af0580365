"""Table: the selects that a flat table of events is put together from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from .answer import Value, to_value
from .ask import bound_text
from .catalogue import Question, load_folder
from .errors import QueryError

__all__ = ["event_facts", "event_rows", "table_selects"]


def table_selects() -> Mapping[str, Question]:
    """Return the selects by name, sorted."""
    return load_folder("tables")


def event_rows(store: ox.Store, filters: Mapping[str, str]) -> Iterator[dict[str, Value]]:
    """Yield the events in the order of their articles, as they are read from the store.

    ``filters`` are values as a user types them, by the parameters of ``tables/events.rq``.
    Raises ParameterError for one that is unknown or no value of its type.
    """
    return _rows(store, table_selects()["events"], filters)


def event_facts(store: ox.Store) -> Iterator[dict[str, Value]]:
    """Yield what is known of all events, and of who and what they have to do with."""
    return _rows(store, table_selects()["facts"], {})


def _rows(
    store: ox.Store, question: Question, filters: Mapping[str, str]
) -> Iterator[dict[str, Value]]:
    text = bound_text(store, question, filters)
    try:
        results = store.query(text, use_default_graph_as_union=True)
        assert isinstance(results, ox.QuerySolutions)  # noqa: S101 - both files are SELECTs
        names = [variable.value for variable in results.variables]
        for row in results:
            pairs = zip(names, row, strict=True)
            yield {name: to_value(term) for name, term in pairs if term is not None}
    except (OSError, RuntimeError) as error:
        raise QueryError(f"{question.path}: cannot be answered ({error!s:.300})") from error
