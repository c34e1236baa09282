from __future__ import annotations

import numpy as np
import pytest

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.observations.ledger import ledger_difference, ledger_frame, ledger_total, silenced_people
from nksim.observations.tables import LEDGER
from tests.fixtures.worlds import (
    CELL,
    LAYER,
    SURVEY,
    empty_observations,
    fake_result,
    short_scenario,
)


def test_ledger__counts_every_punishment_once() -> None:
    """One criticised, one sent to labour, one to a camp, one executed: four punished, one dead."""
    observations = empty_observations()
    for name in ("criticised", "sent_to_labour", "sent_to_camp", "executed"):
        observations.cells[1, 7, CELL[name]] = 1
    observations.layers[0, :, LAYER["worn_ties"]] = 2
    total = ledger_total(ledger_frame(observations))
    assert (total["punished"], total["deaths"], total["ties_worn"]) == (4, 1, 12)


def test_detention__is_counted_in_person_years() -> None:
    """Fifty-two people detained for a week are nearly one person-year."""
    observations = empty_observations()
    observations.cells[0, 0, CELL["detained"]] = 52
    assert ledger_total(ledger_frame(observations))["person_years_detained"] == pytest.approx(
        52 / WEEKS_PER_YEAR
    )


def test_years__add_up_to_the_run() -> None:
    """No week is lost between the years, and a week belongs to the year of its middle."""
    result = fake_result(short_scenario(run={"start": "2012-01-01", "until": "2013-06-30"}))
    ledger = ledger_frame(result.observations)
    assert ledger["year"].tolist() == [2011, 2012, 2013]  # 2012 began on a Sunday
    assert ledger["viewer_weeks"].sum() == result.observations.cells[:, :, CELL["watching"]].sum()


def test_silenced__are_interpolated_between_snapshots() -> None:
    """People asked every quarter were silent in the weeks between, too."""
    observations = empty_observations(weeks=14)
    observations.survey_weeks = np.array([0, 13])
    observations.survey = np.zeros((2, 2, len(SURVEY)), np.int64)
    observations.survey[1, 1, SURVEY["silenced"]] = 13 * 1024
    assert silenced_people(observations)[[0, 6, 13]].tolist() == [0.0, 6.0, 13.0]


def test_viewings_averted__need_a_baseline() -> None:
    """What a policy averted is what the baseline had more of; a policy that changes nothing averts nothing."""
    few, many = empty_observations(), empty_observations()
    many.cells[:, 0, CELL["watching"]] = 5
    difference = ledger_difference(many, few).set_index("item")
    assert difference.loc["viewings_averted", "difference"] == 10
    assert difference.loc["viewer_weeks", "difference"] == -10
    assert (ledger_difference(many, many)["difference"] == 0).all()
    assert set(difference.index) == {column.name for column in LEDGER} - {"year"} | {
        "viewings_averted"
    }


def test_every_item__of_a_year_worked_out_by_hand() -> None:
    """Two provinces, two weeks, and each item once: what is counted where, and in what unit."""
    seen = empty_observations()
    for at, name in enumerate(
        (
            "executed",
            "searches",
            "empty_searches",
            "reports",
            "bribes",
            "joint_viewings",
            "watching",
        )
    ):
        seen.cells[0, 0, CELL[name]], seen.cells[1, 79, CELL[name]] = at + 1, 10
    seen.cells[0, 3, [CELL["criticised"], CELL["sent_to_labour"], CELL["sent_to_camp"]]] = 100
    seen.cells[:, 3, CELL["detained"]] = 30
    seen.layers[:, 2:4, LAYER["worn_ties"]] = 4
    seen.survey_weeks, seen.survey = np.array([1]), np.zeros((1, 2, len(SURVEY)), np.int64)
    seen.survey[0, :, SURVEY["silenced"]] = [5000, 6 * 1024]
    (row,) = ledger_frame(seen).to_dict("records")
    assert row == pytest.approx(
        {
            "year": 2020,
            "person_years_detained": 60 / WEEKS_PER_YEAR,
            "deaths": 11,
            "punished": 311,
            "searches": 12,
            "searched_in_vain": 13,
            "reports": 14,
            "bribes": 15,
            "ties_worn": 16,
            "silenced_person_years": 12 / WEEKS_PER_YEAR,
            "joint_viewings": 16,
            "viewer_weeks": 17,
        }
    )


def test_a_difference__is_the_alternative_less_the_baseline() -> None:
    """Each item with its unit and both values; viewings averted the other way round."""
    few, many = empty_observations(), empty_observations()
    few.cells[:, 0, CELL["watching"]], many.cells[:, 0, CELL["watching"]] = 1, 5
    many.cells[0, 0, CELL["reports"]] = 3
    rows = ledger_difference(many, few).set_index("item")
    assert rows.loc["reports"].to_dict() == {
        "unit": "reports",
        "baseline": 3.0,
        "alternative": 0.0,
        "difference": -3.0,
    }
    assert rows.loc["viewings_averted"].to_dict() == {
        "unit": "person-weeks",
        "baseline": 0.0,
        "alternative": 8.0,
        "difference": 8.0,
    }
    assert rows.index[-1] == "viewings_averted"
    assert silenced_people(few).tolist() == [0.0, 0.0]
