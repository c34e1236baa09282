"""Outcomes of single years, and of several years made from them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from nksim.core.units import TIE
from nksim.observations.outcome_years import outcome_year_columns, outcomes_over
from nksim.observations.period import Period
from nksim.observations.result import Result
from nksim.observations.stack import stacked
from tests.fixtures.worlds import (
    CELL,
    LAYER,
    SURVEY,
    empty_observations,
    fake_result,
    short_scenario,
)

WEEKS = 104  # from 6 January 2020: 52 in 2020 and in 2021


def two_years() -> Result:
    """A thousand people; five are sanctioned in the first year and two in the second."""
    seen = empty_observations(WEEKS)
    here = seen.provinces[:, 0]
    here[:, CELL["free"]] = 1000
    here[[3, 60], CELL["criticised"]] = [5, 2]
    here[[10, 70], CELL["new_viewers"]] = [30, 20]
    here[:, CELL["watched_last_year"]] = np.r_[np.full(52, 100), np.full(52, 300)]
    seen.layers[:, 0, LAYER["ties"]] = 10
    seen.layers[:, 0, LAYER["layer_copies"]] = 1
    return Result(short_scenario(), 1, seen)


def test_the_whole_run__has_the_outcomes_of_the_run() -> None:
    """Years put together are what was measured at once."""
    for result in (fake_result(), two_years()):
        years = result.outcome_years
        whole = Period(int(years["year"].min()), int(years["year"].max()))
        assert_frame_equal(outcomes_over(years, whole), result.outcomes, check_dtype=False)


def test_a_year__has_its_own_costs_and_the_levels_at_its_end() -> None:
    """Sanctions of the year alone; who became a viewer in it."""
    rows = two_years().outcome_years.set_index("year")
    assert rows["punished"].to_dict() == {2020: 5.0, 2021: 2.0}
    assert rows["new_viewers"].to_dict() == {2020: 30.0, 2021: 20.0}
    assert rows["watched_last_year_share"].to_dict() == pytest.approx({2020: 0.1, 2021: 0.3})
    assert rows["living"].tolist() == [1000, 1000]


def test_levels_of_a_year__are_those_at_its_end_and_not_of_the_whole_run() -> None:
    """Bonds fall in the second year, and escapees of it say something else than those before."""
    seen = two_years().observations
    seen.layers[:, 0, LAYER["bond"]] = np.r_[np.full(52, 5 * TIE), np.full(52, 2 * TIE)]
    seen.survey = np.zeros((8, 2, len(SURVEY)), np.int64)
    seen.survey[:, 0, SURVEY["weight"]] = 10
    seen.survey[:4, 0, SURVEY["ever_watched"]] = 8
    seen.survey[4:, 0, SURVEY["ever_watched"]] = 4
    exact = short_scenario(survey={"recall_miss": 0.0, "recall_false": 0.0})
    rows = Result(exact, 1, seen).outcome_years.set_index("year")
    assert rows["mean_bond"].to_dict() == pytest.approx({2020: 0.5, 2021: 0.2}, abs=1e-4)
    assert rows["survey_ever_watched"].to_dict() == pytest.approx({2020: 0.8, 2021: 0.4})


def test_runs__stay_in_their_order_and_without_people_have_no_figure_per_person() -> None:
    """Seed 3 before seed 2, as they were made; per 1,000 of nobody there is nothing to say."""
    rows = [Result(short_scenario(), seed, two_years().observations) for seed in (3, 2)]
    years = pd.concat([each.outcome_years for each in rows])
    over = outcomes_over(years, Period(2020, 2021))
    assert over["seed"].tolist() == [3, 2]
    empty = Result(short_scenario(), 1, empty_observations(WEEKS)).outcome_years
    assert outcomes_over(empty, Period(2020, 2021))["punished"].isna().all()
    missing = years.assign(punished_per_viewer_year=np.nan)
    assert outcomes_over(missing, Period(2020, 2021))["punished_per_viewer_year"].isna().all()


def test_runs_side_by_side__have_the_years_of_each_by_itself() -> None:
    """Seven runs at once, of two years and of one."""
    for weeks in (WEEKS, 30):
        runs, scenario = [empty_observations(weeks) for _ in range(7)], short_scenario()
        for place, run in enumerate(runs):
            run.provinces[:, 0, CELL["free"]] = 1000
            run.provinces[3, 0, CELL["criticised"]] = place
            run.layers[:, 0, LAYER["ties"]] = 10
        together = outcome_year_columns(stacked(runs), [scenario] * 7)
        assert together["punished"].shape == (7, len(together["year"]))
        assert together["punished"][:, 0].tolist() == [0, 1, 2, 3, 4, 5, 6]
        for place, run in enumerate(runs):
            alone = outcome_year_columns(stacked([run]), [scenario])
            for name in set(together) - {"year"}:
                np.testing.assert_array_equal(together[name][place], alone[name][0], name)


def test_over_years__costs_are_summed_and_a_rate_is_the_mean() -> None:
    """Seven sanctions in 100 and then 300 viewers' years."""
    (row,) = outcomes_over(two_years().outcome_years, Period(2020, 2021)).to_dict("records")
    assert row["punished"] == pytest.approx(7.0)
    assert row["new_viewers"] == 20.0
    years = 52 * 400 / 52.18
    assert row["punished_per_viewer_year"] == pytest.approx(7 / years, rel=1e-3)
    (first,) = outcomes_over(two_years().outcome_years, Period(2020, 2020)).to_dict("records")
    assert first["punished"] == 5.0


def test_a_last_year_without_a_value__does_not_take_an_earlier_one() -> None:
    """Where nobody watched with anybody in the last year, nobody did so with a strong tie."""
    seen = two_years().observations
    seen.layers[:52, 0, LAYER["layer_joint_viewings"]] = 3
    result = Result(short_scenario(), 1, seen)
    years = result.outcome_years
    assert years["strong_tie_share"].isna().tolist() == [False, True]
    assert result.outcomes["strong_tie_share"].isna().all()
    assert_frame_equal(outcomes_over(years, Period(2020, 2021)), result.outcomes, check_dtype=False)


def test_layers_by_year__have_flows_of_the_year_and_bonds_at_its_end() -> None:
    """Fifty-two copies among ten ties at home in each year, and no bond where there is no tie."""
    rows = two_years().layer_years
    assert rows[rows["layer"] == "household"]["copies"].tolist() == [52, 52]
    assert rows[rows["layer"] == "household"]["bond"].tolist() == [0.0, 0.0]
    assert rows[rows["layer"] == "kin"]["bond"].isna().all()
    assert list(rows["year"].unique()) == [2020, 2021]
