"""Coordinates: points that a text gives in degrees, told from other numbers."""

from __future__ import annotations

import pytest
import spacy

from polybius.extract.analysis import Passage
from polybius.extract.findings import Part
from polybius.extract.mentions.coordinates import find_coordinates

NLP = spacy.blank("en")


def points(text: str) -> list[tuple[str, str | None]]:
    return [(m.text, m.key) for m in find_coordinates(Passage(Part("body", text), NLP(text), None))]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("13°18′N 12°36′E", "point-13.3,12.6"),
        ("13°18'36\"N, 12°36'0\"W", "point-13.31,-12.6"),
        ("13.3154°S 12.6113°E", "point--13.3154,12.6113"),
        ("13.3154 N, 12.6113 E", "point-13.3154,12.6113"),
        ("13.3154, 12.6113", "point-13.3154,12.6113"),
        ("-13.3154, −12.6113", "point--13.3154,-12.6113"),
        ("13.3154; 12.6113", "point-13.3154,12.6113"),
    ],
)
def test_a_point_in_each_spelling(written: str, key: str) -> None:
    (found,) = points(f"The crater lies at {written}, they say.")
    assert found[0].startswith(written[:6])
    assert found[1] == key


@pytest.mark.parametrize(
    "text",
    [
        "It rose from 13.31 to 12.61 metres.",
        "Shares fell 13.315, 12.611% and 9.123.",
        "It was 25°C and 30°C.",
        "The version 1.234.5678, 12.345 is out.",
        "At 95.1234, 12.6113 there is nothing.",  # beyond the pole
        "At 13°18′N 190°36′E there is nothing.",
        "Flight 13N 12E was late.",
    ],
)
def test_other_numbers_are_no_points(text: str) -> None:
    assert points(text) == []


def test_one_point_in_several_spellings_is_one_place_as_the_longest_has_it() -> None:
    found = points("Coordinates: 13°18′N 12°36′E / 13.3012°N 12.6013°E / 13.301; 12.601")
    assert [key for _, key in found] == ["point-13.3012,12.6013"] * 3
    apart = points("From 13°18′N 12°36′E / 13.9012°N 12.6013°E they fired.")
    assert [key for _, key in apart] == ["point-13.3,12.6", "point-13.9012,12.6013"]
