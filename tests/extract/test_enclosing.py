"""Enclosing: the innermost range first, and bounded time on ten thousand ranges."""

from __future__ import annotations

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from polybius.extract.enclosing import Enclosing

RANGE = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda r: (r[0], r[0] + r[1]))


@given(st.lists(RANGE, max_size=12), RANGE)
def test_all_that_hold_a_range_and_no_others(ranges: list[tuple[int, int]], asked) -> None:
    found = list(Enclosing((*r, r) for r in ranges).around(*asked))
    assert sorted(found) == sorted(r for r in ranges if r[0] <= asked[0] and asked[1] <= r[1])
    assert [start for start, _ in found] == sorted((s for s, _ in found), reverse=True)


def test_of_two_that_begin_together_the_shorter_comes_first() -> None:
    assert list(Enclosing([(0, 9, "long"), (0, 5, "short")]).around(1, 2)) == ["short", "long"]


def test_many_ranges_are_no_burden() -> None:
    said = Enclosing([(0, 200_001, -1), *((2 * n, 2 * n + 1, n) for n in range(100_000))])
    began = process_time()
    assert all(next(said.around(2 * n + 1, 2 * n + 2)) == -1 for n in range(0, 100_000, 5))
    assert process_time() - began < 5
