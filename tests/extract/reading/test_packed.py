"""Packed files: gzip and Zstandard."""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.extract.reading import packed
from polybius.extract.reading.packed import expand_gzip, expand_zstandard
from polybius.extract.reading.unreadable import ReadingError

zstd = pytest.importorskip("backports.zstd")

TEXT = b"France and Mali held talks.\n"
KINDS = {"gzip": (gzip.compress, expand_gzip), "zstd": (zstd.compress, expand_zstandard)}


class Pipe(io.RawIOBase):
    """A stream that gives little at a time, and cannot tell where it is."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._data.readinto(buffer[:1_000])


def stream(data: bytes) -> io.BufferedReader:
    return io.BufferedReader(Pipe(data))


def pieces(file: io.BufferedReader) -> list[bytes | str]:
    """Return what a stream gives and the faults that it tells, in their order."""
    found: list[bytes | str] = []
    while True:
        try:
            data = file.read1(100)
        except ReadingError as error:
            found.append(str(error))
            continue
        if not data:
            return found
        found.append(data)


@pytest.mark.parametrize("kind", KINDS)
@given(texts=st.lists(st.binary(max_size=400), min_size=1, max_size=4))
def test_what_was_packed_comes_out(kind: str, texts: list[bytes]) -> None:
    compress, expand = KINDS[kind]
    members = b"".join(compress(text) for text in texts)
    assert expand(stream(members)).read() == b"".join(texts)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cut", [slice(0, -3), slice(0, -12), slice(3, None), slice(0, 9)])
def test_what_is_cut_is_told(kind: str, cut: slice) -> None:
    compress, expand = KINDS[kind]
    *_, fault = pieces(expand(stream(compress(TEXT)[cut])))
    assert "broken " in str(fault)
    assert "; compress the file again" in str(fault)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_expands_within_bounds(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_EXPANSION_FREE", 100_000)
    compress, expand = KINDS[kind]
    *read, fault = pieces(expand(stream(compress(b"1" * 30_000_000))))
    assert sum(map(len, read)) < 10_000_000
    assert "expands more than 200 times" in str(fault)


def test_behind_a_broken_member_reading_goes_on_at_the_next() -> None:
    members = [gzip.compress(bytes([65 + n]) * 50 + bytes(range(256))) for n in range(4)]
    broken = bytearray(members[1])
    broken[40:60] = b"\xff" * 20
    found = pieces(expand_gzip(stream(members[0] + broken + members[2] + members[3][:-20])))
    faults = [each for each in found if isinstance(each, str)]
    whole = b"".join(each for each in found if isinstance(each, bytes))
    assert len(faults) == 2
    assert b"A" * 50 in whole
    assert b"C" * 50 in whole


def test_many_broken_members_in_a_row_are_one_fault() -> None:
    noise = b"\x1f\x8b\x08\xff" * 50_000
    found = pieces(expand_gzip(stream(gzip.compress(TEXT) + noise + gzip.compress(TEXT))))
    assert b"".join(each for each in found if isinstance(each, bytes)) == TEXT * 2
    assert len([each for each in found if isinstance(each, str)]) == 1


def test_padding_is_no_fault() -> None:
    assert expand_gzip(stream(gzip.compress(TEXT) + b"\0" * 100)).read() == TEXT
