"""The rate of escape: as many leave as are recorded to arrive."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.evidence.register import ProvinceCount, provinces, targets
from nksim.levers.escapes import (
    border_share,
    escape_rates,
    mean_odds,
    told_in,
    viewers_factor,
    years_apart,
)
from nksim.levers.policy import environments
from nksim.scenario.identity import scenario_hash
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario

PEOPLE = sum(each.population_2008 for each in provinces())
ALIKE = {f"odds_{mark}": 0.0 for mark in ("border", "woman", "korean", "trader", "young")}


def world(**survey: Any) -> Scenario:
    """A scenario in which escapes leave a gap."""
    return load_scenario({"survey": {"escapes_leave": True} | survey})


def test_people_without_marks__leave_as_often_as_they_are_recorded_to_arrive() -> None:
    """2,402 arrived in 2010, of whom most left in 2009, out of the adults of the country."""
    (rate,) = escape_rates(world(**ALIKE), [2009.5])
    adults = PEOPLE * 0.79
    assert rate * adults * WEEKS_PER_YEAR == pytest.approx(2402)
    (twice,) = escape_rates(world(**ALIKE, escapes_per_arrival=2.0), [2009.5])
    assert twice == pytest.approx(2 * rate)
    (at_once,) = escape_rates(world(**ALIKE, arrival_lag_weeks=0.0), [2009.5])
    assert at_once / rate == pytest.approx(2914 / 2402)


def test_marks__are_taken_out_of_the_rate() -> None:
    """Half of all are women with three times the odds: the others leave half as often."""
    marked = load_scenario(
        {
            "survey": ALIKE | {"escapes_leave": True, "odds_woman": math.log(3.0)},
            "society": {"women_share": 0.5},
        }
    )
    assert mean_odds(marked, 2009) == pytest.approx(2.0)
    (alike,), (rate,) = escape_rates(world(**ALIKE), [2009.0]), escape_rates(marked, [2009.0])
    assert rate == pytest.approx(alike / 2)


def test_the_other_marks__count_by_their_shares() -> None:
    """A tenth trade, of the adults 56 of 79 are under fifty, three in ten live near the border."""
    for mark, share in (("trader", 0.1), ("young", 0.56 / 0.79), ("border", 7075123 / 23349824)):
        settings = ALIKE | {"escapes_leave": True, f"odds_{mark}": math.log(2.0)}
        found = load_scenario({"survey": settings, "society": {"trader_share": 0.1}})
        assert mean_odds(found, 2009) == pytest.approx(1.0 + share)


def test_viewers__are_as_many_as_a_survey_of_escapees_makes_them() -> None:
    """Of 100 with odds of 3 for viewers, 25 viewers are half of those who escape."""
    assert viewers_factor(0.5, math.log(3.0)) == pytest.approx(0.75 + 0.25 * 3.0)
    assert viewers_factor(0.0, 2.0) == viewers_factor(0.7, 0.0) == 1.0


def test_surveys__speak_for_the_years_nearest_to_them() -> None:
    """8.4% of the escapees of the 1990s, 83.3% of those who left until 2020 and later."""
    told = [told_in(year) for year in (1980, 1990, 2000, 2001, 2010, 2011, 2016, 2020, 2030)]
    assert told == [0.084, 0.084, 0.084, 0.537, 0.537, 0.814, 0.833, 0.833, 0.833]


def test_years__are_apart_from_those_of_a_cohort_by_the_nearer_end() -> None:
    """None within a cohort, two before it begins, three after it has ended."""
    asked = replace(targets()[0], left_from=2010, left_to=2015)
    apart = [years_apart(asked, year) for year in (2008, 2010, 2012, 2015, 2018)]
    assert apart == [2, 0, 0, 0, 3]


def test_the_border_share__counts_people_of_provinces_at_the_border() -> None:
    """One in four people of two provinces."""
    two = [ProvinceCount("A", 1, True, "read"), ProvinceCount("B", 3, False, "read")]
    assert border_share(two) == 0.25


def test_nobody_leaves__unless_it_is_asked_for_and_where_there_are_no_adults() -> None:
    """The rate is 0, and what else a week is like does not change by it."""
    never, leave = load_scenario({}), world()
    assert escape_rates(never, [2009.0, 2010.0]).tolist() == [0.0, 0.0]
    before, after = environments(never), environments(leave)
    assert not before["escape"].any()
    assert (after["escape"] > 0.0).all()
    others = [name for name in before.dtype.names or () if name != "escape"]
    assert all(np.array_equal(before[name], after[name]) for name in others)
    children = {"children_share": 1.0, "young_share": 0.0, "middle_share": 0.0}
    empty = load_scenario({"survey": {"escapes_leave": True}, "society": children})
    assert not escape_rates(empty, [2009.0]).any()


def test_the_border__is_a_levers_and_not_the_times() -> None:
    """In 2021 the rate is that of an open border; a lever that closes it lets 6% through."""
    closed = load_scenario(
        {
            "survey": {"escapes_leave": True},
            "run": {"start": "2020-01-06", "until": "2022-01-02"},
            "levers": [{"name": "closed", "lever": "border_closure", "from": "2021-01-04"}],
        }
    )
    found = environments(closed)
    assert found["escape"][0, 0] == found["escape"][-1, 0] > 0.0
    assert found["escape_openness"][0, 0] == 1.0
    assert found["escape_openness"][-1, 0] == pytest.approx(0.06)


def test_a_scenario_that_only_weights_escapees__is_the_same_whatever_it_says_of_leaving() -> None:
    """Nothing reads how many leave for each arrival there, so its runs have one identity."""
    plain, more = load_scenario({}), load_scenario({"survey": {"escapes_per_arrival": 5.0}})
    assert scenario_hash(plain) == scenario_hash(more)
    assert scenario_hash(world()) != scenario_hash(plain)
    assert scenario_hash(world(escapes_per_arrival=5.0)) != scenario_hash(world())
