"""Listening: servers that a test makes up, each answering in a thread until it is done with."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

__all__ = ["Quiet", "Refusing", "listening"]


class Quiet:
    """A handler that answers without a word on standard error."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Refusing(HTTPServer):
    """A server on this machine that refuses whatever it is asked, and counts how often it is."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Refusal)
        self.url = f"http://127.0.0.1:{self.server_port}/"
        self.reached = 0


class _Refusal(Quiet, BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Refusing)
        self.server.reached += 1
        self.send_error(500)

    do_POST = do_GET  # noqa: N815 - the standard library's name


@contextmanager
def listening(server: HTTPServer) -> Iterator[str]:
    """Let a server answer until the block ends; give its address."""
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    with server:
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
