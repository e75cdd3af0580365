"""Measuring: gold of our own, extracted, scored and judged as the development sets are."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quality.__main__ import report_falls, report_stale
from quality.calibrating import fitted_gold
from quality.floors import Floors
from quality.gold import ROOT, GoldSet, data_folder
from quality.measuring import ScoringError, measure_set
from quality.reliability import Reliability

TEXT = "Bulgaria condemned Peru on Monday."
HERE = Path("nowhere")
SCORER = data_folder() / "eval" / "score.py"
needs_scorer = pytest.mark.skipif(not SCORER.is_file(), reason="POLYBIUS_DATA has no scorer")


def gold_set(folder: Path, sha1: str) -> GoldSet:
    pair = {"root": "ACCUSE", "source": [[0, 8]], "target": [[19, 23]]}
    gold = {"id": "a", "sha1": sha1, "pairs": [pair]}
    (folder / "articles.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}))
    (folder / "gold.jsonl").write_text(json.dumps(gold))
    return GoldSet("plv", folder / "articles.jsonl", folder / "gold.jsonl", "aa")


@needs_scorer
@pytest.mark.model
def test_a_set_is_scored_and_its_findings_are_judged(tmp_path: Path) -> None:
    sha1 = hashlib.sha1(TEXT.encode(), usedforsecurity=False).hexdigest()
    measured = measure_set(gold_set(tmp_path, sha1))
    values = {row["metric"]: row["value"] for row in measured.rows}
    assert values["root accuracy"] == values["directed F1"] == 1.0
    (sample,) = measured.samples
    assert (sample.kind, sample.document, sample.right) == ("event", 0, True)
    assert sample.signals["type ACCUSE"] == 1


@needs_scorer
@pytest.mark.model
def test_what_the_scorer_refuses_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ScoringError, match=r"plv: .*not the text that the gold was made for"):
        measure_set(gold_set(tmp_path, "0" * 40))


def test_a_fall_ends_in_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    sea = GoldSet("sea", HERE, HERE, "aa")
    floors = Floors({"sea": "aa"}, {("sea", "F1"): 0.61})
    assert report_falls(floors, [sea], {("sea", "F1"): 0.61}) == 0
    assert report_falls(floors, [sea], {("sea", "F1"): 0.6}) == 1
    told = capsys.readouterr().err
    assert "sea, F1: 0.6000 is below the floor of 0.6100" in told
    assert "LOWER=1" in told


def test_weights_that_no_longer_fit_end_in_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    gold = [GoldSet(name, HERE, HERE, sha256) for name, sha256 in fitted_gold().items()]
    good = Reliability("event", ("sea",), "cross-validated", (), 0.02, 0.02)
    bad = Reliability("claim", ("sea",), "cross-validated", (), 0.02, 0.2)
    by_hand = Reliability("position", ("sea",), "set by hand", (), 0.2, 0.2)
    assert report_stale([good, by_hand], gold) == 0
    assert capsys.readouterr() == ("", "")
    assert report_stale([good, bad], [*gold[1:], GoldSet("sea", HERE, HERE, "aa")]) == 1
    told = capsys.readouterr()
    assert "claim: calibration error 0.200 is over" in told.err
    assert "sea: confidence was calibrated on other data; run make calibrate" in told.out


@pytest.mark.parametrize("module", ["quality", "quality.calibrating"])
def test_without_gold_both_commands_say_what_is_missing(module: str, tmp_path: Path) -> None:
    environment = os.environ | {"POLYBIUS_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "tests")}
    environment["PYTHONPATH"] += os.pathsep + os.environ.get("PYTHONPATH", "")
    done = subprocess.run(
        [sys.executable, "-m", module], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "set POLYBIUS_DATA to the folder" in done.stderr
    assert "Traceback" not in done.stderr
