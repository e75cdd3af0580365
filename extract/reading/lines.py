"""Lines: a file cut at its line ends, without holding more of it than a line."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from .decode import LIMIT, is_binary, wide_encoding
from .unreadable import ReadingError

__all__ = ["read_lines"]

_CHUNK = 65_536


def read_lines(file: io.BufferedReader) -> Iterator[bytes | None]:
    """Yield the lines in UTF-8 (or what passes for it), without byte-order mark and line end.

    None stands for a line that is larger than an article may be. Raises ReadingError where the
    file is binary, and UnicodeError where it is not in the encoding that it is marked as.
    """
    pieces: list[bytes] = []
    size = 0
    for chunk in _chunks(file):
        first, *others = chunk.split(b"\n")
        for piece, ended in ((first, False), *((other, True) for other in others)):
            if ended:
                yield b"".join(pieces) if size <= LIMIT else None
                pieces, size = [], 0
            size += len(piece)
            if size <= LIMIT:
                pieces.append(piece)
    if pieces:
        yield b"".join(pieces) if size <= LIMIT else None


def _chunks(file: io.BufferedReader) -> Iterator[bytes]:
    chunk = file.read(4)
    chunk += file.read1(_CHUNK)
    wide = wide_encoding(chunk)
    if wide is None:
        if is_binary(chunk):
            raise ReadingError("a binary file, not text", "give it as text in UTF-8")
        chunk = chunk.removeprefix(codecs.BOM_UTF8)
    decoder = codecs.getincrementaldecoder(wide)() if wide else None
    while chunk:
        yield decoder.decode(chunk).encode("utf-8") if decoder else chunk
        chunk = file.read1(_CHUNK)
    if decoder:
        decoder.decode(b"", final=True)
