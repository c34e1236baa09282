"""What the figures of a comparison show, as small tables: made once, drawn as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from nksim.analysis.costs import cost_differences
from nksim.analysis.curves import band, smoothed
from nksim.analysis.differences import paired_differences
from nksim.analysis.groups import differences_by_group
from nksim.analysis.over_time import differences_over_time, first_parting
from nksim.analysis.policies import telling_levers
from nksim.observations.groups import group_frame
from nksim.observations.outcome_years import outcomes_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from nksim.observations.period import Period

BEFORE_WEEKS = 52
WEEKLY = ("detained_share", "perceived_risk", "watching_share", "title_age")  # costs first
BY_PROVINCE = ("punished", "watched_last_year_share")


class StudyTables(Protocol):
    """Stored runs of a study, or frames with the same names."""

    @property
    def series(self) -> pd.DataFrame:
        """Weekly figures of the country."""

    @property
    def levers(self) -> pd.DataFrame:
        """Levers with dates."""

    @property
    def outcomes(self) -> pd.DataFrame:
        """One row a run."""

    @property
    def ledger(self) -> pd.DataFrame:
        """Costs by year."""

    @property
    def outcome_years(self) -> pd.DataFrame:
        """One row a run and year."""

    @property
    def layer_years(self) -> pd.DataFrame:
        """Yearly figures by layer of ties."""

    @property
    def cohorts(self) -> pd.DataFrame:
        """Birth cohorts by year."""

    @property
    def cells(self) -> pd.DataFrame:
        """Yearly counts by cell of people."""


@dataclass(frozen=True, eq=False)
class ComparisonTables:
    """A baseline and its alternatives, in the order of the study.

    `curves` (scenario, column, date, low, median, high) and `changes` (scenario, column, date, low,
    mean, high) hold the columns WEEKLY over 13 weeks, from a year before the scenarios part;
    `levers` are those by which they differ. `costs`, `outcomes` and `provinces` are paired
    differences with intervals over the `period`.
    """

    baseline: str
    alternatives: tuple[str, ...]
    people: int
    replicates: int
    period: Period
    curves: pd.DataFrame
    changes: pd.DataFrame
    levers: pd.DataFrame
    costs: pd.DataFrame
    outcomes: pd.DataFrame
    provinces: pd.DataFrame


def comparison_tables(results: StudyTables, baseline: str, period: Period) -> ComparisonTables:
    """All that the figures of a comparison show; InputError without a run of the baseline."""
    outcomes = paired_differences(outcomes_over(results.outcome_years, period), baseline)
    series = _shown_weeks(results.series, baseline)
    return ComparisonTables(
        baseline,
        tuple(str(name) for name in series["scenario"].unique() if name != baseline),
        int(series["living"].iloc[0]),
        int(series.groupby("scenario")["seed"].nunique().min()),
        period,
        _curves(series),
        _changes(series, baseline),
        telling_levers(results.levers, series["scenario"].nunique()),
        cost_differences(results.ledger, baseline, period),
        outcomes,
        _provinces(results.cells, baseline, period),
    )


def _provinces(cells: pd.DataFrame, baseline: str, period: Period) -> pd.DataFrame:
    groups = group_frame(cells, "province", over=(period.first, period.last))
    return differences_by_group(groups, baseline, ["province"], BY_PROVINCE)


def _shown_weeks(series: pd.DataFrame, baseline: str) -> pd.DataFrame:
    """The country from a year before the first difference on, with the share of people detained."""
    import pandas as pd

    country = series[series["province"] == "all"]
    first = first_parting(country, baseline) - pd.Timedelta(weeks=BEFORE_WEEKS)
    shown: pd.DataFrame = country[country["date"] >= first]
    return shown.assign(detained_share=shown["detained"] / shown["living"])


def _curves(series: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    return pd.concat(_bands(series), ignore_index=True)


def _bands(series: pd.DataFrame) -> Iterator[pd.DataFrame]:
    for column in WEEKLY:
        for name, rows in series.groupby("scenario", sort=False):
            curve = band(rows, column)
            smooth = curve.apply(smoothed).reset_index()
            yield smooth.assign(scenario=name, column=column)


def _changes(series: pd.DataFrame, baseline: str) -> pd.DataFrame:
    import pandas as pd

    figures, parts = ["low", "mean", "high"], []
    for column in WEEKLY:
        found = differences_over_time(series, baseline, column)
        for _, rows in found.groupby("scenario", sort=False):
            parts.append(rows.assign(column=column, **rows[figures].apply(smoothed)))
    return pd.concat(parts, ignore_index=True)
