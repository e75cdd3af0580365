"""Each question of the catalogue finds exactly the expected rows in the fixed graph."""

from dataclasses import replace

import pyoxigraph as ox
import pytest
from fixed_graph import EXPECTED, GRAPH, ID, load_store, read_expected, readable

from polybius.ontology import terms
from polybius.queries.ask import ask
from polybius.queries.catalogue import catalogue

NIF = "PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>"
NAMES = sorted(catalogue())


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return load_store()


def test_every_question_has_its_rows_and_the_rows_a_question() -> None:
    assert len(NAMES) >= 50
    assert sorted(file.stem for file in EXPECTED.iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_exactly_those_expected(store: ox.Store, name: str) -> None:
    expected = read_expected(name)
    assert any(case["rows"] for case in expected["cases"])
    for case in expected["cases"]:
        answer = ask(store, catalogue()[name], case["parameters"])
        assert list(answer.variables) == expected["variables"]
        assert readable(answer) == case["rows"], case["parameters"]


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_distinct_and_columns_for_people_come_first(store: ox.Store, name: str) -> None:
    question = catalogue()[name]
    for case in read_expected(name)["cases"]:
        answer = ask(store, question, case["parameters"])
        assert len(set(answer.rows)) == len(answer.rows)
        heads = [next(filter(None, column), "") for column in zip(*readable(answer), strict=True)]
        are_iris = [head.startswith(("id:", "https:")) for head in heads if head]
        assert are_iris == sorted(are_iris), answer.variables


@pytest.mark.parametrize("name", NAMES)
def test_question_tells_whose_voice_it_counts(name: str) -> None:
    question = catalogue()[name]
    neutral = {  # of mentions and records, asserted by nobody
        "actors",
        "builds",
        "copies",
        "documents",
        "mentioned_together",
        "outlets",
        "places",
        "possible_identities",
    }
    assert name in neutral or "voice" in " ".join(read_expected(name)["variables"])
    assert question.summary
    assert question.row


def test_every_parameter_is_given_and_parameters_change_the_rows() -> None:
    tried = 0
    for name, question in catalogue().items():
        cases = read_expected(name)["cases"]
        given = {key for case in cases for key in case["parameters"]}
        assert given == {parameter.name for parameter in question.params}, name
        if given:
            assert len({str(case["rows"]) for case in cases}) > (len(cases) > 1), name
            tried += 1
    assert tried >= 18


def test_order_does_not_depend_on_how_the_graph_was_loaded() -> None:
    quads = sorted(ox.parse(path=GRAPH, format=ox.RdfFormat.TRIG), key=str, reverse=True)
    store = ox.Store()
    store.extend(quads)
    asked = 0
    for name, question in catalogue().items():
        for case in read_expected(name)["cases"]:
            answer = ask(store, question, case["parameters"])
            assert readable(answer) == case["rows"], name
            asked += 1
    assert asked > len(NAMES)


ISSUED = ox.NamedNode("http://purl.org/dc/terms/issued")
IN_ORDER_OF_DOCUMENTS = [
    "claims_about",
    "documents",
    "events_at_place",
    "future_events",
    "mentions_of",
    "negated_events",
    "what_said",
    "who_did_what_to_whom",
]


@pytest.mark.parametrize("name", IN_ORDER_OF_DOCUMENTS)
def test_an_article_without_a_date_comes_last(name: str) -> None:
    def documents() -> list[str]:
        answer = ask(store, catalogue()[name], case["parameters"])
        column = [row[answer.variables.index("document")] for row in answer.rows]
        return list(dict.fromkeys(str(document) for document in column))

    store, first = load_store(), ox.NamedNode(f"{ID}document/1")
    cases = read_expected(name)["cases"]
    case = next(case for case in cases if len({row[-1] for row in case["rows"]}) > 1)
    assert documents()[0] == str(first)
    for quad in list(store.quads_for_pattern(first, ISSUED, None)):
        store.remove(quad)
    assert documents().index(str(first)) > 0


def test_without_geosparql_the_same_places_are_near(store: ox.Store) -> None:
    """A unit that no store knows makes the function fail, as it does where there is none."""
    question = catalogue()["events_near"]
    without = replace(question, text=question.text.replace("uom:metre", "uom:nothing"))
    assert without != question
    for case in read_expected("events_near")["cases"]:
        rows = readable(ask(store, without, case["parameters"]))
        assert rows == [[None, *row[1:]] for row in case["rows"]]


HEADLINE = f"""
PREFIX id: <{ID}>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX pb: <https://w3id.org/polybius#>
id:document\\/1 {{
  id:event\\/charges a pb:Accuse ; pb:factuality pb:factuality-occurred ;
    pb:actor id:entity\\/country-RUS ; pb:assertedBy id:document\\/1 ;
    pb:sentence id:span\\/charges ; pb:trigger id:span\\/charges .
  id:span\\/charges a pb:Span ; pb:inPart id:document\\/1\\/title ;
    nif:anchorOf "charges" ; nif:beginIndex 15 ; nif:endIndex 22 .
}}
"""


def test_the_headline_comes_before_the_text() -> None:
    store = load_store()
    store.load(HEADLINE.encode(), format=ox.RdfFormat.TRIG)
    rows = readable(ask(store, catalogue()["who_did_what_to_whom"], {}))
    assert ["id:event/charges" in row for row in rows].index(True) == 0


CONTRASTS = ("rival_claims", "claims_against_own_voice")
NOT_THE_SAME = f"""
PREFIX id: <{ID}>
PREFIX pb: <https://w3id.org/polybius#>
id:claim\\/3\\/content {{
  id:event\\/unsupplied a pb:Aid ; pb:factuality pb:factuality-negated ;
    pb:recipient id:entity\\/islamic-state .
  id:event\\/unhelpful a pb:Aid ; pb:factuality pb:factuality-negated ;
    pb:actor id:entity\\/country-USA .
}}
id:document\\/1 {{
  id:event\\/unsupplied pb:assertedBy id:claim\\/3 ;
    pb:sentence id:span\\/document-7d88-9749-307 ; pb:trigger id:span\\/document-7d88-9714-292 .
  id:event\\/unhelpful pb:assertedBy id:claim\\/3 ;
    pb:sentence id:span\\/document-7d88-9749-307 ; pb:trigger id:span\\/document-7d88-9714-292 .
  id:event\\/withdrawal a pb:Retreat ; pb:factuality pb:factuality-occurred ;
    pb:actor id:entity\\/country-USA ; pb:recipient id:entity\\/country-RUS ;
    pb:assertedBy id:document\\/1 ;
    pb:sentence id:span\\/document-7d88-9749-307 ; pb:trigger id:span\\/document-7d88-9714-292 .
  id:event\\/supply a pb:Aid ; pb:factuality pb:factuality-occurred ;
    pb:actor id:entity\\/country-RUS ; pb:recipient id:entity\\/islamic-state ;
    pb:assertedBy id:document\\/1 ;
    pb:sentence id:span\\/document-7d88-9749-307 ; pb:trigger id:span\\/document-7d88-9714-292 .
}}
"""


def test_nobody_is_not_the_same_as_anybody() -> None:
    """Events with one side unnamed are not those where it is named."""
    store = load_store()
    before = [readable(ask(store, catalogue()[name], {})) for name in CONTRASTS]
    store.load(NOT_THE_SAME.encode(), format=ox.RdfFormat.TRIG)
    rivals, against = (readable(ask(store, catalogue()[name], {})) for name in CONTRASTS)
    assert rivals == before[0]
    new = {"id:event/unsupplied", "id:event/unhelpful"}
    assert [row for row in against if new.isdisjoint(row)] == before[1]
    assert [row[0] for row in against if not new.isdisjoint(row)] == ["only claimed"] * 2


def test_the_fixed_graph_is_sound(store: ox.Store) -> None:
    """Its spans must be stretches of its texts, or its rows would prove nothing."""
    spans = store.query(
        f"""{NIF} SELECT DISTINCT ?text ?start ?end ?words WHERE {{
          ?span nif:beginIndex ?start ; nif:endIndex ?end ; nif:anchorOf ?words ;
            <https://w3id.org/polybius#inPart>/nif:isString ?text }}""",
        use_default_graph_as_union=True,
    )
    checked = 0
    for text, start, end, words in spans:
        assert text.value[int(start.value) : int(end.value)] == words.value
        checked += 1
    assert checked > 40


STRIKE_AGAIN = """
PREFIX id: <{id}>
PREFIX pb: <https://w3id.org/polybius#>
id:document\\/{name} {{
  id:document\\/{name} a pb:Article .
  id:document\\/{name}\\/body a pb:Part ; pb:partOf id:document\\/{name} .
  id:span\\/{name} pb:inPart id:document\\/{name}\\/body .
  id:event\\/{name} a pb:Assault ; pb:factuality pb:factuality-occurred ;
    pb:actor id:entity\\/country-RUS ; pb:recipient id:entity\\/islamic-state ;
    pb:assertedBy id:document\\/{name} ; pb:sentence id:span\\/{name} .
}}
"""


def test_copies_are_one_source_and_others_are_their_own() -> None:
    store = load_store()
    for name in ("copy", "second-copy", "other"):
        store.load(STRIKE_AGAIN.format(id=ID, name=name).encode(), format=ox.RdfFormat.TRIG)
    graph, copy_of = ox.NamedNode(f"{ID}graph/copies"), ox.NamedNode(terms.copyOf)
    for name in ("copy", "second-copy"):
        copy, source = (ox.NamedNode(f"{ID}document/{it}") for it in (name, 1))
        store.add(ox.Quad(copy, copy_of, source, graph))
    first, *_ = readable(ask(store, catalogue()["independent_sources"], {}))
    assert first[:4] == ["Russia", "Assault", "Islamic State", "occurred"]
    assert first[4:] == ["2", "4", "article", "2017-12-27", "2017-12-27"]
