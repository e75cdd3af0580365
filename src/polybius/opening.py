"""Opening: a store in a folder as an object, for programs and notebooks."""

from __future__ import annotations

import io
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore

from polybius.graphs.store import StoreError, open_store
from polybius.queries.answer import Answer
from polybius.queries.ask import ask as ask_store
from polybius.queries.catalogue import Question, parse_question

from .asking import find_question
from .exporting import export_from
from .networks import View

__all__ = ["Graph", "open"]


def open(store: str | Path) -> Graph:
    """Open the store in a folder, to read it; raises StoreError where there is none.

    It shows what was there when it was opened. See `Graph` for an example.
    """
    return Graph(Path(store))


class Graph:
    """An open store: ask it, export it, or hand it to rdflib.

    >>> import polybius, tempfile
    >>> folder = tempfile.mkdtemp()
    >>> from polybius.graphs.store import open_store
    >>> _ = open_store(Path(folder) / "store")
    >>> with polybius.open(Path(folder) / "store") as graph:
    ...     graph.ask("overview").variables
    ('kind', 'voice', 'number')
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._database: ox.Store | None = open_store(folder, read_only=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the store go; what is asked afterwards is a StoreError."""
        self._database = None

    def ask(
        self,
        question: str | Question,
        /,
        *,
        limit: int | None = None,
        timeout: float | None = None,
        **parameters: object,
    ) -> Answer:
        """Ask a question of the catalogue, a ``.rq`` file, or SPARQL text (known by its brace).

        Parameters are values as a user types them, names included; one that Python keeps for
        itself takes an underscore: ``from_="2017-12-01"``. Raises QueryError, as
        `polybius.queries.ask.ask` says, and StoreError once the store is closed.
        """
        chosen = question if isinstance(question, Question) else _find(question)
        given = {name.removesuffix("_"): str(value) for name, value in parameters.items()}
        return ask_store(self._store, chosen, given, limit=limit, timeout=timeout)

    def export(self, form: str, target: str | Path, *, contents: bool = False, **view: Any) -> None:
        """Write the graph, or a network of it, to a file; otherwise as `polybius.export`.

        ``view`` are the fields of `polybius.networks.View`, as ``network="places"``.
        """
        export_from(self._store, form, str(target), View(**view), contents=contents)

    @property
    def dataset(self) -> rdflib.Dataset:
        """The same store as rdflib sees it, all graphs as one; it cannot be changed."""
        return rdflib.Dataset(store=OxigraphStore(store=self._store), default_union=True)

    @property
    def _store(self) -> ox.Store:
        if self._database is None:
            raise StoreError(f"{self._folder}: closed; open it again")
        return self._database


def _find(question: str) -> Question:
    if "{" in question:
        return parse_question(question)
    return find_question(question, io.BytesIO())
