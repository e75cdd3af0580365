"""Safety: refuse a query that would reach out to another server, or crash this one.

Oxigraph follows SERVICE wherever it stands, and has no switch for it. A parser
of another make is no guard: the two differ on ``1SERVICE <…>``, ``SERVICE:x``
and ``?a<?b)SERVICE?x#>``, and each difference is a way through. So the text is
cut into tokens by rules that hold in any parser, and whatever could be read in
two ways is refused, once the word SERVICE occurs at all.

Oxigraph's parser and planner recurse: a thousand FILTER EXISTS inside each other,
or ten thousand minus signs in a row, overflow its stack and end the process. No
question needs a tenth of what is allowed here.
"""

from __future__ import annotations

import re

from .errors import RefusedError
from .tokens import TOKEN

__all__ = ["check_safety", "check_size"]

_INERT = {"string", "comment", "iri", "variable", "local", "datatype"}
_CHAINED = set("!+-*/=<>|&^") | {"union", "optional", "minus", "exists", "filter"}
_MOST_CHAINED = 1_000
_DEEPEST = 50
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ADVICE = (
    "A query is answered by one store alone; take {word} out"
    " (a prefix or a relative IRI with that word in it must be renamed)."
)


def check_safety(text: str, word: str = "SERVICE") -> None:
    """Raise RefusedError when SPARQL text has, or may have, a SERVICE clause.

    ``word`` is another keyword to look for, as LOAD in an update.

    Code point escapes (``\\u0053``) are looked through, as SPARQL 1.1, section
    19.2, lets a server read them. Takes time linear in the length of the text.
    """
    for reading in {text, _CODE_POINT.sub(_character, text)}:
        if word.lower() in reading.lower():
            _check_reading(reading, word)


def check_size(text: str) -> None:
    """Raise RefusedError for SPARQL text too deeply nested, or with too many operators."""
    depth = chained = 0
    for token in TOKEN.finditer(text):
        if token.lastgroup != "rest":
            continue
        depth += (token[0] in "([{") - (token[0] in ")]}")
        chained += token[0].lower() in _CHAINED
        if depth > _DEEPEST:
            raise RefusedError(
                f"line {_line(text, token)}: brackets more than {_DEEPEST} deep; make it simpler"
            )
        if chained > _MOST_CHAINED:
            raise RefusedError(
                f"line {_line(text, token)}: more than {_MOST_CHAINED:,} operators, OPTIONAL,"
                " UNION and the like; split the query"
            )


def _character(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number <= 0x10FFFF else escape[0]


def _check_reading(text: str, word: str) -> None:
    advice = _ADVICE.format(word=word)
    for token in TOKEN.finditer(text):
        if token.lastgroup == "ambiguous":
            raise RefusedError(
                f"line {_line(text, token)}: {token[0]:.60} can be read in two ways in a query"
                f" with the word {word}. {advice}"
            )
        if token.lastgroup not in _INERT and word.lower() in token[0].lower():
            raise RefusedError(
                f"line {_line(text, token)}: {word} would ask another server. {advice}"
            )


def _line(text: str, token: re.Match[str]) -> int:
    return text.count("\n", 0, token.start()) + 1
