"""Comments in a page's markup: schema.org, WordPress and their many relatives.

A comment inside the element of another answers it. Rules are XPath expressions, tried in
order: the first that selects anything counts. They rest on schema.org's Comment, on
microformats (h-entry, hCard), and on class names that most themes share.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from lxml.html import HtmlElement

from ..article import Comment
from .markup import block_text
from .published import as_published
from .thread import nest

__all__ = ["take_comments"]


def _class(*names: str) -> str:
    return " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in names)


_COMMENTS = (
    "//*[contains(@itemtype, '//schema.org/Comment') or @itemprop='comment']",
    f"//li[{_class('comment', 'post-comment', 'comment-item', 'comment-list-item')}]",
    "//*[self::li or self::div or self::article][starts-with(@id, 'comment-')]"
    "[number(substring-after(@id, 'comment-')) >= 0]",
    f"//*[self::div or self::article][{_class('comment', 'comment-item', 'p-comment')}]",
)
_AUTHORS = (
    ".//*[@itemprop='author' or @itemprop='creator']//*[@itemprop='name']",
    ".//*[@itemprop='author' or @itemprop='creator']",
    f".//*[{_class('fn', 'p-author', 'author-name', 'comment-author-name', 'username')}]",
    f".//*[{_class('comment-author', 'comment__author', 'author')}]",
    ".//*[@rel='author'] | .//header//cite | .//footer//cite",
)
_DATES = (
    ".//*[@itemprop='dateCreated' or @itemprop='datePublished']",
    ".//time[@datetime]",
)
_TEXTS = (
    ".//*[@itemprop='text']",
    f".//*[{_class('comment-content', 'comment-text', 'comment__content', 'comment__text')}]",
    f".//*[{_class('comment-body', 'comment__body', 'e-content', 'post-message')}]",
    ".//p | .//blockquote",
)


def take_comments(tree: HtmlElement) -> tuple[Comment, ...]:
    """Return a page's comments, each with its answers, and take their elements out of the page.

    Raises ReadingError where they are nested too deep.
    """
    found = next((found for path in _COMMENTS if (found := tree.xpath(path))), ())
    depths = _depths(element for element in found if element.getparent() is not None)
    comments = []
    for element in reversed(depths):  # answers first: what is left is the comment's own
        comments.append((depths[element], _read(element)))
        element.drop_tree()
    # An element with neither name nor text is the wrapper of others.
    return nest(item for item in reversed(comments) if item[1].text or item[1].author)


def _depths(elements: Iterable[HtmlElement]) -> dict[HtmlElement, int]:
    """Return how many of the elements each is inside of, in the order of the page."""
    depths: dict[HtmlElement, int] = {}
    for element in elements:
        outer = next((parent for parent in element.iterancestors() if parent in depths), None)
        depths[element] = 0 if outer is None else depths[outer] + 1
    return depths


def _read(element: HtmlElement) -> Comment:
    author = next((found for path in _AUTHORS for found in element.xpath(path)), None)
    name = "" if author is None else " ".join(block_text(author).split())
    dates = [found for path in _DATES for found in element.xpath(path)]
    stated = (found.get("datetime") or found.get("content") or "" for found in dates)
    return Comment(
        text=_text(element, {author, *dates}),
        id=element.get("data-comment-id") or element.get("id"),
        author=name.removesuffix("says:").strip() or None,
        published=next((date for value in stated if (date := as_published(value))), None),
    )


def _text(element: HtmlElement, apart: Set[HtmlElement | None]) -> str:
    """Return the text of the elements that hold it, author and date left out."""
    for path in _TEXTS:
        found = [each for each in element.xpath(path) if each not in apart]
        inner = {each for outer in found for each in outer.iterdescendants()}
        outermost = (each for each in found if each not in inner)
        blocks = [text for each in outermost if (text := block_text(each, apart.__contains__))]
        if blocks:
            return "\n\n".join(blocks)
    return ""
