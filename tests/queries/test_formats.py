import csv
import io
import json
import os
import re
import time
import unicodedata
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from polybius.queries.answer import Answer, Term, read_answer
from polybius.queries.formats import (
    FORMATS,
    to_csv,
    to_json,
    to_table,
    to_tsv,
    to_xml,
    visible,
    write,
)

ACTOR = ox.NamedNode("https://w3id.org/polybius#actor")
XSD = "http://www.w3.org/2001/XMLSchema#"
TERMS: tuple[Term | None, ...] = (
    ox.NamedNode("https://e.org/a?b=1&c='2'"),
    ox.BlankNode("b0"),
    ox.Literal('say "hi", <b>\tthere</b>\r\nyou'),
    ox.Literal("colour", language="en-gb"),
    ox.Literal("2017-12-27", datatype=ox.NamedNode(f"{XSD}date")),
    ox.Literal(-3),
    ox.Literal(True),
    ox.Literal(""),
    None,
)
ANSWER = Answer("rows", ("x", "n"), tuple((term, ox.Literal(n)) for n, term in enumerate(TERMS)))
TRUE = Answer("boolean", ("answer",), ((ox.Literal(True),),))
TRIPLES = Answer(
    "triples",
    ("subject", "predicate", "object"),
    (
        (ox.NamedNode("urn:x:b"), ox.NamedNode("https://w3id.org/polybius#actor"), ox.Literal("2")),
        (
            ox.NamedNode("urn:x:a"),
            ox.NamedNode("https://w3id.org/polybius#actor"),
            ox.Literal("\x1b"),
        ),
    ),
)
READERS = [
    (to_json, ox.QueryResultsFormat.JSON),
    (to_xml, ox.QueryResultsFormat.XML),
    (to_tsv, ox.QueryResultsFormat.TSV),
]


def read_back(text: str, format: ox.QueryResultsFormat) -> Answer:
    return read_answer(ox.parse_query_results(text.encode(), format=format))


@pytest.mark.parametrize(("writer", "format"), READERS)
def test_oxigraph_reads_back_what_is_written(writer, format) -> None:  # type: ignore[no-untyped-def]
    found = read_back(writer(ANSWER), format)
    assert found.variables == ANSWER.variables
    blank = found.rows[1][0]
    assert isinstance(blank, ox.BlankNode)
    assert [row for row in found.rows if row[0] != blank] == [
        row for row in ANSWER.rows if not isinstance(row[0], ox.BlankNode)
    ]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_survives_json_tsv_and_csv(text: str) -> None:
    answer = Answer("rows", ("x", "y"), ((ox.Literal(text), ox.Literal("")),))
    assert read_back(to_json(answer), ox.QueryResultsFormat.JSON).rows == answer.rows
    assert read_back(to_tsv(answer), ox.QueryResultsFormat.TSV).rows == answer.rows
    assert list(csv.reader(io.StringIO(to_csv(answer), newline=""))) == [["x", "y"], [text, ""]]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_xml_is_always_well_formed(text: str) -> None:
    answer = Answer("rows", ("x",), ((ox.Literal(text),),))
    root = etree.fromstring(to_xml(answer).encode())
    (found,) = root.iter("{http://www.w3.org/2005/sparql-results#}literal")
    unfit = {c for c in text if (ord(c) < 32 and c not in "\t\n\r") or c in "\ufffe\uffff"}
    assert (found.text or "") == "".join("\ufffd" if c in unfit else c for c in text)


def test_csv_is_as_the_w3c_has_it() -> None:
    lines = to_csv(ANSWER).split("\r\n")
    assert lines[:3] == ["x,n", "https://e.org/a?b=1&c='2',0", "_:b0,1"]
    assert to_csv(ANSWER).startswith("x,n\r\n")
    assert '"say ""hi"", <b>\tthere</b>\r\nyou",2\r\n' in to_csv(ANSWER)
    assert to_csv(Answer("rows", ("x",), ((None,), (ox.Literal("a"),)))) == "x\r\n\r\na\r\n"


def test_an_ask_answer_in_each_format() -> None:
    assert json.loads(to_json(TRUE)) == {"head": {}, "boolean": True}
    assert "<head></head>\n<boolean>true</boolean>" in to_xml(TRUE)
    assert to_csv(TRUE) == "answer\r\ntrue\r\n"
    assert "true" in to_table(TRUE)


def test_a_graph_is_turtle_in_one_order() -> None:
    out = io.StringIO()
    write(TRIPLES, "turtle", out)
    assert "pb:actor" in out.getvalue()
    assert out.getvalue().index("urn:x:a") < out.getvalue().index("urn:x:b")
    parsed = {quad.triple for quad in ox.parse(out.getvalue(), format=ox.RdfFormat.TURTLE)}
    assert parsed == {ox.Triple(*row) for row in TRIPLES.rows}  # type: ignore[arg-type]
    assert "\x1b" not in to_table(TRIPLES)
    assert len(to_csv(TRIPLES).splitlines()) == 3
    with pytest.raises(ValueError, match="only the answer to CONSTRUCT"):
        write(ANSWER, "turtle", out)


def test_an_unknown_format_is_a_clear_error() -> None:
    with pytest.raises(ValueError, match="there are table, csv, tsv, json, xml, turtle"):
        write(ANSWER, "yaml", io.StringIO())


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"turtle"}))
def test_every_format_writes_no_rows_too(format: str) -> None:
    out = io.StringIO()
    write(Answer("rows", ("x",), ()), format, out)
    assert out.getvalue()


def wide(columns: int) -> Answer:
    names = tuple(f"column_{n}" for n in range(columns))
    row = (*(ox.Literal(f"some words in{n}") for n in range(columns)), ox.NamedNode("urn:x:y"))
    return Answer("rows", (*names, "iri"), (row, row))


def with_sentence(words: int) -> Answer:
    sentence = " ".join(f"word{n}" for n in range(words))
    row = tuple(map(ox.Literal, ("2017-12-27", "Russia", "Assault", sentence, "a b c")))
    return Answer("rows", ("begin", "actor_name", "type", "sentence", "article"), (row,))


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("columns", [1, 3, 8, 20])
def test_a_table_fits_its_width_and_names_what_it_leaves_out(width: int, columns: int) -> None:
    table = to_table(wide(columns), width)
    assert max(map(len, table.splitlines())) <= width
    rows, _, footer = table.rpartition("(2 rows")
    for number in range(columns):
        is_left_out = bool(re.search(rf"column_{number}\b", footer))
        assert len(re.findall(rf"\bin{number}\b", rows)) == (0 if is_left_out else 2)
    assert ("urn:x:y" in rows) != ("iri" in footer)


def test_columns_are_dropped_from_the_right_and_rows_listed_where_not_even_three_fit() -> None:
    lines = to_table(wide(4), 70).splitlines()
    assert lines[-1] == "(2 rows; no room for iri: other formats have them)"
    lines = to_table(wide(8), 60).splitlines()
    assert re.findall(r"column \d", lines[0]) == [f"column {n}" for n in range(5)]
    assert "no room for column_5, column_6, column_7, iri:" in lines[-2]
    record = to_table(wide(8), 30).splitlines()
    assert record[:2] == ["column 0  some words in0", "column 1  some words in1"]
    assert record[8] == "iri       urn:x:y"
    assert record[-1] == "(2 rows)"


@pytest.mark.parametrize("width", [50, 60, 70, 79])
def test_a_column_is_as_wide_as_it_must_be_or_left_out(width: int) -> None:
    table = to_table(with_sentence(14), width)
    assert "\n2017-12-27  Russia " in table
    shown = "word0" in table
    assert shown == (width >= 60)
    assert ("no room for sentence, article" in table) != shown


def test_a_long_text_has_four_lines_and_an_ellipsis() -> None:
    table = to_table(with_sentence(60), 80)
    *lines, footer = table.splitlines()
    assert footer.endswith("long texts are cut: other formats have them)")
    assert len([line for line in lines if "word" in line]) == 4
    assert lines[-1].endswith("…")
    assert "word59" not in table
    assert "word59" in to_csv(with_sentence(60))
    assert "…" not in to_table(with_sentence(8), 80)


def test_rows_of_several_lines_stand_apart() -> None:
    row = tuple(map(ox.Literal, ("a", "b", "word " * 40)))
    assert "" in to_table(Answer("rows", ("x", "y", "z"), (row, row)), 80).splitlines()
    row = tuple(map(ox.Literal, ("a", "b", "word")))
    assert "" not in to_table(Answer("rows", ("x", "y", "z"), (row, row)), 80).splitlines()


def test_a_huge_text_takes_no_time() -> None:
    row = tuple(map(ox.Literal, ("a", "b", "word " * 200_000, "x" * 1_000_000)))
    start = time.perf_counter()
    table = to_table(Answer("rows", ("x", "y", "z", "w"), (row, row)), 80)
    assert time.perf_counter() - start < 5
    assert len(table.splitlines()) < 15


def test_a_table_leaves_out_empty_columns_and_says_when_it_is_cut() -> None:
    answer = Answer("rows", ("full", "hollow"), ((ox.Literal("a"), None),), is_cut=True)
    assert to_table(answer) == "full\na\n(1 row, and more: cut at the limit)\n"
    assert to_table(Answer("rows", ("x",), ())) == "(no rows)\n"


HOSTILE = [
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "[bold]x[/bold]",
    ":smile:",
    "a\nb",
    "\u202egnp.exe",
    "\x9b2J",
]


@pytest.mark.parametrize("is_terminal", [True, False])
@pytest.mark.parametrize("width", [12, 120])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_drives_the_terminal(text: str, width: int, is_terminal: bool) -> None:
    answer = Answer("rows", ("a", "b_c"), ((ox.Literal(text), ox.Literal("word " * 9)),) * 2)
    table = re.sub(r"\x1b\[[01]m", "", to_table(answer, width, is_terminal=is_terminal))
    kinds = {unicodedata.category(c) for c in table.replace("\n", "")}
    assert kinds.isdisjoint({"Cc", "Cf"})
    if width == 120:
        assert table.count(visible(text.replace("\n", " "))) == 2


def test_a_terminal_gets_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setenv("LINES", "24")
    terminal, pipe = Terminal(), io.StringIO()
    write(wide(2), "table", terminal)
    write(wide(2), "table", pipe)
    assert "\x1b[1m" in terminal.getvalue()
    assert "\x1b" not in pipe.getvalue()
    assert "no room for iri" not in pipe.getvalue()


def w3c_folder() -> Path:
    default = Path(__file__).parents[3] / "shared"
    return Path(os.environ.get("POLYBIUS_DATA", default)) / "w3c" / "csv-tsv-res"


@pytest.mark.skipif(not w3c_folder().is_dir(), reason="no W3C tests in POLYBIUS_DATA")
@pytest.mark.parametrize(
    ("data", "results"),
    [("data.ttl", "csvtsv01"), ("data.ttl", "csvtsv02"), ("data2.ttl", "csvtsv03")],
)
def test_the_w3c_results_come_out_as_published(data: str, results: str) -> None:
    folder = w3c_folder()
    quads = list(ox.parse(path=folder / data, format=ox.RdfFormat.TURTLE))
    # As parsed, for a store would write 1.0E6 as 1000000; the first and third ask for all.
    rows = tuple((quad.subject, quad.predicate, quad.object) for quad in quads)
    answer = Answer("rows", ("s", "p", "o"), rows)
    if results == "csvtsv02":
        store = ox.Store()
        store.extend(quads)
        answer = read_answer(store.query((folder / "csvtsv02.rq").read_text()))
    assert by_column(to_csv(answer)) == by_column((folder / f"{results}.csv").read_text())
    found = read_back(to_tsv(answer), ox.QueryResultsFormat.TSV)
    expected = read_back((folder / f"{results}.tsv").read_text(), ox.QueryResultsFormat.TSV)
    assert by_column(to_csv(found).lower()) == by_column(to_csv(expected).lower())


def by_column(text: str) -> list[list[tuple[str, str]]]:
    """Return rows without the order of columns, and blank nodes without their labels."""
    rows = csv.DictReader(io.StringIO(re.sub(r"_:\w+", "_:", text), newline=""))
    found = sorted(sorted(row.items()) for row in rows)
    assert len(found) > 5
    return found
