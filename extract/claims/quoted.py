"""Quoted: a passage's quotations as ranges of tokens, and ranges without loose ends."""

from __future__ import annotations

from spacy.tokens import Doc

from ..analysis import Passage
from .quotations import Quotation, find_quotations

__all__ = ["FINITE", "Quoted", "Range", "trimmed"]

Range = tuple[int, int]  # tokens, half-open

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LOOSE = frozenset(",.;:-–—()?! ")
_FEWEST_WORDS = 5  # a shorter quotation without a cue is a name or irony, no statement


class Quoted:
    """The quotations of a passage as token ranges."""

    def __init__(self, passage: Passage) -> None:
        self.doc = passage.doc
        self.runs_on: dict[Range, bool] = {}
        self._at: dict[int, Range] = {}
        for quotation in find_quotations(passage.part.text):
            self._add(quotation)

    def _add(self, quotation: Quotation) -> None:
        span = self.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if span is None:
            return
        found = (span.start, span.end)
        self.runs_on[found] = quotation.runs_on
        self._at.update(dict.fromkeys(range(*found), found))

    def at(self, index: int) -> Range | None:
        """Return the quotation that holds a token."""
        return self._at.get(index)

    def is_statement(self, quotation: Range) -> bool:
        """Say whether a quotation is a statement rather than a few quoted words."""
        tokens = self.doc[quotation[0] : quotation[1]]
        words = sum(not token.is_punct and not token.is_space for token in tokens)
        return words >= _FEWEST_WORDS and any(token.tag_ in FINITE for token in tokens)


def trimmed(piece: Range, doc: Doc) -> Range:
    """Take spaces and punctuation off both ends, quotation marks aside."""
    start, end = piece
    while start < end and (doc[start].is_space or doc[start].text in _LOOSE):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _LOOSE):
        end -= 1
    return start, end
