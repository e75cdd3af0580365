"""Incoming: a request as far as every route reads it: its address, its parameters, its body."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from .errors import HttpError

__all__ = ["Parameters", "endpoint_url", "media_type", "parse_parameters", "read_body", "url_of"]

_HOST = re.compile(r"[A-Za-z0-9._-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")
_MOST_FIELDS = 1_000
_BODY_TIME = 60.0  # seconds in which a body must have come


@dataclass(frozen=True, slots=True)
class Parameters:
    """Names with values, in the order in which they came; a name may come again."""

    pairs: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of a name."""
        return tuple(value for key, value in self.pairs if key == name)

    def one(self, name: str) -> str | None:
        """Return the value of a name, None without one; raises HttpError for several."""
        values = self.all(name)
        if len(values) > 1:
            raise HttpError(400, f"{name} is given {len(values)} times; give it once")
        return values[0] if values else None

    def check(self, allowed: Sequence[str]) -> None:
        """Raise HttpError for a name that is not among those allowed."""
        for name, _ in self.pairs:
            if name not in allowed:
                raise HttpError(
                    400, f"{name!r:.80} is no parameter here; allowed: {_list(allowed)}"
                )

    def __add__(self, other: Parameters) -> Parameters:
        return Parameters(self.pairs + other.pairs)


def _list(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def parse_parameters(data: bytes) -> Parameters:
    """Read what stands behind the ? of an address, or in a form; raises HttpError, 400."""
    try:
        pairs = parse_qsl(
            data.decode(),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise HttpError(400, f"parameters that are no percent-encoded UTF-8 ({error})") from error
    return Parameters(tuple(pairs))


def url_of(request: Request) -> str:
    """Return the address that was asked for, without its query; raises HttpError, 400."""
    path: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return _origin(request) + path.partition(b"?")[0].decode("latin-1")


def endpoint_url(request: Request) -> str:
    """Return the address of the SPARQL endpoint; raises HttpError, 400."""
    return f"{_origin(request)}/sparql"


def _origin(request: Request) -> str:
    server = request.scope.get("server") or ("localhost", 0)
    host = request.headers.get("host") or f"{server[0]}:{server[1]}"
    if not _HOST.fullmatch(host):
        raise HttpError(400, f"{host!r:.80} is no host that a request can be for")
    return f"{request.scope['scheme']}://{host}"


def media_type(request: Request) -> str:
    """Return the Content-Type without its parameters; raises HttpError, 415, if not in UTF-8."""
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = re.search(r"charset\s*=\s*\"?([^\s;\"]+)", parameters, re.IGNORECASE)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise HttpError(415, f"charset {charset[1]!r:.40} cannot be read; send UTF-8")
    return media.strip().lower()


async def read_body(request: Request, most: int) -> bytes:
    """Read a body of at most so many bytes; raises HttpError: 413, or 408 when it is slow."""
    too_large = HttpError(413, f"more than {most:,} bytes; send less at a time")
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_TIME):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise too_large
    except TimeoutError:
        raise HttpError(408, f"the body did not come within {_BODY_TIME:g} seconds") from None
    except ClientDisconnect:
        raise HttpError(400, "the connection was closed before the body had come") from None
    return bytes(body)
