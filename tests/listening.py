"""Listening: servers that a test makes up, each answering in a thread until it is done with."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import HTTPServer

__all__ = ["Quiet", "listening"]


class Quiet:
    """A handler that answers without a word on standard error."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


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
