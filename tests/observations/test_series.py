from __future__ import annotations

import numpy as np
import pytest

from nksim.core.columns import AGE_BANDS, CELL_COUNTS, LAYERS, SEXES, SURVEY_COUNTS
from nksim.core.units import BELIEF
from nksim.observations.observations import Observations
from nksim.observations.series import By, environment_frame, layer_frame, series_frame
from nksim.observations.tables import GROUP_KEYS, SHARE_COUNTS, TABLES
from nksim.scenario.provinces import PROVINCES
from tests.fixtures.worlds import CELL, LAYER, empty_observations, fake_result


@pytest.fixture
def village() -> Observations:
    """Ten people in one cell, four of them watching, two holding a Chinese title of 10 and 30 weeks; one is detained."""
    observations = empty_observations()
    for name, count in {
        "free": 9,
        "detained": 1,
        "watching": 4,
        "holding": 2,
        "holding_chinese": 2,
        "title_age_chinese": 40,
    }.items():
        observations.cells[0, 0, CELL[name]] = count
    observations.cells[0, 0, CELL["perceived_risk"]] = 10 * BELIEF // 4
    return observations


def test_share__counts_the_detained_among_the_living(village: Observations) -> None:
    """Four of ten living citizens watch, also if one of the ten sits in a camp."""
    first = series_frame(village).iloc[0]
    assert (first["living"], first["watching_share"], first["perceived_risk"]) == (10, 0.4, 0.25)


def test_title_age__is_null_when_nobody_holds_a_title(village: Observations) -> None:
    """Titles that do not exist have no age."""
    frame = series_frame(village)
    assert frame["title_age_chinese"].iloc[0] == 20.0
    assert np.isnan(frame["title_age_korean"].iloc[0])
    assert frame.loc[1, ["title_age", "watching_share"]].isna().all()


@pytest.mark.parametrize(("by", "groups"), [("all", 1), ("province", 10), ("age", 4), ("sex", 2)])
def test_groups__add_up_to_the_country(by: By, groups: int) -> None:
    """Whoever is counted in the country is counted in exactly one province, age band and sex."""
    observations = fake_result().observations
    country, parts = series_frame(observations), series_frame(observations, by)
    assert len(parts) == groups * len(country)
    for column in ("free", "watching", "joint_viewings"):
        assert parts.groupby("week")[column].sum().tolist() == country[column].tolist()


def test_age_and_sex__fall_into_their_own_cells() -> None:
    """A woman of fifty in Pyongyang is counted as a woman, as fifty, and in Pyongyang."""
    observations = empty_observations()
    observations.cells[0, ((9 * 4) + 3) * 2 + 1, CELL["free"]] = 1
    found = {
        by: series_frame(observations, by).query("free == 1")[by].tolist()
        for by in ("province", "age", "sex")
    }
    assert found == {"province": ["Pyongyang"], "age": ["50+"], "sex": ["woman"]}


def test_layer_means__are_shares_of_the_layers_ties() -> None:
    """A mean bond lies between 0 and 1, and a layer without ties has none."""
    observations = empty_observations()
    observations.layers[0, 2, LAYER["ties"]] = 4
    observations.layers[0, 2, LAYER["bond"]] = 2 * (1 << 15)
    frame = layer_frame(observations)
    assert frame.query("week == 0 and layer == 'friend'")["bond"].tolist() == [0.5]
    assert frame["bond"].notna().sum() == 1


def test_every_column__is_declared_once() -> None:
    """What a table holds is what the data dictionary lists, in the same order."""
    result = fake_result()
    for name, columns in TABLES.items():
        names = [column.name for column in columns]
        assert len(set(names)) == len(names)
        if name != "environment":
            assert list(getattr(result, name).columns) == names
    assert set(GROUP_KEYS) == {"province", "age", "sex"}


def test_environment_columns__are_the_fields_that_levers_write() -> None:
    """Everything a policy moves can be looked up."""
    from nksim.levers.environment import Environment

    assert [column.name for column in TABLES["environment"]][-len(Environment._fields) :] == list(
        Environment._fields
    )


def test_environment__holds_one_number_a_province() -> None:
    """A number that is the same everywhere is still written for each province."""
    observations = empty_observations()
    observations.environment = {"openness": np.array([[1.0], [0.5]])}
    frame = environment_frame(observations)
    assert frame.groupby("week")["openness"].agg(["mean", "size"]).to_numpy().tolist() == [
        [1.0, 10.0],
        [0.5, 10.0],
    ]


def test_counts__are_those_the_engines_declare() -> None:
    """The made-up worlds of these tests have the shape of real ones."""
    observations = empty_observations()
    assert observations.cells.shape[2] == len(CELL_COUNTS)
    assert observations.survey.shape[1:] == (2, len(SURVEY_COUNTS))


def test_series__stand_week_by_week_with_their_dates() -> None:
    """Mondays seven days apart, the middle of the week as a decimal year, groups in their order within each week."""
    seen = empty_observations(weeks=2)
    frame = series_frame(seen, "province")
    assert frame["week"].tolist() == [0] * 10 + [1] * 10
    assert frame["date"].astype(str).tolist() == ["2020-01-06"] * 10 + ["2020-01-13"] * 10
    assert frame["year"].iloc[[0, 19]].tolist() == pytest.approx(
        [2020 + 8.5 / 366, 2020 + 15.5 / 366]
    )
    assert frame["province"].tolist() == list(PROVINCES) * 2
    assert series_frame(seen, "age")["age"].tolist() == list(AGE_BANDS) * 2
    assert series_frame(seen, "sex")["sex"].tolist() == list(SEXES) * 2
    assert (
        set(series_frame(seen, "age")["province"]) == set(series_frame(seen)["province"]) == {"all"}
    )
    assert layer_frame(seen)["layer"].tolist() == list(LAYERS) * 2
    assert environment_frame(seen)["province"].tolist() == list(PROVINCES) * 2
    assert list(series_frame(seen, "sex").columns[:5]) == [
        "week",
        "date",
        "year",
        "province",
        "sex",
    ]


def test_means_and_shares__of_a_week_worked_out_by_hand() -> None:
    """Ages over holders, beliefs and habits over the living, each count over everybody who lives."""
    seen = empty_observations(weeks=1)
    here = seen.cells[0, 9]
    here[[CELL["free"], CELL["detained"], CELL["dead"]]] = [15, 5, 80]
    here[[CELL["holding_chinese"], CELL["holding_korean"]]] = [4, 1]
    here[[CELL["title_age_chinese"], CELL["title_age_korean"]]] = [40, 60]
    here[[CELL["perceived_risk"], CELL["regime_trust"]]] = [5 * BELIEF, 10 * BELIEF]
    for at, name in enumerate(SHARE_COUNTS):
        if not name.startswith("holding_"):
            here[CELL[name]] = at + 1
    row = series_frame(seen).iloc[0]
    assert (row["living"], row["dead"]) == (20, 80)
    assert (row["title_age_chinese"], row["title_age_korean"], row["title_age"]) == (10, 60, 20)
    assert (row["perceived_risk"], row["regime_trust"]) == (0.25, 0.5)
    assert (row["holding_chinese_share"], row["holding_korean_share"]) == (0.2, 0.05)
    for at, name in enumerate(SHARE_COUNTS):
        if not name.startswith("holding_"):
            assert row[f"{name}_share"] == pytest.approx((at + 1) / 20), name


def test_layers__of_a_week_worked_out_by_hand() -> None:
    """Means over ties, refusals over offers, and counts as they were counted."""
    seen = empty_observations(weeks=1)
    here = seen.layers[0, 4]
    here[[LAYER["ties"], LAYER["complicit_ties"], LAYER["worn_ties"]]] = [8, 2, 3]
    here[[LAYER["bond"], LAYER["complicity"]]] = [6 << 15, 1 << 15]
    here[[LAYER["layer_offers"], LAYER["layer_refusals"]]] = [10, 4]
    here[[LAYER["layer_joint_viewings"], LAYER["layer_copies"]]] = [6, 5]
    row = layer_frame(seen).iloc[4].drop(["week", "date", "year"])
    assert row.to_dict() == {
        "layer": "work",
        "ties": 8,
        "offers": 10,
        "refusals": 4,
        "joint_viewings": 6,
        "copies": 5,
        "complicit_ties": 2,
        "worn_ties": 3,
        "bond": 0.75,
        "complicity": 0.125,
        "complicit_share": 0.25,
        "refusal_share": 0.4,
    }


def test_environment__stands_with_week_and_province() -> None:
    """What holds in one province in one week is found there."""
    seen = empty_observations(weeks=2)
    numbers = np.arange(20.0).reshape(2, 10)
    seen.environment = {"search": numbers, "find": numbers[:, :1]}
    frame = environment_frame(seen).set_index(["week", "province"])
    assert frame.loc[(1, PROVINCES[3]), ["search", "find"]].tolist() == [13.0, 10.0]
    assert frame.loc[(0, PROVINCES[9]), ["search", "find"]].tolist() == [9.0, 0.0]
