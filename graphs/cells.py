"""Cells: text that a spreadsheet shows, and does not run."""

from __future__ import annotations

__all__ = ["harmless"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how what would be run begins


def harmless(text: str) -> str:
    """Return text with an apostrophe before what would be run as a formula.

    >>> [harmless(text) for text in ("=1+1", "-12.5", "Russia")]
    ["'=1+1", "'-12.5", 'Russia']
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
