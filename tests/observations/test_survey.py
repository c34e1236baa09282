from __future__ import annotations

import numpy as np
import pytest

from nksim.evidence.arriving import arrivals_of
from nksim.evidence.register import targets
from nksim.observations.questions import simulated
from nksim.observations.sampling import draw_share
from nksim.observations.survey import arrived, told
from tests.fixtures.worlds import (
    SURVEY,
    empty_observations,
    fake_result,
    short_scenario,
    survey_frame,
)

HISTORY = short_scenario(run={"start": "1996-01-01", "until": "2021-12-31"}, name="long")


def test_escapees__differ_from_the_population() -> None:
    """In the made-up world escapees have watched more than people at home, and the survey says so
    beside the truth."""
    row = fake_result(HISTORY).survey.query("evidence == 'C3'").iloc[0]
    assert row["survey"] > row["truth"] > 0
    assert row["interviews"] == 2204
    assert row["deviation"] == pytest.approx((row["survey"] - row["real"]) / row["sd_total"])


def test_years_with_many_arrivals__weigh_more() -> None:
    """2014 and 2015 differ.

    The cohort's value lies nearer to the year from which more people arrived.
    """
    observations = fake_result(HISTORY).observations
    observations.survey[:, :, SURVEY["ever_watched"]] = 0
    years = observations.clock.calendar_years()[observations.survey_weeks]
    observations.survey[years == 2015, :, SURVEY["ever_watched"]] = observations.survey[0, 0, 0]
    row = (
        survey_frame(observations, HISTORY.survey, 1)
        .query("statistic == 'ever_watched' and left_from == 2011")
        .iloc[0]
    )
    assert row["lived"] == pytest.approx(
        arrivals_of(2016) / sum(arrivals_of(year + 1) for year in range(2011, 2016))
    )


def test_cohorts_outside_the_run__are_null() -> None:
    """Nobody who left in the nineties can be asked in a run that starts in 2019."""
    survey = fake_result().survey
    assert (
        survey.query("left_to < 2019")[["survey", "truth", "sampled", "deviation"]]
        .isna()
        .all(axis=None)
    )
    assert survey.query("evidence == 'C4'")["survey"].notna().all()
    assert survey.query("evidence == 'C5'")["survey"].isna().all()
    assert "C5" in set(survey["evidence"])


def test_run_without_snapshots__gives_an_empty_survey() -> None:
    """A run shorter than a quarter asks nobody, and nothing breaks."""
    survey = survey_frame(empty_observations(), short_scenario().survey, 1)
    assert survey[["survey", "truth", "sampled"]].isna().all(axis=None)


def test_sampling__is_the_same_for_the_same_seed_and_moves_with_it() -> None:
    """A survey repeated with one seed finds the same.

    With another seed it finds something else, within its error.
    """
    assert draw_share(1, "q", 0.5, 1000) == draw_share(1, "q", 0.5, 1000)
    draws = np.array([draw_share(seed, "q", 0.3, 400) for seed in range(200)])
    assert len(set(draws)) > 20
    assert draws.mean() == pytest.approx(0.3, abs=0.01)
    assert draws.std() == pytest.approx(np.sqrt(0.3 * 0.7 / 400), rel=0.2)


def test_arrivals__of_years_without_a_figure_are_those_of_the_nearest() -> None:
    """Beyond the register the last known year goes on."""
    assert arrivals_of(2040) == arrivals_of(2025) == 223
    assert arrivals_of(2000) == pytest.approx(1043 / 3)


def test_core_targets__can_all_be_simulated() -> None:
    """Every statistic that calibration rests on is asked of the simulated people."""
    assert {target.statistic for target in targets() if target.core} <= set(simulated())


def test_recall__misses_some_and_mistakes_some() -> None:
    """Of a hundred viewers two forget, of a hundred others one thinks so.

    Without errors people tell what they lived.
    """
    exact = HISTORY.survey.model_copy(update={"recall_miss": 0.0, "recall_false": 0.0})
    lived = np.array([[0.0, 0.3, 1.0, np.nan]])
    assert told(lived, [exact])[0, :3].tolist() == [0.0, 0.3, 1.0]
    assert told(lived, [HISTORY.survey])[0, [0, 2]] == pytest.approx([0.01, 0.98])
    assert np.isnan(told(lived, [exact])[0, 3])


def test_survey__asks_only_who_has_arrived() -> None:
    """Whoever left in the year of the survey is still on the way."""
    early = HISTORY.survey.model_copy(update={"survey_year": 2016.0})
    assert arrived(early, 2015) == arrivals_of(2016)
    assert arrived(early, 2016) == 0.0
