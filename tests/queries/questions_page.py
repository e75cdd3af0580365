"""The page of questions, written from their headers: `make questions` puts it in docs/.

The rows it shows are those expected of the fixed graph, a few of each and the first columns.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from fixed_graph import read_expected

from polybius.queries.catalogue import Parameter, Question, catalogue

__all__ = ["PAGE", "questions_page"]

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
MOST_ROWS = 3
MOST_COLUMNS = 7
MOST_CHARACTERS = 60
INTRODUCTION = """# Questions

Written by `make questions` from the files in `queries/`: change those. `polybius ask NAME` asks
one, `polybius questions` lists them, [queries/README.md](../queries/README.md) says how one is
written. The rows are from a small invented graph: the first {rows} of each, and of {columns}
columns. A name may be an alias, or misspelt by a letter; an IRI does as well.

Asked of a million quads in memory (`make bench`), most take less than a second. Those that list
or count events and claims look at every one of them (15,000 events there) and gather who took
part, whatever is filtered out afterwards: they take seconds, as the bench names them, and more
from a disk that is slow. `--limit` shortens their answer, not their work.
"""


def questions_page() -> str:
    """Return the whole page."""
    lines = [INTRODUCTION.format(rows=MOST_ROWS, columns=MOST_COLUMNS)]
    for group, questions in groupby(catalogue().values(), key=lambda question: question.group):
        lines.append(f"## {group.capitalize()}\n")
        for question in questions:
            lines.extend(_question(question))
    return "\n".join(lines).rstrip() + "\n"


def _question(question: Question) -> Iterator[str]:
    yield f"### {question.name}\n\n{question.summary}.\n\nA row is {question.row}.\n"
    if question.params:
        yield "| parameter | type | |\n|---|---|---|"
        yield from (_parameter(parameter) for parameter in question.params)
        yield ""
    expected = read_expected(question.name)
    case = next(case for case in expected["cases"] if case["rows"])
    given = "".join(f" --{name} {shlex.quote(it)}" for name, it in case["parameters"].items())
    yield f"`polybius ask {question.name}{given}`\n"
    yield _row(expected["variables"]) + "\n" + "|---" * _width(expected["variables"]) + "|"
    yield from (_row(row) for row in case["rows"][:MOST_ROWS])
    yield ""


def _parameter(parameter: Parameter) -> str:
    notes = [parameter.help]
    if parameter.required:
        notes.append("required")
    if parameter.options:
        notes.append(f"one of {', '.join(parameter.options)}")
    if parameter.default is not None:
        notes.append(f"{parameter.default} unless given")
    return f"| `--{parameter.name}` | {parameter.type} | {'; '.join(notes)} |"


def _width(row: list[str | None]) -> int:
    return min(len(row), MOST_COLUMNS)


def _row(row: list[str | None]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in row[:MOST_COLUMNS])} |"


def _cell(text: str | None) -> str:
    shown = (text or "").replace("|", "\\|")
    return shown if len(shown) <= MOST_CHARACTERS else f"{shown[: MOST_CHARACTERS - 1]}…"


if __name__ == "__main__":
    PAGE.write_text(questions_page(), encoding="utf-8")
