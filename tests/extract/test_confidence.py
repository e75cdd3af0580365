"""Confidence: the chance that a finding is right, by the weights of its signals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_signals import BELGRADE, CLAIM, NOVI_SAD, OSTRAVA, VENN, WARNING, span

from polybius.extract.analysis import Analysis
from polybius.extract.article import Article
from polybius.extract.confidence import (
    BIAS,
    WeightsError,
    calibrate,
    chance,
    parse_weights,
    read_weights,
)
from polybius.extract.findings import Position
from polybius.extract.signals import find_signals

POSITION = Position("position", VENN.iri, span("Marla"), None, confidence=0.85)
ANALYSIS = Analysis(
    article=Article(text=""),
    iri="document",
    passages=(),
    entities={e.iri: e for e in (VENN, OSTRAVA, BELGRADE, NOVI_SAD)},
    events=(WARNING,),
    claims=(CLAIM,),
    positions=(POSITION,),
)


def test_a_signal_moves_the_chance_by_its_weight() -> None:
    weights = {BIAS: -1.0, "known": 2.0, "mentions": 0.5}
    assert chance({}, weights) == pytest.approx(0.269)
    assert chance({"known": True}, weights) == pytest.approx(0.731)
    assert chance({"known": True, "mentions": 2.0}, weights) == pytest.approx(0.881)
    assert chance({"unheard of": 9.0}, weights) == chance({}, weights)


@given(st.dictionaries(st.sampled_from("abc"), st.floats(-1e300, 1e300)))
def test_no_finding_is_certain(signals: dict[str, float]) -> None:
    assert 0.01 <= chance(signals, {"a": 1.0, "b": -1.0, "c": 2.0}) <= 0.99


def test_the_weights_in_use_are_of_signals_that_findings_have() -> None:
    weights = read_weights()
    assert weights.keys() >= {"entity", "place", "event", "claim"}
    parts = (ANALYSIS.entities.values(), ANALYSIS.events, ANALYSIS.claims, ANALYSIS.positions)
    seen = {kind: signals for kind, _, signals in find_signals(*parts)}
    kinds = ("type ", "factuality ", "quotation ")
    for kind, of_kind in weights.items():
        plain = {name for name in of_kind if not name.startswith(kinds)}
        assert len(plain) >= 5
        assert plain <= seen[kind].keys() | {BIAS}


def test_each_kind_is_calibrated_by_its_own_weights() -> None:
    found = calibrate(ANALYSIS)
    weights = read_weights()
    parts = (ANALYSIS.entities.values(), ANALYSIS.events, ANALYSIS.claims, ())
    expected = {iri: chance(s, weights[kind]) for kind, iri, s in find_signals(*parts)}
    rated = [*found.entities.values(), *found.events, *found.claims]
    assert {f.iri: f.confidence for f in rated} == expected
    assert len(set(expected.values())) > 3
    assert list(found.entities) == list(ANALYSIS.entities)


def test_a_kind_without_weights_keeps_its_confidence() -> None:
    assert "position" not in read_weights()
    assert calibrate(ANALYSIS).positions == (POSITION,)


@pytest.mark.parametrize("row", ["event\traw", "event\traw\tmuch", "event\traw\t1\t2"])
def test_a_row_that_cannot_be_read_is_named(row: str) -> None:
    with pytest.raises(WeightsError, match=r"confidence\.tsv:3: "):
        parse_weights(f"# head\nkind\tsignal\tweight\n{row}\n")
