"""A scheduler and its workers on loopback, as a user would start them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from running import ENVIRONMENT

DASK = Path(sys.executable).parent / "dask"
# The command, with shards of five documents: few articles then make many.
SMALL_SHARDS = (
    "import sys; import polybius.cluster as it; it._BATCH = 5\n"
    "from polybius.cli import main; sys.exit(main())"
)


@dataclass(frozen=True)
class Cluster:
    """A running cluster: its address, and the processes that a test may kill."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: Sequence[subprocess.Popen[bytes]]

    def kill_a_worker(self) -> None:
        """Kill a process that does the work; its nanny starts another in its place."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if found := [child for it in self.workers for child in _workers_under(it.pid)]:
                os.kill(found[0], signal.SIGKILL)
                return
            time.sleep(0.1)
        raise AssertionError("no worker to be killed")


@contextmanager
def running_cluster(
    folder: Path,
    *,
    workers: int = 2,
    preload: str = "",
    protocol: str = "tcp",
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Cluster]:
    """Run a scheduler and workers, each loading the Python text ``preload`` first."""
    folder.mkdir(exist_ok=True)
    file = folder / "scheduler.json"
    started: list[subprocess.Popen[bytes]] = []
    given = ["--host", "127.0.0.1", "--no-dashboard", "--protocol", protocol]

    def start(*words: str) -> subprocess.Popen[bytes]:
        with (folder / f"{len(started)}.log").open("wb") as log:
            command = [DASK, *words, *given, "--scheduler-file", str(file)]
            started.append(
                subprocess.Popen(
                    command,
                    env=ENVIRONMENT | environment,
                    cwd=folder,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            )
        return started[-1]

    loaded = folder / "loaded_first.py"
    loaded.write_text(preload, encoding="utf-8")
    try:
        scheduler = start("scheduler", "--port", "0")
        address = _address(file)
        words = ("--nthreads", "1", "--local-directory", str(folder), "--preload", str(loaded))
        running = [start("worker", *words) for _ in range(workers)]
        yield Cluster(address, scheduler, running)
    finally:
        for process in started:
            end(process)


def _address(file: Path) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if file.is_file() and (text := file.read_text(encoding="utf-8")):
            return str(json.loads(text)["address"])
        time.sleep(0.1)
    raise AssertionError("no scheduler was started")


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _workers_under(process: int) -> list[int]:
    """Return the workers of a nanny, which may be between two."""
    lists = Path(f"/proc/{process}/task").glob("*/children")
    found = [int(word) for file in lists for word in file.read_text(encoding="ascii").split()]
    return [it for it in found if b"spawn_main" in Path(f"/proc/{it}/cmdline").read_bytes()]


def start_build(
    *words: object, environment: Mapping[str, str] = MappingProxyType({})
) -> subprocess.Popen[str]:
    """Start the command ``build`` with small shards."""
    return subprocess.Popen(
        [sys.executable, "-c", SMALL_SHARDS, "build", *map(str, words)],
        env=ENVIRONMENT | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def finished(process: subprocess.Popen[str], seconds: float = 300) -> tuple[str, str]:
    """Wait for a command to end well; return what it said, and its errors."""
    said, errors = process.communicate(timeout=seconds)
    assert process.returncode == 0, errors
    return said, errors
