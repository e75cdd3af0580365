"""Shards come into a store whole and checked, and what it has is not read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run
from graph_findings import BODY
from made_shards import left_out, outcome_at, write_shards
from running import fill_store
from test_manifest import files

from polybius.building import build
from polybius.copying import link_copies
from polybius.extract.identity import BASE
from polybius.graphs.store import StoreError, open_store, stored_digest
from polybius.manifest import MANIFEST, ShardError
from polybius.outcome import article_digest, described
from polybius.shard_loading import load_shards

OTHER = BODY + " Nobody answered."
DOCUMENTS = [outcome_at(number) for number in (1, 3, 4)]


def quads(store: Path, builds: bool = False) -> frozenset[str]:
    found = open_store(store, read_only=True)
    return frozenset(
        str(quad) for quad in found if builds or "graph/builds>" not in str(quad.graph_name)
    )


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    return write_shards(tmp_path / "shards", [DOCUMENTS[0], left_out(2)], DOCUMENTS[1:])


@pytest.fixture
def expected(tmp_path: Path) -> frozenset[str]:
    """What a store holds that got the same documents one by one."""
    from graph_findings import findings_at

    found = [findings_at(f"https://wire.example/{number}") for number in (1, 3, 4)]
    store = fill_store(tmp_path / "one-by-one", *found)
    assert link_copies(open_store(store), BASE) == 2
    return quads(store)


@pytest.mark.parametrize("packing", [".zst", ".gz"])
def test_a_new_store_holds_what_one_has_that_was_built(tmp_path, expected, packing) -> None:
    shards = write_shards(tmp_path / "shards", DOCUMENTS[:1], DOCUMENTS[1:], packing=packing)
    store = tmp_path / "store"
    heard: list[int] = []
    report = load_shards(store, shards, notice=heard.append)
    assert (report.shards, report.stored, report.unchanged, report.copies) == (2, 3, 0, 2)
    assert quads(store) == expected
    assert heard[-1] == report.quads
    assert not list(tmp_path.glob(".*"))
    opened = open_store(store)
    assert [stored_digest(opened, it.iri) for it in DOCUMENTS] == [it.digest for it in DOCUMENTS]


def test_the_load_is_recorded_as_a_build_with_its_documents(shards, tmp_path) -> None:
    load_shards(tmp_path / "store", shards)
    builds = quads(tmp_path / "store", builds=True) - quads(tmp_path / "store")
    assert sum("polybius#Build>" in quad for quad in builds) == 1
    assert sum("prov#generated>" in quad for quad in builds) == 3


def test_into_an_empty_folder_and_below_one_that_is_not_there(shards, tmp_path, expected) -> None:
    (tmp_path / "empty").mkdir()
    for store in (tmp_path / "empty", tmp_path / "new" / "store"):
        load_shards(store, shards)
        assert quads(store) == expected


def test_a_store_that_is_there_gets_what_it_has_not(shards, tmp_path, expected) -> None:
    store = tmp_path / "store"
    first = write_shards(tmp_path / "first", [outcome_at(1), outcome_at(3, OTHER), outcome_at(9)])
    load_shards(store, first)
    before = quads(store)
    report = load_shards(store, shards)
    assert (report.stored, report.unchanged, report.copies) == (2, 1, 3)
    assert quads(store) >= {quad for quad in expected if "graph/copies>" not in quad}
    assert "Nobody answered" in str(sorted(before))
    assert "Nobody answered" not in str(sorted(quads(store)))
    assert outcome_at(9).iri in str(sorted(quads(store)))
    report = load_shards(store, shards)
    assert (report.stored, report.unchanged) == (0, 3)


@pytest.mark.parametrize("how", ["changed", "cut", "missing"])
def test_a_broken_shard_is_named_and_nothing_is_loaded(shards, tmp_path, how) -> None:
    file = sorted(shards.glob("*.zst"))[1]
    data = file.read_bytes()
    match how:
        case "changed":
            file.write_bytes(data[:50] + b"x" + data[51:])
        case "cut":
            file.write_bytes(data[:-1])
        case _:
            file.unlink()
    with pytest.raises(ShardError, match=file.name):
        load_shards(tmp_path / "store", shards)
    assert not (tmp_path / "store").exists()


def test_what_is_no_store_is_not_made_one(shards, tmp_path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    for target in (other, other / "letter.txt"):
        with pytest.raises(StoreError):
            load_shards(target, shards)
    assert list(files(other)) == ["letter.txt"]


def test_what_a_killed_load_has_left_is_not_in_the_way(shards, tmp_path, expected) -> None:
    fill_store(tmp_path / ".store.draft")
    load_shards(tmp_path / "store", shards)
    assert quads(tmp_path / "store") == expected


@pytest.mark.model
def test_a_build_of_the_same_articles_reads_nothing_again(tmp_path: Path) -> None:
    from polybius.extract.pipeline import Extractor
    from polybius.extract.reading import read
    from polybius.outcome import outcomes

    article = tmp_path / "a.txt"
    article.write_text("Russia struck Idlib on Wednesday, the army said.", encoding="utf-8")
    extractor = Extractor()
    found = list(outcomes(extractor, read([str(article)])))  # type: ignore[arg-type]
    shards = write_shards(tmp_path / "shards", found)
    store = tmp_path / "store"
    load_shards(store, shards)
    moved = article.rename(tmp_path / "moved.txt").rename(article)
    report = build([str(moved)], store, extractor=extractor)
    assert (report.stored, report.unchanged) == (0, 1)


def test_where_an_article_was_read_changes_nothing() -> None:
    from polybius.extract.article import Article
    from polybius.extract.pipeline import Settings

    settings = described(Settings())
    here, there = Article("a", source="a.jsonl:1"), Article("a", source="s3://b/a.jsonl:1")
    assert article_digest(here, settings) == article_digest(there, settings)
    assert article_digest(here, settings) != article_digest(Article("b"), settings)


def test_the_command_loads_a_folder_and_files(polybius: Run, shards, tmp_path) -> None:
    result = polybius("load", shards, "--store", tmp_path / "store")
    assert result.exit_code == 0
    assert f"{shards}: 3 documents stored, 0 there already (2 shards, " in result.stdout
    one = max(shards.glob("*.nq.zst"))
    result = polybius("load", one, "--store", tmp_path / "single")
    assert result.exit_code == 0
    assert f"{one}: " in result.stdout
    one.write_bytes(one.read_bytes()[:-9])
    result = polybius("load", one, "--store", tmp_path / "broken")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "broken Zstandard" in result.stderr
    (shards / MANIFEST).unlink()
    result = polybius("load", shards, "--store", tmp_path / "none")
    assert result.exit_code == 1
    assert "no manifest.jsonl, so no folder of shards" in result.stderr
