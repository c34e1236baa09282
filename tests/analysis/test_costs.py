"""What policies cost people, beside what they avert."""

from __future__ import annotations

import numpy as np
import pandas as pd

from nksim.analysis.costs import AVERTED, RATIO, cost_differences
from nksim.observations.tables import LEDGER


def ledger(**changes: float) -> pd.DataFrame:
    """Twelve seeds of a baseline and of a law, two years each; the law changes items by so much a year, give or take luck."""
    rows = []
    for seed in range(12):
        for scenario in ("base", "law"):
            for year in (2020, 2021):
                row = {column.name: 100.0 for column in LEDGER} | {
                    "year": year,
                    "scenario": scenario,
                    "seed": seed,
                }
                for item, change in changes.items():
                    row[item] += (change + 0.1 * np.cos(seed + year)) * (scenario == "law")
                rows.append(row)
    return pd.DataFrame(rows)


def test_averted_viewings__stand_beside_detention() -> None:
    """Sixty viewer-weeks fewer and three person-years more a year: twenty averted for each person-year."""
    rows = cost_differences(
        ledger(viewer_weeks=-60.0, person_years_detained=3.0), "base"
    ).set_index("item")
    assert 119 < rows.loc[AVERTED, "mean"] < 121
    assert rows.loc[RATIO, "low"] < 20 < rows.loc[RATIO, "high"]
    assert rows.loc[RATIO, "high"] - rows.loc[RATIO, "low"] < 2
    assert rows.loc["deaths", "verdict"] == "no difference"


def test_ratio__means_nothing_where_nobody_more_is_detained() -> None:
    """Left empty, with the reason."""
    rows = cost_differences(
        ledger(viewer_weeks=-60.0, person_years_detained=0.0), "base"
    ).set_index("item")
    assert np.isnan(rows.loc[RATIO, "mean"])
    assert rows.loc[RATIO, "verdict"] == "no rise of detention beyond doubt"


def test_ratio__is_resolved_only_where_its_interval_leaves_out_zero() -> None:
    """Detention has risen beyond doubt, viewings go either way: the ratio is said, and said to be open."""
    rows = cost_differences(
        ledger(person_years_detained=3.0).assign(
            viewer_weeks=lambda x: 100.0 + 9.0 * np.cos(5.0 * x["seed"]) * (x["scenario"] == "law")
        ),
        "base",
    )
    row = rows.set_index("item").loc[RATIO]
    assert row["low"] < 0 < row["high"]
    assert (row["resolved"], row["verdict"]) == (False, "not resolved with 12 replicates")
