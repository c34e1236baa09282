from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nksim.core.clock import WEEKS_PER_YEAR, Clock, monday

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
PURE = settings(derandomize=True, database=None, deadline=None)


@PURE
@given(DAYS, st.integers(0, 4000), st.integers(-5000, 9000))
def test_a_day__falls_in_the_week_of_its_monday(start: date, length: int, offset: int) -> None:
    """Every day lies in the seven days from the Monday that dates its week."""
    clock = Clock(start, start + timedelta(days=length))
    day = start + timedelta(days=offset)
    first = clock.date_of(clock.week_of(day))
    assert first.weekday() == 0
    assert first <= day < first + timedelta(days=7)
    assert clock.week_of(clock.date_of(offset)) == offset


@PURE
@given(DAYS, st.integers(0, 4000))
def test_a_run__lasts_to_the_last_week_begun_by_its_end(start: date, length: int) -> None:
    """The first week holds the first day, the last week the last."""
    clock = Clock(start, start + timedelta(days=length))
    assert clock.week_of(clock.start) == 0
    assert clock.week_of(clock.until) == clock.weeks - 1
    dates = clock.dates()
    assert len(dates) == clock.weeks
    assert dates[0] == np.datetime64(monday(start))
    assert dates[-1] == np.datetime64(clock.date_of(clock.weeks - 1))


@PURE
@given(DAYS, st.integers(-500, 4000))
def test_years__grow_with_the_weeks(start: date, week: int) -> None:
    """A week lies in its year, and a year has a little more than 52 of them."""
    clock = Clock(start, start)
    assert int(clock.year_of(week)) == (clock.date_of(week) + timedelta(days=3)).year
    assert 0.0 < clock.year_of(week + 1) - clock.year_of(week) < 0.025
    assert 52.1 < WEEKS_PER_YEAR < 52.3


def test_the_week_before_the_start__has_a_negative_number() -> None:
    """What happened the day before the first Monday lies in week -1."""
    clock = Clock(date(2020, 1, 1), date(2020, 12, 31))
    assert monday(date(2020, 1, 1)) == date(2019, 12, 30)
    assert clock.week_of(date(2019, 12, 30)) == 0
    assert clock.week_of(date(2019, 12, 29)) == -1
    assert Clock(date(2020, 1, 1), date(2020, 1, 5)).weeks == 1
    assert Clock(date(2020, 1, 1), date(2020, 1, 6)).weeks == 2
