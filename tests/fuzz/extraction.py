"""Extraction: any text to findings, whose offsets fit and whose quads are RDF."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from polybius.extract.article import Article, Comment
from polybius.extract.findings import Findings, from_json, to_json
from polybius.extract.pipeline import Extractor

from .encoding import check_quads
from .mutation import mutated
from .seeds import TEXTS
from .target import Target

__all__ = ["EXTRACTION"]

_ANY = st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))


@cache
def _extractor() -> Extractor:
    return Extractor()


def _inputs() -> SearchStrategy[bytes]:
    paragraphs = [part for text in TEXTS for part in text.split("\n\n") if part.strip()]
    return (
        mutated([each.encode() for each in paragraphs]) | mutated([*map(str.encode, TEXTS)]) | _ANY
    )


def extract(data: bytes) -> None:
    """Extract an article of this text, with its last lines as a comment."""
    text = data.decode("utf-8", "surrogateescape")
    article = Article(
        text or "a", title=text[:80], published="2024-05-06", outlet=text[-20:],
        comments=(Comment(text[-200:], author=text[:20]),),
    )  # fmt: skip
    (found,) = _extractor().extract([article])
    _check_spans(found)
    line = to_json(found)
    assert from_json(line) == found
    check_quads(found)


def _check_spans(found: Findings) -> None:
    texts = {part.part: part.text for part in found.parts}
    spans = [it.span for entity in found.entities for it in entity.mentions]
    spans += [it.trigger for it in found.events] + [it.sentence for it in found.events]
    spans += [it.cue for it in found.claims] + [it.span for it in found.times]
    spans += [span for claim in found.claims for span in claim.content]
    for span in spans:
        assert texts[span.part][span.start : span.end] == span.text, span


EXTRACTION = Target(
    "extraction",
    _inputs,
    extract,
    [text.encode() for text in TEXTS],
    share=1.5,
    megabytes=2_000,
    seconds=30,
)
