"""What paired runs say about a policy, and how surely."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from nksim.analysis.differences import (
    FIGURES,
    NO_DIFFERENCE,
    RESOLVED,
    compare_pairs,
    difference_frame,
    has_value,
    is_resolved,
    paired_differences,
)
from nksim.analysis.intervals import interval_of_mean
from nksim.core.errors import InputError
from nksim.inference.comparing import Goal, more_replicates


def outcomes(**values: list[float]) -> pd.DataFrame:
    rows = [
        {"scenario": name.replace("_", "-"), "seed": seed, "mean_bond": value}
        for name, column in values.items()
        for seed, value in enumerate(column)
    ]
    return pd.DataFrame(rows)


def test_luck__cancels_within_pairs() -> None:
    """Seeds differ by much, the policy by little: paired, the little is certain."""
    luck = np.linspace(0.2, 0.6, 12)
    noise = 0.001 * np.cos(np.arange(12))
    (row,) = paired_differences(
        outcomes(base=list(luck), law=list(luck - 0.01 + noise)), "base"
    ).to_dict("records")
    assert row["verdict"] == RESOLVED
    assert row["low"] < -0.01 + noise.mean() < row["high"] < 0
    assert row["probability_higher"] == 0.0
    unpaired = luck.std(ddof=1) * np.sqrt(2 / 12)
    assert row["high"] - row["low"] < unpaired / 10


def test_unfinished_study__pairs_the_seeds_that_both_have() -> None:
    """Half of a study can be read, and says how much it stands on."""
    (row,) = paired_differences(
        outcomes(base=[1.0, 2.0, 3.0, 4.0], law=[1.5, 2.5]), "base"
    ).to_dict("records")
    assert (row["replicates"], row["mean"]) == (2, 0.5)


def test_no_difference_at_all__is_said_as_such() -> None:
    """A policy that changes nothing in any pair is not unresolved."""
    assert compare_pairs(np.array([1.0, 2.0]), np.array([1.0, 2.0]))["verdict"] == NO_DIFFERENCE
    assert not compare_pairs(np.array([1.0]), np.array([2.0]))["resolved"]
    assert compare_pairs(np.array([1.0, np.nan, 3.0]), np.array([2.0, 2.0, 4.0]))["replicates"] == 2


def test_unknown_baseline__is_the_users_mistake() -> None:
    """It is said which scenarios have finished."""
    with pytest.raises(InputError, match="finished: base, law"):
        paired_differences(outcomes(base=[1.0], law=[1.0]), "other")


def test_until_resolved__asks_for_as_many_as_the_width_needs() -> None:
    """Half the width needs four times the replicates, taken in doublings; a limit is a limit."""
    frame = pd.DataFrame({"outcome": ["mean_bond"], "mean": [0.0], "low": [-0.02], "high": [0.02]})
    assert more_replicates(frame, Goal(0.04, "mean_bond"), 10) == 0
    assert more_replicates(frame, Goal(0.02, "mean_bond"), 10) == 10
    assert more_replicates(frame, Goal(0.039, "mean_bond"), 100) == 6
    assert more_replicates(frame, Goal(0.001, "mean_bond", limit=12), 10) == 2
    assert more_replicates(frame, Goal(0.001, "mean_bond", limit=10), 10) == 0
    assert (
        more_replicates(
            frame.assign(mean=np.nan, low=-np.inf, high=np.inf), Goal(0.02, "mean_bond"), 10
        )
        == 0
    )  # no pair has a value
    with pytest.raises(InputError, match="not among those compared"):
        more_replicates(frame, Goal(0.02, "deaths"), 10)


@pytest.mark.slow
def test_same_scenario_twice__is_found_different_no_oftener_than_said() -> None:
    """Two hundred studies in which nothing differs but luck.

    The 90% interval holds zero in 85-95% of them.
    """
    from nksim.api.runs import run
    from nksim.scenario.loading import load_scenario

    scenario = load_scenario(
        "scenarios/quick.yaml",
        {"society.size": 200, "run.start": "2014-01-06", "run.until": "2015-01-05"},
    )
    luck = np.array([run(scenario, seed).outcomes["mean_bond"].iloc[0] for seed in range(400)])
    chosen = np.random.default_rng(2)  # noqa: TID251 - which runs make a study
    studies = (chosen.choice(luck, 12, replace=False) for _ in range(200))
    held = np.mean(
        [
            low <= 0 <= high
            for low, high in (interval_of_mean(runs[:6] - runs[6:]) for runs in studies)
        ]
    )
    assert 0.85 <= held <= 0.95


def test_rows__worked_out_by_hand() -> None:
    """Differences of 1, 2 and 3 have mean 2 and standard deviation 1.

    Student's t with two degrees of freedom is 2.92.
    """
    frame = outcomes(later=[4.0, 6.0, 8.0], base=[3.0, 4.0, 5.0], early=[3.0, 5.0, 5.0]).assign(
        reports=1.0, deaths=2.0, other=3.0
    )
    found = paired_differences(frame, "base", names=["mean_bond", "reports"])
    assert list(found.columns) == ["scenario", "outcome", "unit", *FIGURES]
    assert found[["scenario", "outcome", "unit"]].to_numpy().tolist() == [
        ["later", "mean_bond", "share"],
        ["later", "reports", "1/1000"],
        ["early", "mean_bond", "share"],
        ["early", "reports", "1/1000"],
    ]
    half = 2.919985580355516 / np.sqrt(3.0)
    rows = found.drop(columns=["scenario", "outcome", "unit"]).to_dict("records")
    assert rows[0] == pytest.approx(
        {
            "baseline_mean": 4.0,
            "alternative_mean": 6.0,
            "mean": 2.0,
            "low": 2.0 - half,
            "high": 2.0 + half,
            "probability_higher": 1.0,
            "replicates": 3,
            "resolved": True,
            "verdict": "resolved",
        }
    )
    assert rows[1]["verdict"] == "no difference"
    assert rows[1]["probability_higher"] == 0.5
    assert rows[2]["probability_higher"] == pytest.approx(2 / 3)
    assert rows[2]["verdict"] == "not resolved with 3 replicates"
    assert (rows[2]["resolved"], rows[2]["mean"]) == (False, pytest.approx(1 / 3))
    wider = paired_differences(frame, "base", 0.5, ["mean_bond"]).iloc[0]
    assert wider["high"] - wider["low"] == pytest.approx(2 * 0.816496580927726 / np.sqrt(3.0))
    everything = paired_differences(frame, "base")["outcome"].tolist()
    assert everything == ["deaths", "mean_bond", "reports"] * 2


def test_an_interval__that_ends_at_zero_leaves_it_in() -> None:
    """Of two opposite differences the middle is 0, and at level 0 that is all there is.

    Nothing is resolved.
    """
    row = compare_pairs(np.array([0.0, 0.0]), np.array([-1.0, 1.0]), 0.0)
    assert (row["low"], row["high"], row["resolved"]) == (0.0, 0.0, False)
    up, down = (compare_pairs(np.zeros(2), np.array([d, 2 * d]), 0.1) for d in (0.01, -0.01))
    assert (up["verdict"], down["verdict"]) == (RESOLVED, RESOLVED)


def test_one_pair__has_no_interval_and_none_no_mean() -> None:
    """What a single difference is worth nobody knows."""
    assert compare_pairs(np.array([1.0]), np.array([1.0]))["verdict"] == (
        "not resolved with 1 replicate"
    )
    nothing = compare_pairs(np.array([np.nan]), np.array([1.0]))
    assert nothing["replicates"] == 0
    assert np.isnan([nothing["mean"], nothing["baseline_mean"], nothing["alternative_mean"]]).all()


def test_a_row__has_a_value_and_may_be_resolved() -> None:
    """Without a value nothing is resolved, whatever else the row says.

    A missing seed may be on either side.
    """
    sure = compare_pairs(np.array([0.0, 0.0, 0.0]), np.array([1.0, 1.1, 0.9]))
    open_ = compare_pairs(np.array([0.0, 0.0]), np.array([-1.0, 2.0]))
    none = compare_pairs(np.array([np.nan]), np.array([1.0]))
    rows = difference_frame([sure, open_, none], []).to_dict("records")
    assert [has_value(row) for row in rows] == [True, True, False]
    assert [is_resolved(row) for row in rows[:2]] == [True, False]
    assert not is_resolved(none | {"resolved": True})
    assert none["resolved"] is None
    assert pd.isna(rows[2]["resolved"])
    after = compare_pairs(np.array([1.0, 1.0, 1.0]), np.array([2.0, np.nan, 2.5]))
    assert (after["replicates"], after["mean"]) == (2, 1.25)
