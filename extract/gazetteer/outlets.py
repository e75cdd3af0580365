"""Outlets: what the address or name of a text's publisher tells of where it writes.

A paper at ``newtonherald.com`` is of some Newton; one that ends in ``.ie`` is Irish.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from .entries import alpha3, fold

__all__ = ["Outlet", "outlet_of"]

_SHORTEST = 5  # letters of a place's name that is looked for inside an outlet's
_NOT_ISO = {"uk": "GB"}  # what is used instead of the ISO code
# Endings that stand for no country but are used mostly in one.
_HOME_OF_GENERIC = {"com": "USA", "net": "USA", "us": "USA"}
# Codes of countries that are sold as endings to everybody.
_SOLD = frozenset({"ai", "co", "fm", "io", "me", "tv"})


@dataclass(frozen=True, slots=True)
class Outlet:
    """``letters`` of the outlet's name without anything between them, the ``country`` that its
    address tells (alpha-3), and the ``home`` it most likely has where it tells none."""

    letters: str = ""
    country: str | None = None
    home: str | None = None

    def bears(self, name: str) -> bool:
        """Say whether a place's name is a part of the outlet's."""
        letters = fold(name).replace(" ", "")
        return len(letters) >= _SHORTEST and letters in self.letters


@functools.lru_cache(maxsize=1024)
def outlet_of(url: str | None, name: str | None = None) -> Outlet:
    """Return what an article's URL and outlet tell; nothing where neither is known.

    >>> outlet_of("http://www.newton-herald.co.uk/a/1")
    Outlet(letters='newtonherald', country='GBR', home='GBR')
    """
    host = _host(url) or _host(f"//{name}" if name and "." in name else None)
    *labels, ending = host.split(".") if host else ("",)
    country = None if ending in _SOLD else alpha3().get(_NOT_ISO.get(ending, ending).upper())
    named = max((label for label in labels if label != "www"), key=len, default="")
    letters = re.sub(r"[^a-z]", "", named or fold(name or ""))
    return Outlet(letters, country, country or _HOME_OF_GENERIC.get(ending))


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return ""
