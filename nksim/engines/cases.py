"""The state organs: reports and names go in, a capacity of cases is followed up, the rest lapse.

Organs are no citizens: both engines use this one desk, in plain functions over arrays. A person
has at most one open case; a graver accusation replaces a lighter one, and whoever tells again
keeps it fresh. Grave cases come first, fresh ones before stale ones; what nobody has come to
within `case_life_weeks` of the last report lapses.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import CELLS_A_PROVINCE, PROVINCE_COUNT
from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.jit import rule

FOLLOW_UP, PROOF = int(Purpose.FOLLOW_UP), int(Purpose.PROOF)
GRAVEST = 10  # the code of the gravest accusation
LATE_WEEKS = 13


class Desk(NamedTuple):
    """Accusations and open cases; the first `length[0]` of `queue` wait, the oldest first.

    A case is ranked by gravity and freshness: `ranks` counts the cases of each rank in a province,
    and then has how many of them are taken up.
    """

    accused: NDArray[np.uint8]  # (citizens,): this week's gravest accusation, or 0
    opened: NDArray[np.int16]  # (citizens,): week in which the open case was opened
    told: NDArray[np.int16]  # (citizens,): week of the last report of the open case
    queue: NDArray[np.uint32]  # (citizens,): suspects
    taken: NDArray[np.uint32]  # (citizens,): suspects whose cases are followed up this week
    lapsed: NDArray[np.uint32]  # (citizens,): suspects whose cases lapse this week
    length: NDArray[np.int64]  # (1,)
    places: NDArray[np.int64]  # (provinces,): cases that can still be followed up this week
    ranks: NDArray[np.int64]  # (provinces, ranks)
    population: NDArray[np.int64]  # (provinces,)


def new_desk(province: NDArray[np.uint8], case_life_weeks: float) -> Desk:
    """A desk without any case, for citizens of these provinces."""
    size = len(province)
    ranks = GRAVEST * (int(case_life_weeks) + 1)
    return Desk(
        np.zeros(size, np.uint8),
        np.zeros(size, np.int16),
        np.zeros(size, np.int16),
        np.empty(size, np.uint32),
        np.empty(size, np.uint32),
        np.empty(size, np.uint32),
        np.zeros(1, np.int64),
        np.zeros(PROVINCE_COUNT, np.int64),
        np.zeros((PROVINCE_COUNT, ranks), np.int64),
        np.bincount(province, minlength=PROVINCE_COUNT).astype(np.int64),
    )


def copy_of(desk: Desk) -> Desk:
    """A desk that goes on by itself, between two weeks; what is empty then is shared."""
    other = desk._replace(
        opened=np.zeros_like(desk.opened),
        told=np.zeros_like(desk.told),
        queue=np.empty_like(desk.queue),
        length=desk.length.copy(),
        places=desk.places.copy(),
        ranks=np.zeros_like(desk.ranks),
    )
    put_cases(other, *cases_of(desk))
    return other


def with_own_week(desk: Desk) -> Desk:
    """The same desk with room of its own for what a week accuses, takes up and lets lapse."""
    return desk._replace(
        accused=np.zeros_like(desk.accused),
        taken=np.empty_like(desk.taken),
        lapsed=np.empty_like(desk.lapsed),
    )


def with_life(desk: Desk, case_life_weeks: float) -> Desk:
    """The same desk where cases live so long."""
    ranks = GRAVEST * (int(case_life_weeks) + 1)
    return desk._replace(ranks=np.zeros((PROVINCE_COUNT, ranks), np.int64))


def cases_of(
    desk: Desk,
) -> tuple[NDArray[np.uint32], NDArray[np.int16], NDArray[np.int16]]:
    """The open cases in their order: suspects, weeks of opening, weeks of the last report."""
    suspects = desk.queue[: desk.length[0]]
    return suspects, desk.opened[suspects], desk.told[suspects]


def put_cases(
    desk: Desk,
    suspects: NDArray[np.uint32],
    opened: NDArray[np.int16],
    told: NDArray[np.int16],
) -> None:
    """Put open cases on an empty desk, in their order."""
    desk.queue[: len(suspects)] = suspects
    desk.length[0] = len(suspects)
    desk.opened[suspects], desk.told[suspects] = opened, told


@rule
def accuse(suspect: int, accusation: int, desk: Desk) -> None:
    """Put an accusation on the desk; the gravest of a week counts."""
    desk.accused[suspect] = max(desk.accused[suspect], accusation)


@rule
def open_case(suspect: int, open_accusation: int, week: int, desk: Desk) -> int:
    """Take an accusation off the desk into the suspect's case, a new one at the end of the queue.

    Returns the accusation that the case now has.
    """
    if open_accusation == 0:
        desk.queue[desk.length[0]] = suspect
        desk.length[0] += 1
        desk.opened[suspect] = week
    desk.told[suspect] = week
    accusation = max(int(desk.accused[suspect]), open_accusation)
    desk.accused[suspect] = 0
    return accusation


@rule
def make_places(capacity: float, province: int, key: np.uint64, desk: Desk) -> None:
    """How many cases a province follows up this week; a draw decides about the last one.

    `capacity` is in cases per person.
    """
    mean = capacity * desk.population[province]
    whole = int(mean)
    more = unit(hash_one(key, np.uint64(province))) < mean - whole
    desk.places[province] = whole + (1 if more else 0)


@rule
def rank_of(suspect: int, accusation: int, week: int, life: int, desk: Desk) -> int:
    """The rank of a case, 0 the first to be taken up: by gravity, then by freshness."""
    return (GRAVEST - accusation) * (life + 1) + week - int(desk.told[suspect])


@rule
def let_lapse(week: int, life: int, desk: Desk) -> int:
    """Move the cases of which nobody has told for too long from `queue` to `lapsed`.

    Returns how many they are.
    """
    lapsed = 0
    waiting = 0
    for position in range(desk.length[0]):
        suspect = desk.queue[position]
        if week - int(desk.told[suspect]) >= life:
            desk.lapsed[lapsed] = suspect
            lapsed += 1
        else:
            desk.queue[waiting] = suspect
            waiting += 1
    desk.length[0] = waiting
    return lapsed


@rule
def share_places(
    cells: NDArray[np.uint8], cases: NDArray[np.uint8], week: int, life: int, desk: Desk
) -> None:
    """Share each province's places out among the ranks of its cases, the first ranks first.

    `cells` has each citizen's cell, `cases` the accusation of the open case.
    """
    desk.ranks[:] = 0
    for position in range(desk.length[0]):
        suspect = desk.queue[position]
        province = cells[suspect] // CELLS_A_PROVINCE
        desk.ranks[province, rank_of(suspect, int(cases[suspect]), week, life, desk)] += 1
    for province in range(PROVINCE_COUNT):
        left = desk.places[province]
        for rank in range(desk.ranks.shape[1]):
            taken = min(left, desk.ranks[province, rank])
            desk.ranks[province, rank] = taken
            left -= taken


@rule
def take_up(
    cells: NDArray[np.uint8], cases: NDArray[np.uint8], week: int, life: int, desk: Desk
) -> int:
    """Move the cases that are followed up this week from `queue` to `taken`.

    Within a rank the case opened first comes first. Returns how many they are.
    """
    share_places(cells, cases, week, life, desk)
    taken = 0
    waiting = 0
    for position in range(desk.length[0]):
        suspect = desk.queue[position]
        province = cells[suspect] // CELLS_A_PROVINCE
        rank = rank_of(suspect, int(cases[suspect]), week, life, desk)
        if desk.ranks[province, rank] > 0:
            desk.ranks[province, rank] -= 1
            desk.taken[taken] = suspect
            taken += 1
        else:
            desk.queue[waiting] = suspect
            waiting += 1
    desk.length[0] = waiting
    return taken


@rule
def waited(suspect: int, week: int, desk: Desk) -> int:
    """Weeks since a case was opened."""
    return week - int(desk.opened[suspect])


@rule
def proves(number: int, key: np.uint64, proof_chance: float) -> bool:
    """Whether following up the case of a citizen of this number ends in an arrest."""
    return unit(hash_one(key, np.uint64(number))) < proof_chance
