"""Proposals of ties: each citizen proposes half of their ties of a layer.

A proposal is worked out from keyed draws alone: row i of the outputs depends on nobody else's
proposals.
"""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import hash_two, mix, unit
from nksim.core.jit import kernel, part, rule
from nksim.rules.codes import CHILD, FRIEND, HOUSEHOLD, KIN, MARKET, NEIGHBOUR, TRADER, WORK
from nksim.society.ages import ByAge, age_mate, schoolmate

TRIES = 12
LAYER_BITS = 3  # a layer fits below a citizen's number: 32 bits hold both for 500 million citizens
KIN_IN_DISTRICT = 0.6  # assumed
WORKMATES = 15  # people on either side in the ring of workplaces and school classes; assumed
_NEXT = np.uint64(0xD1B54A32D192ED03)


class Places(NamedTuple):
    """Row starts that proposals look up."""

    province_first: NDArray[np.int64]
    district_first: NDArray[np.int64]
    unit_first: NDArray[np.int64]
    household_first: NDArray[np.int64]
    stride: NDArray[
        np.int64
    ]  # (districts,): coprime to the district's size; shuffles it into workplaces
    traders: NDArray[np.uint32]  # all traders, ascending
    trader_first: NDArray[np.int64]  # (districts + 1,)
    district_province_first: NDArray[np.int64]  # (provinces + 1,): districts of each
    ages: ByAge  # empty without lives: friends and schoolmates are then alike by band only


class Wishes(NamedTuple):
    """Mean proposals a citizen of each layer, and how alike friends are."""

    kin: float
    friend: float
    neighbour: float
    work: float
    market: float  # per adult
    same_age: float
    same_district: float


@rule
def whole(mean: float, draw: float) -> int:
    """A mean as a whole number, rounded up with the chance of its fraction."""
    floor = int(mean)
    return floor + 1 if draw < mean - floor else floor


@rule
def within(bits: np.uint64, lo: int, hi: int) -> int:
    """A row from lo..hi."""
    return lo + int(unit(bits) * (hi - lo))


@part
def proposals_of(i, layer, people, wishes, key):
    """How many proposals citizen i makes in a layer."""
    draw = unit(hash_two(key, np.uint64(i), np.uint64(layer)))
    if layer == KIN:
        return whole(wishes.kin, draw)
    if layer == FRIEND:
        return whole(wishes.friend, draw)
    if layer == NEIGHBOUR:
        return whole(wishes.neighbour, draw)
    if layer == WORK:
        return whole(wishes.work, draw)
    if people.age[i] == CHILD or wishes.market <= 0.0:
        return 0
    return whole(wishes.market, draw) + (1 if people.role[i] == TRADER else 0)


@part
def partner(i, layer, q, people, places, wishes, key):
    """The citizen to whom i proposes the q-th tie of a layer; -1 if TRIES tries found none."""
    bits = hash_two(key, np.uint64(i), np.uint64(64 * (q + 1) + layer))
    d, p, home = people.district[i], people.province[i], people.household[i]
    home_first, home_last = places.household_first[home], places.household_first[home + 1]
    narrow = unit(bits) < (KIN_IN_DISTRICT if layer == KIN else wishes.same_district)
    bits = mix(bits + _NEXT)
    alike = unit(bits) < wishes.same_age
    for _ in range(TRIES):
        bits = mix(bits + _NEXT)
        if layer == MARKET:
            j = market_partner(bits, i, q, people, places, d)
        elif layer == NEIGHBOUR:
            u = people.unit[i]
            j = within(bits, places.unit_first[u], places.unit_first[u + 1])
        elif layer == WORK:
            j = workmate(bits, i, places, d)
            if len(places.ages.years) > 0 and people.age[i] == CHILD:
                j = schoolmate(unit(bits), i, d, places.ages)
        elif layer == FRIEND and alike and len(places.ages.years) > 0:
            j = friend_in_years(bits, i, narrow, d, p, places)
        elif narrow:
            j = within(bits, places.district_first[d], places.district_first[d + 1])
        else:
            j = within(bits, places.province_first[p], places.province_first[p + 1])
        if j < 0 or home_first <= j < home_last:
            continue
        if (
            layer == FRIEND
            and alike
            and len(places.ages.years) == 0
            and people.age[j] != people.age[i]
        ):
            continue
        if layer == WORK and (people.age[j] == CHILD) != (people.age[i] == CHILD):
            continue
        return j
    return -1


@part
def friend_in_years(bits, i, narrow, d, p, places):
    """Somebody near in age of the district, else of another of the province."""
    if not narrow:
        firsts = places.district_province_first
        d = within(bits, firsts[p], firsts[p + 1])
        bits = mix(bits + _NEXT)
    return age_mate(unit(bits), i, d, places.ages)


@part
def workmate(bits, i, places, d):
    """Someone near in the ring of workplaces: the district, shuffled by a stride."""
    first, size = places.district_first[d], places.district_first[d + 1] - places.district_first[d]
    offset = 1 + int(unit(bits) * 2 * WORKMATES)
    offset = offset if offset <= WORKMATES else WORKMATES - offset
    return first + (i - first + offset * places.stride[d]) % size


@part
def market_partner(bits, i, q, people, places, d):
    """A trader of the district, else any: for a trader's first proposal, or without one there."""
    lo, hi = places.trader_first[d], places.trader_first[d + 1]
    if (people.role[i] == TRADER and q == 0) or lo == hi:
        lo, hi = 0, len(places.traders)
    return np.int64(places.traders[within(bits, lo, hi)]) if hi > lo else np.int64(-1)


@part
def leaves_district(i, layer, q, people, places, wishes, key):
    """Whether i looks for the q-th tie of a layer beyond the district."""
    if layer in (KIN, FRIEND):
        share = KIN_IN_DISTRICT if layer == KIN else wishes.same_district
        return not unit(hash_two(key, np.uint64(i), np.uint64(64 * (q + 1) + layer))) < share
    if layer == MARKET:
        d = people.district[i]
        return (people.role[i] == TRADER and q == 0) or places.trader_first[
            d
        ] == places.trader_first[d + 1]
    return False


@kernel
def propose_home(lo, hi, people, places, low, tied):
    """Citizens lo..hi propose to those behind them in their household; returns how many."""
    at = 0
    for i in range(lo, hi):
        for j in range(i + 1, places.household_first[people.household[i] + 1]):
            low[at], tied[at] = i, j << LAYER_BITS | HOUSEHOLD
            at += 1
    return at


@kernel
def propose(lo, hi, beyond, people, places, wishes, key, room):
    """Citizens lo..hi write their proposals within, or beyond, the district; returns how many.

    A proposal is its low end, and its high end with the layer in one number, by which ties of a row
    sort.
    """
    at = 0
    for i in range(lo, hi):
        for layer in range(KIN, MARKET + 1):
            if beyond and (layer in (NEIGHBOUR, WORK)):
                continue
            for q in range(proposals_of(i, layer, people, wishes, key)):
                if leaves_district(i, layer, q, people, places, wishes, key) != beyond:
                    continue
                j = partner(i, layer, q, people, places, wishes, key)
                if j >= 0 and j != i:
                    room.low[at] = min(i, j)
                    room.tied[at] = max(i, j) << LAYER_BITS | layer
                    at += 1
    return at


def most_proposals(wishes: Wishes) -> int:
    """Proposals that nobody exceeds, households left out."""
    return (
        sum(
            ceil(wish)
            for wish in (wishes.kin, wishes.friend, wishes.neighbour, wishes.work, wishes.market)
        )
        + 1
    )
