"""What a page states of itself in its markup: date, outlet, address, language.

Sources: JSON-LD and microdata of schema.org, Open Graph (ogp.me), Dublin Core, the citation
tags of Google Scholar, microformats. A value in another form than expected is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from .published import as_published

__all__ = ["Statements", "as_url", "read_statements"]

_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]{3,2000}")
_LANG = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
_LINKED_DATA = "//script[@type='application/ld+json']"
_ARTICLES = ("Article", "BlogPosting")  # NewsArticle, ReportageNewsArticle and so on end like it

# The most certain first. What JSON-LD says comes before them.
_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//*[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='citation_publication_date' or @name='parsely-pub-date']/@content",
    "//meta[@name='dcterms.issued' or @name='DC.date.issued' or @name='DC.date']/@content",
    "//meta[@name='date' or @name='pubdate' or @name='publish-date']/@content",
    "//time[@pubdate]/@datetime",
    "//time[contains(concat(' ', @class, ' '), ' dt-published ')]/@datetime",
    "//time[contains(concat(' ', @class, ' '), ' entry-date ')]/@datetime",
)
_OUTLET = (
    "//meta[@property='og:site_name']/@content",
    "//meta[@name='citation_journal_title' or @name='DC.publisher']/@content",
    "//meta[@name='application-name' or @name='publisher']/@content",
)
_ADDRESS = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_LANGUAGE = ("/html/@lang", "/html/@*[local-name()='lang']")


@dataclass(frozen=True, slots=True)
class Statements:
    """A page's own metadata; None where it states none."""

    published: str | None
    outlet: str | None
    url: str | None
    lang: str | None


def read_statements(tree: HtmlElement) -> Statements:
    """Return what the markup of a page states."""
    linked = list(_linked_articles(tree))
    dates = [str(each.get("datePublished", "")) for each in linked]
    outlets = [_publisher(each) for each in linked]
    return Statements(
        published=_first(as_published, [*dates, *_values(tree, _PUBLISHED)]),
        outlet=_first(_as_name, [*outlets, *_values(tree, _OUTLET)]),
        url=_first(as_url, _values(tree, _ADDRESS)),
        lang=_first(_as_lang, _values(tree, _LANGUAGE)),
    )


def _values(tree: HtmlElement, paths: Iterable[str]) -> Iterator[str]:
    return (str(value).strip() for path in paths for value in tree.xpath(path))


def _first(convert: Callable[[str], str | None], values: Iterable[str]) -> str | None:
    return next((found for value in values if (found := convert(value))), None)


def _as_name(value: str) -> str | None:
    return " ".join(value.split())[:200] or None


def as_url(value: str) -> str | None:
    """Return an address on the web, or None where a value is none."""
    return value if _URL.fullmatch(value) else None


def _as_lang(value: str) -> str | None:
    match = _LANG.fullmatch(value)
    return match[1].lower() if match else None


def _linked_articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects that describe an article, wherever they are nested."""
    for script in tree.xpath(_LINKED_DATA):
        try:
            waiting = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):  # scripts are often broken; the page is not
            continue
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                if _is_article(value.get("@type")):
                    yield value
                value = list(value.values())
            waiting.extend(reversed(value) if isinstance(value, list) else ())


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(each, str) and each.endswith(_ARTICLES) for each in kinds)


def _publisher(article: dict[str, Any]) -> str:
    publisher = article.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    return name if isinstance(name, str) else ""
