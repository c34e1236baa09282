from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from nksim.core.clock import Clock
from nksim.observations.yearly import YEARLY, calendar_year, yearly_frame
from tests.fixtures.worlds import fake_result, short_scenario


def test_years__are_one_row_each_in_per_cent() -> None:
    """Two simulated years are two lines; flows are means, stocks stand at the end of the year."""
    result = fake_result()
    yearly = yearly_frame(result.series)
    assert yearly["year"].tolist() == [2019, 2020]
    country = result.series.query("province == 'all'")
    assert yearly["ever_watched"].iloc[-1] == 100 * country["ever_watched_share"].iloc[-1]
    assert list(yearly.columns) == ["scenario", "year", *(column.name for column in YEARLY)]


def test_replicates__are_summed_up_by_their_median() -> None:
    """Of three runs the middle one is shown."""
    results = [fake_result(short_scenario(), seed, 0) for seed in (1, 2, 3)]
    together = yearly_frame(pd.concat([result.series for result in results]))
    single = [yearly_frame(result.series)["watching"].iloc[0] for result in results]
    assert together["watching"].iloc[0] == sorted(single)[1]


def weekly(first: str, weeks: int, seed: int = 1, scenario: str = "a") -> pd.DataFrame:
    """A made-up series.

    Everything is the number of the week, a province stands beside the country.
    """
    numbers = np.arange(weeks, dtype=float)
    columns = ["watching_share", "watched_last_year_share", "ever_watched_share", "holding_share"]
    columns += ["detained", "perceived_risk", "regime_trust"]
    country = pd.DataFrame(
        {
            "scenario": scenario,
            "seed": seed,
            "week": np.arange(weeks),
            "date": pd.Timestamp(first) + pd.to_timedelta(7 * np.arange(weeks), unit="D"),
            "province": "all",
        }
        | {name: numbers * (at + 1) * seed for at, name in enumerate(columns)}
    )
    return pd.concat([country, country.assign(province="Pyongyang", regime_trust=-1.0)])


def test_figures__of_a_year_worked_out_by_hand() -> None:
    """Weeks 0 to 51 are those of 2020, the rest of 2021.

    Means or what stands at the end, in per cent or not.
    """
    first, second = yearly_frame(weekly("2020-01-06", 100)).to_dict("records")
    assert first == pytest.approx(
        {
            "scenario": "a",
            "year": 2020,
            "watching": 2550.0,
            "watched_last_year": 100 * 2 * 51,
            "ever_watched": 100 * 3 * 51,
            "holding": 100 * 4 * 51,
            "detained": 5 * 25.5,
            "perceived_risk": 6 * 25.5,
            "regime_trust": 7 * 51,
        }
    )
    assert second["year"] == 2021
    assert second["watching"] == pytest.approx(100 * np.mean(np.arange(52, 100)))


@pytest.mark.parametrize(("weeks", "years"), [(25, [2020]), (77, [2020]), (78, [2020, 2021])])
def test_a_year__of_fewer_than_26_weeks_is_left_out(weeks: int, years: list[int]) -> None:
    """Unless the run has no longer one."""
    assert yearly_frame(weekly("2020-01-06", weeks))["year"].tolist() == years


def test_medians__are_of_the_replicates_of_each_scenario() -> None:
    """Two scenarios of three seeds are two rows, each with its middle one."""
    runs = [weekly("2020-01-06", 52, seed, name) for name in ("b", "a") for seed in (1, 2, 4)]
    found = yearly_frame(pd.concat(runs))
    assert found[["scenario", "detained"]].to_dict("list") == {
        "scenario": ["b", "a"],
        "detained": [2 * 5 * 25.5] * 2,
    }


@pytest.mark.parametrize(
    ("start", "year"),
    [
        ("2020-12-28", 2020),  # its Thursday is in 2020
        ("2018-12-31", 2019),
        ("2015-12-28", 2015),
        ("2024-12-30", 2025),
    ],
)
def test_a_week__belongs_to_the_year_of_its_middle(start: str, year: int) -> None:
    """Three days after its Monday."""
    day = date.fromisoformat(start)
    assert calendar_year(Clock(day, day), 0) == year


def test_weeks_across_new_year__count_for_the_year_of_their_middle() -> None:
    """The week of 31 December 2018 is the first of 2019, the week of 30 December 2019 of 2020."""
    found = yearly_frame(weekly("2018-12-31", 79))
    assert found["year"].tolist() == [2019, 2020]
    assert found["regime_trust"].tolist() == [7.0 * 51, 7.0 * 78]


def test_replicates__do_not_make_a_year_longer() -> None:
    """Eighteen weeks are too few for a year, in however many runs."""
    runs = [weekly("2020-01-06", 70, seed) for seed in (1, 2, 3)]
    assert yearly_frame(pd.concat(runs))["year"].tolist() == [2020]
