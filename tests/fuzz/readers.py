"""Readers: the bytes of each kind of file, mutated before and after they are packed."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterable
from functools import partial
from random import Random

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from polybius.extract.article import Article, walk
from polybius.extract.identity import document_iri
from polybius.extract.reading import Unreadable, read

from .mutation import mutated, varied
from .sandbox import CANARY, inputs_folder
from .seeds import SEEDS, bomb, zstd
from .target import Target

__all__ = ["READERS"]

_VERSION = b"WARC/1.0\r\n"

Pack = Callable[[bytes], bytes]


def _inputs(kind: str) -> SearchStrategy[bytes]:
    return mutated(SEEDS[kind])


def _packed(kind: str, packed: str, compress: Pack) -> SearchStrategy[bytes]:
    return mutated(SEEDS[packed]) | mutated(SEEDS[kind]).map(compress)


def _repacked(expand: Pack, compress: Pack, data: bytes, random: Random) -> bytes:
    """Return a neighbour of what is packed, packed again, or of the packed bytes themselves."""
    if random.random() < 0.5:
        return varied(data, random)
    try:
        return compress(varied(expand(data), random))
    except (OSError, EOFError, zlib.error, zstd.ZstdError):
        return varied(data, random)


def _members(data: bytes) -> bytes:
    """Pack as crawlers do: a member for each record."""
    first, *others = data.split(_VERSION)
    records = [first, *(_VERSION + each for each in others)]
    return b"".join(gzip.compress(each, 1) for each in records)


def _any() -> SearchStrategy[bytes]:
    return st.one_of(*(mutated(seeds) for seeds in SEEDS.values()))


def read_file(suffix: str, data: bytes) -> None:
    """Read a file of these bytes."""
    path = inputs_folder() / f"a{suffix}"
    path.write_bytes(data)
    check(read([str(path)]))


def read_standard_input(data: bytes) -> None:
    """Read these bytes from a pipe."""
    check(read(["-"], stdin=io.BytesIO(data)))


def read_folder(data: bytes) -> None:
    """Read a folder with this ``metadata.csv``, and links that lead out of it."""
    folder = inputs_folder() / "folder"
    if not folder.exists():
        (folder / "sub").mkdir(parents=True)
        (folder / "a.txt").write_text("Talks\n\nFrance and Mali held talks.\n")
        (folder / "sub" / "b.txt").write_text("Talks\n\nFrance and Mali held talks.\n")
        (folder / "out.txt").symlink_to("../../outside.txt")
        (folder / "out").symlink_to("../..")
    (folder / "metadata.csv").write_bytes(data)
    check(read([str(folder)]))


def check(items: Iterable[Article | Unreadable]) -> None:
    """Raise AssertionError where an item is not what a reader may give."""
    found = [*items]
    assert found, "nothing was read, and nobody was told"
    for item in found:
        if isinstance(item, Unreadable):
            assert str(item).isprintable()
            assert item.problem, item
            assert item.advice, item
            assert CANARY not in str(item), item
        else:
            _check_article(item)


def _check_article(article: Article) -> None:
    assert article.text.strip() or article.comments, article
    assert len(article.text) <= 20_000_000
    assert article.source
    for text in (article.text, article.title, *(it.text for _, _, it in walk(article.comments))):
        assert CANARY not in (text or ""), "a file outside was read"
        assert "hahahaha" not in (text or ""), "an entity was expanded"
    repr(article).encode("utf-8")
    assert document_iri(article)


def _of_bytes(suffix: str, share: int) -> Target:
    inputs, seeds = partial(_inputs, suffix), SEEDS[suffix]
    return Target(suffix, inputs, partial(read_file, suffix), seeds, share=share)


def _of_packed(suffix: str, kind: str, packed: str, share: int) -> Target:
    expand, compress = _PACKING[packed]
    pack = _members if kind == ".warc" else compress
    return Target(
        suffix,
        partial(_packed, kind, packed, pack),
        partial(read_file, suffix),
        (*map(pack, SEEDS[kind]), *SEEDS[packed], bomb(compress)),
        partial(_repacked, expand, pack),
        share,
    )


_PACKING: dict[str, tuple[Pack, Pack]] = {
    "gzip": (gzip.decompress, partial(gzip.compress, compresslevel=1)),
    "zst": (zstd.decompress, zstd.compress),
}
READERS = (
    _of_bytes(".txt", 14),
    _of_bytes(".html", 4),
    _of_bytes(".jsonl", 16),
    _of_packed(".jsonl.gz", ".jsonl", "gzip", 9),
    _of_packed(".jsonl.zst", ".jsonl", "zst", 9),
    _of_bytes(".csv", 15),
    _of_bytes(".tsv", 7),
    _of_bytes(".parquet", 8),
    _of_bytes(".warc", 4),
    _of_packed(".warc.gz", ".warc", "gzip", 3),
    Target("standard-input", _any, read_standard_input, SEEDS[".html"], share=3),
    Target(
        "metadata.csv",
        partial(_inputs, "metadata.csv"),
        read_folder,
        SEEDS["metadata.csv"],
        share=4,
    ),
)
