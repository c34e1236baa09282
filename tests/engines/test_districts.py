"""What districts remember, worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.units import BELIEF
from nksim.engines.counts import Week, new_week
from nksim.engines.districts import (
    EXPECTED_DEATHS,
    SEEN,
    TOLD,
    new_districts,
    note_arrest,
    note_search,
    remember_week,
)
from nksim.engines.state import DISTRICT, Records, aligned
from nksim.rules.codes import BRIBE, CAMP, CRITICISM, DEATH, LABOUR
from nksim.society.building import build_society
from tests.fixtures.lively import lively_scenario
from tests.rules.numbers import NOTHING

C = NOTHING._replace(
    weight=(0.25, 0.5, 1.0, 1.5, 2.0, 4.0),
    public_reach=4.0,
    risk_search=0.03,
    memory_rate=0.25,
    risk_base=0.1,
    risk_seen=0.02,
    risk_deaths=0.001,
    suspicion_base=0.2,
    suspicion_seen=0.01,
)


@pytest.fixture
def week() -> Week:
    return new_week(2)


def noted(week: Week, district: int, what: int) -> float:
    return float(week.seen[district, what]) / BELIEF


@pytest.mark.parametrize(
    ("kind", "attendance", "seen"),
    [
        (BRIBE, 0.0, 0.25),
        (CRITICISM, 0.0, 0.5),
        (LABOUR, 0.0, 1.0),
        (LABOUR, 0.5, 3.0),  # in public, where half come: 1 + 4 * 0.5
        (CAMP, 0.25, 4.0),
        (DEATH, 1.0, 20.0),
    ],
)
def test_an_arrest__is_seen_by_its_weight_and_more_in_public(
    week: Week, kind: int, attendance: float, seen: float
) -> None:
    """By the people of its own district; nobody was told on."""
    note_arrest(1, kind, attendance, False, week, C)
    assert noted(week, 1, SEEN) == pytest.approx(seen)
    assert not week.seen[0].any()
    assert noted(week, 1, TOLD) == 0.0


def test_an_arrest_on_somebodys_word__is_talked_of_by_its_loudness(week: Week) -> None:
    """What was bought off a quarter, a camp no more than labour training."""
    for kind, told in ((BRIBE, 0.25), (LABOUR, 1.0), (CAMP, 1.0)):
        before = noted(week, 0, TOLD)
        note_arrest(0, kind, 1.0, True, week, C)
        assert noted(week, 0, TOLD) - before == pytest.approx(told)


def test_a_search__is_seen_by_its_weight(week: Week) -> None:
    """A hundred searches are three times labour training."""
    for _ in range(100):
        note_search(0, week, C)
    assert noted(week, 0, SEEN) == pytest.approx(3.0, abs=1e-4)
    assert noted(week, 1, SEEN) == 0.0


def remembered(week: Week, people: tuple[int, int]) -> tuple[Records, float]:
    """Districts and country after their first week."""
    districts, deaths = aligned(2, DISTRICT), np.zeros(1)
    remember_week(week, np.array(people, np.int64), districts, deaths, C)
    return districts, float(deaths[0])


def test_what_is_remembered__is_a_rate_a_year_and_thousand_people(week: Week) -> None:
    """Two sights among 500 people are 4 a 1,000 in a week, and a quarter of it counts now."""
    note_arrest(0, LABOUR, 0.0, True, week, C)
    note_arrest(0, LABOUR, 0.0, False, week, C)
    districts, _ = remembered(week, (500, 1000))
    assert districts["seen"] == pytest.approx([0.25 * 4.0 * WEEKS_PER_YEAR, 0.0])
    assert districts["told"] == pytest.approx([0.25 * 2.0 * WEEKS_PER_YEAR, 0.0])
    assert not week.seen.any()
    seen, told = districts["seen"][0], districts["told"][0]
    assert districts["fear"] == pytest.approx([1.0 - 0.9 * math.exp(-0.02 * seen), 0.1])
    assert districts["doubt"] == pytest.approx([1.0 - 0.8 * math.exp(-0.01 * told), 0.2])


def test_what_is_remembered__fades_in_quiet_weeks(week: Week) -> None:
    """Three quarters of three quarters after two of them."""
    note_arrest(1, DEATH, 1.0, True, week, C)
    districts, deaths = aligned(2, DISTRICT), np.zeros(1)
    people = np.array([1000, 1000], np.int64)
    remember_week(week, people, districts, deaths, C)
    first = districts["seen"][1]
    for _ in range(2):
        remember_week(week, people, districts, deaths, C)
    assert districts["seen"][1] == pytest.approx(first * 0.75**2)
    assert districts["fear"][0] == pytest.approx(0.1)


def test_deaths_to_be_expected__frighten_the_whole_country(week: Week) -> None:
    """Half an execution among 1,500 people, in whatever cells, a year and million."""
    week.cells[3, EXPECTED_DEATHS] = BELIEF // 4
    week.cells[77, EXPECTED_DEATHS] = BELIEF // 4
    districts, deaths = remembered(week, (500, 1000))
    assert deaths == pytest.approx(0.25 * 0.5 / 1500 * 1e6 * WEEKS_PER_YEAR)
    assert districts["fear"] == pytest.approx([1.0 - 0.9 * math.exp(-0.001 * deaths)] * 2)
    assert week.cells[3, EXPECTED_DEATHS] == BELIEF // 4  # counted, not used up


def test_before_the_first_week__districts_suggest_what_nothing_stirs() -> None:
    """Fear and suspicion of the base, and nothing seen."""
    society = build_society(lively_scenario())
    districts = new_districts(society, C)
    assert len(districts) == len(society.district_first) - 1
    assert (districts["fear"] == 0.1).all()
    assert (districts["doubt"] == 0.2).all()
    assert not districts["seen"].any()
    assert not districts["told"].any()
