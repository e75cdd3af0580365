"""Networks: the selects that give nodes and edges, and their rows as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from .answer import Value, to_value
from .ask import ask
from .catalogue import Question, load_folder
from .errors import QuestionError

__all__ = ["network_rows", "networks"]

_ENDS = ("source", "target")


def networks() -> Mapping[str, Question]:
    """Return the networks' selects by name, sorted."""
    return load_folder("networks")


def network_rows(
    store: ox.Store, question: Question, parameters: Mapping[str, str] | None = None
) -> Iterator[dict[str, Value]]:
    """Yield the rows of a network's select: variable to value, those without a value left out.

    IRIs are strings. Raises QueryError as `polybius.queries.ask.ask` does, and QuestionError
    when the answer is no network: it is no SELECT, or has no ``?source`` and ``?target``.
    """
    answer = ask(store, question, parameters or {})
    missing = [f"?{end}" for end in _ENDS if end not in answer.variables]
    if answer.kind != "rows" or missing:
        raise QuestionError(
            f"{question.name or 'the query'} gives no network: it must be a SELECT with ?source"
            f" and ?target (missing: {', '.join(missing) or 'rows'})"
        )
    for row in answer.rows:
        pairs = zip(answer.variables, row, strict=True)
        yield {variable: to_value(term) for variable, term in pairs if term is not None}
