"""The virtual survey over replicates: stored survey rows come in; what it would have found beside the real one and the truth leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.evidence.register import targets

if TYPE_CHECKING:
    import pandas as pd

KEYS = ("scenario", "evidence", "statistic", "left_from", "left_to", "population")


def survey_summary(survey: pd.DataFrame, *, every: bool = False) -> pd.DataFrame:
    """A row a scenario, question and cohort: the median of survey and truth over replicates.

    Beside them the 10-90% range of the survey (`survey_low`, `survey_high`), the real figure within
    one standard deviation (`real_low`, `real_high`), and the deviation from it. Only questions that
    a real survey has asked, unless `every` is set. `core` marks rows that the model may be fitted to.
    """
    core = {target.id for target in targets() if target.core}
    rows = survey if every else survey[survey["evidence"].fillna("") != ""]
    grouped = rows.groupby(list(KEYS), sort=False, dropna=False)
    summary = grouped.agg(
        real=("real", "first"),
        sd_total=("sd_total", "first"),
        survey=("survey", "median"),
        survey_low=("survey", lambda x: x.quantile(0.1)),
        survey_high=("survey", lambda x: x.quantile(0.9)),
        truth=("truth", "median"),
        deviation=("deviation", "median"),
        replicates=("seed", "nunique"),
    ).reset_index()
    return summary.assign(
        core=summary["evidence"].isin(core),
        real_low=summary["real"] - summary["sd_total"],
        real_high=summary["real"] + summary["sd_total"],
    )
