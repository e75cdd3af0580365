"""Encoding: findings to quads, to N-Quads, to a store, and to every export; all of it valid."""

from __future__ import annotations

import io
import json
from random import Random
from typing import Any

from graph_findings import findings_at
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from lxml import etree
from pyoxigraph import Quad, RdfFormat, Store, parse, serialize

from polybius.extract.findings import Findings, from_json, to_json
from polybius.graphs.dump import FORMATS, dump
from polybius.graphs.exporters import EXPORTERS
from polybius.graphs.quads import to_quads
from polybius.graphs.store import remove_document, replace_document
from polybius.networks import View, network

from .target import Target

__all__ = ["ENCODING", "EXPORTS", "check_quads"]

_XML = ("gexf", "graphml")
_JSON = ("graphology", "geojson", "jsonld")
_STRANGE = (
    *("", " ", "\0", "\n", "\x1b[2J", "\ud800", "\ufffe", "\U0001f600", "\u202e", '"', "\\"),
    *("<>", "]]>", "&x;", "{}", "a b", "http://a b/", "urn:x", "_:b", "comment/1", "body"),
    *("https://w3id.org/polybius/id/document/..", "2024-13-01", "-0001-01-01", "99999-01-01"),
    "2024-05-06T25:00:00Z",
)
_STRINGS = st.sampled_from(_STRANGE) | st.text(max_size=20)
_NUMBERS = st.sampled_from([0, -1, 1, 2**31, 2**63, 10**30]) | st.integers()
_FLOATS = st.sampled_from([0.0, 1.0, -1.0, 1e308, 5e-324, float("nan"), float("inf")])
_EDIT = st.tuples(st.integers(0, 10_000), st.integers(0, 3), _STRINGS, _NUMBERS, _FLOATS)


def _inputs() -> SearchStrategy[bytes]:
    seeds = [json.loads(to_json(findings_at())), json.loads(to_json(findings_at(comments=())))]
    edits = st.lists(_EDIT, max_size=5)
    return st.builds(_edited, st.sampled_from(seeds), edits)


def _edited(findings: dict[str, Any], edits: list[tuple[int, int, str, int, float]]) -> bytes:
    findings = json.loads(json.dumps(findings))
    for place, kind, text, number, real in edits:
        leaves = [*_leaves(findings)]
        holder, key = leaves[place % len(leaves)]
        holder[key] = _changed(holder[key], kind, text, number, real)
    return json.dumps(findings).encode()


def _leaves(value: Any) -> Any:
    """Yield where in a record of findings something stands that may be changed."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in list(pairs):
        if isinstance(item, dict | list):
            yield from _leaves(item)
        if item is not None and not isinstance(item, dict):
            yield value, key


def _changed(value: Any, kind: int, text: str, number: int, real: float) -> Any:
    """Return another value of the same type."""
    match value:
        case str():
            return (text, value + text, text + value, value[: len(text)])[kind]
        case int():
            return number
        case float():
            return real
        case list():
            return (value * 2, value[1:], value[::-1], [])[kind]
    return value


def encode(data: bytes) -> None:
    """Encode these findings, or hear why they contradict themselves; then store and remove them."""
    found = from_json(data.decode("utf-8"))
    quads = check_quads(found)
    if quads:
        store = Store()
        replace_document(store, found.iri, quads)
        assert set(store) == set(quads)
        remove_document(store, found.iri)


def export(data: bytes) -> None:
    """Write a store of these findings in every format."""
    found = from_json(data.decode("utf-8"))
    quads = check_quads(found)
    if not quads:
        return
    store = Store()
    replace_document(store, found.iri, quads)
    for name in FORMATS:
        file = io.BytesIO()
        dump(store, name, file, contents=True)
        assert [*parse(file.getvalue(), FORMATS[name])]
    for name, exporter in EXPORTERS.items():
        file = io.BytesIO()
        exporter(network(store, View()), file)
        _check_file(name, file.getvalue())


def _check_file(name: str, data: bytes) -> None:
    if name == "png":
        assert data.startswith(b"\x89PNG")
        return
    data.decode("utf-8")
    if name in _XML:
        etree.fromstring(data)
    if name in _JSON:
        json.loads(data, parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


def check_quads(found: Findings) -> list[Quad]:
    """Return the quads of findings that make sense; they are the same when read from N-Quads."""
    try:
        quads = [*to_quads(found)]
    except ValueError:  # what findings that contradict themselves end in
        return []
    written = serialize(quads, format=RdfFormat.N_QUADS)
    assert written is not None
    assert [*parse(written, RdfFormat.N_QUADS)] == quads
    return quads


def _vary(data: bytes, random: Random) -> bytes:
    edits = [
        (
            random.randrange(10_000),
            random.randrange(4),
            random.choice(_STRANGE),
            random.choice([0, -1, 2**63, 10**30]),
            random.choice([0.0, -1.0, float("nan"), float("inf")]),
        )
        for _ in range(random.randint(1, 3))
    ]
    return _edited(json.loads(data), edits)


_EXAMPLES = [to_json(findings_at()).encode(), to_json(findings_at(comments=())).encode()]
ENCODING = Target("encoding", _inputs, encode, _EXAMPLES, _vary, share=4)
EXPORTS = Target("exports", _inputs, export, _EXAMPLES, _vary, share=0.4)
