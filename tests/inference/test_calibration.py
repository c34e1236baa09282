"""A fit finds what made the figures, says what they do not inform, and loses nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from nksim.core.draws import hash_one, unit
from nksim.core.errors import InputError, StoreError
from nksim.inference.calibration.best import AGAIN, TRIED, best_of
from nksim.inference.calibration.calibrating import POSTERIOR, calibrate, shortfalls
from nksim.inference.calibration.fit import GOLDEN, Fit, quantiles
from nksim.inference.calibration.fitting import Effort, fit
from nksim.inference.calibration.informed import NOT, informed
from nksim.inference.calibration.observed import (
    Observed,
    core_targets,
    distance,
    least_distance,
    load_targets,
)
from nksim.inference.calibration.predictive import MISSED, UNSAID, Z, misses, predictive
from nksim.inference.calibration.priors import FITTED, kept, priors, unasked
from nksim.inference.calibration.proposing import AHEAD
from nksim.inference.calibration.question import Question
from nksim.inference.calibration.remembering import RUNS, Remembering
from nksim.inference.calibration.simulating import Simulator, until_asked
from nksim.scenario.loading import load_scenario
from nksim.scenario.quantities import quantities
from nksim.scenario.scenario import Scenario
from nksim.studies.axis import Axis
from nksim.studies.posterior import load_posterior

HISTORY = Path(__file__).parents[2] / "scenarios" / "history.yaml"
ASKED = ("C1", "C2", "C3", "C6a", "C10", "C12")
FLAT = (Axis("a.x", low=0.0, high=1.0), Axis("a.y", low=0.0, high=1.0))
SEEN = (Observed("C1", 0.6, 0.05), Observed("C2", 0.3, 0.05))
pytestmark = pytest.mark.filterwarnings("ignore")  # pyABC's own


def plain(draw: Mapping[str, float], seed: int, limit: float) -> dict[str, float]:
    """A model of one line: what is seen is x with some luck, and says nothing of y."""
    luck = [unit(hash_one(np.uint64(seed), np.uint64(place))) - 0.5 for place in (1, 2)]
    return {"C1": draw["a.x"] + 0.05 * luck[0], "C2": draw["a.x"] / 2 + 0.05 * luck[1]}


def small(folder: Path, *, jobs: int = 1, runs: int = 600, seed: int = 1) -> Fit:
    return fit(
        Question(plain, FLAT, SEEN),
        folder,
        Effort(particles=40, runs=runs, tolerance=0.7, seed=seed, jobs=jobs),
    )


def small_history(**values: object) -> Scenario:
    return load_scenario(HISTORY, {"society.size": 600} | values)


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


def test_a_fit_broken_off__goes_on_without_making_a_run_twice(tmp_path: Path) -> None:
    """Runs are at hand once they are finished, also those of an unfilled generation."""
    whole, made = small(tmp_path / "whole"), list[int]()

    def breaks(draw: Mapping[str, float], seed: int, limit: float) -> dict[str, float]:
        made.append(seed)
        if len(made) == 100:
            raise KeyboardInterrupt
        return plain(draw, seed, limit)

    effort = Effort(particles=40, runs=600, tolerance=0.7, jobs=1)
    with pytest.raises(KeyboardInterrupt):
        fit(Question(breaks, FLAT, SEEN), tmp_path / "broken", effort)
    kept_runs = (tmp_path / "broken" / RUNS).read_text(encoding="utf-8")
    assert 99 <= len(kept_runs.splitlines()) <= 99 + AHEAD  # some more may have been under way
    (tmp_path / "broken" / RUNS).write_text(kept_runs + '["half a li', encoding="utf-8")
    again = fit(Question(breaks, FLAT, SEEN), tmp_path / "broken", effort)
    pd.testing.assert_frame_equal(again.draws, whole.draws)
    assert len(set(made)) == len(made) - 1  # the one that broke
    pd.testing.assert_frame_equal(
        fit(Question(breaks, FLAT, SEEN), tmp_path / "broken", effort).draws, whole.draws
    )
    assert len(set(made)) == len(made) - 1


def test_runs_that_were_taken_away__are_missed_in_words(tmp_path: Path) -> None:
    """The database knows that they were made and not what they said."""
    small(tmp_path)
    (tmp_path / RUNS).unlink()
    with pytest.raises(InputError, match="give another --out"):
        small(tmp_path)


def test_a_database_that_cannot_be_read__is_said_with_what_to_do(tmp_path: Path) -> None:
    found = small(tmp_path)
    (tmp_path / "pyabc.db").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match="finished runs are kept"):
        small(tmp_path)
    for name in ("pyabc.db", "asked.json"):
        (tmp_path / name).unlink()
    pd.testing.assert_frame_equal(small(tmp_path).draws, found.draws)


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


def test_runs_that_are_stopped__leave_the_fit_as_it_is(tmp_path: Path) -> None:
    """What is already too far off cannot come near again.

    The same draws, though most of those far off were not finished.
    """
    stopped = list[int]()

    def stops(draw: Mapping[str, float], seed: int, limit: float) -> dict[str, float]:
        found = plain(draw, seed, limit)
        if least_distance(first := {"C1": found["C1"]}, SEEN) > limit:
            stopped.append(seed)
            return first
        return found

    effort, whole = Effort(particles=40, runs=600, tolerance=0.7, jobs=2), small(tmp_path / "whole")
    pd.testing.assert_frame_equal(
        fit(Question(stops, FLAT, SEEN), tmp_path / "some", effort).draws, whole.draws
    )
    made = len(stopped)
    pd.testing.assert_frame_equal(
        fit(Question(stops, FLAT, SEEN), tmp_path / "some", effort).draws, whole.draws
    )
    assert len(stopped) == made > 50


def test_a_run_stopped_at_one_limit__is_made_again_for_a_larger_one(tmp_path: Path) -> None:
    """What was left out is needed then; for a smaller limit what is known will do."""
    asked = list[float]()

    def stops(draw: Mapping[str, float], seed: int, limit: float) -> dict[str, float]:
        asked.append(limit)
        return {"C1": 0.7} if limit < 1.4 else {"C1": 0.7, "C2": 0.3}

    runs = Remembering(Question(stops, FLAT, SEEN), tmp_path)
    assert [runs({"a.x": 0.7}, 1, limit) for limit in (1.0, 0.9)] == [{"C1": 0.7}] * 2
    assert (
        runs({"a.x": 0.7}, 1, 1.5)
        == Remembering(Question(stops, FLAT, SEEN), tmp_path)({"a.x": 0.7}, 1, 9.0)
        == {"C1": 0.7, "C2": 0.3}
    )
    assert asked == [1.0, 1.5]


def test_a_run_of_the_model__stops_when_a_cohort_is_too_far_off() -> None:
    """It says what it knows by then, as the whole run would."""
    scenario, far = (
        small_history(**{"run.until": "2014-12-31"}),
        (Observed("C1", 0.9, 0.01), Observed("C2", 0.5, 0.01)),
    )
    whole, stopped, gone_on = (
        Simulator(scenario, far)({}, 1),
        Simulator(scenario, far)({}, 1, 2.0),
        Simulator(scenario, far)({}, 1, 1e9),
    )
    assert set(stopped) == {"C1", "C6a"}
    assert stopped == {name: whole[name] for name in stopped}
    assert whole == gone_on == Simulator(scenario)({}, 1)


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


def test_a_database_of_another_question__is_refused_and_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another model version, other ranges, figures or particles: each is named."""
    small(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for question, effort, words in (
        (
            Question(plain, (FLAT[0], Axis("a.y", low=0.0, high=2.0)), SEEN),
            Effort(particles=40),
            "other parameters",
        ),
        (Question(plain, FLAT, (SEEN[0],)), Effort(particles=40), "other targets"),
        (Question(plain, FLAT, SEEN), Effort(particles=50), "particles=40 .asked for 50."),
    ):
        with pytest.raises(InputError, match=words):
            fit(question, tmp_path, effort)
    monkeypatch.setattr("nksim.inference.calibration.database.model_version", lambda: "0.0.0+other")
    with pytest.raises(InputError, match=r"model=0\.1\.0.*asked for 0\.0\.0\+other"):
        small(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


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


def test_priors__are_the_ranges_of_the_scenario() -> None:
    """About ten are fitted, each with a range that holds its value.

    All others with a range are listed as kept.
    """
    scenario = small_history()
    found = priors(scenario)
    assert [prior.key for prior in found] == list(FITTED)
    values = {quantity.key: quantity.value for quantity in quantities(scenario)}
    assert all(prior.low <= values[prior.key] <= prior.high for prior in found)
    assert all(prior.width > 0 for prior in found)
    assert not {quantity.key for quantity in kept(scenario)} & set(FITTED)


def test_priors_that_will_not_do__are_all_named() -> None:
    with pytest.raises(InputError) as caught:
        priors(small_history(), ("behaviour.w_rsk", "run.seed", "behaviour.w_risk"))
    assert "behaviour.w_rsk is no number of the scenario" in str(caught.value)
    assert "did you mean behaviour.w_risk" in str(caught.value)
    assert "run.seed=1 has no range" in str(caught.value)
    with pytest.raises(InputError, match=r"leaves out value=5\.5"):
        priors(
            load_scenario(HISTORY, {"society.willingness_spread": 5.5}),
            ("society.willingness_spread",),
        )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,value\nC1,0.1\n", "columns are missing: sd_total"),
        ("", "columns are missing: id, value, sd_total"),
        ("id,value,sd_total\nC99,0.1,0.1\n", "line 2: id=C99 is no row of the evidence"),
        ("id,value,sd_total\nC1,much,0.1\n", "line 2: id=C1: value=much"),
        ("id,value,sd_total\nC1,0.1,0\n", "sd_total=0 above 0"),
        ("id,value,sd_total\n", "holds no rows"),
        ("id,value,sd_total\nC1,0.1,0.1\nC1,0.2,0.1\n", "id=C1 is given twice"),
    ],
)
def test_targets_that_will_not_do__are_said_with_their_line(
    text: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "targets.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        load_targets(path)


def test_the_distance__is_in_standard_deviations_and_infinite_for_what_is_not_said() -> None:
    assert distance({"C1": 0.65, "C2": 0.3}, SEEN) == pytest.approx(np.sqrt(0.5))
    assert distance({"C1": 0.65}, SEEN) == float("inf")
    assert least_distance({"C1": 0.65}, SEEN) == pytest.approx(np.sqrt(0.5))
    assert [row.id for row in core_targets()][:4] == ["C1", "C2", "C3", "C4"]


def test_the_check__names_misses_and_what_the_model_does_not_say() -> None:
    """Every published figure has a row.

    One far from the model's is named with both, one near it is not.
    """
    statistics = pd.DataFrame({"C1": [0.08, 0.09], "C3": [0.3, 0.35]})
    check = predictive(statistics, np.array([0.5, 0.5])).set_index("id")
    assert check.loc["C3", "verdict"] == MISSED
    assert check.loc["C1", "verdict"] == "met"
    assert check.loc["C14a", "verdict"] == UNSAID
    assert [miss.split(" ")[0] for miss in misses(check.reset_index())] == ["C3"]


def test_equal_draws__stand_as_often_as_they_weigh() -> None:
    found = Fit(
        pd.DataFrame({"a.x": [1.0, 2.0, 3.0]}),
        pd.DataFrame(),
        np.array([0.5, 0.3, 0.2]),
        np.zeros(3),
        pd.DataFrame(),
        0.0,
        0.0,
    )
    sample = found.sample(10)["a.x"]
    assert sample.value_counts().to_dict() == {1.0: 5, 2.0: 3, 3.0: 2}
    assert sample.iloc[:3].nunique() > 1
    assert quantiles(np.arange(101.0), np.ones(101))["median"] == pytest.approx(50.0)


def test_years_after_the_last_question__are_not_simulated() -> None:
    """They cannot move any statistic, and cost as much as those before."""
    scenario = small_history()
    assert until_asked(scenario, ["C1", "C4"]).run.until.year == 2020
    assert until_asked(scenario, ["C10"]).run.until.year == 2011
    with pytest.raises(
        InputError,
        match=r"C1 asks those who left in 1990-2000, and scenario=history runs 2005-2012",
    ):
        until_asked(
            load_scenario(scenario, {"run.start": "2005-01-01", "run.until": "2012-12-31"}),
            ["C1", "C10"],
        )
    whole, short = (
        Simulator(world)({}, 1) for world in (scenario, until_asked(scenario, ["C1", "C3"]))
    )
    assert "C4" not in short
    assert {name: whole[name] for name in ("C1", "C2", "C3")} == {
        name: short[name] for name in ("C1", "C2", "C3")
    }


def test_a_posterior__gives_each_seed_its_own_numbers(tmp_path: Path) -> None:
    path = tmp_path / "posterior.csv"
    path.write_text("behaviour.w_risk,media.era_midpoint\n1.5,2002.5\n3.5,2004\n", encoding="utf-8")
    posterior, scenario = load_posterior(path), small_history()
    drawn = [posterior.at(scenario, seed) for seed in (2, 3, 4)]
    assert [world.behaviour.w_risk for world in drawn] == [1.5, 3.5, 1.5]
    assert [world.media.era_midpoint for world in drawn] == [2002.5, 2004.0, 2002.5]


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
    assert next(lever for lever in with_law.levers if lever.name == "new-law").risk_rise == 0.3  # type: ignore[union-attr]


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
        scenario, observed, tmp_path, Effort(particles=10, runs=30), keys=keys
    ).sample
    assert (tmp_path / POSTERIOR).read_text(encoding="utf-8").count("\n") == 201
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
    """Three made-up truths, all ten numbers.

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
            Effort(particles=50, runs=80, seed=number),
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
    assert len(held) == 30
    assert np.mean(held) >= 0.8, (held, ratios)
    assert np.mean(met) >= 0.8, met
    assert min(ratios) < 0.9
