"""A store as an object: `polybius.open`."""

from __future__ import annotations

import json
import sys

import pytest
import rdflib
from graph_findings import RUSSIA, findings_at

import polybius
from polybius.graphs.store import StoreError
from polybius.queries.catalogue import catalogue
from polybius.queries.errors import ParameterError, QuestionError, RefusedError

PB = rdflib.Namespace("https://w3id.org/polybius#")
COUNT = "SELECT (COUNT(*) AS ?number) { ?s a <https://w3id.org/polybius#Article> }"


@pytest.fixture
def graph(store):
    with polybius.open(store) as opened:
        yield opened


def test_a_question_is_asked_by_name_with_parameters(graph):
    answer = graph.ask("who_did_what_to_whom", actor="Russia", event_type="ASSAULT")
    assert [row[answer.variables.index("actors")].value for row in answer.rows] == ["Russia"]
    assert graph.ask("who_did_what_to_whom", limit=1).is_cut


def test_a_parameter_that_python_keeps_for_itself_takes_an_underscore(graph):
    assert graph.ask("events_between", from_="2017-12-27", to="2017-12-27").rows
    assert not graph.ask("events_between", from_="2017-12-28").rows


def test_no_parameter_is_called_as_an_option_of_ask_is():
    names = {parameter.name for question in catalogue().values() for parameter in question.params}
    assert "actor" in names
    assert not names & {"limit", "timeout", "self", "question"}


def test_a_number_may_be_given_as_one(graph):
    assert len(graph.ask("casualties", at_least=12).rows) == 1
    assert graph.ask("casualties", at_least=13).rows == ()


def test_sparql_a_file_and_a_question_are_asked_too(graph, tmp_path):
    file = tmp_path / "mine.rq"
    file.write_text(COUNT, encoding="utf-8")
    answers = [graph.ask(it).rows for it in (COUNT, str(file))]
    assert [[term.value for term in rows[0]] for rows in answers] == [["1"], ["1"]]
    assert graph.ask(catalogue()["documents"]).rows


def test_what_cannot_be_asked_is_an_error_as_elsewhere(graph):
    with pytest.raises(QuestionError, match="did you mean what_said"):
        graph.ask("what_sad")
    with pytest.raises(ParameterError, match="takes no parameter 'who'"):
        graph.ask("documents", who="x")
    with pytest.raises(RefusedError, match="would change the store"):
        graph.ask("INSERT DATA { <urn:a:b> <urn:a:b> <urn:a:b> }")


def test_an_answer_becomes_a_data_frame(graph):
    frame = graph.ask("casualties").to_pandas()
    assert frame.loc[0, "killed_min"] == 12
    assert frame["killed_min"].dtype.kind == "i"
    assert (frame.loc[0, "actors"], frame.loc[0, "begin"]) == ("Russia", "2017-12-27")
    assert frame["killed_max"].isna().all()
    assert list(graph.ask("casualties", at_least=99).to_pandas().columns) == list(frame.columns)


def test_without_pandas_a_data_frame_is_a_clear_error(graph, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install pandas"):
        graph.ask("documents").to_pandas()


# rdflib warns of what it does itself.
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")
def test_rdflib_sees_the_same_store_and_cannot_change_it(graph):
    dataset = graph.dataset
    russia = rdflib.URIRef(RUSSIA)
    assert str(dataset.value(russia, rdflib.RDFS.label)) == "Russia"
    found = dataset.query("SELECT ?e { ?e pb:actor ?who }", initNs={"pb": PB})
    assert len(list(found)) == 3
    home = rdflib.URIRef(findings_at().iri)
    assert list(dataset.quads((home, rdflib.RDF.type, PB.Article, home)))
    with pytest.raises(RuntimeError, match="read-write"):
        dataset.add((russia, rdflib.RDFS.label, rdflib.Literal("x"), home))


def test_it_is_exported(graph, tmp_path):
    graph.export("nquads", tmp_path / "graph.nq")
    assert RUSSIA in (tmp_path / "graph.nq").read_text(encoding="utf-8")
    graph.export("jsonld", tmp_path / "graph.jsonld", contents=True)
    assert json.loads((tmp_path / "graph.jsonld").read_text(encoding="utf-8"))
    graph.export("gexf", tmp_path / "graph.gexf", network="actors")
    assert (tmp_path / "graph.gexf").stat().st_size > 100
    with pytest.raises(ValueError, match="no format 'docx'"):
        graph.export("docx", tmp_path / "graph.docx")


def test_what_is_no_store_is_told_and_what_is_closed_stays_closed(store, tmp_path):
    with pytest.raises(StoreError, match="no store here"):
        polybius.open(tmp_path)
    with polybius.open(str(store)) as graph:
        assert graph.ask("overview").rows
    for use in (lambda: graph.ask("overview"), lambda: graph.dataset):
        with pytest.raises(StoreError, match="closed; open it again"):
            use()
