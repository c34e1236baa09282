"""What a fit leaves: draws that give each seed numbers of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from nksim.core.errors import InputError
from nksim.inference.calibration.calibrating import POSTERIOR, calibrate
from nksim.inference.calibration.fit import Fit, quantiles
from nksim.inference.calibration.fitting import Effort
from nksim.inference.calibration.observed import (
    Observed,
)
from nksim.inference.calibration.priors import unasked
from nksim.studies.posterior import Posterior, load_posterior
from tests.inference.fits import small_history


def test_equal_draws__stand_as_often_as_they_weigh() -> None:
    found = Fit(
        pd.DataFrame({"a.x": [1.0, 2.0, 3.0]}),
        pd.DataFrame(),
        np.array([0.5, 0.3, 0.2]),
        np.zeros(3),
        3,
        pd.DataFrame(),
        0.0,
    )
    sample = found.sample(10)["a.x"]
    assert sample.value_counts().to_dict() == {1.0: 5, 2.0: 3, 3.0: 2}
    assert sample.iloc[:3].nunique() > 1
    assert quantiles(np.arange(101.0), np.ones(101))["median"] == pytest.approx(50.0)


def test_a_posterior__gives_each_seed_its_own_numbers(tmp_path: Path) -> None:
    path = tmp_path / "posterior.csv"
    path.write_text("behaviour.w_risk,media.era_midpoint\n1.5,2002.5\n3.5,2004\n", encoding="utf-8")
    posterior, scenario = load_posterior(path), small_history()
    drawn = [posterior.at(scenario, seed) for seed in (2, 3, 4)]
    assert [world.behaviour.w_risk for world in drawn] == [1.5, 3.5, 1.5]
    assert [world.media.era_midpoint for world in drawn] == [2002.5, 2004.0, 2002.5]


@pytest.mark.parametrize("key", ["run.seed", "run.until", "society.size", "network.n", "name"])
def test_people_and_weeks__are_not_drawn(tmp_path: Path, key: str) -> None:
    path = tmp_path / "posterior.csv"
    path.write_text(f"behaviour.w_risk,{key}\n1.5,5\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"line 1: {key} is not drawn: .* take the column out"):
        load_posterior(path)
    with pytest.raises(InputError, match=f"{key} is not drawn"):
        Posterior((key,), ((5.0,),))


def test_a_world_without_a_lever__takes_a_posterior_without_its_settings(tmp_path: Path) -> None:
    """The same file serves a baseline and its alternatives.

    The same seed has the same numbers in each.
    """
    path, scenario = tmp_path / "posterior.csv", small_history()
    path.write_text(
        "behaviour.w_risk,levers.new-law.risk_rise\n1.5,0.3\n3.5,0.01\n", encoding="utf-8"
    )
    with_law, without = (
        load_posterior(path).at(world, 2) for world in (scenario, scenario.without("new-law"))
    )
    assert with_law.behaviour.w_risk == without.behaviour.w_risk == 1.5
    law: Any = next(lever for lever in with_law.levers if lever.name == "new-law")
    assert law.risk_rise == 0.3


def test_what_no_figure_speaks_of__is_drawn_from_all_that_is_possible(tmp_path: Path) -> None:
    """The law came when those who were asked had left.

    Its settings keep their whole range, also beside a fit.
    """
    scenario = small_history(**{"run.start": "2009-01-01"})
    found = {quantity.key: quantity.range for quantity in unasked(scenario)}
    assert "levers.new-law.risk_rise" in found
    assert not [key for key in found if key.startswith(("levers.searches-2012", "behaviour"))]
    observed, keys = [Observed("C10", 0.25, 0.2)], ("behaviour.w_risk", "media.copy_chance")
    sample = calibrate(
        scenario, observed, tmp_path, Effort(table=20, runs=30, worth=1.0), keys=keys
    ).sample
    assert (tmp_path / POSTERIOR).read_text(encoding="utf-8").count("\n") == 401
    assert json.loads((tmp_path / "calibration.json").read_text(encoding="utf-8"))["kept"]
    assert list(sample) == [*keys, *found]
    low, high = found["levers.new-law.risk_rise"] or (0.0, 0.0)
    assert sample["levers.new-law.risk_rise"].between(low, high).all()
    assert np.ptp(sample["levers.new-law.risk_rise"]) > 0.95 * (high - low)
    assert abs(sample["levers.new-law.risk_rise"].corr(sample["levers.new-law.term_factor"])) < 0.3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("behaviour.w_risk\n", "holds no draws"),
        ("behaviour.w_risk\nmuch\n", "line 2: behaviour.w_risk=much is no number"),
        ("a,b\n1\n", "line 2: has 1 values for 2"),
        ("a,a\n1,2\n", "line 1: a is given twice"),
    ],
)
def test_a_posterior_that_will_not_do__is_said_with_its_line(
    text: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "posterior.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        load_posterior(path)
