"""The shipped posterior fits the shipped scenarios, and their defaults are its best draw."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nksim.inference.calibration.priors import FITTED, priors, unasked
from nksim.scenario.loading import load_scenario
from nksim.scenario.quantities import quantities
from nksim.studies.posterior import load_posterior
from nksim.studies.study import load_study

SCENARIOS = Path(__file__).parents[2] / "scenarios"
POSTERIOR = SCENARIOS / "posterior.csv"
LOG = json.loads((SCENARIOS / "posterior.json").read_text(encoding="utf-8"))


def test_the_history__has_the_best_draw() -> None:
    """To three digits, and dates to a tenth of a year."""
    values = {
        quantity.key: quantity.value
        for quantity in quantities(load_scenario(SCENARIOS / "history.yaml"))
    }
    assert set(LOG["best"]) == set(FITTED)
    for key, number in LOG["best"].items():
        assert values[key] == pytest.approx(
            number, rel=3e-5 if key == "media.era_midpoint" else 3e-3
        ), key


def test_the_posterior__lies_within_the_ranges_it_was_asked_in() -> None:
    """Two hundred draws of the fitted numbers, with as many of those that no figure speaks of."""
    history, posterior = load_scenario(SCENARIOS / "history.yaml"), load_posterior(POSTERIOR)
    ranges = {prior.key: (prior.low, prior.high) for prior in priors(history)} | {
        one.key: one.range for one in unasked(history)
    }
    assert set(posterior.keys) == set(ranges)
    assert len(posterior.draws) == 200
    for key, numbers in zip(posterior.keys, zip(*posterior.draws, strict=True), strict=True):
        low, high = ranges[key] or (0.0, 0.0)
        assert low <= min(numbers) < max(numbers) <= high, key


def test_the_posterior__fits_every_scenario_of_the_study() -> None:
    study, posterior = load_study([SCENARIOS / "crackdown.yaml"]), load_posterior(POSTERIOR)
    assert posterior.left_out(study.scenarios) == ()
    for scenario in study.scenarios:
        assert posterior.at(scenario, 1).behaviour.w_risk == posterior.draw(1)["behaviour.w_risk"]


def test_the_log__says_with_what_it_was_made() -> None:
    assert LOG["command"].startswith("nksim calibrate scenarios/history.yaml")
    assert LOG["effort"]["seed"] == 1
    assert sum(generation["runs"] for generation in LOG["generations"]) == LOG["runs"]
    assert LOG["effective_size"] <= LOG["draws"]
