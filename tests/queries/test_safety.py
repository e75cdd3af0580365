import contextlib
import time

import pyoxigraph as ox
import pytest
from listening import Refusing

from polybius.queries.errors import RefusedError
from polybius.queries.safety import check_safety, check_size

# Each of these is read by Oxigraph as a SERVICE clause; URL is a server on loopback.
ATTACKS = [
    "SELECT * { SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { service silent <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p 1SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE <URL> { ?a ?b ?c } }",
    "PREFIX : <URL> SELECT * { ?s ?p ?o SERVICE: { ?a ?b ?c } }",
    "PREFIX : <URL> SELECT * { ?s ?p ?x FILTER(?s!=?x||?x<?x+1)SERVICE:#>\n{ ?a ?b ?c } }",
    'SELECT * { ?s ?p ?x FILTER(1<1+1)#>"""\nSERVICE <URL> { ?a ?b ?c } #"""\n}',
    "SELECT * { ?s ?p ?x FILTER(1<1+1)#>'\nSERVICE <URL> { ?a ?b ?c } #'\n}",
    "SELECT * { BIND('#' AS ?x) SERVICE <URL> { ?a ?b ?c } }",
    'SELECT * { BIND("""a"b""" AS ?x) SERVICE <URL> { ?a ?b ?c } }',
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?a ?b ?c } } }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?a ?b ?c } } } }",
    "CONSTRUCT { ?a ?b ?c } WHERE { SERVICE <URL> { ?a ?b ?c } }",
    "ASK { #\rSERVICE <URL> { ?a ?b ?c } }",
]
HARMLESS = [
    "SELECT * { ?s ?p ?o }",
    "SELECT ?service { ?service ?p 'SERVICE <http://x> {}' }",
    'SELECT * { ?s ?p """a "SERVICE" b""" }',
    "# SERVICE is what this one does not use\nSELECT * { ?s ?p ?o }",
    "PREFIX e: <https://e.org/service/>\n"
    "SELECT * { ?s e:service ?o ; e:x_service <https://e.org/service#service> }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o>1) } # service",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_way_to_another_server_is_refused(attack: str, outsider: Refusing) -> None:
    text = attack.replace("URL", outsider.url)
    store = ox.Store()
    for value in (1, True):
        store.add(ox.Quad(ox.NamedNode("urn:x:s"), ox.NamedNode("urn:x:p"), ox.Literal(value)))
    try:
        results = store.query(text)
        if not isinstance(results, ox.QueryBoolean):
            list(results)
    except OSError:
        pass  # what the listener answers; that it was reached is what counts
    assert outsider.reached, "no attack: Oxigraph does not follow it"
    with pytest.raises(RefusedError):
        check_safety(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_the_word_alone_is_no_harm(text: str) -> None:
    ox.Store().query(text)
    check_safety(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { \\u0053ERVICE <http://x/> { ?a ?b ?c } }",
        "SELECT * { \\U00000053ervice <http://x/> { ?a ?b ?c } }",
        "SELECT * { ?s <#service> ?o }",
        "SELECT * { ?s <service> ?o }",
        "SELECT * { ?s ?p 'unclosed SERVICE }",
    ],
)
def test_what_another_server_may_read_as_one_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="line 1"):
        check_safety(text)


@pytest.mark.parametrize(
    "piece", ['"', "'", '"""', "<", "#", "\\u0022", "service", "?", ":a-", " "]
)
def test_it_takes_linear_time(piece: str) -> None:
    text = "?service " + piece * (300_000 // len(piece))
    start = time.perf_counter()
    with contextlib.suppress(RefusedError):
        check_safety(text)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { FILTER(" + "(" * 60 + "1" + ")" * 60 + ") }",
        "SELECT * {" + "FILTER EXISTS {" * 60 + "}" * 60 + "}",
        "SELECT * {" + "{} UNION " * 1001 + "{} }",
        "SELECT * { FILTER(1" + "-1" * 1001 + ") }",
        "SELECT * { FILTER(" + "!" * 1001 + "1) }",
        "SELECT * {" + "OPTIONAL {}" * 1001 + "}",
    ],
)
def test_what_could_overflow_the_stack_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match=r"deep|operators"):
        check_size(text)


def test_long_lists_of_values_are_no_danger() -> None:
    values = " ".join(f"(<https://e.org/a-b/{n}> '{{[(!-{n}')" for n in range(20_000))
    check_size(f"SELECT * {{ VALUES (?a ?b) {{ {values} }} }}")


def test_many_typed_values_are_no_danger() -> None:
    values = " ".join('<a:s> <a:p> "2025-01-01"^^<a:date> .' for _ in range(2_000))
    check_size(f"INSERT DATA {{ {values} }}")


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://a.example/>",
        "load silent <http://a.example/> INTO GRAPH <a:g>",
        "INSERT DATA { <a:s> <a:p> 1LOAD } ; LOAD <a:b>",
        "PREFIX load: <a:b> CLEAR ALL",  # harmless, but not for certain
    ],
)
def test_other_words_can_be_looked_for(text: str) -> None:
    with pytest.raises(RefusedError, match="LOAD"):
        check_safety(text, "LOAD")
    check_safety(text)


def test_data_may_speak_of_loading() -> None:
    check_safety("INSERT DATA { <http://a/load> <http://a/p> 'to load', 1 } # LOAD", "LOAD")
