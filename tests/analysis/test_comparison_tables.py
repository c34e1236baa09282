"""The small tables that figures draw."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from nksim.analysis.comparison_tables import WEEKLY, comparison_tables
from nksim.analysis.curves import SMOOTH_WEEKS, band, smoothed, spread_of
from nksim.analysis.leading import leading_inputs
from nksim.analysis.policies import UNKNOWN, shown_levers, telling_levers
from nksim.core.errors import InputError
from tests.fixtures.worlds import fake_result, short_scenario


def study(seeds: int = 3) -> SimpleNamespace:
    """A baseline with a border closed and an alternative with a law as well."""
    border = [lever.model_dump(by_alias=True) for lever in short_scenario().levers[1:]]
    worlds = [short_scenario(name="base", levers=border), short_scenario(name="law")]
    runs = [fake_result(world, seed, seed - 1) for world in worlds for seed in range(1, seeds + 1)]
    for run in runs[seeds:]:
        run.observations.provinces[-60:, :, :] //= 2
    names = ("series", "levers", "outcomes", "ledger", "groups")
    return SimpleNamespace(
        **{name: pd.concat([getattr(run, name) for run in runs]) for name in names}
    )


def test_compared__holds_every_week_of_every_curve() -> None:
    """From a year before the scenarios part; the alternative's change is told over 13 weeks."""
    found = comparison_tables(study(), "base")
    assert (found.baseline, found.alternatives, found.replicates) == ("base", ("law",), 3)
    assert list(dict.fromkeys(found.curves["column"])) == list(WEEKLY)
    weeks = found.curves.groupby(["scenario", "column"]).size()
    assert weeks.nunique() == 1
    assert (found.curves["low"] <= found.curves["high"]).all()
    changes = found.changes[found.changes["column"] == "watching_share"]
    assert set(changes["scenario"]) == {"law"}
    assert (changes["low"] <= changes["mean"]).all()


def test_levers__that_tell_scenarios_apart_are_those_not_shared() -> None:
    """Both close the border; only one has the law."""
    found = comparison_tables(study(), "base")
    assert found.levers["name"].tolist() == ["new-law"]
    assert telling_levers(study().levers, 1).empty


def test_a_lever__is_shown_with_the_family_declared_for_it() -> None:
    """One that this version does not know belongs to none."""
    levers = short_scenario_levers()
    assert shown_levers(levers)["family"].tolist() == ["control", "control"]
    assert shown_levers(levers.assign(lever="weather"))["family"].tolist() == [UNKNOWN] * 2
    assert shown_levers(levers)["name"].tolist() == ["closed-border", "new-law"]


def short_scenario_levers() -> pd.DataFrame:
    """A law, and a border that was closed before it."""
    return fake_result().levers


def test_spread__is_that_of_the_scenario_asked_for() -> None:
    """By default the first; a mistyped one is told which there are."""
    results = study()
    assert spread_of(results).scenario == "base"
    assert spread_of(results, "law").runs == 3
    with pytest.raises(InputError, match="allowed: base, law"):
        spread_of(results, "lwa")


def test_a_band__has_the_median_in_the_middle() -> None:
    """Of 0, 1, ..., 10 in one week, the band reaches from 1 to 9 around 5."""
    week = pd.Timestamp("2020-01-06")
    rows = pd.DataFrame({"date": [week] * 11, "share": np.arange(11.0)})
    assert band(rows, "share").loc[week].to_dict() == {"low": 1.0, "median": 5.0, "high": 9.0}


def test_smoothed__is_a_mean_over_thirteen_weeks() -> None:
    """One week of 13 among zeros is a quarter of ones."""
    weekly = pd.Series([0.0] * 20 + [13.0] + [0.0] * 20)
    assert smoothed(weekly).tolist() == [0.0] * 14 + [1.0] * SMOOTH_WEEKS + [0.0] * 14


def test_inputs_of_policies__are_never_sorted_by_what_they_do() -> None:
    """Assumptions come by weight, levers after them as the scenario has them."""
    rows = pd.DataFrame(
        {
            "input": ["a", "lever weak", "b", "levers.law.strength", "c", "lever strong"],
            "index": [1.0, 0.1, 3.0, 5.0, 2.0, 9.0],
        }
    )
    assert leading_inputs(rows, 2)["input"].tolist() == [
        "b",
        "c",
        "lever weak",
        "levers.law.strength",
        "lever strong",
    ]
