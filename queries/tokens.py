"""Tokens: SPARQL text cut up by rules that hold in any parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["TOKEN", "Token", "tokens", "words"]

TOKEN = re.compile(
    r"""
      (?P<string> \"{3} (?: \"{0,2} (?:[^"\\]|\\.) )* \"{3} | '{3} (?: '{0,2} (?:[^'\\]|\\.) )* '{3}
                | \"(?:[^"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<comment> \#[^\n\r]* )
    | (?P<iri> <[A-Za-z][A-Za-z0-9+.-]*://[^<>"{}|^`\\\x00-\x20]*> )  # never a comparison
    | (?P<harmless> <[A-Za-z0-9:/._~%+@;=&-]*> )  # hides nothing, whichever it is
    | (?P<ambiguous> <[^<>"{}|^`\x00-\x20]*> | ["'] )
    | (?P<variable> [?$][A-Za-z0-9_]+ )
    | (?P<local> :[A-Za-z0-9_][A-Za-z0-9_-]* )  # the part of a prefixed name after its colon
    | (?P<datatype> \^\^ )  # no operator: a path has a single one
    | (?P<rest> [A-Za-z]+ | [0-9]+ | \s+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of SPARQL: what kind, its text, where it starts and ends, in how many brackets."""

    kind: str
    text: str
    start: int
    end: int
    depth: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of SPARQL text; a closing bracket is as deep as what holds it.

    Takes time linear in the length of the text.
    """
    depth = 0
    for match in TOKEN.finditer(text):
        kind, found = match.lastgroup or "", match[0]
        if kind == "rest" and found in "([{)]}":
            depth += 1 if found in "([{" else -1
        yield Token(kind, found, *match.span(), depth)


def words(text: str) -> Iterator[Token]:
    """Yield the tokens outside all brackets that may be keywords: no names, spaces or comments."""
    for token in tokens(text):
        is_word = token.kind == "rest" and token.text.isalpha()
        if is_word and not token.depth and text[token.end : token.end + 1] != ":":
            yield token
