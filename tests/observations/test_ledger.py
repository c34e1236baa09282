from __future__ import annotations

import numpy as np
import pytest

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.units import BELIEF
from nksim.observations.ledger import ledger_columns, silenced_people
from nksim.observations.observations import Observations
from nksim.observations.result import Result
from nksim.observations.stack import stacked
from tests.fixtures.worlds import (
    CELL,
    LAYER,
    SURVEY,
    empty_observations,
    fake_result,
    short_scenario,
)


def totals(observations: Observations) -> dict[str, float]:
    """Each item summed over the years."""
    return {name: values.sum() for name, values in ledger_columns(stacked([observations])).items()}


def test_ledger__counts_every_punishment_once() -> None:
    """One each criticised, in labour, prison and camp, executed: five punished, one dead."""
    observations = empty_observations()
    for name in ("criticised", "sent_to_labour", "sent_to_prison", "sent_to_camp", "executed"):
        observations.provinces[1, 7, CELL[name]] = 1
    observations.layers[0, :, LAYER["worn_ties"]] = 2
    total = totals(observations)
    assert (total["punished"], total["deaths"], total["ties_worn"]) == (5, 1, 12)


def test_detention__is_counted_in_person_years() -> None:
    """Fifty-two people detained for a week are nearly one person-year."""
    observations = empty_observations()
    held = [CELL["in_labour"], CELL["in_prison"], CELL["in_camp"]]
    observations.provinces[0, 0, held] = [30, 15, 7]
    found = totals(observations)
    assert found["person_years_detained"] == pytest.approx(52 / WEEKS_PER_YEAR)
    assert found["person_years_in_camps"] == pytest.approx(7 / WEEKS_PER_YEAR)


def test_years__add_up_to_the_run() -> None:
    """No week is lost between the years, and a week belongs to the year of its middle."""
    result = fake_result(short_scenario(run={"start": "2012-01-01", "until": "2013-06-30"}))
    ledger = result.ledger
    assert ledger["year"].tolist() == [2011, 2012, 2013]  # 2012 began on a Sunday
    assert ledger["viewer_weeks"].sum() == result.observations.country[:, CELL["watching"]].sum()


def test_silenced__are_interpolated_between_snapshots() -> None:
    """People asked every quarter were silent in the weeks between, too."""
    observations = empty_observations(weeks=26)
    observations.survey = np.zeros((2, 2, len(SURVEY)), np.int64)
    observations.survey[1, 1, SURVEY["silenced"]] = 13 * 1024
    (people,) = silenced_people(stacked([observations]))
    assert people[[0, 12, 18, 25]].tolist() == [0.0, 0.0, 6.0, 13.0]


def test_every_item__of_a_year_worked_out_by_hand() -> None:
    """Two provinces, thirteen weeks, and each item once.

    What is counted where, and in what unit.
    """
    seen = empty_observations(weeks=13)
    names = ("executed", "searches", "empty_searches", "reports", "bribes", "joint_viewings")
    for at, name in enumerate((*names, "watching")):
        seen.provinces[0, 0, CELL[name]], seen.provinces[1, 9, CELL[name]] = at + 1, 10
    sentenced = [
        CELL[name] for name in ("criticised", "sent_to_labour", "sent_to_prison", "sent_to_camp")
    ]
    seen.provinces[0, 3, sentenced] = [100, 20, 10, 5]
    seen.provinces[:2, 3, CELL["in_labour"]] = 18
    seen.provinces[:2, 3, CELL["in_prison"]] = 8
    seen.provinces[:2, 3, CELL["in_camp"]] = 4
    seen.provinces[:2, 3, CELL["expected_deaths"]] = BELIEF // 4
    seen.provinces[:2, 3, CELL["style_punished"]] = 9
    seen.layers[:2, 2:4, LAYER["worn_ties"]] = 4
    seen.survey = np.zeros((1, 2, len(SURVEY)), np.int64)
    seen.survey[0, :, SURVEY["silenced"]] = [5000, 6 * 1024]
    (row,) = Result(short_scenario(), 1, seen).ledger.to_dict("records")
    assert {name: row[name] for name in row if name not in ("scenario", "replicate", "seed")} == (
        pytest.approx(
            {
                "year": 2020,
                "person_years_detained": 60 / WEEKS_PER_YEAR,
                "person_years_in_camps": 8 / WEEKS_PER_YEAR,
                "deaths": 11,
                "expected_deaths": 0.5,
                "punished": 146,
                "style_punished": 18,
                "searches": 12,
                "searched_in_vain": 13,
                "reports": 14,
                "bribes": 15,
                "ties_worn": 16,
                "silenced_person_years": 13 * 6 / WEEKS_PER_YEAR,
                "joint_viewings": 16,
                "viewer_weeks": 17,
            }
        )
    )


def test_years__have_what_happened_in_them() -> None:
    """Week 51 is the last of 2020, week 52 the first of 2021.

    Nobody was asked, so nobody is silenced.
    """
    seen = empty_observations(weeks=60)
    seen.provinces[[51, 52], 0, CELL["reports"]] = [2, 5]
    found = Result(short_scenario(), 1, seen).ledger
    assert found[["year", "reports"]].to_numpy().tolist() == [[2020, 2], [2021, 5]]
    assert found["silenced_person_years"].tolist() == [0.0, 0.0]
