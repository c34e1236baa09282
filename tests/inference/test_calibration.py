"""A fit finds what made the figures, and says what they do not inform."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from nksim.core.errors import InputError
from nksim.inference.calibration.best import AGAIN, TRIED, best_of
from nksim.inference.calibration.calibrating import shortfalls
from nksim.inference.calibration.fit import Fit
from nksim.inference.calibration.fitting import Effort, fit
from nksim.inference.calibration.informed import NOT, informed
from nksim.inference.calibration.observed import (
    Observed,
    core_targets,
)
from nksim.inference.calibration.priors import priors
from nksim.inference.calibration.proposing import anywhere
from nksim.inference.calibration.question import Question
from nksim.inference.calibration.recovering import recover
from nksim.inference.calibration.simulating import Simulator
from nksim.inference.calibration.weighing import table_of
from nksim.studies.axis import Axis
from tests.inference.fits import ASKED, FLAT, SEEN, plain, small, small_history


def test_a_fit__finds_what_the_figures_say_and_says_what_they_do_not(tmp_path: Path) -> None:
    """The number behind the figures is found within its interval.

    The other keeps the range that it had.
    """
    found = small(tmp_path)
    after = informed(found, FLAT).set_index("key")
    assert after.loc["a.x", "low"] < 0.6 < after.loc["a.x", "high"]
    assert after.loc["a.x", "data"] == "informed"
    assert after.loc["a.y", "data"] == NOT
    assert found.rounds["worth"].is_monotonic_increasing
    assert found.effective_size >= 60.0
    assert found.effective_size <= found.counted <= found.runs == 60 + 20 * (len(found.rounds) - 1)


def test_a_posterior__is_the_one_worked_out_by_hand(tmp_path: Path) -> None:
    """One figure of 0.5 that is x itself, known to 0.1: x is normal about 0.5 with 0.1.

    A surrogate that has seen nothing of the luck does not make it narrower.
    """
    seen = (Observed("C1", 0.5, 0.1),)

    def itself(draw: Mapping[str, float], seed: int) -> dict[str, float]:
        return {"C1": draw["a.x"]}

    found = fit(Question(itself, FLAT, seen), tmp_path, Effort(table=90, runs=390, worth=1e9))
    x = found.draws["a.x"].to_numpy()
    mean = found.weights @ x
    assert mean == pytest.approx(0.5, abs=0.015)
    assert np.sqrt(found.weights @ (x - mean) ** 2) == pytest.approx(0.1, rel=0.1)
    assert found.effective_size > 250.0
    assert found.deviation == pytest.approx(np.sqrt(2 / np.pi), abs=0.1)


@pytest.mark.slow
def test_numbers_in_ten_dimensions__are_found_without_a_few_draws_outweighing_the_rest(
    tmp_path: Path,
) -> None:
    """Ten sharp figures, each of two of ten numbers: of 500 runs as many as 200 equal draws.

    Of 150 runs anywhere in the ranges hardly one is near enough to all ten.
    """
    keys = tuple(Axis(f"a.x{number}", low=0.0, high=1.0) for number in range(10))
    seen = tuple(Observed(f"C{number}", 0.5, 0.1) for number in range(10))

    def sums(draw: Mapping[str, float], seed: int) -> dict[str, float]:
        values = list(draw.values())
        return {f"C{number}": (2 * values[number] + values[number - 1]) / 3 for number in range(10)}

    found = fit(Question(sums, keys, seen), tmp_path, Effort(table=150, runs=500, worth=1e9))
    assert found.rounds["worth"].iloc[0] < 5.0
    assert found.effective_size >= 200.0


def test_a_surrogate_that_knows_nothing__costs_runs_and_no_truth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It proposes anywhere; what runs say decides, and the posterior is the same."""
    whole = small(tmp_path / "whole", runs=400)
    monkeypatch.setattr(
        "nksim.inference.calibration.surrogate.Guess.at",
        lambda guess, shares: np.full(len(shares), guess.mean),
    )
    blind = small(tmp_path / "blind", runs=400)
    assert len(blind.rounds) > len(whole.rounds)
    for found in (whole, blind):
        after = found.intervals().set_index("key").loc["a.x"]
        assert after["median"] == pytest.approx(0.6, abs=0.03)
        assert after["high"] - after["low"] == pytest.approx(0.15, abs=0.04)


def test_a_bound__costs_nothing_within_and_grows_beyond(tmp_path: Path) -> None:
    """x may be at most 0.3, give or take 0.05: up to there it is as open as before."""
    bound = (Observed("C1", 0.3, 0.05, bound=True),)

    def itself(draw: Mapping[str, float], seed: int) -> dict[str, float]:
        return {"C1": draw["a.x"]}

    found = fit(Question(itself, FLAT, bound), tmp_path, Effort(table=150, runs=400, worth=1e9))
    x = found.draws["a.x"].to_numpy()
    half = 0.05 * np.sqrt(np.pi / 2)  # what a half of a normal beyond the bound weighs
    assert found.weights[x < 0.15].sum() == pytest.approx(0.15 / (0.3 + half), abs=0.05)
    assert found.weights[x > 0.3].sum() == pytest.approx(half / (0.3 + half), abs=0.05)
    assert found.weights[x > 0.5].sum() < 0.01


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
        3,
        pd.DataFrame(),
        0.0,
    )

    def model(draw: Mapping[str, float], seed: int) -> dict[str, float]:
        return plain(draw, seed + int(100 * draw["a.y"]))

    assert best_of(found, Question(model, FLAT, SEEN), model, seed=1, jobs=1).draw["a.y"] == 0.5

    def mute_in_the_middle(draw: Mapping[str, float], seed: int) -> dict[str, float]:
        return {} if draw["a.y"] == 0.5 else model(draw, seed)

    assert best_of(found, Question(model, FLAT, SEEN), mute_in_the_middle, seed=1, jobs=1).draw[
        "a.y"
    ] in (0.05, 0.95)


def test_the_best_draw__misses_no_figure_by_more_than_it_allows() -> None:
    """The middle is nearest to both figures together and misses the second; another misses none."""
    seen = (Observed("C1", 0.6, 0.1, within=1.5), Observed("C2", 0.3, 0.1, within=1.5))
    draws = pd.DataFrame({"a.x": [0.3, 0.5, 0.9], "a.y": 0.5})
    said = {0.3: (0.6, 0.51), 0.5: (0.6, 0.46), 0.9: (0.47, 0.43)}

    def model(draw: Mapping[str, float], seed: int) -> dict[str, float]:
        return dict(zip(("C1", "C2"), said[draw["a.x"]], strict=True))

    found = Fit(
        draws,
        pd.DataFrame([model({"a.x": x}, 0) for x in said]),
        np.full(3, 1 / 3),
        np.array([0.1, 0.2, 0.3]),
        3,
        pd.DataFrame(),
        0.0,
    )
    anyhow = [replace(row, within=math.inf) for row in seen]
    for observed, x in ((seen, 0.9), (anyhow, 0.5)):
        assert best_of(found, Question(model, FLAT, observed), model, 1, 1).draw["a.x"] == x


def test_the_best_draw__is_near_whatever_the_luck() -> None:
    """A draw whose first run was lucky does not stay the best.

    All that are tried meet the same luck.
    """
    draws, seeds = pd.DataFrame({"a.x": [0.9, 0.61, 0.3], "a.y": 0.5}), list[int]()

    def model(draw: Mapping[str, float], seed: int) -> dict[str, float]:
        seeds.append(seed)
        return plain(draw, seed)

    found = Fit(
        draws,
        pd.DataFrame(),
        np.full(3, 1 / 3),
        np.array([0.1, 0.2, 0.3]),
        3,
        pd.DataFrame(),
        0.0,
    )
    best = best_of(found, Question(model, FLAT, SEEN), model, seed=1, jobs=2)
    assert best.draw == {"a.x": 0.61, "a.y": 0.5}
    assert best.deviation < 1.0
    assert len(set(seeds)) == AGAIN
    assert len(seeds) == (1 + 3) * AGAIN <= TRIED * AGAIN  # the middle too


@pytest.mark.parametrize(
    ("effort", "words"),
    [
        (Effort(table=19), "table=19 runs are too few for 2 parameters .at least 20"),
        (Effort(table=100, runs=120), "runs=120 leave no round after table=100; give at least 133"),
        (Effort(worth=0.0), "worth=0 must be a positive number"),
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
        InputError, match=r"only 0 of table=40 runs have a value for each of C1, C2; give a larger"
    ):
        fit(Question(lambda draw, seed: {}, FLAT, SEEN), tmp_path, Effort(table=40, runs=80))


def test_runs_that_fail__are_left_out(tmp_path: Path) -> None:
    """Where x is small the model breaks down: no draw is left there, and the rest is found."""

    def breaks(draw: Mapping[str, float], seed: int) -> dict[str, float]:
        return {} if draw["a.x"] < 0.58 else plain(draw, seed)

    found = fit(Question(breaks, FLAT, SEEN), tmp_path, Effort(table=100, runs=200, worth=1e9))
    assert found.weights[found.draws["a.x"] < 0.58].sum() == 0.0
    assert found.intervals().set_index("key").loc["a.x", "median"] == pytest.approx(0.62, abs=0.02)


def test_what_a_fit_fell_short_of__is_said() -> None:
    """Too few effective draws are named with what was asked for."""
    weights = np.where(np.arange(60) < 10, 0.1, 0.0)
    draws = pd.DataFrame({"a.x": np.arange(60.0)})
    found = Fit(draws, pd.DataFrame(), weights, np.zeros(60), 60, pd.DataFrame(), 0.0)
    assert shortfalls(found, 9.9) == []
    assert shortfalls(found, 50.0) == [
        (
            "draws are worth 10 of equal weight and not yet worth=50, intervals are rough; with"
            " more --runs they become worth more"
        )
    ]


@pytest.mark.slow
def test_truths_that_the_model_made__are_found_by_such_a_fit() -> None:
    """A hundred made-up truths in a small history, all numbers that are fitted.

    The 90% intervals hold what they promise, and something was learnt.
    """
    short = {"run.start": "1998-01-01", "run.until": "2015-12-31"}
    scenario = small_history(**short)
    observed = [row for row in core_targets() if row.id in ASKED]
    question = Question(Simulator(scenario), priors(scenario), observed)
    shares = anywhere(1, len(question.priors), 320)
    said = [question.simulate(question.draw(row), seed) for seed, row in enumerate(shares)]
    statistics = table_of(said, question.names)
    says = ~np.isnan(statistics).any(axis=1)
    found = recover(question.keys, observed, shares[says], statistics[says], truths=100)
    assert found.faults == []
    assert 0.86 < found.held.mean() < 0.94
    assert "society.willingness_mean" in found.learnt
