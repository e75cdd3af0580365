"""`polybius ask`: which question, with which parameters, in which format."""

from __future__ import annotations

import csv
import io
import json

import pytest
from graph_findings import BODY, RUSSIA, findings_at
from lxml import etree

from polybius.asking import ask, find_question, parse_parameters
from polybius.queries.catalogue import catalogue
from polybius.queries.errors import ParameterError, QuestionError

COUNT = "SELECT (COUNT(*) AS ?number) { ?s a <https://w3id.org/polybius#Article> }"
SAID = BODY[BODY.index("General") :]


@pytest.fixture
def asked(polybius, store):
    """Ask the store; the answer, or the complaint, stands alone on its stream."""

    def run(*words, stdin=None):
        result = polybius("ask", *words, "--store", store, stdin=stdin)
        assert not result.stdout or not result.exit_code
        return result

    return run


def rows(result):
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_every_question_without_a_needed_parameter_is_answered(asked):
    free = [
        name
        for name, question in catalogue().items()
        if not any(parameter.required for parameter in question.params)
    ]
    assert len(free) >= 15
    for name in free:
        result = asked(name, "--format", "csv")
        assert (result.exit_code, result.stderr) == (0, ""), name
        assert result.stdout.count("\n") >= 1


@pytest.mark.parametrize("name", ["Ivan Petrov", "ivan petrov", "General Ivan Petrov"])
def test_a_name_is_matched_whatever_its_case_or_title(asked, name):
    (row,) = rows(asked("what_said", "--actor", name, "--format", "csv"))
    assert row["sentence"] == SAID


def test_a_parameter_may_follow_an_equals_sign_and_be_an_iri_or_an_alias(asked):
    given = (["--actor", RUSSIA], [f"--actor=<{RUSSIA}>"], ["--actor=Russian Federation"])
    answers = [asked("who_did_what_to_whom", *words, "--format", "csv") for words in given]
    assert len({answer.stdout for answer in answers}) == 1
    (row,) = rows(answers[0])
    assert (row["actors"], row["type"], row["recipients"]) == ("Russia", "Assault", "Idlib")


def test_a_misspelt_name_is_answered_and_told_of_beside_the_answer(asked):
    result = asked("what_said", "--actor", "Ivan Petrof", "--format", "csv")
    (row,) = rows(result)
    assert row["sentence"] == SAID
    assert "no actor is called 'Ivan Petrof'; asked of Ivan Petrov (Person)" in result.stderr


def test_options_may_stand_anywhere_among_parameters(asked):
    words = ["--format", "csv", "who_did_what_to_whom", "--limit=1", "--actor", "Russia"]
    assert len(rows(asked(*words))) == 1


def test_a_name_of_a_parameter_may_have_hyphens(asked):
    with_hyphen = asked("who_did_what_to_whom", "--event-type", "AID", "--format", "csv")
    assert [row["type"] for row in rows(with_hyphen)] == ["Aid"]


def test_table(asked):
    result = asked("who_did_what_to_whom")
    assert max(map(len, result.stdout.splitlines())) <= 120
    assert "Russia" in result.stdout
    assert "(3 rows" in result.stdout


def test_csv_has_the_columns_of_the_question(asked):
    result = asked("documents", "--format", "csv")
    (row,) = rows(result)
    assert row["document"] == findings_at().iri
    assert (row["article"], row["outlet_name"]) == ("Jets strike Idlib", "Sample Wire")


def test_tsv_has_typed_terms(asked):
    header, row = asked("-", "--format", "tsv", stdin=COUNT).stdout.splitlines()
    assert header == "?number"
    assert row == '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_json(asked):
    answer = json.loads(asked("-", "--format", "json", stdin=COUNT).stdout)
    assert answer["head"] == {"vars": ["number"]}
    assert [row["number"]["value"] for row in answer["results"]["bindings"]] == ["1"]


def test_xml(asked):
    tree = etree.fromstring(asked("-", "--format", "xml", stdin=COUNT).stdout.encode())
    assert tree.xpath("string(//*[local-name()='literal'])") == "1"


def test_turtle_is_for_graphs(asked):
    described = asked("-", "--format", "turtle", stdin=f"DESCRIBE <{findings_at().iri}>")
    assert findings_at().iri in described.stdout
    refused = asked("documents", "--format", "turtle")
    assert refused.exit_code == 1
    assert "CONSTRUCT or DESCRIBE" in refused.stderr


def test_yes_or_no(asked):
    assert json.loads(asked("-", "--format", "json", stdin="ASK {}").stdout)["boolean"] is True


def test_a_limit_that_cuts_is_told_of_beside_the_answer(asked):
    cut = asked("who_did_what_to_whom", "--limit", "2", "--format", "csv")
    assert cut.exit_code == 0
    assert len(rows(cut)) == 2
    assert "cut after 2 rows" in cut.stderr
    assert asked("who_did_what_to_whom", "--limit", "3", "--format", "csv").stderr == ""


def test_a_file_of_the_user_is_asked_with_its_parameters(asked, tmp_path):
    file = tmp_path / "mine.rq"
    file.write_text(
        "#+ params:\n#+   - {name: title, type: text}\n"
        "SELECT ?article {\n  #! values\n  ?article <http://purl.org/dc/terms/title> ?title }\n",
        encoding="utf-8",
    )
    (row,) = rows(asked(file, "--title", "Jets strike Idlib", "--format", "csv"))
    assert row["article"] == findings_at().iri
    assert rows(asked(file, "--title", "Another", "--format", "csv")) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["what_sad"], ["'what_sad'", "did you mean what_said?", "polybius questions"]),
        (["qqq"], ["'qqq'", "polybius questions"]),
        (["absent.rq"], ["absent.rq", "No such file"]),
        (["what_said"], ["needs actor"]),
        (["what_said", "--actor"], ["'--actor'", "--actor, --about"]),
        (["what_said", "Petrov"], ["'Petrov'", "--actor, --about"]),
        (["what_said", "--actr", "Ivan Petrov"], ["'actr'", "actor, about"]),
        (["what_said", "--actor", "a", "--actor", "b"], ["--actor is given twice"]),
        (["what_said", "--actor", "Iwan Petrow"], ["no actor called", "did you mean: Ivan Petrov"]),
        (["what_said", "--actor", "Idlib"], ["'Idlib' is no actor", "Region"]),
        (["what_said", "--actor", ""], ["letters or digits"]),
        (["what_said", "--actor", "https://nobody.example/"], ["no entity"]),
        (["events_between", "--from", "yesterday"], ["from", "'yesterday'", "YYYY-MM-DD"]),
        (["events_between", "--from", "2017-02-30"], ["from", "2017-02-30"]),
        (["who_did_what_to_whom", "--event_type", "ASSUALT"], ["'ASSUALT'", "ASSAULT"]),
        (["who_did_what_to_whom", "--voices", "nobody"], ["voices", "'nobody'", "allowed"]),
        (["documents", "--endpoint", "nowhere"], ["'nowhere'", "http"]),
        (["documents", "--endpoint", "http://127.0.0.1:9/"], ["127.0.0.1:9", "cannot be reached"]),
    ],
)
def test_what_cannot_be_asked_is_answered_with_what_can(asked, words, told):
    result = asked(*words)
    assert result.exit_code == 1
    assert result.stderr.startswith("polybius: ")
    assert [part for part in told if part not in result.stderr] == []


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("SELECT * {\n  ?s ?p }", "line 2, column 3"),
        ("", "line 1, column 1"),
        ("SELECT * { ?s nope:p ?o }", "nope"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT would change the store"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        (b"SELECT \xff", "not UTF-8 text (byte 8)"),
        ("#" * 5_000_000, "longer than"),
    ],
)
def test_broken_sparql_is_told_with_its_place(asked, sparql, told):
    result = asked("-", stdin=sparql)
    assert result.exit_code == 1
    assert result.stderr.startswith("polybius: standard input")
    assert told in result.stderr


def test_broken_sparql_in_a_file_is_told_with_file_line_and_column(asked, tmp_path):
    file = tmp_path / "broken.rq"
    file.write_text("# mine\nSELECT * { ?s ?p }\n", encoding="utf-8")
    assert f"{file}, line 2, column 12: broken SPARQL" in asked(file).stderr


def test_a_byte_order_mark_before_sparql_is_passed_over(asked):
    assert asked("-", stdin=b"\xef\xbb\xbfASK {}").exit_code == 0


def test_a_query_without_end_is_given_up(asked):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    result = asked("-", "--timeout", "0.2", stdin=endless)
    assert result.exit_code == 1
    assert "no answer within 0.2 seconds" in result.stderr


def test_asking_leaves_the_store_as_it_was(polybius, own_store):
    before = polybius("export", "nquads", "-", "--store", own_store).stdout_bytes
    assert polybius("ask", "overview", "--store", own_store).exit_code == 0
    assert polybius("export", "nquads", "-", "--store", own_store).stdout_bytes == before


def test_find_question_prefers_the_catalogue_and_raises_for_nothing():
    assert find_question("what_said", io.BytesIO()) is catalogue()["what_said"]
    assert find_question("-", io.BytesIO(b"ASK {}")).text == "ASK {}"
    with pytest.raises(QuestionError, match="rival_claims"):
        find_question("rival_claim", io.BytesIO())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], {}),
        (["--actor", "x"], {"actor": "x"}),
        (["--actor=x=y"], {"actor": "x=y"}),
        (["--actor="], {"actor": ""}),
        (["--actor", "--about"], {"actor": "--about"}),
        (["--event-type", "AID", "--actor=b"], {"event_type": "AID", "actor": "b"}),
    ],
)
def test_parse_parameters(words, found):
    assert parse_parameters(words, catalogue()["what_said"]) == found


@pytest.mark.parametrize("words", [["actor"], ["--actor"], ["-a", "x"], ["--a", "x", "y"]])
def test_parse_parameters_refuses_what_is_no_pair(words):
    with pytest.raises(ParameterError, match="--actor"):
        parse_parameters(words, catalogue()["what_said"])


def test_ask_gives_terms(store):
    answer = ask(catalogue()["documents"], {}, store=store)
    assert [row[answer.variables.index("document")].value for row in answer.rows] == [
        findings_at().iri
    ]
