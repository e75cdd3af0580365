"""Place words: compass points, parts of places, and nouns that speak of places.

They are data (``data/place_words.tsv``): a use, a word, and of a part of a place its class.
"""

from __future__ import annotations

from ..tables import rows

__all__ = [
    "BODY_WORDS",
    "COMPASS",
    "COUNTIES",
    "DISEASES",
    "INSTITUTIONS",
    "NAME_STARTS",
    "PARTS",
    "PLACE_NOUNS",
    "PUBLIC_BODIES",
    "SETTLEMENTS",
]


def _words(use: str) -> dict[str, str]:
    """Return the words of a use, each with the class that it has in the table, or ""."""
    found = {word: kind for told, word, kind in rows("place_words") if told == use}
    if not found:
        raise ValueError(f"data/place_words.tsv: no word of use {use!r}")
    return found


COMPASS = frozenset(_words("compass"))
# What a place's part may be called, by the class of such a part.
PARTS = _words("part")
# Nouns by which a text speaks again of a place it has named.
PLACE_NOUNS = frozenset(_words("place"))
# Nouns before the "of" that a place's name follows.
SETTLEMENTS = frozenset(_words("settlement"))
# What the names of counties end in.
COUNTIES = frozenset(_words("county"))
# Words that open names of places and are cut off them.
NAME_STARTS = frozenset(_words("start"))
# Words of the names of bodies and offices that are of the town or county named first.
PUBLIC_BODIES = frozenset(_words("public"))
# Words of the names of what stands in a town and is often, but not always, called after it.
INSTITUTIONS = frozenset(_words("institution"))
# Other words that such names begin with.
BODY_WORDS = frozenset(_words("body"))
# Nouns after a place's name that make it a disease's.
DISEASES = frozenset(_words("disease"))
