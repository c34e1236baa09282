"""Outcomes of runs, and of each of their calendar years: what stored runs can be asked later.

A year's levels are read in its last week and its flows are those of the 52 weeks before; what is
summed is summed over the year. So outcomes over any years can be made from the rows of single ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from nksim.observations.ledger import ledger_columns
from nksim.observations.measuring import Weeks, viewer_years
from nksim.observations.outcomes import OUTCOMES, Outcome, outcome_columns
from nksim.observations.period import Period
from nksim.observations.series import layer_columns, series_columns
from nksim.observations.stack import Columns, Stack
from nksim.observations.survey import last_answers
from nksim.observations.tables import OUTCOME_YEARS

if TYPE_CHECKING:
    import pandas as pd

    from nksim.scenario.scenario import Scenario

RUN = ["scenario", "replicate", "seed"]


def outcomes_of(stack: Stack, scenarios: Sequence[Scenario]) -> Columns:
    """All outcomes of several runs, a run of each scenario; shape (runs, 1)."""
    return outcome_columns(weeks_of(stack, scenarios))


def weeks_of(stack: Stack, scenarios: Sequence[Scenario]) -> Weeks:
    """What the outcomes of runs are made from."""
    layers = {
        name: column.reshape(stack.runs, stack.weeks, -1)
        for name, column in layer_columns(stack).items()
        if column.ndim > 1
    }
    told = last_answers(stack.survey, [scenario.survey for scenario in scenarios])
    return Weeks(series_columns(stack), layers, ledger_columns(stack), told)


def outcome_year_columns(stack: Stack, scenarios: Sequence[Scenario]) -> Columns:
    """Outcomes of each calendar year by itself; shape (runs, years)."""
    years = list(_years(stack, weeks_of(stack, scenarios), scenarios))
    parts = [outcome_columns(each) for each in years]
    made = {name: np.concatenate([part[name] for part in parts], axis=1) for name in parts[0]}
    made["living"] = np.stack([each.country["living"][:, each.first] for each in years], axis=1)
    made["viewer_years"] = np.stack([viewer_years(each) for each in years], axis=1)
    made["year"] = stack.year_numbers
    return {column.name: made[column.name] for column in OUTCOME_YEARS}


def _years(stack: Stack, whole: Weeks, scenarios: Sequence[Scenario]) -> Iterator[Weeks]:
    """The weeks until the end of each year, with the ledger of that year alone."""
    surveys = [scenario.survey for scenario in scenarios]
    for place, (first, last) in enumerate(
        zip(stack.first_of_year, stack.last_of_year, strict=True)
    ):
        asked = int((stack.survey_weeks <= last).sum())
        yield replace(
            whole,
            country=_until(whole.country, last),
            layers=_until(whole.layers, last),
            ledger={name: _year(column, place) for name, column in whole.ledger.items()},
            last_survey=last_answers(stack.survey[:, :asked], surveys),
            first=int(first),
        )


def _until(columns: Columns, last: int) -> Columns:
    """Columns of weeks, cut after a week; keys that all runs share are left out."""
    return {name: column[:, : last + 1] for name, column in columns.items() if column.ndim > 1}


def _year(column: np.ndarray, place: int) -> np.ndarray:
    return column[..., place : place + 1]


def outcomes_over(years: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Outcomes over several years, a row a run, from the rows of single years.

    Levels and flows are those of the last year. What is summed is per 1,000 people who live when
    the first year begins.
    """
    import pandas as pd

    within = years[years["year"].between(period.first, period.last)]
    return pd.DataFrame({one.name: _over(one, within) for one in OUTCOMES}).reset_index()


def _over(one: Outcome, within: pd.DataFrame) -> pd.Series:
    """An outcome of each run over years; a last year without a value leaves it without one."""
    grouped = within.groupby(RUN, sort=False)
    if not one.weight:
        return grouped[one.name].last(skipna=False)
    whole = grouped["living"].first() if one.is_summed else grouped[one.weight].sum()
    weighted = within[one.name] * within[one.weight]
    return weighted.groupby([within[name] for name in RUN], sort=False).sum(min_count=1) / whole
