from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.errors import InputError
from nksim.demography.turning import turn, turn_weeks
from nksim.rules.codes import CHILD, FRIEND, HOUSEHOLD, KIN, MARKET, NEIGHBOUR, TRADER, WORK
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from tests.demography.conftest import Year, ages, clock_of, digest, with_lives, years_of
from tests.demography.laws import check_society, check_turn


def test_years__turn_between_the_calendar_s() -> None:
    """From 1996 to 2026 the year turns thirty times, each time before its first week."""
    clock = clock_of(with_lives(100))
    weeks = turn_weeks(clock)
    years = clock.calendar_years()
    assert len(weeks) == 30
    assert (years[weeks] == years[weeks - 1] + 1).all()


@pytest.mark.parametrize("size", [10, 60, 700])
@pytest.mark.parametrize("growth", [True, False])
def test_laws__hold_in_every_year_of_any_society(size: int, growth: bool) -> None:
    """Nobody is in two homes, every tie has two living ends, marriages have two sides."""
    scenario = with_lives(size, growth=growth)
    check_society(build_society(scenario, 2))
    for year in years_of(scenario, 2):
        check_turn(year.before, year.turned)
        check_society(year.turned.society)


def test_laws__hold_over_the_years_of_a_village(village: list[Year]) -> None:
    """The same for three thousand people."""
    for year in village:
        check_turn(year.before, year.turned)
        check_society(year.turned.society)


def test_numbers__are_never_used_again(village: list[Year]) -> None:
    """A number is one person's for all time, and a home's number one home's."""
    gone: set[int] = set()
    for year in village:
        before, after = year.before.register, year.turned.society.register
        assert before is not None
        assert after is not None
        gone |= set(before.number[year.turned.happenings.deaths].tolist())
        assert not gone & set(after.number.tolist())
        new_homes = set(after.household_number.tolist()) - set(before.household_number.tolist())
        assert all(number >= before.next_household for number in new_homes)


def test_mothers__are_fifteen_and_married(village: list[Year]) -> None:
    """Nobody is born to a mother under fifteen, or to one without a husband."""
    for year in village:
        register = year.before.register
        assert register is not None
        newborn = year.turned.came_from < 0
        after = year.turned.society.register
        assert after is not None
        born = after.birth[newborn]
        mothers = year.turned.mother
        assert ((born - register.birth[mothers]) / WEEKS_PER_YEAR >= 15.0).all()
        assert (register.partner[mothers] == year.turned.father).all()
        assert (year.turned.father >= 0).all()
        assert (born < year.week).all()
        assert (born >= year.week - 54).all()


def test_the_newborn__live_with_their_mothers(village: list[Year]) -> None:
    """A child comes into the mother's home, with its class the father's."""
    year = village[5]
    society, register = year.turned.society, year.turned.society.register
    assert register is not None
    newborn = np.flatnonzero(year.turned.came_from < 0)
    home = society.people.household
    assert (home[newborn] == home[register.mother[newborn]]).all()
    songbun = year.before.people.songbun
    assert (society.people.songbun[newborn] == songbun[year.turned.father]).all()


def test_bands__follow_from_weeks_of_birth(village: list[Year]) -> None:
    """A band is the age, and roles begin at fifteen and stay."""
    for year in village:
        people = year.turned.society.people
        years = ages(year.turned.society, year.week)
        band = np.digitize(years, [15.0, 30.0, 50.0])
        near = np.abs(years[:, None] - [15.0, 30.0, 50.0]).min(axis=1) < 0.01
        assert (people.age[~near] == band[~near]).all()
        assert (people.role[people.age == CHILD] == 0).all()
        stays = year.turned.came_from >= 0
        was = year.before.people.role[year.turned.came_from[stays]]
        grown = year.before.people.age[year.turned.came_from[stays]] != CHILD
        assert (people.role[stays][grown] == was[grown]).all()


def test_traders__stay_as_many_as_set(village: list[Year]) -> None:
    """Young people take up trade as the old leave it by death."""
    people = village[-1].turned.society.people
    assert abs((people.role[people.age != CHILD] == TRADER).mean() - 0.06) < 0.02


def test_ties__lie_where_they_belong_after_thirty_years(village: list[Year]) -> None:
    """Neighbours share a unit, schoolmates are children both, and market ties have a trader."""
    society = village[-1].turned.society
    people, ties = society.people, society.ties
    low, high = ties.low, ties.high
    near = ties.layer == NEIGHBOUR
    assert (people.unit[low[near]] == people.unit[high[near]]).all()
    work = ties.layer == WORK
    child = people.age == CHILD
    assert (child[low[work]] == child[high[work]]).all()
    market = ties.layer == MARKET
    trades = people.role == TRADER
    assert (trades[low[market]] | trades[high[market]]).all()
    assert not (child[low[market]] | child[high[market]]).any()


def test_who_leaves_home__stays_kin(village: list[Year]) -> None:
    """The ties of somebody who moves out go on as ties of kin."""
    found = 0
    for year in village:
        before, turned = year.before, year.turned
        kept = turned.tie_came_from >= 0
        was = before.ties.layer[turned.tie_came_from[kept]]
        now = turned.society.ties.layer[kept]
        parted = (was == HOUSEHOLD) & (now != HOUSEHOLD)
        found += int(parted.sum())
        assert (now[parted] == KIN).all()
    assert found > 1000


def test_bonds__begin_at_the_mean_of_their_layer(village: list[Year]) -> None:
    """New friends are no closer and no farther than friends were at the start."""
    bonds = []
    for year in village:
        ties = year.turned.society.ties
        new = (year.turned.tie_came_from < 0) & (ties.layer == FRIEND)
        bonds.append(ties.bond[new] / 32768.0)
    assert abs(np.concatenate(bonds).mean() - 0.55) < 0.005


def test_a_turn__is_the_same_for_any_number_of_threads() -> None:
    """Threads change nothing but the time a turn takes."""
    scenario = with_lives(4_000, until="1998-12-31")
    found = [
        [digest(year.turned) for year in years_of(scenario, 3, threads=threads)]
        for threads in (1, 2, 3)
    ]
    assert found[0] == found[1] == found[2]


def test_seeds__bring_different_lives() -> None:
    """The same seed brings the same deaths to the same people, another seed others."""
    scenario = with_lives(2_000)
    society = build_society(scenario, 1)
    week = int(turn_weeks(clock_of(scenario))[0])
    one, again, other = (turn(society, scenario, seed, week) for seed in (1, 1, 2))
    assert digest(one) == digest(again) != digest(other)


def test_without_growth__people_stay_as_many() -> None:
    """Where births match deaths, there are as many people in 2026 as in 1996."""
    sizes = [year.turned.society.size for year in years_of(with_lives(2_000, growth=False))]
    assert set(sizes) == {2_000}


def test_famine__kills_in_its_years_and_in_no_other() -> None:
    """With a famine more die by 2000, and whoever would die afterwards dies anyway."""
    sized = {
        famine: {
            year.year: len(year.turned.happenings.deaths)
            for year in years_of(with_lives(5_000, until="2003-12-31", famine=famine))
        }
        for famine in (0.0, 1e6)
    }
    early = [sum(sized[famine][year] for year in (1997, 1998)) for famine in (0.0, 1e6)]
    assert early[1] > 1.8 * early[0]
    later = [sum(sized[famine][year] for year in (2002, 2003)) for famine in (0.0, 1e6)]
    assert later[1] < 1.1 * later[0]


def test_a_week_without_a_turn__is_refused() -> None:
    """Years turn where the calendar's do; the words say which weeks they are."""
    scenario = with_lives(100)
    with pytest.raises(InputError, match="week=7 begins no year"):
        turn(build_society(scenario, 1), scenario, 1, 7)


def test_a_society_without_lives__is_refused() -> None:
    """Whoever has no week of birth cannot grow older."""
    scenario = with_lives(100)
    still = Scenario.model_validate({"society": {"size": 100}})
    with pytest.raises(InputError, match=r"life\.enabled"):
        turn(build_society(still, 1), scenario, 1, 52)


def test_ties_that_go_on__keep_their_order_and_key(village: list[Year]) -> None:
    """A tie that stays on its layer keeps the bond it began with."""
    for before, after in pairwise(village):
        assert after.before is before.turned.society
    year = village[3]
    kept = year.turned.tie_came_from >= 0
    old, new = year.before.ties, year.turned.society.ties
    k = year.turned.tie_came_from[kept]
    same = new.layer[kept] == old.layer[k]
    assert same.mean() > 0.97
    assert (new.bond[kept][same] == old.bond[k][same]).all()


def test_a_society_that_dies_out__is_refused() -> None:
    """Where nobody is left, the words say when and what to do."""
    scenario = with_lives(10)
    society = build_society(scenario, 1)
    assert society.register is not None
    old = society.register._replace(birth=np.full(10, -120 * 53, np.int32))
    with pytest.raises(InputError, match="nobody is left alive in 1996"):
        turn(replace(society, register=old), scenario, 1, 52)
