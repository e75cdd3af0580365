"""Roles: a cue's words, its source and its content, each chosen among candidates.

The steps are those of Newell's Citron: a word heads a cue; where the cue ends; whose
phrase is its source; where its content begins and ends on either side. `attribution`
takes the likeliest of each, `training` learns which is right; both ask here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from . import content_features as contents
from . import cue_features as cues
from . import source_features as sources
from .content_features import Side, Site, site_of
from .quoted import Range
from .weights import choose
from .words import Words

__all__ = ["Roles", "read_roles"]


@dataclass(frozen=True, slots=True)
class Roles:
    """A cue, its source (None where nobody is named) with its head, and the content's pieces."""

    cue: Range
    source: Range | None
    head: int | None
    content: tuple[Range, ...]


_SURELY_NONE = 0.9  # a probability of no content, on the likelier side, that leaves no doubt
_SIDES: tuple[Side, ...] = ("before", "after")


def read_roles(words: Words, i: int) -> Roles | None:
    """Return the roles around the word that heads a cue; None where nothing stands around it."""
    cue = _cue(words, i)
    head = _source_head(words, i, cue)
    source = None if head is None else _phrase(words, cue, head)
    site = site_of(words, i, cue, source)
    sides = [_content(site, side) for side in _SIDES]
    if not any(piece for piece, _ in sides):
        sides = _likelier(site, [sure for _, sure in sides])
    pieces = tuple(piece for piece, _ in sides if piece)
    return Roles(cue, source, head, pieces) if pieces else None


def _likelier(site: Site, doubts: list[float]) -> list[tuple[Range | None, float]]:
    """Return the content on the likelier side, since a cue attributes something.

    Not a relative clause's, whose object stands before it ("the isles that both claim").
    """
    doubt, side = min(zip(doubts, _SIDES, strict=True))
    if doubt > _SURELY_NONE or site.words.dep[site.head] == "relcl":
        return []
    return [_content(site, side, empty=False)]


def _cue(words: Words, i: int) -> Range:
    starts, ends = cues.bounds(words, i)
    start, _ = choose(starts, (cues.start_features(words, i, s) for s in starts), "cue_start")
    end, _ = choose(ends, (cues.end_features(words, i, e) for e in ends), "cue_end")
    return start, end


def _source_head(words: Words, i: int, cue: Range) -> int | None:
    heads = sources.heads(words, cue)
    above = words.chain(i)
    features = (sources.head_features(words, i, cue, above, j) for j in heads)
    nobody = sources.nobody_features(words, i, cue)
    return choose([None, *heads], chain([nobody], features), "source")[0]


def _phrase(words: Words, cue: Range, head: int) -> Range:
    phrases = sources.phrases(words, cue, head)
    features = (sources.phrase_features(words, cue, head, phrase) for phrase in phrases)
    return choose(phrases, features, "phrase")[0]


def _content(site: Site, side: Side, *, empty: bool = True) -> tuple[Range | None, float]:
    """Return the content on one side of the cue, None for none, and the probability of that.

    With ``empty`` false the best there is, if there is any.
    """
    ends = contents.near_ends(site, side)
    if not ends:
        return None, 1.0
    features = (contents.near_features(site, end, side) for end in ends)
    if empty:
        nothing = contents.nothing_features(site, side)
        near, sure = choose([None, *ends], chain([nothing], features), f"near_{side}")
    else:
        near, sure = choose(ends, features, f"near_{side}")
    fars = [] if near is None else contents.far_ends(site, near, side)
    if near is None or not fars:
        return None, sure
    features = (contents.far_features(site, near, far, side) for far in fars)
    far, _ = choose(fars, features, f"far_{side}")
    return ((near, far) if side == "after" else (far, near)), sure
