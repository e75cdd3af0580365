"""Formats: one article is the same whichever kind of file it comes from."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from warc_records import record

from polybius.extract.article import Article
from polybius.extract.identity import document_iri
from polybius.extract.reading import Unreadable, read
from polybius.extract.reading.formats import OF_MANY, SUFFIXES

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "Finland invited Estonia to talks on the cable on Monday, its foreign ministry said."
FULL = {
    "text": f"{TEXT}\n\n“{TEXT}”, she said.",
    "title": "Talks",
    "url": "https://w.example/a",
    "published": "2024-05-06",
    "outlet": "Wire",
    "author": "Ann",
    "lang": "en",
    "id": "7",
}
KNOWN_BY = {
    "url": FULL,
    "outlet and id": {name: value for name, value in FULL.items() if name != "url"},
    "text": {name: FULL[name] for name in ("text", "title", "id")},
}
Row = dict[str, str]


def as_csv(row: Row, delimiter: str = ",") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows([row.keys(), row.values()])
    return file.getvalue().encode()


def as_parquet(row: Row) -> bytes:
    pa = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    file = io.BytesIO()
    write_table(pa.table({name: [value] for name, value in row.items()}), file)
    return file.getvalue()


def as_page(row: Row) -> bytes:
    body = "".join(f"<p>{each}</p>" for each in row["text"].split("\n\n"))
    return f"""<html lang="en"><head><title>{row["title"]}</title>
<link rel="canonical" href="{row["url"]}"></head>
<body><article><h1>{row["title"]}</h1>{body}</article></body></html>""".encode()


def as_warc(row: Row) -> bytes:
    return record(row["url"], as_page(row))


def as_jsonl(row: Row) -> bytes:
    return json.dumps(row).encode()


TABLES: dict[str, Callable[[Row], bytes]] = {
    ".jsonl": as_jsonl,
    ".jsonl.gz": lambda row: gzip.compress(as_jsonl(row)),
    ".jsonl.zst": lambda row: zstd.compress(as_jsonl(row)),
    ".csv": as_csv,
    ".tsv": lambda row: as_csv(row, "\t"),
    ".parquet": as_parquet,
}
PAGES: dict[str, Callable[[Row], bytes]] = {
    ".html": as_page,
    ".warc": as_warc,
    ".warc.gz": lambda row: gzip.compress(as_warc(row)),
}


def read_as(folder: Path, suffix: str, data: bytes) -> Article:
    path = folder / f"a{suffix}"
    path.write_bytes(data)
    (article,) = read([str(path)])
    assert isinstance(article, Article)
    return article


def test_every_kind_of_file_is_tried() -> None:
    assert {*TABLES, *PAGES, ".txt", ".htm"} == set(SUFFIXES)
    assert set(OF_MANY) < set(SUFFIXES)


@pytest.mark.parametrize("known_by", KNOWN_BY)
@pytest.mark.parametrize("suffix", TABLES)
def test_a_record_is_the_same_document_in_every_table(
    suffix: str, known_by: str, tmp_path: Path
) -> None:
    row = KNOWN_BY[known_by]
    article = read_as(tmp_path, suffix, TABLES[suffix](row))
    assert {name: getattr(article, name) for name in row} == row
    assert document_iri(article) == document_iri(read_as(tmp_path, ".jsonl", as_jsonl(row)))


@pytest.mark.parametrize("suffix", PAGES)
def test_a_page_is_the_document_of_its_address(suffix: str, tmp_path: Path) -> None:
    article = read_as(tmp_path, suffix, PAGES[suffix](FULL))
    assert (article.text, article.title) == (FULL["text"], FULL["title"])
    assert document_iri(article) == document_iri(read_as(tmp_path, ".jsonl", as_jsonl(FULL)))


@pytest.mark.parametrize(
    "data",
    [as_warc(FULL), gzip.compress(as_warc(FULL)), gzip.compress(as_jsonl(FULL)),
     zstd.compress(as_jsonl(FULL)), gzip.compress(as_page(FULL))],
)  # fmt: skip
def test_standard_input_is_unpacked_and_told_by_its_content(data: bytes) -> None:
    (article,) = read(["-"], stdin=io.BytesIO(data))
    assert isinstance(article, Article)
    assert article.url == FULL["url"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (as_parquet(FULL), "-: Parquet, which is not read from a pipe; give it as a file"),
        (gzip.compress(b"x" * 99)[:-12], "-: broken gzip: it ends before its end"),
        (zstd.compress(b"x" * 99)[:-2], "-: broken Zstandard: "),
    ],
)
def test_what_standard_input_may_not_be(data: bytes, message: str) -> None:
    (item,) = read(["-"], stdin=io.BytesIO(data))
    assert str(item).startswith(message)


def test_a_table_without_texts_in_a_folder_is_told_and_metadata_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv(FULL))
    (tmp_path / "b.csv").write_text("name,type\nx,village\n")
    (tmp_path / "metadata.csv").write_text("file,published\na.csv,2020-01-01\n")
    article, unread = read([str(tmp_path)])
    assert isinstance(article, Article)
    assert article.published == "2024-05-06"
    assert isinstance(unread, Unreadable)
    assert "b.csv:1: no column holds the text among: 'name', 'type'" in str(unread)
