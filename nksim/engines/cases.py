"""The state organs: reports and names go in, a capacity of cases is followed up, the rest wait.

Organs are no citizens: both engines use this one desk, in plain functions over arrays. A person
has at most one open case; a graver accusation replaces a lighter one. First come, first served in
each province; cases of one week stand in the order of the suspects.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import CELLS_A_PROVINCE, PROVINCE_COUNT
from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.jit import rule

FOLLOW_UP, PROOF = int(Purpose.FOLLOW_UP), int(Purpose.PROOF)


class Desk(NamedTuple):
    """Accusations and open cases; the first `length[0]` of `queue` wait, the oldest first."""

    accused: NDArray[np.uint8]  # (citizens,): this week's gravest accusation, or 0
    queue: NDArray[np.uint32]  # (citizens,): suspects
    taken: NDArray[np.uint32]  # (citizens,): suspects whose cases are followed up this week
    length: NDArray[np.int64]  # (1,)
    places: NDArray[np.int64]  # (provinces,): cases that can still be followed up this week
    population: NDArray[np.int64]  # (provinces,)


def new_desk(province: NDArray[np.uint8]) -> Desk:
    """A desk without any case, for citizens of these provinces."""
    return Desk(
        np.zeros(len(province), np.uint8),
        np.empty(len(province), np.uint32),
        np.empty(len(province), np.uint32),
        np.zeros(1, np.int64),
        np.zeros(PROVINCE_COUNT, np.int64),
        np.bincount(province, minlength=PROVINCE_COUNT).astype(np.int64),
    )


def copy_of(desk: Desk) -> Desk:
    """A desk that goes on by itself, between two weeks."""
    return desk._replace(
        accused=np.zeros_like(desk.accused),
        queue=_with_first(desk.queue, int(desk.length[0])),
        taken=np.empty_like(desk.taken),
        length=desk.length.copy(),
        places=desk.places.copy(),
    )


def _with_first(queue: NDArray[np.uint32], count: int) -> NDArray[np.uint32]:
    other = np.empty_like(queue)
    other[:count] = queue[:count]
    return other


@rule
def accuse(suspect: int, accusation: int, desk: Desk) -> None:
    """Put an accusation on the desk; the gravest of a week counts."""
    desk.accused[suspect] = max(desk.accused[suspect], accusation)


@rule
def open_case(suspect: int, open_accusation: int, desk: Desk) -> int:
    """Take an accusation off the desk into the suspect's case, a new one at the end of the queue.

    Returns the accusation that the case now has.
    """
    if open_accusation == 0:
        desk.queue[desk.length[0]] = suspect
        desk.length[0] += 1
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
def take_up(cells: NDArray[np.uint8], desk: Desk) -> int:
    """Move the cases within each province's places, the oldest first, from `queue` to `taken`.

    Returns how many they are; `cells` has each citizen's cell.
    """
    taken = 0
    waiting = 0
    for position in range(desk.length[0]):
        suspect = desk.queue[position]
        province = cells[suspect] // CELLS_A_PROVINCE
        if desk.places[province] > 0:
            desk.places[province] -= 1
            desk.taken[taken] = suspect
            taken += 1
        else:
            desk.queue[waiting] = suspect
            waiting += 1
    desk.length[0] = waiting
    return taken


@rule
def proves(suspect: int, key: np.uint64, proof_chance: float) -> bool:
    """Whether following up a case ends in an arrest."""
    return unit(hash_one(key, np.uint64(suspect))) < proof_chance
