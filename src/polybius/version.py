"""Version: which Polybius is installed, looked up once, since that reads a file."""

from __future__ import annotations

from importlib.metadata import version

__all__ = ["VERSION"]

VERSION = version("polybius")
