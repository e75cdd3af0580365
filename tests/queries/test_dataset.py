import pyoxigraph as ox
import pytest

from polybius.queries.dataset import Dataset, has_dataset_clause, read_dataset, with_using
from polybius.queries.errors import ParameterError, RefusedError
from polybius.queries.execute import execute, execute_update

ONE = read_dataset(["http://a/1"], [])
BOTH = read_dataset(["http://a/1"], ["http://a/2"])


def test_an_iri_that_is_none_is_told() -> None:
    with pytest.raises(ParameterError, match="'x y' is no graph's IRI"):
        read_dataset(["x y"], [])


def test_no_graphs_are_no_dataset() -> None:
    assert not Dataset()
    assert ONE
    assert read_dataset([], ["http://a/1"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * FROM <a:b> { ?s ?p ?o }", True),
        ("SELECT * from named <a:b> { ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p ?o } FROM <a:b> WHERE { ?s ?p ?o }", True),
        ("SELECT * { ?s ?p 'FROM' } # FROM", False),
        ("PREFIX from: <http://a/FROM> SELECT ?from { ?from from:from ?o }", False),
    ],
)
def test_a_dataset_clause_is_found(text: str, expected: bool) -> None:
    assert has_dataset_clause(text) == expected


def test_using_stands_before_each_where() -> None:
    text = (
        "PREFIX where: <http://a/where#> INSERT DATA { <a:s> where:where 'WHERE {' } ;\n"
        "INSERT { ?s ?p 2 } WHERE { ?s ?p ?o { SELECT ?s WHERE { ?s ?p 1 } } } ; # WHERE\n"
        "DELETE { ?s ?p 1 } INSERT { ?s ?p 3 } where { ?s ?p 1 }"
    )
    added = with_using(text, BOTH)
    assert added.count("USING <http://a/1> USING NAMED <http://a/2> ") == 2
    assert added.replace("USING <http://a/1> USING NAMED <http://a/2> ", "") == text


@pytest.mark.parametrize("between", [" ", "\n", " # why\n", ""])
def test_delete_where_is_written_in_full(between: str) -> None:
    text = f"DELETE{between or ' '}WHERE {{ ?s <a:p> 1 }} ; DELETE WHERE {{ ?s <a:q> '}}' }}"
    store = ox.Store()
    for graph in (1, 2):
        for name, value in (("p", "1"), ("q", "'}'"), ("r", "1")):
            store.update(
                f"INSERT DATA {{ GRAPH <http://a/{graph}> {{ <a:s> <a:{name}> {value} }} }}"
            )
    # What is deleted is in the default graph, as the template has no GRAPH.
    store.update("INSERT DATA { <a:s> <a:p> 1 ; <a:q> '}' ; <a:r> 1 }")
    execute_update(store, text, ONE, base="http://a/")
    kept = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    assert [quad.predicate.value for quad in kept] == ["a:r"]
    assert len(store) == 7


@pytest.mark.parametrize("clause", ["USING <a:g>", "using named <a:g>"])
def test_using_is_not_said_twice(clause: str) -> None:
    with pytest.raises(RefusedError, match="using-graph-uri"):
        with_using(f"INSERT {{ ?s ?p 1 }} {clause} WHERE {{ ?s ?p 2 }}", ONE)


def test_an_update_without_a_dataset_stays_as_it_is() -> None:
    text = "INSERT { ?s ?p 1 } USING <a:g> WHERE { ?s ?p 2 }"
    assert with_using(text, Dataset()) == text


def test_a_dataset_hides_all_other_graphs() -> None:
    store = ox.Store()
    for graph in (1, 2, 3):
        store.update(f"INSERT DATA {{ GRAPH <http://a/{graph}> {{ <a:s> <a:p> {graph} }} }}")
    store.update("INSERT DATA { <a:s> <a:p> 4 }")

    def values(pattern: str, dataset: Dataset) -> set[str]:
        found = execute(store, f"SELECT ?o {{ {pattern} }}", dataset, base="http://a/")
        assert isinstance(found, ox.QuerySolutions)
        return {row["o"].value for row in found}  # type: ignore[union-attr]

    here, there = "?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"
    assert (values(here, Dataset()), values(there, Dataset())) == ({*"1234"}, {*"123"})
    assert (values(here, ONE), values(there, ONE)) == ({"1"}, set())
    assert (values(here, BOTH), values(there, BOTH)) == ({"1"}, {"2"})
    named = read_dataset([], ["http://a/2"])
    assert (values(here, named), values(there, named)) == (set(), {"2"})
