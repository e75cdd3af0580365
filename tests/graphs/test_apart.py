from itertools import combinations
from math import dist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polybius.graphs.apart import apart, seat

POINTS = st.lists(st.tuples(*[st.floats(-50, 50)] * 2), min_size=2, max_size=12)


@settings(deadline=None)  # scipy is loaded by the first
@given(POINTS, st.floats(1, 20))
def test_discs_with_room_around_them_do_not_cover_each_other(points, across) -> None:
    found = apart(np.array(points), np.full(len(points), across))
    assert min(dist(a, b) for a, b in combinations(found.tolist(), 2)) > 0.9 * across


def test_what_coincides_parts_and_stays_in_its_box() -> None:
    found = apart(np.zeros((30, 2)), np.full(30, 8.0), (-40, -40, 40, 40))
    assert len({tuple(place) for place in found.tolist()}) == 30
    assert np.abs(found).max() <= 40
    assert min(dist(a, b) for a, b in combinations(found.tolist(), 2)) > 6


def test_what_covers_nothing_stays() -> None:
    places = np.array([[0.0, 0.0], [100.0, 0.0]])
    assert apart(places, np.array([10.0, 10.0])) == pytest.approx(places, abs=0.01)
    assert apart(places[:1], np.array([10.0])) == pytest.approx(places[:1], abs=0.01)


def test_each_has_a_seat_of_its_own() -> None:
    assert len({seat(number) for number in range(1_000)}) == 1_000
