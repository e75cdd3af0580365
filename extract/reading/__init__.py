"""Reading: files, folders and standard input to articles.

`read` yields an `Article` for each article, and an `Unreadable` for what gives none.
"""

from __future__ import annotations

from .batch import read
from .published import parse_published
from .unreadable import Unreadable

__all__ = ["Unreadable", "parse_published", "read"]
