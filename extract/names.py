"""Names: the gazetteer's names among a passage's words, as `annotate` marks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .gazetteer import Entry, build_matcher, match
from .mentions.place_words import COMPASS

__all__ = ["NameMatcher"]

# What spaCy would label a known name, by its first class that is listed here.
LABELS = {
    "Person": "PERSON",
    "Country": "GPE",
    "State": "GPE",
    "Settlement": "GPE",
    "Region": "LOC",
    "NaturalFeature": "LOC",
    "BorderArea": "LOC",
    "Place": "LOC",
    "Facility": "FAC",
    "Population": "NORP",
}


class NameMatcher:
    """Finds known names among words cut by ``tokenize``."""

    def __init__(self, tokenize: Callable[[str], Sequence[str]]) -> None:
        self._matcher = build_matcher(tokenize)

    def __call__(self, words: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
        """Yield (start, end, label, key) of the names that stand for one kind of thing only."""
        for found in match(self._matcher, words):
            if not found.is_ambiguous and not _is_cut(words, found.start, found.end):
                label = "NORP" if found.role == "demonym" else _label(found.entry)
                yield found.start, found.end, label, _key(found.entry)


def _key(entry: Entry) -> str:
    """Return a key where the name settles it; which of several towns is meant, the text says."""
    return "" if "Settlement" in entry.types else entry.key


def _is_cut(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a one-word name is only a part of a longer one ("Gulf of Finland", "West Bend")."""
    if end - start > 1:
        return False
    if words[start].lower() in COMPASS:
        return any(
            word[:1].isupper()
            for word in (*words[max(start - 1, 0) : start], *words[end : end + 1])
        )
    following = words[end : end + 2]
    return len(following) == 2 and following[0] == "of" and following[1][:1].isupper()


def _label(entry: Entry) -> str:
    return next((LABELS[kind] for kind in entry.types if kind in LABELS), "ORG")
