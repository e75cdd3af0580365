"""Draw the picture of the README: who acts towards whom in the sample articles.

Run by `make picture`; reads the GEXF of the network ``actors``, writes a PNG.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import networkx as nx
from lxml import etree

NAMESPACES = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
SMALLEST = 3  # actors in a component that is drawn
QUADS = {
    "verbal cooperation": ("#56b4e9", {"Agree", "Consult", "Support", "Concede"}),
    "material cooperation": ("#009e73", {"Cooperate", "Aid", "Retreat"}),
    "verbal conflict": ("#e69f00", {"Request", "Accuse", "Reject", "Threaten"}),
    "material conflict": (
        "#d55e00",
        {"Protest", "Sanction", "Mobilize", "Coerce", "Assault"},
    ),
}


def main(source: Path, target: Path) -> None:
    """Draw ``source`` (GEXF) to ``target`` (PNG)."""
    root = etree.parse(source, etree.XMLParser(resolve_entities=False)).getroot()
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    colours, labels = {}, {}
    for node in root.iterfind(".//g:node", NAMESPACES):
        colour = node.find("viz:color", NAMESPACES)
        labels[node.get("id")] = node.get("label")
        colours[node.get("id")] = tuple(int(colour.get(c)) / 255 for c in "rgb")
        graph.add_node(node.get("id"))
    kinds: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for edge in root.iterfind(".//g:edge", NAMESPACES):
        graph.add_edge(edge.get("source"), edge.get("target"))
        kinds[edge.get("kind")].append((edge.get("source"), edge.get("target")))
    lone = [c for c in nx.weakly_connected_components(graph) if len(c) < SMALLEST]
    graph.remove_nodes_from([node for component in lone for node in component])
    labels = {node: labels[node] for node in graph}
    kinds = {kind: [e for e in edges if e[0] in graph] for kind, edges in kinds.items()}
    _draw(graph, labels, colours, kinds, target)


def _packed(graph: nx.MultiDiGraph[str]) -> dict[str, tuple[float, float]]:
    """Lay each component out by itself, and set them side by side, the largest first."""
    components = sorted(nx.weakly_connected_components(graph), key=lambda c: (-len(c), min(c)))
    width = 1.5 * sum(len(c) for c in components) ** 0.5
    places: dict[str, tuple[float, float]] = {}
    left, top, height = 0.0, 0.0, 0.0
    for component in components:
        side = len(component) ** 0.5
        if left and left + side > width:
            left, top, height = 0.0, top - height - 0.6, 0.0
        alone = nx.Graph(graph.subgraph(sorted(component)))
        drawn = nx.spring_layout(alone, k=3.0, iterations=500, seed=7)
        for node, (x, y) in drawn.items():
            places[node] = (left + side * (1 + x) / 2, top - side * (1 - y) / 2)
        left, height = left + side + 0.9, max(height, side)
    return places


def _draw(
    graph: nx.MultiDiGraph[str],
    labels: dict[str, str],
    colours: dict[str, tuple[float, ...]],
    kinds: dict[str, list[tuple[str, str]]],
    target: Path,
) -> None:
    figure, axes = plt.subplots(figsize=(13, 9), dpi=110)
    places = _packed(graph)
    order = list(graph)
    sizes = [160 + 140 * graph.degree(node) for node in order]
    for number, (name, (colour, types)) in enumerate(QUADS.items()):
        edges = [edge for kind, pairs in kinds.items() if kind in types for edge in pairs]
        style = f"arc3,rad={0.08 + 0.06 * number}"
        nx.draw_networkx_edges(
            graph, places, edges, edge_color=colour, width=1.8, arrowsize=14, node_size=sizes,
            nodelist=order, connectionstyle=style, ax=axes,
        )  # fmt: skip
        axes.plot([], [], color=colour, label=name)
    nx.draw_networkx_nodes(
        graph, places, order, node_size=sizes, node_color=[colours[n] for n in order], ax=axes
    )
    nx.draw_networkx_labels(graph, places, labels, font_size=8, verticalalignment="bottom", ax=axes)
    axes.legend(loc="lower right", frameon=False)
    axes.axis("off")
    figure.savefig(target, bbox_inches="tight", metadata={"Software": None})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
