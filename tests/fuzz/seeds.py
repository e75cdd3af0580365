"""Seeds: small valid files of each kind that is read, and files made to do harm."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import zlib
from collections.abc import Callable, Sequence

from running import SAMPLES
from warc_records import HTML, record

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["SEEDS", "TEXTS", "bomb"]

TEXT = "Finland invited Estonia to talks on the cable on Monday, its foreign ministry said. "
RECORD = {
    "id": "7",
    "text": TEXT * 2,
    "title": "Talks “Offered”",
    "url": "https://w.example/a",
    "published": "2024-05-06T07:08:09Z",
    "outlet": "Wire",
    "author": "Ann",
    "lang": "en",
}
THREAD = {"comments": [{"text": "No.", "author": "B", "replies": [{"text": "Yes.", "id": "2"}]}]}
_PASSWORDS = "file:///etc/passwd"
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE html [<!ENTITY l0 "ha">{_LAUGHS}]><html><body><p>&l9; {TEXT}</p></body></html>'
OUTSIDE = f"""<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "../outside.txt">
<!ENTITY y SYSTEM "{_PASSWORDS}"><!ENTITY % z SYSTEM "http://127.0.0.1:9/z.dtd"> %z;]>
<html xmlns:xi="http://www.w3.org/2001/XInclude"><head><link rel="stylesheet"
href="../outside.txt"><base href="file:///"></head>
<body><article><h1>Talks</h1><p>&x; &y; {TEXT}</p>
<xi:include href="../outside.txt" parse="text"/><iframe src="../outside.txt"></iframe>
<img src="http://127.0.0.1:9/a.png"></article></body></html>"""
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Talks | Wire</title>
<meta property="article:published_time" content="2024-01-01T08:00:00Z">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2024-05-06",
"publisher": {{"name": "Wire"}}}}</script><link rel="canonical" href="https://w.example/a"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Talks</h1><p>{TEXT * 2}</p><p>“{TEXT}”</p>
</article><div class="comments"><div class="comment"><p class="author">Anna</p><p>First.</p>
<div class="comment"><p class="author">Ben</p><p>No.</p></div></div></div></body></html>"""
PLAIN = f"""Talks Offered

Photo: Ann

By Jane Doe

{TEXT * 2}

• Anna

  First comment.

  • Ben 2

    His answer to Anna.
"""

_WIRE = (SAMPLES / "wire.jsonl").read_text(encoding="utf-8")
TEXTS = (
    PLAIN,
    *((SAMPLES / name).read_text(encoding="utf-8")[:3_000] for name in ("lake-chad.txt",)),
    *(json.loads(line)["text"] for line in _WIRE.splitlines()),
)


def _csv(delimiter: str) -> bytes:
    file = io.StringIO(newline="")
    rows = [RECORD.keys(), RECORD.values(), [*RECORD.values()][:3], [f'"{TEXT}"\n'] * 8]
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode()


def _jsonl() -> bytes:
    records = (RECORD, RECORD | THREAD | {"id": "8", "url": None}, {"id": "9", "text": "\x00"})
    return "".join(json.dumps(each) + "\n" for each in records).encode()


def _warc() -> list[bytes]:
    page, packed = PAGE.encode(), gzip.compress(PAGE.encode())
    return [
        record(body=page) + record("https://w.example/b", page, kind="request"),
        record(body=packed, http=(*HTML, "Content-Encoding: gzip")) + record(body=page),
        record(body=b"5\r\n<p>ab\r\n0\r\n\r\n", http=(*HTML, "Transfer-Encoding: chunked")),
        record(body=zlib.compress(page), http=(*HTML, "Content-Encoding: deflate")),
        record(body=zstd.compress(page), http=(*HTML, "Content-Encoding: zstd")),
        record(body=page, length=10**12) + record(body=page, length=3) + record(body=page),
        record(body=OUTSIDE.encode()) + record(body=LAUGHS.encode()),
    ]


def _parquet() -> list[bytes]:
    try:
        import pyarrow as pa
    except ImportError:
        return [b"PAR1"]
    several = {name: [value, None, value] for name, value in RECORD.items()}
    tables = [
        ({"text": [TEXT] * 50, "date": pa.array([0] * 50, pa.timestamp("ms"))}, {}),
        (several, {"compression": "none", "use_dictionary": False, "write_page_checksum": True}),
        (several, {"compression": "zstd", "row_group_size": 1, "data_page_version": "2.0"}),
        (several, {"compression": "none", "row_group_size": 2}),
        ({"text": [[TEXT]], "a": [{"text": 1}]}, {}),
        ({"body": pa.array([TEXT.encode(), b"\xff"]), "date": [float("nan"), 1.0]}, {}),
    ]
    return [_parquet_file(pa.table(columns), options) for columns, options in tables]


def _parquet_file(table: object, options: dict[str, object]) -> bytes:
    from pyarrow.parquet import write_table

    file = io.BytesIO()
    write_table(table, file, **options)
    return file.getvalue()


_PAGES = [PAGE.encode(), OUTSIDE.encode(), LAUGHS.encode(), PAGE.encode("utf-16"), b"<p>a"]
_METADATA = (
    b"file,published,outlet,url,author\na.txt,2024-05-06,Wire,https://w.example/a,Ann\n",
    b"file;outlet\n../outside.txt;Wire\n./a.txt;Wire\nout.txt;x\nsub/b.txt;Wire\n/etc/passwd;x\n",
)

SEEDS: dict[str, Sequence[bytes]] = {
    ".txt": [PLAIN.encode(), PLAIN.encode("utf-16"), "Ñ “a”\n\nb".encode("cp1252"), b"* a\n\n b"],
    ".html": _PAGES,
    ".jsonl": [_jsonl(), _jsonl().decode().encode("utf-16"), b'{"id": "1", "text": "a"}'],
    ".csv": [_csv(","), _csv(";"), _csv(",").decode().encode("utf-16"), b"text\na\n"],
    ".tsv": [_csv("\t"), b'text\ttitle\n"a\tb\n'],
    ".parquet": _parquet(),
    ".warc": _warc(),
    "metadata.csv": _METADATA,
    "gzip": [gzip.compress(_jsonl()), gzip.compress(b"a") * 3],
    "zst": [zstd.compress(_jsonl()), zstd.compress(b"a") * 3],
}


def bomb(compress: Callable[[bytes], bytes]) -> bytes:
    """Return what is small, and expands to more than any file may."""
    return compress(b"1" * 150_000_000)
