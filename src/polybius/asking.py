"""Asking: which question is meant, with which parameters, of which store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from polybius.graphs.store import open_store
from polybius.queries import ask as asked
from polybius.queries.answer import Answer
from polybius.queries.catalogue import Question, catalogue, load_question, parse_question
from polybius.queries.errors import ParameterError, QuestionError
from polybius.queries.names import nearest_names

__all__ = ["ask", "find_question", "parse_parameters"]

STANDARD_INPUT = "-"
_MOST_BYTES = 4_000_000  # of SPARQL: no question comes near it


def find_question(name: str, stdin: BinaryIO) -> Question:
    """Return the question that is meant: of the catalogue, a file, or SPARQL on ``stdin`` ("-").

    Raises QuestionError when there is none, with the names that are nearest.
    """
    if name == STANDARD_INPUT:
        return parse_question(_read(stdin), "standard input")
    if name in catalogue():
        return catalogue()[name]
    if Path(name).suffix == ".rq" or Path(name).is_file():
        return load_question(Path(name))
    near = nearest_names(name, catalogue())
    meant = f"did you mean {', '.join(near)}? " if near else ""
    raise QuestionError(
        f"no question {name!r:.100}; {meant}polybius questions lists them;"
        " a .rq file, or - for SPARQL on standard input, will do too"
    )


def _read(stdin: BinaryIO) -> str:
    try:
        return stdin.read(_MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1:,}"
        raise QuestionError(f"standard input: is not UTF-8 text ({where})") from error


def parse_parameters(words: Sequence[str], question: Question) -> dict[str, str]:
    """Return what ``--name value`` and ``--name=value`` give.

    Raises ParameterError for what is no such pair, or given twice.
    """
    found: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, given, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not (given or rest):
            allowed = ", ".join(f"--{p.name}" for p in question.params) or "none"
            raise ParameterError(f"{word!r} is no parameter with a value; allowed: {allowed}")
        name = name.replace("-", "_")
        if name in found:
            raise ParameterError(f"--{name} is given twice")
        found[name] = value if given else rest.pop(0)
    return found


def ask(
    question: Question,
    parameters: Mapping[str, str],
    *,
    store: Path,
    endpoint: str | None = None,
    limit: int | None = None,
    timeout: float | None = None,
) -> Answer:
    """Ask the store in a folder, or an endpoint instead; raises StoreError and QueryError."""
    if endpoint:
        return asked.ask_endpoint(
            endpoint, question, parameters, limit=limit, timeout=timeout or 60
        )
    database = open_store(store, read_only=True)
    return asked.ask(database, question, parameters, limit=limit, timeout=timeout)
