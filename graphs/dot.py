"""DOT for Graphviz, within what Gephi's importer reads too.

After the DOT language at graphviz.org. There are no statements of defaults (``node [...]``): with
them Gephi reads nothing at all. Colours are HSV: Gephi shows those written as #rrggbb as
transparent.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from .columns import Column, columns, value_text
from .looks import colour, drawn_weight
from .names import clean, edge_label, identifier, node_label
from .network import Attribute, Edge, Network, Node
from .output import as_text

__all__ = ["to_dot"]

# Graphviz's own attributes of nodes and edges, in lower case: they say how something is drawn.
_DRAWN = """
area arrowhead arrowsize arrowtail class color colorscheme comment constraint decorate dir
distortion edgehref edgetarget edgetooltip edgeurl fillcolor fixedsize fontcolor fontname
fontsize gradientangle group head_lp headclip headhref headlabel headport headtarget
headtooltip headurl height href id image imagepos imagescale kind label labelangle
labeldistance labelfloat labelfontcolor labelfontname labelfontsize labelhref labelloc
labeltarget labeltooltip labelurl layer len lhead lp ltail margin minlen nojustify ordering
orientation penwidth peripheries pin pos radius rects regular root samehead sametail
samplepoints shape shapefile showboxes sides skew sortv style tail_lp tailclip tailhref
taillabel tailport tailtarget tailtooltip tailurl target tooltip vertices weight width xlabel
xlp z
"""
_TAKEN = frozenset(_DRAWN.split())
_LINE_END = re.compile("\r\n?|\n")
_NEW_LINE = r"\\n"  # as re.sub takes it


def to_dot(network: Network, file: IO[bytes]) -> None:
    """Write a network as a DOT digraph, UTF-8, the same bytes each time.

    It holds labels, kinds, colours, positions (for ``neato -n``), weights and every attribute as
    text. An edge that is not directed has no arrow (``dir=none``). DOT knows no types, no time
    and no ids of edges; Gephi sums parallel edges unless told not to.
    """
    with as_text(file) as out:
        out.write(f"digraph {_quoted(network.name)} {{\n")
        out.writelines(_nodes(network.nodes))
        out.writelines(_edges(network.edges))
        out.write("}\n")


def _nodes(nodes: Iterable[Node]) -> Iterator[str]:
    found = columns((node.attributes for node in nodes), _TAKEN)
    for node in nodes:
        own = {"label": node_label(node), "kind": node.kind, "color": _hsv(node.kind)}
        if node.position:
            own["pos"] = ",".join(f"{number:.2f}" for number in node.position)
        yield f"{_quoted(identifier(node.id))} {_attributes(own, found, node.attributes)};\n"


def _edges(edges: Iterable[Edge]) -> Iterator[str]:
    found = columns((edge.attributes for edge in edges), _TAKEN)
    for edge in edges:
        label = edge_label(edge)
        own = {"label": label, "kind": label, "color": _hsv(edge.kind)}
        own["weight"] = str(drawn_weight(edge))
        if not edge.directed:
            own["dir"] = "none"
        ends = f"{_quoted(identifier(edge.source))} -> {_quoted(identifier(edge.target))}"
        yield f"{ends} {_attributes(own, found, edge.attributes)};\n"


def _attributes(
    own: Mapping[str, str], found: Iterable[Column], attributes: Mapping[str, Attribute]
) -> str:
    values = ((column.title, value_text(column, attributes)) for column in found)
    written = [f"{name}={_quoted(value)}" for name, value in own.items()]
    written += [f"{_quoted(title)}={_quoted(value)}" for title, value in values if value]
    return f"[{', '.join(written)}]"


def _hsv(kind: str) -> str:
    red, green, blue = (part / 255 for part in colour(kind))
    return "{:.3f} {:.3f} {:.3f}".format(*colorsys.rgb_to_hsv(red, green, blue))


def _quoted(text: str) -> str:
    found = clean(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{found if found.isprintable() else _LINE_END.sub(_NEW_LINE, found)}"'
