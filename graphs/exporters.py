"""Exporters: the file formats that a network can be written in."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from .dot import to_dot
from .geojson import to_geojson
from .gexf import to_gexf
from .graphml import to_graphml
from .graphology import to_graphology
from .network import Network
from .picture import to_png, to_svg
from .tables import to_edge_table, to_node_table

__all__ = ["EXPORTERS", "Exporter"]

Exporter = Callable[[Network, IO[bytes]], None]

EXPORTERS: dict[str, Exporter] = {
    "gexf": to_gexf,
    "graphml": to_graphml,
    "csv-nodes": to_node_table,
    "csv-edges": to_edge_table,
    "graphology": to_graphology,
    "geojson": to_geojson,
    "dot": to_dot,
    "png": to_png,
    "svg": to_svg,
}
