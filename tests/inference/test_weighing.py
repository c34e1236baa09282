"""Runs of all generations count, each for what its proposals had left out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from nksim.core.errors import InputError
from nksim.inference.calibration import weighing
from nksim.inference.calibration.fit import GOLDEN
from nksim.inference.calibration.observed import Observed
from nksim.inference.calibration.proposing import key_of
from nksim.inference.calibration.question import Question
from nksim.inference.calibration.weighing import (
    NO_PROPOSAL,
    Generation,
    Proposed,
    effective_size,
    proposed,
)
from nksim.studies.axis import Axis

WIDE, NARROW = 2000, 6000
EVENLY = np.arange(WIDE + NARROW) * GOLDEN % 1.0


def made(allowed: float = 0.3) -> Proposed:
    """The first generation anywhere in 0..1, the second between 0.4 and 0.6 only.

    How far off a draw is, is its distance from 0.5.
    """
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
    """Of those within 0.25 of the middle two fifths lie within 0.1, wherever most were made."""
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


class Normal:
    """Stands in for pyABC's kernel: proposes half of its draws beyond the ranges."""

    def fit(self, draws: pd.DataFrame, weights: np.ndarray) -> None:
        self.about = float((draws["a__b"] * weights).sum())

    def rvs(self, count: int) -> pd.DataFrame:
        within = pd.DataFrame({"a__b": [3.0, 5.0, 2.9, 5.1], "c": [0.0, 1.0, 0.5, 0.5]})
        return within.sample(count, replace=True, random_state=1) if count > 4 else within

    def pdf(self, draws: pd.DataFrame) -> np.ndarray:
        return np.asarray(self.about + draws["a__b"] + 10.0 * draws["c"])


class History:
    """Two generations in a database: three runs and then two."""

    def get_all_populations(self) -> pd.DataFrame:
        return pd.DataFrame({"t": [-1, 0, 1], "samples": [9, 3, 2], "epsilon": [np.inf, 2.0, 1.0]})

    def get_distribution(self, m: int, t: int) -> tuple[pd.DataFrame, np.ndarray]:
        assert m == 0
        draws = pd.DataFrame({"c": [0.5, 0.5], "a__b": [100.0 * (t + 1), 0.0]})
        return draws, np.array([0.25, 0.75])


def question() -> Question:
    """Two numbers, of which the first lies between 3 and 5, and one figure."""
    priors = (Axis("a.b", low=3.0, high=5.0), Axis("c", low=0.0, high=1.0))
    return Question(lambda draw, seed, limit: {}, priors, (Observed("C1", 0.5, 0.1),))


def test_everything_proposed__is_gathered_with_its_densities(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The ranges first, then each generation's proposals, for what of them lies within the ranges.

    The third generation is not filled; its proposals are normals about what the second found.
    """
    seeded: list[int] = []
    monkeypatch.setattr(weighing, "proposals", lambda pyabc: Normal())
    monkeypatch.setattr(weighing, "seed_pyabc", seeded.append)
    places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0)]
    runs = {
        key_of(7, t, number): ({"c": 0.1 * at, "a.b": 4.0}, {"C1": 0.5 + 0.1 * at})
        for at, (t, number) in enumerate(places)
    }
    found = proposed(None, History(), question(), runs, 7, [Generation(2, 1, 0.5)])
    assert list(found.draws.columns) == ["a.b", "c"]
    assert found.draws["c"].tolist() == pytest.approx([0.1 * at for at in range(6)])
    assert [each["C1"] for each in found.statistics] == [0.5 + 0.1 * at for at in range(6)]
    assert found.distances.tolist() == pytest.approx(range(6))
    assert found.generation.tolist() == [0, 0, 0, 1, 1, 2]
    assert found.allowed.tolist() == [2.0, 1.0, 0.5]
    assert seeded == [key_of(7, t, NO_PROPOSAL) for t in (1, 2)]
    normal = 4.0 + np.arange(6)
    assert found.densities[0].tolist() == [0.5] * 6
    for t in (1, 2):  # the mean of what generation t - 1 found is 25 t; half is within
        assert found.densities[t] == pytest.approx((25.0 * t + normal) / 0.5, rel=0.01)


def test_other_runs_than_those_of_the_database__cannot_be_weighed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is said what to do."""
    monkeypatch.setattr(weighing, "proposals", lambda pyabc: Normal())
    with pytest.raises(InputError, match="give another --out"):
        proposed(None, History(), question(), {}, 7)
