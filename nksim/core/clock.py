"""Weeks and dates: week 0 is the ISO week of the run's start; every week is dated by its Monday."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

WEEKS_PER_YEAR = 365.2425 / 7.0


def monday(day: date) -> date:
    """The Monday of the day's ISO week."""
    return day - timedelta(days=day.weekday())


def _weeks_before(day: date) -> int:
    """Whole weeks from 1 January of the year 1, a Monday, to the week of the day."""
    return (day.toordinal() - 1) // 7


@dataclass(frozen=True)
class Clock:
    """The weeks of a run, from the ISO week of `start` to the last that begins by `until`."""

    start: date
    until: date

    @property
    def weeks(self) -> int:
        """How many weeks the run has."""
        return (self.until - monday(self.start)).days // 7 + 1

    def week_of(self, day: date) -> int:
        """The week in which a day falls, counted from 0; negative before the start."""
        return _weeks_before(day) - _weeks_before(self.start)

    def date_of(self, week: int) -> date:
        """The Monday of a week."""
        return monday(self.start) + timedelta(weeks=week)

    def year_of(self, week: int) -> float:
        """The middle of the week as a decimal year, for curves over years."""
        middle = self.date_of(week) + timedelta(days=3)
        days = 366 if isleap(middle.year) else 365
        return middle.year + (middle.timetuple().tm_yday - 0.5) / days

    def dates(self) -> np.ndarray:
        """The Mondays of all weeks, datetime64[D], shape (weeks,)."""
        first = np.datetime64(monday(self.start), "D")
        return first + 7 * np.arange(self.weeks)

    def decimal_years(self) -> np.ndarray:
        """The middle of every week as a decimal year, float64, shape (weeks,)."""
        return _decimal_years(self)

    def calendar_years(self) -> np.ndarray:
        """The year in which the middle of each week falls, int64, shape (weeks,)."""
        middles = self.dates() + np.timedelta64(3, "D")
        return middles.astype("datetime64[Y]").astype(np.int64) + 1970


@lru_cache(64)
def _decimal_years(clock: Clock) -> np.ndarray:
    weeks = range(clock.weeks)
    years = np.array([clock.year_of(week) for week in weeks])
    years.flags.writeable = False
    return years
