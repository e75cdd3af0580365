"""What the log tells of a request, and what it keeps to itself."""

from __future__ import annotations

import json
from typing import Any

from serving import FORM, TURTLE, Server, wait_for


def entry_of(server: Server, mark: str) -> dict[str, Any]:
    """Return the only line of the log with this in it."""
    wait_for(lambda: any(mark in json.dumps(entry) for entry in server.entries()))
    (entry,) = (entry for entry in server.entries() if mark in json.dumps(entry))
    return entry


def test_a_request_is_one_line(reader: Server) -> None:
    answer = reader.ask("SELECT ?marked_1 {}")
    entry = entry_of(reader, "marked_1")
    assert entry.keys() == {"time", "client", "method", "path", "text", "status", "bytes", "ms"}
    assert (entry["method"], entry["path"], entry["status"]) == ("GET", "/sparql", 200)
    assert (entry["client"], entry["text"]) == ("127.0.0.1", "SELECT ?marked_1 {}")
    assert entry["bytes"] == len(answer.body)
    assert entry["time"].endswith("+00:00")
    assert entry["ms"] > 0


def test_a_wrong_request_is_told_too(reader: Server) -> None:
    assert reader.send("GET", "/marked_2").status == 404
    assert entry_of(reader, "marked_2")["status"] == 404


def test_texts_are_cut_and_have_no_line_ends(reader: Server) -> None:
    reader.ask("SELECT\n?marked_3 { ?s ?p '" + "x" * 5000 + "' }")
    text = entry_of(reader, "marked_3")["text"]
    assert text.startswith("SELECT ?marked_3 { ?s ?p 'xxx")
    assert len(text) == 200


def test_no_credentials_are_told(reader: Server, writer: Server) -> None:
    headers = {"Authorization": "Basic c2VjcmV0", "Cookie": "secret=1", "Referer": "http://secret/"}
    reader.send("GET", "/health?token=secret", headers=headers)
    reader.ask("ASK { ?marked_4 ?p <http://user:secret@a.example/> }")
    assert "//a.example/" in entry_of(reader, "marked_4")["text"]
    writer.send("GET", "/graphs?graph=http://user:secret@a.example/marked_5")
    assert entry_of(writer, "marked_5")["text"] == "http://a.example/marked_5"
    for server in (reader, writer):
        log = server.log.read_text(encoding="utf-8")
        assert "secret" not in log.replace("secret.nt", "")
        assert "c2VjcmV0" not in log


def test_what_is_sent_to_a_graph_is_not_told(writer: Server) -> None:
    writer.send("PUT", "/graphs?graph=http://a.example/marked_6", "<a:b> <a:b> 'body' .", TURTLE)
    assert "body" not in json.dumps(entry_of(writer, "marked_6"))


def test_a_form_is_told_by_its_text(writer: Server) -> None:
    writer.send("POST", "/sparql", "query=ASK+%7B+%3Fmarked_7+%3Fp+1+%7D", FORM)
    assert entry_of(writer, "marked_7")["text"] == "ASK { ?marked_7 ?p 1 }"
