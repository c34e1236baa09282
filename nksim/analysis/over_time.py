"""When: weekly series come in, the paired difference of one column in every week leaves, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.analysis.intervals import LEVEL, half_width

if TYPE_CHECKING:
    import pandas as pd


def differences_over_time(
    series: pd.DataFrame, baseline: str, column: str, level: float = LEVEL
) -> pd.DataFrame:
    """Columns scenario, date, mean, low, high: each alternative less the baseline, over the seeds of which both runs are there.

    Every week has a row; weeks in which the column has no value in any pair are empty.
    """
    import pandas as pd

    country = series[series["province"] == "all"]
    names, dates = country["scenario"].unique(), pd.Index(country["date"].unique(), name="date")
    wide = country.pivot_table(
        index=["seed", "date"], columns="scenario", values=column, sort=False
    ).reindex(columns=names)
    frames = []
    for alternative in [name for name in names if name != baseline]:
        weeks = (wide[alternative] - wide[baseline]).dropna().groupby(level="date")
        half = half_width(weeks.std(), weeks.count(), level)
        mean, half = weeks.mean().reindex(dates), half.reindex(dates)
        frame = pd.DataFrame(
            {
                "scenario": alternative,
                "date": mean.index,
                "mean": mean,
                "low": mean - half,
                "high": mean + half,
            }
        )
        frames.append(frame.reset_index(drop=True))
    return (
        pd.concat(frames, ignore_index=True)
        if frames
        else pd.DataFrame(columns=["scenario", "date", "mean", "low", "high"])
    )


def first_parting(series: pd.DataFrame, baseline: str) -> pd.Timestamp:
    """The first week in which any alternative's people watch, hold or fear otherwise than the baseline's."""
    country = series[series["province"] == "all"]
    parted = []
    for column in ("watching", "holding", "perceived_risk", "reports", "listening", "detained"):
        wide = country.pivot_table(
            index=["seed", "date"], columns="scenario", values=column, sort=False
        ).reindex(columns=country["scenario"].unique())
        differs = wide.sub(wide[baseline], axis=0).fillna(0.0).ne(0.0).any(axis=1)
        parted += list(differs[differs].index.get_level_values("date")[:1]) if differs.any() else []
    first: pd.Timestamp = min(parted) if parted else country["date"].min()
    return first
