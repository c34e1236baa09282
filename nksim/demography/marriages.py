"""Who marries whom.

In each district women who want to marry choose, in an order that is drawn, the single man whose age
is nearest to what they look for. A few look for a husband in another district of their province.
Whom a woman finds depends on the others who look in that district that year, and on nobody else.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from nksim.core.draws import YearlyPurpose, hash_one, stream, unit
from nksim.core.jit import kernel, part
from nksim.demography.vital import DIES, GROOM_FROM, GROOM_TO, SEEKS
from nksim.demography.years import Span
from nksim.scenario.sections import Life
from nksim.society.ages import QUARTER, quarters
from nksim.society.rates.marriage import GAP_MOST, GAP_SPREAD, LOOKS_OLDER
from nksim.society.rates.mortality import STEPS
from nksim.society.society import Society
from nksim.society.traits import inner, units_of

Places = NDArray[np.int32]


class Couples(NamedTuple):
    """Who married, in old places: husbands and wives side by side, by district."""

    husband: Places
    wife: Places


def marry(society: Society, fates: NDArray[np.uint8], life: Life, span: Span, seed: int) -> Couples:
    """The couples of the year, found district by district."""
    register, people = society.register, society.people
    assert register is not None
    brides = np.flatnonzero(fates & SEEKS)
    grooms = single_men(society, fates, span.week)
    if not len(brides) or not len(grooms):
        return Couples(np.empty(0, np.int32), np.empty(0, np.int32))
    numbers = register.number[brides]
    looks_in = districts_of(society, brides, life.marriage_across, span.week, seed)
    priority = units_of(seed, YearlyPurpose.PRIORITY, numbers, span.week)
    brides_order = np.lexsort((priority, looks_in))
    gap = life.first_marriage_men - life.first_marriage_women + LOOKS_OLDER
    luck = ndtri(inner(units_of(seed, YearlyPurpose.GAP, numbers, span.week)))
    wanted = register.birth[brides] - (gap + GAP_SPREAD * luck) * STEPS * QUARTER
    husband = np.full(len(brides), -1, np.int32)
    choose(
        brides_order,
        looks_in,
        brides,
        wanted,
        grooms,
        people.district,
        register,
        GAP_MOST * STEPS * QUARTER,
        husband,
    )
    found = brides_order[husband[brides_order] >= 0]
    return Couples(husband[found], brides[found].astype(np.int32))


def single_men(society: Society, fates: NDArray[np.uint8], week: int) -> NDArray[np.int64]:
    """Places of men of age to marry whose wives, if they had one, have died."""
    single = np.zeros(society.size, np.bool_)
    mark_single_men(week, society.register, society.people.woman, fates, single)
    return np.flatnonzero(single)


@kernel
def mark_single_men(week, register, woman, fates, single):
    """Mark men who may marry."""
    for i in range(len(fates)):
        if woman[i] or fates[i] & DIES:
            continue
        wife = register.partner[i]
        if wife < 0 or fates[wife] & DIES:
            single[i] = GROOM_FROM <= quarters(week, register.birth[i]) < GROOM_TO


def districts_of(
    society: Society, brides: NDArray[np.int64], across: float, week: int, seed: int
) -> NDArray[np.int64]:
    """The district in which each bride looks for a husband: her own, else one of the province."""
    people = society.people
    key = stream(seed, YearlyPurpose.ACROSS, week)
    provinces = people.province[np.minimum(society.district_first[:-1], society.size - 1)]
    first = np.searchsorted(provinces, np.arange(provinces.max() + 2))
    looks_in = np.empty(len(brides), np.int64)
    assert society.register is not None
    numbers = society.register.number[brides]
    place_brides(
        key, across, numbers, people.district[brides], people.province[brides], first, looks_in
    )
    return looks_in


@kernel
def place_brides(key, across, numbers, district, province, first, looks_in):
    """Write the districts of brides; two halves of a draw say whether she leaves and where to."""
    for k in range(len(numbers)):
        bits = hash_one(key, np.uint64(numbers[k]))
        looks_in[k] = district[k]
        if unit(bits) < across:
            lo, hi = first[province[k]], first[province[k] + 1]
            again = unit(hash_one(bits, np.uint64(numbers[k])))
            looks_in[k] = lo + int(again * (hi - lo))


@kernel
def choose(order, looks_in, brides, wanted, grooms, district, register, most, husband):
    """Each bride in order takes the man nearest to what she looks for who is still free."""
    taken = np.zeros(len(grooms), np.bool_)
    lo = 0
    for k in order:
        d = looks_in[k]
        while lo < len(grooms) and district[grooms[lo]] < d:
            lo += 1
        hi = lo
        while hi < len(grooms) and district[grooms[hi]] == d:
            hi += 1  # a district has some tens of single men
        best, apart = -1, most
        for g in range(lo, hi):
            man = grooms[g]
            off = abs(register.birth[man] - wanted[k])
            if off < apart and not taken[g] and not _siblings(register, man, brides[k]):
                best, apart = g, off
        if best >= 0:
            taken[best] = True
            husband[k] = grooms[best]


@part
def _siblings(register, one, other):
    """Whether two have a parent in common, or one is the other's parent."""
    m, f = register.mother, register.father
    if m[one] == other or f[other] == one or m[other] == one or f[one] == other:
        return True
    return (m[one] >= 0 and m[one] == m[other]) or (f[one] >= 0 and f[one] == f[other])
