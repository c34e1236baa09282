"""Indices find what is known of simple functions; luck is told from effects."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from nksim.core.draws import hash_two, unit
from nksim.core.errors import InputError
from nksim.inference.sensitivity.analysing import Question, analyse, index_frame
from nksim.inference.sensitivity.inputs import NETWORK, inputs_of
from nksim.inference.sensitivity.methods import Method, design, indices, noise_floor
from nksim.inference.sensitivity.variance_split import Crossed, shares_of, split_variance
from nksim.running.executors import Threads
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.studies.axis import Axis, overrides_at
from tests.fixtures.lively import lively_scenario

HISTORY = Path(__file__).parents[2] / "scenarios" / "history.yaml"
OUTCOMES = ("watched_last_year_share", "mean_bond")


def luck(runs: int, replicates: int) -> np.ndarray:
    with np.errstate(over="ignore"):
        return np.array(
            [
                [
                    unit(hash_two(np.uint64(7), np.uint64(run), np.uint64(number))) - 0.5
                    for number in range(replicates)
                ]
                for run in range(runs)
            ]
        )


def ishigami(shares: np.ndarray) -> np.ndarray:
    """Ishigami and Homma (1990): shares of variance known in closed form."""
    x = np.pi * (2.0 * shares - 1.0)
    return np.asarray(
        np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    )


def tiny(**values: object) -> Scenario:
    return load_scenario(lively_scenario(), values)


def test_sobol_indices__are_those_known_of_a_function() -> None:
    """First orders 0.31, 0.44, 0 and totals 0.56, 0.44, 0.24 of the function of Ishigami."""
    shares = design("sobol", 3, 1024, 1)
    found = indices("sobol", shares, ishigami(shares))
    np.testing.assert_allclose(found["first"], [0.314, 0.442, 0.0], atol=0.05)
    np.testing.assert_allclose(found["index"], [0.558, 0.442, 0.244], atol=0.05)
    assert (found["half"] > 0).all()


def test_morris_effects__are_the_slopes_of_a_plane() -> None:
    shares = design("morris", 3, 10, 1)
    np.testing.assert_allclose(
        indices("morris", shares, shares @ np.array([3.0, -1.0, 0.0]))["index"],
        [3.0, 1.0, 0.0],
        atol=1e-9,
    )


@pytest.mark.slow
def test_delta__ranks_what_matters_first() -> None:
    shares = design("delta", 3, 512, 1)
    found = indices("delta", shares, shares @ np.array([3.0, 1.0, 0.0]))["index"]
    assert found[0] > 2 * found[1] > found[2]


QUICK = [method for method in get_args(Method) if method != "delta"]


@pytest.mark.parametrize("method", [*QUICK, pytest.param("delta", marks=pytest.mark.slow)])
def test_luck__is_told_from_effects(method: Any) -> None:
    """With an outcome of luck alone nothing stands out.

    With one true effect that one does and an idle input does not.
    """
    points = {"morris": 30, "sobol": 128, "delta": 300}[method]
    shares = design(method, 4, points, 1)
    assert len(shares) == points * {"morris": 5, "sobol": 6, "delta": 1}[method]
    noise = luck(len(shares), 4)
    question = Question(
        tiny(),
        tuple(Axis(f"x{place}") for place in range(4)),
        method,
        points,
        4,
        ("mean_bond", "punished"),
    )
    found = index_frame(
        question, shares, {"mean_bond": noise, "punished": 2.0 * shares[:, [0]] + noise}
    ).set_index(["outcome", "input"])
    assert not found.loc["mean_bond", "above_noise"].any()
    assert found.loc["punished", "above_noise"].to_dict() == {
        "x0": True,
        "x1": False,
        "x2": False,
        "x3": False,
    }
    assert np.isnan(noise_floor(method, shares, noise[:, :1]))
    assert not index_frame(question, shares, {"mean_bond": noise[:, :1]})["above_noise"].any()


def test_the_noise_floor__is_that_of_the_mean_also_of_an_odd_number() -> None:
    """Three seeds a point: the luck of their mean has a third of the variance of one, not half."""
    shares = design("morris", 4, 200, 1)
    three, four = (noise_floor("morris", shares, luck(len(shares), number)) for number in (3, 4))
    assert three / four == pytest.approx(np.sqrt(4 / 3), rel=0.12)


def test_seeds_of_any_size__give_the_same_indices_twice() -> None:
    """Also 0, which SALib leaves unseeded, and one that numpy does not take."""
    shares = design("sobol", 3, 64, 0)
    for seed in (0, 5_000_000_000):
        one, two = (indices("sobol", shares, ishigami(shares), seed)["half"] for _ in range(2))
        np.testing.assert_array_equal(one, two)


def test_an_outcome_that_hardly_varies__has_no_indices_and_stops_nothing() -> None:
    shares = design("delta", 3, 100, 1)
    assert np.isnan(indices("delta", shares, (np.arange(100) == 7).astype(float))["index"]).all()


def test_inputs__are_numbers_levers_and_kinds_of_network() -> None:
    """History has far more than fifteen numbers with a range.

    A category takes equal slices of the way.
    """
    scenario = load_scenario(HISTORY, {"society.size": 600})
    assert len(inputs_of(scenario)) >= 15
    found = {
        one.key: one
        for one in inputs_of(scenario, ("behaviour.w_risk",), levers=True, network=True)
    }
    assert set(found) == {
        "behaviour.w_risk",
        NETWORK,
        *(f"lever {lever.name}" for lever in scenario.levers),
    }
    assert overrides_at([found["lever new-law"]], [0.2]) == {"levers.new-law.strength": 0.0}
    assert overrides_at([found["lever new-law"]], [0.8]) == {}
    for share in (0.1, 0.3, 0.6, 1.0):
        assert (
            load_scenario(
                scenario, overrides_at(list(found.values()), [share] * len(found))
            ).society.size
            == 600
        )
    assert load_scenario(scenario, overrides_at([found[NETWORK]], [0.3])).network is not None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"outcomes": ("mean_bnd",)}, "outcome=mean_bnd is unknown.*did you mean mean_bond"),
        ({"inputs": (Axis("x"),)}, "give at least two"),
    ],
)
def test_a_question_that_will_not_do__is_said(given: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        Question(**{"scenario": tiny(), "inputs": (Axis("x"), Axis("y"))} | given)


def test_a_number_named_twice__is_refused() -> None:
    with pytest.raises(InputError, match=r"key=behaviour.w_risk is given twice"):
        inputs_of(load_scenario(HISTORY), ("behaviour.w_risk", "behaviour.w_risk"))


def test_too_few_points__are_said_with_how_many_are_enough() -> None:
    with pytest.raises(InputError, match=r"points=2 are too few for method=morris .at least 4"):
        design("morris", 3, 2, 1)
    with pytest.raises(InputError, match="needs a power of two, for example 128"):
        design("sobol", 3, 100, 1)
    with pytest.raises(InputError, match=r"points=50 are too few for method=delta .at least 100"):
        design("delta", 3, 50, 1)
    with pytest.raises(
        InputError, match=r"key=behaviour.w_rsk is no number of the scenario.*w_risk"
    ):
        inputs_of(tiny(), ("behaviour.w_rsk",))
    with pytest.raises(InputError, match="seeds=1 show no variance"):
        Crossed(seeds=1)


def test_an_analysis__makes_no_run_twice(tmp_path: Path) -> None:
    scenario = tiny(**{"society.size": 500})
    question = Question(
        scenario,
        inputs_of(scenario, ("behaviour.w_bond", "media.copy_chance")),
        "morris",
        4,
        2,
        OUTCOMES,
    )
    first = analyse(question, tmp_path, Threads(2))
    again = analyse(question, tmp_path, Threads(2))
    assert first.done.backlog.runs == 24
    assert again.done.backlog.runs == 0
    assert again.done.backlog.kept == 24
    assert first.indices.equals(again.indices)
    assert (first.indices["index"] > 0).any()


def test_shares_of_variance__add_up_to_one() -> None:
    """Each factor gets what it alone moves; what two do only together is said as such."""
    shape = (4, 3, 3, 2)
    draws, policy = np.arange(4.0).reshape(4, 1, 1, 1), np.arange(2.0).reshape(1, 1, 1, 2)
    alone = shares_of(np.broadcast_to(draws, shape).copy())
    assert alone == pytest.approx(
        {"parameters": 1.0, "society": 0.0, "chance": 0.0, "policy": 0.0, "together": 0.0}
    )
    both = shares_of(np.broadcast_to((draws - draws.mean()) * (policy - 0.5), shape).copy())
    assert both["together"] == pytest.approx(1.0)
    chance = shares_of(luck(12, 6).reshape(shape))
    assert sum(chance.values()) == pytest.approx(1.0)
    assert chance["chance"] > 0.8
    mixed = shares_of(4.0 * np.arange(2.0).reshape(1, 1, 1, 2) + luck(12, 6).reshape(shape))
    assert mixed["policy"] > 0.95
    assert mixed["chance"] == pytest.approx(
        1 / 12 / (4 + 1 / 12), rel=0.5
    )  # luck is uniform over a width of one
    societies = shares_of(
        np.array([-1.0, 0.0, 1.0]).reshape(1, 3, 1, 1) + 2.0 * (policy - 0.5) + np.zeros(shape)
    )
    assert (societies["society"], societies["policy"]) == pytest.approx(
        (0.5, 0.5)
    )  # societies are a sample (variance 1), policies all there are (1)
    assert np.isnan(list(shares_of(np.full(shape, np.nan)).values())).all()
    assert set(shares_of(np.ones(shape)).values()) == {0.0}


def test_a_split__tells_luck_from_society_and_goes_on(tmp_path: Path) -> None:
    """One society with other luck is another run; runs at hand are not made again.

    Without a policy there is nothing to split.
    """
    late = {"name": "late", "lever": "searches", "from": date(2020, 3, 1), "rate_factor": 4.0}
    scenario = load_scenario(
        lively_scenario([late]),
        {"society.size": 500, "run.start": "2019-06-01", "run.until": "2020-12-31"},
    )
    inputs = inputs_of(scenario, ("behaviour.w_bond", "media.copy_chance"))
    question = Question(scenario, inputs, outcomes=OUTCOMES)
    first = split_variance(question, tmp_path, Crossed(2, 2, 2), jobs=2).shares
    assert first[["parameters", "society", "chance", "policy", "together"]].sum(
        axis=1
    ).to_list() == pytest.approx([1.0, 1.0])
    assert (first["chance"] > 0).all()
    made = (tmp_path / "split_runs.jsonl").read_text(encoding="utf-8")
    assert made.count("\n") == 16
    assert split_variance(question, tmp_path, Crossed(2, 2, 2)).shares.equals(first)
    assert (tmp_path / "split_runs.jsonl").read_text(encoding="utf-8") == made
    with pytest.raises(InputError, match="has no lever from 2020 on"):
        split_variance(replace(question, scenario=tiny()), tmp_path / "other", Crossed(2, 2, 2))
