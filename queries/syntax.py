"""Syntax: say where SPARQL is broken, so that its author sees it."""

from __future__ import annotations

import re

from pyparsing import ParseException
from rdflib.plugins.sparql import prepareQuery

from .errors import QuestionError

__all__ = ["explain_syntax"]

_PLACE = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
_MOST_CHARACTERS = 20_000
_SHOWN = 100


def explain_syntax(
    where: str, text: str, message: str, *, is_update: bool = False
) -> QuestionError:
    """Return an error that names line and column, shows the line, and points at the place.

    ``message`` is Oxigraph's. It names the last place that any reading got to, often the
    end; rdflib names the first that fits none, so its opinion is asked where it has one
    (of an update it always names the start).
    """
    place = _PLACE.search(message)
    reason = " ".join((place[3] if place else message).split()).removesuffix("'")
    line, column = (int(place[1]), int(place[2])) if place else (0, 0)
    try:
        if len(text) <= _MOST_CHARACTERS and not is_update:
            prepareQuery(text)
    except ParseException as error:
        line, column = error.lineno, error.column
        reason = f"nothing fits what stands here ({error.msg})"
    except RecursionError:
        pass  # too deep for rdflib: Oxigraph's place stays
    except Exception as error:  # noqa: BLE001 - rdflib raises plain Exception, as for a prefix
        return QuestionError(f"{where}: broken SPARQL: {error!s:.200}")
    if not line:
        return QuestionError(f"{where}: broken SPARQL: {reason:.200}")
    shown, caret = _point_at(text, line, column)
    place_named = f"{where}, line {line}, column {column}"
    return QuestionError(f"{place_named}: broken SPARQL: {reason:.120}\n{shown}\n{caret}")


def _point_at(text: str, line: int, column: int) -> tuple[str, str]:
    """Return a line, at most 100 characters about the column, and a caret under it."""
    lines = text.split("\n")
    whole = lines[line - 1] if line <= len(lines) else ""
    start = max(0, column - _SHOWN * 7 // 10)
    shown = "".join(c if c.isprintable() else " " for c in whole[start : start + _SHOWN])
    return shown, " " * (column - 1 - start) + "^"
