"""Packed files: what gzip and Zstandard files hold, as streams that refuse to expand without
measure."""

from __future__ import annotations

import io
import sys
import zlib
from typing import Any, Protocol

from .unreadable import ReadingError

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdError, ZstdFile
else:
    from backports.zstd import ZstdError, ZstdFile

__all__ = ["GZIP", "ZSTANDARD", "expand_gzip", "expand_zstandard", "expansion_fault"]

GZIP, ZSTANDARD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"  # what such a file begins with

_CHUNK = 65_536
_PACKED_CHUNK = 8_192  # what is left of it is copied for each member, and a member may be tiny
_EXPANSION = 200  # text packs 3 to 10 times smaller: only a trap expands further than this
_EXPANSION_FREE = 100_000_000  # bytes that any file may expand to
_AGAIN = "compress the file again, or get it again from where it is"


class _Unpacker(Protocol):
    def read1(self, size: int, /) -> bytes: ...


def expand_gzip(packed: io.BufferedReader) -> io.BufferedReader:
    """Return a stream of what a gzip file holds.

    A broken member raises ReadingError, once; what is read after that is the next one's.
    """
    counted = _Counted(packed)
    return io.BufferedReader(_Expanding(counted, _Members(counted)), _CHUNK)


def expand_zstandard(packed: io.BufferedReader) -> io.BufferedReader:
    """Return a stream of what a Zstandard file holds; where it is broken raises ReadingError."""
    counted = _Counted(packed)
    return io.BufferedReader(_Expanding(counted, ZstdFile(counted)), _CHUNK)


def expansion_fault(size: int, packed: int) -> ReadingError | None:
    """Return what is wrong where ``packed`` bytes hold ``size``, which no text does."""
    if size <= max(_EXPANSION_FREE, _EXPANSION * packed):
        return None
    problem = f"expands more than {_EXPANSION} times, past {size:,} bytes"
    return ReadingError(problem, "check where the file is from, or expand it yourself")


class _Counted(io.RawIOBase):
    """A file that knows how much of it was read, pipes included."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file, self.size = file, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._file.readinto1(buffer)
        self.size += count
        return count


class _Expanding(io.RawIOBase):
    """What an unpacker gives, as long as it is in proportion to what it takes."""

    def __init__(self, packed: _Counted, unpacker: _Unpacker) -> None:
        self._packed, self._unpacker = packed, unpacker
        self._size, self._is_over = 0, False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._is_over:
            return 0
        try:
            data = self._unpacker.read1(len(buffer))
        except (EOFError, ZstdError) as error:
            self._is_over = True
            raise ReadingError(f"broken Zstandard: {error}", _AGAIN) from None
        self._size += len(data)
        fault = expansion_fault(self._size, self._packed.size)
        self._is_over = not data or fault is not None
        if fault:
            raise fault
        buffer[: len(data)] = data
        return len(data)


class _Members:
    """What the members of a gzip file hold, one after another; none is taken on trust."""

    def __init__(self, packed: _Counted) -> None:
        self._packed = packed
        self._waiting = b""
        self._member: zlib._Decompress | None = None
        self._is_told = False  # of a fault, with nothing read since

    def read1(self, size: int) -> bytes:
        while True:
            self._waiting = self._waiting or self._packed.read(_PACKED_CHUNK) or b""
            is_last = not self._waiting
            try:
                data = self._advance(size, is_last)
            except zlib.error as error:
                data, is_last = b"", False
                self._find_member(is_at_start=self._member is None)
                self._tell(str(error))
            if data or is_last:
                self._is_told = self._is_told and not data
                return data

    def _advance(self, size: int, is_last: bool) -> bytes:
        member = self._member
        if member is None:
            self._waiting = self._waiting.lstrip(b"\0")  # what may pad a file
            if not self._waiting:
                return b""
            member = zlib.decompressobj(wbits=31)
        data = member.decompress(self._waiting, size)
        self._waiting = member.unused_data if member.eof else member.unconsumed_tail
        self._member = None if member.eof else member
        if is_last and not data and self._member:
            self._member = None
            self._tell("it ends before its end")
        return data

    def _find_member(self, is_at_start: bool) -> None:
        """Pass over what is packed up to where a member may begin."""
        self._member = None
        start = 1 if is_at_start else 0
        while (found := self._waiting.find(GZIP, start)) < 0:
            more = self._packed.read(_PACKED_CHUNK)
            if not more:
                found = len(self._waiting)
                break
            self._waiting, start = self._waiting[-2:] + more, 0
        self._waiting = self._waiting[found:]

    def _tell(self, fault: str) -> None:
        if not self._is_told:
            self._is_told = True
            raise ReadingError(f"broken gzip: {fault}", _AGAIN)
