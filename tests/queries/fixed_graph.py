"""The fixed graph, and the rows that each question must find in it."""

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from polybius.queries.answer import Answer

HERE = Path(__file__).parent
GRAPH = HERE / "graph.trig"
EXPECTED = HERE / "expected"
ID = "https://w3id.org/polybius/id/"


def load_store() -> ox.Store:
    store = ox.Store()
    store.load(path=GRAPH, format=ox.RdfFormat.TRIG)
    return store


def read_expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
    return found


def readable(answer: Answer) -> list[list[str | None]]:
    """Return the rows as the expected files hold them: values alone, IRIs shortened."""
    return [
        [None if term is None else term.value.replace(ID, "id:") for term in row]
        for row in answer.rows
    ]
