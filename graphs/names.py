"""Names: ids, labels and text as every format can hold them, so that they are alike in all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .literals import XML_UNSAFE
from .network import Edge, Node

__all__ = ["clean", "edge_ids", "edge_label", "identifier", "node_label"]

_NOT_IN_IDS = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return text without control characters and lone surrogates, which XML cannot hold."""
    return text if text.isprintable() else XML_UNSAFE.sub("", text)


def identifier(text: str) -> str:
    r"""Return an id on one line; what cannot stand in it is escaped, so that ids stay apart.

    >>> identifier("entity/a"), identifier("entity/a\x00")
    ('entity/a', 'entity/a%00')
    """
    return text if text.isprintable() else _NOT_IN_IDS.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


def node_label(node: Node) -> str:
    """Return a node's label on one line; its id where there is none."""
    return _one_line(node.label) or _one_line(node.id)


def edge_label(edge: Edge) -> str:
    """Return an edge's kind, which is its label, on one line."""
    return _one_line(edge.kind) or "edge"


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def edge_ids(edges: Iterable[Edge]) -> Iterator[str]:
    """Yield for each edge what it is, and, where others before it are the same, its number.

    >>> aid = Edge("entity/a", "entity/b", "Aid")
    >>> list(edge_ids([aid, aid]))
    ['entity/a Aid entity/b', 'entity/a Aid entity/b 2']
    """
    before, number = "", 0
    for edge in edges:
        name = " ".join(
            identifier(part).replace(" ", "%20") for part in (edge.source, edge.kind, edge.target)
        )
        # Edges are sorted: the same ones follow each other, and no table of all is needed.
        number = number + 1 if name == before else 1
        before = name
        yield name if number == 1 else f"{name} {number}"
