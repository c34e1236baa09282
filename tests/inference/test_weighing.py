"""Runs of all rounds count, each for what its proposals had left out."""

from __future__ import annotations

import numpy as np
import pytest

from nksim.inference.calibration.fit import GOLDEN
from nksim.inference.calibration.observed import Observed
from nksim.inference.calibration.proposing import picked
from nksim.inference.calibration.weighing import (
    COOLED,
    Proposal,
    effective_size,
    log_likelihoods,
    table_of,
    weights_of,
)

WIDE, NARROW = 2000, 6000
EVENLY = np.arange(WIDE + NARROW) * GOLDEN % 1.0
SEEN = (Observed("C1", 0.5, 0.1), Observed("C2", 0.2, 0.05, bound=True))


def test_the_mixture__takes_back_where_proposals_crowded() -> None:
    """The first part anywhere in 0..1, the second between 0.4 and 0.6 only.

    With nothing said by the figures, a fifth of the weight lies there, wherever most were made.
    """
    draws = np.where(np.arange(WIDE + NARROW) < WIDE, EVENLY, 0.4 + 0.2 * EVENLY)
    inside = (draws > 0.4) & (draws < 0.6)
    densities = np.array([np.ones(WIDE + NARROW), np.where(inside, 5.0, 0.0)])
    weights = weights_of(np.zeros(len(draws)), densities, [WIDE, NARROW])
    assert weights.sum() == pytest.approx(1.0)
    assert weights[inside].sum() == pytest.approx(0.2, abs=0.01)
    assert inside.mean() > 0.75


def test_the_weight_of_a_run__is_what_its_statistics_make_of_the_figures() -> None:
    """By hand: one deviation of 2 and a bound kept, a bound passed by 1, and a run that is mute."""
    table = table_of([{"C1": 0.7, "C2": 0.1}, {"C1": 0.5, "C2": 0.25}, {"C1": 0.5}], ["C1", "C2"])
    assert log_likelihoods(table, SEEN).tolist() == pytest.approx([-2.0, -0.5, -np.inf])
    widened = log_likelihoods(table, SEEN, np.array([0.1, 0.05]))
    assert widened.tolist() == pytest.approx([-1.0, -0.25, -np.inf])


class Straight:
    """Stands in for a surrogate: C1 is the first number, C2 nothing; it errs by nothing."""

    errors = np.zeros(2)

    def at(self, shares: np.ndarray) -> np.ndarray:
        return np.column_stack([shares[:, 0], np.zeros(len(shares))])


def test_a_proposal__is_a_density_over_the_ranges_and_wider_than_what_is_thought() -> None:
    """On average over the ranges it is 1; between two draws it differs by the cooled weight."""
    among = np.column_stack([EVENLY, EVENLY])
    proposal, density = Proposal.of(Straight(), SEEN, among)  # type: ignore[arg-type]
    assert density.mean() == pytest.approx(1.0)
    assert proposal.density(among) == pytest.approx(density)
    middle, aside = proposal.density(np.array([[0.5, 0.0], [0.7, 0.0]]))
    assert np.log(aside / middle) == pytest.approx(-2.0 * COOLED)


def test_candidates__are_taken_as_often_as_their_density_asks() -> None:
    """Half of the picks from the one with half of the density, none from one with nothing."""
    places = picked(np.array([1.0, 2.0, 0.0, 1.0]), 400, seed=3)
    assert np.bincount(places, minlength=4).tolist() == pytest.approx([100, 200, 0, 100], abs=1)


def test_draws__are_worth_what_kish_says() -> None:
    assert effective_size(np.full(4, 0.25)) == pytest.approx(4.0)
    assert effective_size(np.array([1.0, 0.0])) == pytest.approx(1.0)
