"""Which format a client gets that says what it likes."""

from __future__ import annotations

import pytest
from serving import Server

from polybius.explorer.errors import HttpError
from polybius.explorer.media import GRAPHS, RESULTS, TRUTHS, choose

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("*", JSON),
        ("text/csv", "text/csv"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", XML),
        ("text/csv; q=0.5, */*; q=0.1", "text/csv"),
        ("*/*, application/sparql-results+json;q=0", XML),
        ("application/json", JSON),
        ("TEXT/CSV;charset=utf-8", "text/csv"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", XML),
        ("text/csv;q=nonsense", "text/csv"),
        ("text/csv;q=0, text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv, application/json", JSON),
        (",,; ;,", JSON),
        ("text/csv" + ", a/b" * 10_000, "text/csv"),
    ],
)
def test_choose(accept: str, expected: str) -> None:
    assert choose(accept, RESULTS).name == expected


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/turtle", "text/*"])
def test_what_cannot_be_had_is_refused_with_what_can(accept: str) -> None:
    with pytest.raises(HttpError, match=r"there are .*json") as caught:
        choose(accept, TRUTHS)
    assert caught.value.status == 406


def test_no_name_stands_for_two_formats() -> None:
    for offers in (RESULTS, GRAPHS):
        names = [name for offer in offers for name in (offer.name, *offer.aliases)]
        assert len(names) == len(set(names)) >= 7


def test_a_graph_and_a_truth_are_written_as_what_they_are(reader: Server) -> None:
    accept = "application/sparql-results+xml, text/turtle;q=0.9, application/n-triples;q=0.8"
    assert reader.ask("ASK {}", accept).media == XML
    assert reader.ask("SELECT (1 AS ?x) {}", accept).media == XML
    assert reader.ask("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", accept).media == "text/turtle"
    assert reader.ask("ASK {}", "text/csv").status == 406
