"""Differences that turn round are said; a change within the noise is none."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from nksim.analysis.under_assumptions import assumption_frame, assumption_sentences
from nksim.core.errors import InputError
from nksim.scenario.identity import scenario_hash
from nksim.scenario.loading import load_scenario
from nksim.studies.assumptions import AS_IT_IS, ASSUMPTIONS, Assumption
from nksim.studies.study import study_of

HISTORY = Path(__file__).parents[2] / "scenarios" / "history.yaml"


def differences(law: float, border: float, half: float = 0.01) -> pd.DataFrame:
    rows = [
        {
            "scenario": name,
            "outcome": "mean_bond",
            "unit": "share",
            "mean": mean,
            "low": mean - half,
            "high": mean + half,
            "resolved": abs(mean) > half,
        }
        for name, mean in (("law", law), ("border", border))
    ]
    return pd.DataFrame(rows)


def said(**others: pd.DataFrame) -> list[str]:
    return assumption_sentences(
        assumption_frame({AS_IT_IS: differences(-0.1, -0.05)} | others, ["mean_bond"])
    )


def test_a_flip__is_said_with_the_assumption_and_both_policies() -> None:
    assert said(other=differences(-0.05, -0.1)) == [
        "Mean bond: what sets law apart from border turns round under 'other'"
    ]


def test_a_change_of_direction__is_said() -> None:
    assert said(other=differences(-0.1, 0.05)) == [
        "Mean bond: the direction of border turns round under 'other'"
    ]


def test_a_flip_within_the_noise__is_none() -> None:
    """Intervals that overlap tell no order, an unresolved difference no direction."""
    for other in (differences(-0.074, -0.076), differences(-0.2, -0.15), differences(-0.1, 0.005)):
        assert said(other=other) == [
            "Mean bond: no difference between policies or from the baseline turns round under any"
            " of 2 assumptions, but within the noise"
        ]


def test_policies__are_not_ranked() -> None:
    """They stand in the study's own order, whatever they do."""
    frame = assumption_frame(
        {AS_IT_IS: differences(-0.1, -0.05), "other": differences(0.2, 0.1)}, ["mean_bond"]
    )
    assert frame["scenario"].tolist() == ["law", "border"] * 2
    assert "rank" not in frame


def test_every_assumption__is_another_world() -> None:
    """Names are used once, and each set of values loads and changes the history."""
    scenario = load_scenario(HISTORY, {"society.size": 600})
    study = study_of(scenario, {"other": scenario.without("new-law")})
    worlds = [scenario_hash(structure.over(study).baseline) for structure in ASSUMPTIONS]
    assert (
        len(set(worlds)) == len({structure.name for structure in ASSUMPTIONS}) == len(ASSUMPTIONS)
    )
    assert [world.name for world in ASSUMPTIONS[1].over(study).scenarios] == ["history", "other"]


def test_an_assumption_that_does_not_fit__is_said() -> None:
    scenario = load_scenario(HISTORY, {"society.size": 600})
    with pytest.raises(InputError, match="assumption=odd does not fit study=study"):
        Assumption("odd", "", {"behaviour.w_rsk": 1.0}).over(
            study_of(scenario, {"other": scenario})
        )
