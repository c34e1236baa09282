"""The country of the evidence, at a hundred thousand people from 1996."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

from nksim.rules.codes import CHILD, FRIEND, HOUSEHOLD
from nksim.society.building import build_society
from nksim.society.rates.mortality import figure
from nksim.society.society import Society
from tests.demography.conftest import YEAR, Year, ages, with_lives, years_of

Measure = Callable[[Society, Any], float]
pytestmark = pytest.mark.slow


class Course(NamedTuple):
    """The first society and all turns of the years."""

    first: Society
    years: dict[int, Year]

    def at(self, year: int) -> tuple[Society, np.ndarray]:
        """The society when a year begins, and the ages of its people."""
        if year == 1996:
            return self.first, ages(self.first, 0)
        found = self.years[year]
        return found.turned.society, ages(found.turned.society, found.week)


@pytest.fixture(scope="module")
def course() -> Course:
    scenario = with_lives(100_000)
    first = build_society(scenario, 1)
    return Course(first, {year.year: year for year in years_of(scenario, 1, first)})


def in_the_middle(course: Course, year: int, measure: Measure) -> float:
    """A figure in the middle of a year: the mean of what it is at its beginning and end."""
    return float(np.mean([measure(*course.at(when)) for when in (year, year + 1)]))


def share(low: float, high: float) -> Measure:
    return lambda society, age: ((age >= low) & (age < high)).mean()


@pytest.mark.parametrize(
    ("name", "year", "low", "high"),
    [
        ("share_aged_0_14", 2004, 0, 15),
        ("share_aged_15_64", 2004, 15, 65),
        ("share_aged_65_and_over", 2004, 65, 200),
        ("share_aged_0_14", 2008, 0, 15),
        ("share_aged_15_64", 2008, 15, 65),
        ("share_aged_65_and_over", 2008, 65, 200),
        ("share_aged_0_14", 2014, 0, 15),
        ("share_aged_25_54", 2014, 25, 55),
        ("share_aged_65_and_over", 2021, 65, 200),
    ],
)
def test_ages__are_those_of_the_evidence(
    course: Course, name: str, year: int, low: float, high: float
) -> None:
    """D1-D9: shares of age within a point and a half."""
    found = in_the_middle(course, year, share(low, high))
    assert abs(found - figure(name, year)) < 0.015


@pytest.mark.parametrize("year", [2004, 2008, 2020])
def test_median_age__is_that_of_the_evidence(course: Course, year: int) -> None:
    """D10-D12: within a year and a half."""
    found = in_the_middle(course, year, lambda society, age: np.median(age))
    assert abs(found - figure("median_age", year)) < 1.5


@pytest.mark.parametrize("year", [2004, 2021])
def test_births_and_deaths__are_those_of_the_evidence(course: Course, year: int) -> None:
    """D19-D22: within 15%, over three years about the year."""
    spans = [course.years[when + 1] for when in (year - 1, year, year + 1)]
    people = sum(span.before.size for span in spans)
    births = 1000 * sum(len(span.turned.mother) for span in spans) / people
    deaths = 1000 * sum(len(span.turned.happenings.deaths) for span in spans) / people
    assert abs(births / figure("births_per_1000", year) - 1.0) < 0.15
    assert abs(deaths / figure("deaths_per_1000", year) - 1.0) < 0.15


@pytest.mark.parametrize(("sex", "woman"), [("men", 0), ("women", 1)])
@pytest.mark.parametrize(("year", "about"), [(2008, range(2006, 2011)), (2021, range(2019, 2024))])
def test_life_expectancy__is_that_of_the_evidence(
    course: Course, year: int, about: range, sex: str, woman: int
) -> None:
    """D15-D18: of a life table made of the deaths of five years, within a year and a half."""
    lived, died = np.zeros(111), np.zeros(111)
    for when in about:
        span = course.years[when + 1]
        age = ages(span.before, span.week) - 0.5  # the middle of the year that ends
        mine = (span.before.people.woman == woman) & (age >= 0)
        whole = np.minimum(age, 110).astype(int)
        dead = np.zeros(span.before.size, bool)
        dead[span.turned.happenings.deaths] = True
        lived += np.bincount(whole[mine], minlength=111) - 0.5 * np.bincount(
            whole[mine & dead], minlength=111
        )
        died += np.bincount(whole[mine & dead], minlength=111)
    rate = np.where(lived > 0, died / np.maximum(lived, 1), 1.0)
    alive = np.exp(-np.concatenate([[0.0], np.cumsum(rate)]))
    infants = 0.010  # of the first months, in which nobody is counted yet
    found = (1.0 - infants) * float((alive[:-1] + alive[1:]).sum() / 2)
    assert abs(found - figure(f"life_expectancy_{sex}", year)) < 1.5


def test_first_marriages__are_those_of_the_evidence(course: Course) -> None:
    """D25-D26: mean ages of those who marry for the first time in the 2000s, within a year."""
    register = course.first.register
    assert register is not None
    ever = set(register.number[register.partner >= 0].tolist())
    found: dict[str, list[float]] = {"men": [], "women": []}
    for year, span in course.years.items():
        old, couples = span.before.register, span.turned.happenings.couples
        assert old is not None
        age = ages(span.before, span.week) - 0.5  # weddings are in the middle of a year
        for sex, places in (("men", couples.husband), ("women", couples.wife)):
            new = [i for i in places.tolist() if int(old.number[i]) not in ever]
            ever |= {int(old.number[i]) for i in new}
            if 2003 <= year <= 2013:
                found[sex] += [float(age[i]) for i in new]
    for sex, mean in (("men", 29.0), ("women", 25.5)):
        assert abs(np.mean(found[sex]) - mean) < 1.0


def home_size(society: Society, age: np.ndarray) -> float:
    return society.size / (len(society.household_first) - 1)


def test_homes__have_3_9_people_in_2008_and_fewer_as_children_do(course: Course) -> None:
    """P14: 3.9 in 2008; more before and fewer after, as there are fewer children to a couple."""
    assert abs(in_the_middle(course, 2008, home_size) - 3.9) < 0.15
    sizes = [home_size(*course.at(year)) for year in (1996, 2008, 2026)]
    assert 4.3 > sizes[0] > sizes[1] > sizes[2] > 3.4


def test_sexes__are_those_of_the_evidence(course: Course) -> None:
    """D27: 0.95 men a woman in 2008."""
    found = in_the_middle(
        course, 2008, lambda s, age: (s.people.woman == 0).sum() / (s.people.woman == 1).sum()
    )
    assert abs(found - 0.95) < 0.03


@pytest.mark.parametrize(
    ("layer", "mean"),
    [(1, 2.0), (2, 5.0), (3, 4.0), (4, 4.0), (5, 2.5)],
    ids=["kin", "friend", "neighbour", "work", "market"],
)
def test_ties_a_head__stay_as_wished_in_every_year(course: Course, layer: int, mean: float) -> None:
    """Each layer is within 3% of its wish whenever a year begins."""
    for year in course.years:
        society, _ = course.at(year)
        found = 2 * (society.ties.layer == layer).sum() / society.size
        assert abs(found / mean - 1.0) < 0.03, year


def test_all_ties_a_head__stay_as_they_were(course: Course) -> None:
    """All layers outside the home together are within 3% of 17.5 from 1996 to 2026."""
    for year in (1996, *course.years):
        society, _ = course.at(year)
        found = 2 * (society.ties.layer != HOUSEHOLD).sum() / society.size
        assert abs(found / 17.5 - 1.0) < 0.03, year


def test_friends__are_no_less_alike_in_age_than_at_the_start(course: Course) -> None:
    """As many friendships within a band in 2026 as in 1996, and ages go together as much."""
    alike, together = [], []
    for year in (1996, 2026):
        society, age = course.at(year)
        friends = society.ties.layer == FRIEND
        low, high = society.ties.low[friends], society.ties.high[friends]
        alike.append((society.people.age[low] == society.people.age[high]).mean())
        together.append(np.corrcoef(age[low], age[high])[0, 1])
    assert alike[1] > alike[0] - 0.005
    assert together[1] > together[0] - 0.005


def test_moves_across_districts__are_rare(course: Course) -> None:
    """P30: fewer than one in a hundred people a year."""
    for span in course.years.values():
        stays = span.turned.came_from >= 0
        before = span.before.people.district[span.turned.came_from[stays]]
        after = span.turned.society.people.district[stays]
        assert (before != after).mean() < 0.01


def test_the_famine__takes_what_the_evidence_says(course: Course) -> None:
    """D28: in a country of 21.9 million 0.6 to 1 million died beyond the usual, most in 1996-99."""
    deaths = [
        len(course.years[year + 1].turned.happenings.deaths) / course.years[year + 1].before.size
        for year in range(1996, 2004)
    ]
    usual = float(np.mean(deaths[5:]))
    excess = sum(rate - usual for rate in deaths[:5]) * 21.9e6
    assert 0.5e6 < excess < 1.0e6


def test_the_country__grows_and_ages(course: Course) -> None:
    """From 1996 to 2026 people become a sixth to a quarter more, and children fewer."""
    society, _ = course.at(2026)
    assert 1.1 < society.size / course.first.size < 1.3
    assert (society.people.age == CHILD).mean() < (course.first.people.age == CHILD).mean()


def test_a_year__is_fifty_two_weeks_and_a_bit() -> None:
    """Ages are counted in years of 365.2425 days."""
    assert pytest.approx(52.1775) == YEAR
