"""Datelines: where and by whom a news text says it was written, before its first sentence.

"KABUL (Pajhwok) -", "THE HAGUE, Netherlands --", "Lagos, 3 May (Coast Wire) —". Taken for a
part of the sentence they would become its subject.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["dateline_end"]

_DASHES = frozenset({"-", "--", "---", "–", "—"})
_PUNCTUATION = frozenset({",", ".", "/", "(", ")", ";"})
_LINKING = frozenset({"the", "of", "de", "al", "el", "and"})
_LONGEST = 16  # words of a dateline
_SHOUTED = 3  # letters of a word in capitals that is no abbreviation of two letters


def dateline_end(words: Sequence[str], start: int = 0) -> int:
    """Return where the words that follow a dateline at ``start`` begin, or ``start``.

    ``words`` keep the space after them. A dateline is of names, numbers and signs only,
    ends in a dash or in an agency's brackets with a colon, and shouts its first word or
    names an agency in brackets.

    >>> dateline_end(["KABUL ", "(", "Wire", ") ", "- ", "Two ", "bombs ", "fell", "."])
    5
    >>> dateline_end(["NATO", "-", "led ", "troops ", "left", "."])
    0
    """
    end = _end(words, start)
    if end is None or not words[start][0].isupper():
        return start
    first = words[start].strip()
    shouts = first.isupper() and len(first) >= _SHOUTED
    return end + 1 if shouts or words[end - 1].startswith(")") else start


def _end(words: Sequence[str], start: int) -> int | None:
    """The place of the sign that ends a dateline, where words follow it."""
    for at in range(start + 1, min(len(words) - 1, start + _LONGEST)):
        word, before = words[at].strip(), words[at - 1]
        if before.startswith(")") and word in _DASHES | {":"}:
            return at
        if word in _DASHES and (len(word) > 1 or before.endswith(" ")):
            return at
        is_part = word[:1].isupper() or word[:1].isdigit() or word in _PUNCTUATION | _LINKING
        if not is_part:
            return None
    return None
