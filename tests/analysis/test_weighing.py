"""Runs of all generations count, each for what its proposals had left out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from nksim.analysis.calibration.fit import GOLDEN
from nksim.analysis.calibration.weighing import Proposed, effective_size

WIDE, NARROW = 2000, 6000
EVENLY = np.arange(WIDE + NARROW) * GOLDEN % 1.0


def made(allowed: float = 0.3) -> Proposed:
    """The first generation anywhere in 0..1, the second between 0.4 and 0.6 only; how far off a draw is, is its distance from 0.5."""
    generation = np.repeat([0, 1], [WIDE, NARROW])
    draws = np.where(generation == 0, EVENLY, 0.4 + 0.2 * EVENLY)
    inside = (draws > 0.4) & (draws < 0.6)
    densities = np.array([np.ones(WIDE + NARROW), np.where(inside, 5.0, 0.0)])
    statistics = [{"C1": float(draw)} for draw in draws]
    return Proposed(
        pd.DataFrame({"x": draws}),
        statistics,
        np.abs(draws - 0.5),
        generation,
        np.array([1e9, allowed]),
        densities,
    )


def test_the_mixture__takes_back_where_proposals_crowded() -> None:
    """Within 0.25 of the middle, two fifths lie within 0.1, though most proposals were made there."""
    weights, draws = made().weights(0.25), made().draws["x"].to_numpy()
    near = np.abs(draws - 0.5)
    assert weights[near > 0.25].sum() == 0.0
    assert weights.sum() == pytest.approx(1.0)
    assert weights[near < 0.1].sum() == pytest.approx(0.4, abs=0.03)
    assert (near < 0.1).sum() / (near < 0.25).sum() > 0.8


def test_a_generation_that_stopped_nearer__does_not_count() -> None:
    """Some of its runs that would be near enough are missing."""
    some = made(allowed=0.1).weights(0.25)
    assert some[WIDE:].sum() == 0.0
    assert effective_size(some) == pytest.approx((made().distances[:WIDE] <= 0.25).sum())
    assert made(allowed=0.1).weights(0.1)[WIDE:].sum() > 0.5


def test_draws__are_as_near_as_they_can_and_still_say_enough() -> None:
    """No nearer than asked for; and where they never say enough, where they say most."""
    found = made()
    near = found.nearest(0.0, 500.0)
    assert effective_size(found.weights(near)) >= 500.0
    assert effective_size(found.weights(0.9 * near)) < 500.0
    assert found.nearest(0.2, 500.0) == 0.2
    most = found.nearest(0.0, 1e9)
    assert effective_size(found.weights(most)) >= effective_size(found.weights(0.2))
