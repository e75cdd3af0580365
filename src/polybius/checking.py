"""Checking: a store held against the ontology."""

from __future__ import annotations

from pathlib import Path

from polybius.graphs.store import open_store
from polybius.ontology.check import Report
from polybius.ontology.check import check as check_graphs

__all__ = ["check"]


def check(store: Path) -> Report:
    """Check a store's graphs by the shapes and the reasoner; raises StoreError."""
    return check_graphs(open_store(store, read_only=True))
