"""New ties, so that people have as many as they should.

In each district whoever has fewer ties of a layer than the mean proposes new ones, so many that the
district comes back to the mean. Friends are looked for near in age, schoolmates in the class,
colleagues at the workplace, neighbours in the unit, kin among the kin of those at home.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import YearlyPurpose, hash_one, hash_two, mix, stream, unit
from nksim.core.jit import kernel, part, rule
from nksim.demography.layout import Layout
from nksim.demography.losing import LAYERS, Left
from nksim.demography.persons import Persons
from nksim.rules.codes import CHILD, FRIEND, HOUSEHOLD, KIN, MARKET, NEIGHBOUR, TRADER, WORK
from nksim.scenario.sections import Population
from nksim.society.ages import ByAge, age_mate, by_age, schoolmate
from nksim.society.proposals import KIN_IN_DISTRICT, TRIES, WORKMATES, whole, within

MOST = 40  # new ties of a layer that somebody proposes in a year
DESKS = 1024  # workplaces are laid on a ring of so many places
_NEXT = np.uint64(0xD1B54A32D192ED03)


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


class Wanted(NamedTuple):
    """How many proposals: a rate by district and layer, times what a person lacks of `mean`."""

    mean: NDArray[np.float64]  # (LAYERS,)
    rate: NDArray[np.float64]  # (districts, LAYERS)
    same_age: float
    same_district: float


class Proposed(NamedTuple):
    """Proposals, in any order: low end, and high end with the layer, as rows sort them."""

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


def lists_of(layout: Layout, persons: Persons, gap: float, week: int, seed: int) -> Lists:
    """Where to look for whom in the new society."""
    people, size = persons.people, len(layout.came_from)
    districts = len(layout.district_first) - 1
    provinces = np.zeros(12, np.int64)
    first = np.minimum(layout.district_first[:-1], max(0, size - 1))
    np.add.at(provinces, people.province[first].astype(np.int64) + 1, 1)
    units = int(people.unit.max(initial=0)) + 1
    ring, at = np.empty(size, np.int32), np.empty(size, np.int32)
    adults = np.zeros(districts, np.int64)
    key = stream(seed, YearlyPurpose.WORKPLACE)
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


def wanted_of(population: Population, left: Left, lists: Lists, persons: Persons) -> Wanted:
    """How many proposals bring each district back to the mean ties a head."""
    people, ties = persons.people, population.ties
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
        population.friend_same_age,
        population.friend_same_district,
    )


@kernel
def sum_lacks(people, degree, mean, have, lack):
    """Add up by district and layer what ties people have, and what they lack."""
    for i in range(len(degree)):
        d = people.district[i]
        for layer in range(KIN, MARKET + 1):
            have[d, layer] += degree[i, layer]
            lack[d, layer] += lack_of(i, layer, people, degree, mean)


@part
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
def propose(
    lo,
    hi,
    society_ties,
    came_from,
    went_to,
    old_home,
    left,
    persons,
    lists,
    wanted,
    key,
    low,
    entry,
):
    """Citizens lo..hi write their proposals; returns how many."""
    people, at = persons.people, 0
    for i in range(lo, hi):
        number, d = np.uint64(persons.number[i]), people.district[i]
        end = lists.household_first[people.household[i] + 1]
        for j in range(i + 1, end):
            a, b = came_from[i], came_from[j]
            if a < 0 or b < 0 or old_home[a] != old_home[b]:
                low[at], entry[at] = i, entry_of(j, 1, HOUSEHOLD, 0)
                at += 1
        for layer in range(KIN, MARKET + 1):
            rate = wanted.rate[d, layer]
            if rate <= 0.0:
                continue
            mean = rate * lack_of(i, layer, people, left.degree, wanted.mean)
            if mean <= 0.0:
                continue
            draw = unit(hash_two(key, number, np.uint64(layer)))
            for q in range(min(whole(mean, draw), MOST)):
                bits = hash_two(key, number, np.uint64(64 * (q + 1) + layer))
                j = partner(
                    bits,
                    i,
                    layer,
                    q,
                    society_ties,
                    came_from,
                    went_to,
                    left,
                    persons,
                    lists,
                    wanted,
                )
                if j >= 0 and j != i:
                    low[at] = min(i, j)
                    entry[at] = entry_of(max(i, j), 1, layer, 0)
                    at += 1
    return at


@part
def partner(bits, i, layer, q, ties, came_from, went_to, left, persons, lists, wanted):
    """Whom someone proposes a tie to; -1 if TRIES tries found nobody."""
    people = persons.people
    d, home = people.district[i], people.household[i]
    for _ in range(TRIES):
        bits = mix(bits + _NEXT)
        if layer == FRIEND:
            j = _friend(bits, i, d, persons, lists, wanted)
        elif layer == NEIGHBOUR:
            u = people.unit[i]
            j = within(bits, lists.unit_first[u], lists.unit_first[u + 1])
        elif layer == WORK:
            j = _workmate(bits, i, d, persons, lists)
        elif layer == KIN:
            j = _kin(bits, i, d, ties, came_from, went_to, left, persons, lists)
        else:
            j = _trader(bits, i, d, q, people, lists)
        if j >= 0 and j != i and people.household[j] != home:
            return j
    return -1


@part
def _friend(bits, i, d, persons, lists, wanted):
    """Someone of the district, else of the province; mostly near in age."""
    people = persons.people
    if unit(bits) >= wanted.same_district:
        bits = mix(bits + _NEXT)
        p = people.province[i]
        d = within(bits, lists.province_first[p], lists.province_first[p + 1])
    bits = mix(bits + _NEXT)
    alike = unit(bits) < wanted.same_age
    bits = mix(bits + _NEXT)
    if not alike:
        return _any_of(bits, d, lists)
    return age_mate(unit(bits), i, d, lists.ages)


@part
def _any_of(bits, d, lists):
    """Anybody of a district; -1 if it has no people."""
    lo, hi = lists.district_first[d], lists.district_first[d + 1]
    return within(bits, lo, hi) if hi > lo else np.int64(-1)


@part
def _workmate(bits, i, d, persons, lists):
    """A child's schoolmate, a grown-up's colleague."""
    if persons.people.age[i] == CHILD:
        return schoolmate(unit(bits), i, d, lists.ages)
    offset = 1 + int(unit(bits) * 2 * WORKMATES)
    offset = offset if offset <= WORKMATES else WORKMATES - offset
    first, size = lists.district_first[d], lists.adults[d]
    return np.int64(lists.ring[first + (lists.at[i] - first + offset) % size])


@part
def _kin(bits, i, d, ties, came_from, went_to, left, persons, lists):
    """Kin of somebody at home; without any, anybody of the district or, less often, province."""
    people = persons.people
    h = people.household[i]
    lo, hi = lists.household_first[h], lists.household_first[h + 1]
    first = within(bits, lo, hi)
    for step in range(hi - lo):
        old = came_from[lo + (first - lo + step) % (hi - lo)]
        if old < 0:
            continue
        bits = mix(bits + _NEXT)
        found = _kin_of(bits, old, ties, went_to, left)
        if found >= 0:
            return found
    bits = mix(bits + _NEXT)
    if unit(bits) >= KIN_IN_DISTRICT:
        p = people.province[i]
        bits = mix(bits + _NEXT)
        d = within(bits, lists.province_first[p], lists.province_first[p + 1])
    return _any_of(mix(bits + _NEXT), d, lists)


@part
def _kin_of(bits, old, ties, went_to, left):
    """One of the kin that somebody has left, by a draw; -1 without any."""
    lo, hi = ties.first[old], ties.first[old + 1]
    begin, end = ties.reverse_first[old], ties.reverse_first[old + 1]
    count = (hi - lo) + (end - begin)
    start = int(unit(bits) * count)
    for step in range(count):
        place = (start + step) % count
        if place < hi - lo:
            k = lo + place
            other = ties.high[k]
        else:
            k = np.int64(ties.reverse[begin + place - (hi - lo)])
            other = ties.low[k]
        if left.layer[k] == KIN:
            return np.int64(went_to[other])
    return np.int64(-1)


@part
def _trader(bits, i, d, q, people, lists):
    """A trader of the district, else any: for a trader's first proposal, or without one there."""
    lo, hi = lists.trader_first[d], lists.trader_first[d + 1]
    if (people.role[i] == TRADER and q == 0) or lo == hi:
        lo, hi = 0, len(lists.traders)
    return np.int64(lists.traders[within(bits, lo, hi)]) if hi > lo else np.int64(-1)


@kernel
def room_of(lo, hi, lists, people, left, wanted):
    """How many proposals citizens lo..hi make at most."""
    room = 0
    for i in range(lo, hi):
        room += lists.household_first[people.household[i] + 1] - i - 1
        for layer in range(KIN, MARKET + 1):
            lack = lack_of(i, layer, people, left.degree, wanted.mean)
            room += min(int(wanted.rate[people.district[i], layer] * lack) + 1, MOST)
    return room
