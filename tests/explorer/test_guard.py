"""Browsers: what pages of other sites may have them ask, and what not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import FORM, UPDATE, Server, served

PAGE = "https://notebook.example"
INSERT = "INSERT DATA { <http://a/s> <http://a/p> 1 }"


@pytest.fixture(scope="module")
def open_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that pages of one origin may ask, and write to."""
    store: Path = tmp_path_factory.mktemp("guard") / "store"
    with served(store, "--writable", "--cors", PAGE, "--workers", 1) as server:
        yield server


def test_a_page_of_another_site_cannot_write(writer: Server) -> None:
    body = "update=INSERT+DATA+%7B+%3Ca%3Atricked%3E+%3Ca%3Ab%3E+1+%7D"
    answer = writer.send("POST", "/sparql", body, FORM | {"Origin": "https://evil.example"})
    assert (answer.status, "--cors" in answer.text) == (403, True)
    assert writer.send("POST", "/sparql", body, FORM | {"Origin": "null"}).status == 403
    deleted = writer.send("DELETE", "/graphs?default", headers={"Origin": "https://evil.example"})
    assert deleted.status == 403
    assert writer.ask("ASK { <a:tricked> ?p ?o }").body.endswith(b"false}")


def test_its_own_pages_can(writer: Server) -> None:
    origin = {"Origin": f"http://127.0.0.1:{writer.port}"}
    assert writer.send("POST", "/sparql", INSERT, UPDATE | origin).status == 204


def test_no_page_may_read_unless_it_is_allowed(reader: Server, open_server: Server) -> None:
    header = "access-control-allow-origin"
    assert header not in reader.send("GET", "/sparql", headers={"Origin": PAGE}).headers
    assert open_server.send("GET", "/sparql", headers={"Origin": PAGE}).headers[header] == PAGE
    other = open_server.send("GET", "/sparql", headers={"Origin": "https://evil.example"})
    assert header not in other.headers


def test_an_allowed_page_may_ask_first_and_then_write(open_server: Server) -> None:
    asked = {"Origin": PAGE, "Access-Control-Request-Method": "POST"}
    headers = asked | {"Access-Control-Request-Headers": "content-type"}
    answer = open_server.send("OPTIONS", "/sparql", headers=headers)
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert open_server.send("POST", "/sparql", INSERT, UPDATE | {"Origin": PAGE}).status == 204
    evil = open_server.send("POST", "/sparql", INSERT, UPDATE | {"Origin": "https://evil.example"})
    assert evil.status == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:7878", "127.0.0.1.evil.example"])
def test_a_name_that_was_made_to_lead_here_is_refused(reader: Server, host: str) -> None:
    answer = reader.send("GET", "/sparql?query=ASK%7B%7D", headers={"Host": host})
    assert (answer.status, host in answer.text) == (421, True)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:7878", "127.0.0.1", "[::1]:80"])
def test_the_names_of_this_machine_are_not(reader: Server, host: str) -> None:
    assert reader.send("GET", "/sparql?query=ASK%7B%7D", headers={"Host": host}).status == 200


def test_browsers_are_told_not_to_guess_formats_nor_to_mix_them_up(reader: Server) -> None:
    for path in ("/sparql", "/nowhere", "/health"):
        headers = reader.send("GET", path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["vary"] == "Accept"
