from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.graphs.spells import levels, merged, spell

DAYS = st.dates(date(2016, 1, 1), date(2016, 3, 1))
SPELLS = st.lists(st.tuples(DAYS, DAYS).map(lambda pair: tuple(sorted(map(str, pair)))))


def days(first: str, last: str) -> set[str]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return {str(start + timedelta(number)) for number in range((end - start).days + 1)}


@given(SPELLS)
def test_merged_spells_have_the_same_days_and_do_not_overlap(spells) -> None:
    found = merged(spells)
    assert set().union(*(days(*pair) for pair in found)) == set().union(*(days(*p) for p in spells))
    assert sum(len(days(*pair)) for pair in found) == len(set().union(*(days(*p) for p in found)))


@given(SPELLS)
def test_levels_count_the_spells_of_each_day(spells) -> None:
    counted = {day: number for first, last, number in levels(spells) for day in days(first, last)}
    told = [day for pair in spells for day in days(*pair)]
    assert counted == {day: told.count(day) for day in told}


def test_the_calendar_ends() -> None:
    assert levels([("9999-12-30", "9999-12-31")]) == (("9999-12-30", "9999-12-31", 1),)


@pytest.mark.parametrize("begin", [None, "", "soon", "2017", "2017-02-30", "0000-01-01", 7])
def test_what_is_no_date_has_no_spell(begin) -> None:
    assert spell(begin) is None
    assert spell("2017-01-01", begin or "never") is None
