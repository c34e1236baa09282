"""A fit finds what made the figures, and says what they do not inform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from nksim.core.errors import InputError
from nksim.inference.calibration.best import AGAIN, TRIED, best_of
from nksim.inference.calibration.calibrating import shortfalls
from nksim.inference.calibration.fit import GOLDEN, Fit, quantiles
from nksim.inference.calibration.fitting import Effort, fit
from nksim.inference.calibration.informed import NOT, informed
from nksim.inference.calibration.observed import (
    Observed,
    core_targets,
)
from nksim.inference.calibration.predictive import Z
from nksim.inference.calibration.priors import priors
from nksim.inference.calibration.question import Question
from nksim.inference.calibration.simulating import Simulator
from nksim.studies.axis import Axis
from tests.inference.fits import ASKED, FLAT, SEEN, plain, small, small_history

pytestmark = pytest.mark.filterwarnings("ignore")  # pyABC's own


def test_a_fit__finds_what_the_figures_say_and_says_what_they_do_not(tmp_path: Path) -> None:
    """The number behind the figures is found within its interval.

    The other keeps the range that it had.
    """
    found = small(tmp_path)
    after = informed(found, FLAT).set_index("key")
    assert after.loc["a.x", "low"] < 0.6 < after.loc["a.x", "high"]
    assert after.loc["a.x", "data"] == "informed"
    assert after.loc["a.y", "data"] == NOT
    assert found.generations["tolerance"].is_monotonic_decreasing
    assert found.generations["tolerance"].iloc[-1] == pytest.approx(0.7)
    assert found.distances.max() <= 0.7
    assert 20.0 <= found.effective_size <= len(found.draws)


@pytest.mark.slow
def test_proposals_in_ten_dimensions__find_what_is_near_without_a_few_draws_outweighing_the_rest(
    tmp_path: Path,
) -> None:
    """Forty draws of equal weight, all within 1.1.

    With pyABC's own proposals, which stay too near to one another, they lie within 1.5.
    """
    keys = tuple(Axis(f"a.x{number}", low=0.0, high=1.0) for number in range(10))
    seen = tuple(Observed(f"C{number}", 0.5, 0.15) for number in range(10))

    def sums(draw: Mapping[str, float], seed: int, limit: float) -> dict[str, float]:
        values = list(draw.values())
        return {f"C{number}": (2 * values[number] + values[number - 1]) / 3 for number in range(10)}

    found = fit(Question(sums, keys, seen), tmp_path, Effort(particles=60, runs=500, tolerance=0.5))
    assert found.near < 1.1
    assert found.effective_size >= 40.0


def test_one_seed__gives_one_posterior_for_any_number_of_jobs(tmp_path: Path) -> None:
    """Proposals have keys of their own, so it does not matter which run is finished first."""
    one, three, other = (
        small(tmp_path / "one"),
        small(tmp_path / "three", jobs=3),
        small(tmp_path / "other", seed=2),
    )
    pd.testing.assert_frame_equal(one.draws, three.draws)
    assert not one.draws.equals(other.draws)


def test_draws_that_luck_cannot_tell_apart__leave_the_one_in_the_middle() -> None:
    """The figures say nothing of y.

    Of three draws with one x the best has the y in the middle, though another is nearer by luck.
    """
    draws = pd.DataFrame({"a.x": 0.6, "a.y": [0.05, 0.5, 0.95]})
    found = Fit(
        draws,
        pd.DataFrame(),
        np.full(3, 1 / 3),
        np.array([0.1, 0.2, 0.3]),
        pd.DataFrame(),
        0.3,
        0.0,
    )

    def model(draw: Mapping[str, float], seed: int, limit: float) -> dict[str, float]:
        return plain(draw, seed + int(100 * draw["a.y"]), limit)

    assert best_of(found, Question(model, FLAT, SEEN), model, seed=1, jobs=1).draw["a.y"] == 0.5

    def mute_in_the_middle(draw: Mapping[str, float], seed: int, limit: float) -> dict[str, float]:
        return {} if draw["a.y"] == 0.5 else model(draw, seed, limit)

    assert best_of(found, Question(model, FLAT, SEEN), mute_in_the_middle, seed=1, jobs=1).draw[
        "a.y"
    ] in (0.05, 0.95)


def test_the_best_draw__is_near_whatever_the_luck() -> None:
    """A draw whose first run was lucky does not stay the best.

    All that are tried meet the same luck.
    """
    draws, seeds = pd.DataFrame({"a.x": [0.9, 0.61, 0.3], "a.y": 0.5}), list[int]()

    def model(draw: Mapping[str, float], seed: int, limit: float) -> dict[str, float]:
        seeds.append(seed)
        return plain(draw, seed, limit)

    found = Fit(
        draws,
        pd.DataFrame(),
        np.full(3, 1 / 3),
        np.array([0.1, 0.2, 0.3]),
        pd.DataFrame(),
        0.3,
        0.0,
    )
    best = best_of(found, Question(model, FLAT, SEEN), model, seed=1, jobs=2)
    assert best.draw == {"a.x": 0.61, "a.y": 0.5}
    assert best.deviation < 1.0
    assert len(set(seeds)) == AGAIN
    assert len(seeds) == 3 * AGAIN <= TRIED * AGAIN


@pytest.mark.parametrize(
    ("effort", "words"),
    [
        (Effort(particles=9), "particles=9 are too few for 2 parameters .at least 10"),
        (Effort(particles=100, runs=50), "runs=50 do not fill one generation"),
        (Effort(tolerance=0.0), "tolerance=0 cannot be reached"),
    ],
)
def test_too_little__is_said_with_what_is_enough(
    effort: Effort, words: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=words):
        fit(Question(plain, FLAT, SEEN), tmp_path / "new", effort)
    assert not (tmp_path / "new").exists()


def test_a_fit_without_a_run_that_says_anything__is_refused_in_words(tmp_path: Path) -> None:
    """Every run failed, or none has a value for some figure."""
    with pytest.raises(
        InputError,
        match=r"no generation was filled: runs=50 did not give 40 runs with a value for each of C1",
    ):
        fit(
            Question(lambda draw, seed, limit: {}, FLAT, SEEN),
            tmp_path,
            Effort(particles=40, runs=50),
        )


def test_what_a_fit_fell_short_of__is_said() -> None:
    """A tolerance not reached and few effective draws are named."""
    found = Fit(
        pd.DataFrame({"a.x": np.arange(60.0)}),
        pd.DataFrame(),
        np.full(60, 1 / 60),
        np.zeros(60),
        pd.DataFrame(),
        2.3,
        0.0,
    )
    assert shortfalls(found, 1.0) == [
        (
            "draws deviate by up to 2.30 sd and not yet by tolerance=1 at most; with more --runs"
            " they come nearer"
        )
    ]
    assert shortfalls(found, 2.5) == []
    few = replace(found, weights=np.where(np.arange(60) < 10, 0.1, 0.0))
    assert shortfalls(few, 2.5) == [
        (
            "the effective sample size 10 is small, intervals are rough; give more --runs, or"
            " more --particles in another --out"
        )
    ]


@pytest.mark.slow
def test_figures_that_the_model_made__give_back_what_made_them(tmp_path: Path) -> None:
    """Three made-up truths, all fourteen numbers.

    The 90% intervals hold at least 80% of them, the model's intervals meet the figures, and
    something was learnt.
    """
    scenario, held, met, ratios = (
        small_history(**{"run.start": "1998-01-01", "run.until": "2015-12-31"}),
        list[bool](),
        list[bool](),
        list[float](),
    )
    before = priors(scenario)
    for number, first in enumerate((0.2, 0.5, 0.8)):
        truth = {
            prior.key: prior.low + (first + GOLDEN * place) % 1.0 * prior.width
            for place, prior in enumerate(before)
        }
        made = Simulator(scenario)(truth, 1000 + number)
        observed = [
            Observed(row.id, made[row.id], row.sd) for row in core_targets() if row.id in ASKED
        ]
        found = fit(
            Question(Simulator(scenario, tuple(observed)), before, observed),
            tmp_path / str(number),
            Effort(particles=70, runs=112, seed=number),
        )
        after = informed(found, before).set_index("key")
        held += [
            bool(after.loc[key, "low"] <= truth[key] <= after.loc[key, "high"]) for key in truth
        ]
        ratios += list(after["ratio"])
        bounds = [quantiles(found.statistics[row.id].to_numpy(), found.weights) for row in observed]
        met += [
            bound["low"] - Z * row.sd <= row.value <= bound["high"] + Z * row.sd
            for bound, row in zip(bounds, observed, strict=True)
        ]
    assert len(held) == 42
    assert np.mean(held) >= 0.8, (held, ratios)
    assert np.mean(met) >= 0.8, met
    assert min(ratios) < 0.9
