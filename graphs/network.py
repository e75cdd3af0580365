"""Network: nodes and edges as every exporter takes them, whatever question they came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from polybius.extract.identity import BASE

__all__ = ["COUNTS", "Attribute", "Edge", "Network", "Node", "from_rows"]

Attribute = str | int | float | bool

# How many events of an edge were told in which way, the best witnesses first.
COUNTS = ("events", "claimed", "commented", "historical", "future", "hypothetical", "negated")

_Values = dict[str, Attribute]
_ENDS = ("source", "target", "kind")
_EDGE_COLUMNS = {"counted", "begin", "end"}
_NODE_COLUMNS = {"class", "label", "begin", "end"}
# Of an entity with several classes, the first of these says how it is shown.
_LEADING_CLASSES = ("State", "Country")


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, place, event or claim. ``id`` is its IRI without the base; ``kind`` its class."""

    id: str
    label: str
    kind: str
    attributes: Mapping[str, Attribute] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed link; between the same two nodes there may be one of each ``kind``."""

    source: str
    target: str
    kind: str
    weight: float = 1.0
    attributes: Mapping[str, Attribute] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes sorted by id, and edges between them sorted by source, target and kind."""

    name: str
    description: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def from_rows(
    rows: Iterable[Mapping[str, object]], name: str, description: str = "", base: str = BASE
) -> Network:
    """Return the network that a select of ``queries/networks/`` gave, in whatever order.

    A row with ``node`` is one class of a node: its ``label``, the class's local name in
    ``class``. A row with ``source``, ``target`` and ``kind`` is an edge, or one event of it:
    rows alike in these three are one edge. ``counted`` names the number that a row adds to
    (one of `COUNTS`; ``events`` is the weight); without it each row weighs one. ``begin`` and
    ``end`` become the ``first`` and ``last`` date. Variables besides become attributes, for
    an edge those of its best witness: what the article itself says happened, the earliest.

    IRIs are strings, and those under ``base`` lose it. An end of an edge that no row describes
    is a node all the same. Raises ValueError when a row is neither node nor edge.
    """
    nodes: dict[str, list[_Values]] = {}
    edges: dict[tuple[str, str, str], list[_Values]] = {}
    for row in rows:
        values = {key: _plain(value, base) for key, value in row.items() if value is not None}
        if "node" in values:
            nodes.setdefault(str(values.pop("node")), []).append(values)
        elif values.keys() >= set(_ENDS):
            source, target, kind = (str(values.pop(end)) for end in _ENDS)
            edges.setdefault((source, target, kind), []).append(values)
        else:
            raise ValueError(
                f"a row of {name} is neither node nor edge: it has {', '.join(values)}"
            )
    for source, target, _ in edges:
        for end in (source, target):
            nodes.setdefault(end, [])
    return Network(
        name=name,
        description=description,
        nodes=tuple(_node(node, nodes[node]) for node in sorted(nodes)),
        edges=tuple(_edge(*ends, edges[ends]) for ends in sorted(edges)),
    )


def _plain(value: object, base: str) -> Attribute:
    """Return a value as one of the types that files can declare."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str):
        return value.removeprefix(base)
    return value if isinstance(value, int | float) else str(value)


def _node(node: str, rows: Iterable[_Values]) -> Node:
    described = sorted(rows, key=_in_order)
    classes = sorted({str(row["class"]) for row in described if "class" in row})
    leading = [name for name in _LEADING_CLASSES if name in classes]
    attributes = _dates(described)
    for row in reversed(described):
        attributes |= {key: row[key] for key in row if key not in _NODE_COLUMNS}
    if len(classes) > 1:
        attributes["classes"] = " ".join(classes)
    label = min((str(row["label"]) for row in described if "label" in row), default=node)
    return Node(node, label, (*leading, *classes, "Unknown")[0], attributes)


def _edge(source: str, target: str, kind: str, rows: Iterable[_Values]) -> Edge:
    witnesses = sorted(rows, key=_best_first)
    counted = Counter(str(row["counted"]) for row in witnesses if "counted" in row)
    attributes = {key: witnesses[0][key] for key in witnesses[0] if key not in _EDGE_COLUMNS}
    attributes |= _dates(witnesses)
    if not counted:
        return Edge(source, target, kind, float(len(witnesses)), attributes)
    attributes |= {count: counted[count] for count in COUNTS}
    return Edge(source, target, kind, float(counted["events"]), attributes)


def _dates(rows: Sequence[_Values]) -> _Values:
    """Return the first day of all rows, and the last, where they are known."""
    begins = sorted(str(row["begin"]) for row in rows if "begin" in row)
    ends = sorted(str(row["end"]) for row in rows if "end" in row)
    first: _Values = {"first": begins[0]} if begins else {}
    return first | ({"last": ends[-1]} if ends else {})


def _best_first(row: _Values) -> tuple[int, str, str, str]:
    count = str(row.get("counted", COUNTS[0]))
    rank = COUNTS.index(count) if count in COUNTS else len(COUNTS)
    return rank, str(row.get("begin", "~")), str(row.get("published", "~")), _in_order(row)


def _in_order(row: _Values) -> str:
    return repr(sorted(row.items()))
