"""Trials: targets that do what none may, for the fuzzer to find out."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .sandbox import inputs_folder
from .target import Target

__all__ = ["BAD", "GOOD"]

_BAD_INPUT = b"b"


def _inputs() -> SearchStrategy[bytes]:
    return st.sampled_from([b"a", _BAD_INPUT])


def nothing(data: bytes) -> None:
    """Do nothing."""


def crash(data: bytes) -> None:
    """Die as C code does."""
    if data == _BAD_INPUT:
        os.kill(os.getpid(), signal.SIGSEGV)


def fail(data: bytes) -> None:
    """Raise what no reader may."""
    if data == _BAD_INPUT:
        raise KeyError(data)


def hang(data: bytes) -> None:
    """Do not come to an end."""
    if data == _BAD_INPUT:
        time.sleep(60)


def dawdle(data: bytes) -> None:
    """Take longer than a target may."""
    started = time.process_time()
    while data == _BAD_INPUT and time.process_time() - started < 1.5:
        pass


def swell(data: bytes) -> None:
    """Take more memory than a target may."""
    if data == _BAD_INPUT:
        bytearray(500_000_000)


def call(data: bytes) -> None:
    """Reach for the network, and hide it."""
    if data == _BAD_INPUT:
        try:
            socket.create_connection(("127.0.0.1", 9), timeout=1)
        except OSError:
            return


def peep(data: bytes) -> None:
    """Read a file that was not given, and hide it."""
    if data == _BAD_INPUT:
        try:
            (inputs_folder().parent / "outside.txt").read_text()
        except OSError:
            return


def litter(data: bytes) -> None:
    """Write a file that nobody asked for."""
    if data == _BAD_INPUT:
        Path("litter.txt").write_text("x")


def _target(attempt: Callable[[bytes], None]) -> Target:
    name = attempt.__name__
    return Target(f"trial-{name}", _inputs, attempt, [b"a"], _same, megabytes=300, seconds=1)


def _same(data: bytes, random: object) -> bytes:
    return data


GOOD = _target(nothing)
BAD = {
    "exit code -11": _target(crash),
    "KeyError": _target(fail),
    "no end after": _target(hang),
    "seconds for 1 bytes": _target(dawdle),
    "MemoryError": _target(swell),
    "socket.getaddrinfo": _target(call),
    "outside.txt": _target(peep),
    "litter.txt": _target(litter),
}
