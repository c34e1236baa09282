"""The small tables of single figures."""

from __future__ import annotations

import pandas as pd
import pytest

from nksim.analysis.pictured import (
    heat_table,
    layers_before_and_after,
    province_map,
    province_years,
    title_ages,
)
from nksim.core.errors import InputError
from nksim.observations.period import Period
from tests.plots.tables import kept_runs

POINTS = pd.DataFrame(
    {
        "alternative": ["law"] * 4,
        "a": [1.0, 1.0, 2.0, 2.0],
        "b": [3.0, 3.0, 4.0, 4.0],
        "c": [None] * 4,
        "punished": [1.0, 3.0, 5.0, 7.0],
    }
)


def test_a_heat_table__has_the_mean_of_each_pair_of_values() -> None:
    """Two seeds of a point are one square."""
    rows = heat_table(POINTS, "a", "b", "punished")
    assert rows[["x", "y", "value"]].to_numpy().tolist() == [[1.0, 3.0, 2.0], [2.0, 4.0, 6.0]]


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [("a", "a", "give two"), ("a", "d", "not among"), ("a", "c", "make a grid of them")],
)
def test_values_that_make_no_map__are_said(x: str, y: str, said: str) -> None:
    """One value twice, one that was not varied, two that were never set together."""
    with pytest.raises(InputError, match=said):
        heat_table(POINTS, x, y, "punished")


def test_a_province_by_year__is_told_of_its_own_people_and_levers() -> None:
    """Two hundred of two thousand live in Kangwon, where the border is not closed."""
    kept = kept_runs()
    shown = province_years(kept, "Kangwon", "watched_last_year_share")
    assert (shown.people, shown.runs, shown.scenarios) == (200, 2, ("base", "law"))
    assert shown.levers["name"].tolist() == ["new-law"]
    assert (shown.rows["low"] <= shown.rows["high"]).all()
    with pytest.raises(InputError, match="did you mean Kangwon"):
        province_years(kept, "Kangwn", "suspicion")


def test_a_map__shows_the_years_asked_for_and_every_province() -> None:
    """Of both scenarios, or of one."""
    kept = kept_runs()
    both = province_map(kept, "suspicion", [2020])
    assert len(both.rows) == 20
    assert both.rows["value"].to_numpy() == pytest.approx(0.3, abs=1e-3)
    assert set(province_map(kept, "suspicion", [], "law").rows["scenario"]) == {"law"}
    with pytest.raises(InputError, match="year=1999"):
        province_map(kept, "suspicion", [1999])


def test_copies__by_layer_add_up_to_all_of_them() -> None:
    """Before and after, in each scenario."""
    rows = layers_before_and_after(kept_runs(), Period(2020, 2020)).rows
    for when in ("before", "after"):
        sums = rows.groupby("scenario")[f"copy_share_{when}"].sum()
        assert sums.to_numpy() == pytest.approx(1.0)
    assert set(rows["year_before"]) == {2019}


def test_ages__are_in_weeks_for_each_origin() -> None:
    """South Korean titles are ninety weeks old in this country, others sixty."""
    rows = title_ages(kept_runs()).rows.groupby("column")["median"].mean()
    assert rows["title_age_chinese"] == pytest.approx(60.0)
    assert rows["title_age_korean"] == pytest.approx(90.0)
