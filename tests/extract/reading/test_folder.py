"""Folders, metadata.csv, standard input, and the batch as a whole."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polybius.extract.article import Article
from polybius.extract.reading import Unreadable, batch, read
from polybius.extract.reading.formats import SUFFIXES

TEXT = "Headline of the Day\n\nFrance and Mali held talks in Bamako on Monday.\n"
LINE = '{"id": "1", "text": "France and Mali held talks."}\n'
PAGE = f"""<html lang="en"><head><title>Talks</title>
<meta property="article:published_time" content="2024-01-01T08:00:00Z">
<meta property="og:site_name" content="Page Wire"></head>
<body><article><h1>Talks</h1><p>{"France and Mali held talks in Bamako on Monday. " * 8}</p>
</article></body></html>"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def split(*paths: Path | str, **known: str) -> tuple[list[Article], list[Unreadable]]:
    items = list(read([str(path) for path in paths], **known))  # type: ignore[arg-type]
    articles = [item for item in items if isinstance(item, Article)]
    return articles, [item for item in items if isinstance(item, Unreadable)]


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    write(tmp_path, b_txt=TEXT, a__z_txt=TEXT, a__B_HTML=PAGE, c_jsonl=LINE, A_htm=PAGE)
    write(tmp_path, _hidden_txt=TEXT, _git__x_txt=TEXT, notes_pdf="x", photo_jpg="x")
    articles, unread = split(tmp_path)
    assert [article.id for article in articles] == ["A.htm", "a/B.HTML", "a/z.txt", "b.txt", "1"]
    assert articles[1].source == str(tmp_path / "a/B.HTML")
    assert articles[4].source == f"{tmp_path / 'c.jsonl'}:1"
    assert unread == []


def test_a_file_by_name(tmp_path: Path) -> None:
    write(tmp_path, a_txt=TEXT)
    ((article,), unread) = split(tmp_path / "a.txt", published="2024-05-06", outlet="Wire")
    assert (article.id, article.published, article.outlet) == ("a.txt", "2024-05-06", "Wire")
    assert article.title == "Headline of the Day"
    assert unread == []


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.pdf", b"x", "not a kind of file"),
        ("a", b"x", "not a kind of file"),
        ("a.txt", b"", "empty"),
        ("a.html", b"\n", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.txt", b"a\0b", "binary"),
        ("a.txt", b"x" * 20_000_001, "larger than 20 MB"),
        ("a.html", b"x" * 20_000_001, "larger than 20 MB"),
        ("a.html", b"<html><body></body></html>", "no article"),
        ("a.jsonl", b"{", "broken JSON"),
        ("a.jsonl.gz", b"x", "broken gzip"),
    ],
)
def test_an_unfit_file_is_named_and_the_rest_goes_on(
    tmp_path: Path, name: str, data: bytes, problem: str
) -> None:
    (tmp_path / name).write_bytes(data)
    write(tmp_path, good__b_txt=TEXT)
    articles, (unread,) = split(tmp_path / name, tmp_path / "good")
    assert len(articles) == 1
    assert problem in unread.problem
    assert unread.advice
    assert str(unread).startswith(str(tmp_path / name))


@pytest.mark.parametrize("path", ["nowhere.txt", "a\0b.txt", "x" * 5000])
def test_a_path_that_is_not_there(path: str, tmp_path: Path) -> None:
    articles, (unread,) = split(f"{tmp_path}/{path}", tmp_path)
    assert articles == []
    assert unread.advice == "check the path, and who may read it"


def test_an_empty_path_is_not_this_folder() -> None:
    assert [str(item) for item in read([""])] == ["'': an empty path; give a file or a folder"]


def test_pipes_and_devices_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    articles, unread = split(tmp_path, tmp_path / "a.txt", "/dev/null")
    assert articles == []
    assert ["regular" in unread[0].problem, len(unread)] == [True, 3]


def test_links(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a_txt=TEXT, deep__b_txt=TEXT)
    write(tmp_path / "out", c_txt=TEXT)
    (folder / "out").symlink_to(tmp_path / "out")
    (folder / "out.txt").symlink_to(tmp_path / "out" / "c.txt")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "same.txt").symlink_to("a.txt")
    articles, unread = split(folder)
    assert [article.id for article in articles] == ["a.txt", "deep/b.txt", "same.txt"]
    names = [Path(each.source).name for each in unread]
    assert names == ["gone.txt", "out", "out.txt", "self.txt"]
    assert all("leads out of the folder or nowhere" in each.problem for each in unread)


def test_names_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT)
    ((article,), _) = split(tmp_path)
    assert article.id == "caf\\xe9.txt"
    assert article.source.encode("utf-8")


TABLE = """\ufeffFile;published;outlet;url;note
a.txt;2024-05-06;Table Wire;https://w.example/a;x
./sub/b.txt;;Table Wire;;
page.html;2024-02-02;;;

lines.jsonl;2024-03-03;Lines Wire;;
"""


def test_metadata(tmp_path: Path) -> None:
    write(tmp_path, metadata_csv=TABLE, a_txt=TEXT, sub__b_txt=TEXT, sub__c_txt=TEXT)
    line = LINE.replace('"1"', '"2", "published": "2024-04-04"')
    write(tmp_path, page_html=PAGE, lines_jsonl=LINE + line)
    write(tmp_path, sub__metadata_csv="file,author\nc.txt,Ann\n")
    articles, unread = split(tmp_path, published="2020-01-01", outlet="Default")
    found = {article.id: (article.published, article.outlet) for article in articles}
    assert unread == []
    assert found == {
        "a.txt": ("2024-05-06", "Table Wire"),
        "1": ("2024-03-03", "Lines Wire"),
        "2": ("2024-04-04", "Lines Wire"),
        "page.html": ("2024-02-02", "Page Wire"),
        "sub/b.txt": ("2020-01-01", "Table Wire"),
        "sub/c.txt": ("2020-01-01", "Default"),
    }
    by_id = {article.id: article for article in articles}
    assert by_id["a.txt"].url == "https://w.example/a"
    assert by_id["sub/c.txt"].author == "Ann"


def test_a_page_counts_before_the_defaults(tmp_path: Path) -> None:
    write(tmp_path, page_html=PAGE)
    ((article,), _) = split(tmp_path, published="2020-01-01", outlet="Default")
    assert (article.published, article.outlet) == ("2024-01-01T08:00:00Z", "Page Wire")


@pytest.mark.parametrize(
    ("table", "problem", "line", "read_still"),
    [
        ("file,published\na.txt,6 May\n", "published: '6 May' is not a date", 2, False),
        ("file,outlet\na.txt,X\nno.txt,X\n", "no file 'no.txt'", 3, True),
        ("file,outlet\n../a.txt,X\n", "no file '../a.txt'", 2, True),
        ("file,outlet\n/etc/x.txt,X\n", "no file '/etc/x.txt'", 2, True),
        ("file,outlet\n,X\n", "no file '.'", 2, True),
        ("file,outlet\na.txt,X\na.txt,Y\n", "a second row for 'a.txt'", 3, True),
        ("file,outlet\na.txt,X,Y\n", "3 cells in a table of 2 columns", 2, False),
        ("file,url\nb.jsonl,https://x.example\n", "holds many", 2, True),
        ("name,outlet\na.txt,X\n", "no column named file", 1, True),
        ('file,outlet\na.txt,"X\n', "broken table", 2, True),
        ("\n", "empty", None, True),
        ("\u2003\n", "no column named file", 1, True),
    ],
)
def test_a_bad_table_is_reported_with_its_line(
    tmp_path: Path, table: str, problem: str, line: int | None, read_still: bool
) -> None:
    write(tmp_path, metadata_csv=table, a_txt=TEXT, b_jsonl=LINE)
    articles, (unread,) = split(tmp_path)
    assert unread.source == str(tmp_path / "metadata.csv")
    assert problem in unread.problem
    assert unread.line == line
    assert ("a.txt" in [article.id for article in articles]) is read_still


def test_an_id_may_come_once(tmp_path: Path) -> None:
    write(tmp_path, a_jsonl=LINE + LINE, b_jsonl=LINE)
    articles, (unread,) = split(tmp_path)
    assert len(articles) == 2
    assert unread.problem == f"the id '1' has been read already, at {tmp_path / 'a.jsonl'}:1"
    assert (unread.source, unread.line) == (str(tmp_path / "a.jsonl"), 2)


def test_an_outlet_has_an_id_once(tmp_path: Path) -> None:
    write(tmp_path, a_jsonl=LINE, b_jsonl=LINE)
    articles, (unread,) = split(tmp_path, outlet="Wire")
    assert len(articles) == 1
    assert unread.source == str(tmp_path / "b.jsonl")
    with_url = LINE.replace("}", ', "url": "https://w.example/1"}')
    write(tmp_path, b_jsonl=with_url)
    assert len(split(tmp_path, outlet="Wire")[0]) == 2


def test_what_is_remembered_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_REMEMBERED", 3)
    lines = (LINE.replace('"1"', f'"{number}"') for number in [0, 1, 2, 3, 0, 0])
    path = write(tmp_path, a_jsonl="".join(lines)) / "a.jsonl"
    unread = [item for item in read([str(path)]) if isinstance(item, Unreadable)]
    assert [item.line for item in unread] == [6]


@pytest.mark.parametrize(
    ("data", "title", "count"),
    [
        (TEXT.encode(), "Headline of the Day", 1),
        (TEXT.encode("utf-16"), "Headline of the Day", 1),
        (PAGE.encode(), "Talks", 1),
        (("\ufeff\n" + PAGE).encode(), "Talks", 1),
        (LINE.encode() + LINE.replace("1", "2").encode(), None, 2),
        (LINE.encode("utf-16"), None, 1),
        (b"{Braces} open this.\n\nBut it is prose.", "{Braces} open this.", 1),
    ],
)
def test_standard_input_is_told_by_its_content(data: bytes, title: str | None, count: int) -> None:
    stdin = io.BytesIO(data)
    articles = [item for item in read(["-"], stdin=stdin) if isinstance(item, Article)]
    assert [article.title for article in articles] == [title] * count
    assert articles[0].source.startswith("-")
    assert not stdin.closed


def test_empty_standard_input() -> None:
    (item,) = read(["-"], stdin=io.BytesIO())
    assert str(item).startswith("-: the file is empty")


def test_published_is_checked_before_anything_is_read() -> None:
    with pytest.raises(ValueError, match=r"'27\.12\.2017' is not a date"):
        read([], published="27.12.2017")


def test_nothing_is_opened_before_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, a_txt=TEXT)
    items = read([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert isinstance(next(items), Article)
    write(tmp_path, b_txt=TEXT)
    assert isinstance(next(items), Article)


def test_reading_text_loads_no_heavy_library(tmp_path: Path) -> None:
    write(tmp_path, a_txt=TEXT, b_jsonl=LINE)
    code = (
        "import sys; from polybius.extract.reading import read; "
        f"assert len(list(read([{str(tmp_path)!r}]))) == 2; "
        "print({'spacy', 'trafilatura', 'lxml', 'charset_normalizer'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


SEEDS = st.sampled_from(
    [b"", b"\xff\xfe", b"<p>", b"<html><body>", b'{"id":', TEXT.encode(), b"\x1f\x8b"]
)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([*SUFFIXES, "-"]), SEEDS, st.binary(max_size=300))
def test_no_bytes_stop_a_batch(suffix: str, seed: bytes, noise: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{suffix}")
        path.write_bytes(seed + noise)
        paths = ["-"] if suffix == "-" else [str(path)]
        items = list(read(paths, stdin=io.BytesIO(seed + noise)))
    assert items
    assert all(isinstance(item, Article) or str(item).isprintable() for item in items)
