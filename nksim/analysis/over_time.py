"""When policies make a difference: the paired difference of a column in every week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.analysis.intervals import LEVEL, half_width

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("scenario", "date", "mean", "low", "high")
TELLING = ("watching", "holding", "perceived_risk", "reports", "listening", "detained")


def differences_over_time(
    series: pd.DataFrame, baseline: str, column: str, level: float = LEVEL
) -> pd.DataFrame:
    """Each alternative less the baseline in every week: scenario, date, mean, low, high.

    Seeds count of which both runs are there. Every week has a row; weeks in which the column has no
    value in any pair are empty.
    """
    import pandas as pd

    country = series[series["province"] == "all"]
    dates = pd.Index(country["date"].unique(), name="date")
    wide = _by_scenario(country, column)
    frames = [pd.DataFrame(columns=list(COLUMNS))]
    for alternative in wide.columns.drop(baseline):
        pairs = (wide[alternative] - wide[baseline]).dropna()
        weeks = _weekly_means(pairs, level).reindex(dates)
        frames.append(weeks.reset_index().assign(scenario=alternative)[list(COLUMNS)])
    return pd.concat(frames[1:] or frames, ignore_index=True)


def _by_scenario(country: pd.DataFrame, column: str) -> pd.DataFrame:
    """One column with a row a seed and week and a column a scenario, in the study's order."""
    wide: pd.DataFrame = country.pivot_table(
        index=["seed", "date"], columns="scenario", values=column, sort=False
    )
    return wide.reindex(columns=country["scenario"].unique())


def _weekly_means(pairs: pd.Series, level: float) -> pd.DataFrame:
    """Mean of the differences of each week with its interval; `pairs` is by seed and date."""
    import pandas as pd

    weeks = pairs.groupby(level="date")
    mean, half = weeks.mean(), half_width(weeks.std(), weeks.count(), level)
    return pd.DataFrame({"mean": mean, "low": mean - half, "high": mean + half})


def first_parting(series: pd.DataFrame, baseline: str) -> pd.Timestamp:
    """The first week in which any alternative's people live otherwise than the baseline's."""
    country = series[series["province"] == "all"]
    parted = []
    for column in TELLING:
        wide = _by_scenario(country, column)
        differs = wide.sub(wide[baseline], axis=0).fillna(0.0).ne(0.0).any(axis=1)
        parted += list(differs[differs].index.get_level_values("date")[:1]) if differs.any() else []
    first: pd.Timestamp = min(parted) if parted else country["date"].min()
    return first
