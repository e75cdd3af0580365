"""Picture: a network drawn with its legend, for a report: PNG and SVG.

One unit of the drawing is a point (1/72 inch), so that discs, arrows and labels can be
measured against each other.
"""

from __future__ import annotations

import math
import textwrap
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import numpy as np

from .apart import apart, seat
from .labels import Box, Point, Rooms
from .literals import XML_UNSAFE
from .looks import EDGE_GROUPS, LARGEST, NODE_GROUPS, colour, drawn_weight, sizes
from .network import Edge, Network, Node

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["to_png", "to_svg"]

_Shade: TypeAlias = tuple[float, float, float]

_WIDTH, _HEIGHT = 936, 648
_CANVAS: Box = (40, 44, 740, 588)  # where nodes are; the legend stands to the right
_LABELS_WITHIN: Box = (4, 28, 776, 604)
_PIXELS_PER_INCH = 150
_STYLE: Any = {
    "font.family": ["DejaVu Sans"],  # comes with matplotlib: the same picture everywhere
    "svg.fonttype": "none",  # text stays text, to be found and edited
    "svg.hashsalt": "polybius",
}
_MOST_NODES, _MOST_EDGES, _MOST_LABELS = 300, 1_000, 80
_LONGEST_LABEL, _LONGEST_LINE, _MOST_LINES = 32, 110, 2
_ON_A_CIRCLE = 40  # nodes that a circle holds, where none has a position
_FARTHEST = 1e9  # what a layout says beyond it, or that is no number, is no place
_WIDEST_DISC, _NARROWEST_DISC, _SMALLEST_DISC = 22.0, 7.0, 2.5  # radius
# The gap between discs: the widest, and what is divided by the root of how many there are.
_WIDEST_GAP, _GAPS = 60.0, 260.0
_THICKEST_AT = 5.0  # the least weight that has the thickest line
_THINNEST_LINE, _THICKEST_LINE = 0.9, 4.0
_BEND, _WIDEST_BEND = 0.16, 0.9  # between parallel edges, and from the first to the last
_STEPS = 16  # along an edge, to see what it passes
_FONT, _SMALL_FONT, _TITLE_FONT = 8.5, 8.0, 12.0
_INK, _PALE_INK = "#222222", "#666666"
# Networks whose nodes are what they are named for.
_NOUNS = {"actors": "actor", "places": "place"}


def to_png(network: Network, file: IO[bytes]) -> None:
    """Draw a network as a picture of 1,950 by 1,350 pixels, the same bytes each time.

    Nodes stand where they have a position, or else on a circle. Only the heaviest are drawn
    of what would be too many to see, and the footer says so.
    """
    with _own_style():
        figure = _drawn(network)
        figure.savefig(file, format="png", dpi=_PIXELS_PER_INCH, metadata={"Software": None})


def to_svg(network: Network, file: IO[bytes]) -> None:
    """Draw a network as `to_png` does, as SVG whose text stays text."""
    with _own_style():
        metadata = {"Creator": "Polybius", "Date": None}
        _drawn(network).savefig(file, format="svg", metadata=metadata)


@contextmanager
def _own_style() -> Iterator[None]:
    """Leave out a user's own style; be silent about glyphs that no font has."""
    import matplotlib as mpl

    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        warnings.filterwarnings("ignore", message=".*[Gg]lyph", category=UserWarning)
        yield


def _drawn(network: Network) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH / 72, _HEIGHT / 72), dpi=72)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, _WIDTH), ylim=(0, _HEIGHT))
    axes.set_axis_off()
    shown = _heaviest(network)
    discs = _discs(shown)
    places = _places(shown.nodes, discs)
    _draw_edges(axes, shown.edges, places, discs)
    _draw_nodes(axes, shown.nodes, places, discs)
    canvas: Any = FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()
    _draw_labels(axes, shown, places, discs, renderer)
    _draw_legend(axes, shown)
    _write(axes, 20, _HEIGHT - 20, _title(network), _TITLE_FONT, va="top", weight="bold")
    _write(axes, 20, 16, _footer(network, shown), _SMALL_FONT, color=_PALE_INK)
    return figure


def _heaviest(network: Network) -> Network:
    """Return what is drawn: of too many nodes and edges those of most weight."""
    size = sizes(network)
    nodes = sorted(network.nodes, key=lambda node: (-size[node.id], node.id))[:_MOST_NODES]
    kept = {node.id for node in nodes}
    edges = (edge for edge in network.edges if {edge.source, edge.target} <= kept)
    strongest = sorted(edges, key=lambda edge: -drawn_weight(edge))[:_MOST_EDGES]
    return replace(network, nodes=tuple(nodes), edges=tuple(strongest))


def _places(nodes: Sequence[Node], discs: Mapping[str, float]) -> dict[str, Point]:
    """Return where each node is drawn."""
    given = [node.position for node in nodes if node.position]
    if len(given) < len(nodes) or not all(abs(x) < _FARTHEST for point in given for x in point):
        given = [_seat(number, len(nodes)) for number in range(len(nodes))]
    if not given:
        return {}
    # Room for an arrow is left between any two.
    gap = min(_WIDEST_GAP, _GAPS / math.sqrt(len(given)))
    across = np.array([2 * discs[node.id] + gap for node in nodes])
    points = apart(np.array(_fitted(given)), across, _CANVAS).tolist()
    return {node.id: (x, y) for node, (x, y) in zip(nodes, points, strict=True)}


def _seat(number: int, nodes: int) -> Point:
    """Return a place on a circle, or, of many, in a disc."""
    x, y = seat(number)
    if nodes <= _ON_A_CIRCLE:
        angle = math.pi / 2 - 2 * math.pi * number / nodes
        x, y = math.cos(angle), math.sin(angle)
    width, height = _CANVAS[2] - _CANVAS[0], _CANVAS[3] - _CANVAS[1]
    return x * width / height, y


def _fitted(points: Sequence[Point]) -> list[Point]:
    """Return points moved and stretched, alike in both directions, to fill the canvas."""
    middles, scales = [], []
    for axis in (0, 1):
        least, most = min(p[axis] for p in points), max(p[axis] for p in points)
        middles.append(least / 2 + most / 2)
        scales.append((_CANVAS[axis + 2] - _CANVAS[axis]) / max(most - least, 1e-9))
    scale = min(scales)
    centre = [(_CANVAS[axis] + _CANVAS[axis + 2]) / 2 for axis in (0, 1)]
    return [
        (centre[0] + (x - middles[0]) * scale, centre[1] + (y - middles[1]) * scale)
        for x, y in points
    ]


def _discs(shown: Network) -> dict[str, float]:
    """Return each node's radius; discs are smaller where there are many."""
    crowded = 160 / math.sqrt(len(shown.nodes) or 1)
    widest = min(max(crowded, _NARROWEST_DISC), _WIDEST_DISC)
    return {
        node: max(widest * size / LARGEST, _SMALLEST_DISC) for node, size in sizes(shown).items()
    }


def _draw_nodes(
    axes: Any, nodes: Iterable[Node], places: Mapping[str, Point], discs: Mapping[str, float]
) -> None:
    from matplotlib.patches import Circle

    for node in nodes:
        disc = Circle(
            places[node.id], discs[node.id], facecolor=_shade(node.kind), edgecolor="white",
            linewidth=0.8, zorder=2,
        )  # fmt: skip
        axes.add_patch(disc)


def _draw_edges(
    axes: Any, edges: Sequence[Edge], places: Mapping[str, Point], discs: Mapping[str, float]
) -> None:
    from matplotlib.patches import Circle, FancyArrowPatch

    heaviest = max((_THICKEST_AT, *map(drawn_weight, edges)))
    for edge, bend in _bent(edges):
        share = math.sqrt(drawn_weight(edge) / heaviest)
        width = _THINNEST_LINE + (_THICKEST_LINE - _THINNEST_LINE) * share
        look: dict[str, Any] = {
            "edgecolor": _shade(edge.kind), "linewidth": width, "alpha": 0.8, "zorder": 1,
            "linestyle": "--" if edge.weight <= 0 else "-",
        }  # fmt: skip
        (x, y), disc = places[edge.source], discs[edge.source]
        if edge.source == edge.target:
            radius = disc * 0.7 + 5 + 12 * abs(bend)
            axes.add_patch(Circle((x, y + disc + radius * 0.6), radius, fill=False, **look))
            continue
        arrow = FancyArrowPatch(
            (x, y), places[edge.target], connectionstyle=f"arc3,rad={bend:.4f}",
            arrowstyle="-|>" if edge.directed else "-", mutation_scale=8 + 1.5 * width,
            shrinkA=disc, shrinkB=discs[edge.target] + 1, facecolor=_shade(edge.kind), **look,
        )  # fmt: skip
        axes.add_patch(arrow)


def _bent(edges: Iterable[Edge]) -> Iterator[tuple[Edge, float]]:
    """Yield edges with how far each bends aside, so that none between two nodes hides another."""
    pairs: dict[tuple[str, ...], list[Edge]] = {}
    for edge in edges:
        pairs.setdefault(tuple(sorted((edge.source, edge.target))), []).append(edge)
    for (first, _), parallel in pairs.items():
        step = min(_BEND, _WIDEST_BEND / len(parallel))
        middle = (len(parallel) - 1) / 2 - (len(parallel) == 1) / 2
        for number, edge in enumerate(parallel):
            side = 1 if edge.source == first else -1  # a bend is to one's own right
            yield edge, side * step * (number - middle)


def _draw_labels(
    axes: Any,
    shown: Network,
    places: Mapping[str, Point],
    discs: Mapping[str, float],
    renderer: Any,
) -> None:
    """Name nodes, the largest first, wherever there is room beside one and fewest lines pass."""
    rooms = Rooms(_LABELS_WITHIN, places, discs, list(_passed(shown.edges, places)))
    for node in shown.nodes[:_MOST_LABELS]:
        text = axes.text(
            *places[node.id], _short(node), fontsize=_FONT, color=_INK, parse_math=False, zorder=3,
            va="center", ha="center",
            bbox={"facecolor": "white", "alpha": 0.65, "linewidth": 0, "pad": 0.6},
        )  # fmt: skip
        extent = text.get_window_extent(renderer)
        box = rooms.take(node.id, extent.width, extent.height)
        if box:
            text.set_position(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
        else:
            text.remove()


def _passed(edges: Iterable[Edge], places: Mapping[str, Point]) -> Iterator[Point]:
    """Yield points along the edges: a quadratic curve, as "arc3" draws it."""
    for edge, bend in _bent(edges):
        (x, y), (to_x, to_y) = places[edge.source], places[edge.target]
        aside_x = (x + to_x) / 2 + bend * (to_y - y)
        aside_y = (y + to_y) / 2 - bend * (to_x - x)
        for number in range(1, _STEPS):
            share = number / _STEPS
            start, middle, end = (1 - share) ** 2, 2 * share * (1 - share), share**2
            yield (
                start * x + middle * aside_x + end * to_x,
                start * y + middle * aside_y + end * to_y,
            )


def _draw_legend(axes: Any, shown: Network) -> None:
    """Say what the colours stand for, of what is in the picture."""
    handles = [*_node_keys(shown), *_edge_keys(shown)]
    if handles:
        axes.legend(
            handles=handles, loc="upper left", bbox_to_anchor=((_CANVAS[2] + 32) / _WIDTH, 0.91),
            frameon=False, fontsize=_SMALL_FONT, handlelength=1.6, labelspacing=0.7,
            borderpad=0, borderaxespad=0,
        )  # fmt: skip


def _node_keys(shown: Network) -> Iterator[Any]:
    from matplotlib.lines import Line2D

    for name, shade in _told({node.kind for node in shown.nodes}, "other"):
        yield Line2D(
            [], [], color="none", marker="o", markersize=8, markerfacecolor=shade,
            markeredgecolor="white", label=name,
        )  # fmt: skip


def _edge_keys(shown: Network) -> Iterator[Any]:
    from matplotlib.lines import Line2D

    for name, shade in _told({edge.kind for edge in shown.edges}, "other links"):
        yield Line2D([], [], color=shade, linewidth=2.2, label=name)
    if any(edge.weight <= 0 for edge in shown.edges):
        told = "claimed, denied or\nexpected only"
        yield Line2D([], [], color=_INK, linewidth=1, linestyle="--", label=told)


def _told(kinds: set[str], other: str) -> Iterator[tuple[str, _Shade]]:
    """Yield what a legend says of these kinds, and the colour."""
    for name, _, members in (*NODE_GROUPS, *EDGE_GROUPS):
        found = kinds.intersection(members)
        if found:
            yield textwrap.fill(name, 24), _shade(min(found))
    known = {kind for _, _, members in (*NODE_GROUPS, *EDGE_GROUPS) for kind in members}
    if kinds - known:
        yield other, _shade("")


def _shade(kind: str) -> _Shade:
    red, green, blue = colour(kind)
    return red / 255, green / 255, blue / 255


def _write(axes: Any, x: float, y: float, text: str, size: float, **look: Any) -> None:
    axes.text(x, y, text, fontsize=size, parse_math=False, **{"color": _INK, **look})


def _title(network: Network) -> str:
    lines = textwrap.wrap(
        _one_line(network.description or network.name), _LONGEST_LINE, max_lines=_MOST_LINES,
        placeholder="…",
    )  # fmt: skip
    return "\n".join(lines)


def _footer(network: Network, shown: Network) -> str:
    noun = _NOUNS.get(network.name, "node")
    counts = f"{_many(len(network.nodes), noun)}, {_many(len(network.edges), 'link')}"
    if any(edge.spells for edge in network.edges):
        counts += f"; {sum(not edge.spells for edge in network.edges):,} not dated"
    left = [
        _many(len(drawn), name)
        for drawn, there, name in (
            (shown.nodes, network.nodes, noun),
            (shown.edges, network.edges, "link"),
        )
        if len(drawn) < len(there)
    ]
    return f"{counts} (drawn: the heaviest {' and '.join(left)})" if left else counts


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _short(node: Node) -> str:
    text = _one_line(node.label) or _one_line(node.id)
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1].rstrip()}…"


def _one_line(text: str) -> str:
    return " ".join(XML_UNSAFE.sub("", text).split())
