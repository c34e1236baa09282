"""What goes into a fit: ranges of numbers, figures, and how far from them a run is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import nksim
from nksim.core.errors import InputError
from nksim.inference.calibration.fit import Fit
from nksim.inference.calibration.observed import (
    core_targets,
    distance,
    load_targets,
)
from nksim.inference.calibration.predictive import MISSED, UNSAID, misses, predictive
from nksim.inference.calibration.priors import FITTED, kept, priors
from nksim.inference.calibration.simulating import Simulator, until_asked
from nksim.scenario.loading import load_scenario
from nksim.scenario.quantities import quantities
from tests.inference.fits import HISTORY, SEEN, small_history


def test_priors__are_the_ranges_of_the_scenario() -> None:
    """About ten are fitted, each with a range that holds its value.

    All others with a range are listed as kept.
    """
    scenario = small_history()
    found = priors(scenario)
    assert [prior.key for prior in found] == list(FITTED)
    values = {quantity.key: quantity.value for quantity in quantities(scenario)}
    assert all(prior.low <= values[prior.key] <= prior.high for prior in found)
    assert all(prior.width > 0 for prior in found)
    assert not {quantity.key for quantity in kept(scenario)} & set(FITTED)


def test_priors_that_will_not_do__are_all_named() -> None:
    with pytest.raises(InputError) as caught:
        priors(small_history(), ("behaviour.w_rsk", "run.seed", "behaviour.w_risk"))
    assert "behaviour.w_rsk is no number of the scenario" in str(caught.value)
    assert "did you mean behaviour.w_risk" in str(caught.value)
    assert "run.seed=1 has no range" in str(caught.value)
    with pytest.raises(InputError, match=r"leaves out value=5\.5"):
        priors(
            load_scenario(HISTORY, {"society.willingness_spread": 5.5}),
            ("society.willingness_spread",),
        )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,value\nC1,0.1\n", "columns are missing: sd_total"),
        ("", "columns are missing: id, value, sd_total"),
        ("id,value,sd_total\nC99,0.1,0.1\n", "line 2: id=C99 is no row of the evidence"),
        ("id,value,sd_total\nC1,much,0.1\n", "line 2: id=C1: value=much"),
        ("id,value,sd_total\nC1,0.1,0\n", "sd_total=0 above 0"),
        ("id,value,sd_total\n", "holds no rows"),
        ("id,value,sd_total\nC1,0.1,0.1\nC1,0.2,0.1\n", "id=C1 is given twice"),
    ],
)
def test_targets_that_will_not_do__are_said_with_their_line(
    text: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "targets.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        load_targets(path)


def test_the_distance__is_in_standard_deviations_and_infinite_for_what_is_not_said() -> None:
    assert distance({"C1": 0.65, "C2": 0.3}, SEEN) == pytest.approx(np.sqrt(0.5))
    assert distance({"C1": 0.65}, SEEN) == float("inf")
    assert [row.id for row in core_targets()][:4] == ["C1", "C2", "C3", "C4"]


def test_the_check__names_misses_and_what_the_model_does_not_say() -> None:
    """Every published figure has a row.

    One far from the model's is named with both, one near it is not.
    """
    statistics = pd.DataFrame({"C1": [0.4, 0.2, 0.08, 0.09], "C3": [0.1, 0.2, 0.3, 0.35]})
    weights = np.array([0.0, 0.0, 0.5, 0.5])
    found = Fit(statistics, statistics, weights, np.zeros(4), 2, pd.DataFrame(), 0.0)
    check = predictive(found, ["C1"]).set_index("id")
    assert check["fitted"].sum() == check.loc["C1", "fitted"] == 1
    assert misses(check.reset_index())[0].endswith(", not fitted to")
    assert check.loc["C3", "before_median"] == pytest.approx(0.15)
    assert check.loc["C3", "median"] == pytest.approx(0.325)
    assert check.loc["C3", "verdict"] == MISSED
    assert check.loc["C1", "verdict"] == "met"
    assert check.loc["C14a", "verdict"] == UNSAID
    assert [miss.split(" ")[0] for miss in misses(check.reset_index())] == ["C3"]


def test_years_after_the_last_question__are_not_simulated() -> None:
    """They cannot move any statistic, and cost as much as those before."""
    scenario = small_history()
    assert until_asked(scenario, ["C1", "C4"]).run.until.year == 2020
    assert until_asked(scenario, ["C10"]).run.until.year == 2011
    with pytest.raises(
        InputError,
        match=r"C1 asks those who left in 1990-2000, and scenario=history runs 2005-2012",
    ):
        until_asked(
            load_scenario(scenario, {"run.start": "2005-01-01", "run.until": "2012-12-31"}),
            ["C1", "C10"],
        )
    whole, short = (
        Simulator(world)({}, 1) for world in (scenario, until_asked(scenario, ["C1", "C3"]))
    )
    assert "C4" not in short
    assert {name: whole[name] for name in ("C1", "C2", "C3")} == {
        name: short[name] for name in ("C1", "C2", "C3")
    }


def test_what_a_run_says__is_what_the_survey_compares() -> None:
    """Young escapees are escapees; travellers are asked what is true of everybody."""
    scenario = small_history(**{"run.start": "2009-01-01", "run.until": "2020-12-31"})
    said, result = Simulator(scenario)({}, 1), nksim.run(scenario, 1)
    rows = result.survey[result.survey["evidence"] != ""].set_index("evidence")
    for name in ("C4", "C12", "C15", "C17"):
        deviation = (said[name] - rows.loc[name, "real"]) / rows.loc[name, "sd_total"]
        assert deviation == pytest.approx(rows.loc[name, "deviation"]), name
    assert rows.loc["C15", "survey"] != rows.loc["C15", "truth"]
