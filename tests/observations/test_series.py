from __future__ import annotations

import numpy as np
import pytest

from nksim.core.columns import CELL_COUNTS, CELLS, LAYERS, SURVEY_COUNTS
from nksim.core.environment import ENVIRONMENT_COLUMNS
from nksim.core.units import BELIEF, TIE
from nksim.levers.policy import environments
from nksim.observations.observations import Observations
from nksim.observations.result import Result
from nksim.observations.series import series_columns
from nksim.observations.stack import stacked
from nksim.observations.tables import SHARE_COUNTS, TABLES
from nksim.scenario.provinces import PROVINCES
from tests.fixtures.worlds import (
    CELL,
    LAYER,
    empty_observations,
    fake_result,
    from_cells,
    short_scenario,
)


@pytest.fixture
def village() -> Result:
    """Ten people in one place, four of them watching; one is detained.

    Two hold a Chinese title, of 10 and of 30 weeks.
    """
    observations = empty_observations()
    for name, count in {
        "free": 9,
        "in_prison": 1,
        "watching": 4,
        "holding": 2,
        "holding_chinese": 2,
        "title_age_chinese": 40,
    }.items():
        observations.provinces[0, 0, CELL[name]] = count
    observations.provinces[0, 0, CELL["perceived_risk"]] = 10 * BELIEF // 4
    return Result(short_scenario(), 1, observations)


def test_share__counts_the_detained_among_the_living(village: Result) -> None:
    """Four of ten living citizens watch, also if one of the ten sits in a camp."""
    first = village.series.iloc[0]
    assert (first["living"], first["watching_share"], first["perceived_risk"]) == (10, 0.4, 0.25)


def test_title_age__is_null_when_nobody_holds_a_title(village: Result) -> None:
    """Titles that do not exist have no age."""
    frame = village.series
    assert frame["title_age_chinese"].iloc[0] == 20.0
    assert np.isnan(frame["title_age_korean"].iloc[0])
    assert frame.loc[1, ["title_age", "watching_share"]].isna().all()


def test_provinces__add_up_to_the_country() -> None:
    """Whoever is counted in the country is counted in exactly one province."""
    series = fake_result().series
    country, parts = series.query("province == 'all'"), series.query("province != 'all'")
    assert len(parts) == 10 * len(country)
    for column in ("free", "watching", "joint_viewings"):
        assert parts.groupby("week")[column].sum().tolist() == country[column].tolist()


@pytest.mark.parametrize("by", ["province", "age", "sex"])
def test_groups__add_up_to_the_country(by: str) -> None:
    """Whoever lives in the country belongs to exactly one province, age band and sex."""
    result = fake_result()
    groups = result.groups.query("by == @by")
    last = result.series.query("province == 'all'")["living"].iloc[-1]
    assert groups.query("year == year.max()")["living"].sum() == last


def test_age_and_sex__fall_into_their_own_cells() -> None:
    """A woman of fifty in Pyongyang is counted as a woman, as fifty, and in Pyongyang."""
    cells = np.zeros((2, CELLS, len(CELL_COUNTS)), np.int64)
    cells[:, ((9 * 4) + 3) * 2 + 1, CELL["free"]] = 1
    observations = from_cells(empty_observations().clock, cells)
    groups = Result(short_scenario(), 1, observations).groups.query("living == 1")
    assert groups["group"].tolist() == ["Pyongyang", "50+", "woman"]


def test_layer_means__are_shares_of_the_layers_ties() -> None:
    """A mean bond lies between 0 and 1, and a layer without ties has none."""
    observations = empty_observations()
    observations.layers[0, 2, LAYER["ties"]] = 4
    observations.layers[0, 2, LAYER["bond"]] = 2 * (1 << 15)
    frame = Result(short_scenario(), 1, observations).layers
    assert frame.query("week == 0 and layer == 'friend'")["bond"].tolist() == [0.5]
    assert frame["bond"].notna().sum() == 1


def test_every_column__is_declared_once() -> None:
    """What a table holds is what the data dictionary lists, in the same order."""
    result = fake_result()
    for name, columns in TABLES.items():
        names = [column.name for column in columns]
        assert len(set(names)) == len(names)
        assert list(getattr(result, name).columns) == names


def test_environment_table__has_a_row_for_each_week_and_province() -> None:
    """Everything a policy moves can be looked up, where and when it held."""
    scenario = short_scenario()
    frame = fake_result(scenario).environment
    names = [column.name for column in ENVIRONMENT_COLUMNS]
    assert list(frame.columns)[-len(names) :] == names
    seen = environments(scenario)
    assert len(frame) == seen.size
    assert frame["severity_korean"].tolist() == seen["severity"][..., 1].ravel().tolist()
    assert frame["openness"].nunique() > 1


def test_runs_side_by_side__give_the_rows_of_each_alone() -> None:
    """Tables of several runs are made at once, and are those of each by itself."""
    runs: list[Observations] = [fake_result(seed=seed).observations for seed in (1, 2, 3)]
    together = series_columns(stacked(runs))
    for place, observations in enumerate(runs):
        alone = series_columns(stacked([observations]))
        for name, values in alone.items():
            assert np.array_equal(
                values[-1], together[name][place] if values.ndim > 1 else values[-1]
            )


def test_counts__are_those_the_engines_declare() -> None:
    """The made-up worlds of these tests have the shape of real ones."""
    observations = empty_observations()
    assert observations.provinces.shape[2] == len(CELL_COUNTS)
    assert observations.survey.shape[1:] == (2, len(SURVEY_COUNTS))


def test_series__stand_week_by_week_with_their_dates() -> None:
    """Mondays seven days apart, the middle of the week as a year, groups in their order within
    each week."""
    result = Result(short_scenario(), 1, empty_observations(weeks=2))
    country, frame = result.series.iloc[:2], result.series.iloc[2:]
    assert country["week"].tolist() == [0, 1]
    assert frame["week"].tolist() == [0] * 10 + [1] * 10
    assert frame["date"].astype(str).tolist() == ["2020-01-06"] * 10 + ["2020-01-13"] * 10
    assert frame["year"].iloc[[0, 19]].tolist() == pytest.approx(
        [2020 + 8.5 / 366, 2020 + 15.5 / 366]
    )
    assert country["province"].tolist() == ["all"] * 2
    assert frame["province"].tolist() == list(PROVINCES) * 2
    assert result.layers["layer"].tolist() == list(LAYERS) * 2
    assert result.layers["week"].tolist() == [0] * 6 + [1] * 6


def test_means_and_shares__of_a_week_worked_out_by_hand() -> None:
    """Ages over holders, beliefs over the living, each count over everybody who lives."""
    seen = empty_observations(weeks=1)
    here = seen.provinces[0, 9]
    held = [CELL["in_labour"], CELL["in_prison"], CELL["in_camp"]]
    here[[CELL["free"], *held, CELL["dead"]]] = [15, 1, 1, 3, 80]
    here[[CELL["holding_chinese"], CELL["holding_korean"]]] = [4, 1]
    here[[CELL["title_age_chinese"], CELL["title_age_korean"]]] = [40, 60]
    here[[CELL["perceived_risk"], CELL["regime_trust"]]] = [5 * BELIEF, 10 * BELIEF]
    counted = [name for name in SHARE_COUNTS if not name.startswith("holding_")]
    here[[CELL["suspicion"], CELL["suspicion_viewers"]]] = [6 * BELIEF, 2 * BELIEF]
    here[[CELL["knowledge"], CELL["expected_deaths"]]] = [5 * TIE, BELIEF // 8]
    for at, name in enumerate(counted):
        here[CELL[name]] = at + 1
    series = Result(short_scenario(), 1, seen).series
    for row in (series.iloc[0], series[series["province"] == "Pyongyang"].iloc[0]):
        assert (row["living"], row["detained"], row["dead"]) == (20, 5, 80)
        viewers = counted.index("watched_last_year") + 1
        assert (row["suspicion"], row["knowledge"]) == (0.3, 0.25)
        assert row["suspicion_viewers"] == pytest.approx(2 / viewers)
        assert row["suspicion_others"] == pytest.approx(4 / (20 - viewers))
        assert row["expected_deaths"] == 0.125
        assert (row["title_age_chinese"], row["title_age_korean"]) == (10, 60)
        assert (row["title_age"], row["perceived_risk"], row["regime_trust"]) == (20, 0.25, 0.5)
        assert (row["holding_chinese_share"], row["holding_korean_share"]) == (0.2, 0.05)
        for at, name in enumerate(counted):
            assert row[f"{name}_share"] == pytest.approx((at + 1) / 20), name


def test_layers__of_a_week_worked_out_by_hand() -> None:
    """Means over ties, refusals over offers, and counts as they were counted."""
    seen = empty_observations(weeks=1)
    here = seen.layers[0, 4]
    here[[LAYER["ties"], LAYER["complicit_ties"], LAYER["worn_ties"]]] = [8, 2, 3]
    here[[LAYER["bond"], LAYER["complicity"]]] = [6 << 15, 1 << 15]
    here[[LAYER["layer_offers"], LAYER["layer_refusals"]]] = [10, 4]
    here[[LAYER["layer_joint_viewings"], LAYER["layer_copies"]]] = [6, 5]
    here[[LAYER["ends_asked"], LAYER["doubt"]]] = [4, 1 << 15]
    here[[LAYER["asked_complicit"], LAYER["bond_complicit"]]] = [2, 3 << 14]
    row = Result(short_scenario(), 1, seen).layers.iloc[4].loc["layer":]
    assert row.to_dict() == {
        "layer": "work",
        "ties": 8,
        "offers": 10,
        "refusals": 4,
        "joint_viewings": 6,
        "copies": 5,
        "complicit_ties": 2,
        "worn_ties": 3,
        "ends_asked": 4,
        "asked_complicit": 2,
        "bond": 0.75,
        "complicity": 0.125,
        "complicit_share": 0.25,
        "refusal_share": 0.4,
        "doubt": 0.25,
        "bond_complicit": 0.75,
    }


def test_environment__stands_with_week_and_province() -> None:
    """A border that is closed in two provinces from the third week on is found there and then."""
    closed = {"name": "closed", "lever": "border_closure", "from": "2020-01-20"}
    closed |= {"supply_left": 0.25, "provinces": ["Ryanggang", "Chagang"]}
    scenario = short_scenario(run={"start": "2020-01-06", "until": "2020-02-02"}, levers=[closed])
    frame = fake_result(scenario).environment
    assert frame["week"].tolist() == [week for week in range(4) for _ in range(10)]
    assert frame["province"].tolist() == list(PROVINCES) * 4
    shut = frame[frame["openness"] < 1.0]
    assert set(shut["openness"]) == {0.25}
    assert sorted(zip(shut["week"], shut["province"], strict=True)) == [
        (week, province) for week in (2, 3) for province in ("Chagang", "Ryanggang")
    ]
    unlived = Result(scenario, 1, empty_observations()).environment
    assert unlived.empty


def test_a_run_that_is_not_at_its_end__has_the_rows_of_its_weeks() -> None:
    """Five weeks of sixty have passed, all in one year."""
    begun = from_cells(
        empty_observations(weeks=60).clock, np.zeros((5, CELLS, len(CELL_COUNTS)), np.int64)
    )
    result = Result(short_scenario(), 1, begun)
    assert result.series.query("province == 'all'")["week"].tolist() == [0, 1, 2, 3, 4]
    assert result.ledger["year"].tolist() == [2020]
    assert len(result.layers) == 30
    assert set(result.groups["year"]) == {2020}
