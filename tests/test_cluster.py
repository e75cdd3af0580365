"""A cluster gives the graph that one process gives, whatever happens to its workers.

The first test is a quick one; the rest is run by `make test-cluster`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from clusters import end, finished, running_cluster, start_build
from conftest import Run
from invented_articles import write_articles
from running import ENVIRONMENT, run_process

from polybius.building import build as run
from polybius.graphs.store import open_store
from polybius.manifest import MANIFEST, ShardError
from polybius.shard_loading import load_shards

pytestmark = pytest.mark.model

# A worker loads this first, and does so twice: texts that end who reads them, or hang.
DEADLY = """
import os, time
from polybius import outcome, shard_task
read = outcome.outcomes
shard_task._SECONDS = 15.0
def outcomes(extractor, articles):
    for article in articles:
        if "DEADLY" in article.text:
            os._exit(9)
        if "ENDLESS" in article.text:
            time.sleep(600)
        if "WRONG" in article.text:
            raise KeyError(article.id)
        if "FULL" in article.text:
            raise OSError(28, "No space left on device")
    return read(extractor, articles)
shard_task.outcomes = outcomes
"""
SLOW = """
import time
from polybius import outcome, shard_task
read = outcome.outcomes
def outcomes(extractor, articles):
    time.sleep(1.5)
    return read(extractor, articles)
shard_task.outcomes = outcomes
"""


ARTICLES = 60


def quads(store: Path) -> frozenset[str]:
    """All quads but those of the builds, which know a clock."""
    found = open_store(store, read_only=True)
    return frozenset(str(quad) for quad in found if "graph/builds>" not in str(quad.graph_name))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def loaded(folder: Path) -> frozenset[str]:
    store = folder.with_name(f"{folder.name}-store")
    load_shards(store, folder)
    return quads(store)


def test_two_workers_give_the_graph_of_one_process(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "articles.jsonl", 12)
    shards = tmp_path / "shards"
    with running_cluster(tmp_path / "cluster") as cluster:
        build = start_build(articles, "--cluster", cluster.address, "--shards", shards)
        run([str(articles)], tmp_path / "alone")
        said, errors = finished(build)
    assert f"{shards}: 11 documents in 3 shards (3 made, 0 there already), 1 left out" in said
    assert "left out: 3: not in en" in errors
    assert loaded(shards) == quads(tmp_path / "alone")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--cluster", "tcp://127.0.0.1:1"], "--shards go together"),
        (["--shards", "x"], "--shards go together"),
        (["--cluster", "tcp://127.0.0.1:1", "--shards", "x", "--jobs", "2"], "--jobs is not for"),
        (["--cluster", "tcp://127.0.0.1:1", "--shards", "x", "--store", "y"], "polybius load"),
        (["--cluster", "127.0.0.1:1", "--shards", "x"], "no scheduler's address"),
        (["--cluster", "tls://127.0.0.1:1", "--shards", "x"], "no certificates"),
        (["--cluster", "tcp://127.0.0.1:1", "--shards", "x"], "no scheduler answers"),
    ],
)
def test_what_cannot_be_is_told_of(polybius: Run, tmp_path, monkeypatch, words, told) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("polybius.cluster._WAIT", 1)
    result = polybius("build", "samples", *words)
    assert result.exit_code in (1, 2)
    assert told in result.stderr
    assert not list(tmp_path.iterdir())


def test_without_dask_the_extra_is_named(polybius: Run, tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed.security", None)
    words = ("--cluster", "tcp://127.0.0.1:1", "--shards", tmp_path / "shards")
    result = polybius("build", "samples", *words)
    assert result.exit_code == 1
    assert "pip install 'polybius[cluster]'" in result.stderr


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("cluster") / "articles.jsonl"
    return write_articles(file, ARTICLES, told_anew=True)


@pytest.fixture(scope="module")
def undisturbed(articles: Path) -> Path:
    """The shards of a run by one worker, with nothing in its way; as good as a local build."""
    shards = articles.with_name("undisturbed")
    with running_cluster(articles.with_name("one"), workers=1) as cluster:
        finished(start_build(articles, "--cluster", cluster.address, "--shards", shards))
    run([str(articles)], articles.with_name("alone"))
    assert loaded(shards) == quads(articles.with_name("alone"))
    assert len(files(shards)) == 13
    return shards


@pytest.mark.cluster
def test_workers_that_are_killed_change_nothing(articles, undisturbed, tmp_path) -> None:
    shards = tmp_path / "shards"
    with running_cluster(tmp_path / "cluster", preload=SLOW) as cluster:
        build = start_build(articles, "--cluster", cluster.address, "--shards", shards)
        for wanted in (1, 4):
            wait_for_shards(shards, wanted)
            cluster.kill_a_worker()
        wait_for_shards(shards, 6)
        end(cluster.workers[0])  # with its nanny: nobody takes its place
        finished(build)
    assert files(shards) == files(undisturbed)


@pytest.mark.cluster
def test_a_killed_run_goes_on_and_reads_nothing_again(articles, undisturbed, tmp_path) -> None:
    shards = tmp_path / "shards"
    with running_cluster(tmp_path / "cluster", preload=SLOW) as cluster:
        words = (articles, "--cluster", cluster.address, "--shards", shards)
        times = {}
        for wanted in (2, 5):
            build = start_build(*words)
            wait_for_shards(shards, wanted)
            build.kill()
            build.communicate()
            with pytest.raises(ShardError, match="has not ended"):
                load_shards(tmp_path / "none", shards)
            now = {path.name: path.stat().st_mtime_ns for path in shards.glob("[!.]*.zst")}
            assert now.items() >= times.items()
            times = now
        said, _ = finished(start_build(*words))
    kept = re.search(r"\((\d+) made, (\d+) there already\)", said)
    assert kept
    assert int(kept[1]) + int(kept[2]) == 12
    assert int(kept[2]) >= 5
    assert {path.name for path in shards.glob(".*")} <= {f".{name}.draft" for name in times}
    assert {name: data for name, data in files(shards).items() if name[0] != "."} == files(
        undisturbed
    )


@pytest.mark.cluster
def test_what_ends_its_worker_is_set_aside_and_the_rest_goes_on(tmp_path) -> None:
    file = write_articles(tmp_path / "articles.jsonl", 15)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    for number, word in ((1, "DEADLY"), (7, "ENDLESS"), (8, "WRONG")):
        lines[number] = lines[number].replace("Monday", word)
    file.write_text("".join(lines), encoding="utf-8")
    shards = tmp_path / "shards"
    options = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    with running_cluster(tmp_path / "cluster", preload=DEADLY, environment=options) as cluster:
        build = start_build(file, "--cluster", cluster.address, "--shards", shards)
        said, errors = finished(build)
    assert "11 documents in 3 shards (3 made, 0 there already), 4 left out" in said
    assert "left out: 1: set aside: workers ended while it was read" in errors
    assert "left out: 7: set aside: workers ended while it was read" in errors
    assert "left out: 8: set aside: KeyError('8') while it was read" in errors
    rest = tmp_path / "rest.jsonl"
    rest.write_text("".join(lines[n] for n in range(15) if n not in (1, 7, 8)), encoding="utf-8")
    run([str(rest)], tmp_path / "alone")
    assert loaded(shards) == quads(tmp_path / "alone")


@pytest.mark.cluster
def test_what_a_workers_machine_refuses_is_told_and_no_article_is_blamed(tmp_path) -> None:
    file = write_articles(tmp_path / "articles.jsonl", 5)
    file.write_text(file.read_text(encoding="utf-8").replace("Monday", "FULL", 1), encoding="utf-8")
    shards = tmp_path / "shards"
    with running_cluster(tmp_path / "cluster", preload=DEADLY) as cluster:
        build = start_build(file, "--cluster", cluster.address, "--shards", shards)
        said, errors = build.communicate(timeout=120)
    assert (build.returncode, said) == (1, "")
    assert "polybius: a worker cannot go on ([Errno 28] No space left on device)" in errors
    assert not list(shards.glob("*.zst"))


@pytest.mark.cluster
def test_a_scheduler_that_goes_is_told_of(articles, tmp_path) -> None:
    shards = tmp_path / "shards"
    with running_cluster(tmp_path / "cluster", preload=SLOW) as cluster:
        build = start_build(articles, "--cluster", cluster.address, "--shards", shards)
        wait_for_shards(shards, 1)
        end(cluster.scheduler)
        _, errors = build.communicate(timeout=120)
    assert build.returncode == 1
    assert "polybius: the scheduler is gone; run the same again" in errors
    assert "Traceback" not in errors


@pytest.mark.cluster
def test_a_worker_with_other_lists_is_refused(articles, tmp_path) -> None:
    lists = {"POLYBIUS_GAZETTEER": str(tmp_path / "lists")}
    table = tmp_path / "bases.csv"
    table.write_text("name,type\nCamp Nowhere,militia\n", encoding="utf-8")
    done = run_process("gazetteer", "import", table, env=ENVIRONMENT | lists)
    assert done.returncode == 0, done.stderr
    shards = tmp_path / "shards"
    with running_cluster(tmp_path / "cluster", workers=1, environment=lists) as cluster:
        build = start_build(articles, "--cluster", cluster.address, "--shards", shards)
        _, errors = build.communicate(timeout=120)
    assert build.returncode == 1
    assert errors.startswith("polybius: a worker has Polybius")
    assert "Traceback" not in errors


@pytest.mark.cluster
def test_a_cluster_behind_tls_is_reached_with_a_certificate(articles, undisturbed, tmp_path):
    certificate, key = tmp_path / "cluster.pem", tmp_path / "cluster.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", "/CN=127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    tls = {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(certificate)}
    for part in ("SCHEDULER", "WORKER", "CLIENT"):
        tls[f"DASK_DISTRIBUTED__COMM__TLS__{part}__CERT"] = str(certificate)
        tls[f"DASK_DISTRIBUTED__COMM__TLS__{part}__KEY"] = str(key)
    shards = tmp_path / "shards"
    with running_cluster(tmp_path / "cluster", protocol="tls", environment=tls) as cluster:
        assert cluster.address.startswith("tls://")
        words = (articles, "--cluster", cluster.address, "--shards", shards)
        finished(start_build(*words, environment=tls))
        stranger = start_build(*words)  # without the certificate
        _, errors = stranger.communicate(timeout=180)
    assert stranger.returncode == 1
    assert errors.startswith(f"polybius: {cluster.address}: no certificates")
    assert files(shards) == files(undisturbed)


def wait_for_shards(folder: Path, number: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        manifest = folder / MANIFEST
        if manifest.is_file() and manifest.read_bytes().count(b"\n") > number:
            return
        time.sleep(0.05)
    raise AssertionError(f"no {number} shards were made")
