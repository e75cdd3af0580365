from __future__ import annotations

import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from polybius.ontology import sources, terms
from polybius.ontology.consistency import check_consistency
from polybius.ontology.reasoner import find_java

EXAMPLES = Path(__file__).parents[2] / "ontology" / "examples"
ARTICLE = EXAMPLES / "article.trig"
INCONSISTENT = sorted((EXAMPLES / "inconsistent").glob("*.trig"))
ID = "https://w3id.org/polybius/id/"
PREFIXES = f"@base <{ID}> . @prefix pb: <{terms.PB}> .\n"

needs_java = pytest.mark.skipif(find_java() is None, reason="the reasoner needs Java")


def article_and(trig: str = "") -> ox.Store:
    store = ox.Store()
    store.load(path=ARTICLE)
    store.load(PREFIXES + trig, format=ox.RdfFormat.TRIG)
    return store


def test_inconsistent_examples_are_found() -> None:
    assert len(INCONSISTENT) == 6


@needs_java
@pytest.mark.slow
def test_the_good_examples_can_all_be_true() -> None:
    store = ox.Store()
    for path in sorted(EXAMPLES.glob("*.trig")):
        store.load(path=path)
    assert check_consistency(store) == ([], ())


@needs_java
@pytest.mark.slow
@pytest.mark.parametrize("path", INCONSISTENT, ids=lambda path: path.stem)
def test_what_contradicts_itself_is_named(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    rule, node = path.read_text(encoding="utf-8").split("\n")[0].removeprefix("# ").split()
    store = ox.Store()
    for file in (ARTICLE, path):
        store.load(path=file)
    problems, left_out = check_consistency(store)
    assert left_out == ()
    assert (rule, node.strip("<>")) in {(p.rule, p.node.removeprefix(ID)) for p in problems}
    assert len(problems) <= 2
    assert list(tmp_path.iterdir()) == []


@needs_java
@pytest.mark.slow
def test_rival_claims_may_contradict_each_other() -> None:
    trig = """
    <document/1> { <entity/9> a pb:Actor . <entity/8> a pb:Entity . }
    <claim/1/content> { <entity/8> a pb:Person . }
    <claim/2/content> { <entity/8> a pb:ArmedGroup . }
    """
    assert check_consistency(article_and(trig)) == ([], ())


@needs_java
@pytest.mark.slow
def test_a_contradiction_within_one_claim_is_told_with_its_graph_and_reasons() -> None:
    trig = """
    <claim/2/content> {
        <event/8> a pb:Coerce ; pb:actor <entity/brandt> ; pb:place <entity/brandt> .
    }
    """
    (problem,), _ = check_consistency(article_and(trig))
    assert problem.graph == f"{ID}claim/2/content"
    assert problem.message == (
        f"This is of class Person (it has the type Person, says {ID}document/1) and of class Place "
        f"({ID}event/8 has place {ID}entity/brandt, says {ID}claim/2/content): nothing is of both."
    )


@needs_java
@pytest.mark.slow
def test_data_cannot_change_the_rules() -> None:
    trig = """
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    <document/1> { pb:Person rdfs:subClassOf pb:Place . pb:Claim owl:disjointWith pb:Claim . }
    """
    assert check_consistency(article_and(trig)) == ([], ())


@needs_java
@pytest.mark.slow
def test_what_no_two_classes_explain_is_found_by_halving() -> None:
    rule = f"""@prefix pb: <{terms.PB}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    pb:Agree owl:disjointWith [ a owl:Class ; owl:unionOf ( pb:Actor pb:Aid ) ] ."""
    ontology = sources.load_ontology() + rdflib.Graph().parse(data=rule, format="turtle")
    store = article_and("<claim/3/content> { <event/8> a pb:Agree , pb:Aid . }")
    (problem,), left_out = check_consistency(store, ontology)
    assert left_out == ()
    assert (problem.rule, problem.graph) == ("consistency", f"{ID}claim/3/content")


def test_without_java_the_reasoner_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    problems, left_out = check_consistency(article_and())
    assert problems == []
    assert left_out == (
        "consistency was not checked: no Java found (install one or set JAVA_HOME)",
    )


def test_java_home_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java = write_java(tmp_path / "bin", "exit 0")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert find_java() == str(java)


def test_a_java_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_java(tmp_path / "bin", "echo 'no room for the heap' ; exit 1")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    problems, (reason,) = check_consistency(article_and())
    assert problems == []
    assert reason.startswith("consistency was not checked: the reasoner failed")
    assert "no room for the heap" in reason


def write_java(folder: Path, line: str) -> Path:
    folder.mkdir(parents=True)
    java = folder / "java"
    java.write_text(f"#!/bin/sh\n{line}\n")
    java.chmod(0o755)
    return java
