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
