from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from polybius.ontology.check import Report, check

EXAMPLES = Path(__file__).parents[2] / "ontology" / "examples"


@pytest.fixture
def _no_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)


def checked(*names: str) -> Report:
    store = ox.Store()
    for name in names:
        store.load(path=EXAMPLES / name)
    return check(store)


@pytest.mark.usefixtures("_no_java")
def test_an_empty_store_is_not_clean() -> None:
    report = checked()
    assert report.problems == ()
    assert report.left_out[0] == "nothing was checked: the store holds no document"
    assert not report.is_clean


@pytest.mark.usefixtures("_no_java")
def test_a_good_store_is_clean_without_java_and_says_so() -> None:
    report = checked("article.trig")
    assert report.is_clean
    assert len(report.left_out) == 1
    assert "no Java" in report.left_out[0]
    assert {name: report.checked[name] for name in ("graphs", "documents", "events", "claims")} == {
        "graphs": 8,
        "documents": 4,
        "events": 3,
        "claims": 5,
    }
    assert report.checked["quads"] > 300


@pytest.mark.usefixtures("_no_java")
def test_a_warning_leaves_a_store_clean_and_a_violation_does_not() -> None:
    warned = checked("article.trig", "bad/entity-one-label.ttl")
    assert [problem.severity for problem in warned.problems] == ["warning"]
    assert warned.is_clean
    broken = checked("article.trig", "bad/event-trigger.ttl")
    assert [problem.severity for problem in broken.problems] == ["violation"]
    assert not broken.is_clean
