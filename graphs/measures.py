"""Measures: what the science of networks says of each node, as attributes.

Communities by the Louvain method (Blondel and others, 2008) and PageRank (Page and others,
1999) of scikit-network, betweenness (Brandes, 2001) of rustworkx.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
from scipy import sparse

from .matrix import symmetric
from .network import Attribute, Network

__all__ = ["BETWEENNESS_UP_TO", "measured"]

# Its time grows with nodes times edges; it is left out of networks with more nodes.
BETWEENNESS_UP_TO = 3_000
_DIGITS = 6
_SEED = 0
_NEVER = 2**40


def measured(network: Network) -> Network:
    """Return the network with measures of its nodes, directions left aside.

    ``neighbours`` counts the nodes that a node is linked to, ``strength`` sums the weights of
    its links, ``pagerank`` (they sum to 1) and ``betweenness`` (the number of shortest paths
    between others that lead through it; up to `BETWEENNESS_UP_TO` nodes) say how central it
    is, and ``community`` is the group it belongs to, 0 the largest.
    """
    matrix = symmetric(network)
    if not matrix.nnz:
        return network
    columns: dict[str, list[Attribute]] = {
        "neighbours": np.diff(matrix.indptr).tolist(),
        "strength": _rounded(np.asarray(matrix.sum(axis=1)).ravel()),
        "pagerank": _pagerank(matrix),
        "community": _communities(matrix),
    }
    if len(network.nodes) <= BETWEENNESS_UP_TO:
        columns["betweenness"] = _betweenness(matrix)
    nodes = tuple(
        replace(node, attributes={**node.attributes, **dict(zip(columns, values, strict=True))})
        for node, values in zip(network.nodes, zip(*columns.values(), strict=True), strict=True)
    )
    return replace(network, nodes=nodes)


def _rounded(values: np.ndarray) -> list[Attribute]:
    return [round(float(value), _DIGITS) for value in values]


def _pagerank(matrix: sparse.csr_matrix) -> list[Attribute]:
    from sknetwork.ranking import PageRank

    return _rounded(PageRank().fit_predict(matrix))


def _betweenness(matrix: sparse.csr_matrix) -> list[Attribute]:
    import rustworkx as rx

    graph = rx.PyGraph()
    graph.add_nodes_from(range(matrix.shape[0]))
    pairs = sparse.triu(matrix).tocoo()
    graph.add_edges_from_no_data(list(zip(pairs.row.tolist(), pairs.col.tolist(), strict=True)))
    # On one core: sums made by several differ in their last digits.
    found = rx.betweenness_centrality(graph, normalized=False, parallel_threshold=_NEVER)
    return _rounded(np.array([found[node] for node in range(matrix.shape[0])]))


def _communities(matrix: sparse.csr_matrix) -> list[Attribute]:
    """Return the number of each node's community, 0 that of most nodes, then the first."""
    from sknetwork.clustering import Louvain

    found = Louvain(random_state=_SEED).fit_predict(matrix).tolist()
    members = Counter(found)
    order = sorted(members, key=lambda label: (-members[label], found.index(label)))
    number = {label: place for place, label in enumerate(order)}
    return [number[label] for label in found]
