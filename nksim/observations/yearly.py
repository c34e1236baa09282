"""The short table of a run: one row a calendar year, in per cent and people.

Stocks are read at the end of the year, flows are means over its weeks. Several replicates are
given by their median.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nksim.core.columns import Column

if TYPE_CHECKING:
    import pandas as pd

    from nksim.core.clock import Clock

HALF_WEEK = timedelta(days=3)
FULL_WEEKS = 26  # a year of fewer weeks is left out, unless the run has no longer one
YEARLY = (
    Column("watching", "float64", "%", "Watch in a week, mean of the year"),
    Column(
        "watched_last_year",
        "float64",
        "%",
        "Watched within the last 52 weeks, at the end of the year",
    ),
    Column("ever_watched", "float64", "%", "Have ever watched, at the end of the year"),
    Column("holding", "float64", "%", "Hold a foreign title, at the end of the year"),
    Column("detained", "float64", "people", "Detained, mean of the year"),
    Column("perceived_risk", "float64", "share", "Perceived risk, mean of the year"),
    Column("regime_trust", "float64", "share", "Regime trust, at the end of the year"),
)


def calendar_year(clock: Clock, week: int) -> int:
    """The year in which the middle of a week falls."""
    return (clock.date_of(week) + HALF_WEEK).year


def yearly_frame(series: pd.DataFrame) -> pd.DataFrame:
    """Yearly figures of each scenario, a row a year: scenario, year and the columns YEARLY.

    `series` is the weekly table of one or several runs; of several, medians are given.
    """
    country = series[series["province"] == "all"].assign(
        calendar_year=lambda frame: (frame["date"] + HALF_WEEK).dt.year
    )
    weeks = country.groupby("calendar_year")["week"].nunique()
    country = country[
        country["calendar_year"].isin(weeks.index[weeks >= min(FULL_WEEKS, weeks.max())])
    ]
    runs = country.groupby(["scenario", "seed", "calendar_year"], sort=False).agg(
        watching=("watching_share", "mean"),
        watched_last_year=("watched_last_year_share", "last"),
        ever_watched=("ever_watched_share", "last"),
        holding=("holding_share", "last"),
        detained=("detained", "mean"),
        perceived_risk=("perceived_risk", "mean"),
        regime_trust=("regime_trust", "last"),
    )
    percent = [column.name for column in YEARLY if column.unit == "%"]
    runs[percent] *= 100.0
    medians = runs.groupby(["scenario", "calendar_year"], sort=False).median().reset_index()
    return medians.rename(columns={"calendar_year": "year"})
