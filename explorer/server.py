"""Server: one process that listens, from its start to its end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn

from polybius.graphs.store import open_store

from .app import make_app
from .log import set_up_logging
from .service import Service, make_service
from .settings import Settings

__all__ = ["serve"]

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_GRACE = 5.0  # seconds that requests have to end in, once the server is to stop
_ASIDE = 200  # connections beside those whose requests may wait
_MOST_FILES = 65_536


def serve(settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve a store until SIGINT or SIGTERM; ``announce`` is told the address.

    Raises StoreError when the store cannot be used, ValueError when it cannot be listened
    where that was asked for.
    """
    open_store(settings.store, read_only=not settings.writable)  # and closed: workers open it
    set_up_logging()
    _raise_file_limit()
    with _listening(settings) as listener, TemporaryDirectory(prefix="polybius-") as folder:
        host, port = listener.getsockname()[:2]
        where = f"http://[{host}]:{port}/sparql" if ":" in host else f"http://{host}:{port}/sparql"
        mode = "read and write" if settings.writable else "read"
        started = partial(announce, f"{settings.store}: {where} (to {mode}; Ctrl-C stops)")
        asyncio.run(_run(make_service(settings, Path(folder)), listener, started))


def _listening(settings: Settings) -> socket.socket:
    where = f"{settings.host}, port {settings.port}"
    try:
        family, _, _, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.create_server(address[:2], family=family, backlog=2048)
    except (OSError, UnicodeError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ValueError(f"{where}: cannot listen there ({reason}); give another") from error
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else answers wait 40 ms
    return listener


def _raise_file_limit() -> None:
    """Allow as many connections as the system does."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _MOST_FILES if most == resource.RLIM_INFINITY else min(most, _MOST_FILES)
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


async def _run(service: Service, listener: socket.socket, started: Callable[[], None]) -> None:
    config = uvicorn.Config(
        make_app(service),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        limit_concurrency=service.settings.queue + service.settings.workers + _ASIDE,
        timeout_graceful_shutdown=round(2 * _GRACE),
    )
    try:
        await service.start()
        started()
        await _Server(config, service.stop).serve([listener])
    finally:
        await service.close()


class _Server(uvicorn.Server):
    """A server that a signal ends as it should, with nothing left and exit code 0."""

    def __init__(self, config: uvicorn.Config, stop: Callable[[], None]) -> None:
        super().__init__(config)
        self._stop = stop

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take signals for the time that the server runs."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self._leave, loop)
        try:
            yield
        finally:
            for number in _SIGNALS:
                loop.remove_signal_handler(number)

    def _leave(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take no more requests; end those that do not end soon, at once if asked again."""
        loop.call_later(0 if self.should_exit else _GRACE, self._stop)
        self.should_exit = True
