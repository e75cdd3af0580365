"""Documents told again and again, in other words under other IRIs: many of a few that were read.

Known entities stay the same, as in a real corpus; words keep their length, so that offsets hold,
and documents are not each other's copies.
"""

from __future__ import annotations

import hashlib
import random
import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from polybius.extract.pipeline import Settings
from polybius.manifest import Head, Manifest
from polybius.outcome import Outcome, described
from polybius.shards import make_shard

__all__ = ["write_shards"]

_HASH = re.compile(rb"(?<=/)[0-9a-f]{20}(?=[>/])")
_TEXT = re.compile(rb'(?<=#isString> ").*(?=" <)')
_LETTERS = "".join(sorted(set(string.ascii_lowercase) - set("abcdefnrtu")))  # none of an escape


def write_shards(folder: Path, read: Sequence[Outcome], times: int) -> int:
    """Write a shard for each time that the documents are told; return the number of quads."""
    head = Head("0.1.0", described(Settings()), (), ".zst")
    names: set[str] = set()
    with Manifest(folder, head) as manifest:
        for number in range(times):
            shard = make_shard(list(_retold(read, number)), ".zst")
            manifest.add(shard)
            names.add(shard.record.file)
        return manifest.finish(names, []).quads


def _retold(read: Sequence[Outcome], number: int) -> Iterator[Outcome]:
    letters = list(_LETTERS)
    random.Random(number).shuffle(letters)  # noqa: S311  (no secrets)
    words = bytes.maketrans(_LETTERS.encode(), "".join(letters).encode())

    def renamed(found: re.Match[bytes]) -> bytes:
        return hashlib.sha256(b"%b %d" % (found[0], number)).hexdigest()[:20].encode()

    for outcome in read:
        yield replace(
            outcome,
            iri=_HASH.sub(renamed, outcome.iri.encode() + b">")[:-1].decode(),
            digest=hashlib.sha256(f"{outcome.digest}{number}".encode()).hexdigest()[:32],
            quads=_TEXT.sub(
                lambda found: found[0].translate(words), _HASH.sub(renamed, outcome.quads)
            ),
        )
