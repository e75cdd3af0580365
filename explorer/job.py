"""Job: what a worker is asked to do, its reply, and both as bytes in a pipe."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import IO, Any, Literal, TypeAlias

__all__ = ["SIZES", "Job", "Kind", "Reply", "pack", "read"]

Kind: TypeAlias = Literal["query", "update", "get", "put", "post", "delete", "void"]
SIZES = struct.Struct(">II")  # of a message and of its body, before both


@dataclass(frozen=True, slots=True)
class Job:
    """A request, checked as far as can be without the store.

    ``default`` and ``named`` are the graphs of a query or update; ``graph`` is the one to
    read or write, "" the default graph, None all of them; ``url`` is what relative IRIs
    stand to; a long answer is written to the file ``overflow``.
    """

    kind: Kind
    url: str
    overflow: str = ""
    accept: str = ""
    media: str = ""
    graph: str | None = None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP status with a body, which is empty when it has overflown into the file."""

    status: int
    media: str = "text/plain; charset=utf-8"
    body: bytes = b""
    has_overflown: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


def pack(message: Job | Reply, body: bytes) -> bytes:
    """Return a message and its body as bytes that tell their own length."""
    fields = {name: value for name, value in asdict(message).items() if name != "body"}
    head = json.dumps(fields).encode()
    return b"".join((SIZES.pack(len(head), len(body)), head, body))


def read(file: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Read what `pack` wrote as its fields and body; None at the end of the file."""
    sizes = file.read(SIZES.size)
    if len(sizes) < SIZES.size:
        return None
    head, body = (file.read(size) for size in SIZES.unpack(sizes))
    return json.loads(head), body
