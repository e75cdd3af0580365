"""Guard: what a browser may be tricked into asking is not answered.

A page on the web can have its reader's browser send requests to a server on the same
machine. It cannot read the answers, but an update needs no reading; and with a name of its
own that leads to 127.0.0.1 it could read them too.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .settings import Settings

__all__ = ["Guard"]

_HARMLESS = {"GET", "HEAD", "OPTIONS"}


class Guard:
    """A layer that refuses requests under a false name, and those that other sites' pages send."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by the application below, or refuse."""

        async def mark(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers.add_vary_header("Accept")
            await send(message)

        refusal = self._refuse(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, mark)

    def _refuse(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if _is_loopback(self._settings.host) and host and not _is_loopback(_name(host)):
            text = f"{host!r:.80} is not this server, which only this machine may ask\n"
            return PlainTextResponse(text, 421)
        is_own = origin in (None, f"{scope['scheme']}://{host}", *self._settings.origins)
        if scope["method"] in _HARMLESS or is_own or "*" in self._settings.origins:
            return None
        text = f"pages of {origin!r:.80} may not send this; start the server with --cors to allow\n"
        return PlainTextResponse(text, 403)


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(name: str) -> bool:
    try:
        return name.lower() == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
