"""Exporters: the file formats that a network can be written in."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from .gexf import to_gexf
from .network import Network
from .picture import to_png, to_svg

__all__ = ["EXPORTERS", "Exporter"]

Exporter = Callable[[Network, IO[bytes]], None]

EXPORTERS: dict[str, Exporter] = {
    "gexf": to_gexf,
    "png": to_png,
    "svg": to_svg,
}
