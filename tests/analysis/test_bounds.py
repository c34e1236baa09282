"""What the data leave open: ranges of single differences, and what is said of policies that no figure speaks of."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from nksim.analysis.bounds import bound_sentences, bounds
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
    """Mean, 5% and 95%; how many times as wide the second range is; and how surely its sign is known."""
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
    """Levers in which the scenarios differ and that begin when the last who were asked had left: drawn or as written."""
    none = pd.DataFrame()
    assert bound_sentences(none, worlds, ["levers.new-law.risk_rise"]) == [
        "No figure is about departures after 2020: what new-law did is drawn from all that was thought possible, not fitted.",
        "No figure is about departures after 2020: what youth-act did is assumed and stays as it is written.",
        "The data bound what these policies did, through people and supply before; they do not tell whether they worked.",
    ]
    assert bound_sentences(none, [worlds[1], worlds[1].without("searches-2012")]) == []
    other = load_scenario(worlds[1], {"levers.new-law.risk_rise": 0.3})
    assert "what new-law did is assumed" in bound_sentences(none, [worlds[1], other])[0]
