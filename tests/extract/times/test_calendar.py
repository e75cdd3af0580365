"""Periods: values, bounds, and the choice between years."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.extract.times import calendar
from polybius.extract.times.calendar import Period, Unit

UNITS: tuple[Unit, ...] = ("D", "W", "WE", "M", "Q", "Y", "DE", "CE")
DATES = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31))
FRIDAY = dt.date(2017, 12, 29)


@pytest.mark.parametrize(
    ("unit", "value", "begin", "end"),
    [
        ("D", "2017-12-29", "2017-12-29", "2017-12-29"),
        ("W", "2017-W52", "2017-12-25", "2017-12-31"),
        ("WE", "2017-W52-WE", "2017-12-30", "2017-12-31"),
        ("M", "2017-12", "2017-12-01", "2017-12-31"),
        ("Q", "2017-Q4", "2017-10-01", "2017-12-31"),
        ("Y", "2017", "2017-01-01", "2017-12-31"),
        ("DE", "201", "2010-01-01", "2019-12-31"),
        ("CE", "20", "2000-01-01", "2099-12-31"),
    ],
)
def test_enclosing(unit: Unit, value: str, begin: str, end: str) -> None:
    period = calendar.enclosing(unit, FRIDAY)
    assert (period.value, str(period.begin), str(period.end)) == (value, begin, end)


def test_winter_runs_into_the_next_year() -> None:
    winter = calendar.season("WI", 2015)
    assert (str(winter.begin), str(winter.end)) == ("2015-12-01", "2016-02-29")


def test_months_are_cut_to_what_the_month_has() -> None:
    assert calendar.shift(dt.date(2016, 3, 31), "M", -1) == dt.date(2016, 2, 29)
    assert calendar.shift(dt.date(2016, 12, 31), "M", 2) == dt.date(2017, 2, 28)


@given(st.sampled_from(UNITS), DATES)
def test_a_period_holds_its_date(unit: Unit, date: dt.date) -> None:
    period = calendar.enclosing(unit, date)
    assert period.begin <= period.end
    assert unit == "WE" or period.begin <= date <= period.end


@given(DATES, st.integers(1, 7))
def test_nearest_weekday_is_within_a_week(date: dt.date, number: int) -> None:
    before = calendar.nearest_weekday(number, date, "past")
    after = calendar.nearest_weekday(number, date, "future")
    assert before.isoweekday() == after.isoweekday() == number
    assert 0 <= (date - before).days < 7
    assert 0 <= (after - date).days < 7


@given(st.sampled_from(UNITS), DATES, st.sampled_from(["START", "MID", "END"]))
def test_narrowing_stays_inside(unit: Unit, date: dt.date, part: str) -> None:
    whole = calendar.enclosing(unit, date)
    narrowed = calendar.narrow(whole, part)
    assert whole.begin <= narrowed.begin <= narrowed.end <= whole.end
    assert narrowed.value == whole.value


def test_year_is_chosen_by_tense() -> None:
    junes = [calendar.month(6, year) for year in (2016, 2017, 2018)]

    def chosen(tense: calendar.Tense | None) -> Period:
        return calendar.choose_year(junes, FRIDAY, tense)

    assert chosen("past").value == "2017-06"
    assert chosen("future").value == "2018-06"
    assert chosen(None).value == "2018-06"


def test_leaving_the_calendar_is_an_error() -> None:
    with pytest.raises(ValueError, match="year"):
        calendar.enclosing("Y", calendar.shift(FRIDAY, "Y", 9000))
    with pytest.raises((ValueError, OverflowError)):
        calendar.century(9900)
