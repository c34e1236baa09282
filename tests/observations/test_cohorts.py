"""Birth cohorts year by year, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from nksim.core.columns import COHORT_COUNTS, COHORTS
from nksim.observations.cohorts import COUNT, cohorts_columns
from nksim.observations.observations import Observations, no_cohorts
from nksim.observations.stack import stacked
from tests.fixtures.worlds import empty_observations


def run_of(*counted: tuple[int, int, tuple[int, int, int, int]]) -> Observations:
    """A run in which so many of a cohort live, have watched and so on, in a year."""
    observations = empty_observations()
    years = len(stacked([observations]).year_numbers)
    observations.cohorts = np.zeros((years, COHORTS, len(COHORT_COUNTS)), np.int64)
    for year, cohort, counts in counted:
        observations.cohorts[year, cohort] = counts
    return observations


def test_cohorts__are_those_of_whom_anybody_lives_in_any_run() -> None:
    """Five years of birth each, from 1900 on; shares of those of a cohort who live."""
    assert [*COUNT] == ["living", "ever_watched", "ever_watched_korean", "watched_last_year"]
    one, other = run_of((0, 16, (8, 4, 2, 1))), run_of((0, 19, (10, 5, 4, 3)))
    found = cohorts_columns(stacked([one, other]))
    assert found["year"].tolist() == [2020, 2020]
    assert found["born_from"].tolist() == [1980, 1995]
    assert found["born_to"].tolist() == [1984, 1999]
    assert found["living"].tolist() == [[8, 0], [0, 10]]
    expected = {
        "ever_watched_share": [[0.5, np.nan], [np.nan, 0.5]],
        "ever_watched_korean_share": [[0.25, np.nan], [np.nan, 0.4]],
        "watched_last_year_share": [[0.125, np.nan], [np.nan, 0.3]],
    }
    for name, shares in expected.items():
        assert found[name] == pytest.approx(np.array(shares), nan_ok=True), name


def test_cohorts__of_two_years_are_rows_of_two_years() -> None:
    """A cohort has a row in each year in which it lives, and none in the others."""
    observations = empty_observations(60)
    years = len(stacked([observations]).year_numbers)
    assert years == 2
    observations.cohorts = np.zeros((years, COHORTS, len(COHORT_COUNTS)), np.int64)
    observations.cohorts[:, 3, 0] = 7
    observations.cohorts[1, 24, 0] = 2
    found = cohorts_columns(stacked([observations]))
    assert list(zip(found["year"], found["born_from"], found["living"][0], strict=True)) == [
        (2020, 1915, 7),
        (2021, 1915, 7),
        (2021, 2020, 2),
    ]


def test_cohorts__have_no_rows_where_nobody_lives_and_dies() -> None:
    """Without lives nobody has a year of birth, and no year is counted."""
    assert no_cohorts().shape == (0, COHORTS, len(COHORT_COUNTS))
    found = cohorts_columns(stacked([empty_observations()]))
    assert all(column.shape[-1] == 0 for column in found.values())
