"""Check: whether a store's graphs are as the ontology has it, and what is wrong where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from . import terms
from .consistency import check_consistency
from .layout import RDF_TYPE
from .problem import Problem, Severity
from .shapes import check_shapes

__all__ = ["Problem", "Report", "Severity", "check", "check_consistency", "check_shapes"]

_NOTHING = "nothing was checked: the store holds no document"


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: problems, what it left out and why, and how much it looked at.

    ``checked`` counts quads, graphs, documents, events and claims.
    """

    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    checked: Mapping[str, int]

    @property
    def is_clean(self) -> bool:
        """Whether something was checked and nothing violates a rule; warnings do not count."""
        found = any(problem.severity == "violation" for problem in self.problems)
        return self.checked["documents"] > 0 and not found


def check(store: ox.Store) -> Report:
    """Hold the store against the shapes and ask the reasoner whether it can all be true.

    Without Java the reasoner's part is left out, and the report says so.
    """
    problems = check_shapes(store)
    contradictions, left_out = check_consistency(store)
    checked = _counts(store)
    if not checked["documents"]:
        left_out = (_NOTHING, *left_out)
    return Report((*problems, *contradictions), left_out, checked)


def _counts(store: ox.Store) -> dict[str, int]:
    return {
        "quads": len(store),
        "graphs": sum(1 for _ in store.named_graphs()),
        "documents": _instances(store, terms.Article, terms.Comment),
        "events": _instances(store, *terms.EVENT_TYPES.values()),
        "claims": _instances(store, terms.Claim),
    }


def _instances(store: ox.Store, *classes: str) -> int:
    """Return how many nodes of the store are typed as one of ``classes``."""
    found = {
        quad.subject
        for name in classes
        for quad in store.quads_for_pattern(None, RDF_TYPE, ox.NamedNode(name), None)
    }
    return len(found)
