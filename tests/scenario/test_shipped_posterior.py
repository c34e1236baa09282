"""A posterior that comes with nksim is one of the present rules; without one it is said how to
make it."""

from __future__ import annotations

import pytest

from nksim.core.errors import ScenarioError
from nksim.inference.calibration.priors import FITTED, priors, unasked
from nksim.scenario.loading import load_scenario
from nksim.scenario.shipped import shipped_files
from nksim.studies.posterior import load_posterior
from nksim.studies.study import load_study
from tests.fixtures.posteriors import POSTERIOR


def test_the_posterior_of_earlier_rules__is_withdrawn_in_words() -> None:
    """Whoever asks for it is told what to run."""
    assert "nksim:posterior" not in shipped_files()
    with pytest.raises(ScenarioError, match="nksim calibrate nksim:history") as caught:
        load_posterior("nksim:posterior")
    assert "this version" in str(caught.value)


def test_what_is_fitted__can_be_fitted_to_the_history() -> None:
    """Every number that is asked about is there, has a range and lies in it."""
    history = load_scenario("nksim:history")
    asked = priors(history)
    assert [prior.key for prior in asked] == list(FITTED)
    assert 12 <= len(asked) <= 16
    assert all(prior.low < prior.high for prior in asked)
    assert unasked(history)


def test_the_posterior_of_these_tests__fits_every_scenario_of_the_study() -> None:
    """Draws of all that is fitted, within the ranges, and of settings that some scenarios have."""
    study, posterior = load_study(["nksim:crackdown"]), load_posterior(POSTERIOR)
    ranges = {
        prior.key: (prior.low, prior.high) for prior in priors(load_scenario("nksim:history"))
    }
    assert set(FITTED) < set(posterior.keys)
    for key, numbers in zip(posterior.keys, zip(*posterior.draws, strict=True), strict=True):
        low, high = ranges.get(key, (0.0, 100.0))
        assert low <= min(numbers) < max(numbers) <= high, key
    assert posterior.left_out(study.scenarios) == ()
    for scenario in study.scenarios:
        assert posterior.at(scenario, 1).behaviour.w_risk == posterior.draw(1)["behaviour.w_risk"]
