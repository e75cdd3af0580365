"""Articles from wherever fsspec reaches are the articles of files that are here."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

import fsspec
import pytest

from polybius.extract.article import Article
from polybius.extract.reading import Unreadable, read
from polybius.remote_files import read_anywhere

RECORD = {"id": "a", "text": "Russia struck Idlib.", "title": "Strike"}


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    system = fsspec.filesystem("memory")
    yield system
    system.rm("/", recursive=True)


def test_a_folder_elsewhere_is_read_as_one_here(memory, tmp_path: Path) -> None:
    files = {
        "b.jsonl": json.dumps(RECORD).encode() + b"\nbroken\n",
        "deep/a.txt": b"Strike\n\nRussia struck Idlib.",
        "deep/c.jsonl.gz": gzip.compress(json.dumps(RECORD | {"id": "c"}).encode()),
        "deep/.hidden.txt": b"no",
        "deep/picture.png": b"no",
    }
    for name, data in files.items():
        memory.pipe(f"/bucket/{name}", data)
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    here = list(read([str(tmp_path)], outlet="Wire"))
    there = list(read_anywhere(["memory://bucket"], outlet="Wire"))
    assert len(there) == 4
    sources = [item.source.replace(str(tmp_path), "memory://bucket") for item in here]
    assert [item.source for item in there] == sources
    for one, other in zip(here, there, strict=True):
        if isinstance(one, Article):
            assert isinstance(other, Article)
            assert (one.id, one.text, one.outlet) == (other.id, other.text, other.outlet)
        else:
            assert isinstance(other, Unreadable)
            assert one.problem == other.problem


def test_a_file_elsewhere_and_one_here_come_in_the_order_given(memory, tmp_path: Path) -> None:
    memory.pipe("/x.txt", b"Elsewhere it rained.")
    (tmp_path / "y.txt").write_bytes(b"Here it did not.")
    paths = [str(tmp_path / "y.txt"), "memory://x.txt", str(tmp_path / "y.txt")]
    assert [item.id for item in read_anywhere(paths)] == ["y.txt", "x.txt", "y.txt"]


def test_a_table_elsewhere_is_reported(memory) -> None:
    memory.pipe("/bucket/metadata.csv", b"file,outlet\na.txt,Wire\n")
    memory.pipe("/bucket/a.txt", b"Russia struck Idlib.")
    first, second = sorted(read_anywhere(["memory://bucket"]), key=lambda item: item.source)
    assert isinstance(first, Article)
    assert isinstance(second, Unreadable)
    assert "metadata.csv: the table of a folder elsewhere is not read" in str(second)


def test_what_is_not_there_is_reported_and_an_unknown_scheme_refused(memory) -> None:
    (missing,) = read_anywhere(["memory://none.txt"])
    assert isinstance(missing, Unreadable)
    assert str(missing).startswith("memory://none.txt: cannot be fetched (FileNotFoundError")
    with pytest.raises(ValueError, match="nowhere://a: not to be reached"):
        list(read_anywhere(["nowhere://a"]))


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:
        """Write no log."""


def test_a_page_of_links_is_read_and_no_link_followed(
    tmp_path: Path, listen: Callable[[HTTPServer], HTTPServer]
) -> None:
    asked: list[str] = []

    class Noting(Handler):
        def do_GET(self) -> None:
            asked.append(self.path)
            super().do_GET()

    page = "<html><body><article><p>Russia struck Idlib on Wednesday, the army said."
    page += '<a href="other.html">More</a></p></article></body></html>'
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    (tmp_path / "other.html").write_text(page, encoding="utf-8")
    server = listen(HTTPServer(("127.0.0.1", 0), partial(Noting, directory=str(tmp_path))))
    address = f"http://127.0.0.1:{server.server_port}/page.html"
    (article,) = read_anywhere([address])
    assert isinstance(article, Article)
    assert article.source == address
    assert "Russia struck Idlib" in article.text
    assert set(asked) == {"/page.html"}
