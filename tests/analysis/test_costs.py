"""What policies cost people, each cost for itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from nksim.analysis.costs import cost_differences
from nksim.analysis.differences import FIGURES
from nksim.observations.costs_first import LEDGER_COSTS
from nksim.observations.tables import LEDGER, unit_of


def rows_of(detained: list[float], scenarios: tuple[str, ...] = ("law", "base")) -> pd.DataFrame:
    """A baseline of 100 of everything in each of two years; a law detains more in the second."""
    rows = [
        {column.name: 100.0 for column in LEDGER}
        | {"year": year, "scenario": scenario, "seed": seed}
        | ({"person_years_detained": 100.0 + more} if (scenario, year) == ("law", 2021) else {})
        for scenario in scenarios
        for seed, more in enumerate(detained)
        for year in (2020, 2021)
    ]
    return cost_differences(pd.DataFrame(rows), "base")


def test_rows__worked_out_by_hand() -> None:
    """Ten person-years more, give or take one: the interval of three pairs is 2.92 / sqrt(3)."""
    found = rows_of([9.0, 10.0, 11.0])
    assert list(found.columns) == ["scenario", "item", "unit", *FIGURES]
    assert found["item"].tolist() == list(LEDGER_COSTS)
    assert found["unit"].tolist() == [unit_of("ledger", item) for item in LEDGER_COSTS]
    rows = found.set_index("item")[list(FIGURES)].to_dict("index")
    half = 2.919985580355516 / np.sqrt(3)
    assert rows["person_years_detained"] == pytest.approx(
        {
            "baseline_mean": 200.0,
            "alternative_mean": 210.0,
            "mean": 10.0,
            "low": 10.0 - half,
            "high": 10.0 + half,
            "probability_higher": 1.0,
            "replicates": 3,
            "resolved": True,
            "verdict": "resolved",
        }
    )
    assert rows["deaths"]["verdict"] == "no difference"


def test_alternatives__stand_in_the_order_of_the_study() -> None:
    """A policy that detains fewer does not move up."""
    found = rows_of([9.0, 10.0], ("base", "other", "law", "another"))
    assert list(dict.fromkeys(found["scenario"])) == ["other", "law", "another"]


def test_costs__are_costs_to_people_and_nothing_else() -> None:
    """What people watch is no cost, and nothing that was averted is set against one."""
    assert set(LEDGER_COSTS) <= {column.name for column in LEDGER}
    assert not {"viewer_weeks", "joint_viewings"} & set(LEDGER_COSTS)
