"""HTML pages: article, metadata and comments of a saved page.

trafilatura finds title, author and body. Date, outlet, address and language are taken only
where the markup states them (see `statements`): trafilatura would guess them from the text,
the address or the title. Comments are read from the markup (see `page_comments`) where it is
of a usual kind; else they are trafilatura's, which know neither authors nor whom they answer.
No network is used, and an HTML parser expands no entities that a document defines.
"""

from __future__ import annotations

import logging
import re

from lxml import etree, html

from ..article import Article, Comment
from .decode import decode
from .markup import block_text
from .page_comments import take_comments
from .statements import read_statements
from .unreadable import ReadingError

__all__ = ["ELEMENT_LIMIT", "read_page"]

# Articles have 500 to 5,000 elements. Time grows with the square of them, comments aside.
ELEMENT_LIMIT = 30_000
_HEAD = 4_096
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_WEB_NAMES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}  # WHATWG Encoding
_COMMENT_TAGS = ("p", "quote", "item")
# What trafilatura and its parsers are known to raise on broken pages.
_FAULTS = (ValueError, TypeError, AttributeError, LookupError, RecursionError, etree.LxmlError)

for _name in ("trafilatura", "htmldate", "courlan"):  # what they log is reported by us, once
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


def read_page(data: bytes, charset: str | None = None) -> Article:
    """Return the article of an HTML page given as bytes.

    ``charset`` is what the server named, and counts before what the page declares. The body is
    its paragraphs, a blank line between them. Raises ReadingError where there is no article in
    it, where it cannot be decoded or parsed whole, or where it has more than `ELEMENT_LIMIT`
    elements, comments aside (or ten times as many with them).
    """
    declared = _web_name(charset) if charset else _declared(data)
    tree = _parse(decode(data, declared))
    said = read_statements(tree)
    comments = take_comments(tree)
    _check_elements(tree, ELEMENT_LIMIT)
    article = _extract(tree, with_comments=not comments)
    return Article(
        text=article.text,
        title=article.title,
        author=article.author,
        published=said.published,
        url=said.url,
        outlet=said.outlet,
        lang=said.lang,
        comments=comments or article.comments,
    )


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:_HEAD])
    return _web_name(match[1].decode("ascii", "replace")) if match else None


def _web_name(charset: str) -> str:
    name = charset.strip("\"' ").lower()
    return _WEB_NAMES.get(name, name)


def _parse(text: str) -> html.HtmlElement:
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, collect_ids=False
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError):
        raise _no_article() from None
    fatal = parser.error_log.filter_from_fatals()
    if fatal:  # all that follows is missing from the tree
        problem = f"the page breaks off in line {fatal[0].line}: {fatal[0].message.strip()}"
        raise ReadingError(problem, "save its text as .txt")
    _check_elements(tree, 10 * ELEMENT_LIMIT)
    return tree


def _check_elements(tree: html.HtmlElement, limit: int) -> None:
    if sum(1 for _ in tree.iter()) > limit:
        raise ReadingError(f"a page of more than {limit:,} elements", "save its text as .txt")


def _extract(tree: html.HtmlElement, with_comments: bool) -> Article:
    """Return what trafilatura finds: title, author, text, comments."""
    from trafilatura import bare_extraction  # half a second to import

    try:
        found = bare_extraction(tree, with_metadata=True, include_comments=with_comments)
    except _FAULTS:
        found = None
    if found is None or isinstance(found, dict) or found.body is None:
        raise _no_article()
    title = " ".join((found.title or "").split()) or None
    blocks = [block for block in block_text(found.body).split("\n\n") if block]
    if blocks and blocks[0] == title:
        del blocks[0]
    if not blocks:
        raise _no_article()
    loose = () if found.commentsbody is None else tuple(found.commentsbody.iter(*_COMMENT_TAGS))
    comments = tuple(Comment(text) for each in loose if (text := block_text(each)))
    return Article("\n\n".join(blocks), title=title, author=found.author, comments=comments)


def _no_article() -> ReadingError:
    return ReadingError("no article found in the page", "save its text as .txt")
