"""Network: nodes and edges as every exporter takes them, whatever question they came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

from polybius.extract.identity import BASE

from .spells import Level, Spell, levels, merged, spell

__all__ = ["COUNTS", "Attribute", "Edge", "Network", "Node", "from_rows"]

Attribute = str | int | float | bool

# How many events of an edge were told in which way, the best witnesses first.
COUNTS = ("events", "claimed", "commented", "historical", "future", "hypothetical", "negated")

_Values = dict[str, Attribute]
_Nodes = dict[str, list[_Values]]  # what rows say of each node
_Told = dict[tuple[str, str, str], list[_Values]]  # what they say of each source, target and kind
_ENDS = ("source", "target")
_LINK = "link"  # the kind of an edge of which no more is known
_EDGE_COLUMNS = {"counted", "begin", "end", "weight", "mutual"}
_TOLD_IN = ("event", "claim", "post")
_LABEL_COLUMNS = {"source_label": "source", "target_label": "target"}
_NODE_COLUMNS = {"class", "label", "begin", "end"}
# Of an entity with several classes, the first of these says how it is shown.
_LEADING_CLASSES = ("State", "Country")
_UNKNOWN = "Unknown"


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, place, event or claim. ``id`` is its IRI without the base; ``kind`` its class.

    ``spells`` are the days on which it is there; none where no day is known. ``position`` is
    where it is drawn, in Gephi's units, y upwards, once a layout has said so.
    """

    id: str
    label: str
    kind: str
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    spells: tuple[Spell, ...] = ()
    position: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A link; between the same two nodes there may be one of each ``kind``.

    ``spells`` are the days of its events, ``levels`` how many of those that are its weight
    fall on which days. One that is not ``directed`` goes from the lesser id to the greater.
    """

    source: str
    target: str
    kind: str
    weight: float = 1.0
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    spells: tuple[Spell, ...] = ()
    levels: tuple[Level, ...] = ()
    directed: bool = True


_Owner = TypeVar("_Owner", Node, Edge)


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes sorted by id, and edges between them sorted by source, target and kind."""

    name: str
    description: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def has_dates(self) -> bool:
        """Whether anything in it is there on certain days only."""
        return any(node.spells for node in self.nodes) or any(edge.spells for edge in self.edges)


def from_rows(
    rows: Iterable[Mapping[str, object]],
    name: str,
    description: str = "",
    base: str = BASE,
    *,
    count: Collection[str] = COUNTS[:1],
    is_closed: bool = False,
) -> Network:
    """Return the network that a select gave, its rows in whatever order.

    A row with ``node`` is one class of a node: its ``label``, the class's local name in
    ``class``. A row with ``source`` and ``target`` is an edge, or one event of it: rows alike
    in these and in ``kind`` are one edge, and of those alike in ``event`` (else ``claim``, else
    ``post``) too one counts.
    ``mutual`` true makes it undirected. ``counted`` names the number that a row adds to (one of
    `COUNTS`); the weight is the sum of those in ``count``. Without it ``weight`` is summed, and
    without that each row weighs one. ``begin`` and ``end`` become spells, and the ``first`` and
    ``last`` day; where any has them, ``dated`` says of each node and edge whether it has. How
    many rows tell of an edge is its ``evidence``. ``source_label`` and ``target_label`` name
    its ends. Variables besides become attributes, for an edge those of its best witness: what
    the article itself says happened, the earliest.

    IRIs are strings, and those under ``base`` lose it. An end of an edge that no row describes
    is a node all the same, unless the network ``is_closed``: then it is left out with the edge,
    and so are nodes that no edge touches. Raises ValueError when a row is neither node nor
    edge, or a number to count is unknown.
    """
    unknown = sorted(set(count) - set(COUNTS))
    if unknown:
        raise ValueError(f"nothing is counted as {unknown[0]!r}; known are {', '.join(COUNTS)}")
    nodes: _Nodes = {}
    told: _Told = {}
    for row in rows:
        values = {key: _plain(value, base) for key, value in row.items() if value is not None}
        if "node" in values:
            nodes.setdefault(str(values.pop("node")), []).append(values)
        elif values.keys() >= set(_ENDS):
            _take_edge(values, nodes, told)
        else:
            raise ValueError(
                f"a row of {name} is neither node nor edge: it has {', '.join(values) or 'nothing'}"
            )
    if is_closed:
        nodes, told = _closed(nodes, told)
    edges = [_edge(*ends, told[ends], count) for ends in sorted(told)]
    spells = _spells_of_ends(edges)
    found = [_node(node, nodes[node], spells.get(node, ())) for node in sorted(nodes)]
    network = Network(name, description, tuple(found), tuple(edges))
    if not network.has_dates:
        return network
    return replace(
        network, nodes=tuple(map(_dated, network.nodes)), edges=tuple(map(_dated, network.edges))
    )


def _plain(value: object, base: str) -> Attribute:
    """Return a value as one of the types that files can declare."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str):
        return value.removeprefix(base)
    return value if isinstance(value, int | float) else str(value)


def _take_edge(
    values: _Values,
    nodes: _Nodes,
    told: _Told,
) -> None:
    """Sort the values of a row under its edge, and what it says of the ends under theirs."""
    ends = {end: str(values.pop(end)) for end in _ENDS}
    for column, end in _LABEL_COLUMNS.items():
        described = nodes.setdefault(ends[end], [])
        if column in values:
            described.append({"label": values.pop(column)})
    source, target = ends.values()
    if values.get("mutual") is True and target < source:
        source, target = target, source
    kind = str(values.pop("kind", _LINK))
    told.setdefault((source, target, kind), []).append(values)


def _closed(nodes: _Nodes, told: _Told) -> tuple[_Nodes, _Told]:
    """Leave out what is not described, and what is not linked."""
    kept = {ends: rows for ends, rows in told.items() if nodes[ends[0]] and nodes[ends[1]]}
    linked = {end for source, target, _ in kept for end in (source, target)}
    return {node: rows for node, rows in nodes.items() if node in linked}, kept


def _node(node: str, rows: Iterable[_Values], spells: Iterable[Spell]) -> Node:
    described = sorted(rows, key=_in_order)
    classes = sorted({str(row["class"]) for row in described if "class" in row})
    leading = [name for name in _LEADING_CLASSES if name in classes]
    own = _spells(described)
    attributes = _first_and_last(own)
    for row in reversed(described):
        attributes |= {key: row[key] for key in row if key not in _NODE_COLUMNS}
    if len(classes) > 1:
        attributes["classes"] = " ".join(classes)
    label = min((str(row["label"]) for row in described if "label" in row), default=node)
    kind = (*leading, *classes, _UNKNOWN)[0]
    return Node(node, label, kind, attributes, merged((*own, *spells)))


def _edge(
    source: str, target: str, kind: str, rows: Iterable[_Values], count: Collection[str]
) -> Edge:
    witnesses = _each_event_once(sorted(rows, key=_best_first))
    spells = _spells(witnesses)
    attributes = {key: witnesses[0][key] for key in witnesses[0] if key not in _EDGE_COLUMNS}
    attributes |= _first_and_last(spells)
    attributes["evidence"] = len(witnesses)
    numbers = Counter(str(row["counted"]) for row in witnesses if "counted" in row)
    if numbers:
        attributes |= {name: numbers[name] for name in COUNTS}
    weighty = [row for row in witnesses if not numbers or row.get("counted") in count]
    return Edge(
        source,
        target,
        kind,
        float(sum(_weight(row) for row in weighty)),
        attributes,
        merged(spells),
        levels(_spells(weighty)),
        directed=witnesses[0].get("mutual") is not True,
    )


def _each_event_once(rows: Iterable[_Values]) -> list[_Values]:
    seen: dict[object, _Values] = {}
    for number, row in enumerate(rows):
        told = next((row[name] for name in _TOLD_IN if name in row), number)
        seen.setdefault(told, row)
    return list(seen.values())


def _weight(row: _Values) -> float:
    weight = row.get("weight", 1.0)
    return float(weight) if isinstance(weight, int | float) else 1.0


def _spells(rows: Iterable[_Values]) -> list[Spell]:
    found = (spell(row.get("begin"), row.get("end")) for row in rows)
    return [days for days in found if days]


def _first_and_last(spells: Sequence[Spell]) -> _Values:
    if not spells:
        return {}
    return {"first": min(first for first, _ in spells), "last": max(last for _, last in spells)}


def _spells_of_ends(edges: Iterable[Edge]) -> dict[str, list[Spell]]:
    """Return the days of each node's edges: an edge is not shown without both its ends."""
    found: dict[str, list[Spell]] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            found.setdefault(end, []).extend(edge.spells)
    return found


def _dated(owner: _Owner) -> _Owner:
    return replace(owner, attributes={**owner.attributes, "dated": bool(owner.spells)})


def _best_first(row: _Values) -> tuple[int, str, str, str]:
    counted = str(row.get("counted", COUNTS[0]))
    rank = COUNTS.index(counted) if counted in COUNTS else len(COUNTS)
    return rank, str(row.get("begin", "~")), str(row.get("published", "~")), _in_order(row)


def _in_order(row: _Values) -> str:
    return repr(sorted(row.items()))
