"""People and homes of the year that begins: who they were, one year older, and the newborn.

What holds for life is a function of a person's number, sex, class and age band, by the same draws
as at the start: whoever comes into another band is drawn again by the same number, so that nothing
moves but what depends on age, such as the role at fifteen. The newborn have their father's class.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from nksim.core.draws import Purpose, YearlyPurpose
from nksim.core.jit import kernel, part
from nksim.demography.homes import Homes
from nksim.demography.layout import Layout
from nksim.demography.years import Occasion
from nksim.rules.codes import CHILD
from nksim.scenario.sections import Population
from nksim.society.ages import band_of, quarters
from nksim.society.luck import inner, units_of
from nksim.society.rates.fertility import BOYS_A_GIRL
from nksim.society.society import People, Register, Society, Ties
from nksim.society.traits import draw_selves, no_people, ranks

Numbers = NDArray[np.uint32]


class Newborn(NamedTuple):
    """Who their parents are, in old places, and their numbers, in their new order."""

    mother: NDArray[np.int32]
    father: NDArray[np.int32]
    number: NDArray[np.uint32]


def numbers_for(
    first: int, district: NDArray[np.int32], districts: int, room: int
) -> tuple[Numbers, int]:
    """New numbers for some of these districts, and the first number that is free afterwards.

    Each of the `districts` has a range of `room` numbers to itself, or longer if one needs more,
    so that one more in a district changes no number of another.
    """
    counts = np.bincount(district, minlength=districts)
    room = max(room, int(counts.max(initial=0)))
    order = np.argsort(district, kind="stable")
    rank = np.empty(len(district), np.int64)
    rank[order] = np.arange(len(district)) - np.repeat(np.cumsum(counts) - counts, counts)
    numbers = first + district.astype(np.int64) * room + rank
    return numbers.astype(np.uint32), first + districts * room


class Persons(NamedTuple):
    """People of the new society, when they were born, and their numbers."""

    people: People
    birth: NDArray[np.int32]
    number: Numbers


class Passage(NamedTuple):
    """The society before and the people after, side by side, as kernels that renew ties read them.

    `before` are people and places of old, `people` of the new society.
    """

    ties: Ties
    register: Register
    before: People
    came_from: NDArray[np.int32]  # (new citizens,): old places, or -1
    went_to: NDArray[np.int32]  # (old citizens,): new places, or -1
    people: People
    number: Numbers  # (new citizens,)


def passage_of(society: Society, layout: Layout, persons: Persons) -> Passage:
    """Old and new side by side."""
    assert society.register is not None
    return Passage(
        society.ties,
        society.register,
        society.people,
        layout.came_from,
        layout.went_to,
        persons.people,
        persons.number,
    )


def persons_of(
    society: Society,
    layout: Layout,
    homes: Homes,
    newborn: Newborn,
    home_number: Numbers,
    occasion: Occasion,
) -> Persons:
    """The people of the new society, the newborn among them."""
    register, size = society.register, len(layout.came_from)
    assert register is not None
    found = Persons(no_people(size), np.empty(size, np.int32), np.empty(size, np.uint32))
    carry(society.people, register.birth, register.number, layout.came_from, found)
    bear(society, layout, newborn, occasion, found)
    house(society, layout, homes, home_number, found.people)
    changed = layout.came_from < 0
    age_all(occasion.span.week, found.birth, found.people.age, changed)
    redraw(found, np.flatnonzero(changed), occasion.population, society.built_with)
    return found


@kernel
def carry(old, birth, number, came_from, found):
    """Copy what people keep."""
    _carry(old, birth, number, came_from, found)


@part
def _carry(old, birth, number, came_from, found):
    people = found.people
    for new in range(len(came_from)):
        i = came_from[new]
        if i < 0:
            continue
        found.birth[new], found.number[new] = birth[i], number[i]
        people.age[new], people.woman[new] = old.age[i], old.woman[i]
        people.songbun[new], people.role[new] = old.songbun[i], old.role[i]
        people.taste_chinese[new], people.taste_korean[new] = (
            old.taste_chinese[i],
            old.taste_korean[i],
        )
        people.risk_aversion[new], people.willingness[new] = (
            old.risk_aversion[i],
            old.willingness[i],
        )
        people.trust_mean[new] = old.trust_mean[i]


def bear(
    society: Society, layout: Layout, newborn: Newborn, occasion: Occasion, found: Persons
) -> None:
    """Sex, class and week of birth of the newborn."""
    born, span, seed = np.flatnonzero(layout.came_from < 0), occasion.span, occasion.seed
    numbers = newborn.number
    found.number[born] = numbers
    boys = units_of(seed, Purpose.SEX, numbers) < BOYS_A_GIRL / (1.0 + BOYS_A_GIRL)
    found.people.woman[born] = ~boys
    found.people.age[born] = CHILD
    found.people.role[born] = 0
    weeks = units_of(seed, YearlyPurpose.BIRTH_WEEK, numbers) * (span.week - span.first)
    found.birth[born] = span.first + weeks.astype(np.int32)
    parent = np.where(newborn.father >= 0, newborn.father, newborn.mother)
    found.people.songbun[born] = society.people.songbun[parent]


def house(
    society: Society,
    layout: Layout,
    homes: Homes,
    home_number: Numbers,
    people: People,
) -> None:
    """What the members of a home share; new homes are drawn by their numbers as at the start."""
    old, new = homes.old, home_number[homes.old :]
    heads = society.household_first[:-1]
    rich = units_of(society.built_with, Purpose.WEALTH, new)
    own = ndtri(inner(units_of(society.built_with, Purpose.DEVICE, new)))
    wealth = np.empty(len(homes.unit), np.float32)
    device = np.empty(len(homes.unit), np.float32)
    wealth[:old], device[:old] = society.people.wealth[heads], society.people.device_rank[heads]
    wealth[old:], device[old:] = rich, ranks(rich, own)
    urban = np.zeros(int(society.people.unit.max(initial=0)) + 1, np.uint8)
    urban[society.people.unit] = society.people.urban
    of = layout.home_of[layout.household]
    people.household[:] = layout.household
    people.unit[:] = homes.unit[of]
    people.urban[:] = urban[people.unit]
    people.wealth[:], people.device_rank[:] = wealth[of], device[of]
    districts = np.diff(layout.district_first)
    first = np.minimum(society.district_first[:-1], society.size - 1)
    people.district[:] = np.repeat(np.arange(len(districts), dtype=np.int32), districts)
    people.province[:] = np.repeat(society.people.province[first], districts)
    people.border[:] = np.repeat(society.people.border[first], districts)


@kernel
def age_all(week, birth, age, changed):
    """The age band of everybody, and whether it is another than before."""
    for i in range(len(birth)):
        band = band_of(quarters(week, birth[i]))
        if band != age[i]:
            age[i], changed[i] = band, True


def redraw(found: Persons, rows: NDArray[np.int64], population: Population, seed: int) -> None:
    """Draw what depends on age anew for some rows; whoever has a role keeps it."""
    some = People(**{name: column[rows] for name, column in found.people._asdict().items()})
    before = some.role.copy()
    draw_selves(some, found.number[rows], population, seed)
    held = (before != 0) | (some.age > 1)
    some.role[held] = before[held]
    for name in ("role", "taste_chinese", "taste_korean", "risk_aversion", "willingness"):
        getattr(found.people, name)[rows] = getattr(some, name)
    found.people.trust_mean[rows] = some.trust_mean
