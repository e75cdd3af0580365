"""Outcome: what became of one document, from its article to its quads; no store, no clock.

The same article, settings, version and imported lists give the same outcome on any machine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from polybius.extract.article import Article
from polybius.extract.findings import Findings
from polybius.extract.gazetteer.imported import sources
from polybius.extract.identity import document_iri, document_key
from polybius.extract.language import is_left_out
from polybius.extract.reading.unreadable import printable
from polybius.graphs.quads import to_quads

from .version import VERSION

if TYPE_CHECKING:  # a worker's process loads the pipeline itself, when it is ready for it
    from polybius.extract.pipeline import Extractor, Settings

__all__ = ["Outcome", "article_digest", "described", "outcomes", "set_aside"]

_DIGITS = 32  # hexadecimal digits of a digest: no two documents share one by chance


@dataclass(frozen=True, slots=True)
class Outcome:
    """A document as it is to be stored, or why it is not.

    ``quads`` are N-Quads, ``digest`` is of what they were made from; ``left_out`` is the reason
    why there are none. ``found`` counts what the document holds, ``notes`` are gaps of the
    pipeline.
    """

    id: str
    iri: str
    digest: str
    quads: bytes = b""
    left_out: str = ""
    found: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def described(settings: Settings) -> str:
    """Return, as JSON, all that findings depend on beside the article: settings and lists."""
    gazetteer = {source.name: source.digest for source in sources()}
    return json.dumps(asdict(settings) | {"gazetteer": gazetteer}, sort_keys=True)


def article_digest(article: Article, settings: str) -> str:
    """Return the hash of what a document's quads follow from; ``settings`` are `described`."""
    said = asdict(replace(article, source=""))  # where it was read changes nothing
    made_from = json.dumps([VERSION, settings, said], sort_keys=True)
    return hashlib.sha256(made_from.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def outcomes(extractor: Extractor, articles: Iterable[Article]) -> Iterator[Outcome]:
    """Yield what becomes of one article after another, in the order given."""
    settings = described(extractor.settings)
    digests: list[str] = []

    def noted() -> Iterator[Article]:
        for article in articles:
            digests.append(article_digest(article, settings))
            yield article

    for findings in extractor.extract(noted()):
        yield _outcome(findings, digests.pop(0))


def set_aside(article: Article, base: str, digest: str, reason: str) -> Outcome:
    """Return what becomes of an article that could not be read to its end."""
    id = printable(article.id or document_key(article))
    told = f"set aside: {printable(reason)} while it was read"
    return Outcome(id, document_iri(article, base), digest, left_out=told)


def _outcome(findings: Findings, digest: str) -> Outcome:
    id = printable(findings.id)
    if is_left_out(findings):
        return Outcome(id, findings.iri, digest, left_out=printable(findings.dropped[0].reason))
    try:
        quads = list(to_quads(findings))
    except ValueError as error:
        reason = printable(f"its findings contradict themselves: {error}")
        return Outcome(id, findings.iri, digest, left_out=reason)
    return Outcome(
        id,
        findings.iri,
        digest,
        ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"",
        found=_counted(findings),
        notes=tuple(it.reason for it in findings.dropped if it.span is None),
    )


def _counted(findings: Findings) -> dict[str, int]:
    return {
        "comments": sum(part.part.startswith("comment/") for part in findings.parts),
        "actors and places": len(findings.entities),
        "events": len(findings.events),
        "claims": len(findings.claims),
        "positions": len(findings.positions),
        "times": len(findings.times),
    }
