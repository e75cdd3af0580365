"""Identity: the IRIs of documents and of what is found in them.

Every IRI follows from content alone, so that the same articles give the same
graph on any machine (see DESIGN: no clock, no counter, no blank node).
"""

from __future__ import annotations

import hashlib
import re

from .article import Article
from .findings import Span

__all__ = [
    "BASE",
    "account_iri",
    "candidate_iri",
    "comment_iri",
    "document_iri",
    "document_key",
    "entity_iri",
    "known_iri",
    "known_key",
    "mint",
]

BASE = "https://w3id.org/polybius/id/"
_DIGITS = 20  # hexadecimal digits kept: 80 bits, no collision below a billion things
_HASH = re.compile(f"[0-9a-f]{{{_DIGITS}}}")


def _digest(*parts: object) -> str:
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def document_key(article: Article) -> str:
    """Return what a document is known by: its URL, else outlet and id, else its text's hash."""
    if article.url:
        return article.url
    if article.id and article.outlet:
        return f"{article.outlet}\x1f{article.id}"
    return _digest("text", article.title or "", article.text)


def document_iri(article: Article, base: str = BASE) -> str:
    """Return the document's IRI, ``<base>document/<hash of its key>``."""
    return f"{base}document/{_digest(document_key(article))}"


def comment_iri(document: str, part: str) -> str:
    """Return the IRI of the comment that is ``part`` (``comment/N``) of a document."""
    base, key = document.rsplit("document/", 1)
    return f"{base}comment/{_digest(key, part)}"


def mint(document: str, kind: str, span: Span, *more: object) -> str:
    """Return the IRI of a mention, event, claim or position: document, part, offsets, kind."""
    base, key = document.rsplit("document/", 1)
    return f"{base}{kind}/{_digest(key, span.part, span.start, span.end, kind, *more)}"


def entity_iri(document: str, name: str, kind: str) -> str:
    """Return the IRI of an entity that only this document knows."""
    base, key = document.rsplit("document/", 1)
    return f"{base}entity/{_digest(key, kind, name)}"


def known_iri(key: str, base: str = BASE) -> str:
    """Return the one IRI of an entity of the gazetteer, as ``country-RUS``, ``geonames-98182``."""
    return f"{base}entity/{key}"


def known_key(iri: str) -> str | None:
    """Return the key that `known_iri` made an IRI of, or None where only a document knows it."""
    _, found, key = iri.rpartition("entity/")
    return key if found and not _HASH.fullmatch(key) else None


def account_iri(document: str, outlet: str | None, author: str) -> str:
    """Return the IRI of a commenter: one name is one account within an outlet, and where
    that is unknown within the document; never beyond it."""
    base, _ = document.rsplit("document/", 1)
    return f"{base}account/{_digest(outlet or document, author)}"


def candidate_iri(document: str, entity: str, candidate: str) -> str:
    """Return the IRI of a document's guess that an entity of its own is a known one."""
    base, _ = document.rsplit("document/", 1)
    return f"{base}candidate/{_digest(entity, candidate)}"
