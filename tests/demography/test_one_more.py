"""Whom one more citizen touches, and whom not.

Deaths are each person's own. Whom somebody marries depends on who else looks for a husband in that
district that year, and ties are made until a district has as many as it should: so one more
citizen can change lives in the district, and through marriages and ties across districts, in time,
beyond it. What holds is tested here.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nksim.demography.turning import turn, turn_weeks
from nksim.society.building import build_society
from nksim.society.society import People, Register, Society, Ties
from tests.demography.conftest import clock_of, with_lives
from tests.demography.laws import check_society

YEARS = 10


def tied(ties: Ties, low: np.ndarray, high: np.ndarray, kept: np.ndarray, size: int) -> Ties:
    """The ties that are kept, between these places."""
    order, rows = np.lexsort((low, high)), np.arange(size + 1)
    return Ties(
        low.astype(np.uint32),
        high.astype(np.uint32),
        ties.layer[kept],
        ties.bond[kept],
        np.searchsorted(low, rows).astype(np.int64),
        np.searchsorted(high[order], rows).astype(np.int64),
        order.astype(np.uint32),
        ties.key[kept],
    )


def without(society: Society, gone: int) -> Society:
    """The same society with one citizen fewer, who is nobody's spouse or parent."""
    register, ties = society.register, society.ties
    assert register is not None
    stays = np.ones(society.size, bool)
    stays[gone] = False
    place = np.cumsum(stays) - 1
    kept = (ties.low != gone) & (ties.high != gone)

    def moved(of: np.ndarray) -> np.ndarray:
        mine = of[stays]
        return np.where(mine >= 0, place[mine], -1).astype(np.int32)

    return replace(
        society,
        people=People(*(column[stays] for column in society.people)),
        ties=tied(ties, place[ties.low[kept]], place[ties.high[kept]], kept, society.size - 1),
        household_first=society.household_first - (society.household_first > gone),
        district_first=society.district_first - (society.district_first > gone),
        register=Register(
            register.number[stays],
            register.birth[stays],
            moved(register.partner),
            moved(register.mother),
            moved(register.father),
            register.household_number,
            register.next_number,
            register.next_household,
        ),
    )


class Lives:
    """What happened over some years, in numbers."""

    def __init__(self, society: Society, across: float) -> None:
        scenario = with_lives(society.size, marriage_across=across)
        self.deaths: set[tuple[int, int]] = set()
        self.births: set[tuple[int, int, int]] = set()
        self.weddings: set[tuple[int, int, int]] = set()
        self.district: dict[int, int] = {}
        for week in turn_weeks(clock_of(scenario)).tolist()[:YEARS]:
            register, turned = society.register, turn(society, scenario, 1, week)
            assert register is not None
            number, happened = register.number, turned.happenings
            self._place(society)
            self.deaths |= {(week, int(number[i])) for i in happened.deaths}
            couples = zip(happened.couples.husband, happened.couples.wife, strict=True)
            self.weddings |= {(week, int(number[h]), int(number[w])) for h, w in couples}
            society, after = turned.society, turned.society.register
            assert after is not None
            newborn = after.number[turned.came_from < 0]
            mothers = number[turned.mother]
            self.births |= {
                (week, int(child), int(mother))
                for child, mother in zip(newborn, mothers, strict=True)
            }
            self._place(society)
        self.society = society

    def _place(self, society: Society) -> None:
        assert society.register is not None
        where = society.people.district.tolist()
        self.district |= dict(zip(society.register.number.tolist(), where, strict=True))

    def elsewhere(self, happened: set[tuple[int, ...]], district: int) -> set[tuple[int, ...]]:
        """What happened to people of other districts."""
        return {found for found in happened if self.district[found[1]] != district}


@pytest.fixture(scope="module")
def country() -> Society:
    return build_society(with_lives(6_000), 1)


def someone(society: Society) -> int:
    """A girl of the third district whom nobody depends on."""
    register, people = society.register, society.people
    assert register is not None
    girls = (people.woman == 1) & (people.age == 0) & (people.district == 2)
    return int(np.flatnonzero(girls & (register.birth < -10 * 52))[0])


def test_one_fewer__is_a_society_too(country: Society) -> None:
    """What is compared below is sound."""
    check_society(without(country, someone(country)))


def test_one_more__changes_nobody_s_death(country: Society) -> None:
    """Whoever lived at the start dies in the same year, with one more citizen or without."""
    one = someone(country)
    more, fewer = Lives(country, 0.1), Lives(without(country, one), 0.1)

    def of_the_first(lives: Lives) -> set[tuple[int, int]]:
        return {(week, who) for week, who in lives.deaths if who < 6_000 and who != one}

    assert of_the_first(more) == of_the_first(fewer)
    assert len(of_the_first(more)) > 500


def test_one_more__leaves_other_districts_alone(country: Society) -> None:
    """Where nobody marries across districts, all other districts have the same births, deaths and
    weddings, of the same numbers, though the girl grows up, marries and has children.
    """
    more, fewer = Lives(country, 0.0), Lives(without(country, someone(country)), 0.0)
    for name in ("births", "deaths", "weddings"):
        one = more.elsewhere(getattr(more, name), 2)
        assert one == fewer.elsewhere(getattr(fewer, name), 2)
        assert len(one) > 300


def test_one_more__touches_few_in_the_district(country: Society) -> None:
    """Even in her own district nine of ten births and weddings of ten years stay the same."""
    more, fewer = Lives(country, 0.1), Lives(without(country, someone(country)), 0.1)
    mothers = {(week, mother) for week, _, mother in more.births}
    same = mothers & {(week, mother) for week, _, mother in fewer.births}
    assert len(same) > 0.9 * len(mothers)
    assert len(more.weddings & fewer.weddings) > 0.9 * len(more.weddings)
