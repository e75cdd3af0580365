"""The catalogue: one ``.rq`` file a question, its description in ``#+`` comments.

A header is YAML behind ``#+``, as in grlc (https://grlc.io): the file stays valid
SPARQL. A line ``#! values`` marks where the values of parameters are bound,
``#! values actor`` where only those of the ones named are.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from .errors import QuestionError

__all__ = [
    "GROUPS",
    "MARKER",
    "PARAMETER_TYPES",
    "Parameter",
    "Question",
    "catalogue",
    "load_folder",
    "load_question",
    "parse_question",
]

GROUPS = (
    "overview",
    "actors",
    "events",
    "claims",
    "places",
    "time",
    "comments",
    "contrast",
    "provenance",
)
PARAMETER_TYPES = {
    "entity": "a name, an alias or an IRI of an actor or a place",
    "actor": "a name, an alias or an IRI of an actor",
    "place": "a name, an alias or an IRI of a place",
    "event_type": "an event type, as ASSAULT, or a quad class, as MaterialConflict",
    "date": "a date, as 2017-12-27",
    "integer": "a whole number",
    "number": "a number, as 35.95",
    "text": "any text",
    "iri": "an IRI",
}
MARKER = re.compile(r"^[ \t]*#! values((?:[ \t]+\w+)*)[ \t]*\r?$", re.MULTILINE)
_HEADER_LINE = re.compile(r"^#\+ ?(.*?)\r?$", re.MULTILINE)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_MOST_CHARACTERS = 1_000_000
_MOST_HEADER_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question takes: ``name`` is also its SPARQL variable."""

    name: str
    type: str = "text"
    required: bool = False
    default: str | None = None
    help: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A SPARQL query with its description; ``row`` says what one row of the answer is."""

    name: str
    group: str
    summary: str
    params: tuple[Parameter, ...]
    text: str
    path: str = ""
    row: str = ""


@functools.cache
def _catalogue() -> Mapping[str, Question]:
    questions: dict[str, Question] = {}
    for group in GROUPS:
        for file in _rq_files(files(__package__) / group):
            question = _read(file, f"{group}/{file.name}")
            if question.group != group:
                raise QuestionError(
                    f"{question.path}: its group is {question.group!r}, not {group!r}"
                )
            if question.name in questions:
                raise QuestionError(f"{question.path}: a question of that name is there already")
            questions[question.name] = question
    return questions


def catalogue() -> dict[str, Question]:
    """Return the questions by name, group after group.

    >>> catalogue()["what_said"].params[0].required
    True
    """
    return dict(_catalogue())


@functools.cache
def load_folder(name: str) -> Mapping[str, Question]:
    """Return the queries of a folder that are no one's question, by name, sorted.

    ``lookup`` looks names up, ``networks`` gives nodes and edges, ``tables`` flat tables.
    """
    folder = files(__package__) / name
    return {file.name[:-3]: _read(file, f"{name}/{file.name}") for file in _rq_files(folder)}


def load_question(path: Path) -> Question:
    """Read a question from a user's ``.rq`` file, with a header or without.

    Raises QuestionError when the file cannot be read or its header is broken.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_CHARACTERS + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise QuestionError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise QuestionError(f"{path}: is not UTF-8 text (byte {error.start})") from error
    return parse_question(text, path.stem, str(path))


def parse_question(text: str, name: str = "query", path: str = "") -> Question:
    """Read a question from SPARQL text, with a ``#+`` header or without.

    Raises QuestionError when the text is too long or the header is broken.
    """
    where = path or name
    if len(text) > _MOST_CHARACTERS:
        raise QuestionError(f"{where}: longer than {_MOST_CHARACTERS:,} characters")
    header = _read_header(text, where)
    unknown = header.keys() - {"summary", "group", "params", "row"}
    if unknown:
        raise QuestionError(
            f"{where}: the header has {', '.join(sorted(map(str, unknown)))};"
            " known are summary, group, params, row"
        )
    params = tuple(_read_params(header.get("params"), where))
    _check_markers(text, params, where)
    words = {key: _word(header, key, where) for key in ("summary", "group", "row")}
    return Question(
        name, words["group"], words["summary"], params, text, path=path, row=words["row"]
    )


def _rq_files(folder: Traversable) -> list[Traversable]:
    found = [file for file in folder.iterdir() if file.name.endswith(".rq")]
    if not found:
        raise QuestionError(f"{folder}: no questions there; the installation is incomplete")
    return sorted(found, key=lambda file: file.name)


def _read(file: Traversable, path: str) -> Question:
    return parse_question(file.read_text(encoding="utf-8"), file.name[:-3], path)


def _read_header(text: str, where: str) -> dict[str, Any]:
    lines = list(_HEADER_LINE.finditer(text))
    source = "\n".join(line[1] for line in lines)
    if len(source) > _MOST_HEADER_CHARACTERS:
        raise QuestionError(f"{where}: header longer than {_MOST_HEADER_CHARACTERS:,} characters")
    try:
        header = yaml.safe_load(source)
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line if error.problem_mark else 0
        number = text.count("\n", 0, lines[min(row, len(lines) - 1)].start()) + 1
        raise QuestionError(f"{where}, line {number}: broken header: {error.problem}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise QuestionError(f"{where}: broken header: {error}") from error
    if header is None:
        return {}
    if not isinstance(header, dict):
        raise QuestionError(f"{where}: the header must be lines of 'key: value'")
    return header


def _word(header: Mapping[str, Any], key: str, where: str) -> str:
    value = header.get(key, "")
    if not isinstance(value, str):
        raise QuestionError(f"{where}: {key} in the header must be text; put it in quotes")
    return value


def _read_params(params: Any, where: str) -> Iterator[Parameter]:
    if not isinstance(params or [], list):
        raise QuestionError(f"{where}: params in the header must be a list")
    seen: set[str] = set()
    for fields in params or []:
        parameter = _read_parameter(fields, where)
        if parameter.name in seen:
            raise QuestionError(f"{where}: parameter {parameter.name} stands twice in the header")
        seen.add(parameter.name)
        yield parameter


def _read_parameter(fields: Any, where: str) -> Parameter:
    known = Parameter.__dataclass_fields__.keys()
    if not isinstance(fields, dict) or not fields.keys() <= known:
        raise QuestionError(
            f"{where}: a parameter in the header is {fields!r:.80}; it must have only"
            f" {', '.join(known)}"
        )
    name, kind = fields.get("name"), fields.get("type", "text")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise QuestionError(
            f"{where}: {name!r:.80} is no parameter name (lower case, a to z and _)"
        )
    if kind not in PARAMETER_TYPES if isinstance(kind, str) else True:
        raise QuestionError(
            f"{where}: parameter {name} has type {kind!r:.40}; known are"
            f" {', '.join(PARAMETER_TYPES)}"
        )
    options = fields.get("options") or []
    default = fields.get("default")
    if not isinstance(options, list) or not all(isinstance(option, str) for option in options):
        raise QuestionError(f"{where}: the options of parameter {name} must be a list of texts")
    if options and default is not None and default not in options:
        raise QuestionError(f"{where}: parameter {name} has a default that is none of its options")
    return Parameter(
        name,
        kind,
        required=fields.get("required") is True,
        default=None if default is None else str(default),
        help=str(fields.get("help", "")),
        options=tuple(options),
    )


def _check_markers(text: str, params: tuple[Parameter, ...], where: str) -> None:
    """Each parameter must be bound somewhere, or a value given would be ignored."""
    known = {parameter.name for parameter in params}
    bound: set[str] = set()
    for marker in MARKER.finditer(text):
        named = set(marker[1].split())
        if not named <= known:
            missing = ", ".join(sorted(named - known))
            raise QuestionError(f"{where}: '#! values' names {missing}, which is no parameter")
        bound |= named or known
    if bound < known:
        raise QuestionError(
            f"{where}: no line '#! values' binds {', '.join(sorted(known - bound))};"
            " put one where its value is needed"
        )
