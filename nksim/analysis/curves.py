"""Weekly figures as curves: the middle of several runs, their band, and means over weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from nksim.analysis.policies import shown_levers
from nksim.core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

LOW, HIGH = 0.10, 0.90
SMOOTH_WEEKS = 13
ORIGINS = ("", "_chinese", "_korean")
SPREAD = ("watching", "holding", "ever_watched")  # each by origin, as a share of the living


class WeeklyTables(Protocol):
    """One run or many: what a Result and opened Results have in common."""

    @property
    def series(self) -> pd.DataFrame:
        """Weekly figures."""

    @property
    def levers(self) -> pd.DataFrame:
        """Levers with dates."""


@dataclass(frozen=True, eq=False)
class Spread:
    """How far foreign media spread in the runs of one scenario, and the levers that were in force.

    `curves` has columns column, date, low, median, high and smooth: over the runs, the 10-90% band
    and the median of a share, and the median over 13 weeks.
    """

    scenario: str
    people: int
    runs: int
    seed: int
    curves: pd.DataFrame
    levers: pd.DataFrame


def spread_of(results: WeeklyTables, scenario: str | None = None) -> Spread:
    """The spread curves of one scenario, by default the first; InputError if there is none such."""
    name = scenario or str(results.series["scenario"].iloc[0])
    series = results.series[results.series["province"] == "all"]
    if not (series["scenario"] == name).any():
        known = ", ".join(sorted(series["scenario"].unique()))
        raise InputError(f"scenario={name} is not among these results (allowed: {known})")
    series = series[series["scenario"] == name]
    levers = shown_levers(results.levers[results.levers["scenario"] == name])
    columns = [f"{part}{origin}_share" for part in SPREAD for origin in ORIGINS]
    return Spread(
        name,
        int(series["living"].iloc[0]),
        int(series["seed"].nunique()),
        int(series["seed"].iloc[0]),
        curves_of(series, columns),
        levers,
    )


def curves_of(series: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The band of each column over runs of a scenario: column, date, low, median, high, smooth."""
    import pandas as pd

    parts = [
        band(series, column)
        .assign(smooth=lambda curve: smoothed(curve["median"]))
        .reset_index()
        .assign(column=column)
        for column in columns
    ]
    return pd.concat(parts, ignore_index=True)


def band(series: pd.DataFrame, column: str) -> pd.DataFrame:
    """Median, 10% and 90% of a column over the runs; a row a date."""
    import pandas as pd

    grouped = series.groupby("date")[column]
    return pd.DataFrame(
        {"low": grouped.quantile(LOW), "median": grouped.median(), "high": grouped.quantile(HIGH)}
    )


def smoothed(weekly: pd.Series) -> pd.Series:
    """Means over 13 weeks, centred; at the ends over those that there are."""
    return weekly.rolling(SMOOTH_WEEKS, center=True, min_periods=1).mean()
