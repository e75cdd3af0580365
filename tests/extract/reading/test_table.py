"""CSV and TSV."""

from __future__ import annotations

import csv
import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.extract.article import Article
from polybius.extract.reading import lines, table
from polybius.extract.reading.table import read_table
from polybius.extract.reading.unreadable import Unreadable


def items(data: str | bytes) -> list[Article | Unreadable]:
    data = data.encode() if isinstance(data, str) else data
    return list(read_table(io.BufferedReader(io.BytesIO(data)), "a.csv"))  # type: ignore[arg-type]


def told(data: str | bytes) -> list[str]:
    """Return what the messages of a table say, and the texts of its articles."""
    return [item.text if isinstance(item, Article) else str(item) for item in items(data)]


def test_every_column_is_read() -> None:
    row = "t,T,https://a.example/1,2024-05-06T07:08,O,A,en,7,x\n"
    (article,) = items("text,title,url,published,outlet,author,lang,id,more\n" + row)
    assert article == Article(
        "t", "7", "T", "2024-05-06T07:08:00", "https://a.example/1", "O", "A", "en",
        source="a.csv:2",
    )  # fmt: skip


CELL = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], include_characters="\t\n"),
    min_size=1,
    max_size=60,
)
CELLS = st.lists(CELL.filter(str.strip), min_size=3, max_size=3)


@given(st.lists(CELLS, min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_cells_come_as_they_were_written(rows: list[list[str]], delimiter: str) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["text", "title", "id"], *rows])
    found = items(file.getvalue())
    assert [[it.text, it.title, it.id] for it in found if isinstance(it, Article)] == rows


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    data = "text;title\r\n“Gespräche” in Genève;é\r\n".encode(encoding)
    (article,) = items(data)
    assert isinstance(article, Article)
    assert (article.text, article.title) == ("“Gespräche” in Genève", "é")


def test_a_line_is_that_on_which_the_row_begins() -> None:
    found = items('id,text\n1,"a\nb"\n\n2,c\n,\n3,"d\n')
    assert [it.source for it in found if isinstance(it, Article)] == ["a.csv:2", "a.csv:5"]
    assert [it.line for it in found if isinstance(it, Unreadable)] == [7]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "a.csv: the file is empty"),
        ("text,title\n\n,\n", "a.csv: a table without rows; leave it out"),
        ("titel,inhalt\na,b\n", "a.csv:1: no column holds the text among: 'titel', 'inhalt';"),
        ("text,text\na,b\n", "a.csv:1: 2 columns may hold the text"),
        ('text,"a\nb,c\n', "a.csv:1: "),
        ("text,title\na\n", "a.csv:2: 1 cells in a table of 2 columns; quote what"),
        ("text,title\na,b,c\n", "a.csv:2: 3 cells in a table of 2 columns"),
        ("text,title\n,b\n", "a.csv:2: no text"),
        ("text,date\na,NaN\n", "a.csv:2: published: 'NaN' is not a date"),
        ('text,title\n"a" b,c\n', "a.csv:2: broken table: ',' expected after '\"'"),
        (b"\x7fELF\0\0", "a.csv:1: a binary file"),
        (b"\xff\xfet\0e\0x\0t\0\n\0\0\xd8a\0", "a.csv:1: the names of the columns are broken: "),
    ],
)
def test_what_is_wrong_is_told(data: str | bytes, message: str) -> None:
    found = told(data)
    assert len(found) == 1
    assert found[0].startswith(message)
    assert "; " in found[0]


def test_the_rows_around_a_bad_one_are_read() -> None:
    found = told('id,text\n1,a\n2\n3,"b" c\n4,d\n5,\udcff\n6,e\n'.encode("utf-8", "replace"))
    assert [found[0], found[3], found[5]] == ["a", "d", "e"]


def test_a_row_larger_than_an_article_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (lines, table):
        monkeypatch.setattr(module, "LIMIT", 100_000)
    long = '"' + "t" * 90_000 + "\n" + "t" * 90_000 + '"'
    found = told(f"text\na\n{long}\n{'x' * 110_000}\nb\n")
    assert [found[0], found[-1]] == ["a", "b"]
    assert found[1].startswith("a.csv:3: the row is larger than")


def test_a_quote_never_closed_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "LIMIT", 100_000)
    file = io.BytesIO(b'text\n"a\n' + b"never closed\n" * 30_000)
    tracemalloc.start()
    bad = sum(isinstance(it, Unreadable) for it in read_table(io.BufferedReader(file), "a.csv"))  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert bad == 1
    assert peak < 1_500_000


def test_a_cell_may_be_as_long_as_an_article() -> None:
    (article,) = items("text\n" + "t" * 1_000_000 + "\n")
    assert isinstance(article, Article)
