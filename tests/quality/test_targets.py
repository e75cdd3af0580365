"""The table of targets, and the tables that are printed of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quality.fitting import CHECKED, FITTED
from quality.gold import GoldMissingError, find_gold, scorer
from quality.judging import JUDGED
from quality.measuring import Measured
from quality.reliability import Bin, Reliability
from quality.tables import all_rows, quality_rows, reliability_rows, reliability_table
from quality.targets import Target, read_targets, sets_of

ROW = Target("sea", "F1", "ships", 0.1, 0.5, None, 0.7, "a fair wind")


def test_targets_climb() -> None:
    targets = read_targets()
    assert len(targets) >= 20
    for row in targets:
        assert 0 <= row.baseline < row.target <= (row.stretch or 1) <= 1
    keys = [(row.set, row.metric) for row in targets]
    assert len(set(keys)) == len(keys)


def test_whatever_confidence_needs_is_measured_or_fitted() -> None:
    assert {name for sets in (*FITTED.values(), *CHECKED.values()) for name in sets} <= JUDGED
    for kind, sets in (FITTED | CHECKED).items():
        assert set(sets) <= set(sets_of(read_targets())), kind


def test_a_figure_stands_beside_what_is_aimed_at() -> None:
    key = ("sea", "F1")
    text = quality_rows([ROW], {key: 0.45}, {key: 0.4})
    assert text.splitlines()[1].split() == (
        [
            "sea",
            "F1",
            "0.450",
            "0.400",
            "0.500",
            "-",
            "0.700",
            "a",
            "fair",
            "wind",
            "below",
            "target",
        ]
    )
    assert "below" not in quality_rows([ROW], {key: 0.5}, {})
    assert "below target" in quality_rows([ROW], {}, {})


def test_every_metric_is_told_with_its_counts() -> None:
    row = {"metric": "F1", "value": 0.5, "p": None, "correct": 3}
    lines = all_rows(Measured("sea", (row,), ())).splitlines()
    assert lines[0].split() == ["sea", "value", "p", "r", "correct", "system", "gold"]
    assert lines[1].split() == ["F1", "0.500", "-", "3"]


def test_reliability_is_told_by_bins() -> None:
    bins = (Bin(0.9, 1.0, 1200, 0.95, 0.931),)
    found = [Reliability("event", ("sea",), "cross-validated", bins, 0.019, 0.01)]
    assert "event           0.9 to 1.0     1200       0.950   0.931" in reliability_rows(found)
    assert "0.019 (cross-validated, sea)" in reliability_rows(found)
    assert "too few" not in reliability_rows(found)
    assert "| event | 0.9 to 1.0 | 1,200 | 0.95 | 0.93 |" in reliability_table(found)
    thin = [Reliability("event", ("sea",), "set by hand", bins[:0], 0.0, 0.0)]
    assert "too few to tell much" in reliability_rows(thin)


def test_gold_is_known_by_its_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLYBIUS_DATA", str(tmp_path))
    folder = tmp_path / "eval" / "dev"
    folder.mkdir(parents=True)
    (folder / "sea.articles.jsonl").write_text("{}")
    (folder / "sea.gold.jsonl").write_text("{}")
    (before,) = find_gold(["sea"])
    (folder / "sea.gold.jsonl").write_text("[]")
    (after,) = find_gold(["sea"])
    assert before.sha256 != after.sha256
    assert after.gold == folder / "sea.gold.jsonl"


def test_gold_that_is_not_there_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLYBIUS_DATA", str(tmp_path))
    with pytest.raises(GoldMissingError, match="set POLYBIUS_DATA"):
        find_gold(["sea"])
    with pytest.raises(GoldMissingError, match=r"score\.py"):
        scorer()
