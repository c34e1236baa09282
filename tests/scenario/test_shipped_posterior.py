"""The posterior that comes with nksim fits its scenarios, whose numbers are its best draw."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nksim.inference.calibration.priors import FITTED, priors, unasked
from nksim.scenario.loading import load_scenario
from nksim.scenario.quantities import quantities
from nksim.studies.posterior import load_posterior
from nksim.studies.study import load_study
from tests.fixtures.posteriors import POSTERIOR

LOG = json.loads((Path(__file__).parents[2] / "scenarios" / "posterior.json").read_text("utf-8"))


def test_what_is_fitted__can_be_fitted_to_the_history() -> None:
    """Every number that is asked about is there, has a range and lies in it."""
    history = load_scenario("nksim:history")
    asked = priors(history)
    assert [prior.key for prior in asked] == list(FITTED)
    assert 12 <= len(asked) <= 16
    assert all(prior.low < prior.high for prior in asked)
    assert unasked(history)


def test_the_history__has_the_best_draw() -> None:
    """To three digits, and dates to a tenth of a year."""
    values = {one.key: one.value for one in quantities(load_scenario("nksim:history"))}
    assert set(LOG["best"]) == set(FITTED)
    for key, number in LOG["best"].items():
        near = 3e-5 if key == "media.era_midpoint" else 6e-3
        assert values[key] == pytest.approx(number, rel=near), key


def test_the_posterior__lies_within_the_ranges_it_was_asked_in() -> None:
    """Draws of the fitted numbers, with as many of those that no figure speaks of."""
    history, posterior = load_scenario("nksim:history"), load_posterior("nksim:posterior")
    ranges = {prior.key: (prior.low, prior.high) for prior in priors(history)}
    ranges |= {one.key: one.range for one in unasked(history) if one.range is not None}
    assert set(posterior.keys) == set(ranges)
    assert len(posterior.draws) >= 300
    for key, numbers in zip(posterior.keys, zip(*posterior.draws, strict=True), strict=True):
        low, high = ranges[key]
        assert low <= min(numbers) < max(numbers) <= high, key


@pytest.mark.parametrize("path", ["nksim:posterior", POSTERIOR], ids=["shipped", "of the tests"])
def test_a_posterior__fits_every_scenario_of_the_study(path: str | Path) -> None:
    """Draws of all that is fitted, and of settings that some scenarios have."""
    study, posterior = load_study(["nksim:crackdown"]), load_posterior(path)
    assert set(FITTED) < set(posterior.keys)
    assert posterior.left_out(study.scenarios) == ()
    for scenario in study.scenarios:
        assert posterior.at(scenario, 1).behaviour.w_risk == posterior.draw(1)["behaviour.w_risk"]


def test_the_log__says_with_what_it_was_made_and_how_far_it_came() -> None:
    """The command, the seed, the runs of all rounds, and what the draws are worth."""
    assert LOG["command"].startswith("nksim calibrate nksim:history")
    assert LOG["effort"]["seed"] == 1
    assert LOG["people"] == 20_000
    assert LOG["effective_size"] >= 200
    assert LOG["draws"] >= 300
