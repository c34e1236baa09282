"""What policies cost people, beside what they avert."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from nksim.analysis.costs import AVERTED, RATIO, cost_differences
from nksim.analysis.differences import FIGURES
from nksim.observations.tables import LEDGER


def ledger(**changes: float) -> pd.DataFrame:
    """Twelve seeds of a baseline and of a law, two years each.

    The law changes items by so much a year, give or take luck.
    """
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
    """Sixty viewer-weeks fewer and three person-years more a year.

    Twenty averted for each person-year.
    """
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
    """Detention has risen beyond doubt, viewings go either way.

    The ratio is said, and said to be open.
    """
    rows = cost_differences(
        ledger(person_years_detained=3.0).assign(
            viewer_weeks=lambda x: 100.0 + 9.0 * np.cos(5.0 * x["seed"]) * (x["scenario"] == "law")
        ),
        "base",
    )
    row = rows.set_index("item").loc[RATIO]
    assert row["low"] < 0 < row["high"]
    assert (row["resolved"], row["verdict"]) == (False, "not resolved with 12 replicates")


def rows_of(viewer_weeks: list[float], detained: list[float]) -> pd.DataFrame:
    """A baseline of 100 of everything in two years, and a law that changes two items by seed in
    the second."""
    rows = [
        {column.name: 100.0 for column in LEDGER}
        | {"year": year, "scenario": scenario, "seed": seed}
        | (
            {
                "viewer_weeks": 100.0 + viewer_weeks[seed],
                "person_years_detained": 100 + detained[seed],
            }
            if (scenario, year) == ("law", 2021)
            else {}
        )
        for scenario in ("law", "base")
        for seed in range(len(detained))
        for year in (2020, 2021)
    ]
    return cost_differences(pd.DataFrame(rows), "base")


def test_rows__worked_out_by_hand() -> None:
    """Each item in both worlds, viewings averted from zero, and what was averted for each person-
    year, with its interval."""
    found = rows_of([-20.0, -40.0, -60.0], [9.0, 10.0, 11.0])
    assert list(found.columns) == ["scenario", "item", "unit", *FIGURES]
    assert set(found["scenario"]) == {"law"}
    units = {column.name: column.unit for column in LEDGER if column.name != "year"}
    assert dict(zip(found["item"], found["unit"], strict=True)) == units | {
        AVERTED: "person-weeks",
        RATIO: "1/person-year",
    }
    rows = found.set_index("item")[list(FIGURES)].to_dict("index")
    t = 2.919985580355516
    assert rows["person_years_detained"] == pytest.approx(
        {
            "baseline_mean": 200.0,
            "alternative_mean": 210.0,
            "mean": 10.0,
            "low": 10.0 - t / np.sqrt(3),
            "high": 10.0 + t / np.sqrt(3),
            "probability_higher": 1.0,
            "replicates": 3,
            "resolved": True,
            "verdict": "resolved",
        }
    )
    assert rows[AVERTED]["baseline_mean"] == 0.0
    assert rows[AVERTED]["alternative_mean"] == rows[AVERTED]["mean"] == 40.0
    half = t * 16.0 / np.sqrt(3) / 10.0  # residuals of 4 x detained: -16, 0, 16
    ratio = rows[RATIO]
    assert (ratio["mean"], ratio["low"], ratio["high"]) == pytest.approx(
        (4.0, 4.0 - half, 4.0 + half)
    )
    assert (ratio["replicates"], ratio["resolved"], ratio["verdict"]) == (3, True, "resolved")
    assert np.isnan([ratio["baseline_mean"], ratio["alternative_mean"]]).all()
    assert np.isnan(ratio["probability_higher"])


def test_ratio__may_be_surely_below_zero() -> None:
    """Detention rises and viewings rise with it.

    The policy averts less than nothing, beyond doubt.
    """
    row = rows_of([20.0, 40.0, 60.0], [9.0, 10.0, 11.0]).set_index("item").loc[RATIO]
    assert (row["mean"], row["resolved"], row["verdict"]) == (-4.0, True, "resolved")
    small = rows_of([-0.2, -0.4, -0.6], [9.0, 10.0, 11.0]).set_index("item").loc[RATIO]
    assert 0.0 < small["low"] < 1.0
    assert (small["resolved"], small["verdict"]) == (True, "resolved")


def test_ratio__is_empty_where_detention_falls() -> None:
    """Beyond doubt, but the wrong way; the row says how many pairs it stands on."""
    row = rows_of([-20.0, -40.0, -60.0], [-9.0, -10.0, -11.0]).set_index("item").loc[RATIO]
    assert np.isnan([row["mean"], row["low"], row["high"]]).all()
    assert (row["replicates"], row["resolved"]) == (3, False)
    small = rows_of([-20.0, -40.0, -60.0], [0.09, 0.1, 0.11]).set_index("item").loc[RATIO]
    assert small["mean"] == pytest.approx(400.0)
