"""Explanation: which two classes that exclude each other something is of, and what says so.

Classes are derived as RDFS has it (W3C, RDF 1.1 Semantics, rules rdfs2, 3, 5, 7, 9, 11), with
owl:sameAs; what else OWL may rule out is the reasoner's to find.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from .axioms import Axioms, Statement, Unit
from .layout import RDF_TYPE
from .problem import Problem

__all__ = ["find_clashes"]

_SAME = "http://www.w3.org/2002/07/owl#sameAs"


def find_clashes(unit: Unit, axioms: Axioms) -> Iterator[Problem]:
    """Yield a problem for each individual of two classes that exclude each other."""
    for node, reasons in sorted(_reasons(unit, axioms).items()):
        for one, other in axioms.disjoint:
            if one in reasons and other in reasons:
                message = (
                    f"This is of class {_local(one)} ({_why(node, reasons[one])}) and of class "
                    f"{_local(other)} ({_why(node, reasons[other])}): nothing is of both."
                )
                graph = unit.graph or reasons[other].graph or None
                yield Problem("violation", "disjoint", node, message, graph)


def _reasons(unit: Unit, axioms: Axioms) -> dict[str, dict[str, Statement]]:
    """Return, for each individual, its classes as RDFS derives them, each with what says so."""
    reasons: dict[str, dict[str, Statement]] = defaultdict(dict)
    same: list[tuple[str, str]] = []
    typed_first = sorted(unit.statements, key=lambda one: one.predicate != RDF_TYPE.value)
    for statement in typed_first:
        if statement.predicate == _SAME:
            same += [(statement.subject, statement.object), (statement.object, statement.subject)]
        for node, name in _derived(statement, axioms):
            for above in axioms.supers.get(name, (name,)):
                reasons[node].setdefault(above, statement)
    _share(reasons, same)
    return reasons


def _derived(statement: Statement, axioms: Axioms) -> Iterator[tuple[str, str]]:
    """Yield (individual, class) for each class that one statement puts an individual in."""
    if statement.predicate == RDF_TYPE.value:
        yield statement.subject, statement.object
        return
    for above in axioms.supers.get(statement.predicate, ()):
        yield from ((statement.subject, name) for name in axioms.domains.get(above, ()))
        yield from ((statement.object, name) for name in axioms.ranges.get(above, ()))


def _share(reasons: dict[str, dict[str, Statement]], same: list[tuple[str, str]]) -> None:
    """Give what is the same as something else the classes of both."""
    changed = bool(same)
    while changed:
        before = sum(len(reasons[node]) for pair in same for node in pair)
        for one, other in same:
            reasons[one] = reasons[other] | reasons[one]
        changed = sum(len(reasons[node]) for pair in same for node in pair) != before


def _why(node: str, statement: Statement) -> str:
    """Return in words what a statement says of ``node``."""
    where = f", says {statement.graph}" if statement.graph else ""
    if statement.predicate == RDF_TYPE.value:
        who = "it" if statement.subject == node else statement.subject
        return f"{who} has the type {_local(statement.object)}{where}"
    return f"{statement.subject} has {_local(statement.predicate)} {statement.object}{where}"


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]
