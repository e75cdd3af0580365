"""Plain text: a page saved by hand, with its headline, picture credit, body and comments.

The first line that is not empty is the headline. One or two short lines that stand alone
above the first paragraph, without the end of a sentence, are the picture credit or the
byline: they are not the article's prose, and are left out of its text ("By Jane Doe" gives
the author). Paragraphs follow, then the comments (see `thread`). A file with one line has no
headline: the line is the text.
"""

from __future__ import annotations

import re

from ..article import Article
from .thread import BULLET, Lines, find_thread, join, paragraphs, read_thread
from .unreadable import ReadingError

__all__ = ["read_plain"]

# Newline and tab are layout; any other control character is noise that must not move offsets.
_CONTROLS = {code: " " for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
_HEADLINE_LENGTH = 300
_CREDIT_LENGTH, _CREDIT_WORDS = 80, 8
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_BYLINE = re.compile(r"by\s+(\w.*)", re.IGNORECASE)


def read_plain(text: str) -> Article:
    """Return the article that ``text`` holds; newlines are made ``\\n`` and blank runs one line.

    Other control characters become spaces. Raises ReadingError where there is no text at all.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip() for line in text.translate(_CONTROLS).split("\n")]
    if not any(lines):
        raise ReadingError("the file holds no text", "save the article again, or leave it out")
    start = find_thread(lines)
    title, rest = _split_headline(lines[:start])
    author, body = _split_credit(paragraphs(rest))
    comments = read_thread(lines[start:])
    return Article(text=join(body), title=title, author=author, comments=comments)


def _split_headline(lines: Lines) -> tuple[str | None, Lines]:
    """Return the headline and the lines below it."""
    first = next((number for number, line in enumerate(lines) if line), len(lines))
    below = lines[first + 1 :]
    if first == len(lines) or not any(below) or len(lines[first]) > _HEADLINE_LENGTH:
        return None, lines
    return lines[first].strip(), below


def _split_credit(blocks: list[Lines]) -> tuple[str | None, list[Lines]]:
    """Return the author of a byline, and the paragraphs without credit and byline."""
    count = 0
    while count < 2 and count < len(blocks) and _is_credit(blocks[count]):
        count += 1
    if count == len(blocks) or _is_credit(blocks[count]):
        return None, blocks  # no paragraph follows: short lines are all there is
    bylines = (_BYLINE.fullmatch(block[0].strip()) for block in blocks[:count])
    authors = [byline[1] for byline in bylines if byline]
    return (authors[0] if authors else None), blocks[count:]


def _is_credit(block: Lines) -> bool:
    line = block[0].strip()
    short = len(line) <= _CREDIT_LENGTH and len(line.split()) <= _CREDIT_WORDS
    return len(block) == 1 and short and not BULLET.match(line) and not _SENTENCE_END.search(line)
