"""Formats: an answer as a table for people, or in the W3C's result formats for programs.

CSV and TSV follow "SPARQL 1.1 Query Results CSV and TSV Formats", JSON and XML the
results formats of the same names. A graph (CONSTRUCT, DESCRIBE) is Turtle where a
table or Turtle is asked for, and three columns in the others.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import shutil
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from polybius.ontology import terms

from .answer import Answer, Term

__all__ = ["FORMATS", "to_csv", "to_json", "to_table", "to_tsv", "to_turtle", "to_xml", "write"]

_PLAIN_WIDTH = 120  # where there is no terminal to fit
_GAP = 2
_LEAST_COLUMNS = 3  # with fewer, a row is better read as a list
_LEAST_COLUMN = 10
_LEAST_TEXT = 24  # for what is too long for four narrow lines
_MOST_TEXT = 200  # what is longer asks for no more room than this
_LONGEST_WORD = 20  # a longer one may be folded: a date with its time is not
_MOST_LINES = 4
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_SEEN_THROUGH = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_IN_XML = {0x9, 0xA, 0xD}


def write(answer: Answer, format: str, file: TextIO) -> None:
    """Write an answer to a text file, in one of `FORMATS`.

    A table fits the terminal that ``file`` is, or is plain text of 120 columns.
    Raises ValueError for an unknown format, or Turtle for what is no graph.
    """
    if format not in FORMATS:
        raise ValueError(f"no format {format!r:.40}; there are {', '.join(FORMATS)}")
    if format == "table":
        width = shutil.get_terminal_size().columns if file.isatty() else _PLAIN_WIDTH
        file.write(to_table(answer, width, is_terminal=file.isatty()))
    else:
        file.write(FORMATS[format](answer))


def to_csv(answer: Answer) -> str:
    """Return CSV: values alone, without their types; CRLF ends a line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(answer.variables)
    if len(answer.variables) == 1:
        # The csv module quotes a lone empty field; the W3C's format leaves the line empty.
        for (term,) in answer.rows:
            writer.writerow([] if _plain(term) == "" else [_plain(term)])
    else:
        writer.writerows([_plain(term) for term in row] for row in answer.rows)
    return out.getvalue()


def to_tsv(answer: Answer) -> str:
    """Return TSV: terms as Turtle writes them, types and languages included."""
    lines = ["\t".join(f"?{variable}" for variable in answer.variables)]
    lines += ["\t".join(_turtle(term) for term in row) for row in answer.rows]
    return "".join(f"{line}\n" for line in lines)


def to_json(answer: Answer) -> str:
    """Return SPARQL results in JSON."""
    if answer.kind == "boolean":
        return json.dumps({"head": {}, "boolean": is_true(answer)}) + "\n"
    bindings = [
        {
            name: _to_object(term)
            for name, term in zip(answer.variables, row, strict=True)
            if term is not None
        }
        for row in answer.rows
    ]
    results = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    return json.dumps(results, ensure_ascii=False) + "\n"


def to_xml(answer: Answer) -> str:
    """Return SPARQL results in XML; characters that XML cannot hold become U+FFFD."""
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in answer.variables)
    if answer.kind == "boolean":
        body = f"<boolean>{str(is_true(answer)).lower()}</boolean>"
        head = ""
    else:
        rows = "".join(
            f"\n<result>{_xml_row(answer.variables, row)}</result>" for row in answer.rows
        )
        body = f"<results>{rows}\n</results>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
        f"<head>{head}</head>\n{body}\n</sparql>\n"
    )


def to_turtle(answer: Answer) -> str:
    """Return a graph as Turtle; raises ValueError when the answer is none."""
    if answer.kind != "triples":
        raise ValueError("only the answer to CONSTRUCT or DESCRIBE is a graph; choose table or csv")
    triples = [ox.Triple(*row) for row in answer.rows]  # type: ignore[arg-type]
    triples.sort(key=str)
    out = io.BytesIO()
    ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=dict(terms.PREFIXES))
    return out.getvalue().decode("utf-8")


def to_table(answer: Answer, width: int = _PLAIN_WIDTH, *, is_terminal: bool = False) -> str:
    """Return a table ``width`` columns wide, for people.

    Columns without any value are left out. Where the others do not fit unfolded,
    those that hold IRIs alone are left out too, then columns from the right until
    each can be read, and named below; a cell has four lines at most, and ends in
    an ellipsis where it had more. Where not even three columns fit, a row becomes
    a list of its values, whole, IRIs included. Control characters are shown as
    escapes, so that no text drives the terminal, and line breaks as spaces.
    """
    if answer.kind == "triples":
        return "".join(c if c == "\n" else visible(c) for c in to_turtle(answer))
    if not answer.rows:
        return "(no rows)\n"
    columns = _columns(answer)
    shown = _fitting(columns, width)
    left_out = [column.name for column in columns[len(shown) :]] if shown else []
    console = _console(width, is_terminal)
    with console.capture() as capture:
        is_shortened = bool(shown) and _print_table(console, shown, width)
        if not shown:
            _print_records(console, columns, len(answer.rows))
        console.print(Text(_note(answer, left_out, is_shortened)))
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def visible(text: str) -> str:
    """Return text with control, format and unassigned characters written as escapes.

    >>> visible("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    return "".join(
        c.encode("unicode_escape").decode() if unicodedata.category(c) in _SEEN_THROUGH else c
        for c in text
    )


def is_true(answer: Answer) -> bool:
    """Return what an ASK query was answered."""
    return _plain(answer.rows[0][0]) == "true"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a table; widths in terminal cells."""

    name: str
    cells: list[str]
    is_iri: bool  # nothing but IRIs
    natural: int  # the width at which nothing is folded
    least: int  # the width below which nobody wants to read it


def _columns(answer: Answer) -> list[_Column]:
    columns = []
    for index, name in enumerate(answer.variables):
        values = [row[index] for row in answer.rows]
        if any(value is not None for value in values):
            is_iri = all(isinstance(value, ox.NamedNode | None) for value in values)
            cells = [visible(" ".join(_plain(value).split())) for value in values]
            columns.append(_column(name, cells, is_iri))
    return columns


def _column(name: str, cells: list[str], is_iri: bool) -> _Column:
    widest = max(map(cell_len, cells))
    # In one line fewer than there may be: lines end with words, and so are never full.
    folded = max(min(widest // (_MOST_LINES - 1), _LEAST_TEXT), _LEAST_COLUMN)
    in_cells = max((cell_len(word) for cell in cells for word in cell.split()), default=0)
    in_heading = max(map(cell_len, name.split("_")))
    least = max(min(widest, folded), min(in_cells, _LONGEST_WORD), in_heading)
    return _Column(name, cells, is_iri, max(widest, cell_len(name)), least)


def _fitting(columns: list[_Column], width: int) -> list[_Column]:
    """Return the columns, from the left, that have room; none where too few have."""
    if sum(column.natural + _GAP for column in columns) <= width:
        return columns
    left = list(itertools.takewhile(lambda column: not column.is_iri, columns))
    while sum(column.least + _GAP for column in left) > width:
        left.pop()
    return left if len(left) >= min(_LEAST_COLUMNS, len(columns)) else []


def _widths(columns: list[_Column], width: int) -> list[int]:
    """Share the width out: no column below its least, the others folded alike."""

    def share(percent: int) -> list[int]:
        wanted = (min(column.natural, _MOST_TEXT) * percent // 100 for column in columns)
        return [
            min(column.natural, max(column.least, want))
            for column, want in zip(columns, wanted, strict=True)
        ]

    room = width - _GAP * len(columns)
    if sum(column.natural for column in columns) <= room:
        return [column.natural for column in columns]
    return share(bisect_right(range(1, 101), room, key=lambda percent: sum(share(percent))))


def _print_table(console: Console, columns: list[_Column], width: int) -> bool:
    """Print a table, and return whether any of its texts had to be shortened."""
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold")
    folded: list[list[Text]] = []
    is_shortened = False
    for column, room in zip(columns, _widths(columns, width), strict=True):
        table.add_column(Text(column.name.replace("_", " ")), width=room, overflow="fold")
        texts = [_fold(console, cell, room) for cell in column.cells]
        is_shortened |= any(is_short for _, is_short in texts)
        folded.append([text for text, _ in texts])
    rows = list(zip(*folded, strict=True))
    heights = [max(text.plain.count("\n") + 1 for text in row) for row in rows]
    is_spaced = sum(heights) >= 2 * len(rows)
    for number, row in enumerate(rows):
        if is_spaced and number:
            table.add_row()
        table.add_row(*row)
    console.print(table)
    return is_shortened


def _fold(console: Console, cell: str, width: int) -> tuple[Text, bool]:
    """Return a cell in lines, four at most, and whether it had more."""
    most = width * _MOST_LINES
    lines = list(Text(cell[: most + 1]).wrap(console, width, overflow="fold"))
    is_short = len(lines) > _MOST_LINES or len(cell) > most
    if is_short:
        lines = lines[:_MOST_LINES]
        lines[-1].truncate(width - 1)
        lines[-1].rstrip()
        lines[-1].append("…")
    return Text("\n").join(lines), is_short


def _print_records(console: Console, columns: list[_Column], number: int) -> None:
    for index in range(number):
        grid = Table.grid(padding=(0, _GAP, 0, 0))
        grid.add_column(no_wrap=True, style="bold")
        grid.add_column(overflow="fold")
        for column in columns:
            if column.cells[index]:
                grid.add_row(Text(column.name.replace("_", " ")), Text(column.cells[index]))
        console.print(grid)
        console.print()


def _note(answer: Answer, left_out: list[str], is_shortened: bool) -> str:
    number = len(answer.rows)
    note = f"({number} row{'s' if number != 1 else ''}"
    note += ", and more: cut at the limit" if answer.is_cut else ""
    missing = [f"no room for {', '.join(left_out)}"] if left_out else []
    missing += ["long texts are cut"] if is_shortened else []
    if missing:
        note += f"; {'; '.join(missing)}: other formats have them"
    return f"{note})"


def _console(width: int, is_terminal: bool) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=is_terminal,
        no_color=True,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return str(term)


def _turtle(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term).replace("\t", "\\t")


def _to_object(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _to_object(p) for name, p in parts.items()}}
    found: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        found["datatype"] = term.datatype.value
    return found


def _xml_row(variables: tuple[str, ...], row: tuple[Term | None, ...]) -> str:
    return "".join(
        f"<binding name={quoteattr(name)}>{_to_element(term)}</binding>"
        for name, term in zip(variables, row, strict=True)
        if term is not None
    )


def _to_element(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        inner = "".join(f"<{name}>{_to_element(part)}</{name}>" for name, part in parts)
        return f"<triple>{inner}</triple>"
    kind = f" datatype={quoteattr(term.datatype.value)}"
    if term.language:
        kind = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype.value == _STRING:
        kind = ""
    return f"<literal{kind}>{escape(_xml_text(term.value), {chr(13): '&#13;'})}</literal>"


def _xml_text(text: str) -> str:
    return "".join(
        c if ord(c) in _IN_XML or 0x20 <= ord(c) <= 0xFFFD or ord(c) >= 0x10000 else "\ufffd"
        for c in text
    )


FORMATS: Mapping[str, Callable[[Answer], str]] = {
    "table": to_table,
    "csv": to_csv,
    "tsv": to_tsv,
    "json": to_json,
    "xml": to_xml,
    "turtle": to_turtle,
}
