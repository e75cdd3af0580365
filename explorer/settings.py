"""Settings: what is served to whom, and how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to serve a store.

    ``timeout`` is in seconds, ``memory`` (of a worker) and ``body`` (of a request) in
    megabytes; ``rows`` bounds an answer, ``queue`` the requests that wait; ``origins`` are
    those of the web pages that may ask.
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 7878
    writable: bool = False
    timeout: float = 30
    rows: int = 100_000
    workers: int = 4
    queue: int = 1_000
    memory: int = 2_048
    body: int = 64
    origins: tuple[str, ...] = ()
    allow_service: bool = False
    allow_load: bool = False
