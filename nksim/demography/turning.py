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

from nksim.core.checks import checked_kind, checked_seed, checked_workers
from nksim.core.draws import YearlyPurpose, stream
from nksim.core.errors import InputError
from nksim.core.jit import kernel
from nksim.demography.homes import Homes, find_homes
from nksim.demography.joining import join
from nksim.demography.layout import Layout, lay_out
from nksim.demography.losing import Left, lose_ties
from nksim.demography.making import Proposed, lists_of, propose, room_of, wanted_of
from nksim.demography.marriages import Couples, marry
from nksim.demography.persons import Newborn, Persons, numbers_for, persons_of
from nksim.demography.vital import DIES, fates_of, match_births
from nksim.demography.years import Span, clock_of, rates_of, span_before, turn_weeks
from nksim.scenario.scenario import Scenario
from nksim.society.blocks import in_order, row_parts
from nksim.society.society import Register, Society

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


def turn(society: Society, scenario: Scenario, seed: int, week: int, threads: int = 1) -> Turn:
    """The society of the year that begins with `week`, one of `turn_weeks`.

    Threads change nothing but the time it takes. Raises InputError for a society without lives and
    for a week in which no year begins.
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
    with np.errstate(over="ignore"):
        return _turned(society, scenario, luck, span, threads)


def _turned(society: Society, scenario: Scenario, seed: int, span: Span, threads: int) -> Turn:
    life, population = scenario.life, scenario.society
    rates = rates_of(life, span)
    fates = fates_of(society, rates, span, seed)
    if ((fates & DIES) > 0).all():
        raise InputError(
            f"nobody is left alive in {span.year}, of society.size={population.size} at the start;"
            " choose a larger --size"
        )
    if not life.growth:
        match_births(society, fates, rates, span, seed)
    couples = marry(society, fates, life, span, seed)
    homes = find_homes(society, fates, couples, population.household_size, span, seed)
    district_of_unit = np.zeros(int(society.people.unit.max(initial=0)) + 1, np.int32)
    district_of_unit[society.people.unit] = society.people.district
    layout = lay_out(society, fates, homes, district_of_unit)
    register = society.register
    assert register is not None
    room = max(8, population.district_size // 8)
    district = society.people.district
    numbers, next_number = numbers_for(register.next_number, layout.mother, district, room)
    newborn = Newborn(layout.mother, register.partner[layout.mother], numbers)
    home_number, next_household = _home_numbers(society, homes, district_of_unit, room)
    persons = persons_of(society, layout, homes, newborn, home_number, population, span, seed)
    left = lose_ties(society, layout, persons, life, population.ties.kin, span, seed, threads)
    proposed = _proposals(society, layout, persons, left, scenario, span, seed, threads)
    joined = join(society, layout, persons, left, proposed, population, threads)
    found = Society(
        persons.people,
        joined.ties,
        layout.household_first,
        layout.district_first,
        society.built_with,
        None,
        register_of(
            society, layout, couples, newborn, persons, home_number, (next_number, next_household)
        ),
    )
    happenings = Happenings(
        np.flatnonzero(fates & DIES).astype(np.int32),
        couples,
        np.flatnonzero((homes.of != society.people.household) & ((fates & DIES) == 0)).astype(
            np.int32
        ),
    )
    return Turn(
        found, layout.came_from, joined.came_from, newborn.mother, newborn.father, happenings
    )


def _home_numbers(
    society: Society, homes: Homes, district_of_unit: NDArray[np.int32], room: int
) -> tuple[NDArray[np.uint32], int]:
    """Numbers of all homes, new ones included, and the first that is free afterwards."""
    assert society.register is not None
    district = district_of_unit[homes.unit[homes.old :]]
    districts = len(society.district_first) - 1
    numbers, free = numbers_for(
        society.register.next_household, district, np.arange(districts, dtype=np.int32), room
    )
    return np.concatenate([society.register.household_number, numbers]), free


def _proposals(
    society: Society,
    layout: Layout,
    persons: Persons,
    left: Left,
    scenario: Scenario,
    span: Span,
    seed: int,
    threads: int,
) -> Proposed:
    """New ties that people propose."""
    lists = lists_of(layout, persons, scenario.life.friend_age_gap, span.week, seed)
    wanted = wanted_of(scenario.society, left, lists, persons)
    key, homes = stream(seed, YearlyPurpose.TIE_MAKING, span.week), society.people.household

    def propose_some(part: tuple[int, int]) -> Proposed:
        room = room_of(*part, lists, persons.people, left, wanted)
        low, entry = np.empty(room, np.int32), np.empty(room, np.uint64)
        done = propose(
            *part,
            society.ties,
            layout.came_from,
            layout.went_to,
            homes,
            left,
            persons,
            lists,
            wanted,
            key,
            low,
            entry,
        )
        return Proposed(low[:done], entry[:done])

    parts = row_parts(len(layout.came_from), max(1, len(layout.came_from) >> 16))
    found = list(in_order(propose_some, parts, threads))
    return Proposed(
        np.concatenate([some.low for some in found]),
        np.concatenate([some.entry for some in found]),
    )


def register_of(
    society: Society,
    layout: Layout,
    couples: Couples,
    newborn: Newborn,
    persons: Persons,
    home_number: NDArray[np.uint32],
    free: tuple[int, int],
) -> Register:
    """The register of the new society."""
    old = society.register
    assert old is not None
    partner, went_to = old.partner.copy(), layout.went_to
    partner[couples.husband], partner[couples.wife] = couples.wife, couples.husband
    found = {}
    for name, of in (("partner", partner), ("mother", old.mother), ("father", old.father)):
        found[name] = np.full(len(layout.came_from), -1, np.int32)
        follow(of, layout.came_from, went_to, found[name])
    born = layout.came_from < 0
    found["mother"][born] = went_to[newborn.mother]
    found["father"][born] = np.where(newborn.father >= 0, went_to[newborn.father], -1)
    return Register(
        number=persons.number,
        birth=persons.birth,
        household_number=home_number[layout.home_of],
        next_number=free[0],
        next_household=free[1],
        **found,
    )


@kernel
def follow(of, came_from, went_to, place):
    """Where those are now whom people were bound to; -1 for nobody, and for the dead."""
    for new in range(len(place)):
        if came_from[new] >= 0 and of[came_from[new]] >= 0:
            place[new] = went_to[of[came_from[new]]]
