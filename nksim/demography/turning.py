"""A turn of the year: a society becomes that of the next year.

It is a pure function of the society, the scenario's society and life sections, a seed and the week,
and knows nothing of any policy: whoever a policy has removed lives and dies here as they would
have.

1. draw who dies, who bears a child and who wants to marry
2. find couples, and a home for everybody
3. lay people out anew, by district, unit, home and age
4. carry people over, and bear the newborn
5. lose ties, make new ones, and join them
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.buffers import Buffers
from nksim.core.checks import checked_kind, checked_seed, checked_workers
from nksim.core.errors import InputError
from nksim.core.jit import kernel
from nksim.demography.homes import Homes, find_homes
from nksim.demography.joining import Joined, join
from nksim.demography.layout import Layout, districts_of_units, lay_out
from nksim.demography.lists import lists_of
from nksim.demography.losing import lose_ties
from nksim.demography.making import propose_ties
from nksim.demography.marriages import Couples, marry
from nksim.demography.persons import Newborn, Persons, numbers_for, passage_of, persons_of
from nksim.demography.vital import DIES, fates_of
from nksim.demography.years import Occasion, clock_of, span_before, turn_weeks
from nksim.scenario.scenario import Scenario
from nksim.society.society import Register, Society

NEW = Buffers(reuse=False)

__all__ = ["Happenings", "Turn", "turn", "turn_weeks"]


class Happenings(NamedTuple):
    """What happened in the year that ends, in places of the society before."""

    deaths: NDArray[np.int32]
    couples: Couples
    moves: NDArray[np.int32]  # who lives in another home than before


class Turn(NamedTuple):
    """The society of the year that begins, and where everybody and every tie stood before."""

    society: Society
    came_from: NDArray[np.int32]  # (citizens,): place before, or -1 for the newborn
    tie_came_from: NDArray[np.int32]  # (ties,): place among the ties before, or -1 for a new one
    mother: NDArray[np.int32]  # (newborn,): place before, in the order of the newborn
    father: NDArray[np.int32]  # (newborn,): -1 if unknown
    happenings: Happenings


def turn(
    society: Society,
    scenario: Scenario,
    seed: int,
    week: int,
    threads: int = 1,
    buffers: Buffers = NEW,
) -> Turn:
    """The society of the year that begins with `week`, one of `turn_weeks`.

    Threads change nothing but the time it takes. With `buffers` that reuse memory the ties of the
    society before are written over: nobody may look at them any more.

    Raises InputError for a society without lives and for a week in which no year begins.
    """
    checked_kind(society, Society, name="society", advice="make one with nksim.build_society")
    checked_kind(scenario, Scenario, name="scenario", advice="load it: nksim.load_scenario(...)")
    checked_workers(threads, name="threads")
    luck = checked_seed(seed)
    if society.register is None:
        raise InputError(
            "society has no register of births: it was built with life.enabled=false; build it"
            " again with life.enabled=true"
        )
    span = span_before(clock_of(scenario), week)
    occasion = Occasion(scenario.life, scenario.society, span, luck, threads, buffers)
    with np.errstate(over="ignore"):
        return _turned(society, society.register, occasion)


def _turned(society: Society, register: Register, occasion: Occasion) -> Turn:
    fates = fates_of(society, occasion)
    couples = marry(society, fates, occasion)
    homes = find_homes(society, fates, couples, occasion)
    units = districts_of_units(society)
    layout = lay_out(society, fates, homes, units)
    newborn, next_number = newborn_of(society, register, layout.mother, occasion)
    home_number, next_household = number_homes(register, homes, units, occasion)
    persons = persons_of(society, layout, homes, newborn, home_number, occasion)
    joined = renew_ties(society, layout, persons, occasion)
    found = Society(
        persons.people,
        joined.ties,
        layout.household_first,
        layout.district_first,
        society.built_with,
        register=register_of(register, layout, couples, newborn, persons)._replace(
            household_number=home_number[layout.home_of],
            next_number=next_number,
            next_household=next_household,
        ),
    )
    return Turn(
        found,
        layout.came_from,
        joined.came_from,
        newborn.mother,
        newborn.father,
        happenings_of(society, fates, couples, homes),
    )


def renew_ties(society: Society, layout: Layout, persons: Persons, occasion: Occasion) -> Joined:
    """The ties of the new society: some are lost, some are made."""
    passage = passage_of(society, layout, persons)
    left = lose_ties(passage, layout, occasion)
    proposed = propose_ties(passage, left, lists_of(layout, persons, occasion), occasion)
    return join(passage, left, proposed, occasion, society.built_with)


def happenings_of(
    society: Society, fates: NDArray[np.uint8], couples: Couples, homes: Homes
) -> Happenings:
    """What happened, from what was drawn."""
    died = (fates & DIES) > 0
    moved = (homes.of != society.people.household) & ~died
    deaths, moves = np.flatnonzero(died), np.flatnonzero(moved)
    return Happenings(deaths.astype(np.int32), couples, moves.astype(np.int32))


def range_of(occasion: Occasion) -> int:
    """How many new numbers a district has for itself at a turn, unless it needs more."""
    return max(8, occasion.population.district_size // 8)


def newborn_of(
    society: Society, register: Register, mother: NDArray[np.int32], occasion: Occasion
) -> tuple[Newborn, int]:
    """The newborn of these mothers, and the first number that is free afterwards."""
    district, room = society.people.district[mother], range_of(occasion)
    districts = len(society.district_first) - 1
    numbers, free = numbers_for(register.next_number, district, districts, room)
    return Newborn(mother, register.partner[mother], numbers), free


def number_homes(
    register: Register, homes: Homes, units: NDArray[np.int32], occasion: Occasion
) -> tuple[NDArray[np.uint32], int]:
    """Numbers of all homes, new ones included, and the first that is free afterwards."""
    district, room = units[homes.unit[homes.old :]], range_of(occasion)
    districts = int(units.max(initial=-1)) + 1
    numbers, free = numbers_for(register.next_household, district, districts, room)
    return np.concatenate([register.household_number, numbers]), free


def register_of(
    old: Register, layout: Layout, couples: Couples, newborn: Newborn, persons: Persons
) -> Register:
    """The register of the new society; homes and free numbers are still those of before."""
    partner, went_to = old.partner.copy(), layout.went_to
    partner[couples.husband], partner[couples.wife] = couples.wife, couples.husband
    mother = followed(old.mother, layout)
    father = followed(old.father, layout)
    born = layout.came_from < 0
    mother[born] = went_to[newborn.mother]
    father[born] = np.where(newborn.father >= 0, went_to[newborn.father], -1)
    return old._replace(
        number=persons.number,
        birth=persons.birth,
        partner=followed(partner, layout),
        mother=mother,
        father=father,
    )


def followed(of: NDArray[np.int32], layout: Layout) -> NDArray[np.int32]:
    """Where those are now whom people were bound to; -1 for nobody, and for the dead."""
    place = np.full(len(layout.came_from), -1, np.int32)
    follow(of, layout.came_from, layout.went_to, place)
    return place


@kernel
def follow(of, came_from, went_to, place):
    """Write the new places of those whom people were bound to."""
    for new in range(len(place)):
        if came_from[new] >= 0 and of[came_from[new]] >= 0:
            place[new] = went_to[of[came_from[new]]]
