from __future__ import annotations

import numpy as np
import pytest

from nksim.observations.outcomes import OUTCOMES
from nksim.observations.result import Result
from tests.fixtures.worlds import CELL, LAYER, empty_observations, fake_result, short_scenario


def test_outcomes__are_one_row_a_run_with_a_unit_and_a_meaning() -> None:
    """A run is judged by a declared list of numbers."""
    row = fake_result().outcomes
    assert len(row) == 1
    assert all(outcome.unit and outcome.meaning for outcome in OUTCOMES)
    assert row[[outcome.name for outcome in OUTCOMES]].notna().all(axis=None)


def test_outcomes__of_a_country_without_anybody_are_null() -> None:
    """Nobody lives there: shares have no value, and nothing breaks."""
    row = Result(short_scenario(), 1, empty_observations()).outcomes
    assert (
        row[["watching_share", "joint_viewings", "strong_tie_share", "title_age"]]
        .isna()
        .all(axis=None)
    )


def test_strong_ties__are_household_kin_and_friends() -> None:
    """Of eight pairs three watched at home, one with kin, one with friends."""
    observations = empty_observations()
    observations.layers[0, :, LAYER["layer_joint_viewings"]] = [3, 1, 1, 1, 1, 1]
    assert Result(short_scenario(), 1, observations).outcomes["strong_tie_share"].iloc[0] == 5 / 8


def test_flows__are_those_of_the_last_52_weeks() -> None:
    """Who became a viewer two years ago is not new."""
    observations = empty_observations(weeks=104)
    observations.provinces[:, 0, CELL["free"]] = 1000
    observations.provinces[[0, 103], 0, CELL["new_viewers"]] = [50, 7]
    assert Result(short_scenario(), 1, observations).outcomes["new_viewers"].iloc[
        0
    ] == pytest.approx(7.0)


def test_size__does_not_change_outcomes_given_per_thousand() -> None:
    """Ten times the people doing ten times as much give the same outcomes."""
    result = fake_result()
    tenfold = fake_result()
    tenfold.observations.provinces[:] *= 10
    tenfold.observations.layers[:] *= 10
    tenfold.observations.survey[:] *= 10
    np.testing.assert_allclose(
        result.outcomes.drop(columns="scenario").astype(float),
        tenfold.outcomes.drop(columns="scenario").astype(float),
    )
