"""The servers that tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Server, make_store, served


@pytest.fixture(scope="session")
def fixed_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the fixed graph; not to be changed."""
    return make_store(tmp_path_factory.mktemp("served") / "fixed")


@pytest.fixture(scope="session")
def reader(fixed_store: Path) -> Iterator[Server]:
    """A server that only reads the fixed graph."""
    with served(fixed_store, "--rows", 2000, "--workers", 2) as server:
        yield server


@pytest.fixture(scope="session")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that may be written to; a test uses graphs of its own in it."""
    store = tmp_path_factory.mktemp("served") / "written"
    with served(store, "--writable", "--workers", 2, "--body", 1) as server:
        yield server
