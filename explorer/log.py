"""Log: one line of JSON on standard error for each request, and for what goes wrong."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["AccessLog", "JsonLines", "set_up_logging"]

_MOST_TEXT = 200
_CREDENTIALS = re.compile(r"//[^/\s@<>]*@")


class AccessLog:
    """A layer that tells of each request when it has been answered.

    Neither headers nor what stands behind the ? of an address are told; of the text of a
    query or an update, which `note_text` hands in, its beginning.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by the application below, and write a line."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        told = {"status": 500, "bytes": 0}

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
            told["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            _write(_entry(scope) | told | {"ms": round((time.perf_counter() - started) * 1000, 1)})


def _entry(scope: Scope) -> dict[str, object]:
    client = scope.get("client")
    entry: dict[str, object] = {
        "client": client[0] if client else None,
        "method": scope["method"],
        "path": _shortened(scope["path"]),
    }
    if "polybius.text" in scope:
        entry["text"] = _shortened(scope["polybius.text"])
    return entry


def _shortened(text: str) -> str:
    """Return the beginning of a text, without what may be a password in an address."""
    short = " ".join(text[: _MOST_TEXT * 4].split())
    return _CREDENTIALS.sub("//", short)[:_MOST_TEXT]


def _write(entry: dict[str, object]) -> None:
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    print(json.dumps({"time": moment} | entry), file=sys.stderr, flush=True)


class JsonLines(logging.Handler):
    """What the libraries have to say, as lines of the same kind."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record, with the traceback of an error."""
        entry: dict[str, object] = {"level": record.levelname, "message": record.getMessage()}
        if record.exc_info:
            entry["error"] = logging.Formatter().formatException(record.exc_info)
        _write(entry)


def set_up_logging() -> None:
    """Have warnings and errors of the server and its libraries written as JSON lines."""
    for name in ("polybius.explorer", "uvicorn.error", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers = [JsonLines(logging.WARNING)]
        logger.propagate = False
