"""SPARQL's protocol, beyond what the W3C's tests of it look at."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from fixed_graph import load_store
from serving import FORM, QUERY, UPDATE, Answer, Server, wait_for

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
G1, G2 = "http://a.example/protocol/1", "http://a.example/protocol/2"


def test_the_three_ways_to_ask_give_the_same(reader: Server) -> None:
    number = str(len(load_store()))  # a triple in two graphs is found twice
    ways = [
        reader.ask(COUNT),
        reader.send("POST", "/sparql", COUNT, QUERY),
        reader.send("POST", "/sparql", urlencode({"query": COUNT}), FORM),
    ]
    assert [answer.rows() for answer in ways] == [[{"n": number}]] * 3


def test_text_of_every_script_goes_both_ways(reader: Server) -> None:
    text = "Дамаск 大馬士革 دمشق 🕊 é\u0301 \\ ' \u2028"
    literal = '"' + text.replace("\\", "\\\\") + '"'
    for answer in (
        reader.ask(f"SELECT ({literal} AS ?x) {{}}"),
        reader.send("POST", "/sparql", f"SELECT ({literal} AS ?x) {{}}", QUERY),
    ):
        assert answer.rows() == [{"x": text}]


def test_an_update_is_seen_by_the_next_query(writer: Server) -> None:
    writer.send("DELETE", f"/graphs?graph={G1}")
    for number in range(1, 31):
        done = writer.update(f"INSERT DATA {{ GRAPH <{G1}> {{ <{G1}> <{G1}/p> {number} }} }}")
        assert done.status == 204
        asked = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{G1}> {{ ?s ?p ?o }} }}"
        # Twice, so that both workers are asked.
        assert [writer.ask(asked).rows() for _ in range(2)] == [[{"n": str(number)}]] * 2


def test_graphs_named_beside_the_query_take_the_place_of_those_in_it(writer: Server) -> None:
    writer.update(f"INSERT DATA {{ GRAPH <{G1}/a> {{ <{G1}> <{G1}/q> 1 }} }}")
    writer.update(f"INSERT DATA {{ GRAPH <{G2}/b> {{ <{G2}> <{G1}/q> 2 }} }}")
    text = f"SELECT ?o FROM <{G1}/a> {{ ?s <{G1}/q> ?o }}"
    assert writer.ask(text).rows() == [{"o": "1"}]
    named = writer.send(
        "GET", f"/sparql?{urlencode({'query': text, 'default-graph-uri': G2 + '/b'})}"
    )
    assert named.rows() == [{"o": "2"}]
    both = f"SELECT ?o {{ ?s <{G1}/q> ?o }} ORDER BY ?o"
    assert writer.ask(both).rows() == [{"o": "1"}, {"o": "2"}]


def test_an_update_looks_only_where_it_is_told(writer: Server) -> None:
    old, new, other = (f"http://a.example/using/{name}" for name in ("old", "new", "other"))
    writer.update(
        f"INSERT DATA {{ GRAPH <{old}> {{ <{old}> <{old}/p> 1 }}"
        f" GRAPH <{other}> {{ <{other}> <{old}/p> 2 }} }}"
    )
    text = f"INSERT {{ GRAPH <{new}> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}"
    path = f"/sparql?using-graph-uri={quote(old, safe='')}"
    assert writer.send("POST", path, text, UPDATE).status == 204
    found = writer.ask(f"SELECT ?o {{ GRAPH <{new}> {{ ?s ?p ?o }} }}")
    assert found.rows() == [{"o": "1"}]


def test_a_server_that_only_reads_takes_no_update(reader: Server) -> None:
    before = reader.ask(COUNT).rows()
    for answer in (
        reader.update("CLEAR ALL"),
        reader.send("POST", "/sparql", "update=CLEAR+ALL", FORM),
        reader.send("POST", "/sparql", "CLEAR ALL", QUERY),
        reader.ask("CLEAR ALL"),
    ):
        assert answer.status in (400, 403)
    assert "--writable" in reader.update("CLEAR ALL").text
    assert reader.ask(COUNT).rows() == before


def test_a_broken_query_is_told_with_its_place(reader: Server) -> None:
    answer = reader.ask("SELECT * {\n  ?s ?p }\n}")
    assert answer.status == 400
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "line 2" in answer.text
    assert "^" in answer.text


def test_a_broken_update_is_told_with_its_place(writer: Server) -> None:
    answer = writer.update("INSERT DATA {\n <http://a> <http://b> }")
    assert answer.status == 400
    assert "update, line 2" in answer.text


LATIN = {"Content-Type": "application/sparql-query; charset=latin1"}
BAD: list[tuple[str, str, str, dict[str, str], int, str]] = [
    ("GET", "/sparql?query=%FF", "", {}, 400, "UTF-8"),
    ("GET", "/sparql?query=ASK{}&query=ASK{}", "", {}, 400, "2 times"),
    ("GET", "/sparql?query=ASK{}&using-graph-uri=http://a/", "", {}, 400, "not for query"),
    ("GET", "/sparql?default-graph-uri=http://a/", "", {}, 400, "no query"),
    ("GET", "/sparql?query=ASK{}&default-graph-uri=x", "", {}, 400, "no graph's IRI"),
    ("GET", "/sparql?update=CLEAR+ALL", "", {}, 400, "POST"),
    ("POST", "/sparql?query=ASK{}", "", FORM, 400, "in the body"),
    ("POST", "/sparql", "query=ASK{}&update=CLEAR+ALL", FORM, 400, "one query or one update"),
    ("POST", "/sparql", "a=b", FORM, 400, "one query or one update"),
    ("POST", "/sparql", "ASK {}", {}, 415, "application/sparql-query"),
    ("POST", "/sparql", "ASK {}", {"Content-Type": "text/plain"}, 415, "text/plain"),
    ("POST", "/sparql", "ASK {}", LATIN, 415, "UTF-8"),
    ("POST", "/sparql?using-graph-uri=http://a/", "ASK {}", QUERY, 400, "using-graph-uri"),
    ("PUT", "/sparql", "ASK {}", QUERY, 405, "Allow"),
    ("DELETE", "/sparql", "", {}, 405, "Allow"),
    ("GET", "/nowhere", "", {}, 404, "/sparql"),
    ("GET", "/sparql?query=ASK{}", "", {"Accept": "image/png"}, 406, "sparql-results+json"),
    ("GET", "/sparql", "", {"Accept": "image/png"}, 406, "text/turtle"),
    ("GET", "/sparql?" + "&".join(["a=1"] * 1001), "", {}, 400, "parameters"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body", "headers", "status", "told"), BAD)
def test_wrong_requests_are_told_what_is_wrong(
    reader: Server,
    method: str,
    path: str,
    body: str,
    headers: dict[str, str],
    status: int,
    told: str,
) -> None:
    answer = reader.send(method, path, body, headers)
    assert (answer.status, told in answer.text) == (status, True), answer.text
    if status == 405:
        assert "GET" in answer.headers["allow"]


def test_text_that_is_not_utf8_is_refused(reader: Server) -> None:
    answer = reader.send("POST", "/sparql", b"ASK { <http://a/\xff> ?p ?o }", QUERY)
    assert (answer.status, "byte 17" in answer.text) == (400, True)


def test_a_large_body_is_refused_before_it_is_read(writer: Server) -> None:
    body = "INSERT DATA { <http://a/s> <http://a/p> '" + "x" * 1_100_000 + "' }"
    answer = writer.update(body)
    assert (answer.status, "1,048,576" in answer.text) == (413, True)


def test_a_body_below_the_bound_is_taken(writer: Server) -> None:
    graph = "http://a.example/large"
    body = f"INSERT DATA {{ GRAPH <{graph}> {{ <{graph}> <{graph}> '" + "x" * 1_000_000 + "' } }"
    assert writer.update(body).status == 204
    answer = writer.ask(f"SELECT ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    assert len(answer.rows()[0]["o"]) == 1_000_000


def test_head_is_get_without_the_body(reader: Server) -> None:
    path = f"/sparql?query={quote(COUNT)}"
    got, headed = reader.send("GET", path), reader.send("HEAD", path)
    assert headed.status == 200
    assert headed.body == b""
    for name in ("content-type", "content-length"):
        assert headed.headers[name] == got.headers[name]


def test_options_say_what_is_allowed(reader: Server) -> None:
    answer = reader.send("OPTIONS", "/sparql")
    assert (answer.status, answer.headers["allow"]) == (204, "GET, POST, HEAD, OPTIONS")
    assert "access-control-allow-origin" not in answer.headers


def test_a_path_with_a_slash_at_its_end_is_the_same(reader: Server) -> None:
    assert reader.send("GET", "/sparql/?query=ASK{}").status == 200


def test_health(reader: Server) -> None:
    # A worker that another test has ended may still be starting.
    wait_for(lambda: b'"workers":2' in health(reader).body)
    answer = health(reader)
    assert answer.body == b'{"status":"ok","workers":2,"waiting":0}'
    assert answer.headers["cache-control"] == "no-store"


def health(server: Server) -> Answer:
    answer = server.send("GET", "/health")
    assert answer.status == 200
    return answer
