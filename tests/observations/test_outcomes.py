from __future__ import annotations

import numpy as np
import pytest

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.units import BELIEF, TIE
from nksim.observations.ledger import ledger_columns
from nksim.observations.measuring import Weeks
from nksim.observations.observations import Observations
from nksim.observations.outcome_years import outcomes_of
from nksim.observations.outcomes import OUTCOMES, outcome_columns, unit_of_outcome
from nksim.observations.result import Result
from nksim.observations.series import layer_columns, series_columns
from nksim.observations.stack import stacked
from tests.fixtures.worlds import (
    CELL,
    LAYER,
    SURVEY,
    empty_observations,
    fake_result,
    fake_run,
    short_scenario,
)


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


# In the first week, in all others and in the last.
FLOWS = {
    "watching": (50, 20, 10),
    "new_viewers": (9, 1, 2),
    "joint_viewings": (30, 3, 7),
    "watched_last_year": (60, 40, 20),
    "ever_watched": (60, 70, 45),
    "reports": (5, 1, 1),
    "empty_searches": (6, 0, 2),
    "executed": (1, 0, 2),
    "criticised": (3, 0, 0),
    "sent_to_labour": (0, 0, 4),
    "sent_to_prison": (0, 0, 5),
    "sent_to_camp": (0, 1, 0),
    "style": (30, 40, 10),
    "style_punished": (7, 7, 7),
    "expected_deaths": (BELIEF, 0, BELIEF // 2),
}
WORKED_OUT = {
    "watched_last_year_share": 0.4,
    "ever_watched_share": 0.9,
    "watching_share": (51 * 0.1 + 0.2) / 52,
    "new_viewers": 1000 * 53 / 50,
    "joint_viewings": 1000 * (51 * 3 + 7) / 50,
    "strong_tie_share": 3 / 8,
    "weak_tie_share": 3 / 8,
    "market_copy_share": 0.25,
    "title_age": 20.0,
    "mean_bond": 0.35,
    "complicit_share": 0.05,
    "regime_trust": 0.6,
    "perceived_risk": 0.2,
    "suspicion": 0.3,
    "knowledge": 0.4,
    "style_share": 0.2,
    "reports": 10.0 * (5 + 58 + 1),
    "searched_in_vain": 80.0,
    "person_years_detained": 10.0 * 600 / WEEKS_PER_YEAR,
    "deaths": 30.0,
    "expected_deaths": 15.0,
    "punished": 10.0 * (3 + 3 + 4 + 5 + 58),
    "silenced": 10.0 * 180 / WEEKS_PER_YEAR,
    "ties_worn": 10.0 * 120,
    "viewer_weeks": 10.0 * (50 + 58 * 20 + 10),
    "survey_ever_watched": 0.5,
    "survey_watched_last_year": 0.15,
    "punished_per_viewer_year": 73 / ((60 + 58 * 40 + 20) / WEEKS_PER_YEAR),
}


def fill_people(cells: np.ndarray) -> None:
    cells[:, CELL["free"]], cells[-1, CELL["free"]] = 190, 40
    cells[0, CELL["free"]] = 90
    cells[:, CELL["in_labour"]] = 5
    cells[:, CELL["in_prison"]] = 3
    cells[:, CELL["in_camp"]] = 2
    for name, (first, then, last) in FLOWS.items():
        cells[:, CELL[name]], cells[0, CELL[name]], cells[-1, CELL[name]] = then, first, last
    cells[-1, [CELL["holding_chinese"], CELL["holding_korean"]]] = [3, 1]
    cells[-1, [CELL["title_age_chinese"], CELL["title_age_korean"]]] = [30, 50]
    cells[-1, [CELL["regime_trust"], CELL["perceived_risk"]]] = [30 * BELIEF, 10 * BELIEF]
    cells[-1, CELL["suspicion"]] = 15 * BELIEF
    cells[-1, CELL["knowledge"]] = 20 * TIE


def fill_ties(layers: np.ndarray) -> None:
    layers[:, :, LAYER["ties"]] = 7
    layers[-1, :, LAYER["ties"]] = [10, 0, 30, 0, 0, 60]
    layers[:, :, LAYER["bond"]], layers[:, :, LAYER["complicit_ties"]] = 5 * TIE, 6
    layers[-1, :, LAYER["bond"]] = np.array([8, 0, 15, 0, 0, 12]) * TIE
    layers[-1, :, LAYER["complicit_ties"]] = [4, 0, 1, 0, 0, 0]
    layers[:, :, LAYER["worn_ties"]] = [0, 0, 0, 0, 1, 1]
    layers[0, :, LAYER["layer_copies"]] = [100, 0, 0, 0, 0, 0]
    layers[8, :, LAYER["layer_copies"]] = [1, 1, 0, 0, 1, 0]
    layers[-1, :, LAYER["layer_copies"]] = [0, 0, 0, 0, 0, 1]
    layers[7, :, LAYER["layer_joint_viewings"]] = [500, 0, 0, 0, 0, 0]
    layers[8, :, LAYER["layer_joint_viewings"]] = [1, 1, 0, 0, 0, 2]
    layers[-1, :, LAYER["layer_joint_viewings"]] = [0, 0, 1, 2, 1, 0]


def fill_survey(seen: Observations) -> None:
    seen.survey = np.zeros((4, 2, len(SURVEY)), np.int64)
    seen.survey[:, 0, SURVEY["weight"]] = 1000
    seen.survey[:, 0, SURVEY["ever_watched"]] = [400, 800, 500, 300]
    seen.survey[:, 0, SURVEY["watched_last_year"]] = [100, 300, 200, 0]
    seen.survey[:, 1, SURVEY["silenced"]] = 3 * 1024


def test_every_outcome__of_a_country_worked_out_by_hand() -> None:
    """Sixty weeks, a hundred people of whom half are gone at the end.

    What happened in the first week is long ago.
    """
    seen = empty_observations(weeks=60)
    fill_people(seen.provinces[:, 5])
    fill_ties(seen.layers)
    fill_survey(seen)
    exact = short_scenario(survey={"recall_miss": 0.0, "recall_false": 0.0})
    found = Result(exact, 1, seen).outcomes[[outcome.name for outcome in OUTCOMES]].iloc[0]
    assert found.to_dict() == pytest.approx(WORKED_OUT)


def test_shares_without_a_whole__have_no_value() -> None:
    """Nobody copied, nobody met, nobody was asked: nothing is divided by nothing."""
    alone = empty_observations(weeks=3)
    alone.provinces[:, 0, CELL["free"]] = 10
    row = Result(short_scenario(), 1, alone).outcomes.iloc[0]
    none = [
        "strong_tie_share",
        "weak_tie_share",
        "market_copy_share",
        "mean_bond",
        "complicit_share",
    ]
    none += ["survey_ever_watched", "survey_watched_last_year", "punished_per_viewer_year"]
    assert row[none].isna().all()
    assert (row[["new_viewers", "reports", "punished", "watching_share"]] == 0.0).all()


def test_runs_side_by_side__have_the_outcomes_of_each_alone() -> None:
    """Three runs that differ in everything, each with errors of recall of its own."""
    scenarios = [short_scenario(survey={"recall_miss": miss}) for miss in (0.0, 0.2, 0.4)]
    runs = [fake_run(scenario, seed) for seed, scenario in enumerate(scenarios)]
    for number, seen in enumerate(runs):
        seen.provinces[:] = seen.provinces * (number + 2) // 2
        seen.layers[:, number] = seen.layers[:, number] * 3
        seen.layers[:, :, [LAYER["complicit_ties"], LAYER["bond"]]] //= number + 1
        seen.survey[:, :, 1:] //= number + 1
        seen.provinces[:, 0, CELL["criticised"]] = number + 5
    together = outcomes_of(stacked(runs), scenarios)
    for number, (seen, scenario) in enumerate(zip(runs, scenarios, strict=True)):
        alone = outcomes_of(stacked([seen]), [scenario])
        assert list(alone) == [outcome.name for outcome in OUTCOMES]
        for name, values in together.items():
            assert values.shape == (3, 1), name
            assert values[number] == pytest.approx(alone[name][0]), name
    differing = [name for name, values in together.items() if len(np.unique(values)) == 3]
    assert {
        "strong_tie_share",
        "mean_bond",
        "complicit_share",
        "punished_per_viewer_year",
    } <= set(differing)


def test_a_run_that_nobody_was_asked_in__has_no_survey() -> None:
    """Outcomes without a survey are those without answers."""
    result = fake_result()
    stack = result.stack
    asked = outcomes_of(stack, [result.scenario])
    layers = {
        name: values.reshape(1, stack.weeks, -1)
        for name, values in layer_columns(stack).items()
        if values.ndim > 1
    }
    unasked = outcome_columns(Weeks(series_columns(stack), layers, ledger_columns(stack)))
    for name, values in asked.items():
        if name.startswith("survey_"):
            assert np.isnan(unasked[name]).all()
        else:
            assert unasked[name] == pytest.approx(values), name


def test_costs_and_reports__grow_with_the_years() -> None:
    """Per 1,000 of the living of each year; a rate of viewers is weighted by their years."""
    weights = {outcome.name: outcome.weight for outcome in OUTCOMES if outcome.weight}
    assert weights == {
        "reports": "living",
        "searched_in_vain": "living",
        "person_years_detained": "living",
        "deaths": "living",
        "expected_deaths": "living",
        "punished": "living",
        "punished_per_viewer_year": "viewer_years",
        "silenced": "living",
        "ties_worn": "living",
        "viewer_weeks": "living",
    }
    assert [outcome.name for outcome in OUTCOMES if outcome.is_summed] == [
        name for name, weight in weights.items() if weight == "living"
    ]


def test_unit__is_that_of_the_outcome_and_none_of_another_name() -> None:
    """Shares, and so many per 1,000 people."""
    named = {name: unit_of_outcome(name) for name in ("watched_last_year_share", "deaths", "luck")}
    assert named == {"watched_last_year_share": "share", "deaths": "1/1000", "luck": ""}
