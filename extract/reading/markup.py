"""Markup: text out of HTML elements, paragraphs kept apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

__all__ = ["block_text"]

_HTML_BLOCKS = (
    *("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption"),
    *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"),
    *("main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"),
)
_TRAFILATURA_BLOCKS = ("cell", "head", "item", "list", "quote", "row")
_BLOCKS = frozenset(_HTML_BLOCKS + _TRAFILATURA_BLOCKS)
_BREAKS = frozenset(("br", "lb"))
_SILENT = frozenset(("script", "style", "template", "noscript", "button", "form", "svg"))
_SPACE = re.compile(r"[ \t\r\n\f]+")
_PARAGRAPH = re.compile(r"\s*\x1e[\s\x1e]*")  # XML text can hold no such control character
_LINE = re.compile(r"[ \t]*\x1f[ \t]*")


def block_text(
    element: etree._Element, is_left_out: Callable[[etree._Element], bool] = lambda _: False
) -> str:
    """Return an element's text: a blank line between its blocks, spaces as a browser shows them."""
    text = "".join(_pieces(element, is_left_out))
    blocks = (_LINE.sub("\n", block).strip() for block in _PARAGRAPH.split(text))
    return "\n\n".join(block for block in blocks if block)


def _pieces(root: etree._Element, is_left_out: Callable[[etree._Element], bool]) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        edge = "\x1e" if element.tag in _BLOCKS else "\x1f" if element.tag in _BREAKS else ""
        if event == "end":
            yield edge if edge == "\x1e" else ""
            yield _SPACE.sub(" ", element.tail or "") if element is not root else ""
        elif element.tag in _SILENT or (element is not root and is_left_out(element)):
            walk.skip_subtree()
            yield edge
        else:
            yield edge
            yield _SPACE.sub(" ", element.text or "")
