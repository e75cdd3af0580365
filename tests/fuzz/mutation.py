"""Mutation: valid files, and what becomes of them when bytes change, go, come twice or too many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

__all__ = ["mutated", "varied"]

Edit = tuple[int, int, bytes, int]  # kind, place as parts of a thousand, what comes in, length

# What breaks parsers, whatever the format.
_TOKENS = (
    *(b"", b"\0", b"\n", b"\r\n", b'"', b"'", b",", b"\t", b";", b"<", b">", b"&", b"]]>", b"%"),
    *(b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80"),
    *(b"-1", b"0", b"99999999999999999999", b"NaN", b"Infinity", b"1e999", b"\\ud800", b"null"),
    *(b"{", b"}", b"[" * 50, b"{\"a\":" * 50, b"<div>" * 60, b"&amp;" * 5, b"\x1f\x8b\x08"),
    *(b"../", b"/etc/passwd", b"file:///etc/passwd", b"http://127.0.0.1:9/", b"\xe2\x80\xae"),
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<script>", b"<!--", b"<![CDATA[", b"<svg>"),
    *(b"WARC/1.0\r\n", b"Content-Length: 5\r\n", b"\r\n\r\n", b"chunked", b"gzip", b"charset="),
)  # fmt: skip


def _replaced(data: bytes, place: int, new: bytes, length: int) -> bytes:
    return data[:place] + new + data[place + len(new) :]


def _inserted(data: bytes, place: int, new: bytes, length: int) -> bytes:
    return data[:place] + new + data[place:]


def _removed(data: bytes, place: int, new: bytes, length: int) -> bytes:
    return data[:place] + data[place + length :]


def _repeated(data: bytes, place: int, new: bytes, length: int) -> bytes:
    return data[:place] + data[place : place + length] * (1 + len(new)) + data[place + length :]


def _cut(data: bytes, place: int, new: bytes, length: int) -> bytes:
    return data[:place]


def _flipped(data: bytes, place: int, new: bytes, length: int) -> bytes:
    bit = bytes([data[place] ^ (1 << length % 8)]) if place < len(data) else b""
    return data[:place] + bit + data[place + 1 :]


_KINDS: Sequence[Callable[[bytes, int, bytes, int], bytes]] = (
    _replaced, _inserted, _removed, _repeated, _cut, _flipped,
)  # fmt: skip
_EDITS = st.tuples(
    st.integers(0, len(_KINDS) - 1),
    st.integers(0, 1_000),
    st.sampled_from(_TOKENS) | st.binary(max_size=8),
    st.integers(1, 40),
)


def mutated(seeds: Sequence[bytes]) -> SearchStrategy[bytes]:
    """Return a strategy for the seeds with some edits each, and now and then for mere noise."""
    changed = st.builds(_edited, st.sampled_from(seeds), st.lists(_EDITS, max_size=6))
    return st.one_of(changed, changed, changed, st.binary(max_size=200))


def _edited(data: bytes, edits: list[Edit]) -> bytes:
    for kind, place, new, length in edits:
        data = _KINDS[kind](data, place * len(data) // 1_000, new, length)
    return data[:200_000]


def varied(data: bytes, random: Random) -> bytes:
    """Return the data with some more edits."""
    edits = []
    for _ in range(random.randint(1, 4)):
        new = random.choice(_TOKENS) if random.random() < 0.7 else random.randbytes(3)
        kind, place = random.randrange(len(_KINDS)), random.randint(0, 1_000)
        edits.append((kind, place, new, random.randint(1, 40)))
    return _edited(data, edits)
