"""Parts of places: where about they lie."""

from __future__ import annotations

import pytest

from polybius.extract.gazetteer import Entry, curated, distance, middle_of_part, resolve


def found(name: str) -> Entry:
    best = resolve(name).best
    assert best is not None
    return best


@pytest.mark.parametrize(
    ("name", "words", "near"),
    [
        ("Nigeria", ["northern"], "Kano"),
        ("Nigeria", ["southern"], "Port Harcourt"),
        ("Iraq", ["western"], "Dohuk"),
        ("Syria", ["north", "-", "eastern"], "Hasakah"),
    ],
)
def test_a_part_lies_by_its_compass_point(name: str, words: list[str], near: str) -> None:
    middle, town = middle_of_part(found(name), words), found(near)
    assert middle is not None
    assert town.lat is not None
    assert town.lon is not None
    assert distance(middle, (town.lat, town.lon)) < 300


def test_a_town_s_parts_lie_where_it_lies() -> None:
    leeds = found("Leeds")
    assert middle_of_part(leeds, ["north"]) == (leeds.lat, leeds.lon)
    assert middle_of_part(leeds, ["area"]) == (leeds.lat, leeds.lon)


def test_what_is_too_wide_has_no_middle() -> None:
    assert middle_of_part(found("Russia"), ["southern"]) is None
    assert middle_of_part(curated()["region-middle-east"], ["western"]) is None
