"""Who stands where after the year: again by district, unit, household and age.

Homes without anybody are left out; the newborn come last in their mothers' homes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.jit import kernel
from nksim.demography.homes import Homes
from nksim.demography.vital import BEARS, DIES
from nksim.society.society import Society


class Layout(NamedTuple):
    """The new order of people and homes.

    A newborn is -1 in `came_from`; `child` says which one it is, in the order of `mother`.
    """

    came_from: NDArray[np.int32]  # (new citizens,): old place, or -1
    went_to: NDArray[np.int32]  # (old citizens,): new place, or -1 for the dead
    mother: NDArray[np.int32]  # (newborn,): old places, in the newborns' new order
    household: NDArray[np.int32]  # (new citizens,)
    household_first: NDArray[np.int64]  # (new households + 1,)
    home_of: NDArray[np.int32]  # (new households,): which of `Homes` it is
    district_first: NDArray[np.int64]


def districts_of_units(society: Society) -> NDArray[np.int32]:
    """The district of each unit in which somebody lives."""
    found = np.zeros(int(society.people.unit.max(initial=0)) + 1, np.int32)
    found[society.people.unit] = society.people.district
    return found


def lay_out(
    society: Society, fates: NDArray[np.uint8], homes: Homes, district_of_unit: NDArray[np.int32]
) -> Layout:
    """The new order."""
    register = society.register
    assert register is not None
    order, position = order_homes(homes, fates)
    counts = np.zeros(len(order) + 1, np.int64)
    count_members(homes.of, fates, position, counts)
    filled = counts[1:] > 0
    order = order[filled]
    number = np.cumsum(filled) - 1
    position = np.where(filled[position], number[position], -1)
    first = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts[1:][filled])])
    size = int(first[-1])
    came_from, went_to = np.full(size, -1, np.int32), np.full(society.size, -1, np.int32)
    household = np.repeat(np.arange(len(order), dtype=np.int32), np.diff(first))
    mother_of = np.full(size, -1, np.int32)
    seat(homes.of, fates, position, register.birth, first, came_from, went_to, mother_of)
    districts = len(society.district_first) - 1
    people = np.zeros(districts + 1, np.int64)
    np.add.at(people, district_of_unit[homes.unit[order]] + 1, np.diff(first))
    return Layout(
        came_from,
        went_to,
        mother_of[came_from < 0],
        household,
        first,
        order.astype(np.int32),
        np.cumsum(people),
    )


def order_homes(
    homes: Homes, fates: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Homes by unit, old ones first; and the place of each in that order."""
    order = np.argsort(homes.unit, kind="stable")
    position = np.empty(len(order), np.int64)
    position[order] = np.arange(len(order))
    return order, position


@kernel
def count_members(home, fates, position, counts):
    """Count who lives in each home, with the newborn; counts[k + 1] belongs to the k-th."""
    for i in range(len(home)):
        if not fates[i] & DIES:
            counts[position[home[i]] + 1] += 2 if fates[i] & BEARS else 1


@kernel
def seat(home, fates, position, birth, first, came_from, went_to, mother_of):
    """Give everybody a place: members of a home by age, then its newborn."""
    place = first[:-1].copy()
    for i in range(len(home)):
        if fates[i] & DIES:
            continue
        begin, at = first[position[home[i]]], place[position[home[i]]]
        place[position[home[i]]] += 1
        while at > begin and birth[came_from[at - 1]] > birth[i]:
            came_from[at] = came_from[at - 1]
            at -= 1
        came_from[at] = i
    for i in range(len(home)):
        if fates[i] & BEARS:
            h = position[home[i]]
            mother_of[place[h]] = i
            place[h] += 1
    for new in range(len(came_from)):
        if came_from[new] >= 0:
            went_to[came_from[new]] = new
