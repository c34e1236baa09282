"""The years in which scenarios differ."""

from __future__ import annotations

import pytest

from nksim.analysis.parting import parting_years, simulated_years
from nksim.core.clock import Clock
from nksim.observations.period import Period
from nksim.scenario.scenario import Scenario
from tests.fixtures.worlds import short_scenario

LAW = {"name": "a-law", "lever": "law", "from": "2012-12-04", "until": "2014-06-30"}
YEARS = {"start": "2010-01-04", "until": "2020-12-31"}


def world(name: str, *levers: dict[str, object], **changes: object) -> Scenario:
    return short_scenario(name=name, run=YEARS, levers=list(levers), **changes)


def test_a_law_that_ends__parts_its_own_years() -> None:
    """From the year in which it begins to that in which it has faded."""
    assert parting_years([world("a"), world("b", LAW)]) == Period(2012, 2014)
    fading = LAW | {"until": "2014-12-01", "ramp_weeks": 8}
    assert parting_years([world("a"), world("b", fading)]) == Period(2012, 2015)


def test_a_law_without_an_end__parts_until_the_last_year() -> None:
    """And one that all have alike parts nothing."""
    forever = {key: value for key, value in LAW.items() if key != "until"}
    shared = {"name": "border", "lever": "border_closure", "from": "2011-01-01"}
    assert parting_years([world("a", shared), world("b", shared, forever)]) == Period(2012, 2020)


def test_another_setting__is_another_law() -> None:
    """One name, one date, another severity: they part from its first day on."""
    harsh = LAW | {"severity_factor_korean": 2.0}
    assert parting_years([world("a", LAW), world("b", harsh)]) == Period(2012, 2014)


def test_other_differences__part_every_year() -> None:
    """A number of behaviour holds all the time, and no difference has no years of its own."""
    timid = world("b", LAW, behaviour={"w_risk": 4.0})
    assert parting_years([world("a"), timid]) == Period(2010, 2020)
    assert parting_years([world("a"), world("b")]) == Period(2010, 2020)


def test_a_week_that_runs_over__is_not_a_year_more() -> None:
    """The last week of 2019 lies mostly in 2020, in which nothing else was simulated."""
    run = {"start": "2018-12-31", "until": "2019-12-31"}
    scenario = short_scenario(run=run, levers=[])
    assert simulated_years(scenario) == Period(2019, 2019)
    ended = LAW | {"until": "2013-12-31"}
    assert parting_years([world("a"), world("b", ended)]) == Period(2012, 2013)


def test_a_week_that_began_in_the_old_year__is_not_a_year_more() -> None:
    """The first week of a run from 1 January 2021 is the last of 2020."""
    run = {"start": "2021-01-01", "until": "2022-12-30"}
    assert simulated_years(short_scenario(run=run, levers=[])) == Period(2021, 2022)
    begun = LAW | {"from": "2012-01-01"}
    assert parting_years([world("a"), world("b", begun)]) == Period(2012, 2014)


@pytest.mark.parametrize(
    ("start", "until", "year"),
    [("2021-01-01", "2021-01-03", 2020), ("2018-12-31", "2018-12-31", 2019)],
)
def test_a_run_of_such_a_week__has_its_year(start: str, until: str, year: int) -> None:
    """There is no other; its tables have rows of that year."""
    scenario = short_scenario(run={"start": start, "until": until}, levers=[])
    assert simulated_years(scenario) == Period(year, year)
    assert {*Clock(scenario.run.start, scenario.run.until).calendar_years()} == {year}


def test_a_law_before_the_run__is_cut_to_its_years() -> None:
    """What is not simulated is not asked about."""
    early = LAW | {"from": "2001-01-01"}
    assert parting_years([world("a"), world("b", early)]) == Period(2010, 2014)
    for begin, end in (("2001-01-01", "2002-06-30"), ("2030-01-01", "2031-06-30")):
        unseen = LAW | {"from": begin, "until": end}
        year = 2010 if begin < "2010" else 2020
        assert parting_years([world("a"), world("b", unseen)]) == Period(year, year)


def test_a_law_of_two_days_at_new_year__has_one_year() -> None:
    """Its week lies in 2020 and its last day in 2019."""
    brief = LAW | {"from": "2019-12-30", "until": "2019-12-31"}
    assert parting_years([world("a"), world("b", brief)]) == Period(2020, 2020)
