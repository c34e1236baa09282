"""What a turn of the year means for both engines: who goes where, who is not born, what is left.

Who was there before takes everything along to a new place. A citizen who was executed or has
escaped stays, unseen, until the day on which they would have died, so that everybody else lives as
under any other policy; a child of such a citizen is not born.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import LAYER_COUNTS, LAYERS, index_of
from nksim.core.jit import kernel
from nksim.demography.turning import Turn
from nksim.engines.cases import Desk, cases_of, new_desk, put_cases
from nksim.engines.counts import Tables
from nksim.rules.codes import DEAD, ESCAPED, FREE, INFANT
from nksim.society.society import Society

_LAYER = index_of(LAYER_COUNTS)


def places_after(turn: Turn, size: int) -> NDArray[np.int64]:
    """Where each of so many citizens before is now, shape (size,); -1 for those who have died."""
    went_to = np.full(size, -1, np.int64)
    stayed = np.flatnonzero(turn.came_from >= 0)
    went_to[turn.came_from[stayed]] = stayed
    return went_to


def gone(status: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Who is no longer there before the day on which they would have died: executed, or abroad."""
    return np.asarray((status == DEAD) | (status == ESCAPED))


def newborn_status(status: NDArray[np.uint8], turn: Turn) -> NDArray[np.uint8]:
    """The status of the newborn: that of a parent who is gone, the dead before those abroad.

    `status` is that of the citizens before.
    """
    found = np.full(len(turn.mother), INFANT, np.uint8)
    for parent in (turn.mother, turn.father):
        theirs = np.where(parent >= 0, status[np.maximum(parent, 0)], FREE)
        found = np.where(gone(theirs) & (found != DEAD), theirs, found)
    return np.asarray(found, np.uint8)


def married(status: NDArray[np.uint8], turn: Turn) -> NDArray[np.int64]:
    """Husbands and wives who both live, as places before, shape (couples, 2)."""
    couples = np.stack([np.asarray(each, np.int64) for each in turn.happenings.couples[:2]], axis=1)
    return np.asarray(couples[~gone(status[couples]).any(axis=1)])


def died(status: NDArray[np.uint8], turn: Turn) -> NDArray[np.int64]:
    """Who has died of age or illness, as places before; not whom a policy had removed."""
    deaths = np.asarray(turn.happenings.deaths, np.int64)
    return np.asarray(deaths[~gone(status[deaths])])


def changed_homes(before: Society, turn: Turn) -> NDArray[np.int64]:
    """Places now of those who have come to a home of another wealth."""
    stayed = np.flatnonzero(turn.came_from >= 0)
    old = turn.came_from[stayed]
    moved = turn.society.people.wealth[stayed] != before.people.wealth[old]
    return np.asarray(stayed[moved])


def changed_roles(before: Society, turn: Turn) -> NDArray[np.int64]:
    """Places now of those who have come of age into a role, or have left one."""
    stayed = np.flatnonzero(turn.came_from >= 0)
    old = turn.came_from[stayed]
    other = turn.society.people.role[stayed] != before.people.role[old]
    return np.asarray(stayed[other])


def desk_after(
    desk: Desk, went_to: NDArray[np.int64], after: Society, case_life_weeks: float
) -> Desk:
    """The desk with the open cases of those who live, in their order."""
    other = new_desk(after.people.province, case_life_weeks)
    suspects, opened, told = cases_of(desk)
    now = went_to[suspects]
    lives = now >= 0
    put_cases(other, now[lives].astype(np.uint32), opened[lives], told[lives])
    return other


def take_stock(
    tables: Tables,
    layer: NDArray[np.uint8],
    bond: NDArray[np.uint16],
    complicity: NDArray[np.uint16],
    threshold: int,
) -> None:
    """What layers have after ties have come and gone."""
    sums = np.zeros((len(LAYERS), 4), np.int64)
    sum_ties(layer, bond, complicity, threshold, sums)
    for place, name in enumerate(("ties", "bond", "complicity", "complicit_ties")):
        tables.stock[:, _LAYER[name]] = sums[:, place]


@kernel
def sum_ties(layer, bond, complicity, threshold, sums):
    """Ties, bonds, complicity and complicit ties of each layer."""
    for k in range(len(layer)):
        row = sums[layer[k]]
        row[0] += 1
        row[1] += bond[k]
        row[2] += complicity[k]
        row[3] += complicity[k] > threshold


@kernel
def carry_ties(came_from, before, after):
    """Write what ties that go on have had before; new ones keep what stands in `after`."""
    for k in range(len(came_from)):
        if came_from[k] >= 0:
            after[k] = before[came_from[k]]
