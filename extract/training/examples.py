"""Examples: the choices that annotated attributions tell the right answers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from spacy.tokens import Doc

from ..claims import content_features as contents
from ..claims import cue_features as cues
from ..claims import source_features as sources
from ..claims.content_features import Side, site_of
from ..claims.quoted import Range
from ..claims.words import Words

__all__ = ["Annotated", "Example", "annotated", "cue_examples", "role_examples", "words_seen"]


@dataclass(frozen=True, slots=True)
class Example:
    """A choice: each candidate's features, and which candidate is right."""

    choice: str
    candidates: Sequence[Sequence[str]]
    right: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """An attribution as token ranges, with the word that heads its cue."""

    head: int
    cue: Range
    source: Range | None
    content: tuple[Range, ...]


def annotated(doc: Doc, attributions: Sequence[Mapping[str, Any]]) -> list[Annotated]:
    """Return a body's attributions by the words they touch; those without cue or content not."""
    found = []
    for attribution in attributions:
        cue, source, content = (
            _ranges(doc, attribution[role]) for role in ("cue", "source", "content")
        )
        if len(cue) == 1 and content:
            head = doc[slice(*cue[0])].root.i
            found.append(Annotated(head, cue[0], source[0] if source else None, content))
    return found


def _ranges(doc: Doc, spans: Sequence[Sequence[int]]) -> tuple[Range, ...]:
    found = (doc.char_span(start, end, alignment_mode="expand") for start, end in spans)
    return tuple((span.start, span.end) for span in found if span is not None)


def words_seen(words: Words, gold: Sequence[Annotated]) -> Iterator[tuple[str, bool]]:
    """Yield each word outside all content by its kind, and whether it heads a cue."""
    for i in _asked(words, gold):
        key = cues.gate(words, i)
        if key is not None:
            yield key, i in {a.head for a in gold}


def _asked(words: Words, gold: Sequence[Annotated]) -> list[int]:
    """Return the words whose annotation can be trusted.

    Attributions inside another's content were not annotated, so their absence tells nothing.
    """
    pieces = chain.from_iterable(a.content for a in gold)
    inside = {i for piece in pieces for i in range(*piece)} - {a.head for a in gold}
    return [i for i in range(words.size) if i not in inside]


def cue_examples(words: Words, gold: Sequence[Annotated]) -> Iterator[Example]:
    """Yield a choice for each word that may head a cue; the words are rated (`cues.rate`)."""
    heads = {a.head for a in gold}
    for i in _asked(words, gold):
        if cues.may_be_cue(words, i):
            yield Example("cue", ((), cues.cue_features(words, i)), int(i in heads))


def role_examples(words: Words, doc: Doc, found: Annotated) -> Iterator[Example]:
    """Yield the choices that an attribution answers, as far as the candidates hold its answers."""
    i, cue = found.head, found.cue
    starts, ends = cues.bounds(words, i)
    if cue[0] in starts:
        features = [cues.start_features(words, i, s) for s in starts]
        yield Example("cue_start", features, starts.index(cue[0]))
    if cue[1] in ends:
        features = [cues.end_features(words, i, e) for e in ends]
        yield Example("cue_end", features, ends.index(cue[1]))
    yield from _source_examples(words, doc, found)
    for side in ("before", "after"):
        yield from _content_examples(words, found, side)


def _source_examples(words: Words, doc: Doc, found: Annotated) -> Iterator[Example]:
    i, cue, source = found.head, found.cue, found.source
    head = None if source is None else doc[slice(*source)].root.i
    heads = [None, *sources.heads(words, cue)]
    if head not in heads:
        return
    features = [
        sources.nobody_features(words, i, cue)
        if j is None
        else sources.head_features(words, i, cue, words.chain(i), j)
        for j in heads
    ]
    yield Example("source", features, heads.index(head))
    phrases = [] if head is None else sources.phrases(words, cue, head)
    if head is not None and source in phrases:
        features = [sources.phrase_features(words, cue, head, phrase) for phrase in phrases]
        yield Example("phrase", features, phrases.index(source))


def _content_examples(words: Words, found: Annotated, side: Side) -> Iterator[Example]:
    site = site_of(words, found.head, found.cue, found.source)
    if side == "before":
        pieces = [(end, start) for start, end in reversed(found.content) if end <= found.cue[0]]
    else:
        pieces = [piece for piece in found.content if piece[0] >= found.cue[1]]
    nears = contents.near_ends(site, side)
    near, far = pieces[0] if pieces else (None, None)
    if near is not None and near not in nears:
        return
    features = [contents.near_features(site, end, side) for end in nears]
    right = 0 if near is None else 1 + nears.index(near)
    yield Example(f"near_{side}", [contents.nothing_features(site, side), *features], right)
    if near is None or far is None:
        return
    fars = contents.far_ends(site, near, side)
    if far in fars:
        features = [contents.far_features(site, near, end, side) for end in fars]
        yield Example(f"far_{side}", features, fars.index(far))
