"""To whom people propose new ties, by layer.

Friends are looked for near in age, schoolmates in the class, colleagues at the workplace,
neighbours in the unit, kin among the kin of those at home, customers with the district's traders.
"""

from __future__ import annotations

import numpy as np

from nksim.core.draws import mix, unit
from nksim.core.jit import step
from nksim.rules.codes import CHILD, FRIEND, KIN, NEIGHBOUR, TRADER, WORK
from nksim.society.ages import age_mate, schoolmate
from nksim.society.proposals import KIN_IN_DISTRICT, TRIES, WORKMATES, within

_NEXT = np.uint64(0xD1B54A32D192ED03)


@step
def partner(bits, i, layer, q, passage, left, lists, wanted):
    """Whom someone proposes a tie to; -1 if TRIES tries found nobody."""
    people = passage.people
    d, home = people.district[i], people.household[i]
    for _ in range(TRIES):
        bits = mix(bits + _NEXT)
        if layer == FRIEND:
            j = _friend(bits, i, d, people, lists, wanted)
        elif layer == NEIGHBOUR:
            u = people.unit[i]
            j = within(bits, lists.unit_first[u], lists.unit_first[u + 1])
        elif layer == WORK:
            j = _workmate(bits, i, d, people, lists)
        elif layer == KIN:
            j = _kin(bits, i, d, passage, left, lists)
        else:
            j = _trader(bits, i, d, q, people, lists)
        if j >= 0 and j != i and people.household[j] != home:
            return j
    return -1


@step
def _friend(bits, i, d, people, lists, wanted):
    """Someone of the district, else of the province; mostly near in age."""
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


@step
def _any_of(bits, d, lists):
    """Anybody of a district; -1 if it has no people."""
    lo, hi = lists.district_first[d], lists.district_first[d + 1]
    return within(bits, lo, hi) if hi > lo else np.int64(-1)


@step
def _workmate(bits, i, d, people, lists):
    """A child's schoolmate, a grown-up's colleague."""
    if people.age[i] == CHILD:
        return schoolmate(unit(bits), i, d, lists.ages)
    offset = 1 + int(unit(bits) * 2 * WORKMATES)
    offset = offset if offset <= WORKMATES else WORKMATES - offset
    first, size = lists.district_first[d], lists.adults[d]
    return np.int64(lists.ring[first + (lists.at[i] - first + offset) % size])


@step
def _kin(bits, i, d, passage, left, lists):
    """Kin of somebody at home; without any, anybody of the district or, less often, province."""
    people = passage.people
    h = people.household[i]
    lo, hi = lists.household_first[h], lists.household_first[h + 1]
    first = within(bits, lo, hi)
    for turn in range(hi - lo):
        old = passage.came_from[lo + (first - lo + turn) % (hi - lo)]
        if old < 0:
            continue
        bits = mix(bits + _NEXT)
        found = _kin_of(bits, old, passage, left)
        if found >= 0:
            return found
    bits = mix(bits + _NEXT)
    if unit(bits) >= KIN_IN_DISTRICT:
        p = people.province[i]
        bits = mix(bits + _NEXT)
        d = within(bits, lists.province_first[p], lists.province_first[p + 1])
    return _any_of(mix(bits + _NEXT), d, lists)


@step
def _kin_of(bits, old, passage, left):
    """One of the kin that somebody has left, by a draw; -1 without any."""
    ties = passage.ties
    lo, hi = ties.first[old], ties.first[old + 1]
    begin, end = ties.reverse_first[old], ties.reverse_first[old + 1]
    count = (hi - lo) + (end - begin)
    start = int(unit(bits) * count)
    for turn in range(count):
        place = (start + turn) % count
        if place < hi - lo:
            k = lo + place
            other = ties.high[k]
        else:
            k = np.int64(ties.reverse[begin + place - (hi - lo)])
            other = ties.low[k]
        if left.layer[k] == KIN:
            return np.int64(passage.went_to[other])
    return np.int64(-1)


@step
def _trader(bits, i, d, q, people, lists):
    """A trader of the district, else any: for a trader's first proposal, or without one there."""
    lo, hi = lists.trader_first[d], lists.trader_first[d + 1]
    if (people.role[i] == TRADER and q == 0) or lo == hi:
        lo, hi = 0, len(lists.traders)
    return np.int64(lists.traders[within(bits, lo, hi)]) if hi > lo else np.int64(-1)
