"""New ties, so that people have as many as they should.

In each district whoever has fewer ties of a layer than the mean proposes new ones, so many that the
district comes back to the mean.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import YearlyPurpose, hash_two, unit
from nksim.core.jit import kernel, part, rule, step
from nksim.demography.lists import Lists
from nksim.demography.losing import LAYERS, Left
from nksim.demography.partners import partner
from nksim.demography.persons import Passage
from nksim.demography.years import Occasion
from nksim.rules.codes import CHILD, HOUSEHOLD, KIN, MARKET, TRADER
from nksim.scenario.sections import Population
from nksim.society.blocks import in_order
from nksim.society.proposals import whole

MOST = 40  # new ties of a layer that somebody proposes in a year
SOME = 1 << 16  # people who propose at a time


class Wanted(NamedTuple):
    """How many proposals: a rate by district and layer, times what a person lacks of `mean`."""

    mean: NDArray[np.float64]  # (LAYERS,)
    rate: NDArray[np.float64]  # (districts, LAYERS)
    key: np.uint64
    same_age: float
    same_district: float


class Proposed(NamedTuple):
    """Some proposals, in any order: low end, and high end with the layer, as rows sort them."""

    low: NDArray[np.int32]
    entry: NDArray[np.uint64]


_HIGH, _NEW, _LAYER = np.uint64(36), np.uint64(35), np.uint64(32)


@rule
def entry_of(high: int, new: int, layer: int, source: int) -> np.uint64:
    """A tie of a row as a number that sorts by high end, old ties before new ones."""
    return (
        np.uint64(high) << _HIGH
        | np.uint64(new) << _NEW
        | np.uint64(layer) << _LAYER
        | np.uint64(source)
    )


def propose_ties(passage: Passage, left: Left, lists: Lists, occasion: Occasion) -> list[Proposed]:
    """All new ties that people propose, some people's after the others'."""
    key, size = occasion.key(YearlyPurpose.TIE_MAKING), len(passage.number)
    wanted = wanted_of(occasion.population, passage, left, lists, key)

    def propose_some(lo: int) -> Proposed:
        hi = min(size, lo + SOME)
        room = room_of(lo, hi, lists, passage.people, left, wanted)
        some = Proposed(np.empty(room, np.int32), np.empty(room, np.uint64))
        done = propose(lo, hi, passage, left, lists, wanted, some)
        return Proposed(some.low[:done].copy(), some.entry[:done].copy())

    return list(in_order(propose_some, range(0, size, SOME), occasion.threads))


def wanted_of(
    population: Population, passage: Passage, left: Left, lists: Lists, key: np.uint64
) -> Wanted:
    """How many proposals bring each district back to the mean ties a head."""
    people, ties = passage.people, population.ties
    districts = len(lists.district_first) - 1
    heads = np.diff(lists.district_first)
    adults = max(1e-9, 1.0 - float((people.age == CHILD).mean())) if len(people.age) else 1.0
    mean = np.array(
        [0.0, ties.kin, ties.friend, ties.neighbour, ties.work, ties.market / 2.0 / adults]
    )
    have, lack = np.zeros((districts, LAYERS)), np.zeros((districts, LAYERS))
    sum_lacks(people, left.degree, mean, have, lack)
    aims = np.array([0.0, ties.kin, ties.friend, ties.neighbour, ties.work, ties.market])
    short = np.clip(aims * heads[:, None] - have, 0.0, None) / 2.0
    rate = short / np.maximum(lack, 1e-9)
    rate[lack <= 0.0] = 0.0
    return Wanted(
        mean,
        rate,
        key,
        population.friend_same_age,
        population.friend_same_district,
    )


@kernel
def sum_lacks(people, degree, mean, have, lack):
    """Add up by district and layer what ties people have, and what they lack."""
    _sum_lacks(people, degree, mean, have, lack)


@part
def _sum_lacks(people, degree, mean, have, lack):
    for i in range(len(degree)):
        d = people.district[i]
        for layer in range(KIN, MARKET + 1):
            have[d, layer] += degree[i, layer]
            lack[d, layer] += lack_of(i, layer, people, degree, mean)


@step
def lack_of(i, layer, people, degree, mean):
    """What someone lacks of the mean of a layer; every grown-up is open to a trader."""
    if layer != MARKET:
        return max(0.0, mean[layer] - degree[i, layer])
    if people.age[i] == CHILD:
        return 0.0
    if people.role[i] == TRADER:
        return 1.0
    return max(0.25, mean[layer] - degree[i, layer])


@kernel
def propose(lo, hi, passage, left, lists, wanted, room):
    """Citizens lo..hi write their proposals; returns how many."""
    return _propose(lo, hi, passage, left, lists, wanted, room)


@part
def _propose(lo, hi, passage, left, lists, wanted, room):
    people, at = passage.people, 0
    for i in range(lo, hi):
        at = _propose_home(i, at, passage, lists, room)
        for layer in range(KIN, MARKET + 1):
            mean = wanted.rate[people.district[i], layer]
            if mean > 0.0:
                mean *= lack_of(i, layer, people, left.degree, wanted.mean)
            if mean <= 0.0:
                continue
            number = np.uint64(passage.number[i])
            draw = unit(hash_two(wanted.key, number, np.uint64(layer)))
            for q in range(min(whole(mean, draw), MOST)):
                bits = hash_two(wanted.key, number, np.uint64(64 * (q + 1) + layer))
                j = partner(bits, i, layer, q, passage, left, lists, wanted)
                if j >= 0:
                    room.low[at] = min(i, j)
                    room.entry[at] = entry_of(max(i, j), 1, layer, 0)
                    at += 1
    return at


@step
def _propose_home(i, at, passage, lists, room):
    """Ties of the household with all who have not lived in one with i before."""
    people, home = passage.people, passage.before.household
    for j in range(i + 1, lists.household_first[people.household[i] + 1]):
        a, b = passage.came_from[i], passage.came_from[j]
        if a < 0 or b < 0 or home[a] != home[b]:
            room.low[at], room.entry[at] = i, entry_of(j, 1, HOUSEHOLD, 0)
            at += 1
    return at


@kernel
def room_of(lo, hi, lists, people, left, wanted):
    """How many proposals citizens lo..hi make at most."""
    return _room_of(lo, hi, lists, people, left, wanted)


@part
def _room_of(lo, hi, lists, people, left, wanted):
    room = 0
    for i in range(lo, hi):
        room += lists.household_first[people.household[i] + 1] - i - 1
        for layer in range(KIN, MARKET + 1):
            lack = lack_of(i, layer, people, left.degree, wanted.mean)
            room += min(int(wanted.rate[people.district[i], layer] * lack) + 1, MOST)
    return room
