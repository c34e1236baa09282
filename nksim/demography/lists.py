"""Where to look for whom: people by age, by workplace, by trade, and the rows of all places."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import YearlyPurpose, hash_one, stream, unit
from nksim.core.jit import kernel, part
from nksim.demography.layout import Layout
from nksim.demography.persons import Persons
from nksim.demography.years import Occasion
from nksim.rules.codes import CHILD, TRADER
from nksim.scenario.provinces import PROVINCES
from nksim.society.ages import ByAge, by_age

DESKS = 1024  # workplaces are laid on a ring of so many places


class Lists(NamedTuple):
    """Where to look for whom; places of the new society."""

    province_first: NDArray[np.int64]  # (provinces + 1,): districts
    district_first: NDArray[np.int64]
    unit_first: NDArray[np.int64]  # (units + 1,)
    household_first: NDArray[np.int64]
    ages: ByAge
    ring: NDArray[np.int32]  # (citizens,): of each district adults by workplace, then children
    at: NDArray[np.int32]  # (citizens,): place in `ring`
    adults: NDArray[np.int64]  # (districts,)
    traders: NDArray[np.int32]
    trader_first: NDArray[np.int64]  # (districts + 1,)


def lists_of(layout: Layout, persons: Persons, occasion: Occasion) -> Lists:
    """Where to look for whom in the new society."""
    people, size = persons.people, len(layout.came_from)
    week, gap = occasion.span.week, occasion.life.friend_age_gap
    districts = len(layout.district_first) - 1
    provinces = np.zeros(len(PROVINCES) + 1, np.int64)
    first = np.minimum(layout.district_first[:-1], max(0, size - 1))
    np.add.at(provinces, people.province[first].astype(np.int64) + 1, 1)
    units = int(people.unit.max(initial=0)) + 1
    ring, at = np.empty(size, np.int32), np.empty(size, np.int32)
    adults = np.zeros(districts, np.int64)
    key = stream(occasion.seed, YearlyPurpose.WORKPLACE)  # people stay where they work
    list_workplaces(persons.number, people.age, layout.district_first, key, ring, at, adults)
    traders = np.flatnonzero(people.role == TRADER).astype(np.int32)
    return Lists(
        np.cumsum(provinces),
        layout.district_first,
        np.searchsorted(people.unit, np.arange(units + 1)).astype(np.int64),
        layout.household_first,
        by_age(week, persons.birth, layout.district_first, gap),
        ring,
        at,
        adults,
        traders,
        np.searchsorted(traders, layout.district_first).astype(np.int64),
    )


@kernel
def list_workplaces(number, age, district_first, key, ring, at, adults):
    """Sort the people of each district by a place that is drawn for them; children come last."""
    counts = np.zeros(DESKS + 2, np.int64)
    for d in range(len(district_first) - 1):
        lo, hi = district_first[d], district_first[d + 1]
        counts[:] = 0
        for i in range(lo, hi):
            counts[_desk(number[i], age[i], key) + 1] += 1
        adults[d] = hi - lo - counts[DESKS + 1]
        for desk in range(DESKS + 1):
            counts[desk + 1] += counts[desk]
        for i in range(lo, hi):
            desk = _desk(number[i], age[i], key)
            at[i] = lo + counts[desk]
            ring[at[i]] = i
            counts[desk] += 1


@part
def _desk(number, age, key):
    """The place of someone's work on the ring; all children are at the end."""
    if age == CHILD:
        return DESKS
    return int(unit(hash_one(key, np.uint64(number))) * DESKS)
