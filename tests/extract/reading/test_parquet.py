"""Parquet."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import pytest

from polybius.extract.article import Article
from polybius.extract.reading import packed
from polybius.extract.reading.parquet import read_parquet
from polybius.extract.reading.unreadable import Unreadable

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def items(path: Path) -> list[Article | Unreadable]:
    with path.open("rb") as file:
        return list(read_parquet(file, "a.parquet"))


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Write a table and read it."""

    def run(columns: Any, **options: Any) -> list[Article | Unreadable]:
        table = columns if isinstance(columns, pa.Table) else pa.table(columns)
        pq.write_table(table, tmp_path / "a.parquet", **options)
        return items(tmp_path / "a.parquet")

    return run


def test_every_column_is_read(read: Any) -> None:
    row = ("t\n", "T", "https://a.example/1", "2024-05-06", "O", "A", "en", "7", 1.5)
    names = ("text", "title", "url", "published", "outlet", "author", "lang", "id", "more")
    (article,) = read({name: [value] for name, value in zip(names, row, strict=True)})
    assert article == Article(
        "t\n", "7", "T", "2024-05-06", "https://a.example/1", "O", "A", "en", source="a.parquet:1"
    )


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.binary(), pa.large_binary(),
     pa.dictionary(pa.int32(), pa.string())],
)  # fmt: skip
def test_every_kind_of_string_is_text(read: Any, kind: Any) -> None:
    values = pa.array(["“Zoë”", "b", "b"]).cast(kind)
    assert [it.text for it in read({"body": values})] == ["“Zoë”", "b", "b"]


MOMENT = dt.datetime(2024, 5, 6, 7, 8, 9, 123456)
DAY = dt.datetime(2024, 5, 6)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pa.array([MOMENT], pa.timestamp("ns")), "2024-05-06T07:08:09"),
        (pa.array([MOMENT], pa.timestamp("us", "Europe/Paris")), "2024-05-06T07:08:09Z"),
        (pa.array([DAY], pa.timestamp("ms")), "2024-05-06"),
        (pa.array([DAY], pa.timestamp("ms", "No/Where")), "2024-05-06T00:00:00Z"),
        (pa.array([DAY.date()], pa.date32()), "2024-05-06"),
        (pa.array([DAY.date()], pa.date64()), "2024-05-06"),
        (pa.array([None], pa.timestamp("us")), None),
        (pa.array([None], pa.date32()), None),
        (pa.array([float("nan")]), None),
        (pa.array([None], pa.null()), None),
        (pa.array([" "]), None),
    ],
)
def test_dates(read: Any, values: Any, expected: str | None) -> None:
    (article,) = read({"text": ["t"], "date": values})
    assert article.published == expected


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"titel": ["a"]}, "a.parquet: no column holds the text among: 'titel'"),
        ({"text": ["a"], "link": ["b"], "uri": ["c"]}, "2 columns may hold the url"),
        ({"text": [["a"]]}, "the column of the text holds list<element: string>, not strings"),
        ({"text": [{"a": "b"}]}, "the column of the text holds struct<a: string>"),
        ({"text": [1]}, "the column of the text holds int64"),
        ({"text": ["a"], "title": [True]}, "the column of the title holds bool"),
        ({"text": [None]}, "a.parquet:1: no text"),
        ({"text": [2.5]}, "a.parquet:1: text is a number, not a string"),
        ({"text": ["a"], "date": ["May"]}, "a.parquet:1: published: 'May' is not a date"),
        ({"text": pa.array([b"\xff"])}, "a.parquet:1: a value that cannot be read"),
        (
            {"text": ["a"], "date": pa.array([2**60], pa.timestamp("ms"))},
            "a.parquet:1: a value that cannot be read",
        ),
    ],
)
def test_what_is_wrong_is_told(read: Any, columns: Any, message: str) -> None:
    (item,) = read(columns)
    assert isinstance(item, Unreadable)
    assert message in str(item)


def test_two_columns_of_one_name(read: Any) -> None:
    (item,) = read(pa.table([["a"], ["b"]], names=["text", "text"]))
    assert "2 columns may hold the text" in str(item)


def test_integers_are_ids(read: Any) -> None:
    assert [it.id for it in read({"text": ["a", "b"], "id": [7, None]})] == ["7", None]


def test_rows_are_numbered_across_groups_and_read_around_a_broken_one(
    read: Any, tmp_path: Path
) -> None:
    texts = [f"text {n} " + "x" * 50 for n in range(9)]
    options: Any = {"row_group_size": 3, "compression": "none", "use_dictionary": False}
    found = read({"text": texts}, write_page_checksum=True, **options)
    assert [it.source for it in found] == [f"a.parquet:{n}" for n in range(1, 10)]
    path = tmp_path / "a.parquet"
    path.write_bytes(path.read_bytes().replace(b"text 4 x", b"text 4 y"))
    found = items(path)
    assert [it.text[:6] for it in found if isinstance(it, Article)] == [
        f"text {n}" for n in (0, 1, 2, 6, 7, 8)
    ]
    (told,) = (it for it in found if isinstance(it, Unreadable))
    assert str(told).startswith("a.parquet:4: the rows from here to 6 are broken: ")


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + b"\xff" * 100 + b"PAR1"])
def test_no_parquet(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    (item,) = items(path)
    assert "a.parquet: broken Parquet: " in str(item)


def test_more_rows_than_bytes_are_a_trap(read: Any) -> None:
    (item,) = read({"text": pa.nulls(1_000_000, pa.string())})
    assert "1,000,000 rows in a file of" in str(item)


def test_a_value_repeated_without_end_is_a_trap(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_EXPANSION_FREE", 1_000_000)
    value = "".join(chr(0x4E00 + n) for n in range(2_000))
    *articles, last = read({"text": [value] * 5_000})
    assert "expands more than 200 times" in str(last)
    assert len(articles) < 5_000
    (only,) = read({"text": ["a" * 3_000_000]}, compression="zstd")
    assert "expands more than 200 times" in str(only)


def test_without_pyarrow_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    (item,) = items(tmp_path / "a.parquet")
    assert str(item) == (
        "a.parquet: reading Parquet needs pyarrow; install it: pip install 'polybius[parquet]'"
    )
