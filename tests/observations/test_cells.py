"""Counts of each calendar year, cell by cell and layer by layer, worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from nksim.core.clock import Clock
from nksim.core.columns import AGE_BANDS, CELL_COUNTS, CELLS, LAYER_COUNTS, LAYERS, SEXES
from nksim.core.units import BELIEF, TIE
from nksim.observations.cells import cell_columns, layer_year_columns
from nksim.observations.observations import Observations
from nksim.observations.stack import stacked
from nksim.scenario.provinces import PROVINCES
from tests.fixtures.worlds import CELL, LAYER, from_cells

CLOCK = Clock(date(2020, 12, 21), date(2021, 1, 11))  # two weeks of each year
AT = (PROVINCES.index("Kangwon") * len(AGE_BANDS) + 2) * len(SEXES) + 1  # women of the third band


def counted(**weekly: list[int]) -> Observations:
    """One cell in which so many are counted week by week; all other cells are empty."""
    cells = np.zeros((4, CELLS, len(CELL_COUNTS)), np.int64)
    for name, numbers in weekly.items():
        cells[:, AT, CELL[name]] = numbers
    return from_cells(CLOCK, cells)


def rows_of(columns: dict[str, Any], run: int = 0) -> pd.DataFrame:
    """The rows of one run, whether a column differs between runs or not."""
    each = {name: column[run] if column.ndim == 2 else column for name, column in columns.items()}
    return pd.DataFrame(each)


def test_cells__stand_year_by_year_in_the_order_province_age_sex() -> None:
    """The keys of every row by hand: the last moves fastest."""
    rows = rows_of(cell_columns(stacked([counted()])))
    keys = [
        (year, province, age, sex)
        for year in (2020, 2021)
        for province in PROVINCES
        for age in AGE_BANDS
        for sex in SEXES
    ]
    found = rows[["year", "province", "age", "sex"]].itertuples(index=False, name=None)
    assert list(found) == keys
    assert rows["weeks"].tolist() == [2] * len(rows)


def test_people__are_those_of_the_last_week_and_events_those_of_all_weeks() -> None:
    """Stocks stand at the end of a year, flows are summed over it; each in its own cell."""
    run = counted(
        free=[5, 6, 7, 8],
        in_prison=[1, 2, 3, 4],
        ever_watched=[3, 4, 5, 6],
        watching=[1, 2, 4, 8],
        empty_searches=[1, 0, 2, 0],
        executed=[0, 1, 0, 3],
        criticised=[1, 1, 1, 1],
        regime_trust=[BELIEF, 2 * BELIEF, 3 * BELIEF, 4 * BELIEF],
        expected_deaths=[BELIEF // 2, 0, BELIEF // 4, 0],
    )
    empty = counted()
    rows = rows_of(cell_columns(stacked([empty, run])), 1)
    here = rows[(rows["province"] == "Kangwon") & (rows["age"] == AGE_BANDS[2])]
    here = here[here["sex"] == SEXES[1]].set_index("year")
    expected = {
        "living": (8, 12),
        "detained": (3, 7),
        "ever_watched": (4, 6),
        "watching": (3, 12),
        "searched_in_vain": (1, 2),
        "deaths": (1, 3),
        "punished": (3, 5),
        "regime_trust": (2.0, 4.0),
        "expected_deaths": (0.5, 0.25),
    }
    for name, values in expected.items():
        assert tuple(here[name]) == values, name
        assert rows[name].sum() == pytest.approx(sum(values)), "nothing stands in another cell"
    other = rows_of(cell_columns(stacked([empty, run])), 0)
    assert other.drop(columns=["year", "province", "age", "sex", "weeks"]).to_numpy().sum() == 0


def test_layers__have_their_ties_at_the_end_and_their_evenings_summed() -> None:
    """Means are of the ties of the year's last week, doubt of those asked in any of its weeks."""
    layers = np.zeros((4, len(LAYERS), len(LAYER_COUNTS)), np.int64)
    layers[:, 2, LAYER["ties"]] = [10, 20, 30, 40]
    layers[:, 2, LAYER["bond"]] = np.array([10, 10, 15, 30]) * TIE
    layers[:, 2, LAYER["complicit_ties"]] = [1, 5, 1, 4]
    layers[:, 2, LAYER["layer_joint_viewings"]] = [1, 2, 3, 4]
    layers[:, 2, LAYER["layer_copies"]] = [0, 1, 2, 4]
    layers[:, 2, LAYER["worn_ties"]] = [0, 0, 1, 1]
    layers[:, 2, LAYER["doubt"]] = np.array([1, 1, 0, 3]) * TIE
    layers[:, 2, LAYER["ends_asked"]] = [4, 4, 0, 4]
    run = from_cells(CLOCK, np.zeros((4, CELLS, len(CELL_COUNTS)), np.int64), layers)
    rows = rows_of(layer_year_columns(stacked([run, run])), 1)
    assert rows["year"].tolist() == [2020] * len(LAYERS) + [2021] * len(LAYERS)
    assert rows["layer"].tolist() == [*LAYERS] * 2
    here = rows[rows["layer"] == LAYERS[2]].drop(columns=["year", "layer"])
    first, second = here.to_dict("records")
    names = ("ties", "joint_viewings", "copies", "worn_ties", "bond", "complicit_share", "doubt")
    assert tuple(first[name] for name in names) == (20, 3, 1, 0, 0.5, 0.25, 0.25)
    assert tuple(second[name] for name in names) == (40, 7, 6, 2, 0.75, 0.1, 0.75)
    assert rows[rows["layer"] == LAYERS[0]]["bond"].isna().all(), "no ties have no bond"
