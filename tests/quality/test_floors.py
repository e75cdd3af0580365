"""Floors: a fall is told, and only a word lowers a floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from quality.floors import (
    FLOOR_FILE,
    Floors,
    find_falls,
    moved,
    read_floors,
    unlike,
    write_floors,
)
from quality.gold import ROOT, GoldSet
from quality.tables import readme_table, with_table
from quality.targets import read_targets, sets_of

HERE = Path("nowhere")
SEA = GoldSet("sea", HERE, HERE, "aa")
AIR = GoldSet("air", HERE, HERE, "bb")
FLOORS = Floors({"sea": "aa", "air": "bb"}, {("sea", "F1"): 0.61, ("air", "F1"): 0.5})


def test_a_figure_below_its_floor_is_named_with_both() -> None:
    (fall,) = find_falls(FLOORS, [SEA, AIR], {("sea", "F1"): 0.6099, ("air", "F1"): 0.7})
    assert str(fall) == "sea, F1: 0.6099 is below the floor of 0.6100"


def test_rounding_is_all_the_tolerance_there_is() -> None:
    assert not find_falls(FLOORS, [SEA], {("sea", "F1"): 0.60996})
    assert find_falls(FLOORS, [SEA], {("sea", "F1"): 0.60994})


def test_a_figure_that_is_gone_has_fallen() -> None:
    (fall,) = find_falls(FLOORS, [SEA], {})
    assert "sea, F1: nothing is below" in str(fall)


def test_other_data_are_not_compared_but_told() -> None:
    other = GoldSet("sea", HERE, HERE, "cc")
    assert unlike(FLOORS, [other, AIR]) == ("sea",)
    assert not find_falls(FLOORS, [other], {("sea", "F1"): 0.1})
    assert moved(FLOORS, [other], {("sea", "F1"): 0.9}) == FLOORS


def test_floors_rise_and_fall_only_when_told() -> None:
    reached = {("sea", "F1"): 0.7, ("air", "F1"): 0.4}
    raised = moved(FLOORS, [SEA, AIR], reached)
    assert raised.values == {("sea", "F1"): 0.7, ("air", "F1"): 0.5}
    assert moved(FLOORS, [SEA, AIR], reached, lower=True).values == reached
    assert moved(FLOORS, [SEA], reached, lower=True).values[("air", "F1")] == 0.5


def test_a_new_gold_starts_its_floors_anew_when_told() -> None:
    other = GoldSet("sea", HERE, HERE, "cc")
    started = moved(FLOORS, [other], {("sea", "recall"): 0.2}, lower=True)
    assert started.gold["sea"] == "cc"
    assert started.values == {("air", "F1"): 0.5, ("sea", "recall"): 0.2}


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert read_floors(path) == Floors({}, {})
    write_floors(FLOORS, path)
    assert read_floors(path) == FLOORS
    first = path.read_bytes()
    write_floors(Floors(dict(reversed(FLOORS.gold.items())), FLOORS.values), path)
    assert path.read_bytes() == first


def test_the_readme_shows_the_floors() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert with_table(page, readme_table(read_targets(), read_floors().values)) == page


def test_every_row_of_the_table_has_a_floor() -> None:
    floors, targets = read_floors(), read_targets()
    assert FLOOR_FILE.is_file()
    assert {(t.set, t.metric) for t in targets} == set(floors.values)
    assert floors.gold.keys() == set(sets_of(targets))


def test_a_page_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="expected one table between"):
        with_table("# Page\n", "table")
