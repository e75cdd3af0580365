"""What the tests of the command line share: running it, and stores to run it on."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from click.testing import Result

# What somebody has imported is not what the tests expect.
os.environ["POLYBIUS_GAZETTEER"] = tempfile.mkdtemp(prefix="polybius-gazetteer-")

from listening import Refusing, listening
from running import SAMPLES, fill_store, run_command, run_process

if TYPE_CHECKING:
    from servers import Server

# A shell has what it runs in the background ignore Ctrl-C; the commands that are tested do not.
signal.signal(signal.SIGINT, signal.default_int_handler)

Run = Callable[..., Result]
S = TypeVar("S", bound=HTTPServer)


# Markers of tests that need what not everybody has; an option of the same name selects them.
OPTIONAL = {
    "stores": "also servers of other makes",
    "gephi": "also what Gephi itself reads",
    "cluster": "also a Dask cluster, for minutes",
    "kills": "also builds that are killed, for minutes",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    for name, told in OPTIONAL.items():
        parser.addoption(f"--{name}", action="store_true", help=told)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to `make test-stores` and the like what is theirs."""
    left = [name for name in OPTIONAL if not config.getoption(f"--{name}")]
    if others := [item for item in items if any(map(item.get_closest_marker, left))]:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if not any(map(item.get_closest_marker, left))]


@pytest.fixture
def outsider() -> Iterator[Refusing]:
    """A server that is not to be asked unless that is allowed."""
    with listening(server := Refusing()):
        yield server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Give the running server of a make, with the fixed graph in it; skip where there is none."""
    from maven import MissingError
    from servers import Servers

    with ExitStack() as stack:
        servers = Servers(tmp_path_factory.mktemp("servers"), stack)

        def find(name: str, use: str = "questions") -> Server:
            try:
                return servers(name, use)
            except MissingError as error:
                pytest.skip(f"NOT TESTED, {name}: {error}")

        yield find


@pytest.fixture
def listen() -> Iterator[Callable[[S], S]]:
    """Let servers that the test makes up answer until it is over."""
    with ExitStack() as stack:

        def start(server: S) -> S:
            stack.enter_context(listening(server))
            return server

        yield start


@pytest.fixture
def polybius() -> Run:
    return run_command


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one article with two comments, put together by hand; not to be changed."""
    from graph_findings import findings_at  # at its first use: most tests need none

    return fill_store(tmp_path_factory.mktemp("stores") / "by-hand", findings_at())


@pytest.fixture
def own_store(store: Path, tmp_path: Path) -> Path:
    """A copy of `store` that a test may change."""
    return Path(shutil.copytree(store, tmp_path / "own-store"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the samples with the language model; not to be changed."""
    folder = tmp_path_factory.mktemp("stores") / "samples"
    done = run_process("build", SAMPLES, "--store", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def own_built(built: Path, tmp_path: Path) -> Path:
    """A copy of `built` that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "own-built"))
