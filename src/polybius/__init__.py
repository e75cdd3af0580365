"""Polybius: news articles in, a geopolitical knowledge graph out.

`build` fills a store, `ask` questions it, `export` writes files, `check` looks for
mistakes; the command ``polybius`` is these four and a little more. `open` gives a store as
an object, for programs and notebooks. All are loaded when first used, so that
``polybius.extract.findings`` needs no language model.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .version import VERSION

if TYPE_CHECKING:
    from .asking import ask
    from .building import build, extract_findings
    from .checking import check
    from .exporting import export
    from .opening import open

__all__ = ["__version__", "ask", "build", "check", "export", "extract_findings", "open"]

__version__ = VERSION
_HOMES = {
    "ask": "asking",
    "build": "building",
    "check": "checking",
    "export": "exporting",
    "extract_findings": "building",
    "open": "opening",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'polybius' has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
