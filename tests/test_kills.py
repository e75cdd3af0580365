"""A build that is killed loses nothing, and goes on where it was. Run by `make test-kills`."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from invented_articles import write_articles
from quality.gold import data_folder
from running import COMMAND, ENVIRONMENT, run_process

from polybius.graphs.store import open_store
from polybius.ontology import terms

REAL = data_folder() / "articles"
KILLS = int(os.environ.get("KILLS", "50"))
ARTICLES = 120
SEED = 20171227  # of the moments
SMALL_DISK = "12m"
TYPE = f"<{terms.PREFIXES['rdf']}type>"

pytestmark = [pytest.mark.kills, pytest.mark.model]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented articles, one in another language."""
    return write_articles(tmp_path_factory.mktemp("kills") / "articles.jsonl", ARTICLES)


@pytest.fixture(scope="module")
def undisturbed(articles: Path) -> tuple[frozenset[str], float]:
    """The quads of a run that nobody killed, by one process, and the seconds of one by two."""
    _build(articles, articles.with_name("alone"), jobs=1)
    start = time.monotonic()
    _build(articles, articles.with_name("two"), jobs=2)
    seconds = time.monotonic() - start
    alone, two = (_quads(articles.with_name(name)) for name in ("alone", "two"))
    assert alone == two
    assert len(alone) > 10_000
    return alone, seconds


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk too small for a store of all articles."""
    if not _mount(f"size={SMALL_DISK}", tmp_path):
        pytest.skip("nothing may be mounted here")
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


def _mount(options: str, folder: Path) -> bool:
    words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    with contextlib.suppress(FileNotFoundError):
        return subprocess.run(words, check=False, capture_output=True).returncode == 0
    return False


def test_a_build_killed_again_and_again_gives_the_same_graph(articles, undisturbed) -> None:
    expected, seconds = undisturbed
    store = articles.with_name("killed")
    dice = random.Random(SEED)  # noqa: S311
    held, finished = 0, 0
    for kill in range(KILLS):
        with _running(articles, store) as process:
            time.sleep(dice.uniform(0.1, 1.0) * seconds)
            finished += process.poll() is not None
            process.kill()
        quads = _quads(store) if store.exists() else frozenset()
        assert quads <= expected, f"kill {kill} left what was never to be there"
        documents = {quad for quad in quads if f"{TYPE} <{terms.Article}>" in quad}
        assert len(documents) >= held, f"kill {kill} lost a document"
        held = len(documents)
        if held == ARTICLES - 1:
            store.rename(store.with_name(f"killed-{kill}"))  # begin again: no kill is wasted
            held = 0
    assert finished < KILLS
    again = _build(articles, store, jobs=2)
    assert _quads(store) == expected
    assert f"{held} unchanged" in again


def test_real_articles_killed_three_times_and_resumed(tmp_path) -> None:
    if not REAL.is_dir():
        pytest.skip("POLYBIUS_DATA has no articles")
    start = time.monotonic()
    _build(REAL, tmp_path / "undisturbed", jobs=2)
    seconds = time.monotonic() - start
    store, dice = tmp_path / "killed", random.Random(SEED)  # noqa: S311
    for _ in range(3):
        with _running(REAL, store) as process:
            time.sleep(dice.uniform(0.2, 0.5) * seconds)
            assert process.poll() is None
            process.kill()
    again = _build(REAL, store, jobs=2)
    assert re.search(r"\([1-9]\d* stored, [1-9]\d* unchanged\)", again)
    assert _quads(store) == _quads(tmp_path / "undisturbed")


def test_no_process_is_left_of_a_build_that_is_killed(articles) -> None:
    store = articles.with_name("orphans")
    with _running(articles, store) as process:
        workers = _wait_for_children(process.pid)
        process.kill()
    until = time.monotonic() + 60
    while any(_is_alive(worker) for worker in workers):
        assert time.monotonic() < until, "a worker goes on"
        time.sleep(0.2)


def test_a_worker_that_is_killed_changes_nothing(articles, undisturbed) -> None:
    store = articles.with_name("worker")
    with _running(articles, store) as process:
        for worker in _wait_for_children(process.pid):
            time.sleep(2)
            with contextlib.suppress(ProcessLookupError):  # all is read already
                os.kill(worker, signal.SIGKILL)
        assert process.wait(300) == 0
    assert _quads(store) == undisturbed[0]


def test_interrupted_by_the_keyboard_it_says_so_and_goes_on(articles, undisturbed) -> None:
    store = articles.with_name("interrupted")
    with _running(articles, store) as process:
        time.sleep(undisturbed[1] * 0.8)
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(60) in (0, 130)
    assert _quads(store) <= undisturbed[0]
    _build(articles, store, jobs=2)
    assert _quads(store) == undisturbed[0]


def test_a_disk_that_is_full_is_told_of_and_nothing_is_lost(articles, undisturbed, disk) -> None:
    store = disk / "store"
    done = run_process("build", articles, "--store", store, "--jobs", 2)
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert "what was stored before stays" in done.stderr
    _mount("remount,size=1g", disk)
    quads = _quads(store)
    assert quads < undisturbed[0]
    assert any(f"{TYPE} <{terms.Article}>" in quad for quad in quads)
    _build(articles, store, jobs=2)
    assert _quads(store) == undisturbed[0]


def _build(articles: Path, store: Path, jobs: int) -> str:
    done = run_process("build", articles, "--store", store, "--jobs", jobs, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _running(articles: Path, store: Path) -> subprocess.Popen[bytes]:
    words = ["build", str(articles), "--store", str(store), "--jobs", "2"]
    return subprocess.Popen(
        [COMMAND, *words], env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _quads(store: Path) -> frozenset[str]:
    """All quads but those of the builds, which know a clock.

    Opened to be written to, as the next build opens it: a store killed while it was being
    made is finished then.
    """
    found: Iterator[ox.Quad] = iter(open_store(store))
    return frozenset(str(quad) for quad in found if "graph/builds>" not in str(quad.graph_name))


def _wait_for_children(process: int) -> list[int]:
    """Return the workers of a process once there are two; the first child only tracks."""
    file = Path(f"/proc/{process}/task/{process}/children")
    until = time.monotonic() + 60
    while time.monotonic() < until:
        children = [int(word) for word in file.read_text().split()]
        workers = [child for child in children if b"spawn_main" in _command(child)]
        if len(workers) == 2:
            return workers
        time.sleep(0.1)
    raise AssertionError("no workers were started")


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _is_alive(process: int) -> bool:
    return b"spawn_main" in _command(process)
