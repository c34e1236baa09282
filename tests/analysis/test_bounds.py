"""What the data leave open.

Ranges of single differences, and what is said of policies that no figure speaks of.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from nksim.analysis.bounds import COLUMNS, bound_sentences, bounds
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario

HISTORY = Path(__file__).parents[2] / "scenarios" / "history.yaml"


def outcomes(*differences: float) -> pd.DataFrame:
    """A baseline of 0.5 throughout, and a policy that adds to it."""
    rows = [("before", seed, 0.5) for seed in range(len(differences))] + [
        ("policy", seed, 0.5 + number) for seed, number in enumerate(differences)
    ]
    return pd.DataFrame(rows, columns=["scenario", "seed", "mean_bond"])


@pytest.fixture(scope="module")
def worlds() -> list[Scenario]:
    scenario = load_scenario(HISTORY)
    return [scenario.without("new-law", "youth-act"), scenario]


def test_ranges__are_of_single_seeds_and_widen_with_the_numbers() -> None:
    """Mean, 5% and 95%; how many times as wide the second range is.

    And how surely its sign is known.
    """
    found = bounds(
        outcomes(-0.11, -0.1, -0.09), outcomes(-0.3, -0.1, 0.1), "before", ["mean_bond"]
    ).iloc[0]
    assert found["mean"] == pytest.approx(-0.1)
    assert found["low"] == pytest.approx(-0.109)
    assert found["high"] == pytest.approx(-0.091)
    assert found["wider"] == pytest.approx(20.0)
    assert found["same_sign"] == 1.0
    assert found["same_sign_drawn"] == pytest.approx(2 / 3)


def test_a_sentence__says_whether_draws_agree_on_the_direction(worlds: list[Scenario]) -> None:
    agreed = bounds(outcomes(-0.1, -0.1), outcomes(*[-0.3] * 60), "before", ["mean_bond"])
    assert "; 60 of 60 draws agree on its direction" in bound_sentences(agreed, worlds)[0]
    is_open = bounds(outcomes(-0.1, -0.1, -0.1), outcomes(-0.3, -0.1, 0.1), "before", ["mean_bond"])
    assert "its direction is open (2 of 3 draws have it)" in bound_sentences(is_open, worlds)[0]


def test_no_difference_at_all__has_no_direction(worlds: list[Scenario]) -> None:
    none = bounds(outcomes(0.0, 0.0), outcomes(0.0, 0.0), "before", ["mean_bond"])
    assert bound_sentences(none, worlds)[0].endswith("no draw differs")


def test_an_alternative_without_runs__has_no_row() -> None:
    """All its runs may have failed; the table is empty and still has its columns."""
    only = outcomes(-0.1).query("scenario == 'before'")
    found = bounds(only, only, "before", ["mean_bond"])
    assert not len(found)
    assert {"scenario", "mean_drawn", "wider"} <= set(found)


def test_what_no_figure_speaks_of__is_said_and_how_it_was_treated(worlds: list[Scenario]) -> None:
    """Levers in which the scenarios differ and that begin when the last who were asked had left:
    drawn or as written."""
    none = pd.DataFrame()
    assert bound_sentences(none, worlds, ["levers.new-law.risk_rise"]) == [
        (
            "No figure is about departures after 2020: what new-law did is drawn from all that"
            " was thought possible, not fitted."
        ),
        (
            "No figure is about departures after 2020: what youth-act did is assumed and stays as"
            " it is written."
        ),
        (
            "The data bound what these policies did, through people and supply before; they do"
            " not tell whether they worked."
        ),
    ]
    assert bound_sentences(none, [worlds[1], worlds[1].without("searches-2012")]) == []
    other = load_scenario(worlds[1], {"levers.new-law.risk_rise": 0.3})
    assert "what new-law did is assumed" in bound_sentences(none, [worlds[1], other])[0]


def test_rows__worked_out_by_hand() -> None:
    """Both ranges side by side, each with the share of seeds that has the sign of its mean.

    Zero has no sign.
    """
    fixed = outcomes(-0.1, -0.1, 0.0, -0.2).assign(deaths=1.0)
    drawn = outcomes(-0.4, 0.1, 0.0, 0.0, -0.2).assign(reports=1.0)
    found = bounds(fixed, drawn, "before", ["mean_bond", "deaths", "reports", "punished"])
    assert list(found.columns) == list(COLUMNS)
    (row,) = found.to_dict("records")
    assert row == pytest.approx(
        {
            "scenario": "policy",
            "outcome": "mean_bond",
            "unit": "share",
            "mean": -0.1,
            "low": -0.185,
            "high": -0.015,
            "same_sign": 0.75,
            "mean_drawn": -0.1,
            "low_drawn": -0.36,
            "high_drawn": 0.08,
            "same_sign_drawn": 0.4,
            "draws": 5,
            "wider": 0.44 / 0.17,
        }
    )


def test_a_width_of_nothing__is_no_measure() -> None:
    """Where seeds do not differ, drawn numbers cannot be so many times as wide."""
    found = bounds(outcomes(0.1, 0.1), outcomes(0.1, 0.3), "before", ["mean_bond"]).iloc[0]
    assert np.isnan(found["wider"])
    tiny = outcomes(0.1, 0.1 + 1e-5)
    assert bounds(tiny, outcomes(0.1, 0.3), "before", ["mean_bond"]).iloc[0]["wider"] > 1e4


def test_alternatives__in_only_one_comparison_have_no_row() -> None:
    """And where no seed is in both worlds, there is nothing to say."""
    more = pd.concat(
        [outcomes(0.1), outcomes(0.2).query("scenario == 'policy'").replace("policy", "x")]
    )
    assert bounds(more, outcomes(0.1), "before", ["mean_bond"])["scenario"].tolist() == ["policy"]
    apart = outcomes(0.1).assign(seed=lambda frame: (frame["scenario"] == "policy").astype(int))
    found = bounds(apart, apart, "before", ["mean_bond"]).iloc[0]
    assert np.isnan(found[["mean", "low", "high", "same_sign", "wider"]].astype(float)).all()
    assert found["draws"] == 0


def test_sentences__give_mean_and_range_with_their_signs(worlds: list[Scenario]) -> None:
    """Shares in points, amounts in their unit.

    Eighteen of twenty are no direction, nineteen of twenty are one.
    """
    draws = [-0.3] * 19 + [0.1]
    found = bounds(outcomes(-0.1, -0.1), outcomes(*draws), "before", ["mean_bond"])
    assert bound_sentences(found, worlds)[0] == (
        "policy, Mean bond: -28.0 points, -30.0 to -28.0 with all that the figures leave open;"
        " 19 of 20 draws agree on its direction"
    )
    amounts = outcomes(2.0, 2.0).rename(columns={"mean_bond": "deaths"})
    found = bounds(amounts, amounts, "before", ["deaths"])
    assert bound_sentences(found, worlds)[0].startswith(
        "policy, Deaths: +2.00 per 1,000, +2.00 to +2.00 with"
    )
    found = bounds(outcomes(0.1), outcomes(*[0.1] * 18, -0.1, -0.1), "before", ["mean_bond"])
    assert "open (18 of 20" in bound_sentences(found, worlds)[0]


def test_no_pair_with_drawn_numbers__is_said() -> None:
    """Runs of the draws may all have failed in one of the worlds."""
    apart = outcomes(0.1).assign(seed=lambda frame: (frame["scenario"] == "policy").astype(int))
    found = bounds(outcomes(0.1), apart, "before", ["mean_bond"])
    assert bound_sentences(found, []) == [
        "policy, Mean bond: no value in any pair of runs with drawn numbers"
    ]


def test_a_lever_that_one_of_three_lacks__is_spoken_of(worlds: list[Scenario]) -> None:
    """Only what all of them have, with the same settings, needs no word."""
    without, scenario = worlds
    said = bound_sentences(pd.DataFrame(), [scenario, scenario, without])
    assert "what new-law, youth-act did is assumed" in said[0]
    assert bound_sentences(pd.DataFrame(), [scenario, scenario, scenario]) == []
